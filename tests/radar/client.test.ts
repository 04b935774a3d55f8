/** The MQTT client while its broker goes, comes back, takes nothing, or says too much. */
import { once } from 'node:events'
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net'
import { generate, parser } from 'mqtt-packet'
import { createRadarClient, type ClientState, type RadarClient } from '../../radar/client.ts'
import { PASSWORD, listen, random, until, type Listening } from './brokerHarness.ts'

let closing: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const close of closing.reverse()) await close()
  closing = []
})

interface Made {
  readonly client: RadarClient
  readonly node: string
  readonly heard: string[]
  readonly states: ClientState[]
}

function make(
  port: number,
  change: Partial<Parameters<typeof createRadarClient>[0]> = {},
  user = 'signaling',
): Made {
  const node = random()
  const heard: string[] = []
  const states: ClientState[] = []
  const client = createRadarClient({
    url: `mqtt://127.0.0.1:${port}`,
    credentials: { username: user, clientId: `${user}/${node}`, password: PASSWORD },
    topics: ['blocklist', 'thresholds'],
    onMessage: (topic, text) => heard.push(`${topic} ${text}`),
    onState: (state) => states.push(state),
    ...change,
  })
  closing.push(client.close)
  return { client, node, heard, states }
}

async function start(port = 0): Promise<Listening> {
  const listening = await listen({}, port)
  closing.push(listening.close)
  return listening
}

/** Somebody at the broker's port who lets nobody in; each attempt to come in is an event. */
async function startClosedDoor(port: number): Promise<Server> {
  const server = createServer((socket) => socket.destroy())
  server.listen(port, '127.0.0.1')
  await once(server, 'listening')
  closing.push(() => new Promise((resolve) => server.close(resolve)))
  return server
}

/** A broker of a few lines: it lets everybody in, and then does what a test wants. */
async function startOddBroker(onConnected: (socket: Socket) => void): Promise<number> {
  const sockets = new Set<Socket>()
  const server: Server = createServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => {})
    const packets = parser({ protocolVersion: 4 })
    packets.on('packet', (packet) => {
      if (packet.cmd !== 'connect') return
      socket.write(generate({ cmd: 'connack', returnCode: 0, sessionPresent: false }))
      onConnected(socket)
    })
    socket.on('data', (chunk) => packets.parse(chunk))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  closing.push(() => {
    for (const socket of sockets) socket.destroy()
    return new Promise((resolve) => server.close(resolve))
  })
  return (server.address() as AddressInfo).port
}

it('[R14] publishes, hears, and says goodbye without its last will', async () => {
  const broker = await start()
  broker.broker.publish('blocklist', 'kept', { retain: true })
  const node = random()
  const { client, heard, states } = make(broker.port, {
    credentials: { username: 'signaling', clientId: `signaling/${node}`, password: PASSWORD },
    will: { topic: `census/${node}`, text: 'lost', retain: false },
  })
  expect(client.publish('abuse', 'too early')).toBe(false)
  await until(() => heard.length === 1)
  expect(heard).toEqual(['blocklist kept'])
  expect(states).toEqual(['connected'])
  expect(client.isConnected()).toBe(true)
  expect(client.publish('abuse', '{}', { qos: 1 })).toBe(true)
  expect(client.publish(`census/${node}`, 'alive', { retain: true })).toBe(true)
  await until(() => broker.heard.length === 2)
  await client.close()
  expect(client.publish('abuse', 'too late')).toBe(false)
  await until(() => broker.broker.connections() === 0)
  await until(() => broker.heard.length === 3)
  expect(new Set(broker.heard.map(({ text }) => text))).toEqual(new Set(['{}', 'alive', '']))
})

it('[R14] has its last will published when it is lost', async () => {
  const broker = await start()
  const node = random()
  const { client } = make(broker.port, {
    credentials: { username: 'signaling', clientId: `signaling/${node}`, password: PASSWORD },
    will: { topic: `census/${node}`, text: 'lost', retain: false },
  })
  await until(client.isConnected)
  for (const socket of broker.sockets) socket.destroy()
  await until(() => broker.heard.some(({ text }) => text === 'lost'))
})

