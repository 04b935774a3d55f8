/** What a receiver holds in memory while the place where it writes is slower than the sender. */
import { createReceiving } from '../../web/chat/receiving.ts'
import type { Sink } from '../../web/chat/sinks.ts'
import { BLOCK_BYTES, CHUNK_BYTES, type TransferMessage } from '../../web/chat/transferProtocol.ts'

/** Of a sender who sends on without being asked to. */
const BLOCKS = 40

it('[C12] who sends on while nothing can be written is cut off after sixteen blocks', () => {
  const written: number[] = []
  const said: TransferMessage[] = []
  const failures: string[] = []
  let isAborted = false
  const stuck: Sink = {
    write: (block) => new Promise(() => written.push(block.length)),
    finish: () => Promise.resolve(null),
    abort() {
      isAborted = true
    },
  }
  const receiving = createReceiving(
    1,
    { kind: 'file', name: 'flood', size: BLOCKS * BLOCK_BYTES },
    {
      reply: (message) => said.push(message),
      onWhole: () => undefined,
      onFailed: (why) => failures.push(why),
    },
  )
  receiving.accept(stuck)
  const bytes = new Uint8Array(CHUNK_BYTES)
  const sendBlocks = (from: number, to: number) => {
    for (let offset = from * BLOCK_BYTES; offset < to * BLOCK_BYTES; offset += CHUNK_BYTES)
      receiving.take({ id: 1, offset, bytes }, 0)
  }
  // As far as the largest window of an honest sender leads.
  sendBlocks(0, 16)
  expect([failures, isAborted]).toEqual([[], false])
  sendBlocks(16, BLOCKS)
  expect([failures, isAborted]).toEqual([['broken'], true])
  expect(receiving.moved()).toBe(17 * BLOCK_BYTES)
})
