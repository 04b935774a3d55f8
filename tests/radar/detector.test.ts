/** What evidence leads to, row by row. The figures of `ROUND` are those of `detectorRig.ts`. */
import { SIGNALS, type Signal } from '../../radar/protocol.ts'
import { DEFAULT_THRESHOLDS, type Thresholds } from '../../radar/thresholds.ts'
import { createRig, HOUR, MINUTE, repeat, ROUND, SECOND } from './detectorRig.ts'

describe('one prefix', () => {
  it.each<[Signal, number, number, string, number]>([
    // signal, repeats, spacing -> verdict on the last, score
    ['connects', 4, 0, 'noted', 40],
    ['connects', 5, 0, 'throttled', 50],
    ['connects', 9, 0, 'throttled', 90],
    ['connects', 10, 0, 'blockedApp', 100],
    ['handshakes', 4, 0, 'noted', 40],
    ['handshakes', 5, 0, 'throttled', 50],
    ['handshakes', 10, 0, 'blockedApp', 100],
    ['malformed', 1, 0, 'noted', 25],
    ['malformed', 2, 0, 'throttled', 50],
    ['malformed', 4, 0, 'blockedApp', 100],
    ['frames', 1, 0, 'noted', 25],
    ['frames', 3, 0, 'throttled', 75],
    ['frames', 4, 0, 'blockedApp', 100],
    ['finds', 9, 0, 'noted', 45],
    ['finds', 10, 0, 'throttled', 50],
    ['finds', 1_000, 0, 'throttled', 300],
    ['quickSkips', 4, 0, 'noted', 40],
    ['quickSkips', 5, 0, 'throttled', 50],
    ['quickSkips', 1_000, 0, 'throttled', 300],
    ['skipped', 4, 0, 'noted', 40],
    ['skipped', 5, 0, 'throttled', 50],
    ['skipped', 1_000, 0, 'throttled', 300],
    ['noPicture', 1, 0, 'throttled', 50],
    ['noPicture', 1_000, 0, 'throttled', 300],
    ['reports', 1, 0, 'blockedApp', 100],
    ['age', 1_000, 0, 'noted', 0],
    // Half of what was there is left after ten minutes: ten points, and ten, and five ...
    ['connects', 2, 10 * MINUTE, 'noted', 15],
    ['connects', 1_000, 10 * MINUTE, 'noted', 20],
    ['connects', 1_000, 5 * MINUTE, 'noted', 34],
    ['finds', 15, MINUTE, 'noted', 48],
    ['finds', 16, MINUTE, 'throttled', 50],
    ['malformed', 2, 30 * SECOND, 'noted', 49],
    ['malformed', 3, 10 * MINUTE, 'noted', 44],
    ['noPicture', 1_000, 10 * MINUTE, 'throttled', 100],
    ['connects', 1_000, HOUR, 'noted', 10],
  ])('[R5] [R7] %s, %i times, %i ms apart -> %s', (signal, repeats, spacingMs, verdict, score) => {
    expect(repeat(createRig(ROUND), signal, repeats, spacingMs)).toMatchObject({ verdict, score })
  })

  it.each<[Signal, number, string]>([
    // What came at once: signal, times -> verdict
    ['connects', 29, 'blockedApp'],
    ['connects', 30, 'blockedNetwork'],
    ['malformed', 11, 'blockedApp'],
    ['malformed', 12, 'blockedNetwork'],
    ['frames', 12, 'blockedNetwork'],
    ['handshakes', 100_000, 'blockedApp'],
    ['reports', 100_000, 'blockedApp'],
    ['finds', 100_000, 'throttled'],
    ['quickSkips', 100_000, 'throttled'],
    ['skipped', 100_000, 'throttled'],
    ['noPicture', 100_000, 'throttled'],
    ['age', 100_000, 'noted'],
  ])('[R5] %s, %i told at once -> %s', (signal, times, verdict) => {
    expect(createRig(ROUND).see(signal, { times })).toMatchObject({ verdict })
  })

  it.each<[Signal, number, Signal, number, string, number]>([
    // Sums of several signals: each counts towards its own ceiling and everything milder.
    ['finds', 9, 'skipped', 1, 'throttled', 55],
    ['finds', 9, 'connects', 9, 'throttled', 135],
    ['noPicture', 5, 'connects', 9, 'throttled', 300],
    ['noPicture', 5, 'connects', 10, 'blockedApp', 300],
    ['connects', 5, 'handshakes', 5, 'blockedApp', 100],
    ['handshakes', 9, 'malformed', 1, 'blockedApp', 115],
    ['handshakes', 9, 'connects', 29, 'blockedApp', 300],
    ['handshakes', 9, 'connects', 30, 'blockedNetwork', 300],
    ['connects', 9, 'reports', 100, 'blockedApp', 300],
  ])('[R5] %s %i, then %s %i -> %s', (first, firstTimes, then, thenTimes, verdict, score) => {
    const rig = createRig(ROUND)
    rig.see(first, { times: firstTimes })
    expect(rig.see(then, { times: thenTimes })).toMatchObject({ verdict, score })
  })

  it('[R5] what partners say never tips a flood into the network', () => {
    const rig = createRig({ ...ROUND, score: { ...ROUND.score, appFrom: 300 } })
    rig.see('connects', { times: 29 })
    expect(rig.see('reports', { times: 100 })).toMatchObject({ verdict: 'blockedApp' })
  })

  it.each(SIGNALS.filter((signal) => ROUND.signals[signal].trust !== 'high'))(
    '[R5] %s stays out of the network even if a table says otherwise',
    (signal) => {
      const { trust } = ROUND.signals[signal]
      const weight = { points: 1_000, trust, ceiling: 'network' } as const
      const rig = createRig({ ...ROUND, signals: { ...ROUND.signals, [signal]: weight } })
      expect(rig.see(signal, { times: 100 })).toMatchObject({ verdict: 'blockedApp' })
    },
  )
})

