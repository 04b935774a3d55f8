/** One transfer on its way out: reads a block ahead, cuts chunks, and says what the whole was. */
import { digestBlock, digestFile } from './digest.ts'
import {
  BLOCK_BYTES,
  CHUNK_BYTES,
  chunkLength,
  renderChunk,
  type Offered,
} from './transferProtocol.ts'

export interface SendingHandlers {
  /** A chunk may be ready that was not before. */
  onReady(): void
  /** Everything has been sent. */
  onEnd(digest: string): void
  /** The file is gone, or is another than when it was offered. */
  onUnreadable(): void
}

export interface Sending {
  readonly id: number
  readonly what: Offered
  /**
   * The stranger takes it from here on, once for every connection.
   *
   * @returns `false` for a place where no chunk begins
   */
  accept(offset: number): boolean
  /** So much has arrived. */
  confirm(offset: number): void
  /** Bytes that have arrived. */
  moved(): number
  /** Whether the last byte has been given to a connection. */
  isSent(): boolean
  /** The connection has gone: where to go on, the stranger will say. */
  interrupt(): void
  setHeld(by: 'us' | 'stranger', on: boolean): void
  /** The next chunk, when there is one and fewer than `window` bytes are under way. */
  next(window: number): ArrayBuffer | null
  close(): void
}

export function createSending(
  id: number,
  what: Offered,
  source: Blob,
  handlers: SendingHandlers,
): Sending {
  const { size } = what
  const digests: Promise<ArrayBuffer>[] = []
  /** The block that is being cut, and the one after it. */
  const blocks = new Map<number, Uint8Array<ArrayBuffer>>()
  const loading = new Set<number>()
  const held = { us: false, stranger: false }
  let at = 0
  let confirmed = 0
  let isAccepted = false
  let isClosed = false

  async function load(index: number): Promise<void> {
    const from = index * BLOCK_BYTES
    if (from >= size || blocks.has(index) || loading.has(index)) return
    loading.add(index)
    try {
      const piece = source.slice(from, Math.min(size, from + BLOCK_BYTES))
      const block = new Uint8Array(await piece.arrayBuffer())
      if (block.length !== Math.min(BLOCK_BYTES, size - from)) throw new RangeError('it has shrunk')
      if (isClosed) return
      digests[index] ??= digestBlock(block)
      blocks.set(index, block)
      handlers.onReady()
    } catch {
      if (!isClosed) handlers.onUnreadable()
    } finally {
      loading.delete(index)
    }
  }

  async function finish(): Promise<void> {
    const digest = await digestFile(digests)
    if (!isClosed && isAccepted) handlers.onEnd(digest)
  }

  return {
    id,
    what,
    accept(offset) {
      if (isAccepted) return true
      if (offset > size || (offset % CHUNK_BYTES !== 0 && offset !== size)) return false
      // What has not been read has no digest: nobody can have got further than we were.
      if (offset > at) return false
      isAccepted = true
      at = offset
      confirmed = offset
      if (at === size) void finish()
      else void load(Math.floor(at / BLOCK_BYTES))
      return true
    },
    confirm(offset) {
      if (offset > confirmed && offset <= at) confirmed = offset
    },
    moved: () => confirmed,
    isSent: () => at >= size,
    interrupt() {
      isAccepted = false
    },
    setHeld(by, on) {
      held[by] = on
    },
    next(window) {
      if (!isAccepted || isClosed || held.us || held.stranger) return null
      if (at >= size || at - confirmed >= window) return null
      const index = Math.floor(at / BLOCK_BYTES)
      const block = blocks.get(index)
      if (block === undefined) {
        void load(index)
        return null
      }
      const from = at - index * BLOCK_BYTES
      const length = chunkLength(size, at)
      const chunk = renderChunk(id, at, block.subarray(from, from + length))
      at += length
      for (const known of blocks.keys()) if (known < index) blocks.delete(known)
      if (at === size) void finish()
      else void load(index + 1)
      return chunk
    },
    close() {
      isClosed = true
      blocks.clear()
    },
  }
}
