/** The broker against real MQTT clients: who gets in, and what each may do there. */
import type { MqttClient } from 'mqtt'
import { ACCESS, ROLES, type Access, type Role } from '../../radar/protocol.ts'
import {
  PASSWORD,
  authenticate,
  dial,
  granted,
  letIn,
  listen,
  listenOnWebSocket,
  over,
  published,
  random,
  until,
  type Listening,
} from './brokerHarness.ts'

let listening: Listening
let url: string
let clients: MqttClient[] = []

function client(username: string, node = random(), options = {}): MqttClient {
  const dialled = dial(url, username, node, options)
  clients.push(dialled)
  return dialled
}

beforeEach(async () => {
  listening = await listen()
  url = `mqtt://127.0.0.1:${listening.port}`
})
afterEach(async () => {
  for (const dialled of clients) dialled.end(true)
  clients = []
  expect(listening.errors).toEqual([])
  await listening.close()
})

/** Topics of the table, as one node would name them, and others that are none of it. */
const TOPICS = Object.keys(ACCESS) as (keyof typeof ACCESS)[]
const FOREIGN = ['#', '+', '+/+', 'census/#', 'operator/+', 'operator/#', '$SYS/#', '$SYS/+', 'x']

async function tryEverything(role: Role): Promise<void> {
  const node = random()
  const named = (topic: string, whose = node) => topic.replace('+', whose)

  const subscriber = client(role)
  expect(await letIn(subscriber)).toBe(true)
  const codes = await granted(subscriber, [...TOPICS, ...FOREIGN, named('census/+')])
  const may = (topic: string) => (ACCESS as Record<string, Access>)[topic]
  expect(Object.fromEntries([...TOPICS, ...FOREIGN].map((topic, i) => [topic, codes[i]]))).toEqual(
    Object.fromEntries(
      [...TOPICS, ...FOREIGN].map((topic) => [
        topic,
        may(topic)?.subscribe.includes(role) === true ? 0 : 128,
      ]),
    ),
  )
  expect(codes.at(-1)).toBe(128)

  for (const topic of [...TOPICS, 'x', '$SYS/x'] as string[]) {
    const access = may(topic)
    const isPublisher = access?.publish.includes(role) === true
    for (const retain of [false, true]) {
      const publisher = client(role, node)
      expect(await letIn(publisher)).toBe(true)
      const expected = isPublisher && (!retain || access.retain)
      expect([topic, retain, await published(publisher, named(topic), '1', retain)]).toEqual([
        topic,
        retain,
        expected,
      ])
      publisher.end(true)
      await over(publisher)
      const willing = client(role, node, {
        will: { topic: named(topic), payload: '', retain, qos: 0 },
      })
      expect([topic, retain, await letIn(willing)]).toEqual([
        topic,
        retain,
        expected && access.will,
      ])
      willing.end(true)
      await over(willing)
      // Somebody else's topic of a family, even for who may use his own.
      if (!topic.includes('+')) continue
      const stranger = client(role, node)
      await letIn(stranger)
      expect(await published(stranger, named(topic, random()), '1', retain)).toBe(false)
      const will = { topic: named(topic, random()), payload: '', retain, qos: 0 as const }
      expect(await letIn(client(role, node, { will }))).toBe(false)
    }
  }
}

describe('the access table', () => {
  it.each(ROLES)('[R11] holds for every topic and use: %s', tryEverything)

  it('[R11] holds over WebSocket as well', async () => {
    const server = await listenOnWebSocket(listening.broker)
    url = `ws://127.0.0.1:${server.port}`
    await tryEverything('signaling')
    await tryEverything('viewer')
    for (const dialled of clients) dialled.end(true)
    await server.close()
  })
})

describe('who gets in', () => {
  it('[R11] nobody without name, password, or an id of his own', async () => {
    const node = random()
    for (const options of [
      { username: undefined, password: undefined },
      { username: undefined },
      { password: undefined },
      { password: 'a wrong one' },
      { username: 'nobody' },
      { clientId: '' },
      { clientId: node },
      { clientId: `viewer/${node}` },
      { clientId: `signaling/${node}x` },
      { clientId: 'signaling/+' },
      { clientId: 'signaling/#' },
      { clientId: `signaling/${node.slice(1)}/` },
      { clean: false },
      { keepalive: 0 },
      { keepalive: 61 },
      { protocolVersion: 5 as const },
      { protocolVersion: 3 as const, protocolId: 'MQIsdp' },
    ])
      expect([options, await letIn(client('signaling', node, options))]).toEqual([options, false])
    expect(await letIn(client('signaling', node))).toBe(true)
    expect(listening.broker.connections()).toBe(1)
  })

  it('[R11] nobody takes the place of somebody else', async () => {
    const node = random()
    const first = client('viewer', node)
    expect(await letIn(first)).toBe(true)
    // As long as his own name, so that all but the name is right.
    for (const options of [{ clientId: `viewer/${node}` }, { clientId: `viewer/${random()}` }])
      expect(await letIn(client('reader', node, options))).toBe(false)
    const forged = { clientId: `viewer/${node}`, password: 'a wrong one' }
    expect(await letIn(client('viewer', node, forged))).toBe(false)
    expect(await granted(first, ['counts'])).toEqual([0])
    expect(listening.broker.connections()).toBe(1)
  })
})