describe('the table in force', () => {
  const LEVELS = [
    ['throttle', 'throttleFrom', 'throttled'],
    ['app', 'appFrom', 'blockedApp'],
    ['network', 'networkFrom', 'blockedNetwork'],
  ] as const
  const order = ['none', 'throttle', 'app', 'network']

  /** The hardest that a sum of this signal alone leads to. */
  function verdictOf(signal: Signal, sum: number, { score, signals }: Thresholds): string {
    const { ceiling } = signals[signal]
    const reached = LEVELS.filter(
      ([level, from]) => sum >= score[from] && order.indexOf(level) <= order.indexOf(ceiling),
    )
    return reached.at(-1)?.[2] ?? 'noted'
  }

  const rows = SIGNALS.flatMap((signal) =>
    LEVELS.flatMap(([, from]) => {
      const { points } = DEFAULT_THRESHOLDS.signals[signal]
      const least = Math.ceil(DEFAULT_THRESHOLDS.score[from] / Math.max(1, points))
      return [least - 1, least, least + 1]
        .filter((times) => times >= 1 && times <= 100)
        .map((times) => {
          return [signal, times, verdictOf(signal, points * times, DEFAULT_THRESHOLDS)] as const
        })
    }),
  )

  it.each(rows)('[R5] %s, %i at once -> %s', (signal, times, verdict) => {
    expect(createRig().see(signal, { times })).toMatchObject({ verdict })
  })

  it('[R5] lets nothing reach the network that a partner could make up', () => {
    const high = SIGNALS.filter((signal) => DEFAULT_THRESHOLDS.signals[signal].trust === 'high')
    const network = SIGNALS.filter(
      (signal) => DEFAULT_THRESHOLDS.signals[signal].ceiling === 'network',
    )
    expect(high).toEqual(['connects', 'handshakes', 'malformed', 'frames', 'finds'])
    expect(network).toEqual(['connects', 'malformed', 'frames'])
    expect(DEFAULT_THRESHOLDS.signals.age.ceiling).toBe('none')
  })
})

describe('a throttle', () => {
  it('ends some time after the last evidence, and is said to', () => {
    const rig = createRig(ROUND)
    rig.see('noPicture')
    const { entries } = rig.detector.throttles(rig.now())
    expect(entries).toEqual([['203.0.113.9', Math.ceil((rig.now() + 10 * MINUTE) / 1000)]])
    rig.wait(10 * MINUTE - 1)
    expect(rig.detector.expire(rig.now())).toBe(false)
    expect(rig.throttled()).toEqual(['203.0.113.9'])
    rig.wait(1)
    expect(rig.throttled()).toEqual([])
    expect(rig.detector.expire(rig.now())).toBe(true)
    expect(rig.detector.expire(rig.now())).toBe(false)
  })

  it('gives way to a block', () => {
    const rig = createRig(ROUND)
    rig.see('connects', { times: 9 })
    expect(rig.throttled()).toEqual(['203.0.113.9'])
    rig.see('connects')
    expect(rig.throttled()).toEqual([])
    expect(rig.blocks).toMatchObject([{ level: 'app', reason: 'flood', prefix: '203.0.113.9' }])
  })
})

