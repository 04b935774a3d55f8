/** What a receiver holds in memory while the place where it writes is slower than the sender. */
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

/** A transfer that was accepted, and of which nothing can be written yet. */
function receive(size: number) {
  const failures: string[] = []
  let isAborted = false
  const stuck: Sink = {
    write: () => new Promise(() => undefined),
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