it('[R11] tells one filter from another in the same packet', async () => {
  const operator = client('viewer')
  await letIn(operator)
  expect(await granted(operator, ['counts', 'operator/team', 'alert'])).toEqual([0, 128, 0])
  const heard: string[] = []
  operator.on('message', (topic) => heard.push(topic))
  listening.broker.publish('operator/team', '[]', { retain: true })
  listening.broker.publish('alert', '[]')
  await until(() => heard.length > 0)
  expect(heard).toEqual(['alert'])
  expect(operator.connected).toBe(true)
})

it('[R11] forgets what a node said of itself when it is lost, and runs its last will', async () => {
  const node = random()
  const topic = `census/${node}`
  const signaling = client('signaling', node, {
    will: { topic, payload: 'the will', retain: true, qos: 0 },
  })
  await letIn(signaling)
  expect(await published(signaling, topic, 'alive', true)).toBe(true)
  signaling.stream.destroy()
  await until(() => listening.heard.at(-1)?.text === '')
  expect(listening.heard.map(({ text }) => text)).toEqual(
    expect.arrayContaining(['alive', 'the will', '']),
  )
  const radar = client('radar')
  const heard: string[] = []
  radar.on('message', (name) => heard.push(name))
  await letIn(radar)
  listening.broker.publish('query', '{}')
  await granted(radar, ['census/+', 'abuse'])
  const other = client('signaling')
  await letIn(other)
  await published(other, 'abuse', '{}')
  await until(() => heard.length > 0)
  expect(heard).toEqual(['abuse'])
})

it('[O4] cuts every connection of a user at once, and one still being checked', async () => {
  await listening.close()
  const asked: ((role: Role) => void)[] = []
  let slow = false
  listening = await listen({
    authenticate: (name, password, id) =>
      slow ? new Promise((resolve) => asked.push(resolve)) : authenticate(name, password, id),
  })
  url = `mqtt://127.0.0.1:${listening.port}`
  const [one, two, other] = [client('viewer'), client('viewer'), client('moderator')]
  await Promise.all([one, two, other].map(letIn))
  slow = true
  const late = client('viewer')
  const lateIn = letIn(late)
  await until(() => asked.length > 0)
  const gone = [one, two].map(over)
  const start = performance.now()
  listening.broker.cut('viewer')
  await Promise.all(gone)
  expect(performance.now() - start).toBeLessThan(1_000)
  asked[0]?.('viewer')
  expect(await lateIn).toBe(false)
  expect(other.connected).toBe(true)
  expect(listening.broker.connections()).toBe(1)
})

it('[R12] bounds the connections of one user', async () => {
  const all = Array.from({ length: 50 }, () => client('reader'))
  // A few at a time: those who are not known yet are bounded as well.
  for (let i = 0; i < all.length; i += 10)
    expect(await Promise.all(all.slice(i, i + 10).map(letIn))).not.toContain(false)
  expect(await letIn(client('reader'))).toBe(false)
  expect(await letIn(client('viewer'))).toBe(true)
  all[0]?.end(true)
  await until(() => listening.broker.connections() === 50)
  expect(await letIn(client('reader'))).toBe(true)
})

it('says who has gone', async () => {
  await listening.close()
  const gone: string[] = []
  listening = await listen({ onGone: (username, clientId) => gone.push(`${username} ${clientId}`) })
  url = `mqtt://127.0.0.1:${listening.port}`
  const node = random()
  const dialled = client('viewer', node)
  await letIn(dialled)
  expect(await letIn(client('viewer', random(), { password: `not ${PASSWORD}` }))).toBe(false)
  dialled.end(true)
  await until(() => gone.length > 0)
  expect(gone).toEqual([`viewer viewer/${node}`])
})
