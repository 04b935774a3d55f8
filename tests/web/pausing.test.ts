/** What is pressed while there is no path between the two. */
import { BLOCK_BYTES, CHUNK_BYTES } from '../../web/chat/transferProtocol.ts'
import { createSending } from '../../web/chat/sending.ts'
import { createBulkPair, type BulkPair } from './bulkPair.ts'

let pair: BulkPair

beforeEach(() => {
  pair = createBulkPair()
  Object.assign(URL, { createObjectURL: () => 'blob:1', revokeObjectURL: () => undefined })
})
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
