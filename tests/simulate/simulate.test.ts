/** The short version of `npm run simulate`: fewer people, one hour. */
import { DEFAULT_THRESHOLDS, type Thresholds } from '../../radar/thresholds.ts'
import { ORDINARY, type Population } from './populations.ts'
import { goalsOf, rowsOf } from './report.ts'
import { simulate, type Outcome } from './simulate.ts'

const clock = {
  now: () => Date.now(),
  // Timers only free memory here: what has lapsed is told by the time.
  advance: (ms: number) => jest.setSystemTime(Date.now() + ms),
}

/** Fewer people, except those whose number is the point. */
const FEWER: readonly Population[] = ORDINARY.map((row) =>
  row.name.startsWith('50 ') ? row : { ...row, people: Math.ceil(row.people / 4) },
)

function run(
  minutes: number,
  populations: readonly Population[],
  thresholds: Thresholds = DEFAULT_THRESHOLDS,
): Promise<Outcome> {
  const restartMin = Math.floor(minutes / 2)
  return simulate({ populations, thresholds, seed: 3, minutes, restartMin }, clock)
}

beforeEach(() => {
  // Everything but what libraries take the time from stays real.
  jest.useFakeTimers({
    now: Date.UTC(2027, 0, 1),
    doNotFake: ['setImmediate', 'clearImmediate', 'nextTick', 'queueMicrotask', 'performance'],
  })
})
afterEach(() => jest.useRealTimers())

test('[R5] [R6] [R8] an hour among all populations keeps every goal', async () => {
  const outcome = await run(60, FEWER)
  expect(goalsOf(outcome).filter(({ isKept }) => !isKept)).toEqual([])
  // It was no empty hour.
  for (const { name, people, hours } of rowsOf(outcome)) {
    expect({ name, people: people > 0 }).toEqual({ name, people: true })
    if (!name.includes('fuzzer'))
      expect({ name, hours: hours > 0.05 }).toEqual({ name, hours: true })
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
  const random = jest.spyOn(Math, 'random').mockReturnValue(0.5)
  const [first, second] = [await run(8, FEWER), await run(8, FEWER)]
  random.mockRestore()
  expect(rowsOf(second)).toEqual(rowsOf(first))
  expect(rowsOf(first).length).toBeGreaterThan(2)
})