it('[R14] neither grows nor throws while the broker is away, and then says the newest', async () => {
  const first = await listen()
  const { port } = first
  const { client, node, states } = make(port)
  await until(client.isConnected)
  await first.close()
  await until(() => !client.isConnected())

  globalThis.gc?.()
  const before = process.memoryUsage().heapUsed
  const filling = 'x'.repeat(2_000)
  let taken = 0
  let said = 0
  function sayMuch(): void {
    for (let i = 0; i < 100_000; i += 1) {
      said += 1
      if (client.publish(`census/${node}`, `${said} ${filling}`, { retain: true })) taken += 1
      if (client.publish('abuse', filling, { qos: 1 })) taken += 1
    }
  }
  const door = await startClosedDoor(port)
  sayMuch()
  // While it tries, and between two tries.
  for (let tries = 0; tries < 2; tries += 1) {
    await once(door, 'connection')
    sayMuch()
  }
  await new Promise((resolve) => door.close(resolve))
  expect(said).toBeGreaterThan(200_000)
  expect(taken).toBe(0)
  // Had they been queued, they would be 2 kB each.
  expect(process.memoryUsage().heapUsed - before).toBeLessThan(said * 500)

  const second = await start(port)
  await until(client.isConnected)
  expect(states).toEqual(['connected', 'disconnected', 'connected'])
  expect(client.publish(`census/${node}`, 'the newest', { retain: true })).toBe(true)
  await until(() => second.heard.length > 0)
  expect(second.heard).toEqual([{ topic: `census/${node}`, text: 'the newest' }])
})

it('[R14] hears again what it wants after every connection', async () => {
  const broker = await start()
  const { client, heard } = make(broker.port)
  await until(client.isConnected)
  for (const socket of broker.sockets) socket.destroy()
  await until(() => !client.isConnected())
  broker.broker.publish('thresholds', 'new', { retain: true })
  await until(() => heard.length > 0)
  expect(heard).toEqual(['thresholds new'])
})

it('[R14] takes no more when the broker takes nothing', async () => {
  const port = await startOddBroker((socket) => socket.pause())
  const { client, node } = make(port)
  await until(client.isConnected)
  const filling = 'x'.repeat(10_000)
  let taken = 0
  for (let i = 0; i < 5_000; i += 1) {
    if (client.publish(`census/${node}`, filling, { retain: true })) taken += 1
    if (i % 50 === 0) await new Promise((resolve) => setImmediate(resolve))
  }
  // What the two kernels hold, and a quarter of a megabyte here.
  expect(taken).toBeLessThan(2_500)
  expect(client.publish('abuse', 'x')).toBe(false)
})

it('[R14] waits for few acknowledgements', async () => {
  const port = await startOddBroker(() => {})
  const { client } = make(port)
  await until(client.isConnected)
  const taken = Array.from({ length: 100 }, () => client.publish('abuse', 'x', { qos: 1 }))
  expect(taken.filter(Boolean)).toHaveLength(16)
  expect(client.publish('abuse', 'x')).toBe(true)
})

it('[R12] ends a connection that announces too much, and survives any payload', async () => {
  let connections = 0
  const port = await startOddBroker((socket) => {
    connections += 1
    for (const payload of [
      Buffer.from([0xff, 0xfe]),
      Buffer.alloc(0),
      Buffer.from('{"__proto__":1}'),
    ])
      socket.write(
        generate({
          cmd: 'publish',
          topic: 'blocklist',
          payload,
          qos: 0,
          dup: false,
          retain: false,
        }),
      )
    if (connections === 1) socket.write(Buffer.from([0x30, 0xff, 0xff, 0x7f, 0, 1, 120]))
    if (connections === 2) socket.write(Buffer.from([0xff, 0x00, 0x12]))
  })
  const { heard, states } = make(port, { bytesMax: 1_000_000 })
  await until(() => connections === 3 && heard.length === 6)
  expect(heard).toEqual(
    Array.from({ length: 3 }, () => ['blocklist ', 'blocklist {"__proto__":1}']).flat(),
  )
  expect(states.filter((state) => state === 'disconnected')).toHaveLength(2)
})

it('asks for new credentials before every connection, and says when they are refused', async () => {
  const broker = await start()
  const passwords = ['a wrong one', null, PASSWORD]
  const asked: string[] = []
  const { client, states } = make(broker.port, {
    credentials: () => {
      const password = passwords[asked.length]
      asked.push(password ?? 'none')
      return password === null || password === undefined
        ? Promise.reject(new Error('signed out'))
        : Promise.resolve({ username: 'viewer', clientId: `viewer/${random()}`, password })
    },
    topics: ['counts'],
  })
  await until(client.isConnected)
  expect(asked).toEqual(['a wrong one', 'none', PASSWORD])
  expect(states).toEqual(['refused', 'disconnected', 'connected'])
})

it('closes in time when the broker answers nothing', async () => {
  const port = await startOddBroker((socket) => socket.pause())
  const { client } = make(port)
  await until(client.isConnected)
  client.publish('abuse', 'x', { qos: 1 })
  const start = performance.now()
  await client.close()
  expect(performance.now() - start).toBeLessThan(4_000)
})
