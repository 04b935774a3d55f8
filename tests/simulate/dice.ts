/** Chance that can be repeated. */

/** A number from 0 to 1, each call another (mulberry32, public domain, Tommy Ettinger). */
export function createDice(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** Evenly spread between two figures. */
export const between = (dice: () => number, [from, to]: readonly [number, number]): number =>
  from + dice() * (to - from)

/** How long until something that happens once in `mean` on average. */
export const exponential = (dice: () => number, mean: number): number =>
  -Math.log(1 - dice()) * mean
