/** The table that decides, and what an operator's file may make of it. */
import fc from 'fast-check'
import {
  AUTOMATIC_BLOCK_MAX_MS,
  parsePayload,
  SIGNALS,
  thresholds as evidenceSchema,
} from '../../radar/protocol.ts'
import { CEILINGS, DEFAULT_THRESHOLDS, readThresholds, TRUSTS } from '../../radar/thresholds.ts'
import { evidenceThresholds, type Thresholds } from '../../radar/thresholds.ts'

function thresholdsOf(json: unknown): Thresholds {
  const read = readThresholds(json)
  if ('problems' in read) throw new Error(read.problems.join(' '))
  return read.thresholds
}

describe('the table in force', () => {
  it('[R5] passes its own examination', () => {
    expect(thresholdsOf({})).toEqual(DEFAULT_THRESHOLDS)
    expect(thresholdsOf(JSON.parse(JSON.stringify(DEFAULT_THRESHOLDS)))).toEqual(DEFAULT_THRESHOLDS)
  })

  it('is what signaling reads, to the last figure', () => {
    const told = evidenceThresholds(DEFAULT_THRESHOLDS)
    expect(parsePayload(evidenceSchema, JSON.stringify(told))).toEqual(DEFAULT_THRESHOLDS.evidence)
  })

  it('[R7] has steps that grow up to the longest automatic block', () => {
    const { stepsMs, jitter } = DEFAULT_THRESHOLDS.ladder
    expect(stepsMs).toEqual([...new Set(stepsMs)].sort((a, b) => a - b))
    expect(stepsMs.at(-1)).toBe(AUTOMATIC_BLOCK_MAX_MS)
    expect(jitter).toBeGreaterThan(0)
  })

  it('[R6] takes a few sessions for a crowd, and a few voices for none', () => {
    const { evidence } = DEFAULT_THRESHOLDS
    expect(evidence.sharedFrom).toBeLessThanOrEqual(5)
    expect(evidence.reports.least).toBeGreaterThanOrEqual(4)
  })
})

describe('an operator’s file', () => {
  it('changes what it names and nothing else', () => {
    const { evidence, signals, score } = DEFAULT_THRESHOLDS
    const json = {
      evidence: { buckets: { finds: { capacity: 7 } }, sharedFrom: 9 },
      signals: { noPicture: { points: 3 } },
      score: { networkFrom: 9_000 },
    }
    expect(thresholdsOf(json)).toEqual({
      ...DEFAULT_THRESHOLDS,
      evidence: {
        ...evidence,
        buckets: { ...evidence.buckets, finds: { ...evidence.buckets.finds, capacity: 7 } },
        sharedFrom: 9,
      },
      signals: { ...signals, noPicture: { ...signals.noPicture, points: 3 } },
      score: { ...score, networkFrom: 9_000 },
    })
  })

  it('replaces a list as a whole', () => {
    expect(thresholdsOf({ ladder: { stepsMs: [60_000] } }).ladder.stepsMs).toEqual([60_000])
  })

  it.each<[string, unknown, string]>([
    ['no table', null, 'The file: '],
    ['no table', 'strict', 'The file: '],
    ['no table', [], 'The file: '],
    ['no table', 12, 'The file: '],
    ['a name that is none', { scores: {} }, 'scores is not a threshold.'],
    ['a name that is none', { score: { half: 1 } }, 'score.half is not a threshold.'],
    ['a signal that is none', { signals: { rude: {} } }, 'signals.rude is not a threshold.'],
    [
      'a bucket that is none',
      { evidence: { buckets: { reports: {} } } },
      'evidence.buckets.reports is not a threshold.',
    ],
    ['a prototype', JSON.parse('{"__proto__":{"a":1}}'), '__proto__ is not a threshold.'],
    ['a part that is no table', { score: 5 }, 'score: '],
    ['a part that is no table', { evidence: null }, 'evidence: '],
    ['text for a figure', { score: { appFrom: '100' } }, 'score.appFrom: '],
    ['a negative time', { score: { halfLifeMs: -1 } }, 'score.halfLifeMs: '],
    ['half a millisecond', { score: { throttleMs: 0.5 } }, 'score.throttleMs: '],
    ['no points', { signals: { finds: { points: -1 } } }, 'signals.finds.points: '],
    ['too many points', { signals: { finds: { points: 1_001 } } }, 'signals.finds.points: '],
    ['a ceiling that is none', { signals: { finds: { ceiling: 'sky' } } }, 'signals.finds.ceiling'],
    ['no steps', { ladder: { stepsMs: [] } }, 'ladder.stepsMs: '],
    ['a block of eight days', { ladder: { stepsMs: [691_200_000] } }, 'ladder.stepsMs.0: '],
    ['shorter steps', { ladder: { stepsMs: [2_000, 1_000] } }, 'ladder.stepsMs: no step'],
    ['jitter beyond all', { ladder: { jitter: 1.1 } }, 'ladder.jitter: '],
    ['one neighbour', { widening: { least: 1 } }, 'widening.least: '],
    ['no window', { breaker: { windowMs: 0 } }, 'breaker.windowMs: '],
    ['a share of more than all', { breaker: { share: 2 } }, 'breaker.share: '],
    [
      'a bucket without a bottom',
      { evidence: { buckets: { finds: { capacity: 0 } } } },
      'evidence.buckets.finds.capacity: ',
    ],
    ['a word for a share', { evidence: { reports: { share: 'all' } } }, 'evidence.reports.share: '],
    ['levels upside down', { score: { appFrom: 1_000 } }, 'score: throttleFrom, appFrom'],
    ['levels upside down', { score: { throttleFrom: 150 } }, 'score: throttleFrom, appFrom'],
    [
      'faith in reports',
      { signals: { reports: { trust: 'high' } } },
      'signals.reports.trust: is a fact',
    ],
    [
      'reports for the network',
      { signals: { reports: { ceiling: 'network' } } },
      'signals.reports.ceiling: what others can make up never reaches the network.',
    ],
    [
      'a sum about age',
      { signals: { age: { points: 100, ceiling: 'app' } } },
      'signals.age.ceiling: a report about age is judged by a person',
    ],
    ['voices of nobody', { evidence: { noPicture: { least: 0 } } }, 'evidence.noPicture.least: '],
    [
      'more voices than are heard',
      { evidence: { skipped: { least: 9, of: 8 } } },
      'evidence.skipped.least: ',
    ],
    ['reports of nobody', { evidence: { reports: { least: 0 } } }, 'evidence.reports.least: '],
    ['everybody a crowd', { evidence: { sharedFrom: 0 } }, 'evidence.sharedFrom: '],
  ])('is refused with a sentence: %s, %j', (_, json, sentence) => {
    const read = readThresholds(json)
    const problems = 'problems' in read ? read.problems : []
    expect(problems.some((problem) => problem.startsWith(sentence))).toBe(true)
    for (const problem of problems) expect(problem).toMatch(/^\S.*[^.]\.$/)
  })

  it('is told about everything at once', () => {
    const read = readThresholds({ score: { appFrom: 'x', half: 1 }, breaker: { share: 2 } })
    expect('problems' in read && read.problems).toHaveLength(3)
  })
})

