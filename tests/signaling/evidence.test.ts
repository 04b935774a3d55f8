/** What a node notices, and when it says so. Figures come from the table in force. */
import { DEFAULT_THRESHOLDS } from '../../radar/thresholds.ts'
import type { EvidenceThresholds } from '../../radar/protocol.ts'
import { createEvidence, type Evidence, type Noted, type Party } from '../../signaling/evidence.ts'
import { HOUR, MINUTE, partyOf, SECOND, START, strangerOf } from './parties.ts'

const TABLE = DEFAULT_THRESHOLDS.evidence
const BUCKETS = Object.entries(TABLE.buckets) as [Noted, { capacity: number; leakMs: number }][]
const SUBJECT = partyOf(0)
const ALL = 1_000_000

const created = (over: Partial<EvidenceThresholds> = {}): Evidence =>
  createEvidence({ ...TABLE, ...over })
const signalsOf = (evidence: Evidence) =>
  evidence.take(ALL).map(({ signal, times }) => `${signal} ${times}`)
function note(evidence: Evidence, what: Noted, times: number, now: number, spacingMs = 0): number {
  for (let count = 0; count < times; count += 1)
    evidence.note(SUBJECT, what, now + count * spacingMs)
  return now + Math.max(0, times - 1) * spacingMs
}
/** Sessions that have shown to be people, long after the node's start. */
function settle(evidence: Evidence, party: Party, sessions: number, now: number): void {
  for (let count = 0; count < sessions; count += 1) {
    evidence.opened(party, now - HOUR)
    evidence.steady(party, now)
  }
}

describe('a bucket', () => {
  it.each(
    BUCKETS.flatMap(([what, { capacity, leakMs }]) => [
      // signal, drops, time between them -> what is said
      [what, capacity - 1, 0, []] as const,
      [what, capacity, 0, []] as const,
      [what, capacity + 1, 0, [`${what} 1`]] as const,
      [what, capacity + 7, 0, [`${what} 7`]] as const,
      [what, 10 * capacity, leakMs, []] as const,
      // Twice as fast as it leaks: full after twice its capacity, and from then on each one spills.
      [what, 4 * capacity, leakMs / 2, [`${what} ${2 * capacity + 1}`]] as const,
    ]),
  )('[R10] %s, %i drops, %i ms apart -> %j', (what, drops, spacingMs, said) => {
    const evidence = created()
    note(evidence, what, drops, START, spacingMs)
    expect(signalsOf(evidence)).toEqual(said)
    expect(signalsOf(evidence)).toEqual([])
  })

  it.each(BUCKETS)('[R10] %s: full, it takes a drop for each that has leaked', (what, bucket) => {
    const { capacity, leakMs } = bucket
    const evidence = created()
    note(evidence, what, capacity, START)
    note(evidence, what, 1, START + leakMs)
    expect(signalsOf(evidence)).toEqual([])
    note(evidence, what, 1, START + 2 * leakMs - 1)
    expect(signalsOf(evidence)).toEqual([`${what} 1`])
  })

  it.each(BUCKETS)('[R10] %s: is forgotten when it has leaked away', (what, bucket) => {
    const { capacity, leakMs } = bucket
    const evidence = created()
    note(evidence, what, capacity, START)
    evidence.expire(START + capacity * leakMs - 1)
    expect(evidence.residue()).toBe(1)
    evidence.expire(START + capacity * leakMs + 5 * SECOND)
    expect(evidence.residue()).toBe(0)
  })

  it('is not filled by a clock that is set back', () => {
    const evidence = created()
    note(evidence, 'finds', 2, START + HOUR)
    note(evidence, 'finds', TABLE.buckets.finds.capacity - 2, START)
    expect(signalsOf(evidence)).toEqual([])
  })

  it('is measured anew when the radar says other thresholds', () => {
    const evidence = created()
    note(evidence, 'finds', 5, START)
    const finds = { capacity: 3, leakMs: MINUTE }
    evidence.setThresholds({ ...TABLE, buckets: { ...TABLE.buckets, finds } })
    note(evidence, 'finds', 1, START)
    expect(signalsOf(evidence)).toEqual(['finds 1'])
  })
})

