/**
 * How fast transfers may go on a path whose rate is known: somewhat slower than it carries, by the
 * clock, so that no queue of ours comes and goes. The browser's own measuring for the picture takes
 * each rise of a queue for a link that has become narrow, and gives the picture less. Pure: time
 * comes with each call.
 */

/** Of what the path was seen to carry so much is used; the rest is the picture's to find. */
const SHARE = 0.9
/** Judged over so long at least, and over a whole way there and back. */
const LOOK_MS = 400
/** The shortest delay of so long counts as that of the path alone, twice over. */
const EMPTY_MS = 3_000
/** Less is what machines take that have other things to do. */
const QUEUE_MS = 25
/** With so much of one, the path is another than it was. */
const LOST_MS = 150
/** A queue that grows by so much from look to look is one that we make, with whomever. */
const GROWING_MS = 8
/** Machines stop for moments: no more than this is taken back for one look. */
const AT_ONCE = 0.8
/** Nothing can be told of a path from which less was asked than it was allowed. */
const ASKED = 0.8
/** More is tried after so long a calm, and twice as long after each try that was too much. */
const CALM_MS = 2_000
const CALM_MAX_MS = 32_000
const RETURN = 1.1
/** Tries are small, so that the queue they end in grows slowly; what is far too slow grows faster. */
const TRY = 1.03
const TRY_MS = 500
/** The least that tells of a queue while more is tried, in so many answers one after the other. */
const TRIED_QUEUE_MS = 10
const TRIED_ANSWERS = 6
/** Who may go so much faster without a queue is on another path, or was wrong about this one. */
const OTHER_PATH = 1.3
/** Differences so many times as great as usual tell of a queue; how much of each new one is believed. */
const UNREST = 2
const UNREST_BELIEVED = 0.1
/** What was slowed down has to be seen before it is slowed down again. */
const CUT_MS = 2_000
/** A queue that only stands may be anybody's: it makes us slower, and not for ever. */
const STANDING = 0.97
const STANDING_LEAST = 0.8
/** At once, after a wait: timers of a hidden page come late. */
const BURST_MS = 60

export interface Clock {
  /** Bytes a millisecond. */
  rate(): number
  /** Bytes a millisecond that the path was last seen to carry. */
  carried(): number
  /** The shortest delay of late, in milliseconds. */
  emptyMs(): number
  sent(bytes: number, now: number): void
  note(delayMs: number, bytes: number, now: number): void
  /** Whether the path is none that a clock can be kept for: of a long queue, or much faster. */
  isLost(): boolean
  /** Milliseconds until more may leave; 0 when it may now. */
  waitMs(now: number): number
}

/**
 * @param carried bytes a millisecond that a full path was seen to carry
 * @param pathMs delay without a queue, in milliseconds
 */
export function createClock(carried: number, pathMs: number, from: number): Clock {
  let most = carried
  /** The same, as it was when a queue was last made. */
  let known = carried
  let cutAt = -Infinity
  /** How much the quickest answers of two looks differ, evened out: what busy machines make of a path. */
  let unrestMs = 0
  let rate = carried * SHARE
  let growth = TRY
  let calmSince = from
  let calmMs = CALM_MS
  let triedAt = -Infinity
  /** What may leave, as of then. */
  let room = 0
  let roomAt = from
  let empty = [pathMs, Infinity] as const
  let emptyFrom = from
  let beforeMs = Infinity
  let isLost = false
  let late = 0
  let look = { from, sent: 0, arrived: 0, quickestMs: Infinity }

  const emptyMs = () => Math.min(...empty)

  function fill(now: number): void {
    room = Math.min(rate * BURST_MS, room + rate * (now - roomAt))
    roomAt = now
  }

  function slowDown(to: number, now: number): void {
    rate = to
    growth = TRY
    calmSince = now
    triedAt = -Infinity
  }

  function judge(now: number): void {
    const forMs = now - look.from
    const [sent, arrived] = [look.sent / forMs, look.arrived / forMs]
    const grownMs = look.quickestMs - beforeMs
    beforeMs = look.quickestMs
    isLost = look.quickestMs > emptyMs() + LOST_MS || rate > known * OTHER_PATH
    const restlessMs = UNREST * unrestMs
    if (Number.isFinite(grownMs)) unrestMs += (Math.abs(grownMs) - unrestMs) * UNREST_BELIEVED
    if (look.quickestMs > emptyMs() + QUEUE_MS + restlessMs) {
      if (now - cutAt < CUT_MS) calmSince = now
      else if (grownMs > GROWING_MS + restlessMs && arrived < sent) {
        cutAt = now
        most = Math.max(arrived, most * AT_ONCE)
        known = most
        calmMs = CALM_MS
        slowDown(Math.min(rate, most * SHARE), now)
      } else if (grownMs > -GROWING_MS)
        slowDown(Math.max(Math.min(rate, most * STANDING_LEAST), rate * STANDING), now)
      else calmSince = now
      return
    }
    if (sent < rate * ASKED) return
    // More than leaves can only seem to arrive.
    most = Math.max(most, Math.min(arrived, rate))
    if (rate < most * SHARE) rate = Math.min(most * SHARE, rate * RETURN)
    else if (now - calmSince >= calmMs && now - triedAt >= TRY_MS) {
      rate *= growth
      growth *= growth
      triedAt = now
    }
  }

  return {
    rate: () => rate,
    carried: () => most,
    emptyMs,
    isLost: () => isLost,
    sent(bytes, now) {
      fill(now)
      room -= bytes
      look.sent += bytes
    },
    note(delayMs, bytes, now) {
      fill(now)
      if (now - emptyFrom >= EMPTY_MS) {
        empty = [Infinity, empty[0]]
        emptyFrom = now
      }
      empty = [Math.min(empty[0], delayMs), empty[1]]
      look.arrived += bytes
      late = delayMs > emptyMs() + TRIED_QUEUE_MS ? late + 1 : 0
      if (late >= TRIED_ANSWERS && rate > most * SHARE) {
        calmMs = Math.min(CALM_MAX_MS, calmMs * 2)
        known = most
        slowDown(most * SHARE, now)
      }
      look.quickestMs = Math.min(look.quickestMs, delayMs)
      if (now - look.from < Math.max(LOOK_MS, emptyMs())) return
      judge(now)
      look = { from: now, sent: 0, arrived: 0, quickestMs: Infinity }
    },
    waitMs(now) {
      fill(now)
      return room > 0 ? 0 : Math.max(1, -room / rate)
    },
  }
}
