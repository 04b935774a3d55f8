/** Histories of evidence at random, and what plays them. */
import fc from 'fast-check'
import { parsePrefix, type Prefix } from '../../radar/prefix.ts'
import type { Abuse, Signal } from '../../radar/protocol.ts'
import { DAY, MINUTE, SECOND, type Rig } from './detectorRig.ts'

/** Addresses of IPv4, and neighbours in IPv6 that fill two networks of one customer each. */
export const PREFIXES = [
  '198.51.100.1',
  '198.51.100.2',
  '203.0.113.7',
  ...Array.from({ length: 5 }, (_, part) => `2001:db8:1:${part + 1}::/64`),
  ...Array.from({ length: 5 }, (_, part) => `2001:db8:1:1${part}0::/64`),
  ...Array.from({ length: 4 }, (_, part) => `2001:db8:1:f${part}00::/64`),
]
export const prefixOf = (text: string): Prefix => {
  const prefix = parsePrefix(text)
  if (prefix === null) throw new Error(text)
  return prefix
}

export interface Step extends Abuse {
  readonly waitMs: number
}
export const times = fc.oneof(
  fc.integer({ min: 1, max: 12 }),
  fc.constantFrom(30, 100, 100_000),
  fc.integer({ min: 1, max: 100_000 }),
)
export const waitMs = fc.oneof(
  { weight: 4, arbitrary: fc.nat(5 * SECOND) },
  { weight: 2, arbitrary: fc.nat(20 * MINUTE) },
  { weight: 1, arbitrary: fc.nat(9 * DAY) },
)
export const history = (signals: readonly Signal[], maxLength = 40) =>
  fc.array(
    fc.record<Step>({
      signal: fc.constantFrom(...signals),
      prefix: fc.constantFrom(...PREFIXES),
      times,
      neighbours: fc.oneof(
        { weight: 4, arbitrary: fc.constant(0) },
        { weight: 1, arbitrary: fc.nat(10) },
      ),
      waitMs,
    }),
    { maxLength },
  )

export function play(rig: Rig, steps: readonly Step[]): void {
  for (const { waitMs: before, signal, ...rest } of steps) {
    rig.wait(before)
    rig.see(signal, rest)
  }
}
