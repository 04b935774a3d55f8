/** Visitors' networks for tests of evidence: a number stands for one IPv4 address. */
import type { Party } from '../../signaling/evidence.ts'

export const SECOND = 1_000
export const MINUTE = 60 * SECOND
export const HOUR = 60 * MINUTE
export const START = 1_700_000_000_000

/** 256 of them in a row are neighbours. */
export function partyOf(count: number): Party {
  const hood = `${11 + (count >> 16)}.${(count >> 8) & 255}`
  return { key: `key ${count}`, hood: `hood ${hood}`, prefix: `${hood}.${count & 255}.1` }
}
/** One from each neighbourhood. */
export const strangerOf = (count: number): Party => partyOf(256 * (count + 1))
