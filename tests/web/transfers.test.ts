/** Transfers between two pages, over a channel in memory that can be cut. */
import { BLOCK_BYTES, CHUNK_BYTES } from '../../web/chat/transferProtocol.ts'
import type { Transfer } from '../../web/chat/transferList.ts'
import { chunkOf } from '../helpers/chunk.ts'
import { createBulkPair, type BulkPair, type Tamper } from './bulkPair.ts'
import { useKeptBlobs } from './keptBlobs.ts'

const bytes = (length: number) =>
  Uint8Array.from({ length }, (_, at) => (at * 7 + (at >> 8) * 13) % 251)
const file = (length: number, name = 'notes.bin') =>
  [{ kind: 'file', name, size: length }, new Blob([bytes(length)])] as const
const phases = (shown: readonly Transfer[]) => shown.map(({ phase }) => phase)
const all = (phase: Transfer['phase']) => (shown: readonly Transfer[]) =>
  shown.length > 0 && shown.every((one) => one.phase === phase)

let pair: BulkPair
const open = (tamper?: Tamper) => {
  pair = createBulkPair(tamper)
  return pair
}
const kept = useKeptBlobs()

afterEach(() => pair.close())

/** Offers a file from a to b, who takes it. */
async function send(size: number): Promise<void> {
  const { a, b } = pair
  expect(a.transfers.offer(...file(size))).toBe(true)
  await b.until((shown) => phases(shown).includes('offered'))
  await b.transfers.accept(1)
}

async function contentOf(transfer: Transfer | undefined): Promise<Buffer> {
  const blob = kept.get(transfer?.url ?? '')
  if (blob === undefined) throw new Error('there is nothing to save')
  return Buffer.from(await blob.arrayBuffer())
}

