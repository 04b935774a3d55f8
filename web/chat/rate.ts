/** How fast something goes, over the last few seconds. Pure. */

const WINDOW_MS = 3_000

export interface Rate {
  /** @param total how much there is so far; less than before begins anew */
  note(total: number, now: number): void
  /** Per second; 0 before it can be told. */
  perSecond(now: number): number
}

export function createRate(): Rate {
  let samples: { readonly total: number; readonly at: number }[] = []
  return {
    note(total, now) {
      if (total < (samples.at(-1)?.total ?? 0)) samples = []
      samples.push({ total, at: now })
      // One sample beyond the window stays, so that it is always covered.
      while (samples.length > 2 && now - (samples[1]?.at ?? now) > WINDOW_MS) samples.shift()
    },
    perSecond(now) {
      const [first] = samples
      const last = samples.at(-1)
      if (first === undefined || last === undefined || now <= first.at) return 0
      return ((last.total - first.total) * 1000) / (now - first.at)
    },
  }
}
