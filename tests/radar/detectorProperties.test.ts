/** What holds for every history of evidence, under the table in force. */
import fc from 'fast-check'
import { contains, type Prefix } from '../../radar/prefix.ts'
import { AUTOMATIC_BLOCK_MAX_MS, SIGNALS, type Level, type Signal } from '../../radar/protocol.ts'
import { CEILINGS, DEFAULT_THRESHOLDS, readThresholds } from '../../radar/thresholds.ts'
import type { Thresholds } from '../../radar/thresholds.ts'
import { history, play, PREFIXES, prefixOf, times, waitMs, type Step } from './detectorHistories.ts'
import { createRig, MINUTE, ROUND, SECOND } from './detectorRig.ts'

const RUNS = { numRuns: 1_000 }
/** What nobody can make up for somebody else, as `protocol.ts` names it; not read from the table. */
const SOCKET: readonly Signal[] = ['connects', 'handshakes', 'malformed', 'frames', 'finds']
const PARTNERS = SIGNALS.filter((signal) => !SOCKET.includes(signal))

/** What the evidence of these steps could amount to, if nothing faded. */
function amount(steps: readonly Step[], within: Prefix, level: Level, { signals }: Thresholds) {
  return steps
    .filter(({ signal, prefix }) => {
      const { ceiling } = signals[signal]
      return (
        contains(within, prefixOf(prefix)) &&
        CEILINGS.indexOf(ceiling) >= CEILINGS.indexOf(level) &&
        (level === 'app' || SOCKET.includes(signal))
      )
    })
    .reduce((sum, step) => sum + signals[step.signal].points * step.times, 0)
}

it('[R5] nothing that partners say, in whatever order, reaches the network', () => {
  fc.assert(
    fc.property(history(PARTNERS, 60), fc.boolean(), (steps, round) => {
      const rig = createRig(round ? ROUND : DEFAULT_THRESHOLDS)
      play(rig, steps)
      expect(rig.blocks.filter(({ level }) => level === 'network')).toEqual([])
      const reported = new Set(
        steps.filter(({ signal }) => signal === 'reports').map(({ prefix }) => prefix),
      )
      const owners = rig.blocks.filter(({ prefix }) => PREFIXES.includes(prefix))
      expect(owners.filter(({ prefix }) => !reported.has(prefix))).toEqual([])
    }),
    RUNS,
  )
})

it('[R5] whatever an operator sets, what partners say stays out of the network, and age is no sum', () => {
  const weight = fc.record(
    {
      points: fc.nat(1_000),
      ceiling: fc.constantFrom(...CEILINGS),
      trust: fc.option(fc.constantFrom('low', 'medium', 'high'), { freq: 10, nil: undefined }),
    },
    { requiredKeys: [] },
  )
  const entries = fc.dictionary(fc.constantFrom(...SIGNALS), weight, { maxKeys: 3 })
  let accepted = 0
  fc.assert(
    fc.property(entries, history(PARTNERS, 30), (signals, steps) => {
      const read = readThresholds(JSON.parse(JSON.stringify({ signals })))
      if (!('thresholds' in read)) {
        expect(read.problems.length).toBeGreaterThan(0)
        return
      }
      accepted += 1
      const rig = createRig(read.thresholds)
      play(rig, steps)
      expect(rig.blocks.filter(({ level }) => level === 'network')).toEqual([])
      expect(rig.blocks.filter(({ reason }) => reason === 'age')).toEqual([])
    }),
    { numRuns: 1_500 },
  )
  expect(accepted).toBeGreaterThan(300)
})

