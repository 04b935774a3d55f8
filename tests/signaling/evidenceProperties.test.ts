/** What holds of evidence for every history: what leaves a node, and who is wronged by nobody. */
import fc from 'fast-check'
import { DEFAULT_THRESHOLDS } from '../../radar/thresholds.ts'
import { createEvidence, type Noted } from '../../signaling/evidence.ts'
import { HOUR, MINUTE, partyOf, SECOND, START, strangerOf } from './parties.ts'

const TABLE = DEFAULT_THRESHOLDS.evidence
const WHAT = Object.keys(TABLE.buckets) as Noted[]
const ALL = 1_000_000
/** Small ones, so that short histories fill them. */
const SMALL = {
  ...TABLE,
  buckets: {
    connects: { capacity: 6, leakMs: 500 },
    handshakes: { capacity: 2, leakMs: MINUTE },
    malformed: { capacity: 3, leakMs: MINUTE },
    frames: { capacity: 1, leakMs: MINUTE },
    finds: { capacity: 5, leakMs: 2 * SECOND },
    quickSkips: { capacity: 4, leakMs: 15 * SECOND },
  },
}

/** A bucket as the word says, kept by somebody who knows nothing of sharing. */
function createBucket({ capacity, leakMs }: { capacity: number; leakMs: number }) {
  let level = 0
  let at = START
  const leaked = (now: number) => Math.max(0, level - (now - at) / leakMs)
  return {
    fits: (now: number, margin = 0) => leaked(now) + 1 <= capacity - margin,
    /** Whether it overflowed. */
    pour(now: number): boolean {
      const full = leaked(now) + 1
      level = Math.min(capacity, full)
      at = now
      return full > capacity + 1e-9
    },
  }
}

it('[R10] nothing leaves but what overflowed, and all of that', () => {
  const step = fc.record({
    who: fc.nat(3),
    what: fc.constantFrom(...WHAT),
    waitMs: fc.oneof(fc.constant(0), fc.nat(3 * SECOND), fc.nat(5 * MINUTE)),
    expires: fc.boolean(),
  })
  fc.assert(
    fc.property(fc.array(step, { maxLength: 120 }), (steps) => {
      const evidence = createEvidence(SMALL)
      const buckets = new Map<string, ReturnType<typeof createBucket>>()
      let now = START
      for (const { who, what, waitMs, expires } of steps) {
        // Quarters of a second are exact in floating point as long as what they are divided by is.
        now += waitMs
        if (expires) evidence.expire(now)
        const party = strangerOf(who)
        const name = `${what} ${who}`
        const bucket = buckets.get(name) ?? createBucket(SMALL.buckets[what])
        buckets.set(name, bucket)
        // Too close to call is no test of a bucket.
        fc.pre(bucket.fits(now, 1e-6) === bucket.fits(now, -1e-6))
        const spilt = bucket.pour(now)
        evidence.note(party, what, now)
        const { prefix } = party
        expect(evidence.take(ALL)).toEqual(
          spilt ? [{ signal: what, prefix, times: 1, neighbours: 0 }] : [],
        )
      }
    }),
    { numRuns: 1_000 },
  )
})

it('[R6] no crowd behind one address fills a bucket that none of them fills alone', () => {
  const PEOPLE = 8
  const step = fc.record({
    who: fc.nat(PEOPLE - 1),
    does: fc.oneof(
      { weight: 12, arbitrary: fc.constantFrom(...WHAT) },
      { weight: 1, arbitrary: fc.constant('leave' as const) },
      { weight: 1, arbitrary: fc.constant('come' as const) },
    ),
    /** All at once is what empties a bucket's room. */
    times: fc.integer({ min: 1, max: 6 }),
    waitMs: fc.oneof(fc.constant(0), fc.nat(2 * SECOND), fc.nat(2 * MINUTE)),
    expires: fc.boolean(),
  })
  fc.assert(
    fc.property(fc.array(step, { maxLength: 150 }), (steps) => {
      const evidence = createEvidence(SMALL)
      const crowd = partyOf(0)
      // The node is old enough to believe nobody.
      evidence.opened(strangerOf(1), START - HOUR)
      const here = new Set<number>()
      let own = new Map<string, ReturnType<typeof createBucket>>()
      let now = START
      for (const { who, does, times, waitMs, expires } of steps) {
        now += waitMs
        if (expires) evidence.expire(now)
        if (does === 'come') {
          if (here.has(who)) continue
          here.add(who)
          evidence.opened(crowd, now)
          evidence.steady(crowd, now)
        } else if (does === 'leave') {
          if (!here.delete(who)) continue
          evidence.closed(crowd, true, now)
          own = new Map([...own].filter(([name]) => !name.startsWith(`${who} `)))
        } else if (here.has(who)) {
          const name = `${who} ${does}`
          const bucket = own.get(name) ?? createBucket(SMALL.buckets[does])
          own.set(name, bucket)
          for (let count = 0; count < times && bucket.fits(now, 1e-6); count += 1) {
            bucket.pour(now)
            evidence.note(crowd, does, now)
          }
        }
      }
      expect(evidence.take(ALL)).toEqual([])
    }),
    { numRuns: 1_500 },
  )
})

it('[R8] whatever the neighbours of one network say together, it is one voice', () => {
  const step = fc.record({
    says: fc.constantFrom('report', 'noPicture', 'met'),
    who: fc.integer({ min: 1, max: 50 }),
    waitMs: fc.nat(2 * MINUTE),
  })
  const subject = strangerOf(7)
  fc.assert(
    fc.property(fc.array(step, { maxLength: 150 }), (steps) => {
      const evidence = createEvidence(TABLE)
      let now = START
      for (const { says, who, waitMs } of steps) {
        now += waitMs
        if (says === 'met') evidence.met(partyOf(who), subject, now)
        else if (says === 'report') evidence.report(partyOf(who), subject, MINUTE, now)
        else evidence.picture(subject, partyOf(who), false, now)
      }
      expect(evidence.take(ALL)).toEqual([])
    }),
    { numRuns: 1_000 },
  )
})

it('[R10] what different networks do is told as if there were no other', () => {
  const step = fc.record({
    who: fc.nat(3),
    what: fc.constantFrom(...WHAT),
    times: fc.integer({ min: 1, max: 8 }),
    waitMs: fc.nat(5 * SECOND),
  })
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const play = (only: (who: number) => boolean) => {
        const evidence = createEvidence(SMALL)
        let now = START
        for (const { who, what, times, waitMs } of steps) {
          now += waitMs
          for (let count = 0; only(who) && count < times; count += 1)
            evidence.note(strangerOf(who), what, now)
        }
        return evidence.take(ALL)
      }
      const together = play(() => true)
      for (const who of [0, 1, 2, 3]) {
        const { prefix } = strangerOf(who)
        expect(together.filter((one) => one.prefix === prefix)).toEqual(play((one) => one === who))
      }
    }),
    { numRuns: 1_000 },
  )
})
