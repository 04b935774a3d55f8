/** Operators of a running radar who try more than they may, and one who may nothing any more. */
import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { MqttClient } from 'mqtt'
import { reaches, ROUTES, type SettingsInForce } from '../../radar/operatorProtocol.ts'
import { ACCESS, type Access, type OperatorRole } from '../../radar/protocol.ts'
import { dialIn, isLetIn, ticketOf, watch, type Ticket } from '../helpers/operatorWatch.ts'
import { enrol, invite, signIn, type Operator } from '../helpers/radarOperator.ts'
import {
  createFolder,
  removeFolder,
  startRadar,
  type RadarProcess,
} from '../helpers/radarProcess.ts'
import { DIST } from '../helpers/signalingProcess.ts'
import { waitUntil } from '../helpers/wait.ts'

/** The rule says one second; this machine may be busy. */
const CUT_WITHIN_MS = 2_000
const FOREIGN = ['#', '+', '+/+', 'operator/+', 'operator/#', '$SYS/#', 'census/#']

let folder: string
let radar: RadarProcess
let ada: Operator
const clients: MqttClient[] = []

beforeAll(async () => {
  folder = createFolder()
  radar = await startRadar(folder)
  ada = await enrol(radar, radar.firstToken ?? '', 'ada')
})
afterAll(async () => {
  for (const client of clients) client.end(true)
  await radar.stop()
  removeFolder(folder)
})

const newcomer = async (name: string, role: OperatorRole) =>
  enrol(radar, await invite(ada, role), name)

function dial(ticket: Ticket, options = {}): MqttClient {
  const client = dialIn(radar, ticket, options)
  clients.push(client)
  return client
}
const isGone = (client: MqttClient) =>
  new Promise<boolean>((resolve) => {
    client.once('close', () => resolve(true))
    client.on('packetreceive', ({ cmd }) => {
      if (cmd === 'puback') resolve(false)
    })
  })

describe('a disabled operator', () => {
  test.each([
    ['another one', 'bob', () => ada.post('/api/team/disable', { name: 'bob' })],
    [
      'the shell',
      'cleo',
      () =>
        promisify(execFile)(process.execPath, [
          join(DIST, 'radar', 'operatorCommand.js'),
          'disable',
          'cleo',
          '--data',
          folder,
        ]),
    ],
  ])('[O4] is out within a second: by %s', async (_by, name, disable) => {
    const one = await newcomer(name, 'moderator')
    const eyes = [await watch(radar, one), await watch(radar, one)]
    const [unused, ofShell] = [await ticketOf(one), await ticketOf(ada)]
    expect((await one.get('/api/me')).status).toBe(200)
    let left = eyes.length
    for (const { closed } of eyes) void closed.then(() => (left -= 1))

    await disable()
    // From the answer on nothing of him is left.
    expect((await one.get('/api/me')).status).toBe(401)
    expect((await one.post('/api/ticket')).status).toBe(401)
    await waitUntil(CUT_WITHIN_MS, () => left === 0)
    expect(await isLetIn(dial(unused))).toBe(false)
    const heard = eyes.map(({ heard: all }) => all.length)
    // Whoever else is there does not notice, and hears what he no longer does.
    const other = dial(ofShell)
    expect(await isLetIn(other)).toBe(true)
    await new Promise<void>((resolve) => {
      other.once('message', () => resolve())
      other.subscribe('counts')
    })
    expect(eyes.map(({ heard: all }) => all.length)).toEqual(heard)
    await expect(signIn(radar, name, one.recoveryCodes[0] ?? '')).rejects.toThrow(
      'wrongCredentials',
    )
  })
})

