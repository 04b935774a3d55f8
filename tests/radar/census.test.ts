/** The census: sums, what happened lately, and nodes that come, go, restart and fall silent. */
import fc from 'fast-check'
import { createCensus, NODES_MAX, quantile } from '../../radar/census.ts'
import {
  census as schema,
  counts as countsSchema,
  WAIT_BOUNDS_MS,
  type Census,
} from '../../radar/protocol.ts'

const CELLS = WAIT_BOUNDS_MS.length + 1
const nodeId = (index: number) => String(index).padStart(22, 'n')
const noWaits = () => Array.from({ length: CELLS }, () => 0)

type Change = Partial<Omit<Census, 'totals'>> & { totals?: Partial<Census['totals']> }

function word(change: Change = {}): Census {
  const { totals, ...rest } = change
  return {
    node: nodeId(0),
    build: 'b',
    startedAt: 1_000,
    endsInMs: 4_000,
    online: 0,
    waiting: 0,
    inCalls: 0,
    lagMs: 1,
    memoryMb: 50,
    draining: false,
    ...rest,
    totals: {
      introductions: 0,
      waits: noWaits(),
      routes: { direct: 0, relayed: 0, failed: 0 },
      blocked: 0,
      throttled: 0,
      ...totals,
    },
  }
}

const T = 10_000_000

describe('the sum', () => {
  it('[R13] adds up the nodes that live, once each', () => {
    const taker = createCensus()
    taker.note(word({ online: 5, waiting: 1, inCalls: 4 }), T)
    taker.note(word({ online: 5, waiting: 1, inCalls: 4 }), T + 1)
    taker.note(word({ node: nodeId(1), online: 7, waiting: 3, inCalls: 2 }), T + 2)
    const counts = taker.counts(T + 3, 5_000)
    expect(counts).toMatchObject({ at: 5_000, online: 12, waiting: 4, inCalls: 6 })
    expect(counts.nodes.map(({ node, ageMs, upMs }) => ({ node, ageMs, upMs }))).toEqual([
      { node: nodeId(0), ageMs: 2, upMs: 4_000 },
      { node: nodeId(1), ageMs: 1, upMs: 4_000 },
    ])
    expect(countsSchema.safeParse(counts).success).toBe(true)
  })

  it('[R13] is without a node whose word has ended, which is named once', () => {
    const taker = createCensus()
    taker.note(word({ online: 5, draining: true }), T)
    taker.note(word({ node: nodeId(1), online: 7, endsInMs: 1_000 }), T)
    expect(taker.counts(T + 3_999, T).online).toBe(5)
    expect(taker.counts(T + 4_000, T).online).toBe(0)
    expect(taker.expire(T + 3_999)).toEqual([{ node: nodeId(1), draining: false }])
    expect(taker.expire(T + 4_000)).toEqual([{ node: nodeId(0), draining: true }])
    expect(taker.expire(T + 9_000)).toEqual([])
    expect(taker.gone(nodeId(0), T + 9_000)).toBe(false)
    expect(taker.counts(T + 9_000, T).nodes).toEqual([])
  })

  it('[R13] is at once without a node that left, until it speaks again', () => {
    const taker = createCensus()
    taker.note(word({ online: 5 }), T)
    expect(taker.gone(nodeId(0), T + 1)).toBe(true)
    expect(taker.gone(nodeId(0), T + 2)).toBe(false)
    expect(taker.gone('unheard of', T + 2)).toBe(false)
    expect(taker.counts(T + 2, T).online).toBe(0)
    expect(taker.expire(T + 9_000)).toEqual([])
    taker.note(word({ online: 6 }), T + 9_000)
    expect(taker.counts(T + 9_001, T).online).toBe(6)
  })

  it('holds a bounded number of nodes, and the dead make room for the living', () => {
    const taker = createCensus()
    for (let i = 0; i < NODES_MAX; i += 1)
      expect(taker.note(word({ node: nodeId(i), online: 1 }), T + i)).toBe(true)
    expect(taker.note(word({ node: nodeId(1_000), online: 1 }), T + 100)).toBe(false)
    taker.gone(nodeId(7), T + 100)
    expect(taker.note(word({ node: nodeId(1_000), online: 1 }), T + 100)).toBe(true)
    expect(taker.counts(T + 100, T).online).toBe(NODES_MAX)
  })
})

