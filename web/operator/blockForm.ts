/** What the dialogs about blocks compute: ends, limits, and the search in the list. Pure. */
import {
  MANUAL_BLOCK_MAX_MS,
  RANGE_BLOCK_MAX_MS,
  type Blocks,
} from '../../radar/operatorProtocol.ts'
import { words } from './words.ts'

const HOUR_MS = 3_600_000

export const PRESETS = {
  hour: HOUR_MS,
  sixHours: 6 * HOUR_MS,
  day: 24 * HOUR_MS,
  week: 7 * 24 * HOUR_MS,
  month: 30 * 24 * HOUR_MS,
} as const
export type Preset = keyof typeof PRESETS | 'custom'
export const PRESET_NAMES = [
  ...(Object.keys(PRESETS) as (keyof typeof PRESETS)[]),
  'custom',
] as const

/** For how long an operator may block what he has typed, in milliseconds. */
export function longestFor(prefix: string): number {
  const [address = '', bits] = prefix.trim().split('/')
  if (bits === undefined || !/^\d{1,3}$/.test(bits)) return MANUAL_BLOCK_MAX_MS
  const narrow = address.includes(':') ? 64 : 32
  return Number(bits) < narrow ? RANGE_BLOCK_MAX_MS : MANUAL_BLOCK_MAX_MS
}

/** Whole hours from 1 to the longest, or `null` for anything else. */
export function parseHours(text: string, longestMs: number): number | null {
  if (!/^\d{1,4}$/.test(text.trim())) return null
  const hours = Number(text)
  return hours >= 1 && hours * HOUR_MS <= longestMs ? hours : null
}

/** How long the block lasts, in milliseconds, or `null` while the form does not say it soundly. */
export function durationOf(preset: Preset, hours: string, longestMs: number): number | null {
  if (preset === 'custom') {
    const count = parseHours(hours, longestMs)
    return count === null ? null : count * HOUR_MS
  }
  return PRESETS[preset] <= longestMs ? PRESETS[preset] : null
}

/** Blocks in whose prefix, reason, level or source the text occurs. */
export function search(blocks: Blocks, text: string): Blocks {
  const wanted = text.trim().toLowerCase()
  if (wanted === '') return blocks
  return blocks.filter(
    ({ prefix, reason, source, level }) =>
      prefix.toLowerCase().includes(wanted) ||
      words.reasons[reason].toLowerCase().includes(wanted) ||
      words.levels[level].toLowerCase().includes(wanted) ||
      source.toLowerCase().includes(wanted),
  )
}
