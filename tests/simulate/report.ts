/** What a run shows: a row for each population, and the goals. */
import type { Fate } from './person.ts'
import type { Outcome } from './simulate.ts'

export interface Row {
  readonly name: string
  readonly people: number
  readonly hours: number
  readonly throttled: number
  /** Of their searches, the share that had to wait. */
  readonly throttledShare: number
  readonly blocked: number
  /** Seconds from the first visit: median and longest. */
  readonly untilThrottled: readonly [number, number] | null
  readonly untilBlocked: readonly [number, number] | null
  /** Turned away by a limit, for each hour online. */
  readonly limitedPerHour: number
}

export interface Goal {
  readonly name: string
  readonly measured: string
  readonly isKept: boolean
}

const HOUR_MS = 3_600_000

const figure = (value: number): string =>
  value >= 100 ? String(Math.round(value)) : value.toFixed(1)

/** Median and greatest. */
function spread(values: readonly number[]): readonly [number, number] | null {
  const sorted = values.toSorted((a, b) => a - b)
  const last = sorted.at(-1)
  return last === undefined ? null : [sorted[Math.floor(sorted.length / 2)] ?? last, last]
}

const secondsUntil = (fates: readonly Fate[], at: 'throttledAt' | 'blockedAt') =>
  spread(
    fates.flatMap((fate) => {
      const end = fate[at]
      return end === null || fate.startedAt === null ? [] : [(end - fate.startedAt) / 1_000]
    }),
  )

const sum = (fates: readonly Fate[], of: (fate: Fate) => number): number =>
  fates.reduce((total, fate) => total + of(fate), 0)

export function rowsOf({ fates }: Outcome): Row[] {
  const populations = [...new Set(fates.map(({ population }) => population))]
  return populations.map((population) => {
    const { name } = population
    const members = fates.filter((fate) => fate.population === population)
    const hours = sum(members, ({ onlineMs }) => onlineMs) / HOUR_MS
    const searches = sum(members, (fate) => fate.searches)
    return {
      name,
      people: members.length,
      hours,
      throttled: members.filter(({ throttledAt }) => throttledAt !== null).length,
      throttledShare: searches === 0 ? 0 : sum(members, (fate) => fate.throttled) / searches,
      blocked: members.filter(({ blockedAt }) => blockedAt !== null).length,
      untilThrottled: secondsUntil(members, 'throttledAt'),
      untilBlocked: secondsUntil(members, 'blockedAt'),
      limitedPerHour: hours === 0 ? 0 : sum(members, ({ limited }) => limited) / hours,
    }
  })
}

const named = ({ fates }: Outcome, word: string): Fate[] =>
  fates.filter(({ population }) => population.name.includes(word))

/** How soon 95 of 100 of those named met what was due to them, and the last; never is infinite. */
function within(
  name: string,
  fates: readonly Fate[],
  at: 'throttledAt' | 'blockedAt',
  mostS: number,
): Goal {
  const after = fates
    .map((fate) => ((fate[at] ?? Infinity) - (fate.startedAt ?? 0)) / 1_000)
    .toSorted((a, b) => a - b)
  const most = after[Math.ceil(after.length * 0.95) - 1] ?? Infinity
  const last = after.at(-1) ?? Infinity
  return {
    name: `${name} within ${mostS} s, 95 of 100`,
    measured: `${figure(most)} s, the last after ${figure(last)} s`,
    isKept: most <= mostS,
  }
}

/** What an ordinary day must show. */
export function goalsOf(outcome: Outcome): Goal[] {
  const honest = outcome.fates.filter(({ population }) => population.isHonest)
  const hours = sum(honest, ({ onlineMs }) => onlineMs) / HOUR_MS
  const wronged = honest.filter(({ blockedAt }) => blockedAt !== null).length
  const fuzzers = outcome.fates.filter(({ population }) => population.name === 'fuzzers')
  const shared = named(outcome, 'behind one address')
  const offenders = named(outcome, 'offenders')
  const strangers = offenders.map(({ strangersBefore }) => strangersBefore ?? Infinity)
  return [
    {
      name: 'honest visitors wrongly blocked: at most 1 in 10,000 hours',
      measured: `${wronged} in ${Math.round(hours)} hours`,
      isKept: wronged <= hours / 10_000,
    },
    {
      name: 'nobody innocent behind a shared address is blocked',
      measured: `${shared.filter(({ blocks }) => blocks > 0).length} of ${shared.length}`,
      isKept: shared.every(({ blocks }) => blocks === 0),
    },
    within(
      'bots without a camera are throttled',
      named(outcome, 'without a camera'),
      'throttledAt',
      60,
    ),
    within('fuzzers are blocked', fuzzers, 'blockedAt', 10),
    {
      name: '50 who report everybody from one /24 get nobody blocked',
      // Whoever else is honest and blocked would show in the first goal, with the same cause.
      measured: `${wronged} honest visitors blocked`,
      isKept: wronged === 0,
    },
    {
      name: 'offenders are blocked within 10 honest strangers',
      measured: `after ${Math.max(...strangers)} at most`,
      isKept: Math.max(...strangers) <= 10,
    },
    {
      name: 'the circuit breaker stays closed',
      measured: `opened ${outcome.breakers} times`,
      isKept: outcome.breakers === 0,
    },
  ]
}

const seconds = (pair: readonly [number, number] | null): string =>
  pair === null ? '–' : `${figure(pair[0])} / ${figure(pair[1])}`

/** The rows as a table of text, columns aligned. */
export function renderRows(rows: readonly Row[]): string {
  const cells = [
    [
      'population',
      'people',
      'hours',
      'throttled',
      'searches held',
      's until (median / longest)',
      'blocked',
      's until (median / longest)',
      'limited per hour',
    ],
    ...rows.map((row) => [
      row.name,
      String(row.people),
      figure(row.hours),
      String(row.throttled),
      `${(100 * row.throttledShare).toFixed(1)} %`,
      seconds(row.untilThrottled),
      String(row.blocked),
      seconds(row.untilBlocked),
      row.limitedPerHour.toFixed(2),
    ]),
  ]
  const widths = cells[0]?.map((_, column) =>
    Math.max(...cells.map((line) => line[column]?.length ?? 0)),
  )
  return cells
    .map((line) =>
      line
        .map((cell, column) =>
          column === 0 ? cell.padEnd(widths?.[0] ?? 0) : cell.padStart(widths?.[column] ?? 0),
        )
        .join('  '),
    )
    .join('\n')
}

export const renderGoals = (goals: readonly Goal[]): string =>
  goals
    .map(({ name, measured, isKept }) => `${isKept ? 'kept  ' : 'MISSED'}  ${name}: ${measured}`)
    .join('\n')
