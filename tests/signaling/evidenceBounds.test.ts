/** What a node keeps of its evidence: a bounded while, and a bounded number. */
import { abuse as abuseSchema } from '../../radar/protocol.ts'
import { DEFAULT_THRESHOLDS } from '../../radar/thresholds.ts'
import { createEvidence, type Evidence, type Party } from '../../signaling/evidence.ts'
import { MINUTE, partyOf, SECOND, START, strangerOf } from './parties.ts'

const TABLE = DEFAULT_THRESHOLDS.evidence
const RECORDS_MAX = 50_000
const QUEUE_MAX = 1_000
const SUBJECT = partyOf(0)
const created = () => createEvidence(TABLE)

function flood(evidence: Evidence, party: Party, times: number, now: number): void {
  const { capacity } = TABLE.buckets.malformed
  for (let count = 0; count < capacity + times; count += 1) evidence.note(party, 'malformed', now)
}

describe('what waits for the radar', () => {
  it('[R10] is one entry for each signal and prefix, counted up, and leaves once', () => {
    const evidence = created()
    flood(evidence, SUBJECT, 3, START)
    flood(evidence, partyOf(1), 1, START)
    evidence.age(SUBJECT, START)
    const told = evidence.take(2)
    expect(told).toEqual([
      { signal: 'malformed', prefix: SUBJECT.prefix, times: 3, neighbours: 0 },
      { signal: 'malformed', prefix: partyOf(1).prefix, times: 1, neighbours: 0 },
    ])
    for (const one of told) expect(abuseSchema.safeParse(one).success).toBe(true)
    expect(evidence.take(2)).toMatchObject([{ signal: 'age', times: 1 }])
    expect(evidence.take(2)).toEqual([])
  })

  it('[R10] counts no further than the protocol has room for', () => {
    const evidence = created()
    flood(evidence, SUBJECT, 100_001, START)
    const [told] = evidence.take(1)
    expect(told?.times).toBe(100_000)
    expect(abuseSchema.safeParse(told).success).toBe(true)
  })

  it('[R10] is the last thousand entries when the radar is away', () => {
    const evidence = created()
    for (let count = 0; count < 10_000; count += 1) evidence.age(partyOf(count), START)
    const told = evidence.take(100_000)
    expect(told).toHaveLength(QUEUE_MAX)
    expect(told[0]?.prefix).toBe(partyOf(9_000).prefix)
  })

  it('[R10] lapses within a minute: what is old is not judged as if it happened now', () => {
    const evidence = created()
    flood(evidence, SUBJECT, 1, START)
    // It goes on: still no more than a minute of it is kept.
    for (let second = 0; second <= 70; second += 5) {
      evidence.note(SUBJECT, 'malformed', START + second * SECOND)
      evidence.expire(START + second * SECOND)
    }
    expect(evidence.take(10)).toMatchObject([{ signal: 'malformed', times: 2 }])
  })

  it('[R10] keeps a report about age for half an hour, for a person judges it', () => {
    const evidence = created()
    evidence.age(SUBJECT, START)
    evidence.expire(START + 30 * MINUTE - 1)
    expect(evidence.residue()).toBeGreaterThan(0)
    evidence.expire(START + 30 * MINUTE + 5 * SECOND)
    expect(evidence.residue()).toBe(0)
    expect(evidence.take(1)).toEqual([])
  })
})

describe('what is remembered', () => {
  it('[R10] is of so many prefixes at most: the one that was quiet longest goes', () => {
    const evidence = created()
    const { capacity, leakMs } = TABLE.buckets.finds
    for (let count = 0; count < RECORDS_MAX; count += 1)
      evidence.note(partyOf(count), 'finds', START)
    // The first one goes on until its bucket is full.
    for (let count = 1; count < capacity; count += 1) evidence.note(SUBJECT, 'finds', START)
    for (let count = 0; count < 10_000; count += 1)
      evidence.note(partyOf(RECORDS_MAX + count), 'finds', START)
    expect(evidence.residue()).toBe(RECORDS_MAX)
    evidence.note(SUBJECT, 'finds', START)
    expect(evidence.take(10)).toMatchObject([{ signal: 'finds', prefix: SUBJECT.prefix }])
    evidence.expire(START + capacity * leakMs + 5 * SECOND)
    expect(evidence.residue()).toBe(0)
  })

  it('[R10] is never a session that lasts, whoever else comes', () => {
    const evidence = created()
    for (let count = 0; count < 6; count += 1) {
      evidence.opened(SUBJECT, START)
      evidence.steady(SUBJECT, START)
    }
    for (let count = 1; count < RECORDS_MAX + 10; count += 1)
      evidence.note(partyOf(count), 'finds', START + 3 * MINUTE)
    const { capacity } = TABLE.buckets.malformed
    for (let count = 0; count <= 6 * capacity; count += 1)
      evidence.note(SUBJECT, 'malformed', START + 3 * MINUTE)
    expect(evidence.take(10)).toMatchObject([{ times: 1, neighbours: 6 }])
    expect(evidence.residue()).toBe(RECORDS_MAX)
  })

  it('[R10] is forgotten at a look, however many are here', () => {
    const evidence = created()
    for (let count = 0; count < RECORDS_MAX; count += 1)
      if (count < 1_000) evidence.opened(partyOf(count), START)
      else evidence.note(partyOf(count), 'finds', START)
    let looks = 0
    for (const name of ['keys', 'values', 'entries', Symbol.iterator] as const) {
      const list = Map.prototype[name]
      jest.spyOn(Map.prototype, name as 'keys').mockImplementation(function* (this: object) {
        for (const one of list.call(this as Map<unknown, unknown>)) {
          looks += 1
          yield one
        }
        return undefined
      })
    }
    evidence.note(partyOf(RECORDS_MAX), 'finds', START)
    jest.restoreAllMocks()
    expect([looks, evidence.residue()]).toEqual([1, RECORDS_MAX])
  })

  it('[R10] is nothing, half an hour after everybody has gone, radar or not', () => {
    const evidence = created()
    const people = Array.from({ length: 200 }, (_, count) => strangerOf(count))
    for (const party of people) {
      evidence.opened(party, START)
      evidence.note(party, 'connects', START)
    }
    people.forEach((party, index) => {
      const other = people[(index + 1) % people.length] ?? SUBJECT
      evidence.met(party, other, START)
      evidence.steady(party, START)
      evidence.skip(party, other, 1_000, START)
      evidence.picture(party, other, index % 2 === 0, START)
      evidence.report(party, other, MINUTE, START)
      evidence.age(party, START)
      flood(evidence, party, 2, START)
    })
    for (const party of people) evidence.closed(party, true, START + MINUTE)
    evidence.expire(START + 2 * MINUTE)
    expect(evidence.residue()).toBeGreaterThan(0)
    // Who has reported is remembered for an hour, so that his next report weighs less.
    evidence.expire(START + 61 * MINUTE)
    expect(evidence.residue()).toBe(0)
  })

  it('[R10] is not forgotten while a session lasts', () => {
    const evidence = created()
    evidence.opened(SUBJECT, START)
    evidence.steady(SUBJECT, START)
    expect(evidence.residue()).toBe(1)
    evidence.expire(START + 24 * 60 * MINUTE)
    expect(evidence.residue()).toBe(1)
    evidence.closed(SUBJECT, true, START + 24 * 60 * MINUTE)
    evidence.closed(SUBJECT, true, START + 24 * 60 * MINUTE)
    evidence.expire(START + 25 * 60 * MINUTE)
    expect(evidence.residue()).toBe(0)
  })
})
