/** The counts of the last hour and day for the operators' charts, in a fixed amount of memory. Pure. */
import type { History } from './operatorProtocol.ts'
import type { Counts } from './protocol.ts'

export type Span = 'hour' | 'day'

export const SPANS: Readonly<Record<Span, { readonly stepMs: number; readonly steps: number }>> = {
  hour: { stepMs: 5_000, steps: 720 },
  day: { stepMs: 60_000, steps: 1_440 },
}

export interface CountsHistory {
  /** Takes the counts of a moment; the last of a step stand for it. */
  readonly note: (counts: Counts) => void
  /**
   * One row for each step of the span that ends at `at`, the oldest first.
   *
   * @param at milliseconds since the epoch, as in the counts
   */
  readonly read: (span: Span, at: number) => History
}

const COLUMNS = [
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

function rowOf(counts: Counts): (number | null)[] {
  const { direct, relayed, failed } = counts.routes
  return [
    counts.online,
    counts.waiting,
    counts.inCalls,
    counts.introductionsPerMinute,
    counts.waitMedianMs,
    counts.waitP95Ms,
    direct,
    relayed,
    failed,
  ]
}

interface Ring {
  note(at: number, row: readonly (number | null)[]): void
  read(at: number): History
}

function createRing(stepMs: number, steps: number): Ring {
  /** Which step a slot holds. */
  const held = new Float64Array(steps).fill(-1)
  const columns = COLUMNS.map(() => new Float64Array(steps))

  return {
    note(at, row) {
      const step = Math.floor(at / stepMs)
      const slot = step % steps
      held[slot] = step
      columns.forEach((column, index) => {
        column[slot] = row[index] ?? NaN
      })
    },
    read(at) {
      const last = Math.floor(at / stepMs)
      const wanted = Array.from({ length: steps }, (_, index) => last - steps + 1 + index)
      const column = (name: (typeof COLUMNS)[number]) =>
        wanted.map((step) => {
          const value = columns[COLUMNS.indexOf(name)]?.[step % steps] ?? NaN
          return held[step % steps] === step && !Number.isNaN(value) ? value : null
        })
      return {
        stepMs,
        at: wanted.map((step) => step * stepMs),
        online: column('online'),
        waiting: column('waiting'),
        inCalls: column('inCalls'),
        introductions: column('introductions'),
        waitMedianMs: column('waitMedianMs'),
        waitP95Ms: column('waitP95Ms'),
        direct: column('direct'),
        relayed: column('relayed'),
        failed: column('failed'),
      }
    },
  }
}

export function createHistory(): CountsHistory {
  const rings: Readonly<Record<Span, Ring>> = {
    hour: createRing(SPANS.hour.stepMs, SPANS.hour.steps),
    day: createRing(SPANS.day.stepMs, SPANS.day.steps),
  }
  return {
    note(counts) {
      const row = rowOf(counts)
      rings.hour.note(counts.at, row)
      rings.day.note(counts.at, row)
    },
    read: (span, at) => rings[span].read(at),
  }
}
