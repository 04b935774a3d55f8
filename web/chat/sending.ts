/** One transfer on its way out: reads ahead, cuts chunks, and says what the whole was. */
import { digestBlock, digestFile } from './digest.ts'
import {
  BLOCK_BYTES,
  blockRest,
  CHUNK_BYTES,
  HEADER_BYTES,
  renderChunk,
  type Offered,
} from './transferProtocol.ts'

/** Read at once: each reading is a question to another process, for which the page waits. */
const READ_BYTES = 4 * BLOCK_BYTES

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
   * @returns `false` for a place that was never reached
   */
  accept(offset: number): boolean
  /**
   * So much has arrived.
   *
   * @returns how long its last byte took, in milliseconds; `null` when that cannot be told
   */
  confirm(offset: number, now: number): number | null
  /** Bytes that have arrived. */
  moved(): number
  /** Whether the last byte has been given to a connection. */
  isSent(): boolean
  /** Whether there is more to send, and nobody holds it. */
  canSend(): boolean
  /** Bytes that were given to this connection and have not arrived. */
  underWay(): number
  /** The connection has gone: where to go on, the stranger will say. */
  interrupt(): void
  setHeld(by: 'us' | 'stranger', on: boolean): void
  /**
   * The next chunk, when there is one and with it at most `window` bytes are under way; one chunk
   * always may be. It stands until the next one is asked for.
   *
   * @param most bytes of a chunk
   */
  next(window: number, most: number, now: number): Uint8Array<ArrayBuffer> | null
  close(): void
}

export function createSending(
  id: number,
  what: Offered,
  origin: Blob,
  handlers: SendingHandlers,
): Sending {
  /** Let go with the transfer, which is shown for longer. */
  let source: Blob | null = origin
  const { size } = what
  const digests: Promise<ArrayBuffer>[] = []
  /** What is being cut, and what comes after it. */
  const pieces = new Map<number, Uint8Array<ArrayBuffer>>()
  const loading = new Set<number>()
  /** When each chunk that has not arrived yet was sent. */
  const marks: { readonly end: number; readonly sentAt: number }[] = []
  const held = { us: false, stranger: false }
  /** Every chunk in turn: whoever sends it copies it. */
  const room = new ArrayBuffer(HEADER_BYTES + CHUNK_BYTES)
  let at = 0
  let confirmed = 0
  let isAccepted = false
  let isClosed = false

  /** Reads the piece of this number, and hashes the blocks it holds. */
  async function load(index: number): Promise<void> {
    const from = index * READ_BYTES
    if (source === null || from >= size || pieces.has(index) || loading.has(index)) return
    loading.add(index)
    try {
      const length = Math.min(READ_BYTES, size - from)
      const piece = new Uint8Array(await source.slice(from, from + length).arrayBuffer())
      if (piece.length !== length) throw new RangeError('it has shrunk')
      if (isClosed) return
      for (let start = 0; start < length; start += BLOCK_BYTES)
        digests[(from + start) / BLOCK_BYTES] ??= digestBlock(
          piece.subarray(start, start + BLOCK_BYTES),
        )
      pieces.set(index, piece)
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

  const canSend = () => isAccepted && !isClosed && !held.us && !held.stranger && at < size

  return {
    id,
    what,
    accept(offset) {
      if (isAccepted) return true
      // What has not been read has no digest: nobody can have got further than we were.
      if (offset > at) return false
      isAccepted = true
      at = offset
      confirmed = offset
      marks.length = 0
      // What was read before lies elsewhere.
      pieces.clear()
      if (at === size) void finish()
      else void load(Math.floor(at / READ_BYTES))
      return true
    },
    confirm(offset, now) {
      if (offset <= confirmed || offset > at) return null
      confirmed = offset
      let sentAt: number | null = null
      while (marks[0] !== undefined && marks[0].end <= offset)
        sentAt = marks.shift()?.sentAt ?? null
      return sentAt === null ? null : now - sentAt
    },
    moved: () => confirmed,
    isSent: () => at >= size,
    canSend,
    underWay: () => (isAccepted ? at - confirmed : 0),
    interrupt() {
      isAccepted = false
    },
    setHeld(by, on) {
      held[by] = on
    },
    next(window, most, now) {
      if (!canSend()) return null
      const length = Math.min(most, blockRest(size, at))
      const underWay = at - confirmed
      if (underWay > 0 && underWay + length > window) return null
      const index = Math.floor(at / READ_BYTES)
      const piece = pieces.get(index)
      if (piece === undefined) {
        void load(index)
        return null
      }
      const from = at - index * READ_BYTES
      const chunk = renderChunk(id, at, piece.subarray(from, from + length), room)
      at += length
      marks.push({ end: at, sentAt: now })
      for (const known of pieces.keys()) if (known < index) pieces.delete(known)
      if (at === size) void finish()
      else void load(Math.floor(at / READ_BYTES) + 1)
      return chunk
    },
    close() {
      isClosed = true
      source = null
      pieces.clear()
    },
  }
}
