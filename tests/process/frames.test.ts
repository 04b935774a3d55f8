/** Frames that no honest page sends: they hurt their sender and nobody else. */
import { randomBytes } from 'node:crypto'
import { EventEmitter } from 'node:events'
import type { Server } from 'node:http'
import { Duplex } from 'node:stream'
import { setTimeout as pause } from 'node:timers/promises'
import type { Evidence } from '../../signaling/evidence.ts'
import type { Hub } from '../../signaling/hub.ts'
import type { Limits } from '../../signaling/limits.ts'
import { FRAME_BYTES_MAX, SIGNALS_PER_PAIR_MAX } from '../../signaling/protocol.ts'
import { createSocketServer } from '../../signaling/socket.ts'
import {
  connect,
  exchange,
  findMessage,
  greet,
  HELLO,
  newAddress,
  newPair,
  type Client,
} from '../helpers/client.ts'
import { BEHIND_PROXY, startSignaling, type SignalingProcess } from '../helpers/signalingProcess.ts'
import { waitUntil } from '../helpers/wait.ts'
import { lowerCased, UPGRADE } from './headersRaw.ts'

const MEGABYTE = 1_048_576

let server: SignalingProcess
let bystanders: [Client, Client]
beforeAll(async () => {
  server = await startSignaling(BEHIND_PROXY)
  bystanders = await newPair(server)
})
afterEach(() => exchange(...bystanders))
afterAll(() => server.stop())

/** Writes below the WebSocket library, which would refuse to. */
function writeRaw(client: Client, bytes: Buffer): void {
  const { _socket: socket } = client.ws as unknown as { _socket: NodeJS.WritableStream }
  socket.write(bytes)
}

/** One masked frame; the mask is zero, so the payload stays as it is. */
function frame(firstByte: number, payload: Buffer): Buffer {
  const { length } = payload
  const header =
    length < 126
      ? Buffer.from([firstByte, 0x80 | length])
      : Buffer.from([firstByte, 0x80 | 126, length >> 8, length & 255])
  return Buffer.concat([header, Buffer.alloc(4), payload])
}

describe('signals', () => {
  test('[V9] arrive byte for byte, from one byte to the largest frame', async () => {
    const [one, other] = await newPair(server)
    for (const size of [1, 2, 125, 126, 127, 4_096, FRAME_BYTES_MAX - 1, FRAME_BYTES_MAX]) {
      const bytes = randomBytes(size)
      one.sendRaw(bytes)
      const arrived = await other.nextFrame()
      expect(arrived.equals(bytes)).toBe(true)
    }
  })

  test('[V9] may be no text, no JSON, and several fragments', async () => {
    const [one, other] = await newPair(server)
    const parts = [Buffer.from([0xff, 0xfe, 0x00]), Buffer.from('{"type":"stop"}')]
    one.ws.send(parts[0] ?? '', { binary: true, fin: false })
    one.ws.send(parts[1] ?? '', { binary: true, fin: true })
    expect((await other.nextFrame()).equals(Buffer.concat(parts))).toBe(true)
    await exchange(one, other)
  })

  test(`[V6] stop at ${SIGNALS_PER_PAIR_MAX} in one pairing: the next one closes its sender`, async () => {
    const [one, other] = await newPair(server)
    const half = SIGNALS_PER_PAIR_MAX / 2
    for (let sent = 0; sent < SIGNALS_PER_PAIR_MAX; sent += 1) {
      // The bucket for frames must have room, or it would close the socket first.
      if (sent === half) await pause(4_000)
      one.sendRaw(Buffer.from([sent]))
      expect((await other.nextFrame())[0]).toBe(sent)
    }
    one.send({ type: 'ping' })
    await one.next('pong')
    one.sendRaw(Buffer.from([255]))
    expect(await one.closed).toMatchObject({ code: 4428, reason: 'tooManyFrames' })
    expect(await other.next('partnerLeft')).toMatchObject({ why: 'lost' })
    expect(other.received.filter(({ type }) => type === 'frame')).toHaveLength(SIGNALS_PER_PAIR_MAX)
  }, 15_000)
})

