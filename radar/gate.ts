/**
 * What stands between a connection and the broker's parser.
 *
 * Inwards it lets one small CONNECT pass and holds everything else until the client is known, then
 * packets up to a given size. Outwards it takes whatever the broker writes, so that the broker never
 * waits for a reader, and cuts the reader who has fallen too far behind.
 */
import { Duplex } from 'node:stream'
import { createFence } from './fence.ts'

export const CONNECT_BYTES_MAX = 2_048
export const CONNECT_TIMEOUT_MS = 5_000
/** Two full blocklists: a reader with more waiting than this is not reading. */
export const BACKLOG_BYTES_MAX = 8_388_608
/** A reader who never catches up within this time is cut too. */
const STALLED_MS = 20_000
/** Small writes of one turn leave together; larger ones are not copied for it. */
const JOINED_BYTES_MAX = 16_384
/** The type of a CONNECT packet, with its flags, which are all zero. */
const CONNECT = 0x10

export interface Gate {
  /** The broker's side. */
  readonly stream: Duplex
  /** The client is known: lets packets of up to `bytesMax` bytes pass from now on. */
  readonly open: (bytesMax: number) => void
  /** Ends the connection now. */
  readonly cut: () => void
}

/**
 * Puts a gate before a connection. It ends when the connection does, and the other way round.
 *
 * @param outer the connection: a TCP socket, or a stream over a WebSocket
 * @param onGone called once, when the connection is over
 */
export function createGate(outer: Duplex, onGone: () => void): Gate {
  const fence = createFence()
  let bytesMax = CONNECT_BYTES_MAX
  let phase: 'connect' | 'held' | 'open' = 'connect'
  /** What came after the CONNECT in the same read: at most one read's worth, the outer one rests. */
  let held: Buffer[] = []
  let isFirst = true
  let stalled: NodeJS.Timeout | undefined

  const deadline = setTimeout(() => stream.destroy(), CONNECT_TIMEOUT_MS)

  function take(chunk: Buffer): void {
    let at = 0
    while (at < chunk.length) {
      at = fence.pass(chunk, at, bytesMax)
      if (at === -1) return void stream.destroy()
      if (phase === 'connect' && fence.isBetween()) {
        phase = 'held'
        outer.pause()
        if (at < chunk.length) held.push(Buffer.from(chunk.subarray(at)))
        // A copy, so that a few bytes do not keep the whole read alive.
        stream.push(Buffer.from(chunk.subarray(0, at)))
        return
      }
    }
    if (!stream.push(chunk)) outer.pause()
  }

  function onData(chunk: Buffer): void {
    if (stream.destroyed || chunk.length === 0) return
    if (phase === 'held') {
      held.push(chunk)
      return
    }
    if (isFirst && chunk[0] !== CONNECT) return void stream.destroy()
    isFirst = false
    take(chunk)
  }

  function stopWaiting(): void {
    clearTimeout(stalled)
    stalled = undefined
  }

  function send(bytes: Buffer): void {
    if (outer.destroyed) return
    if (outer.writableLength > BACKLOG_BYTES_MAX) stream.destroy()
    else if (!outer.write(bytes)) stalled ??= setTimeout(() => stream.destroy(), STALLED_MS)
  }

  const stream: Duplex = new Duplex({
    // `send` has its own bound; the broker is never to wait for a drain.
    writableHighWaterMark: 2 * BACKLOG_BYTES_MAX,
    read() {
      if (phase !== 'held') outer.resume()
    },
    write(chunk: Buffer, _encoding, done) {
      send(chunk)
      done()
    },
    writev(chunks, done) {
      let small: Buffer[] = []
      const flush = () => {
        if (small.length > 0) send(Buffer.concat(small))
        small = []
      }
      for (const { chunk } of chunks as { chunk: Buffer }[]) {
        if (chunk.length <= JOINED_BYTES_MAX) small.push(chunk)
        else {
          flush()
          send(chunk)
        }
      }
      flush()
      done()
    },
    final(done) {
      outer.end()
      done()
    },
    destroy(_error, done) {
      clearTimeout(deadline)
      stopWaiting()
      held = []
      outer.destroy()
      // What went wrong with a connection interests nobody: it is over.
      done(null)
    },
  })

  outer.on('data', onData)
  outer.on('drain', stopWaiting)
  outer.on('end', () => stream.push(null))
  outer.on('error', () => stream.destroy())
  outer.on('close', () => stream.destroy())
  stream.on('error', () => {})
  stream.on('close', onGone)

  return {
    stream,
    open(bytes) {
      if (phase === 'open' || stream.destroyed) return
      clearTimeout(deadline)
      phase = 'open'
      bytesMax = bytes
      const waiting = held
      held = []
      for (const chunk of waiting) if (!stream.destroyed) take(chunk)
      if (!stream.destroyed) outer.resume()
    },
    cut: () => void stream.destroy(),
  }
}
