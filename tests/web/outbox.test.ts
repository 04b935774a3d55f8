/** What we send, over a simulated link and with a clock of its own. */
import type { Bulk } from '../../web/chat/bulk.ts'
import { createOutbox } from '../../web/chat/outbox.ts'
import { createTransferList, type Transfer } from '../../web/chat/transferList.ts'
import { CHUNK_BYTES_MIN, parseChunk } from '../../web/chat/transferProtocol.ts'
import { useKeptBlobs } from './keptBlobs.ts'

const FAST = 4_000
const WAY_MS = 10
const SIZE = 3_000_000
/** As `bulk.ts` has it. */
const BUFFER_MAX = 1_048_576

/** A file whose bytes are there at once. */
const file = {
  slice: (from: number, to: number) => ({
    arrayBuffer: () => Promise.resolve(new ArrayBuffer(to - from)),
  }),
} as unknown as Blob

beforeEach(() => jest.useFakeTimers({ doNotFake: ['setImmediate', 'nextTick', 'queueMicrotask'] }))
afterEach(() => jest.useRealTimers())

/** One page that sends, and a link that takes what it gives in turn and confirms what arrives. */
function createLink(bytesPerMs = FAST) {
  const flying: { id: number; end: number; at: number; bytes: number }[] = []
  let freeAt = performance.now()
  let shown: readonly Transfer[] = []
  const waiting = () =>
    flying.reduce((sum, { at, bytes }) => sum + (at > performance.now() ? bytes : 0), 0)
  const bulk = {
    hasRoom: () => waiting() < BUFFER_MAX,
    send(data: string | Uint8Array<ArrayBuffer>) {
      const chunk = typeof data === 'string' ? null : parseChunk(data.slice().buffer)
      if (chunk === null) return true
      freeAt = Math.max(freeAt, performance.now()) + chunk.bytes.length / bytesPerMs
      const { id, offset, bytes } = chunk
      flying.push({ id, end: offset + bytes.length, at: freeAt + 2 * WAY_MS, bytes: bytes.length })
      return true
    },
  } as unknown as Bulk
  const list = createTransferList(
    () => 0,
    (next) => (shown = next),
    () => undefined,
  )
  const outbox = createOutbox(
    list,
    () => undefined,
    () => bulk,
  )

  /** @param isAsked whether the page looks again by itself, or only when it hears something */
  async function step(isAsked = true): Promise<void> {
    jest.advanceTimersByTime(1)
    while (flying[0] !== undefined && flying[0].at <= performance.now()) {
      const { id, end } = flying.shift() ?? { id: 0, end: 0 }
      outbox.hear({ type: 'received', id, offset: end })
    }
    if (isAsked) outbox.pump()
    // Blocks are read.
    await new Promise((resolve) => setImmediate(resolve))
  }

  return {
    outbox,
    step,
    shown: () => shown,
    /** Bytes of this transfer that have not arrived. */
    underWay: (id: number) => flying.reduce((sum, one) => sum + (one.id === id ? one.bytes : 0), 0),
    offer(id: number, size: number) {
      outbox.offer({ kind: 'file', name: 'a.dat', size }, file)
      outbox.hear({ type: 'accept', id, offset: 0 })
    },
    /** How long the receiver waits for all of it, in milliseconds, up to some bytes of it. */
    async send(id: number, upTo = SIZE): Promise<number> {
      const began = performance.now()
      this.offer(id, SIZE)
      const moved = () => shown.find((one) => one.id === id)?.moved ?? 0
      for (let ms = 0; ms < 60_000 && moved() < upTo; ms += 1) await step()
      return performance.now() - began
    },
    close: () => list.close(),
  }
}

it('[C13] a file is as fast after one that was cancelled as if it were the first', async () => {
  const fresh = createLink()
  const alone = await fresh.send(1)
  fresh.close()
  const link = createLink()
  await link.send(1, SIZE / 2)
  link.outbox.withdraw(1)
  const after = await link.send(2)
  link.close()
  expect(alone).toBeGreaterThan(SIZE / FAST)
  // What of the cancelled one was already given to the channel goes first.
  expect(after).toBeLessThan(alone + BUFFER_MAX / FAST)
})

it('[C13] what is paused, or sent already, leaves its share of the path to the others', async () => {
  const link = createLink()
  link.offer(1, SIZE)
  link.outbox.hold(1, true)
  link.offer(2, 100)
  link.offer(3, SIZE)
  await link.step()
  // Of the four parts that may be under way at first, the hundred bytes take one.
  expect([1, 2, 3].map(link.underWay)).toEqual([0, 100, 3 * CHUNK_BYTES_MIN])
  link.close()
})