it('[R5] a block rests on evidence of its own level, and a wide one on enough narrow ones', () => {
  fc.assert(
    fc.property(history(SIGNALS, 60), (steps) => {
      const thresholds = DEFAULT_THRESHOLDS
      const rig = createRig(thresholds)
      play(rig, steps)
      for (const { prefix: text, level } of rig.blocks) {
        const prefix = prefixOf(text)
        const from = thresholds.score[level === 'app' ? 'appFrom' : 'networkFrom']
        if (PREFIXES.includes(text)) {
          expect(amount(steps, prefix, level, thresholds)).toBeGreaterThanOrEqual(from)
          continue
        }
        expect(prefix.family).toBe(6)
        const width = prefix.bits === 48 ? 56 : 64
        const parts = rig.blocks.filter((one) => {
          const part = prefixOf(one.prefix)
          return part.bits === width && contains(prefix, part)
        })
        const hard = parts.filter((one) => level === 'app' || one.level === 'network')
        const distinct = new Set(hard.map((one) => one.prefix))
        expect(distinct.size).toBeGreaterThanOrEqual(thresholds.widening.least)
      }
    }),
    RUNS,
  )
})

it('[R7] every block ends, within seven days, whatever the dice', () => {
  fc.assert(
    fc.property(history(SIGNALS, 60), fc.double({ min: 0, max: 1, noNaN: true }), (steps, die) => {
      const rig = createRig(DEFAULT_THRESHOLDS, { random: () => die })
      play(rig, steps)
      const [shortest = 0] = DEFAULT_THRESHOLDS.ladder.stepsMs
      for (const { at, until } of rig.blocks) {
        expect(until - at).toBeGreaterThanOrEqual(shortest)
        expect(until - at).toBeLessThanOrEqual(AUTOMATIC_BLOCK_MAX_MS)
      }
    }),
    RUNS,
  )
})

it('[R7] a score never grows by waiting, nor by forgetting', () => {
  fc.assert(
    fc.property(
      history(SIGNALS, 20),
      fc.array(fc.nat(2 * 60 * MINUTE), { minLength: 2, maxLength: 6 }),
      fc.constantFrom(...SIGNALS),
      fc.constantFrom(...PREFIXES),
      (steps, waits, signal, prefix) => {
        const scores = waits
          .sort((a, b) => a - b)
          .map((wait) => {
            // The same history, and the same evidence after it, later each time. In a dry run, for
            // there the score is not spent on throttles and blocks that end at other times.
            const rig = createRig(DEFAULT_THRESHOLDS, { dryRun: true })
            play(rig, steps)
            rig.wait(Math.floor(wait / 2))
            rig.detector.expire(rig.now())
            rig.wait(Math.ceil(wait / 2))
            return rig.see(signal, { prefix }).score
          })
        scores.reduce((before, score) => {
          expect(score).toBeLessThanOrEqual(before)
          return score
        })
      },
    ),
    RUNS,
  )
})

it('[R7] without evidence throttles only end, and nothing is asked for', () => {
  fc.assert(
    fc.property(history(SIGNALS, 30), fc.array(waitMs, { maxLength: 8 }), (steps, waits) => {
      const rig = createRig()
      play(rig, steps)
      let before = rig.throttled()
      let residue = rig.detector.residue()
      const asked = rig.blocks.length
      for (const wait of waits) {
        rig.wait(wait)
        const after = rig.throttled()
        expect(before).toEqual(expect.arrayContaining(after))
        rig.detector.expire(rig.now())
        expect(rig.throttled()).toEqual(after)
        expect(rig.detector.residue()).toBeLessThanOrEqual(residue)
        residue = rig.detector.residue()
        before = after
      }
      expect(rig.blocks).toHaveLength(asked)
    }),
    RUNS,
  )
})

it('[R10] in the end every map is empty, and nobody is slowed down', () => {
  const { ladder } = DEFAULT_THRESHOLDS
  fc.assert(
    fc.property(history(SIGNALS, 60), (steps) => {
      const rig = createRig()
      play(rig, steps)
      rig.wait(ladder.stepsMs.length * ladder.forgiveMs)
      rig.detector.expire(rig.now())
      expect(rig.detector.residue()).toBe(0)
      expect(rig.detector.throttles(rig.now())).toEqual({ everyone: false, entries: [] })
    }),
    RUNS,
  )
})

