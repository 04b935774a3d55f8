/**
 * How much of our transfers may be under way at once: as much as makes a queue of a tenth of a
 * second on the path, so that voice and picture, which share it, hardly wait (the idea of LEDBAT,
 * RFC 6817, with the slowdowns of LEDBAT++). Once that queue has shown what a path carries, and it is
 * not more than machines can fill, a clock keeps to somewhat less: see `clock.ts`. On links of less
 * than about 2 Mbit/s one chunk is so long that the queue alone tells. Pure: time comes with each call.
 */
import { createClock, type Clock } from './clock.ts'
import { CHUNK_BYTES, CHUNK_BYTES_MIN } from './transferProtocol.ts'

const WINDOW_MIN = 2 * CHUNK_BYTES_MIN
/** Little, so that the first chunks see the path without a queue of our own. */
const WINDOW_FIRST = 4 * CHUNK_BYTES_MIN
/** Enough for a fast path that is long; the browser holds no more of it than `bulk.ts` allows. */
const WINDOW_MAX = 8_388_608
const TARGET_MS = 100
/**
 * This often our own queue is let out, so that the path is seen without it: the path may have become
 * another, or the machines at its ends busy, and who is never without a queue would take it for a part
 * of the path.
 */
const EMPTY_EVERY_MS = 10_000
/** One late answer says more of a busy machine than of the path: the quickest of several counts. */
const LOOK_ANSWERS = 4
const LOOK_MS = 100
/** With a queue so long the link is full: what is tried then is little. */
const MARKED_MS = TARGET_MS / 4
const GAIN_CAREFUL = 0.2
/** What leaves is measured over so long at least, and over a whole way there and back. */
const RATE_FIRST_MS = 250
const RATE_MS = 1_000
/** As long as there has been no queue, twice as much at every look; then a share of what is missing. */
const GROWTH_FIRST = 2
const GAIN = 0.7
/** Who is never without so much of a queue knows what the link carries. */
const FULL_MS = 0.4 * TARGET_MS
/** A machine that stops for a moment makes a link look slow: what it carried before is forgotten over some looks. */
const FORGOTTEN = 0.97
const TYPICAL = 0.7
/** As long as more goes through from look to look, the end is not found. */
const STEADY = 1.25
/** Bytes a millisecond: on faster paths it is the machines that set the rate, and a clock would only wait for them. */
const FAST = 4_000
/** By the clock, a chunk is as much as leaves in this time. */
const TICK_MS = 10

export interface Pace {
  /** So many bytes more have arrived, of which the last was sent so long ago. */
  note(delayMs: number, bytes: number, now: number): void
  /** So much was given to the path. */
  sent(bytes: number, now: number): void
  /** Milliseconds until more may leave; 0 when it may now. */
  waitMs(now: number): number
  /** Another path, of which nothing is known. */
  forget(): void
  /** Bytes that may be under way. */
  window(): number
  /** Bytes of one chunk: small ones where even one would be a queue. */
  chunk(): number
}

/** Answers since a moment. */
interface Look {
  readonly from: number
  answers: number
  bytes: number
  quickestMs: number
}
const lookFrom = (from: number): Look => ({ from, answers: 0, bytes: 0, quickestMs: Infinity })