/** What somebody might write: some of the table, with figures changed. */
const figures = fc.oneof(fc.integer({ min: -1, max: 2_000 }), fc.double({ min: 0, max: 1 }))
const weight = fc.record(
  { points: figures, trust: fc.constantFrom(...TRUSTS), ceiling: fc.constantFrom(...CEILINGS) },
  { requiredKeys: [] },
)
const bucket = fc.record({ capacity: figures, leakMs: figures }, { requiredKeys: [] })
const file = fc.record(
  {
    evidence: fc.record(
      {
        buckets: fc.dictionary(fc.constantFrom('connects', 'finds', 'frames'), bucket),
        skipped: fc.record({ least: figures, of: figures }, { requiredKeys: [] }),
        sharedFrom: figures,
      },
      { requiredKeys: [] },
    ),
    signals: fc.dictionary(fc.constantFrom(...SIGNALS), weight, { maxKeys: 2 }),
    score: fc.record({ appFrom: figures, networkFrom: figures }, { requiredKeys: [] }),
    ladder: fc.record({ stepsMs: fc.array(figures, { maxLength: 3 }) }, { requiredKeys: [] }),
  },
  { requiredKeys: [] },
)

it('[R5] whatever is written is either refused in sentences, or keeps every promise of the table', () => {
  let accepted = 0
  fc.assert(
    fc.property(fc.oneof(file, file, file, fc.jsonValue()), (json) => {
      const read = readThresholds(JSON.parse(JSON.stringify(json)))
      if ('problems' in read) {
        expect(read.problems.length).toBeGreaterThan(0)
        for (const problem of read.problems) expect(problem).toMatch(/ [^]*\.$/)
        return
      }
      accepted += 1
      const { evidence, signals, score, ladder } = read.thresholds
      expect(parsePayload(evidenceSchema, JSON.stringify(evidence))).toEqual(evidence)
      for (const name of SIGNALS) {
        expect(signals[name].trust).toBe(DEFAULT_THRESHOLDS.signals[name].trust)
        if (signals[name].trust !== 'high') expect(signals[name].ceiling).not.toBe('network')
      }
      expect(signals.age.ceiling).toBe('none')
      expect(score.throttleFrom).toBeLessThanOrEqual(score.appFrom)
      expect(score.appFrom).toBeLessThanOrEqual(score.networkFrom)
      expect(Math.max(...ladder.stepsMs)).toBeLessThanOrEqual(AUTOMATIC_BLOCK_MAX_MS)
      expect([...ladder.stepsMs].sort((a, b) => a - b)).toEqual(ladder.stepsMs)
    }),
    { numRuns: 2_000 },
  )
  expect(accepted).toBeGreaterThan(20)
})
