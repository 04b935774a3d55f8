/** The broker, in a process of its own, against clients that mean harm or do not read. */
import { randomBytes } from 'node:crypto'
import { connect as connectTcp, type Socket } from 'node:net'
import type { MqttClient } from 'mqtt'
import { generate } from 'mqtt-packet'
import { WebSocket } from 'ws'
import { dial, granted, letIn, over, published, random, until } from './brokerHarness.ts'
import { startBroker, type BrokerProcess } from './brokerProcess.ts'

let broker: BrokerProcess
let sockets: Socket[] = []

function tcp(): Socket {
  const socket = connectTcp(broker.port, '127.0.0.1')
  socket.on('error', () => {})
  sockets.push(socket)
  return socket
}
const ended = (socket: Socket) =>
  new Promise<void>((resolve) => {
    if (socket.destroyed) resolve()
    else socket.once('close', () => resolve())
  })
const url = () => `mqtt://127.0.0.1:${broker.port}`

/** Whether an honest client is let in, is heard, and hears. */
async function isServing(): Promise<boolean> {
  const node = random()
  const client = dial(url(), 'signaling', node)
  const isIn = await letIn(client)
  const isHeard = isIn && (await published(client, `census/${node}`, '{}', true))
  client.end(true)
  return isHeard && !broker.hasExited()
}

beforeAll(async () => {
  broker = await startBroker()
  // What a first connection loads is not an attack's.
  for (let i = 0; i < 30; i += 1) await isServing()
})
afterEach(() => {
  for (const socket of sockets) socket.destroy()
  sockets = []
})
afterAll(() => broker.stop())

/** Sends as much as the other side takes, up to `megabytes`. */
async function pour(first: Buffer, megabytes: number): Promise<void> {
  const socket = tcp()
  const chunk = Buffer.alloc(1_048_576, 'x')
  socket.write(first)
  for (let sent = 0; sent < megabytes && !socket.destroyed; sent += 1)
    if (!socket.write(chunk))
      await Promise.race([new Promise((resolve) => socket.once('drain', resolve)), ended(socket)])
  socket.destroy()
}

/** A CONNECT header that announces 100 MB, and the beginning of its variable header. */
const HUGE_CONNECT = Buffer.concat([
  Buffer.from([0x10, 0x80 | (104_857_600 % 128), 0x80, 0x80, 0x32]),
  Buffer.from([0, 4]),
  Buffer.from('MQTT'),
  Buffer.from([4, 0xc2, 0, 30]),
])
/** A sound CONNECT whose password is wrong, with a flood after it. */
const SMALL_CONNECT = generate({
  cmd: 'connect',
  protocolId: 'MQTT',
  protocolVersion: 4,
  clean: true,
  keepalive: 30,
  clientId: `signaling/${random()}`,
  username: 'signaling',
  password: Buffer.from('wrong'),
})

it.each([
  ['a CONNECT of 100 MB', HUGE_CONNECT],
  ['100 MB after a CONNECT', SMALL_CONNECT],
  ['100 MB of something else', Buffer.from([0x30, 0xff, 0xff, 0xff, 0x7f])],
])('[R12] four sockets with %s do not grow its memory', async (_name, first) => {
  const before = broker.rssMb()
  let worst = 0
  const watch = setInterval(() => (worst = Math.max(worst, broker.rssMb())), 20)
  await Promise.all([1, 2, 3, 4].map(() => pour(first, 100)))
  clearInterval(watch)
  expect(Math.max(worst, broker.rssMb()) - before).toBeLessThan(5)
  expect(await isServing()).toBe(true)
})

it('[R12] the same over WebSocket does not either', async () => {
  const before = broker.rssMb()
  const attack = () =>
    new Promise<void>((resolve) => {
      const socket = new WebSocket(`ws://127.0.0.1:${broker.webSocketPort}`, 'mqtt')
      socket.on('error', () => {})
      socket.on('close', () => resolve())
      socket.on('open', () => {
        socket.send(HUGE_CONNECT)
        for (let i = 0; i < 100; i += 1) socket.send(Buffer.alloc(1_048_576, 'x'))
      })
    })
  await Promise.all([attack(), attack(), attack(), attack()])
  expect(broker.rssMb() - before).toBeLessThan(5)
  expect(await isServing()).toBe(true)
})