describe('what happened lately', () => {
  const introduced = (introductions: number, startedAt = 1_000) =>
    word({ startedAt, totals: { introductions } })

  it('[R13] begins with a node’s first word, not with its past', () => {
    const taker = createCensus()
    taker.note(introduced(1_000_000), T)
    expect(taker.counts(T, T).introductionsPerMinute).toBe(0)
    taker.note(introduced(1_000_003), T + 1_000)
    expect(taker.counts(T + 1_000, T).introductionsPerMinute).toBe(3)
    expect(taker.counts(T + 60_000, T).introductionsPerMinute).toBe(3)
    expect(taker.counts(T + 62_000, T).introductionsPerMinute).toBe(0)
  })

  it.each([
    ['a restart', [introduced(50), introduced(60), introduced(2, 2_000), introduced(5, 2_000)], 13],
    ['a repetition', [introduced(50), introduced(60), introduced(60), introduced(60)], 10],
    ['an overtaken word', [introduced(50), introduced(60), introduced(55), introduced(70)], 20],
    [
      'a word from before the restart',
      [introduced(50), introduced(2, 2_000), introduced(51), introduced(5, 2_000)],
      3,
    ],
  ])('[R13] counts nothing twice and nothing negative after %s', (_name, words, expected) => {
    const taker = createCensus()
    words.forEach((one, i) => taker.note(one, T + i * 1_000))
    expect(taker.counts(T + 5_000, T).introductionsPerMinute).toBe(expected)
  })

  it('spreads what happened while nobody listened over that time', () => {
    const taker = createCensus()
    taker.note(introduced(0), T)
    taker.note(introduced(1_200), T + 600_000)
    // 600 seconds of silence, 60 of which are the last minute.
    expect(taker.counts(T + 600_000, T).introductionsPerMinute).toBeGreaterThanOrEqual(118)
    expect(taker.counts(T + 600_000, T).introductionsPerMinute).toBeLessThanOrEqual(122)
  })

  it('keeps routes for an hour, waits for five minutes, refusals for one', () => {
    const taker = createCensus()
    const waits = noWaits()
    taker.note(word(), T)
    waits[3] = 10
    const totals = {
      waits,
      routes: { direct: 8, relayed: 2, failed: 1 },
      blocked: 4,
      throttled: 6,
    }
    taker.note(word({ totals }), T + 1_000)
    expect(taker.counts(T + 1_000, T)).toMatchObject({
      routes: { direct: 8, relayed: 2, failed: 1 },
      blockedPerMinute: 4,
      throttledPerMinute: 6,
      waitMedianMs: 350,
    })
    expect(taker.counts(T + 120_000, T)).toMatchObject({
      routes: { direct: 8, relayed: 2, failed: 1 },
      blockedPerMinute: 0,
      throttledPerMinute: 0,
      waitMedianMs: 350,
    })
    expect(taker.counts(T + 310_000, T).waitMedianMs).toBeNull()
    expect(taker.counts(T + 3_500_000, T).routes.direct).toBe(8)
    expect(taker.counts(T + 3_700_000, T).routes.direct).toBe(0)
  })

  it.each([
    [[0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0], 0.5, null],
    [[4, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0], 0.5, 25],
    [[2, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0], 0.5, 50],
    [[2, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0], 0.75, 150],
    [[0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 100, 0], 0.95, 156_000],
    [[0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 7], 0.95, 160_000],
  ])('finds a quantile: %j %d', (cells, share, expected) => {
    expect(quantile(cells, share)).toBe(expected)
  })
})

