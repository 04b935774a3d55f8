/** Who has met whom in the last ten minutes, and who must not meet again at all. Pure. */

/** A mark that two met keeps them from being paired at once again (P4). */
export const MET_MS = 600_000
/** More strangers than anybody meets in ten minutes within the limits on searches. */
const MARKS_MAX = 400
const EXPIRE_EVERY_MS = 5_000

export interface History {
  /** Marks that the two met; a second meeting renews the mark. */
  met(a: string, b: string, now: number): void
  /** Keeps the two apart for as long as both stay (after a report). */
  bar(a: string, b: string): void
  haveMet(a: string, b: string, now: number): boolean
  areBarred(a: string, b: string): boolean
  /** Drops everything about a visitor who is gone. Marks others hold of him lapse by themselves. */
  forget(visitor: string): void
  /** Drops marks that have lapsed, however long their holders stay. Call it as often as you like. */
  expire(now: number): void
  size(): number
}

export function createHistory(): History {
  const marks = new Map<string, Map<string, number>>()
  const barred = new Map<string, Set<string>>()
  let expiredAt = -Infinity

  /** The oldest come first. */
  function dropLapsed(mine: Map<string, number>, now: number): void {
    for (const [oldest, until] of mine) {
      if (until > now && mine.size <= MARKS_MAX) break
      mine.delete(oldest)
    }
  }

  function mark(of: string, other: string, now: number): void {
    let mine = marks.get(of)
    if (mine === undefined) {
      mine = new Map()
      marks.set(of, mine)
    }
    mine.delete(other)
    mine.set(other, now + MET_MS)
    dropLapsed(mine, now)
  }

  return {
    met(a, b, now) {
      mark(a, b, now)
      mark(b, a, now)
    },
    bar(a, b) {
      for (const [one, other] of [
        [a, b],
        [b, a],
      ] as const) {
        const mine = barred.get(one) ?? new Set()
        barred.set(one, mine.add(other))
      }
    },
    haveMet: (a, b, now) => (marks.get(a)?.get(b) ?? 0) > now,
    areBarred: (a, b) => barred.get(a)?.has(b) ?? false,
    forget(visitor) {
      marks.delete(visitor)
      for (const other of barred.get(visitor) ?? []) {
        const theirs = barred.get(other)
        theirs?.delete(visitor)
        if (theirs?.size === 0) barred.delete(other)
      }
      barred.delete(visitor)
    },
    expire(now) {
      if (now - expiredAt < EXPIRE_EVERY_MS) return
      expiredAt = now
      for (const [visitor, mine] of marks) {
        dropLapsed(mine, now)
        if (mine.size === 0) marks.delete(visitor)
      }
    },
    size: () => marks.size + barred.size,
  }
}
