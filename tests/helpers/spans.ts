/** How long the policies say that something is kept, and what in the code makes it so. */
import { HASHED_MS } from '../../radar/audit.ts'
import { CASE_LIFE_MS, NAMED_MS } from '../../radar/casebook.ts'
import { AGE_LIFE_MS, QUIET_MS } from '../../signaling/evidence.ts'
import { MET_MS } from '../../signaling/history.ts'
import type { Words } from '../../signaling/languages/shape.ts'
import { WINDOWS_MS } from '../../signaling/limits.ts'
import { MEET_TIMEOUT_MS, REPORT_WINDOW_MS } from '../../signaling/protocol.ts'
import { NAME_MS } from '../../signaling/turn.ts'

export const UNITS = { second: 1_000, minute: 60_000, hour: 3_600_000, day: 86_400_000 } as const
export type Unit = keyof typeof UNITS

/** Each span that an entry of the list names, in the order in which it is said. */
export const SPANS: Readonly<Partial<Record<keyof Words['data'], readonly number[]>>> = {
  // After one has gone; in the radar's feed; under the key of the limits.
  address: [REPORT_WINDOW_MS, NAMED_MS, Math.max(...Object.values(WINDOWS_MS))],
  block: [HASHED_MS],
  kept: [QUIET_MS],
  token: [MEET_TIMEOUT_MS],
  met: [MET_MS],
  last: [REPORT_WINDOW_MS],
  minor: [AGE_LIFE_MS, CASE_LIFE_MS],
  relay: [NAME_MS],
}

const COUNTS: Readonly<Record<string, number>> = { a: 1, an: 1, every: 1, 'half an': 0.5 }

/** What an English text says of time: in milliseconds, and NaN where the count is unknown to tests. */
export const spansIn = (text: string) =>
  [...text.matchAll(/(half an?|[\w.,-]+) (second|minute|hour|day|week|month|year)s?\b/gi)].map(
    ([, count = '', word = '']) => {
      const unit = word.toLowerCase() as Unit
      const times = COUNTS[count.toLowerCase()] ?? Number(count)
      return { unit, ms: times * (UNITS[unit] ?? Number.NaN) }
    },
  )

/** Where the library's own forms have too much in common, or too little. */
const STEMS: Readonly<Record<string, string>> = {
  'zh second': '秒',
  'ar second': 'ثانية',
  'ar day': 'يوم',
  'pt day': 'dias',
}

/** What all forms of a unit's name begin with in a language. */
export function stemOf(unit: Unit, tag: string): string {
  const say = new Intl.NumberFormat(tag, { style: 'unit', unit, unitDisplay: 'long' })
  const [one = '', ...others] = [1, 5, 20].map(
    (count) =>
      say
        .formatToParts(count)
        .find(({ type }) => type === 'unit')
        ?.value.trim() ?? '',
  )
  let stem = one
  while (!others.every((other) => other.startsWith(stem))) stem = stem.slice(0, -1)
  return (STEMS[`${tag.slice(0, 2)} ${unit}`] ?? stem).toLowerCase()
}
