/** The pace of transfers over simulated links. */
import * as fc from 'fast-check'
import { createPace, type Pace } from '../../web/chat/pace.ts'
import { CHUNK_BYTES_MIN } from '../../web/chat/transferProtocol.ts'

interface Link {
  readonly bytesPerMs: number
  readonly wayMs: number
  /** How long machines that have more to do take besides, each time; milliseconds. */
  readonly busyMs?: () => number
}

interface Flight {
  readonly sentAt: number
  readonly arrivesAt: number
  readonly bytes: number
}

/** Sends through a link with a long queue for so long; what happened in the second half of it. */
function run(pace: Pace, link: Link, forMs: number, from = 0): { rate: number; queueMs: number } {
  let flying: Flight[] = []
  let underWay = 0
  let freeAt = from
  let answeredAt = from
  let arrived = 0
  let longest = 0
  for (let now = from; now < from + forMs; now += 1) {
    while (flying[0] !== undefined && flying[0].arrivesAt <= now) {
      const { sentAt, bytes } = flying[0]
      flying.shift()
      underWay -= bytes
      pace.note(now - sentAt, bytes, now)
      if (now >= from + forMs / 2) {
        arrived += bytes
        longest = Math.max(longest, now - sentAt - 2 * link.wayMs)
      }
    }
    while (pace.waitMs(now) === 0) {
      const bytes = pace.chunk()
      if (underWay > 0 && underWay + bytes > pace.window()) break
      freeAt = Math.max(freeAt, now) + bytes / link.bytesPerMs
      // Answers keep their order.
      answeredAt = Math.max(answeredAt, freeAt + 2 * link.wayMs + (link.busyMs?.() ?? 0))
      flying.push({ sentAt: now, arrivesAt: answeredAt, bytes })
      underWay += bytes
      pace.sent(bytes, now)
    }
  }
  flying = []
  return { rate: arrived / (forMs / 2), queueMs: longest }
}

describe('transfers', () => {
  it('[C13] fill a link, and make others on it wait a quarter of a second and a chunk at most', () => {
    fc.assert(
      fc.property(
        fc.double({ min: Math.log(60), max: Math.log(20_000), noNaN: true }),
        fc.integer({ min: 1, max: 150 }),
        (logRate, wayMs) => {
          const link = { bytesPerMs: Math.exp(logRate), wayMs }
          const { rate, queueMs } = run(createPace(), link, 30_000)
          // Beyond the window's limit a longer way means less.
          const reachable = Math.min(link.bytesPerMs, 8_388_608 / (2 * wayMs))
          expect(rate).toBeGreaterThan(reachable * 0.8)
          // What cannot be divided may always be one more.
          expect(queueMs).toBeLessThan(250 + CHUNK_BYTES_MIN / link.bytesPerMs)
        },
      ),
      { numRuns: 40, seed: 7 },
    )
  })

  it('[C13] leave room on a link of 300 kbit/s, where one whole chunk would be two seconds', () => {
    const { rate, queueMs } = run(createPace(), { bytesPerMs: 37.5, wayMs: 30 }, 60_000)
    expect(queueMs).toBeLessThan(350)
    expect(rate).toBeGreaterThan(20)
  })

  it('[C13] slow down within seconds when the link becomes narrow, and recover', () => {
    const pace = createPace()
    run(pace, { bytesPerMs: 5_000, wayMs: 20 }, 10_000)
    const narrow = run(pace, { bytesPerMs: 100, wayMs: 20 }, 20_000, 10_000)
    expect(narrow.queueMs).toBeLessThan(300)
    const wide = run(pace, { bytesPerMs: 5_000, wayMs: 20 }, 10_000, 30_000)
    expect(wide.rate).toBeGreaterThan(4_000)
  })

  it('[C13] keep to nine tenths of a link that they know, and make no queue that comes and goes', () => {
    fc.assert(
      fc.property(
        fc.double({ min: Math.log(250), max: Math.log(3_500), noNaN: true }),
        fc.integer({ min: 1, max: 60 }),
        (logRate, wayMs) => {
          const link = { bytesPerMs: Math.exp(logRate), wayMs }
          const { rate, queueMs } = run(createPace(), link, 60_000)
          expect(rate).toBeGreaterThan(link.bytesPerMs * 0.85)
          expect(rate).toBeLessThan(link.bytesPerMs * 0.95)
          expect(queueMs).toBeLessThan(60 + CHUNK_BYTES_MIN / link.bytesPerMs)
        },
      ),
      { numRuns: 20, seed: 7 },
    )
  })

  it('[C13] take another path for one that nothing is known of', () => {
    const pace = createPace()
    run(pace, { bytesPerMs: 5_000, wayMs: 20 }, 5_000)
    const before = pace.window()
    pace.forget()
    expect(pace.window()).toBeLessThan(before)
    const { rate } = run(pace, { bytesPerMs: 1_000, wayMs: 300 }, 20_000, 5_000)
    expect(rate).toBeGreaterThan(800)
  })

  it('[C13] are not lost in a queue of their own after many minutes', () => {
    const { rate, queueMs } = run(createPace(), { bytesPerMs: 500, wayMs: 20 }, 900_000)
    expect(queueMs).toBeLessThan(250)
    expect(rate).toBeGreaterThan(450)
  })

  it('[C13] slow down whenever the link becomes narrow, also while their own queue is let out', () => {
    for (let from = 10_000; from < 10_400; from += 10) {
      const pace = createPace()
      run(pace, { bytesPerMs: 1_000, wayMs: 20 }, from)
      const narrow = run(pace, { bytesPerMs: 20, wayMs: 20 }, 20_000, from)
      expect({ from, isLong: narrow.queueMs > 800 }).toEqual({ from, isLong: false })
    }
  })

  it('[C13] go on at the rate of the link between machines that have become busy', () => {
    let seed = 7
    const random = () => (seed = (seed * 48_271) % 2_147_483_647) / 2_147_483_647
    const pace = createPace()
    const link = { bytesPerMs: 5_000, wayMs: 2 }
    run(pace, link, 10_000)
    const busy = { ...link, busyMs: () => 30 + 200 * random() ** 3 }
    expect(run(pace, busy, 60_000, 10_000).rate).toBeGreaterThan(3_500)
    const busier = { ...link, busyMs: () => 250 + 50 * random() }
    expect(run(pace, busier, 30_000, 70_000).rate).toBeGreaterThan(3_500)
  })
})