describe('too much', () => {
  test.each([
    ['binary', (size: number) => Buffer.alloc(size)],
    ['text', (size: number) => 'x'.repeat(size)],
  ])('[V6] a %s frame one byte too large closes its sender only', async (_, make) => {
    const [one, other] = await newPair(server)
    one.sendRaw(make(FRAME_BYTES_MAX + 1))
    expect(await one.closed).toMatchObject({ code: 1009 })
    expect(await other.next('partnerLeft')).toMatchObject({ why: 'lost' })
    expect(other.received.some(({ type }) => type === 'frame')).toBe(false)
    other.send({ type: 'ping' })
    await other.next('pong')
  })

  test('[V6] a hundred messages at once close the socket, a burst of fifty does not', async () => {
    const client = await greet(server)
    for (let sent = 0; sent < 50; sent += 1) client.send({ type: 'ping' })
    await client.next('pong')
    const flooder = await greet(server)
    for (let sent = 0; sent < 100; sent += 1) flooder.send({ type: 'ping' })
    expect(await flooder.closed).toMatchObject({ code: 4428, reason: 'tooManyFrames' })
    expect(flooder.received.filter(({ type }) => type === 'pong').length).toBeLessThan(70)
    expect(client.ws.readyState).toBe(client.ws.OPEN)
  })

  test.each([
    [64, 1, false],
    [65, 0, true],
  ])('[V6] what comes in %i crumbs arrives %i times', async (crumbs, times, isClosed) => {
    const upgrades = new EventEmitter()
    const signal = jest.fn()
    const hub = {
      isDraining: () => false,
      isFull: () => false,
      refuseBlocked: () => false,
      admit: () => ({ hasPlace: true }),
      gone: () => undefined,
      signal,
    }
    const limits = {
      partyOf: () => ({ key: 'x' }),
      spend: () => Promise.resolve({ allowed: true }),
      occupy: () => true,
    }
    const sockets = createSocketServer(
      upgrades as Server,
      { origins: new Set(['x']), trustedProxies: [], lan: 'off' },
      hub as unknown as Hub,
      limits as unknown as Limits,
      { note: () => undefined } as unknown as Evidence,
    )
    // Each piece of what it says is one chunk, however busy this machine is.
    const heard: Buffer[] = []
    const visitor = new Duplex({
      read: () => undefined,
      write(part: Buffer, _, done) {
        heard.push(part)
        done()
      },
    })
    const headers = { ...lowerCased(UPGRADE), origin: 'x' }
    const from = { remoteAddress: '192.0.2.1' }
    const request = { method: 'GET', url: '/signal', headers, socket: from }
    upgrades.emit('upgrade', request, visitor, Buffer.alloc(0))
    await waitUntil(5_000, () => heard.length > 0)
    for (const byte of frame(0x82, Buffer.alloc(crumbs))) {
      visitor.push(Buffer.from([byte]))
      await new Promise(setImmediate)
    }
    expect(signal).toHaveBeenCalledTimes(times)
    // A close frame with code 1008, or nothing.
    expect(Buffer.concat(heard).toString('hex').endsWith('880203f0')).toBe(isClosed)
    visitor.destroy()
    sockets.close()
  })

  test('[V6] a flood of tiny fragments takes less than 10 MB', async () => {
    const attackers = await Promise.all(
      Array.from({ length: 20 }, () => connect(server, { address: newAddress() })),
    )
    for (const attacker of attackers) attacker.send(HELLO)
    await Promise.all(attackers.map((attacker) => attacker.next('welcome')))
    const before = server.rss()
    let most = 0
    const watch = setInterval(() => (most = Math.max(most, server.rss())), 10).unref()
    const start = frame(0x02, Buffer.from('x'))
    const more = Buffer.concat(Array.from({ length: 16_000 }, () => frame(0x00, Buffer.from('x'))))
    for (const attacker of attackers) writeRaw(attacker, Buffer.concat([start, more]))
    const ends = await Promise.all(attackers.map((attacker) => attacker.closed))
    clearInterval(watch)
    // ws answers with 1008 when there are too many; a reset on the way shows as 1006.
    for (const { code } of ends) expect([1006, 1008, 1009]).toContain(code)
    expect(Math.max(most, server.rss()) - before).toBeLessThan(10 * MEGABYTE)
  })
})

