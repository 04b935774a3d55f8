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

/** Of one address in a minute. */
const CONNECTS = 300
const ORIGIN = 'http://localhost:8080'
/** What comes before a payload of more than 125 bytes. */
const HEADER_BYTES = 4
const LARGEST = 16_384 - HEADER_BYTES

/** A connection whose other end answers the handshake and then reads nothing more. */
class Deaf extends Duplex {
  answer = ''
  override _read(): void {
    // Nothing ever comes.
  }
  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    if (this.answer !== '') return
    this.answer = chunk.toString('latin1')
    done()
  }
}

function open(isFull = false) {
  const limits = createLimits({
    connectionsPerAddress: 9,
    connectsPerMinute: CONNECTS,
    findsPerMinute: 9,
    reportsPerHour: 9,
  })
  const http = new EventEmitter()
  const links: Link[] = []
  const gone = jest.fn()
  const evict = jest.fn()
  const refuse = jest.fn()
  const hub: Partial<Hub> = {
    isDraining: () => false,
    isFull: () => isFull,
    refuseBlocked: () => false,
    refuse,
    admit(link) {
      links.push(link)
      return { hasPlace: true } as Visitor
    },
    gone,
    evict,
    tick: () => undefined,
    announce: () => undefined,
  }
  const server = createSocketServer(
    http as Server,
    { origins: new Set([ORIGIN]), trustedProxies: [], lan: 'off' },
    hub as Hub,
    limits,
    { note: () => undefined } as unknown as Evidence,
  )
  const headers = {
    origin: ORIGIN,
    upgrade: 'websocket',
    'sec-websocket-key': 'AAAAAAAAAAAAAAAAAAAAAA==',
    'sec-websocket-version': '13',
  }
  const knock = (remoteAddress: string, tcp: object) => {
    const request = { method: 'GET', url: '/signal', headers, socket: { remoteAddress } }
    http.emit('upgrade', request, tcp, Buffer.alloc(0))
  }
  return { limits, links, gone, evict, refuse, server, knock }
}

async function connect() {
  const { links, gone, evict, server, knock } = open()
  const tcp = new Deaf()
  knock('127.0.0.1', tcp)
  await settle()
  const [link] = links
  if (link === undefined) throw new Error('the handshake failed')
  return { link, tcp, gone, evict, server }
}

it.each([
  [true, [[{ hasPlace: true }, 'full']]],
  [false, []],
])('[V5] who comes when every place is taken is told so: %s', async (isFull, said) => {
  const { refuse, server, knock } = open(isFull)
  knock('127.0.0.1', new Deaf())
  await settle()
  expect(refuse.mock.calls).toMatchObject(said)
  server.close()
})

it.each([
  ['pings', 0x89],
  ['pongs', 0x8a],
])('[V6] of 200 %s at once the sixty-first is too much', async (_, first) => {
  jest.spyOn(performance, 'now').mockReturnValue(1_000)
  const { tcp, evict, server } = await connect()
  const frame = Buffer.from([first, 0x80, 0, 0, 0, 0])
  tcp.push(Buffer.concat(Array.from({ length: 60 }, () => frame)))
  await settle()
  expect(evict).not.toHaveBeenCalled()
  tcp.push(Buffer.concat(Array.from({ length: 140 }, () => frame)))
  await settle()
  expect(evict).toHaveBeenCalledWith(expect.anything(), 'tooManyFrames')
  server.close()
})

it('[V6][V8] who pings within his ration and reads no answer is cut', async () => {
  let now = 1_000
  jest.spyOn(performance, 'now').mockImplementation(() => now)
  const { tcp, gone, server } = await connect()
  // The mask is zero, so the payload stays as it is.
  const ping = Buffer.concat([Buffer.from([0x89, 0x80 | 125, 0, 0, 0, 0]), Buffer.alloc(125)])
  let pings = 0
  for (; !tcp.destroyed && pings < 1_000; pings += 1) {
    now += 100
    tcp.push(ping)
    await settle()
  }
  // 65,536 bytes in answers of 127.
  expect([pings, gone.mock.calls.length]).toEqual([518, 1])
  server.close()
})