describe('a file', () => {
  it.each([0, 1, CHUNK_BYTES - 1, CHUNK_BYTES, CHUNK_BYTES + 1, BLOCK_BYTES, BLOCK_BYTES * 4 + 17])(
    '[C12] of %i bytes arrives as it was',
    async (size) => {
      const { a, b } = open()
      await send(size)
      await Promise.all([a.until(all('done')), b.until(all('done'))])
      expect((await contentOf(b.shown()[0])).equals(Buffer.from(bytes(size)))).toBe(true)
      expect(b.shown()[0]).toMatchObject({ moved: size, isSaved: false, why: null })
    },
  )

  it('[C12] of which all has come is checked, for both, until its place has it', async () => {
    const { a, b } = (pair = createBulkPair(undefined, () => new Promise(() => undefined)))
    await send(CHUNK_BYTES)
    await Promise.all([a.until(all('checking')), b.until(all('checking'))])
    for (const { shown } of [a, b]) expect(shown()[0]?.moved).toBe(CHUNK_BYTES)
  })

  it('[C12] moves only when it was accepted', async () => {
    const { a, b, said } = open()
    a.transfers.offer(...file(1_000))
    await b.until(all('offered'))
    b.transfers.cancel(false, 1)
    await a.until(all('ended'))
    expect(a.shown()[0]?.why).toBe('declined')
    expect(said.filter(({ data }) => typeof data !== 'string')).toEqual([])
  })

  it('[C12] can be taken back, before and while it moves', async () => {
    const { a, b } = open()
    a.transfers.offer(...file(1_000))
    await b.until(all('offered'))
    a.transfers.cancel(true, 1)
    await b.until(all('ended'))
    await b.transfers.accept(1)
    expect(b.shown()[0]).toMatchObject({ phase: 'ended', why: 'cancelled' })

    a.transfers.offer(...file(BLOCK_BYTES * 3))
    await b.until((shown) => shown[1]?.phase === 'offered')
    await b.transfers.accept(2)
    await pair.chunks(5)
    b.transfers.cancel(false, 2)
    await a.until(all('ended'))
    expect(a.shown()[1]?.why).toBe('cancelled')
  })

  it('[C12] rests while either of the two has paused it', async () => {
    const { a, b, said } = open()
    const chunks = () => said.filter(({ data }) => typeof data !== 'string').length
    await send(BLOCK_BYTES * 4)
    await pair.chunks(5)
    b.transfers.pause(false, 1, true)
    await a.until((shown) => shown[0]?.isHeldByStranger === true)
    a.transfers.pause(true, 1, true)
    await b.until((shown) => shown[0]?.isHeldByStranger === true)
    const resting = chunks()
    b.transfers.pause(false, 1, false)
    await a.until((shown) => shown[0]?.isHeldByStranger === false)
    expect(chunks() - resting).toBeLessThanOrEqual(8)
    a.transfers.pause(true, 1, false)
    await Promise.all([a.until(all('done')), b.until(all('done'))])
  })

  it('[C12] goes on where it was over a new connection', async () => {
    const { a, b, said, cut, join } = open()
    const size = BLOCK_BYTES * 5 + 5
    await send(size)
    await pair.chunks(40)
    cut()
    const before = said.length
    join()
    await Promise.all([a.until(all('done')), b.until(all('done'))])
    expect((await contentOf(b.shown()[0])).equals(Buffer.from(bytes(size)))).toBe(true)
    // What has arrived is not sent again.
    const payload = (messages: typeof said) =>
      messages.reduce(
        (sum, { data }) => sum + (typeof data === 'string' ? 0 : data.byteLength - 12),
        0,
      )
    expect(payload(said.slice(0, before))).toBeGreaterThan(0)
    expect(payload(said)).toBe(size)
  })

  it('[C12] stays paused, taken back and offered over a new connection', async () => {
    const { a, b, cut, join } = open()
    await send(BLOCK_BYTES * 3)
    await pair.chunks(5)
    a.transfers.pause(true, 1, true)
    a.transfers.offer(...file(10, 'second'))
    a.transfers.offer(...file(10, 'third'))
    await b.until((shown) => shown.length === 3)
    cut()
    a.transfers.cancel(true, 3)
    join()
    await b.until((shown) => shown[2]?.phase === 'ended')
    expect(phases(b.shown())).toEqual(['moving', 'offered', 'ended'])
    expect(b.shown()[0]?.isHeldByStranger).toBe(true)
    a.transfers.pause(true, 1, false)
    await b.transfers.accept(2)
    await a.until((shown) => shown[0]?.phase === 'done' && shown[1]?.phase === 'done')
  })

  it('[C12] that changes under our hands is taken back in words', async () => {
    const { a, b } = open()
    const source = new Blob([bytes(5_000)])
    // A file that was truncated reads shorter than it was.
    Object.defineProperty(source, 'slice', { value: () => new Blob([bytes(10)]) })
    a.transfers.offer({ kind: 'file', name: 'shrunk', size: 5_000 }, source)
    await b.until(all('offered'))
    await b.transfers.accept(1)
    await Promise.all([a.until(all('ended')), b.until(all('ended'))])
    expect([a.shown()[0]?.why, b.shown()[0]?.why]).toEqual(['unreadable', 'unreadable'])
  })

  it('[C12] several move at once, and each gets its share', async () => {
    const { a, b, said } = open()
    for (const name of ['one', 'two', 'three']) a.transfers.offer(...file(BLOCK_BYTES * 2, name))
    await b.until((shown) => shown.length === 3)
    await Promise.all([1, 2, 3].map((id) => b.transfers.accept(id)))
    await b.until(all('done'))
    const order = said.flatMap(({ data }) =>
      typeof data === 'string' ? [] : [new DataView(data).getUint32(0)],
    )
    // In the middle, none has got far ahead of the others.
    const half = order.slice(0, order.length / 2)
    const shares = [1, 2, 3].map((id) => half.filter((one) => one === id).length)
    expect(Math.max(...shares) - Math.min(...shares)).toBeLessThanOrEqual(16)
  })

  it('[C12] no more than eight are on their way in one direction', async () => {
    const { a, b, said, inject } = open()
    for (let nth = 0; nth < 8; nth += 1) expect(a.transfers.offer(...file(1))).toBe(true)
    expect(a.transfers.offer(...file(1))).toBe(false)
    await b.until((shown) => shown.length === 8)
    const what = { kind: 'file', name: 'ninth', size: 1 }
    inject('b', JSON.stringify({ type: 'offer', id: 99, what }))
    await new Promise(setImmediate)
    const data = JSON.stringify({ type: 'decline', id: 99, why: 'tooMany' })
    expect(said.at(-1)).toEqual({ from: 'b', data })
    expect(b.shown()).toHaveLength(8)
  })
})