it('[R12] who says nothing, or a byte at a time, is gone in 5 seconds, and is one of few', async () => {
  const start = performance.now()
  const silent = Array.from({ length: 100 }, tcp)
  const first = tcp()
  let sent = 0
  const drip = setInterval(() => first.write(SMALL_CONNECT.subarray(sent, (sent += 1))), 100)
  // 32 unknown connections of one address are served; the others end at once.
  await until(() => silent.filter((socket) => socket.destroyed).length >= 68)
  expect(performance.now() - start).toBeLessThan(4_500)
  expect(silent.filter((socket) => !socket.destroyed).length).toBeLessThanOrEqual(32)
  await Promise.all([...silent, first].map(ended))
  clearInterval(drip)
  expect(performance.now() - start).toBeLessThan(12_000)
  expect(await isServing()).toBe(true)
})

it('[R12] every role has its size of packet', async () => {
  const node = random()
  const signaling = dial(url(), 'signaling', node)
  await letIn(signaling)
  expect(await published(signaling, `census/${node}`, 'x'.repeat(60_000))).toBe(true)
  expect(await published(signaling, `census/${node}`, 'x'.repeat(65_537))).toBe(false)
  const viewer = dial(url(), 'viewer', random())
  await letIn(viewer)
  const filters = Array.from({ length: 100 }, (_, i) => `${'x'.repeat(30)}${i}`)
  expect(await granted(viewer, filters)).toEqual([])
})

it('[R12] 10,000 connections of random bytes do it no harm', async () => {
  /** Every other one begins like a packet that is let pass. */
  const noise = (i: number) => {
    const bytes = randomBytes(1 + (i % 200))
    if (i % 2 === 0) return bytes
    const packet = Buffer.from(SMALL_CONNECT)
    for (let flips = 0; flips < 1 + (i % 4); flips += 1)
      packet[2 + ((i * 31 + flips * 7) % (packet.length - 2))] = bytes[0] ?? 0
    return packet
  }
  async function storm(times: number): Promise<void> {
    let next = 0
    async function worker(): Promise<void> {
      while (next < times) {
        const socket = connectTcp(broker.port, '127.0.0.1')
        socket.on('error', () => {})
        socket.on('data', () => {})
        const bytes = noise(next)
        next += 1
        // It may wait for the rest: then it is this side that ends.
        socket.end(bytes)
        await ended(socket)
      }
    }
    await Promise.all(Array.from({ length: 16 }, worker))
  }
  await storm(1_000)
  const before = await broker.heldMb()
  await storm(9_000)
  // A leak of 300 bytes a connection.
  expect((await broker.heldMb()) - before).toBeLessThan(2.7)
  expect(await isServing()).toBe(true)
})

it('[R12] who does not read is cut, and nobody else notices', async () => {
  const before = broker.rssMb()
  const lags: number[] = []
  const healthy = dial(url(), 'viewer', random())
  healthy.on('message', (_topic, payload) =>
    lags.push(Date.now() - Number(payload.subarray(0, 13).toString())),
  )
  await letIn(healthy)
  await granted(healthy, ['counts'])
  const frozen: MqttClient[] = []
  for (let i = 0; i < 6; i += 1) {
    const way = i % 2 === 0 ? url() : `ws://127.0.0.1:${broker.webSocketPort}`
    const client = dial(way, 'viewer', random())
    // Never calls back, so that nothing more is read.
    client.handleMessage = () => {}
    expect(await letIn(client)).toBe(true)
    expect(await granted(client, ['counts'])).toEqual([0])
    frozen.push(client)
  }
  await until(() => broker.connections() === 7)
  const times = 800
  broker.publish({ bytes: 200_000, everyMs: 5, times })
  let worst = 0
  await until(() => {
    worst = Math.max(worst, broker.rssMb())
    return lags.length === times && broker.connections() === 1
  }, 60_000)
  expect(Math.max(...lags)).toBeLessThan(3_000)
  // 160 MB were said. What waits for one frozen reader waits for all of them in the same bytes.
  expect(worst - before).toBeLessThan(100)
  expect(healthy.connected).toBe(true)
  for (const client of [healthy, ...frozen]) client.end(true)
}, 90_000)

it('[R12] everybody comes back at once', async () => {
  const users = ['radar', 'signaling', 'firewall', 'reader', 'viewer', 'moderator']
  for (let round = 0; round < 3; round += 1) {
    const clients = users.flatMap((user) =>
      Array.from({ length: 40 }, () => dial(url(), user, random())),
    )
    const inAtOnce = (await Promise.all(clients.map(letIn))).filter(Boolean).length
    // Beyond the unknown ones of one address they must try again, and do.
    expect(inAtOnce).toBeGreaterThan(30)
    for (const client of clients) client.end(true)
    await Promise.all(clients.map(over))
  }
  expect(await isServing()).toBe(true)
})
