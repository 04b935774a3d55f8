/** What a receiver takes, holds in memory, and tells its sender. */
import { createHash } from 'node:crypto'
import { createReceiving } from '../../web/chat/receiving.ts'
import type { Sink } from '../../web/chat/sinks.ts'
import { BLOCK_BYTES, CHUNK_BYTES, CHUNK_BYTES_MIN } from '../../web/chat/transferProtocol.ts'

/** As much as fits before the last part of a block, and a part that begins within it. */
const ODD = CHUNK_BYTES_MIN
const LESS_BY_ONE = [
  ...Array.from({ length: 15 }, (_, at) => [at * CHUNK_BYTES, CHUNK_BYTES] as const),
  [15 * CHUNK_BYTES, ODD] as const,
]
/** Of a sender who sends on without being asked to. */
const BLOCKS = 40

/** A transfer that was accepted, and of which nothing can be written yet, or ever. */
function receive(size: number, write: Sink['write'] = () => new Promise(() => undefined)) {
  const failures: string[] = []
  let isAborted = false
  const stuck: Sink = {
    isMemory: false,
    write,
    finish: () => Promise.resolve(null),
    abort() {
      isAborted = true
    },
  }
  const receiving = createReceiving(
    1,
    { kind: 'file', name: 'flood', size },
    {
      reply: () => undefined,
      onAll: () => undefined,
      onWhole: () => undefined,
      onFailed: (why) => failures.push(why),
    },
  )
  receiving.accept(stuck)
  return { receiving, failures, isAborted: () => isAborted }
}

it.each([
  ['longer than the file', 100, [[0, 101]]],
  [
    'over the end of a block',
    2 * BLOCK_BYTES,
    [...LESS_BY_ONE, [15 * CHUNK_BYTES + ODD, CHUNK_BYTES]],
  ],
  ['a crumb', BLOCK_BYTES, [[0, CHUNK_BYTES_MIN - 1]]],
  ['before its turn', BLOCK_BYTES, [[CHUNK_BYTES, CHUNK_BYTES]]],
  [
    'there already',
    BLOCK_BYTES,
    [
      [0, CHUNK_BYTES],
      [0, CHUNK_BYTES],
    ],
  ],
] as const)('[C12] a part that is %s ends the transfer', (_, size, parts) => {
  const { receiving, failures } = receive(size)
  for (const [offset, length] of parts)
    receiving.take({ id: 1, offset, bytes: new Uint8Array(length) }, 0)
  expect(failures).toEqual(['broken'])
})

it('[C12] parts that are short where the file ends are in order', () => {
  const { receiving, failures } = receive(BLOCK_BYTES + 1)
  for (let offset = 0; offset < BLOCK_BYTES; offset += CHUNK_BYTES)
    receiving.take({ id: 1, offset, bytes: new Uint8Array(CHUNK_BYTES) }, 0)
  receiving.take({ id: 1, offset: BLOCK_BYTES, bytes: new Uint8Array(1) }, 0)
  expect([failures, receiving.moved()]).toEqual([[], BLOCK_BYTES + 1])
})

it('[C12] who sends on while nothing can be written is cut off after sixteen blocks', () => {
  const { receiving, failures, isAborted } = receive(BLOCKS * BLOCK_BYTES)
  const bytes = new Uint8Array(CHUNK_BYTES)
  const sendBlocks = (from: number, to: number) => {
    for (let offset = from * BLOCK_BYTES; offset < to * BLOCK_BYTES; offset += CHUNK_BYTES)
      receiving.take({ id: 1, offset, bytes }, 0)
  }
  // As far as the largest window of an honest sender leads.
  sendBlocks(0, 16)
  expect([failures, isAborted()]).toEqual([[], false])
  sendBlocks(16, BLOCKS)
  expect([failures, isAborted()]).toEqual([['broken'], true])
  expect(receiving.moved()).toBe(17 * BLOCK_BYTES)
})

it('[C12] what cannot be written ends the transfer in words, and leaves nothing', async () => {
  const { receiving, failures, isAborted } = receive(10, () =>
    Promise.reject(new TypeError('full')),
  )
  receiving.take({ id: 1, offset: 0, bytes: new Uint8Array(10) }, 0)
  await new Promise(setImmediate)
  expect([failures, isAborted()]).toEqual([['noRoom'], true])
})

