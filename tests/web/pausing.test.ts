/** What is pressed, or ends, while there is no path between the two, and goes on when there is. */
import { BLOCK_BYTES, CHUNK_BYTES, type Offered } from '../../web/chat/transferProtocol.ts'
import { createSending } from '../../web/chat/sending.ts'
import type { Transfer } from '../../web/chat/transferList.ts'
import { createBulkPair, type BulkPair } from './bulkPair.ts'
import { useKeptBlobs } from './keptBlobs.ts'

let pair: BulkPair
const kept = useKeptBlobs()

beforeEach(() => void (pair = createBulkPair()))
afterEach(() => pair.close())

it.each([
  ['the sender', 'pauses'],
  ['the sender', 'goes on'],
  ['the receiver', 'pauses'],
  ['the receiver', 'goes on'],
] as const)('[C12] a file is as %s left it, who %s while there is no path', async (who, does) => {
  const { a, b, cut, join } = pair
  const size = BLOCK_BYTES * 2
  a.transfers.offer({ kind: 'file', name: 'f', size }, new Blob([new Uint8Array(size)]))
  await b.until((shown) => shown[0]?.phase === 'offered')
  await b.transfers.accept(1)
  const mine = who === 'the sender'
  const [here, there] = mine ? [a, b] : [b, a]
  const pause = (on: boolean) => here.transfers.pause(mine, 1, on)
  const isHeldThere = (on: boolean) => there.until(([one]) => one?.isHeldByStranger === on)
  await pair.chunks(5)
  if (does === 'goes on') {
    pause(true)
    await isHeldThere(true)
  }
  cut()
  pause(does === 'pauses')
  join()
  await isHeldThere(does === 'pauses')
  if (does === 'pauses') pause(false)
  await Promise.all([a, b].map((one) => one.until((shown) => shown[0]?.phase === 'done')))
})

it('[C12] nothing of a file stays that was read before it goes on from another place', async () => {
  const read: number[] = []
  const source = {
    slice: (from: number, to: number) => ({
      arrayBuffer() {
        read.push(from / BLOCK_BYTES)
        return Promise.resolve(new ArrayBuffer(to - from))
      },
    }),
  } as unknown as Blob
  const nothing = () => undefined
  const handlers = { onReady: nothing, onEnd: nothing, onUnreadable: nothing }
  const what = { kind: 'file', name: 'f', size: 9 * BLOCK_BYTES } as const
  const sending = createSending(1, what, source, handlers)
  const settled = () => new Promise((resolve) => setImmediate(resolve))
  for (let turn = 1; turn <= 2; turn += 1) {
    sending.accept(0)
    await settled()
    expect(sending.next(Infinity, CHUNK_BYTES, 0)).toHaveLength(CHUNK_BYTES + 12)
    await settled()
    // Four blocks at a time, and those that come next.
    expect(read).toEqual([0, 4, 0, 4].slice(0, 2 * turn))
    sending.interrupt()
  }
})

describe.each([
  ['a picture', { kind: 'picture', name: 'p', size: 900_000, mime: 'image/png' }, 900_000],
  [
    'a voice note',
    { kind: 'voice', name: 'v', size: 500_000, mime: 'audio/webm', seconds: 1, levels: [3] },
    500_000,
  ],
] as const)('%s over a rebuilt connection', (_, { ...offered }, size) => {
  const what = offered as unknown as Offered
  const content = Uint8Array.from({ length: size }, (_value, at) => (at * 7 + (at >> 8) * 13) % 251)
  content.set([0x1a, 0x45, 0xdf, 0xa3])
  const all = (phase: Transfer['phase']) => (shown: readonly Transfer[]) =>
    shown.length > 0 && shown.every((one) => one.phase === phase)

  it('[C4] [C12] goes on where it was', async () => {
    const { a, b, said, cut, join } = pair
    a.transfers.offer(what, new Blob([content]))
    await pair.chunks(20)
    cut()
    await b.until(all('moving'))
    join()
    await Promise.all([a.until(all('done')), b.until(all('done'))])
    const arrived = await kept.get(b.shown()[0]?.url ?? '')?.arrayBuffer()
    expect(Buffer.from(arrived ?? new ArrayBuffer(0)).equals(Buffer.from(content))).toBe(true)
    const sent = said.reduce(
      (sum, { data }) => sum + (typeof data === 'string' ? 0 : data.byteLength - 12),
      0,
    )
    // What has arrived is not sent again.
    expect(sent).toBe(size)
  })

  it('[C4] [C12] has arrived for who had enough of it while the path was broken', async () => {
    let finish: () => void = () => undefined
    const looked = new Promise<void>((resolve) => (finish = resolve))
    pair.close()
    pair = createBulkPair(undefined, () => looked)
    const { a, b, cut, join } = pair
    a.transfers.offer(what, new Blob([content]))
    await b.until(all('checking'))
    cut()
    finish()
    await b.until(all('done'))
    a.transfers.cancel(true, 1)
    await a.until(all('ended'))
    join()
    await a.until(all('done'))
    // Who had enough of it let go of his own at once; the stranger has his.
    expect([a.shown()[0]?.why, a.shown()[0]?.url]).toEqual([null, null])
    expect([...kept.keys()]).toEqual([b.shown()[0]?.url])
  })

  it.each(['before', 'after'] as const)(
    '[C4] [C12] arrives once when it was looked at %s that',
    async (when) => {
      let finish: () => void = () => undefined
      const looked = new Promise<void>((resolve) => (finish = resolve))
      pair = createBulkPair(undefined, () => looked)
      const { a, b, said, cut, join } = pair
      a.transfers.offer(what, new Blob([content]))
      await b.until(all('checking'))
      cut()
      if (when === 'before') {
        finish()
        await b.until(all('done'))
      }
      await a.until(([one]) => one?.phase === 'moving' || one?.phase === 'checking')
      const saidOf = (type: string) =>
        said.filter(({ data }) => typeof data === 'string' && data.includes(`"${type}"`)).length
      const offers = saidOf('offer')
      join()
      for (let turns = 0; turns < 50 && saidOf('offer') === offers; turns += 1)
        await new Promise(setImmediate)
      finish()
      await Promise.all([a.until(all('done')), b.until(all('done'))])
      expect([b.shown().length, kept.size]).toEqual([1, 2])
      expect(saidOf('done')).toBe(1)
    },
  )
})
