/** How much somebody may do: a bucket that holds a burst and refills steadily. Pure. */

/** @returns whether one more is allowed at `now`, in milliseconds of a clock that never goes back */
export function createAllowance(burst: number, perSecond: number): (now: number) => boolean {
  let left = burst
  let at = 0
  return (now) => {
    left = Math.min(burst, left + ((now - at) * perSecond) / 1000) - 1
    at = now
    if (left >= 0) return true
    left = 0
    return false
  }
}