describe('nonsense', () => {
  // Nothing is wrong with it but what each case adds.
  const find = findMessage()
  const proto = (text: string) => text.replace('"mode"', '"__proto__":{"admin":true},"mode"')

  test.each([
    ['nothing', ''],
    ['no JSON', '{'],
    ['a number', '0'],
    ['null', 'null'],
    ['a string', '"find"'],
    ['an array', '[]'],
    ['an array of messages', JSON.stringify([find])],
    ['an empty object', '{}'],
    ['an unknown type', '{"type":"admin"}'],
    ['a type that every object has', '{"type":"constructor"}'],
    ['__proto__ for a type', '{"type":"__proto__"}'],
    ['a type that is an object', '{"type":{"toString":1}}'],
    ['a field too many', JSON.stringify({ ...find, admin: true })],
    ['a prototype', proto(JSON.stringify(find))],
    ['a mode that every object has', JSON.stringify({ ...find, mode: 'toString' })],
    ['interests that are an object', JSON.stringify({ ...find, interests: { length: 1 } })],
    ['too many interests', JSON.stringify({ ...find, interests: Array(11).fill('a') })],
    ['an interest too long', JSON.stringify({ ...find, interests: ['a'.repeat(33)] })],
    ['an interest that turns text around', JSON.stringify({ ...find, interests: ['\u202egpj'] })],
    ['deep arrays', '['.repeat(8_000) + ']'.repeat(8_000)],
    ['deep objects', `${'{"type":'.repeat(1_700)}1${'}'.repeat(1_700)}`],
    ['a huge number', `{"type":"hello","version":1e999,"adult":true,"terms":"x"}`],
  ])('[V2] as text closes its sender with 4400: %s', async (_, text) => {
    const [one, other] = await newPair(server)
    one.sendRaw(text)
    expect(await one.closed).toMatchObject({ code: 4400, reason: 'badMessage' })
    expect(await other.next('partnerLeft')).toMatchObject({ why: 'lost' })
  })

  test('[V2] that is not UTF-8 closes its sender with 4400', async () => {
    const [before = '', after = ''] = JSON.stringify(findMessage({ interests: ['!'] })).split('!')
    for (const bytes of [[0xff], [0xc0, 0x80], [0xed, 0xa0, 0x80], [0x61, 0xe2, 0x82, 0x61]]) {
      const [one, other] = await newPair(server)
      const text = [Buffer.from(before), Buffer.from(bytes), Buffer.from(after)]
      one.ws.send(Buffer.concat(text), { binary: false })
      expect(await one.closed).toMatchObject({ code: 4400, reason: 'badMessage' })
      expect(await other.next('partnerLeft')).toMatchObject({ why: 'lost' })
    }
  })

  test('[V2] below the protocol closes its sender: no mask, reserved bits, unknown codes', async () => {
    const wrong: [number[], number][] = [
      [[0x82, 0x01, 0x00], 1002],
      [[0xf2, 0x81, 0, 0, 0, 0, 0], 1002],
      [[0x83, 0x81, 0, 0, 0, 0, 0], 1002],
      [[0x89, 0xfe, 0, 126, 0, 0, 0, 0], 1002],
      [[0x80, 0x81, 0, 0, 0, 0, 0], 1002],
      [[0x82, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0, 0, 0, 0], 1009],
    ]
    for (const [bytes, code] of wrong) {
      const client = await greet(server)
      writeRaw(client, Buffer.from(bytes))
      expect((await client.closed).code).toBe(code)
    }
  })

  test('[V2] in names that objects have is a word like any other', async () => {
    const words = ['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty']
    const [one, other] = await Promise.all([greet(server), greet(server)])
    one.send(findMessage({ interests: words }))
    await one.next('waiting')
    other.send(findMessage({ interests: words.toReversed() }))
    expect((await other.next('matched')).common.interests).toEqual(words)
    await exchange(one, other)
  })
})
