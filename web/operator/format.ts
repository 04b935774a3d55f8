/** Figures, durations and times as people read them. Pure. */

const SECOND = 1_000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

export const NOTHING = '–'

export const formatCount = (count: number): string => count.toLocaleString('en')

/** A short wait: `180 ms`, `1.2 s`, `48 s`, `2 min`. */
export function formatWait(ms: number | null): string {
  if (ms === null) return NOTHING
  if (ms < SECOND) return `${Math.round(ms)} ms`
  if (ms < 9_950) return `${(ms / SECOND).toFixed(1)} s`
  return formatDuration(ms)
}

/** A duration in its one or two largest units: `12 s`, `4 min`, `3 h 20 min`, `24 h`, `6 d 2 h`. */
export function formatDuration(ms: number): string {
  const positive = Math.max(0, ms)
  const parts = (big: number, bigName: string, small: number, smallName: string) => {
    const whole = Math.floor(positive / big)
    const rest = Math.floor((positive % big) / small)
    return rest === 0 ? `${whole} ${bigName}` : `${whole} ${bigName} ${rest} ${smallName}`
  }
  if (positive < MINUTE) return `${Math.floor(positive / SECOND)} s`
  if (positive < HOUR) return `${Math.floor(positive / MINUTE)} min`
  if (positive <= DAY) return parts(HOUR, 'h', MINUTE, 'min')
  return parts(DAY, 'd', HOUR, 'h')
}

export function formatAgo(at: number, now: number): string {
  const age = now - at
  return age < 2 * SECOND ? 'just now' : `${formatDuration(age)} ago`
}

const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' })
const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short' })

/** The time of day, with the date when it is another day. */
export function formatTime(at: number, now: number): string {
  const time = clock.format(at)
  return day.format(at) === day.format(now) ? time : `${day.format(at)}, ${time}`
}

export const formatClock = (at: number): string => clock.format(at)

/** `ABCDEFGH` as `ABCD EFGH`, for reading and typing. */
export const inGroups = (text: string): string => text.replace(/(.{4})(?=.)/g, '$1 ')
