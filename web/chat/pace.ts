/**
 * How much of our transfers may be under way at once: as much as makes a queue of a tenth of a
 * second on the path, so that voice and picture, which share it, hardly wait (the idea of LEDBAT,
 * RFC 6817). Pure: time comes with each call.
 */
import { CHUNK_BYTES, CHUNK_BYTES_MIN } from './transferProtocol.ts'

const WINDOW_MIN = 2 * CHUNK_BYTES_MIN
/** Little, so that the first chunks see the path without a queue of our own. */
const WINDOW_FIRST = 4 * CHUNK_BYTES_MIN
/** Enough for a fast path that is long; the browser holds no more of it than `bulk.ts` allows. */
const WINDOW_MAX = 8_388_608
const TARGET_MS = 100
/** The path without a queue is looked for anew this often: it may have become another. */
const MEMORY_MS = 60_000
/** As long as there has been no queue, twice as much at every look; then a share of what is missing. */
const GROWTH_FIRST = 2
const GAIN = 0.7

export interface Pace {
  /** Something that was sent so long ago has arrived. */
  note(delayMs: number, now: number): void
  /** Another path, of which nothing is known. */
  forget(): void
  /** Bytes that may be under way. */
  window(): number
  /** Bytes of one chunk: small ones where even one would be a queue. */
  chunk(): number
}

export function createPace(): Pace {
  let window = WINDOW_FIRST
  /** The shortest delay of this period, and of the one before. */
  let shortest = Infinity
  let shortestBefore = Infinity
  let periodAt = -Infinity
  let changedAt = -Infinity
  let isFirst = true

  return {
    note(delayMs, now) {
      if (now - periodAt >= MEMORY_MS) {
        shortestBefore = shortest
        shortest = Infinity
        periodAt = now
      }
      shortest = Math.min(shortest, delayMs)
      // A change shows when what was sent after it arrives.
      if (now - changedAt < delayMs) return
      changedAt = now
      const emptyMs = Math.min(shortest, shortestBefore)
      // What is under way takes as long as it takes to leave: so much of it is right.
      const share = (emptyMs + TARGET_MS) / Math.max(1, delayMs)
      if (delayMs - emptyMs > TARGET_MS) isFirst = false
      const factor = isFirst ? GROWTH_FIRST : share < 1 ? share : 1 + (share - 1) * GAIN
      window = Math.min(WINDOW_MAX, Math.max(WINDOW_MIN, window * Math.min(factor, GROWTH_FIRST)))
    },
    forget() {
      window = WINDOW_FIRST
      shortest = Infinity
      shortestBefore = Infinity
      periodAt = -Infinity
      changedAt = -Infinity
      isFirst = true
    },
    window: () => window,
    chunk: () => Math.max(CHUNK_BYTES_MIN, Math.min(CHUNK_BYTES, Math.floor(window / 4))),
  }
}