describe('[R13] against a naive model', () => {
  /** One real process of a node: what it really did, and what it said. */
  const step = fc.oneof(
    { weight: 8, arbitrary: fc.record({ do: fc.constant('speak' as const), node: fc.nat(3) }) },
    { weight: 3, arbitrary: fc.record({ do: fc.constant('repeat' as const), node: fc.nat(3) }) },
    { weight: 3, arbitrary: fc.record({ do: fc.constant('overtaken' as const), node: fc.nat(3) }) },
    { weight: 2, arbitrary: fc.record({ do: fc.constant('restart' as const), node: fc.nat(3) }) },
    { weight: 2, arbitrary: fc.record({ do: fc.constant('leave' as const), node: fc.nat(3) }) },
    {
      weight: 1,
      arbitrary: fc.record({ do: fc.constant('restartRadar' as const), node: fc.nat(3) }),
    },
    { weight: 2, arbitrary: fc.record({ do: fc.constant('silence' as const), node: fc.nat(3) }) },
  )
  const event = fc.record({
    step,
    online: fc.nat(50),
    grown: fc.integer({ min: 1, max: 40 }),
    cell: fc.nat(CELLS - 1),
    elapsedMs: fc.nat(1_500),
  })

  it('is exact after any mixture of restarts, silences, repetitions and overtaking', () => {
    fc.assert(
      fc.property(fc.array(event, { maxLength: 60 }), (events) => {
        let taker = createCensus()
        let now = T
        const running = [0, 1, 2, 3].map((i) => word({ node: nodeId(i) }))
        /** All that each process ever said, and what the radar last believed of it and when. */
        const said: Census[][] = [[], [], [], []]
        let believed = new Map<number, { word: Census; until: number }>()
        let happened = { introductions: 0, direct: 0, waits: 0 }

        const believe = (index: number, one: Census) => {
          const last = believed.get(index)?.word
          if (last?.startedAt === one.startedAt) {
            happened.introductions += one.totals.introductions - last.totals.introductions
            happened.direct += one.totals.routes.direct - last.totals.routes.direct
            happened.waits += one.totals.introductions - last.totals.introductions
          }
          believed.set(index, { word: one, until: now + one.endsInMs })
        }

        for (const { step: chosen, online, grown, cell, elapsedMs } of events) {
          const { node } = chosen
          const current = running[node] ?? word()
          // The windows of this model never end: an hour is not reached and the minute is not asked.
          now += elapsedMs
          switch (chosen.do) {
            case 'speak': {
              const waits = [...current.totals.waits]
              waits[cell] = (waits[cell] ?? 0) + grown
              const next = word({
                ...current,
                online,
                totals: {
                  ...current.totals,
                  introductions: current.totals.introductions + grown,
                  waits,
                  routes: {
                    ...current.totals.routes,
                    direct: current.totals.routes.direct + grown,
                  },
                },
              })
              running[node] = next
              said[node]?.push(next)
              expect(schema.safeParse(next).success).toBe(true)
              taker.note(next, now)
              believe(node, next)
              break
            }
            case 'repeat': {
              const last = believed.get(node)?.word
              if (last === undefined) break
              taker.note(last, now)
              believe(node, last)
              break
            }
            case 'overtaken': {
              const last = believed.get(node)?.word
              const old = said[node]?.at(-2 - (grown % 3))
              // A radar that has just started cannot know what came first.
              if (last === undefined || old === undefined) break
              const isOlder =
                old.startedAt < last.startedAt ||
                (old.startedAt === last.startedAt &&
                  old.totals.introductions < last.totals.introductions)
              if (isOlder) expect(taker.note(old, now)).toBe(false)
              break
            }
            case 'restart':
              running[node] = word({ node: nodeId(node), startedAt: current.startedAt + 1 })
              break
            case 'leave': {
              taker.gone(nodeId(node), now)
              const last = believed.get(node)
              if (last !== undefined) believed.set(node, { ...last, until: now })
              break
            }
            case 'restartRadar':
              taker = createCensus()
              believed = new Map()
              happened = { introductions: 0, direct: 0, waits: 0 }
              break
            case 'silence':
              now += 5_000
              taker.expire(now)
              break
          }
          const live = [...believed.values()].filter(({ until }) => now < until)
          const counts = taker.counts(now, now)
          expect(counts.online).toBe(live.reduce((sum, one) => sum + one.word.online, 0))
          expect(counts.nodes.map(({ node: id }) => id).sort()).toEqual(
            live.map((one) => one.word.node).sort(),
          )
          expect(counts.routes.direct).toBe(happened.direct)
          expect(counts.introductionsPerMinute).toBeLessThanOrEqual(happened.introductions)
          expect(counts.introductionsPerMinute).toBeGreaterThanOrEqual(0)
          if (now - T < 55_000) expect(counts.introductionsPerMinute).toBe(happened.introductions)
          if (now - T < 290_000) expect(counts.waitMedianMs === null).toBe(happened.waits === 0)
        }
      }),
      { numRuns: 500 },
    )
  })
})
