/** All transfers of one conversation, in both directions, over whatever connection there is. */
import { createAllowance } from './allowance.ts'
import type { Bulk } from './bulk.ts'
import { createInbox } from './inbox.ts'
import type { Inspect } from './inspection.ts'
import { createOutbox } from './outbox.ts'
import { createTransferList, type Transfer } from './transferList.ts'
import {
  parseChunk,
  parseTransferMessage,
  type Offered,
  type TransferMessage,
  type VoiceType,
} from './transferProtocol.ts'

/** What a stranger may say besides chunks: a transfer takes a handful, its progress some a second. */
const MESSAGE_BURST = 4_000
const MESSAGES_PER_SECOND = 2_000

export interface TransfersOptions {
  /** The place in the chat of what begins now. */
  readonly nextOrder: () => number
  readonly show: (transfers: readonly Transfer[]) => void
  /** Voice notes that this browser can play. */
  readonly plays: readonly VoiceType[]
  /** Looks at what has come before anything of the page sees it. */
  readonly inspect: Inspect
}

export interface Transfers {
  /** A connection is open, the first or another one. */
  connect(bulk: Bulk): void
  /** The connection has gone, and perhaps comes back. */
  interrupt(): void
  /** Offers something; `false` when too many are on their way. */
  offer(what: Offered, source: Blob): boolean
  /** Takes a file; the browser may ask where to save it, so call it while the visitor presses. */
  accept(id: number): Promise<void>
  /** Ends a transfer of either direction, accepted or not. */
  cancel(mine: boolean, id: number): void
  pause(mine: boolean, id: number, on: boolean): void
  /** The browser was given it to save. */
  saved(id: number): void
  /** Voice notes that the stranger's browser can play. */
  strangerPlays(): readonly VoiceType[]
  /** Everything is forgotten. */
  close(): void
}

export function createTransfers(options: TransfersOptions): Transfers {
  const mayHear = createAllowance(MESSAGE_BURST, MESSAGES_PER_SECOND)
  let bulk: Bulk | null = null
  let plays: readonly VoiceType[] = []
  const say = (message: TransferMessage) => void bulk?.send(JSON.stringify(message))
  const list = createTransferList(options.nextOrder, options.show, ({ shown: { mine, id } }) =>
    (mine ? outbox : inbox).forget(id),
  )
  const outbox = createOutbox(list, say, () => bulk)
  const inbox = createInbox(list, say, options.inspect)

  function onMessage(message: TransferMessage): void {
    switch (message.type) {
      case 'plays':
        plays = message.types
        return
      case 'sync':
      case 'offer':
      case 'hold':
      case 'end':
      case 'withdraw':
        inbox.hear(message)
        return
      default:
        outbox.hear(message)
    }
  }

  function onData(data: string | ArrayBuffer): void {
    if (typeof data === 'string') {
      // Whoever floods the channel is not heard: reading it all would freeze the page.
      const message = mayHear(performance.now()) ? parseTransferMessage(data) : null
      if (message !== null) onMessage(message)
    } else {
      const chunk = parseChunk(data)
      if (chunk !== null) inbox.take(chunk)
    }
  }

  return {
    connect(opened) {
      bulk = opened
      let hasGreeted = false
      opened.listen({
        onData,
        onRoom() {
          if (!hasGreeted) {
            hasGreeted = true
            say({ type: 'plays', types: [...options.plays] })
            outbox.resume()
            inbox.resume()
          }
          outbox.pump()
        },
      })
    },
    interrupt() {
      bulk = null
      outbox.interrupt()
    },
    offer: (what, source) => outbox.offer(what, source),
    accept: (id) => inbox.accept(id),
    cancel(mine, id) {
      if (mine) outbox.withdraw(id)
      else inbox.decline(id)
    },
    pause(mine, id, on) {
      if (mine) outbox.hold(id, on)
      else inbox.pause(id, on)
    },
    saved: (id) => inbox.saved(id),
    strangerPlays: () => plays,
    close() {
      bulk = null
      outbox.interrupt()
      list.close()
    },
  }
}
