/** Sizes, speeds and times as people say them, in the language of the page. */
import { numberFormat } from './formats.ts'

const SCALE = 1_000
const SIZE_UNITS = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const
/** A time that is only guessed is not said to the second. */
const SECONDS_STEP = 5

type Display = 'narrow' | 'short' | 'long'

const format = (unit: string, unitDisplay: Display, maximumFractionDigits: number) =>
  numberFormat({ style: 'unit', unit, unitDisplay, maximumFractionDigits })

function scaled(bytes: number): { readonly value: number; readonly step: number } {
  let value = bytes
  let step = 0
  // What rounds up to a thousand is one of the next unit.
  while (value >= SCALE - 0.5 && step < SIZE_UNITS.length - 1) {
    value /= SCALE
    step += 1
  }
  return { value, step }
}

const digitsOf = (value: number, step: number) => (step < 2 || value >= 100 ? 0 : 1)

/** "5.2 MB" of 5,200,000 bytes. */
export function sizeText(bytes: number): string {
  const { value, step } = scaled(bytes)
  const display = step === 0 ? 'long' : 'short'
  return format(SIZE_UNITS[step] ?? 'byte', display, digitsOf(value, step)).format(value)
}

/** "5.2 MB/s" of 5,200,000 bytes a second. */
export function speedText(bytesPerSecond: number): string {
  const { value, step } = scaled(bytesPerSecond)
  const unit = `${SIZE_UNITS[step] ?? 'byte'}-per-second`
  return format(unit, 'short', digitsOf(value, step)).format(value)
}

/** "25 seconds", "3 minutes", "2 hours": the coarser the longer. */
export function timeText(seconds: number): string {
  if (seconds < 55) {
    const near = Math.ceil(seconds)
    const round = near > 10 ? Math.ceil(near / SECONDS_STEP) * SECONDS_STEP : near
    return format('second', 'long', 0).format(Math.max(1, round))
  }
  if (seconds < 5_400) return format('minute', 'long', 0).format(Math.ceil(seconds / 60))
  return format('hour', 'long', 0).format(Math.ceil(seconds / 3_600))
}

/** "40%" of 0.4; full only when it is. */
export const shareText = (share: number): string =>
  numberFormat({ style: 'percent' }).format(
    share >= 1 ? 1 : Math.min(99, Math.floor(share * 100)) / 100,
  )

/** "12 seconds", to the second. */
export const secondsText = (seconds: number, display: Display = 'long'): string =>
  format('second', display, 0).format(seconds)

/** "1:05" of 65 seconds. */
export function clockTime(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds))
  const figures = (value: number, digits: number) =>
    numberFormat({ minimumIntegerDigits: digits }).format(value)
  return `${figures(Math.floor(whole / 60), 1)}:${figures(whole % 60, 2)}`
}
