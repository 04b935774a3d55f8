/** What holds of evidence for every history: what leaves a node, and who is wronged by nobody. */
import fc from 'fast-check'
import { DEFAULT_THRESHOLDS } from '../../radar/thresholds.ts'
import { createEvidence, type Noted } from '../../signaling/evidence.ts'
import { HOUR, MINUTE, partyOf, SECOND, START, strangerOf } from './parties.ts'

const TABLE = DEFAULT_THRESHOLDS.evidence
const WHAT = Object.keys(TABLE.buckets) as Noted[]
const ALL = 1_000_000
/** Small ones, so that short histories fill them; powers of two, so that every level is exact. */
const SMALL = {
  ...TABLE,
  buckets: {
    connects: { capacity: 6, leakMs: 512 },
    handshakes: { capacity: 2, leakMs: 65_536 },
    malformed: { capacity: 3, leakMs: 65_536 },
    frames: { capacity: 1, leakMs: 65_536 },
    finds: { capacity: 5, leakMs: 2_048 },
    quickSkips: { capacity: 4, leakMs: 16_384 },
  },
}

/** A bucket as the word says, kept by somebody who knows nothing of sharing. */
function createBucket({ capacity, leakMs }: { capacity: number; leakMs: number }) {
  let level = 0
  let at = START
  const filled = (now: number) => Math.max(0, level - (now - at) / leakMs) + 1
  return {
    fits: (now: number) => filled(now) <= capacity,
    /** Whether it overflowed. */
    pour(now: number): boolean {
      const full = filled(now)
      level = Math.min(capacity, full)
      at = now
      return full > capacity
    },
  }
}

it('[R10] nothing leaves but what overflowed, and all of that', () => {
  const step = fc.record({
    who: fc.nat(1),
    what: fc.constantFrom(...WHAT),
    times: fc.integer({ min: 1, max: 5 }),
    waitMs: fc.oneof(fc.constant(0), fc.nat(3 * SECOND), fc.nat(2 * MINUTE)),
    expires: fc.boolean(),
  })
  let overflows = 0
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const evidence = createEvidence(SMALL)
      const buckets = new Map<string, ReturnType<typeof createBucket>>()
      let now = START
      for (const { who, what, times, waitMs, expires } of steps) {
        now += waitMs
        if (expires) evidence.expire(now)
        const { prefix } = strangerOf(who)
        const name = `${what} ${who}`
        const bucket = buckets.get(name) ?? createBucket(SMALL.buckets[what])
        buckets.set(name, bucket)
        let spilt = 0
        for (let count = 0; count < times; count += 1) {
          spilt += bucket.pour(now) ? 1 : 0
          evidence.note(strangerOf(who), what, now)
        }
        overflows += spilt
        expect(evidence.take(ALL)).toEqual(
          spilt > 0 ? [{ signal: what, prefix, times: spilt, neighbours: 0 }] : [],
        )
      }
    }),
    { numRuns: 1_000 },
  )
  expect(overflows).toBeGreaterThan(1_000)
})

it('[R6] no crowd behind one address fills a bucket that none of them fills alone', () => {
  const PEOPLE = 4
  const step = fc.record({
    who: fc.nat(PEOPLE - 1),
    does: fc.oneof(
      { weight: 30, arbitrary: fc.constantFrom<Noted>('connects', 'finds', 'malformed') },
      { weight: 1, arbitrary: fc.constant('leave' as const) },
      { weight: 3, arbitrary: fc.constant('come' as const) },
    ),
    /** As many as fit, or fewer: all at once is what takes the room. */
    times: fc.oneof(fc.constant(9), fc.integer({ min: 1, max: 6 })),
    waitMs: fc.oneof(fc.constant(0), fc.nat(300), fc.nat(2 * SECOND)),
    expires: fc.boolean(),
  })
  fc.assert(
    fc.property(fc.array(step, { minLength: 40, maxLength: 150 }), (steps) => {
      const evidence = createEvidence(SMALL)
      const crowd = partyOf(0)
      const here = new Set<number>()
      const own = new Map<string, ReturnType<typeof createBucket>>()
      const come = (who: number, now: number) => {
        here.add(who)
        evidence.opened(crowd, now)
        evidence.steady(crowd, now)
      }
      // The node is old enough to believe nobody.
      for (let who = 0; who < PEOPLE; who += 1) come(who, START - HOUR)
      let now = START
      for (const { who, does, times, waitMs, expires } of steps) {
        now += waitMs
        if (expires) evidence.expire(now)
        if (does === 'come') {
          if (!here.has(who)) come(who, now)
        } else if (does === 'leave') {
          // The last one leaves his bucket behind: nobody empties it by coming back.
          if (here.size === 1 || !here.delete(who)) continue
          evidence.closed(crowd, true, now)
          for (const name of own.keys()) if (name.startsWith(`${who} `)) own.delete(name)
        } else if (here.has(who)) {
          const bucket = own.get(`${who} ${does}`) ?? createBucket(SMALL.buckets[does])
          own.set(`${who} ${does}`, bucket)
          for (let count = 0; count < times && bucket.fits(now); count += 1) {
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