it('[C12] what a block came in is filled again, and not before it is written', async () => {
  const written: { readonly block: Uint8Array; readonly first: number }[] = []
  const waiting: (() => void)[] = []
  const { receiving, failures } = receive(8 * BLOCK_BYTES, (block) => {
    return new Promise((resolve) => {
      waiting.push(() => {
        written.push({ block, first: block[0] ?? 0 })
        resolve()
      })
    })
  })
  const sendBlock = (nth: number) => {
    const bytes = new Uint8Array(CHUNK_BYTES).fill(nth + 1)
    for (let part = 0; part < 16; part += 1)
      receiving.take({ id: 1, offset: nth * BLOCK_BYTES + part * CHUNK_BYTES, bytes }, 0)
  }
  const writeOne = async () => {
    while (waiting.length === 0) await new Promise(setImmediate)
    waiting.shift()?.()
    for (let turn = 0; turn < 3; turn += 1) await new Promise(setImmediate)
  }
  for (const nth of [0, 1, 2]) sendBlock(nth)
  for (let nth = 0; nth < 3; nth += 1) await writeOne()
  for (const nth of [3, 4, 5, 6]) {
    sendBlock(nth)
    await writeOne()
  }
  expect([failures, written.map(({ first }) => first)]).toEqual([[], [1, 2, 3, 4, 5, 6, 7]])
  expect(new Set(written.map(({ block }) => block.buffer)).size).toBe(3)
})

describe('what a sender is told of what has come, while no timer runs out of sight,', () => {
  /** Parts of one size, so many milliseconds after each other; what of them was told at once. */
  function take(count: number, length: number, ms: number): number[] {
    const told: number[] = []
    const receiving = createReceiving(
      1,
      { kind: 'file', name: 'f', size: 16 * BLOCK_BYTES },
      {
        reply: (message) => void (message.type === 'received' && told.push(message.offset)),
        onAll: () => undefined,
        onWhole: () => undefined,
        onFailed: (why) => told.push(Number(why)),
      },
    )
    receiving.accept({
      isMemory: false,
      write: () => Promise.resolve(),
      finish: () => Promise.resolve(null),
      abort: () => undefined,
    })
    for (let nth = 0; nth < count; nth += 1)
      receiving.take({ id: 1, offset: nth * length, bytes: new Uint8Array(length) }, 1e6 + nth * ms)
    receiving.close()
    return told
  }

  it('[C13] is each part of a small window', () => {
    const each = Array.from({ length: 30 }, (_, nth) => (nth + 1) * CHUNK_BYTES_MIN)
    expect(take(30, CHUNK_BYTES_MIN, 1)).toEqual(each)
    expect(take(40, CHUNK_BYTES_MIN, 10)).toHaveLength(40)
  })

  it('[C13] has a bound: of a flood of parts 150 in its first second', () => {
    expect(take(200, CHUNK_BYTES_MIN, 0).length).toBeLessThanOrEqual(60)
    expect(take(250, CHUNK_BYTES_MIN, 4).length).toBeLessThanOrEqual(200)
  })
})

describe('a file that is whole and on its way to its place', () => {
  const sha = (data: Uint8Array) => createHash('sha256').update(data).digest()

  /** Ten bytes that have come, and a place that does not say yet whether it has them. */
  async function finish() {
    const told: string[] = []
    let settle: { done: () => void; fail: () => void } | null = null
    const receiving = createReceiving(
      1,
      { kind: 'file', name: 'f', size: 10 },
      {
        reply: () => undefined,
        onAll: () => told.push('all'),
        onWhole: () => told.push('whole'),
        onFailed: (why) => told.push(why),
      },
    )
    receiving.accept({
      isMemory: false,
      write: () => Promise.resolve(),
      finish: () =>
        new Promise((resolve, reject) => {
          settle = { done: () => resolve(null), fail: () => reject(new TypeError('no room')) }
        }),
      abort: () => told.push('abort'),
    })
    const bytes = new Uint8Array(10)
    receiving.take({ id: 1, offset: 0, bytes }, 0)
    receiving.end(sha(sha(bytes)).toString('base64url'))
    while (settle === null) await new Promise(setImmediate)
    return {
      receiving,
      told,
      async settle(how: 'done' | 'fail') {
        settle?.[how]()
        await new Promise(setImmediate)
      },
    }
  }

  it('[C12] is said to have come before its place has it', async () => {
    const { told, settle } = await finish()
    expect(told).toEqual(['all'])
    await settle('done')
    expect(told).toEqual(['all', 'whole'])
  })

  it('[C12] stays there when the conversation ends meanwhile', async () => {
    const { receiving, told, settle } = await finish()
    receiving.close(true)
    await settle('done')
    expect(told).toEqual(['all'])
  })

  it('[C20] leaves nothing when one of the two has enough of it, or the place none', async () => {
    const cancelled = await finish()
    cancelled.receiving.close()
    await cancelled.settle('done')
    expect(cancelled.told).toEqual(['all', 'abort'])
    const full = await finish()
    await full.settle('fail')
    expect(full.told).toEqual(['all', 'abort', 'noRoom'])
    const over = await finish()
    over.receiving.close(true)
    await over.settle('fail')
    expect(over.told).toEqual(['all', 'abort'])
    // What has not come whole goes with its conversation.
    const half = receive(10)
    half.receiving.close(true)
    expect(half.isAborted()).toBe(true)
  })
})