export function createPace(): Pace {
  let window = WINDOW_FIRST
  /** The shortest delay since the path was last seen without our queue. */
  let emptyMs = Infinity
  let emptiedAt: number | null = null
  /** The window to go on with, while the queue is let out. */
  let kept: number | null = null
  /** As far as it was right before, it grows quickly. */
  let goal = 0
  let isFirst = true
  let changedAt = -Infinity
  /** All answers, and those to what was sent after the last change. */
  let all: Look | null = null
  let after: Look | null = null
  /** The most that was carried of late, in bytes a millisecond. */
  let best = 0
  /** What the link did in the last look, if it was full during all of it; else nothing. */
  let carried = 0
  /** Once it is known what the path carries. */
  let clock: Clock | null = null

  function change(to: number, now: number, least = WINDOW_MIN): void {
    window = Math.min(WINDOW_MAX, Math.max(least, to))
    changedAt = now
    after = null
  }

  function keepTime(running: Clock, delayMs: number, bytes: number, now: number): void {
    running.note(delayMs, bytes, now)
    emptyMs = running.emptyMs()
    // What the clock lets out is no queue; if it is one all the same, this is the end of it.
    window = Math.max(WINDOW_MIN, running.carried() * (emptyMs + TARGET_MS))
    if (running.rate() < FAST && !running.isLost()) return
    clock = null
    emptiedAt = now
    all = null
    // More than was known: how much, is found as at the beginning.
    isFirst = delayMs < emptyMs + TARGET_MS
    change(window, now)
  }

  function note(delayMs: number, bytes: number, now: number): void {
    if (clock !== null) {
      keepTime(clock, delayMs, bytes, now)
      return
    }
    emptyMs = Math.min(emptyMs, delayMs)
    if (emptiedAt === null) emptiedAt = now
    all ??= lookFrom(now - delayMs)
    all.bytes += bytes
    all.quickestMs = Math.min(all.quickestMs, delayMs)
    if (now - changedAt >= delayMs) {
      after ??= lookFrom(now)
      after.answers += 1
      after.quickestMs = Math.min(after.quickestMs, delayMs)
    }

    const isSeen = after !== null && (after.answers >= LOOK_ANSWERS || now - after.from >= LOOK_MS)
    if (kept !== null) {
      if (after === null || !isSeen) return
      // Nothing that was right before is so any more.
      if (after.quickestMs > emptyMs + TARGET_MS) isFirst = true
      emptyMs = after.quickestMs
      emptiedAt = now
      all = null
      // All at once would be a queue.
      goal = kept
      kept = null
      change(window, now)
      return
    }

    if (now - all.from >= Math.max(isFirst ? RATE_FIRST_MS : RATE_MS, emptyMs)) {
      const { quickestMs } = all
      const perMs = all.bytes / (now - all.from)
      all = lookFrom(now)
      const isFullNow = quickestMs > emptyMs + FULL_MS
      best = Math.max(perMs, best * FORGOTTEN)
      const isSteady = perMs > best * TYPICAL && perMs < carried * STEADY
      if (isFullNow && isSteady && best < FAST) {
        isFirst = false
        carried = 0
        clock = createClock(perMs, emptyMs, now)
        return
      }
      carried = isFullNow ? perMs : 0
      if (quickestMs > emptyMs + TARGET_MS) {
        isFirst = false
        goal = 0
        // What leaves in this time is what may wait, however much that was before.
        change(Math.min(window, perMs * (emptyMs + TARGET_MS)), now)
      }
    }
    if (now - emptiedAt >= EMPTY_EVERY_MS) {
      kept = window
      // Half of what the path itself holds, and be it a single chunk.
      change((window * emptyMs) / (emptyMs + TARGET_MS) / 2, now, CHUNK_BYTES_MIN)
    } else if (isSeen && delayMs <= emptyMs + TARGET_MS) {
      const share = (emptyMs + TARGET_MS) / Math.max(1, delayMs)
      const factor = isFirst ? GROWTH_FIRST : Math.min(GROWTH_FIRST, 1 + (share - 1) * GAIN)
      const careful = window + Math.max(CHUNK_BYTES_MIN / 2, window * GAIN_CAREFUL)
      const isFull = !isFirst && delayMs > emptyMs + MARKED_MS
      const next = isFull ? Math.min(window * factor, careful) : window * factor
      change(window < goal ? Math.min(goal, window * GROWTH_FIRST) : next, now)
    }
  }

  return {
    note,
    sent: (bytes, now) => clock?.sent(bytes, now),
    waitMs: (now) => clock?.waitMs(now) ?? 0,
    forget() {
      clock = null
      carried = 0
      best = 0
      emptyMs = Infinity
      emptiedAt = null
      kept = null
      goal = 0
      isFirst = true
      all = null
      change(WINDOW_FIRST, -Infinity)
    },
    window: () => window,
    chunk() {
      const most = clock === null ? window / 4 : clock.rate() * TICK_MS
      return Math.max(CHUNK_BYTES_MIN, Math.min(CHUNK_BYTES, Math.floor(most)))
    },
  }
}