it('[C13] more leaves when it may, though nothing is heard in between, and nothing waits afterwards', async () => {
  const link = createLink(500)
  link.offer(1, 100_000_000)
  const moved = () => link.shown()[0]?.moved ?? 0
  for (let ms = 0; ms < 10_000; ms += 1) await link.step(false)
  const before = moved()
  for (let ms = 0; ms < 5_000; ms += 1) await link.step(false)
  expect(moved() - before).toBeGreaterThan(5_000 * 500 * 0.85)
  link.outbox.interrupt()
  const shows = jest.getTimerCount()
  link.close()
  expect([shows, jest.getTimerCount()]).toEqual([1, 0])
})

describe('what the visitor had enough of', () => {
  /** Sent, all of it or only offered, and then taken back. */
  async function takeBack(size: number, isSent: boolean, by: 'us' | 'stranger') {
    const link = createLink()
    if (isSent) link.offer(1, size)
    else link.outbox.offer({ kind: 'file', name: 'a.dat', size }, file)
    await link.step()
    if (by === 'us') link.outbox.withdraw(1)
    else link.outbox.hear({ type: 'decline', id: 1, why: 'cancelled' })
    link.outbox.hear({ type: 'done', id: 1 })
    jest.advanceTimersByTime(100)
    const [{ phase, why } = { phase: null, why: null }] = link.shown()
    link.close()
    return [phase, why]
  }

  it('[C12] has arrived when the stranger had all of it before he heard that', async () => {
    expect(await takeBack(100, true, 'us')).toEqual(['done', null])
  })

  it.each([
    ['was not sent', false, 'us'],
    ['the stranger himself had enough of', true, 'stranger'],
  ] as const)('[C12] has not arrived when it %s, whatever he says', async (_, isSent, by) => {
    expect(await takeBack(100, isSent, by)).toEqual(['ended', 'cancelled'])
  })
})

it.each([
  ['is kept', { why: 'tooLarge', most: 99 }, 99],
  ['is missing from an older page', { why: 'tooLarge' }, null],
  ['would have been enough', { why: 'tooLarge', most: 100 }, null],
  ['is no reason', { why: 'noRoom', most: 99 }, null],
] as const)('[C12] the most that the stranger takes %s', (_, { why, ...more }, most) => {
  const link = createLink()
  link.outbox.offer({ kind: 'file', name: 'a.dat', size: 100 }, file)
  link.outbox.hear({ type: 'decline', id: 1, why, ...more })
  jest.advanceTimersByTime(100)
  expect(link.shown()).toMatchObject([{ phase: 'ended', why, most }])
  link.close()
})

describe('one’s own pictures', () => {
  const kept = useKeptBlobs()
  const what = { kind: 'picture', name: 'p', size: 100, mime: 'image/png' } as const
  const large = Object.assign({}, file, { size: 30 * 1_048_576 })

  it('[C20] are let go when they do not arrive, and the oldest that have when they are too much', async () => {
    const link = createLink()
    const { outbox } = link
    outbox.offer(what, large)
    outbox.offer(what, large)
    expect(kept.size).toBe(2)
    outbox.withdraw(1)
    outbox.hear({ type: 'decline', id: 2, why: 'declined' })
    expect(kept.size).toBe(0)
    for (const id of [3, 4, 5]) {
      outbox.offer(what, large)
      outbox.hear({ type: 'accept', id, offset: 0 })
      await link.step()
      // What the stranger has not seen yet is shown whatever it takes.
      expect(kept.has(`blob:${id}`)).toBe(true)
      outbox.hear({ type: 'done', id })
    }
    expect([...kept.keys()]).toEqual(['blob:4', 'blob:5'])
    jest.advanceTimersByTime(100)
    expect(link.shown().map(({ url }) => url)).toEqual([null, null, null, 'blob:4', 'blob:5'])
    link.close()
    expect(kept.size).toBe(0)
  })

  it('[C20] are let go at once when they are taken back after their last byte, arrived or not', async () => {
    const link = createLink()
    const { outbox } = link
    outbox.offer(what, large)
    outbox.hear({ type: 'accept', id: 1, offset: 0 })
    await link.step()
    outbox.withdraw(1)
    expect(kept.size).toBe(0)
    // He had it before he heard that: it is said, and shown no more.
    outbox.hear({ type: 'done', id: 1 })
    jest.advanceTimersByTime(100)
    expect(link.shown()).toMatchObject([{ phase: 'done', url: null }])
    link.close()
  })
})