describe('a stranger who cheats', () => {
  const broken = async (tamper: Tamper, why: Transfer['why'], size = BLOCK_BYTES * 2) => {
    const { a, b } = open(tamper)
    await send(size)
    await Promise.all([a.until(all('ended')), b.until(all('ended'))])
    expect(b.shown()[0]).toMatchObject({ why, url: null })
    expect(kept.size).toBe(0)
  }
  const chunksOnly = (change: (data: ArrayBuffer, nth: number) => ArrayBuffer | null): Tamper => {
    let nth = 0
    return (_, data) => (typeof data === 'string' ? data : change(data, (nth += 1)))
  }

  it('[C12] with a changed byte is found out by the digest', () =>
    broken(
      chunksOnly((data, nth) => {
        if (nth !== 5) return data
        const copy = data.slice(0)
        new Uint8Array(copy)[1_000] = 255 - (new Uint8Array(copy)[1_000] ?? 0)
        return copy
      }),
      'damaged',
    ))

  it('[C12] with a lost chunk', () =>
    broken(
      chunksOnly((data, nth) => (nth === 3 ? null : data)),
      'broken',
    ))

  it('[C12] with a chunk that came twice', async () => {
    let last: ArrayBuffer | null = null
    await broken(
      chunksOnly((data, nth) => {
        const now = nth === 4 ? (last ?? data) : data
        last = data
        return now
      }),
      'broken',
    )
  })

  it('[C12] with chunks of another size', () =>
    broken(
      chunksOnly((data, nth) => (nth === 2 ? data.slice(0, 500) : data)),
      'broken',
    ))

  it('[C12] with an end that comes too soon', async () => {
    const { b, inject } = open(chunksOnly(() => null))
    await send(BLOCK_BYTES)
    inject('b', JSON.stringify({ type: 'end', id: 1, digest: 'x'.repeat(43) }))
    await b.until(all('ended'))
    expect(b.shown()[0]?.why).toBe('broken')
  })

  it('[C12] with chunks of what was not accepted, of nothing, and beyond the end', async () => {
    const { a, b, inject } = open()
    a.transfers.offer(...file(10))
    await b.until(all('offered'))
    for (const [id, at, length] of [
      [1, 0, 10],
      [7, 0, 10],
      [1, Number.NaN, 10],
      [1, -1, 10],
      [1, 2 ** 60, 10],
    ] as const)
      inject('b', chunkOf(id, at, bytes(length)))
    inject('b', new ArrayBuffer(3))
    inject('b', new ArrayBuffer(CHUNK_BYTES + 13))
    expect(b.shown()[0]).toMatchObject({ phase: 'offered', moved: 0 })
    await b.transfers.accept(1)
    await Promise.all([a.until(all('done')), b.until(all('done'))])
  })

  it('[C12] who wants it from a place that was never sent gets nothing', async () => {
    const { a, b, inject } = open()
    a.transfers.offer(...file(BLOCK_BYTES * 2))
    await b.until(all('offered'))
    inject('a', JSON.stringify({ type: 'accept', id: 1, offset: BLOCK_BYTES }))
    await a.until(all('ended'))
    expect(a.shown()[0]?.why).toBe('broken')
  })

  it('[C12] who says that he has all of what was not sent is not believed', async () => {
    const { a, b, inject } = open()
    a.transfers.offer(...file(BLOCK_BYTES))
    await b.until(all('offered'))
    inject('a', JSON.stringify({ type: 'done', id: 1 }))
    inject('a', JSON.stringify({ type: 'received', id: 1, offset: BLOCK_BYTES }))
    expect(a.shown()[0]).toMatchObject({ phase: 'offered', moved: 0 })
  })

  it('[C12] who sends a picture that is none, or sound that is none', async () => {
    const { a, b } = open()
    const blob = new Blob(['<script>alert(1)</script>'])
    a.transfers.offer(
      { kind: 'voice', name: 'v', size: blob.size, mime: 'audio/webm', seconds: 1, levels: [] },
      blob,
    )
    await b.until(all('ended'))
    expect(b.shown()[0]?.why).toBe('damaged')
  })

  it('[C12] who talks and talks is not heard any more', async () => {
    const { b, inject } = open()
    const message = (id: number) =>
      JSON.stringify({ type: 'offer', id, what: { kind: 'file', name: 'f', size: 1 } })
    // As fast as it can be said: no time passes in which more would be allowed.
    const now = performance.now()
    const clock = jest.spyOn(performance, 'now').mockReturnValue(now)
    for (let id = 1; id <= 3_000; id += 1) {
      inject('b', message(id))
      inject('b', JSON.stringify({ type: 'withdraw', id, why: 'cancelled' }))
    }
    clock.mockRestore()
    await b.until((shown) => (shown.at(-1)?.id ?? 0) > 1_900)
    expect(b.shown().at(-1)?.id).toBeLessThanOrEqual(2_000)
    // And of what is over not all stays in sight.
    expect(b.shown().length).toBeLessThanOrEqual(201)
  })
})

describe('when the conversation is over', () => {
  it('[P4] nothing of it is kept', async () => {
    const { a, b } = open()
    const voice = new Blob([new Uint8Array([0x1a, 0x45, 0xdf, 0xa3, 1, 2, 3])])
    await send(5_000)
    await b.until(all('done'))
    a.transfers.offer(
      { kind: 'voice', name: 'v', size: 7, mime: 'audio/webm', seconds: 1, levels: [3] },
      voice,
    )
    await b.until((shown) => shown[1]?.phase === 'done')
    expect(kept.size).toBe(3)
    a.transfers.close()
    b.transfers.close()
    expect(kept.size).toBe(0)
  })
})
