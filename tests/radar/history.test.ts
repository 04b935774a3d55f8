/** The columns for the operators' charts. */
import { createHistory, SPANS } from '../../radar/history.ts'
import { history as schema } from '../../radar/operatorProtocol.ts'
import type { Counts } from '../../radar/protocol.ts'

const T = 1_800_000_000_000

function counts(at: number, online: number, change: Partial<Counts> = {}): Counts {
  return {
    at,
    online,
    waiting: 1,
    inCalls: 2,
    introductionsPerMinute: 3,
    waitMedianMs: null,
    waitP95Ms: 5,
    routes: { direct: 6, relayed: 7, failed: 8 },
    blockedPerMinute: 0,
    throttledPerMinute: 0,
    nodes: [],
    ...change,
  }
}

describe.each(['hour', 'day'] as const)('the last %s', (span) => {
  const { stepMs, steps } = SPANS[span]

  it('is empty where nothing was counted', () => {
    const read = createHistory().read(span, T)
    expect(schema.safeParse(read).success).toBe(true)
    expect(read.at).toHaveLength(steps)
    expect(read.at.at(-1)).toBe(Math.floor(T / stepMs) * stepMs)
    expect(new Set(read.online)).toEqual(new Set([null]))
  })

  it('keeps the last counts of each step, with gaps', () => {
    const history = createHistory()
    history.note(counts(T, 10))
    history.note(counts(T + stepMs - 1, 11))
    history.note(counts(T + 3 * stepMs, 12, { waitMedianMs: 40 }))
    const read = history.read(span, T + 3 * stepMs)
    expect(schema.safeParse(read).success).toBe(true)
    expect(read.online.slice(-5)).toEqual([null, 11, null, null, 12])
    expect(read.waitMedianMs.slice(-4)).toEqual([null, null, null, 40])
    expect(
      (
        ['waiting', 'inCalls', 'introductions', 'waitP95Ms', 'direct', 'relayed', 'failed'] as const
      ).map((name) => read[name].at(-1)),
    ).toEqual([1, 2, 3, 5, 6, 7, 8])
  })

  it('forgets what is older than the span, also when nothing came since', () => {
    const history = createHistory()
    for (let step = 0; step < steps + 10; step += 1) history.note(counts(T + step * stepMs, step))
    const end = T + (steps + 9) * stepMs
    const read = history.read(span, end)
    expect(read.online[0]).toBe(10)
    expect(read.online.at(-1)).toBe(steps + 9)
    const later = history.read(span, end + (steps - 1) * stepMs)
    expect(later.online[0]).toBe(steps + 9)
    expect(later.online.slice(1).every((value) => value === null)).toBe(true)
  })
})

it('lasts through a clock that is put back', () => {
  const history = createHistory()
  history.note(counts(T, 1))
  history.note(counts(T - 3_600_000, 2))
  expect(history.read('hour', T - 3_600_000).online.at(-1)).toBe(2)
})