describe('skips', () => {
  const { least, of, withinMs } = TABLE.skipped
  it.each<[string, number, number, number, string[]]>([
    // Distinct partners who skipped at once, others, after how long -> what is said of the skipped
    ['too few', least - 1, 0, withinMs - 1, []],
    ['enough', least, 0, withinMs - 1, ['skipped 1']],
    ['enough among others', least, of - least, withinMs - 1, ['skipped 1']],
    ['enough, but long ago', least - 1, of - least + 2, withinMs - 1, []],
    ['after a while', 2 * of, 0, withinMs, []],
    ['twice enough', 2 * least, 0, withinMs - 1, ['skipped 2']],
  ])('[R8] %s', (_, quick, slow, afterMs, said) => {
    const evidence = created()
    // The slow ones come in between, and a last quick one after them.
    for (let count = 0; count < quick - 1; count += 1)
      evidence.skip(strangerOf(count), SUBJECT, afterMs, START)
    for (let count = 0; count < slow; count += 1)
      evidence.skip(strangerOf(100 + count), SUBJECT, withinMs, START)
    evidence.skip(strangerOf(99), SUBJECT, afterMs, START)
    expect(signalsOf(evidence)).toEqual(said)
  })

  it('[R8] of one partner count once, and his last word holds', () => {
    const evidence = created()
    for (let count = 0; count < 10 * of; count += 1)
      evidence.skip(strangerOf(count % (least - 1)), SUBJECT, 0, START)
    expect(signalsOf(evidence).filter((said) => said.startsWith('skipped'))).toEqual([])
    // All but one take it back.
    for (let count = 1; count < least - 1; count += 1)
      evidence.skip(strangerOf(count), SUBJECT, MINUTE, START)
    for (let count = 100; count < 100 + least - 2; count += 1)
      evidence.skip(strangerOf(count), SUBJECT, 0, START)
    expect(signalsOf(evidence).filter((said) => said.startsWith('skipped'))).toEqual([])
  })

  it('[R8] of one neighbourhood are one voice, from however many addresses', () => {
    const evidence = created()
    for (let count = 0; count < 200; count += 1)
      evidence.skip(partyOf(512 + count), SUBJECT, 0, START)
    expect(signalsOf(evidence).filter((said) => said.startsWith('skipped'))).toEqual([])
  })

  it('count against the skipper too, if they are quicker than a look', () => {
    const { capacity } = TABLE.buckets.quickSkips
    const evidence = created()
    for (let count = 0; count < capacity + 1; count += 1) {
      evidence.skip(SUBJECT, strangerOf(count), 1_999, START)
      evidence.skip(partyOf(1), strangerOf(count), 2_000, START)
    }
    expect(evidence.take(ALL)).toEqual([
      { signal: 'quickSkips', prefix: SUBJECT.prefix, times: 1, neighbours: 0 },
    ])
  })
})

describe('a missing picture', () => {
  const { least, of } = TABLE.noPicture
  it.each<[string, number, number, string[]]>([
    // Neighbourhoods that saw none, others that saw one -> what is said
    ['too few', least - 1, 0, []],
    ['enough', least, 0, ['noPicture 1']],
    ['enough among others', least, of - least, ['noPicture 1']],
    ['enough, but long ago', least, of - least + 1, []],
  ])('[R8] %s', (_, against, others, said) => {
    const evidence = created()
    for (let count = 0; count < against - 1; count += 1)
      evidence.picture(SUBJECT, strangerOf(count), false, START)
    for (let count = 0; count < others; count += 1)
      evidence.picture(SUBJECT, strangerOf(50 + count), true, START)
    evidence.picture(SUBJECT, strangerOf(99), false, START)
    expect(signalsOf(evidence)).toEqual(said)
  })

  it('[R8] is one voice for a whole neighbourhood', () => {
    const evidence = created()
    for (let count = 1; count < 50; count += 1)
      evidence.picture(SUBJECT, partyOf(256 + count), false, START)
    expect(signalsOf(evidence)).toEqual([])
  })
})

