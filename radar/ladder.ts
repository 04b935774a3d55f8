/** How long the next block of a prefix lasts: longer each time, and forgiven with good behaviour. Pure. */
import { ENTRIES_MAX } from './protocol.ts'
import type { Thresholds } from './thresholds.ts'

export interface Ladder {
  /** Takes one step up; returns the end of the block, in milliseconds since the epoch. */
  readonly climb: (key: string, now: number) => number
  /**
   * For what is harder now while the last block of the key lasts: as long again as that one. Where
   * it is over, or there was none, climbs.
   */
  readonly stay: (key: string, now: number) => number
  readonly expire: (now: number) => void
  readonly residue: () => number
}

interface Rung {
  /** How many blocks count against the key. */
  readonly step: number
  readonly at: number
  /** When its block ends. */
  readonly until: number
}

export function createLadder(
  { stepsMs, jitter, forgiveMs }: Thresholds['ladder'],
  random: () => number,
): Ladder {
  const rungs = new Map<string, Rung>()
  const longest = Math.max(...stepsMs)

  /** Steps that are left after so long without a new block. */
  const left = ({ step, at }: Rung, now: number) =>
    step - Math.floor(Math.max(0, now - at) / forgiveMs)

  // Not even chance makes a block longer than the longest.
  const endOf = (step: number, now: number): number => {
    const lasts = stepsMs[Math.min(step, stepsMs.length - 1)] ?? longest
    return Math.round(now + Math.min(longest, lasts * (1 + jitter * random())))
  }

  const ladder: Ladder = {
    climb(key, now) {
      const known = rungs.get(key)
      const step = known === undefined ? 0 : Math.max(0, left(known, now))
      const [oldest] = rungs.keys()
      if (known === undefined && rungs.size >= ENTRIES_MAX && oldest !== undefined)
        rungs.delete(oldest)
      rungs.delete(key)
      const until = endOf(step, now)
      rungs.set(key, { step: Math.min(step + 1, stepsMs.length), at: now, until })
      return until
    },
    stay(key, now) {
      const known = rungs.get(key)
      if (known === undefined || known.until <= now) return ladder.climb(key, now)
      const until = endOf(known.step - 1, now)
      rungs.set(key, { ...known, until })
      return until
    },
    expire(now) {
      for (const [key, rung] of rungs) if (left(rung, now) <= 0) rungs.delete(key)
    },
    residue: () => rungs.size,
  }
  return ladder
}
