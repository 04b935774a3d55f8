/** A clock that stands still until it is moved, and what is to happen when. */

/** Everything happens at a multiple of this: as often as the server's own clock ticks. */
export const STEP_MS = 250

export interface Agenda {
  readonly now: () => number
  /** Does something after so many milliseconds, rounded up to a step, and never at once. */
  readonly later: (ms: number, act: () => void) => void
  /** Moves on by one step, and does what is due. */
  readonly step: () => void
}

/** @param start milliseconds since the epoch */
export function createAgenda(start: number): Agenda {
  let now = start
  const due = new Map<number, (() => void)[]>()
  return {
    now: () => now,
    later(ms, act) {
      const at = now + Math.max(1, Math.ceil(ms / STEP_MS)) * STEP_MS
      const acts = due.get(at)
      if (acts === undefined) due.set(at, [act])
      else acts.push(act)
    },
    step() {
      now += STEP_MS
      const acts = due.get(now) ?? []
      due.delete(now)
      for (const act of acts) act()
    },
  }
}
