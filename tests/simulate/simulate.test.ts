/** The short version of `npm run simulate`: fewer people, one hour. */
import { DEFAULT_THRESHOLDS, type Thresholds } from '../../radar/thresholds.ts'
import { createDice } from './dice.ts'
import { ORDINARY, RESTART_MIN, type Population } from './populations.ts'
import { goalsOf, rowsOf } from './report.ts'
import { simulate, type Outcome } from './simulate.ts'

const clock = {
  now: () => Date.now(),
  // Timers only free memory here: what has lapsed is told by the time.
  advance: (ms: number) => jest.setSystemTime(Date.now() + ms),
}

/** A quarter of everybody, except those whose number is the point. */
const FEWER: readonly Population[] = ORDINARY.map((row) =>
  row.name.startsWith('50 ') ? row : { ...row, people: Math.ceil(row.people / 4) },
)

function run(
  minutes: number,
  populations: readonly Population[],
  thresholds: Thresholds = DEFAULT_THRESHOLDS,
): Promise<Outcome> {
  return simulate({ populations, thresholds, seed: 3, minutes, restartMin: RESTART_MIN }, clock)
}

beforeEach(() => {
  // Everything but what libraries take the time from stays real.
  jest.useFakeTimers({
    now: Date.UTC(2027, 0, 1),
    doNotFake: ['setImmediate', 'clearImmediate', 'nextTick', 'queueMicrotask', 'performance'],
  })
})
beforeEach(() => void jest.spyOn(Math, 'random').mockImplementation(createDice(3)))
afterEach(() => {
  jest.useRealTimers()
  jest.restoreAllMocks()
})

/** A busy machine takes its time. */
jest.setTimeout(400_000)

test('[R5] [R6] [R8] an hour among all populations keeps every goal', async () => {
  const outcome = await run(50, FEWER)
  const missed = goalsOf(outcome).filter(({ isKept }) => !isKept)
  // Among so few people bots meet each other too often to be noticed as soon as the goal says.
  expect(missed.filter(({ name }) => !name.includes('camera'))).toEqual([])
  const rows = rowsOf(outcome)
  const bots = rows.find(({ name }) => name.includes('camera'))
  expect(bots?.throttled).toBe(bots?.people)
  expect(bots?.untilThrottled?.[0]).toBeLessThan(60)
  // It was no empty hour.
  for (const { name, people, hours } of rows) {
    expect({ name, people: people > 0 }).toEqual({ name, people: true })
    if (!name.includes('fuzzer')) expect({ name, hours: hours > 0 }).toEqual({ name, hours: true })
  }
})

test('[R6] the goals are missed when shared addresses are not known as such', async () => {
  const { evidence } = DEFAULT_THRESHOLDS
  const shared = FEWER.filter(({ name }) => /address|among/.test(name))
  const outcome = await run(40, shared, {
    ...DEFAULT_THRESHOLDS,
    evidence: { ...evidence, sharedFrom: 1_000 },
  })
  const missed = goalsOf(outcome).filter(({ isKept }) => !isKept)
  expect(missed.map(({ name }) => name)).toContain(
    'nobody innocent behind a shared address is blocked',
  )
})

test('a seed repeats a run', async () => {
  const first = await run(8, FEWER)
  jest.mocked(Math.random).mockImplementation(createDice(3))
  const second = await run(8, FEWER)
  expect(rowsOf(second)).toEqual(rowsOf(first))
  expect(rowsOf(first).length).toBeGreaterThan(2)
})
