/** The charts' rows: fetched once, then continued with the live counts. Pure. */
import type { History } from '../../radar/operatorProtocol.ts'
import type { Counts } from '../../radar/protocol.ts'

export const SPANS = ['hour', 'day'] as const
export type Span = (typeof SPANS)[number]
export const SPAN_MS: Readonly<Record<Span, number>> = { hour: 3_600_000, day: 86_400_000 }

export const COLUMNS = [
  'online',
  'waiting',
  'inCalls',
  'introductions',
  'waitMedianMs',
  'waitP95Ms',
  'direct',
  'relayed',
  'failed',
] as const
export type Column = (typeof COLUMNS)[number]

function valueOf(counts: Counts, column: Column): number | null {
  switch (column) {
    case 'introductions':
      return counts.introductionsPerMinute
    case 'direct':
    case 'relayed':
    case 'failed':
      return counts.routes[column]
    default:
      return counts[column]
  }
}

/**
 * Continues a history: the last counts of a step stand for it, steps without any stay empty, and
 * what is older than the span goes.
 */
export function append(history: History, counts: Counts, span: Span): History {
  const { stepMs } = history
  if (stepMs <= 0) return history
  const step = Math.floor(counts.at / stepMs) * stepMs
  const last = history.at.at(-1)
  // A radar whose clock went back: its next answer to GET /api/history puts it right.
  if (last !== undefined && step < last) return history
  const rows = Math.ceil(SPAN_MS[span] / stepMs)
  const isSame = step === last
  const gap = last === undefined ? 0 : Math.min(rows, Math.max(0, (step - last) / stepMs - 1))
  const missing = Array.from({ length: gap }, (_, index) => step - (gap - index) * stepMs)
  const extend = <T>(column: readonly T[], between: readonly T[], value: T): T[] =>
    [...(isSame ? column.slice(0, -1) : column), ...between, value].slice(-rows)
  const empty = missing.map(() => null)
  const next: Record<Column, (number | null)[]> & Pick<History, 'stepMs' | 'at'> = {
    ...history,
    at: extend(history.at, missing, step),
  }
  for (const column of COLUMNS)
    next[column] = extend<number | null>(history[column], empty, valueOf(counts, column))
  return next
}

/** A young radar's lines fill the width all the same, once there is so much of them. */
const ROWS_MIN = 60

/** Leaves out what lies before the first count: the hours before the radar was started. */
export function sinceStart(history: History): History {
  const known = history.online.findIndex((value) => value !== null)
  const first = Math.min(known === -1 ? 0 : known, Math.max(0, history.at.length - ROWS_MIN))
  if (first === 0) return history
  const next: Record<Column, (number | null)[]> & Pick<History, 'stepMs' | 'at'> = {
    ...history,
    at: history.at.slice(first),
  }
  for (const column of COLUMNS) next[column] = history[column].slice(first)
  return next
}

/** Which rows a table of at most `most` rows shows: evenly spread, the newest first. */
export function rowsFor(length: number, most: number): number[] {
  const every = Math.max(1, Math.ceil(length / most))
  const rows: number[] = []
  for (let row = length - 1; row >= 0; row -= every) rows.push(row)
  return rows
}

/**
 * The corners of a line through a column, in a box of 100 by 100 with the origin at the top left;
 * a hole in the values is a hole in the line.
 *
 * @param points at most so many corners: the highest value of each bundle of rows
 */
export function sparkline(column: readonly (number | null)[], points: number): string {
  const size = Math.max(1, Math.ceil(column.length / points))
  const values: (number | null)[] = []
  for (let start = 0; start < column.length; start += size) {
    const known = column.slice(start, start + size).filter((value) => value !== null)
    values.push(known.length === 0 ? null : Math.max(...known))
  }
  const top = Math.max(1, ...values.filter((value) => value !== null))
  let isDrawing = false
  return values
    .map((value, index) => {
      if (value === null) {
        isDrawing = false
        return ''
      }
      const x = values.length < 2 ? 100 : (index / (values.length - 1)) * 100
      const command = isDrawing ? 'L' : 'M'
      isDrawing = true
      // A lone value is drawn as a dot: a line of no length with round ends.
      const isLone = command === 'M' && (values[index + 1] ?? null) === null
      const corner = `${x.toFixed(1)} ${(100 - (value / top) * 100).toFixed(1)}`
      return `${command}${corner}${isLone ? `L${corner}` : ''}`
    })
    .join('')
}

/** Shares of a whole in percent, or `null` while there is nothing to share. */
export function sharesOf(routes: Counts['routes']): Counts['routes'] | null {
  const { direct, relayed, failed } = routes
  const total = direct + relayed + failed
  if (total === 0) return null
  const percent = (part: number) => Math.round((part / total) * 100)
  return { direct: percent(direct), relayed: percent(relayed), failed: percent(failed) }
}