describe('by the clock, a socket', () => {
  const PING_BYTES = 2
  const PONG = Buffer.from([0x8a, 0x80, 0, 0, 0, 0])
  beforeEach(() => jest.useFakeTimers({ doNotFake: ['nextTick', 'setImmediate'] }))
  afterEach(() => jest.useRealTimers())

  it.each([
    [0, 30_000],
    [1, 45_000],
    [3, 75_000],
  ])('[V7] that answers %i pings of one in 15 s is cut after %i ms', async (pongs, lasts) => {
    const { tcp, gone, server } = await connect()
    let pings = 0
    let at = 0
    for (; at < 90_000 && !tcp.destroyed; at += 250) {
      jest.advanceTimersByTime(250)
      if (tcp.writableLength === pings * PING_BYTES) continue
      pings += 1
      if (pings <= pongs) tcp.push(PONG)
      await settle()
    }
    await settle()
    expect([at, pings, gone.mock.calls.length]).toEqual([lasts, pongs + 1, 1])
    server.close()
  })

  it('[V7] that says nothing is sent away after five seconds', async () => {
    const { evict, server } = await connect()
    jest.advanceTimersByTime(4_999)
    expect(evict).not.toHaveBeenCalled()
    jest.advanceTimersByTime(1)
    expect(evict.mock.calls).toEqual([[expect.anything(), 'helloTimeout']])
    server.close()
  })
})

describe('handshakes of everybody together', () => {
  let now = 1_000
  let edge: ReturnType<typeof open>
  beforeEach(() => {
    jest.spyOn(performance, 'now').mockImplementation(() => now)
    edge = open()
  })
  afterEach(() => edge.server.close())

  /** How many of so many tries at once are let in, and how often each refusal is said. */
  async function flood(times: number, addressOf: (nth: number) => string) {
    const told: Record<string, number> = { in: times }
    const end = (text: string) => {
      const status = text.slice(9, 12)
      told[status] = (told[status] ?? 0) + 1
      told['in'] = (told['in'] ?? 0) - 1
    }
    // Gone when it would be let in, so that no socket is made.
    const tcp = { on: () => undefined, end, destroyed: true }
    for (let nth = 0; nth < times; nth += 1) edge.knock(addressOf(nth), tcp)
    await settle()
    return told
  }
  async function knock(address: string): Promise<string> {
    const tcp = new Deaf()
    edge.knock(address, tcp)
    await settle()
    return tcp.answer.slice(9, 12)
  }
  const anyAddress = (nth: number) => `10.${nth >> 16}.${(nth >> 8) & 255}.${nth & 255}`
  const one = () => '203.0.113.1'

  it('[V5] are 5,000 at once and 1,000 a second; a flood leaves no debt', async () => {
    expect(await flood(8_000, anyAddress)).toEqual({ in: 5_000, 503: 3_000 })
    // Whom nobody answered is in no table.
    expect(edge.limits.asked()).toBe(5_000)
    now += 10
    expect(await flood(20, anyAddress)).toEqual({ in: 10, 503: 10 })
    now += 2
    expect(await knock('192.0.2.1')).toBe('101')
  })

  it('[V5] are not for one address to use up: beyond its own it costs the others nothing', async () => {
    const told = await flood(8_000, one)
    expect(told['in']).toBe(CONNECTS)
    now += 2_000
    expect(await knock('192.0.2.1')).toBe('101')
    for (let wave = 0; wave < 4; wave += 1)
      expect(await flood(2_000, one)).toEqual({ in: 0, 429: 2_000 })
    expect(await flood(5_000, anyAddress)).toEqual({ in: 4_999, 503: 1 })
    expect(edge.limits.asked()).toBe(2 + 4_999)
  })
})

afterEach(() => jest.restoreAllMocks())

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
