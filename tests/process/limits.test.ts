/** How much one address may ask for, on the running server. */
import { setTimeout as pause } from 'node:timers/promises'
import {
  connect,
  exchange,
  findMessage,
  greet,
  handshake,
  HELLO,
  introduce,
  newAddress,
  type Client,
} from '../helpers/client.ts'
import { BEHIND_PROXY, startSignaling, type SignalingProcess } from '../helpers/signalingProcess.ts'

const CONNECTIONS = 64
const CONNECTS = 300
const FINDS = 120
const MINUTE_MS = 60_000

let server: SignalingProcess
beforeAll(async () => {
  server = await startSignaling(BEHIND_PROXY)
})
afterAll(() => server.stop())

async function fill(addresses: readonly string[]): Promise<Client[]> {
  return Promise.all(
    Array.from({ length: CONNECTIONS }, (_, index) =>
      connect(server, { address: addresses[index % addresses.length] ?? '' }),
    ),
  )
}

/** The 65th is told why and until when, and then closed. */
async function expectNoPlace(address: string): Promise<void> {
  const before = Date.now()
  const client = await connect(server, { address })
  const refused = await client.next('refused')
  expect(refused.reason).toBe('tooManyConnections')
  expect(refused.until).toBeGreaterThan(before)
  expect(refused.until).toBeLessThan(before + MINUTE_MS)
  expect(await client.closed).toMatchObject({ code: 4429, reason: 'tooManyConnections' })
}

async function expectWelcome(address: string): Promise<Client> {
  const client = await connect(server, { address })
  client.send(HELLO)
  await client.next('welcome')
  return client
}

/** A place is free once the server has seen the socket close, which we cannot see: so ask again. */
async function expectPlaceSoon(address: string): Promise<void> {
  for (let attempt = 0; attempt < 20; attempt += 1) {
    const client = await connect(server, { address })
    client.send(HELLO)
    const welcomed = await client.next('welcome').catch(() => null)
    if (welcomed !== null) return client.ws.terminate()
    await pause(50)
  }
  throw new Error('no place has become free')
}

test('[V5] one address has 64 sockets; the 65th is refused with an end, others are not', async () => {
  const address = newAddress()
  const clients = await fill([address])
  await expectNoPlace(address)
  await expectWelcome(newAddress())
  clients[0]?.ws.close()
  await clients[0]?.closed
  await expectPlaceSoon(address)
})

test('[V5] addresses in one IPv6 /64 share their places, the next /64 has its own', async () => {
  await fill(['2001:db8:1:2::1', '2001:db8:1:2:ffff::2', '2001:db8:1:2:1:2:3:4'])
  await expectNoPlace('2001:db8:1:2::99')
  await expectWelcome('2001:db8:1:3::1')
})

test('[V5] an IPv4 address counts the same however it is written', async () => {
  const address = newAddress()
  await fill([address, `::ffff:${address}`])
  await expectNoPlace(address)
})

test('[V5] the 301st socket in a minute is refused with 429 and an end', async () => {
  const address = newAddress()
  for (let count = 0; count < CONNECTS; count += 1) {
    const client = await connect(server, { address })
    client.ws.terminate()
  }
  const { status, retryAfter } = await handshake(server, { address })
  expect(status).toBe(429)
  expect(Number(retryAfter)).toBeGreaterThan(0)
  expect(Number(retryAfter)).toBeLessThanOrEqual(60)
  expect(await handshake(server, { address: newAddress() })).toMatchObject({ status: 101 })
}, 30_000)

test('[V5] searches end at 120 in a minute with a reason, and the socket stays usable', async () => {
  const address = newAddress()
  // More sockets than one, because each has a limit on its frames too.
  // Another wish each time: the same one again goes on, and costs the network nothing.
  const clients = await Promise.all([1, 2, 3].map(() => greet(server, { address })))
  const [first, second, third] = clients as [Client, Client, Client]
  for (const [index, client] of clients.entries())
    for (let count = 0; count < FINDS / clients.length; count += 1)
      client.send(findMessage({ interests: [`nobody but ${index}.${count}`] }))
  // What was sent before is handled when the answer to a ping is here.
  for (const client of clients) client.send({ type: 'ping' })
  await Promise.all(clients.map((client) => client.next('pong')))
  const before = Date.now()
  const late = findMessage()
  first.send(late)
  const refused = await first.next('refused')
  expect(refused.reason).toBe('tooManySearches')
  expect(refused.until).toBeGreaterThan(before)
  expect(refused.until).toBeLessThanOrEqual(before + MINUTE_MS + 1_000)
  for (const client of [first, second, third]) {
    client.send({ type: 'ping' })
    await client.next('pong')
  }
  const others = await Promise.all([greet(server), greet(server)])
  await introduce(...others)
  await exchange(...others)
}, 20_000)

test('[V5] reports end at 30 in an hour with a reason, and the socket stays usable', async () => {
  const address = newAddress()
  const reportSomebody = async () => {
    const [client, stranger] = await Promise.all([greet(server, { address }), greet(server)])
    const [{ report: token }] = await introduce(client, stranger)
    client.send({ type: 'report', token, reason: 'spam' })
    return client
  }
  for (let count = 0; count < 30; count += 1) {
    const client = await reportSomebody()
    expect((await client.next('reported')).accepted).toBe(true)
  }
  const client = await reportSomebody()
  expect((await client.next('refused')).reason).toBe('tooManyReports')
  client.send({ type: 'ping' })
  await client.next('pong')
})
