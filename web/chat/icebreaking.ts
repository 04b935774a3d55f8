/**
 * Questions that both see at the same moment: what goes over the channel is only how many there
 * have been; which one it is comes from what the two share, so nobody can choose or write one.
 */
import { createAllowance } from './allowance.ts'
import type { PeerMessage } from './peerProtocol.ts'
import type { View } from './visit.ts'

/** As many as there are in every language's list. */
export const QUESTIONS = 60
/** Long enough to read one before the next. */
export const PAUSE_MS = 3_000
/** A stranger who is honest takes the same pause; words held up on the way come together. */
const BURST = 4
const PER_SECOND = 0.5
/** So many may have been lost with a connection, and come over the next one together. */
const LEAD_MAX = 10
/** The chat keeps no more of them. */
const SHOWN_MAX = 100

/** One question in the chat. */
export interface Question {
  /** Its place among everything else there. */
  readonly order: number
  /** The visitor asked for it. */
  readonly mine: boolean
  /** Which one: a number below QUESTIONS. */
  readonly question: number
}

/** All questions in an order that the seed decides, so that none comes twice before all have. */
export function orderOf(seed: Uint8Array): number[] {
  let state = new DataView(seed.buffer, seed.byteOffset).getUint32(0)
  /** Below `bound`; a small generator does, for nothing secret hangs on it (mulberry32). */
  function roll(bound: number): number {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * bound)
  }
  const order = Array.from({ length: QUESTIONS }, (_, at) => at)
  for (let at = order.length - 1; at > 0; at -= 1) {
    const other = roll(at + 1)
    const [a = 0, b = 0] = [order[at], order[other]]
    order[at] = b
    order[other] = a
  }
  return order
}

export interface IcebreakingOptions {
  /** What only the two have, the same over every connection of theirs. */
  readonly seed: Promise<Uint8Array>
  readonly nextOrder: () => number
  readonly getView: () => View
  readonly show: (change: Partial<View>) => void
  readonly send: (message: PeerMessage) => void
}

export interface Icebreaking {
  /** The next question, for both; nothing while the last one is fresh. */
  ask(): void
  /** The stranger has asked for as many. */
  hear(count: number): void
  /** Over a new connection: how many there have been. */
  tell(): void
  /** What was asked for last, and could not be told yet, is shown to nobody. */
  close(): void
}

export function createIcebreaking(options: IcebreakingOptions): Icebreaking {
  const { nextOrder, getView, show, send } = options
  let mayHear = createAllowance(BURST, PER_SECOND)
  let isFirst = true
  let count = 0
  let isOver = false
  let askedAt = -Infinity
  let order: readonly number[] = []
  // Without a shared secret there is no connection either.
  const ready = options.seed.then((seed) => (order = orderOf(seed))).catch(() => undefined)

  function put(next: number, mine: boolean): void {
    count = next
    void ready.then(() => {
      const question = order[(next - 1) % QUESTIONS]
      if (isOver || question === undefined) return
      const { questions } = getView()
      const asked = { order: nextOrder(), mine, question }
      show({ questions: [...questions.slice(1 - SHOWN_MAX), asked] })
    })
  }
  const say = () => {
    if (count > 0) send({ type: 'question', count })
  }

  return {
    ask() {
      const now = performance.now()
      if (now - askedAt < PAUSE_MS || getView().state.phase !== 'talking') return
      askedAt = now
      put(count + 1, true)
      say()
    },
    hear(told) {
      const now = performance.now()
      if (told > count + LEAD_MAX) return
      // Each of them, or the two would not see the same.
      while (count < told && mayHear(now)) {
        // Both are to read it before either asks for the next.
        askedAt = now
        put(count + 1, false)
      }
    },
    tell() {
      if (!isFirst) mayHear = createAllowance(LEAD_MAX, PER_SECOND)
      isFirst = false
      say()
    },
    close: () => void (isOver = true),
  }
}