describe('blocks', () => {
  it('[R7] last longer each time, and no longer than the last step', () => {
    const rig = createRig(ROUND)
    for (let count = 0; count < 5; count += 1) {
      rig.see('reports')
      rig.wait(4 * HOUR)
    }
    const steps = [15 * MINUTE, HOUR, 4 * HOUR, 4 * HOUR, 4 * HOUR]
    expect(rig.blocks.map(({ until, at }) => until - at)).toEqual(steps)
  })

  it('[R7] are one block while it stands, however long the storm goes on', () => {
    const rig = createRig(ROUND)
    const verdicts: string[] = []
    // A flood of which only the application keeps it out, told once a second.
    for (let second = 0; second < 14 * 60; second += 1) {
      verdicts.push(rig.see('handshakes', { times: 20 }).verdict)
      rig.wait(SECOND)
    }
    expect(rig.blocks).toHaveLength(1)
    expect(new Set(verdicts.slice(1))).toEqual(new Set(['noted']))
    expect(rig.alerts).toEqual([])
    expect(rig.throttled()).toEqual([])
    // It goes on when the block has ended: that is a repetition.
    rig.wait(2 * MINUTE)
    rig.see('handshakes', { times: 20 })
    expect(rig.blocks.map(({ until, at }) => until - at)).toEqual([15 * MINUTE, HOUR])
  })

  it('[R7] grow harder while a flood goes on behind the application', () => {
    const rig = createRig(ROUND)
    for (let second = 0; second < 60; second += 1) {
      rig.see('connects', { times: 10 })
      rig.wait(SECOND)
    }
    expect(rig.blocks.map(({ level }) => level)).toEqual(['app', 'network'])
    expect(rig.blocklist.find('203.0.113.9', rig.now())?.level).toBe('network')
  })

  it('[R7] begin anew when an operator has lifted one', () => {
    const rig = createRig(ROUND)
    rig.see('reports')
    rig.blocklist.lift('203.0.113.9')
    rig.see('connects')
    expect(rig.blocks).toHaveLength(1)
    rig.see('reports')
    expect(rig.blocks).toHaveLength(2)
  })

  it('[R3] are never asked for where none is allowed: that is no block for the breaker either', () => {
    const { detector, now } = createRig(ROUND)
    const abuse = { signal: 'connects', prefix: '203.0.113.9', times: 100, neighbours: 0 } as const
    for (let count = 0; count < 100; count += 1) {
      const standing = 'untouchable' as const
      const effects = detector.note(abuse, { now: now(), live: 0, dryRun: false, standing })
      expect(effects).toMatchObject([{ type: 'feed', entry: { verdict: 'spared', prefix: null } }])
    }
    expect(detector.residue()).toBe(0)
  })

  it('[R5] are widened at the level that all their parts have', () => {
    const rig = createRig(ROUND)
    for (const part of ['1', '2', '3'])
      rig.see('reports', { prefix: `2001:db8:0:${part}::/64`, times: 1 })
    rig.see('connects', { prefix: '2001:db8:0:4::/64', times: 30 })
    expect(rig.blocks.map(({ prefix, level }) => `${prefix} ${level}`)).toEqual([
      '2001:db8:0:1::/64 app',
      '2001:db8:0:2::/64 app',
      '2001:db8:0:3::/64 app',
      '2001:db8:0:4::/64 network',
      '2001:db8::/56 app',
    ])
  })

  it('[R5] are widened in the network when four parts flooded', () => {
    const rig = createRig(ROUND)
    for (const part of ['1', '2', '3', '4'])
      rig.see('connects', { prefix: `2001:db8:0:${part}::/64`, times: 30 })
    expect(rig.blocks.slice(3).map(({ prefix, level }) => `${prefix} ${level}`)).toEqual([
      '2001:db8:0:4::/64 network',
      '2001:db8::/56 network',
    ])
  })
})

describe('many people behind one address', () => {
  it.each<[number, string]>([
    [0, 'blockedNetwork'],
    [4, 'blockedNetwork'],
    [5, 'spared'],
    [300, 'spared'],
  ])('[R6] a flood among %i well-behaved sessions -> %s', (neighbours, verdict) => {
    expect(createRig(ROUND).see('connects', { times: 30, neighbours })).toMatchObject({ verdict })
  })

  it('[R6] are not remembered, so that nothing waits for the crowd to go', () => {
    const rig = createRig(ROUND)
    for (const signal of SIGNALS) rig.see(signal, { times: 100, neighbours: 5 })
    expect(rig.detector.residue()).toBe(0)
    expect(rig.see('connects')).toMatchObject({ verdict: 'noted', score: 10 })
  })
})

describe('what the feed tells', () => {
  it('[R23] a report about age is in no sum, prolongs nothing, and leaves no address behind', () => {
    const rig = createRig(ROUND)
    const noted = { signal: 'age', verdict: 'noted', prefix: null, score: 0 }
    expect(rig.see('age', { times: 100, neighbours: 9 })).toMatchObject(noted)
    expect(rig.detector.residue()).toBe(0)
    rig.see('finds', { times: 10 })
    rig.wait(MINUTE)
    expect(rig.see('age', { times: 100 })).toMatchObject(noted)
    rig.wait(9 * MINUTE)
    expect(rig.throttled()).toEqual([])
  })

  it.each<[Signal, number, string | null]>([
    // Below the threshold nobody is named ...
    ['connects', 4, null],
    ['connects', 5, '203.0.113.9'],
    ['finds', 9, null],
    ['finds', 10, '203.0.113.9'],
    // ... nor for what partners alone have said.
    ['skipped', 100, null],
    ['noPicture', 100, null],
    ['reports', 1, null],
    ['age', 100, null],
  ])('[R23] %s, %i times -> prefix %s', (signal, times, prefix) => {
    expect(createRig(ROUND).see(signal, { times }).prefix).toBe(prefix)
  })
})
