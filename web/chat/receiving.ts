/** One transfer on its way in: takes chunks in their order only, and checks the whole. */
import { createAllowance } from './allowance.ts'
import { digestBlock, digestFile } from './digest.ts'
import type { Sink } from './sinks.ts'
import {
  BLOCK_BYTES,
  blockRest,
  CHUNK_BYTES,
  CHUNK_BYTES_MIN,
  type Chunk,
  type Decline,
  type Offered,
  type TransferMessage,
} from './transferProtocol.ts'

/** So much, or so long, and the sender is told what has come: from that he paces himself. */
const TELL_BYTES = 4 * CHUNK_BYTES
const TELL_MS = 20
/**
 * Sooner only so often: a small window waits for each word, and timers of a page out of sight wait a
 * second. All transfers together stay below what the sender hears (`transfers.ts`).
 */
const TELL_SOONER_BURST = 50
const TELL_SOONER_PER_SECOND = 100
/** Blocks that may wait to be written before the sender has to wait, too. */
const UNWRITTEN_MAX = 4
/** More than these and the window of an honest sender (`pace.ts`): who sends on is not waiting. */
const HELD_MAX = 16

export interface ReceivingHandlers {
  reply(message: TransferMessage): void
  /** All of it has come: it is looked at, and put in its place. */
  onAll(): void
  /** It is whole; what to save now, or `null` when it is saved already. */
  onWhole(file: Blob | null): void
  onFailed(why: Extract<Decline, 'damaged' | 'broken' | 'noRoom'>): void
}

export interface Receiving {
  readonly id: number
  readonly what: Offered
  moved(): number
  /** Takes it from now on; also says where we stand, over a new connection. */
  accept(sink: Sink): void
  resume(): void
  take(chunk: Chunk, now: number): void
  end(digest: string): void
  close(isOver?: boolean): void
}

export function createReceiving(id: number, what: Offered, handlers: ReceivingHandlers): Receiving {
  const { size } = what
  const digests: Promise<ArrayBuffer>[] = []
  const mayTellSooner = createAllowance(TELL_SOONER_BURST, TELL_SOONER_PER_SECOND)
  let sink: Sink | null = null
  let block = new Uint8Array(0)
  /** Blocks that are written, to be filled again: the memory of a new one has to be cleared first. */
  const spare: Uint8Array<ArrayBuffer>[] = []
  let filled = 0
  let received = 0
  let told = 0
  let toldAt = 0
  let timer: ReturnType<typeof setTimeout> | null = null
  let unwritten = 0
  let writing: Promise<void> = Promise.resolve()
  let isClosed = false
  let isEnding = false
  /** What has come is what was sent, and on its way to its place. */
  let isWhole = false

  function fail(why: Parameters<ReceivingHandlers['onFailed']>[0]): void {
    if (isClosed) return
    close()
    handlers.onFailed(why)
  }

  function close(isOver = false): void {
    isClosed = true
    stopTimer()
    // What the visitor saves, and is whole, outlives the conversation.
    if (!isOver || !isWhole) sink?.abort()
    sink = null
    block = new Uint8Array(0)
    spare.length = 0
  }

  function stopTimer(): void {
    if (timer !== null) clearTimeout(timer)
    timer = null
  }

  /** While blocks wait to be written, the sender hears nothing, and stops at the end of his window. */
  function tell(now: number): void {
    if (isClosed || unwritten > UNWRITTEN_MAX || received === told) return
    const isSoon = received < size && received - told < TELL_BYTES && now - toldAt < TELL_MS
    if (isSoon && !mayTellSooner(now)) {
      // The last chunk of a small window: without a word of it nothing more would come.
      timer ??= setTimeout(() => {
        timer = null
        tell(performance.now())
      }, TELL_MS)
      return
    }
    stopTimer()
    told = received
    toldAt = now
    handlers.reply({ type: 'received', id, offset: received })
  }

  const blockOf = (bytes: number) =>
    (bytes === BLOCK_BYTES ? spare.pop() : undefined) ?? new Uint8Array(bytes)

  function writeBlock(): void {
    const whole = block
    const target = sink
    const digest = digestBlock(whole)
    digests.push(digest)
    unwritten += 1
    writing = writing
      .then(() => target?.write(whole))
      .then(async () => {
        await digest
        unwritten -= 1
        if (!isClosed && spare.length < UNWRITTEN_MAX) spare.push(whole)
        tell(performance.now())
      })
    writing.catch(() => fail('noRoom'))
  }

  async function check(digest: string): Promise<void> {
    try {
      await writing
      if (isClosed) return
      if ((await digestFile(digests)) !== digest) return fail('damaged')
    } catch {
      return fail('noRoom')
    }
    if (sink !== null) await finish(sink)
  }

  async function finish(place: Sink): Promise<void> {
    isWhole = true
    try {
      const file = await place.finish()
      if (isClosed) return
      // There is nothing left to abort.
      sink = null
      close()
      handlers.onWhole(file)
    } catch {
      // Half of it stays nowhere, also when the conversation is over.
      if (isClosed) place.abort()
      else fail('noRoom')
    }
  }

  return {
    id,
    what,
    moved: () => received,
    accept(opened) {
      if (isClosed) return opened.abort()
      sink = opened
      handlers.reply({ type: 'accept', id, offset: received })
    },
    resume() {
      if (isClosed || sink === null || isEnding) return
      told = received
      handlers.reply({ type: 'accept', id, offset: received })
    },
    take({ offset, bytes }, now) {
      if (isClosed || isEnding || sink === null) return
      const rest = blockRest(size, received)
      const isCrumb = bytes.length < Math.min(CHUNK_BYTES_MIN, rest)
      if (offset !== received || bytes.length > rest || isCrumb) return fail('broken')
      if (unwritten > HELD_MAX) return fail('broken')
      if (filled === 0) block = blockOf(Math.min(BLOCK_BYTES, size - received))
      block.set(bytes, filled)
      filled += bytes.length
      received += bytes.length
      if (filled === block.length) {
        filled = 0
        writeBlock()
      }
      tell(now)
    },
    end(digest) {
      if (isClosed || isEnding || sink === null) return
      if (received !== size) return fail('broken')
      isEnding = true
      handlers.onAll()
      void check(digest)
    },
    close,
  }
}