describe('a report about age', () => {
  it('[R23] is told each time, without a bucket', () => {
    const evidence = created()
    evidence.age(SUBJECT, START)
    expect(signalsOf(evidence)).toEqual(['age 1'])
    evidence.age(SUBJECT, START)
    evidence.age(SUBJECT, START)
    expect(signalsOf(evidence)).toEqual(['age 2'])
  })
})

describe('many people behind one address', () => {
  it.each([
    [0, 1],
    [1, 1],
    [2, 2],
    [30, 30],
  ])('[R6] %i who have shown to be people have %i times the room', (people, factor) => {
    const evidence = created()
    settle(evidence, SUBJECT, people, START)
    note(evidence, 'finds', factor * TABLE.buckets.finds.capacity, START)
    expect(signalsOf(evidence)).toEqual([])
    note(evidence, 'finds', 1, START)
    expect(evidence.take(ALL)).toMatchObject([{ times: 1, neighbours: people }])
  })

  it('[R6] are not what idle sockets are', () => {
    const evidence = created()
    evidence.opened(partyOf(9), START - HOUR)
    for (let count = 0; count < 100; count += 1) evidence.opened(SUBJECT, START)
    note(evidence, 'finds', TABLE.buckets.finds.capacity + 1, START)
    expect(evidence.take(ALL)).toMatchObject([{ times: 1, neighbours: 0 }])
  })

  it('[R6] are believed to be people while the node is young, for three minutes', () => {
    const evidence = created()
    for (let count = 0; count < 30; count += 1) evidence.opened(SUBJECT, START)
    const { capacity } = TABLE.buckets.malformed
    note(evidence, 'malformed', 30 * capacity, START + 3 * MINUTE - 1)
    expect(signalsOf(evidence)).toEqual([])
    note(evidence, 'malformed', 1, START + 3 * MINUTE)
    expect(evidence.take(ALL)).toMatchObject([{ neighbours: 0 }])
  })

  it('[R6] take along what they may have poured when they leave', () => {
    const evidence = created()
    const { capacity } = TABLE.buckets.connects
    settle(evidence, SUBJECT, 4, START)
    note(evidence, 'connects', 4 * capacity, START)
    for (let count = 0; count < 3; count += 1) evidence.closed(SUBJECT, true, START)
    expect(signalsOf(evidence)).toEqual([])
    note(evidence, 'connects', 1, START + TABLE.buckets.connects.leakMs)
    expect(signalsOf(evidence)).toEqual([])
    // No more than that: the last one has a bucket of his own, and it is full.
    note(evidence, 'connects', 1, START + TABLE.buckets.connects.leakMs)
    expect(evidence.take(ALL)).toMatchObject([{ times: 1, neighbours: 1 }])
  })

  it('[R6] leak together as fast as each of them alone', () => {
    const evidence = created()
    const { capacity, leakMs } = TABLE.buckets.finds
    settle(evidence, SUBJECT, 4, START)
    note(evidence, 'finds', 4 * capacity, START)
    note(evidence, 'finds', 40, START + leakMs / 4, leakMs / 4)
    expect(signalsOf(evidence)).toEqual([])
    // What has leaked before three of them leave has leaked through all four.
    const later = START + 10 * leakMs + 2 * leakMs
    for (let count = 0; count < 3; count += 1) evidence.closed(SUBJECT, true, later)
    note(evidence, 'finds', 8, later)
    expect(signalsOf(evidence)).toEqual([])
    note(evidence, 'finds', 1, later)
    expect(signalsOf(evidence)).toEqual(['finds 1'])
  })

  it('[R6] lose nothing when a session ends that had shown nothing', () => {
    const evidence = created()
    settle(evidence, SUBJECT, 3, START)
    for (let count = 0; count < 9; count += 1) evidence.opened(SUBJECT, START)
    note(evidence, 'malformed', 3 * TABLE.buckets.malformed.capacity, START)
    for (let count = 0; count < 9; count += 1) evidence.closed(SUBJECT, false, START)
    note(evidence, 'malformed', 1, START)
    expect(evidence.take(ALL)).toMatchObject([{ times: 1, neighbours: 3 }])
  })
})