it('[R7] what comes from one prefix is judged as if there were no other', () => {
  // Strangers to each other: no two are in one network of IPv6.
  const strangers = ['198.51.100.1', '198.51.100.2', '203.0.113.7', '2001:db8:5:1::/64']
  const step = fc.record<Step>({
    signal: fc.constantFrom(...SIGNALS),
    prefix: fc.constantFrom(...strangers),
    times,
    neighbours: fc.constant(0),
    waitMs,
  })
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      const together = createRig()
      play(together, steps)
      for (const mine of strangers) {
        const alone = createRig()
        for (const { waitMs: before, signal, ...rest } of steps) {
          alone.wait(before)
          if (rest.prefix === mine) alone.see(signal, rest)
        }
        expect(together.blocks.filter(({ prefix }) => prefix === mine)).toEqual(alone.blocks)
        expect(together.throttled().includes(mine)).toBe(alone.throttled().includes(mine))
      }
    }),
    RUNS,
  )
})

it('[R9] no stretch of time has more blocks than the breaker allows', () => {
  const breaker = { least: 3, share: 0.1, windowMs: MINUTE }
  const storm = fc.array(
    fc.record({ host: fc.nat(255), waitMs: fc.nat(20 * SECOND), expires: fc.boolean() }),
    { maxLength: 80 },
  )
  fc.assert(
    fc.property(storm, fc.nat(100), (steps, live) => {
      const rig = createRig({ ...DEFAULT_THRESHOLDS, breaker }, { live })
      for (const { host, waitMs: before, expires } of steps) {
        rig.wait(before)
        if (expires) rig.detector.expire(rig.now())
        rig.see('malformed', { prefix: `198.51.100.${host}`, times: 100 })
      }
      const most = Math.max(breaker.least, Math.ceil(breaker.share * live))
      for (const { at: end } of rig.blocks) {
        const inside = rig.blocks.filter(({ at }) => at <= end && end - at < breaker.windowMs)
        expect(inside.length).toBeLessThanOrEqual(most)
      }
    }),
    RUNS,
  )
})

it('[R9] a dry run blocks and slows nobody', () => {
  fc.assert(
    fc.property(history(SIGNALS, 60), (steps) => {
      const rig = createRig(DEFAULT_THRESHOLDS, { dryRun: true })
      play(rig, steps)
      expect(rig.blocks).toEqual([])
      expect(rig.throttled()).toEqual([])
      expect(rig.detector.throttles(rig.now()).everyone).toBe(false)
    }),
    RUNS,
  )
})

it('[R6] among enough well-behaved sessions nothing leads to anything', () => {
  const { sharedFrom } = DEFAULT_THRESHOLDS.evidence
  fc.assert(
    fc.property(history(SIGNALS, 40), (steps) => {
      const rig = createRig()
      play(
        rig,
        steps.map((step) => ({ ...step, neighbours: sharedFrom + step.neighbours })),
      )
      expect(rig.blocks).toEqual([])
      expect(rig.detector.residue()).toBe(0)
    }),
    RUNS,
  )
})

it('[R23] the feed names nobody below the threshold, nor for what partners alone have said', () => {
  fc.assert(
    fc.property(history(SIGNALS, 40), (steps) => {
      const rig = createRig()
      for (const { waitMs: before, signal, ...rest } of steps) {
        rig.wait(before)
        const { prefix, verdict, score } = rig.see(signal, rest)
        if (verdict === 'spared' || signal === 'age') expect(prefix).toBeNull()
        if (score < DEFAULT_THRESHOLDS.score.throttleFrom - 1) expect(prefix).toBeNull()
        const isBlock = verdict === 'blockedApp' || verdict === 'blockedNetwork'
        if (DEFAULT_THRESHOLDS.signals[signal].trust === 'low' && !isBlock)
          expect(prefix).toBeNull()
      }
    }),
    RUNS,
  )
})
