/** The edge of a visitor's socket, to the byte; what a system buffers on top is seen in `process`. */
import { EventEmitter } from 'node:events'
import type { Server } from 'node:http'
import { Duplex } from 'node:stream'
import type { Evidence } from '../../signaling/evidence.ts'
import type { Hub } from '../../signaling/hub.ts'
import { createLimits } from '../../signaling/limits.ts'
import type { Link, Visitor } from '../../signaling/link.ts'
import { createSocketServer } from '../../signaling/socket.ts'
import { settle } from './hubHarness.ts'

const ORIGIN = 'http://localhost:8080'
/** What comes before a payload of more than 125 bytes. */
const HEADER_BYTES = 4
const LARGEST = 16_384 - HEADER_BYTES

/** A connection whose other end answers the handshake and then reads nothing more. */
class Deaf extends Duplex {
  #hasAnswer = false
  override _read(): void {
    // Nothing ever comes.
  }
  override _write(_chunk: unknown, _encoding: string, done: () => void): void {
    if (this.#hasAnswer) return
    this.#hasAnswer = true
    done()
  }
}

async function connect() {
  const limits = createLimits({
    connectionsPerAddress: 9,
    connectsPerMinute: 9,
    findsPerMinute: 9,
    reportsPerHour: 9,
  })
  const http = new EventEmitter()
  const links: Link[] = []
  const gone = jest.fn()
  const hub: Partial<Hub> = {
    isDraining: () => false,
    isFull: () => false,
    refuseBlocked: () => false,
    admit(link) {
      links.push(link)
      return { hasPlace: true } as Visitor
    },
    gone,
  }
  const server = createSocketServer(
    http as Server,
    { origins: new Set([ORIGIN]), trustedProxies: [], lan: 'off' },
    hub as Hub,
    limits,
    { note: () => undefined } as unknown as Evidence,
  )
  const tcp = new Deaf()
  const headers = {
    origin: ORIGIN,
    upgrade: 'websocket',
    'sec-websocket-key': 'AAAAAAAAAAAAAAAAAAAAAA==',
    'sec-websocket-version': '13',
  }
  const request = { method: 'GET', url: '/signal', headers, socket: { remoteAddress: '127.0.0.1' } }
  http.emit('upgrade', request, tcp, Buffer.alloc(0))
  await settle()
  const [link] = links
  if (link === undefined) throw new Error('the handshake failed')
  return { link, tcp, gone, server }
}

it.each([
  [65_536, false],
  [65_537, true],
])('[V8] who has %i bytes to read is cut when more comes: %s', async (buffered, isCut) => {
  const { link, tcp, gone, server } = await connect()
  for (let frames = 0; frames < 3; frames += 1) link.binary(Buffer.alloc(LARGEST))
  link.binary(Buffer.alloc(buffered - 3 * 16_384 - HEADER_BYTES))
  expect(tcp.writableLength).toBe(buffered)
  await settle()
  expect(tcp.destroyed).toBe(false)
  link.text('one more')
  await settle()
  expect([tcp.destroyed, gone.mock.calls.length]).toEqual(isCut ? [true, 1] : [false, 0])
  server.close()
})
