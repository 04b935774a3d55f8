/**
 * What a blocklist is, told as slowly and plainly as possible: rows in a list, and addresses as big
 * numbers. Nothing of `prefix.ts` and `blocklist.ts` is used, so that they cannot agree by mistake.
 */

export type Level = 'app' | 'network'

const DAY_MS = 86_400_000

/**
 * A prefix as the first and last number of its family. Of IPv6 it is the second word of 32 bits: the
 * first is the same for all, and nobody has less than a /64.
 */
export interface Range {
  readonly family: 4 | 6
  readonly first: number
  readonly last: number
}
export interface Probe {
  readonly family: 4 | 6
  readonly at: number
}

export interface Row extends Range {
  readonly text: string
  readonly level: Level
  readonly by: string
  until: number
  readonly since: number
  appealed: boolean
  answered: boolean
}

/** How long a block may last: a week when nobody decided, a day for a range, or a month. */
export function longest({ first, last }: Range, by: string): number {
  if (by === 'detector') return 7 * DAY_MS
  return first === last ? 30 * DAY_MS : DAY_MS
}

/** The range of a canonical text, such as `203.0.113.0/24` or `2600:0:1::/48`. */
export function rangeOf(text: string): Range {
  const [host = '', bits] = text.split('/')
  const isFour = !host.includes(':')
  const parts = isFour
    ? host.split('.').map(Number)
    : host
        .replace(/::$/, '')
        .split(':')
        .slice(2)
        .map((part) => Number.parseInt(part, 16))
  const [a = 0, b = 0, c = 0, d = 0] = parts
  const first = isFour ? ((a * 256 + b) * 256 + c) * 256 + d : a * 65_536 + b
  const free = (isFour ? 32 : 64) - Number(bits ?? 32)
  return { family: isFour ? 4 : 6, first, last: first + 2 ** free - 1 }
}

export const holds = (range: Range, { family, at }: Probe): boolean =>
  range.family === family && range.first <= at && at <= range.last

export interface Oracle {
  rows: Row[]
  add(text: string, level: Level, by: string, until: number, now: number): void
  extend(text: string, until: number, now: number): void
  lift(text: string): void
  appeal(text: string, now: number): boolean
  dismiss(text: string, level: Level): boolean
  expire(now: number): void
  /** Level and end of what decides about an address; `null` when it is free. */
  verdict(probe: Probe, now: number): { level: Level; until: number } | null
}

/** Asked for nothing that is refused: prefixes that may be blocked, and ends in the future. */
export function createOracle(): Oracle {
  const oracle: Oracle = {
    rows: [],
    add(text, level, by, until, now) {
      const range = rangeOf(text)
      const end = Math.min(until, now + longest(range, by))
      const known = oracle.rows.find(
        (row) => row.text === text && row.level === level && row.until > now,
      )
      if (known !== undefined) {
        const last = by === 'detector' ? known.since + longest(range, by) : end
        known.until = Math.max(known.until, Math.min(end, last))
        return
      }
      oracle.rows = oracle.rows.filter((row) => row.text !== text || row.level !== level)
      oracle.rows.push({
        ...range,
        text,
        level,
        by,
        since: now,
        until: end,
        appealed: false,
        answered: false,
      })
    },
    extend(text, until, now) {
      const row = strongest(text, now)
      if (row === undefined) return
      row.until = Math.min(until, now + longest(row, 'somebody'))
    },
    lift(text) {
      oracle.rows = oracle.rows.filter((row) => row.text !== text)
    },
    appeal(text, now) {
      const row = strongest(text, now)
      if (row === undefined || row.appealed || row.answered) return false
      row.appealed = true
      return true
    },
    dismiss(text, level) {
      const row = oracle.rows.find((one) => one.text === text && one.level === level)
      if (row === undefined || !row.appealed) return false
      row.appealed = false
      row.answered = true
      return true
    },
    expire(now) {
      oracle.rows = oracle.rows.filter(({ until }) => until > now)
    },
    verdict(probe, now) {
      let level: Level | null = null
      let until = 0
      for (const row of oracle.rows) {
        if (row.until <= now || !holds(row, probe)) continue
        if (level === 'network' && row.level === 'app') continue
        until = level === row.level ? Math.max(until, row.until) : row.until
        level = row.level
      }
      return level === null ? null : { level, until }
    },
  }

  function strongest(text: string, now: number): Row | undefined {
    const those = oracle.rows.filter((row) => row.text === text && row.until > now)
    return those.find(({ level }) => level === 'network') ?? those[0]
  }

  return oracle
}
