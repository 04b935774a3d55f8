/**
 * A server that was restarted knows nothing of the calls that go on, so that nobody could be reported
 * in them. Both pages then present there what only the two know. They are introduced once more, and
 * nothing is taken of that but the tokens to report by.
 */
import {
  KEY_NAME_LENGTH,
  type ClientMessage,
  type ServerMessage,
} from '../../signaling/protocol.ts'
import { toBase64Url, type Seal } from './sealed.ts'

/** Each waits twenty seconds, within which the other page is back, too. */
const TRIES = 3
/** As long as a key; nothing is sealed with it. */
const KEY_BYTES = 65

/** Gives the seal of a call that is live, and `null` while there is none, or it is made anew. */
export type LiveSeal = () => Promise<Seal> | null

export interface Renewing {
  /** @returns the new token, when the server says one */
  hear(message: ServerMessage, live: LiveSeal): string | null
  /** What it means to the call, which the server knows under another name by now. */
  understand(message: ServerMessage): ServerMessage
  /** There is another token, or nobody to report. */
  stop(): void
}

export function createRenewing(send: (message: ClientMessage) => boolean): Renewing {
  let left = 0
  /** What was asked with: with more than one when an earlier socket died unnoticed. */
  let keys: readonly string[] = []
  /** What the server calls the two since; nothing else is known under it. */
  let pair: string | null = null

  async function ask(live: LiveSeal): Promise<void> {
    const seal = live()
    if (left === 0 || seal === null) return
    left -= 1
    const key = toBase64Url(crypto.getRandomValues(new Uint8Array(KEY_BYTES)))
    keys = [...keys, key]
    const token = toBase64Url(await (await seal).derive('report'))
    // In the place of a request to meet again it would keep the two apart.
    if (live() === seal && keys.at(-1) === key) send({ type: 'meet', token, key })
  }

  function stop(): void {
    left = 0
    keys = []
    pair = null
  }

  return {
    hear(message, live) {
      if (message.type === 'kept' && !message.known) {
        left = TRIES
        void ask(live)
      }
      if (message.type === 'partnerLeft' && message.why === 'missed') void ask(live)
      if (message.type !== 'matched') return null
      if (keys.at(-1)?.slice(0, KEY_NAME_LENGTH) !== message.answers) return null
      // With its own request over the socket before.
      if (keys.includes(message.key)) {
        void ask(live)
        return null
      }
      stop()
      ;({ pair } = message)
      return message.report
    },
    understand: (message) =>
      message.type === 'partnerLeft' && message.pair === pair
        ? { type: 'partnerLeft', why: message.why }
        : message,
    stop,
  }
}