describe.each(['viewer', 'moderator'] as const)('a %s', (role) => {
  let one: Operator
  beforeAll(async () => {
    one = await newcomer(`${role}1`, role)
  })

  test('[O4] subscribes to what the table grants, and publishes nothing', async () => {
    const topics = Object.keys(ACCESS)
    const eyes = await watch(radar, one, [...topics, ...FOREIGN])
    const access: Readonly<Record<string, Access>> = ACCESS
    expect(eyes.granted).toEqual([
      ...topics.map((topic) => (access[topic]?.subscribe.includes(role) === true ? 0 : 128)),
      ...FOREIGN.map(() => 128),
    ])
    const allowed = topics.filter((topic) => access[topic]?.subscribe.includes(role))

    for (const topic of [...topics, '$SYS/x', 'x']) {
      const ticket = await ticketOf(one)
      const client = dial(ticket)
      expect(await isLetIn(client)).toBe(true)
      const gone = isGone(client)
      const node = ticket.clientId.split('/')[1] ?? ''
      client.publish(topic.replace('+', node), 'forged', { qos: 1, retain: true })
      expect([topic, await gone]).toEqual([topic, true])
    }
    const will = { topic: 'counts', payload: 'forged', qos: 0, retain: true } as const
    expect(await isLetIn(dial(await ticketOf(one), { will }))).toBe(false)
    expect(eyes.heard.filter(({ text }) => text === 'forged')).toEqual([])
    const later = await watch(radar, ada, allowed)
    expect(later.heard.filter(({ text }) => text === 'forged')).toEqual([])
    later.close()
    eyes.close()
  })

  test('[O4][R17] is nobody else with his ticket, and only once himself', async () => {
    const id = randomBytes(16).toString('base64url')
    for (const change of [
      { username: 'ada', clientId: `ada/${id}` },
      { clientId: `ada/${id}` },
      { username: 'ada' },
      { username: 'radar', clientId: `radar/${id}` },
      { username: 'signaling', clientId: `signaling/${id}` },
      { clientId: `${role}1/${id}` },
    ]) {
      const ticket = await ticketOf(one)
      expect([change, await isLetIn(dial({ ...ticket, ...change }))]).toEqual([change, false])
    }
    const ticket = await ticketOf(one)
    const elsewhere = { wsOptions: { origin: 'https://elsewhere.example' } }
    expect(await isLetIn(dial(ticket, elsewhere))).toBe(false)
    expect(await isLetIn(dial(ticket))).toBe(true)
    expect(await isLetIn(dial(ticket))).toBe(false)
  })

  test('[O4] is refused by every route beyond the role, and nothing changes', async () => {
    const before = [await ada.get('/api/audit'), await ada.get('/api/estimate?prefix=101.2.3.4')]
    const beyond = Object.entries(ROUTES).filter(([, needs]) => !reaches(role, needs))
    expect(beyond.map(([route]) => route)).toContain('POST /api/team/invite')
    const until = Date.now() + 60_000
    const prefix = '101.2.3.4'
    const bodies: Record<string, object> = {
      '/api/blocks': { prefix, level: 'app', reason: 'manual', until },
      '/api/blocks/extend': { prefix, until },
      '/api/blocks/lift': { prefix },
      '/api/cases/block': { handle: 'h'.repeat(22), until },
      '/api/cases/close': { handle: 'h'.repeat(22) },
      '/api/dryrun': { on: true },
      '/api/team/invite': { role: 'administrator' },
    }
    for (const [route] of beyond) {
      const [method = '', path = ''] = route.split(' ')
      const { status, body } =
        method === 'GET'
          ? await one.get(`${path}?prefix=${prefix}`)
          : await one.post(path, bodies[path] ?? { name: 'ada' })
      expect([route, status, body['problem']]).toEqual([route, 403, 'notAllowed'])
    }
    expect((await one.get('/api/me')).body).toMatchObject({ name: `${role}1`, role })
    const after = [await ada.get('/api/audit'), await ada.get('/api/estimate?prefix=101.2.3.4')]
    expect(after).toEqual(before)
    const eyes = await watch(radar, ada, ['operator/blocks', 'operator/settings'])
    const settings = () => eyes.latest('operator/settings') as SettingsInForce | undefined
    await waitUntil(CUT_WITHIN_MS, () => settings() !== undefined)
    expect(eyes.latest('operator/blocks')).toEqual([])
    expect(settings()?.dryRun).toBe(false)
    eyes.close()
  })
})
