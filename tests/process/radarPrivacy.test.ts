/** Visitors from networks that nobody else has: where their addresses are afterwards, and where not. */
import { connect as dial, type MqttClient } from 'mqtt'
import { randomBytes } from 'node:crypto'
import type { Alerts, Audit, Blocks, Cases } from '../../radar/operatorProtocol.ts'
import { connect, exchange, findMessage, greet, handshake, introduce } from '../helpers/client.ts'
import { dialIn, listenTo, ticketOf, watch, type Watch } from '../helpers/operatorWatch.ts'
import { enrol } from '../helpers/radarOperator.ts'
import {
  createFolder,
  removeFolder,
  startRadar,
  startSignalingBeside,
  type RadarProcess,
} from '../helpers/radarProcess.ts'
import { openFolder } from '../helpers/sealedFiles.ts'
import type { SignalingProcess } from '../helpers/signalingProcess.ts'
import { addressesIn } from '../helpers/spellings.ts'
import { waitUntil } from '../helpers/wait.ts'

/** People: some of them clumsy, one of them reported. */
const QUIET = [
  '101.77.213.94',
  '103.251.167.89',
  '2a0b:f4c2:1d3e:7a9c:5a17::beef',
  '2a0e:5a17:c3d9:841b:99fe::7',
] as const
/** An operator's own, behind the same proxy. */
const OPERATOR = '104.238.171.67'
const FLOODER = '105.186.229.73'
const UNWANTED = '2a0f:e8b4:3c71:d529:1:2:3:4'
const ALL = [...QUIET, OPERATOR, FLOODER, UNWANTED]

const EVERYTHING = [
  'counts',
  'alert',
  'operator/feed',
  'operator/blocks',
  'operator/settings',
  'operator/cases',
  'operator/team',
]
const FEEDS = ['json', 'txt', 'nft', 'nginx'].map((format) => `/blocklist.${format}`)
const PATIENCE_MS = 10_000

let folder: string
let radar: RadarProcess
let server: SignalingProcess
let ada: Awaited<ReturnType<typeof enrol>>
let eyes: Watch
let reader: MqttClient
let read: string[]

beforeAll(async () => {
  folder = createFolder()
  radar = await startRadar(folder, { RADAR_TRUSTED_PROXIES: '127.0.0.1,::1' })
  server = await startSignalingBeside(radar)
  ada = await enrol(radar, radar.firstToken ?? '', 'ada')
  const headers = { 'X-Forwarded-For': OPERATOR }
  const wsOptions = { origin: radar.origin, headers }
  eyes = await listenTo(dialIn(radar, await ticketOf(ada), { wsOptions }), EVERYTHING)
  read = []
  reader = startReader(read)
})
afterAll(async () => {
  reader.end(true)
  eyes.close()
  await Promise.all([server.stop(), radar.stop()])
  removeFolder(folder)
})

/** A machine with the read-only credential. */
function startReader(into: string[]): MqttClient {
  const client = dial(`mqtt://127.0.0.1:${radar.mqttPort}`, {
    protocolVersion: 4,
    username: 'reader',
    clientId: `reader/${randomBytes(16).toString('base64url')}`,
    password: radar.credential('reader'),
  })
  client.on('error', () => undefined)
  client.on('message', (topic, payload) => into.push(`${topic} ${payload.toString()}`))
  client.subscribe(['blocklist', 'counts'])
  return client
}

const feed = async (path: string) =>
  (
    await fetch(`${radar.origin}${path}`, {
      headers: { Authorization: `Bearer ${radar.credential('reader')}` },
    })
  ).text()
const api = async (path: string) => JSON.stringify((await ada.get(path)).body)
const entries = async () => (await ada.get('/api/audit')).body as unknown as Audit

/** Each place of which P5 says that no address is in it, with the addresses that are there. */
async function logged(): Promise<Record<string, string[]>> {
  const places: Record<string, string> = {
    'signaling stdout': server.stdout(),
    'signaling stderr': server.stderr(),
    'radar stdout': radar.stdout(),
    'radar stderr': radar.stderr(),
    'signaling metrics': await server.metricsText(),
    'radar metrics': await radar.metricsText(),
    'signaling health': await (await fetch(`http://127.0.0.1:${server.port}/healthz`)).text(),
    'radar health': await feed('/healthz'),
    counts: eyes.heard.flatMap(({ topic, text }) => (topic === 'counts' ? text : [])).join(),
    alerts: eyes.heard.flatMap(({ topic, text }) => (topic === 'alert' ? text : [])).join(),
    history: await api('/api/history?span=hour'),
  }
  return found(places)
}

/** Each place where those who abuse may be kept. */
async function kept(watching: Watch, list: readonly string[]): Promise<Record<string, string[]>> {
  const places: Record<string, string> = { audit: await api('/api/audit'), list: list.join() }
  for (const { topic, text } of watching.heard) places[topic] = (places[topic] ?? '') + text
  for (const path of FEEDS) places[path] = await feed(path)
  return { ...found(places), ...onDisk() }
}

function onDisk(): Record<string, string[]> {
  const opened = openFolder(folder)
  expect(opened.filter(({ content }) => content !== null).length).toBeGreaterThan(2)
  return {
    ...found(Object.fromEntries(opened.map(({ name, bytes }) => [`${name} as it is`, bytes]))),
    ...found(Object.fromEntries(opened.map(({ name, content }) => [name, content ?? '']))),
  }
}

/** The places that hold any of the addresses. */
function found(places: Readonly<Record<string, string | Buffer>>): Record<string, string[]> {
  return Object.fromEntries(
    Object.entries(places)
      .map(([place, hay]) => [place, addressesIn(hay, ALL)] as const)
      .filter(([, addresses]) => addresses.length > 0),
  )
}

test('[P5] a search for an address finds it in every spelling', () => {
  const four = '101.77.213.94'
  const six = '2a0b:f4c2:1d3e:7a9c:5a17::beef'
  for (const hay of [
    `{"peer":"${four}"}`,
    '::FFFF:654d:d55e',
    '94.213.77.101.in-addr.arpa',
    '101%2e77%2E213%2e94',
    '[101,77,213,94]',
    '0000:0000:0000:0000:0000:ffff:654d:d55e',
    '101-77-213-94.dsl.example',
    `http://${four}:80/`,
    '654dd55e',
    '5ED54D65',
    '%65%4D%D5%5E',
    String(0x654dd55e),
    String(0x5ed54d65),
    Buffer.from(`to ${four}`, 'utf16le'),
    '101.77.213.0/24',
    Buffer.from(`a ${four} b`).toString('base64'),
    Buffer.from(`ab ${four} b`).toString('base64url'),
    Buffer.from(`abc ${four} b`).toString('base64'),
    Buffer.from([1, 2, 101, 77, 213, 94, 3]),
  ])
    expect([hay, addressesIn(hay, ALL)]).toEqual([hay, [four]])
  for (const hay of [
    `{"peer":"${six}"}`,
    '2A0B:F4C2:1D3E:7A9C::/64',
    'c.9.a.7.e.3.d.1.2.c.4.f.b.0.a.2.ip6.arpa',
    '2a0b%3af4c2%3A1d3e%3a7a9c',
    `http://[${six}]:80/`,
    '2a0b-f4c2-1d3e-7a9c',
    '2a0bf4c21d3e7a9c',
    '9c7a3e1dc2f40b2a',
    '%2a%0b%f4%c2%1d%3e%7a%9c',
    String(0x2a0bf4c21d3e7a9cn),
    String(0x9c7a3e1dc2f40b2an),
    Buffer.from(`to ${six}`, 'utf16le'),
    Buffer.from(`a ${six} b`).toString('base64'),
    Buffer.from('002a0bf4c21d3e7a9c5a17', 'hex'),
  ])
    expect([hay, addressesIn(hay, ALL)]).toEqual([hay, [six]])
  const sparse = ['10.11.0.12', '2a0d:1::5']
  for (const hay of ['::ffff:a0b:c', '0:0:0:0:0:ffff:0a0b:000c'])
    expect(addressesIn(hay, sparse)).toEqual(['10.11.0.12'])
  for (const hay of ['2a0d:1::5', '2A0D:1::/64', '2a0d:0001:0000:0000:9::'])
    expect(addressesIn(hay, sparse)).toEqual(['2a0d:1::5'])
  expect(addressesIn('nobody from 101.77.21.94 here', [...ALL, ...sparse])).toEqual([])
})

test('[P5][P6] who abuses nothing is written nowhere', async () => {
  const [a, b, c, d] = QUIET
  const [one, other] = await Promise.all([
    greet(server, { address: a }),
    greet(server, { address: c }),
  ])
  const [met] = await introduce(one, other)
  await exchange(one, other)
  one.send({ type: 'outcome', route: 'direct' })
  other.send({ type: 'noMedia' })
  one.send({ type: 'report', token: met.report, reason: 'minor' })
  await one.next('reported')
  const [third, fourth] = await Promise.all([
    greet(server, { address: b }),
    greet(server, { address: d }),
  ])
  const [told] = await introduce(third, fourth)
  third.send({ type: 'report', token: told.report, reason: 'harassment' })
  await third.next('reported')
  fourth.send(findMessage({ mode: 'video' }))
  await fourth.next('waiting')

  // Clumsy, but less than what counts.
  for (const address of QUIET) {
    const settings = { address: address.includes('.') ? `::ffff:${address}` : address }
    for (const rubbish of ['{', '{"type":"find"}']) {
      const clumsy = await connect(server, settings)
      clumsy.sendRaw(rubbish)
      await clumsy.closed
    }
    const large = await greet(server, settings)
    large.sendRaw(Buffer.alloc(20_000))
    await large.closed
    const torn = await greet(server, settings)
    ;(torn.ws as unknown as { _socket: { resetAndDestroy(): void } })._socket.resetAndDestroy()
    await torn.closed
    await handshake(server, { ...settings, options: { origin: 'https://elsewhere.example' } })
    const headers = { 'X-Forwarded-For': address, Origin: server.origin }
    await fetch(`${server.origin}/nothing?from=here`, { headers })
    const body = JSON.stringify({ code: '0123ABCD' })
    const { status } = await fetch(`${server.origin}/appeal`, { method: 'POST', headers, body })
    expect(status).toBe(404)
  }
  const response = await fetch(`${radar.origin}/api/signin`, {
    method: 'POST',
    headers: {
      'Content-Type': 'application/json',
      Origin: radar.origin,
      'X-Forwarded-For': OPERATOR,
    },
    body: JSON.stringify({ name: 'ada', password: 'a wrong one, of course', code: '000000' }),
  })
  expect(response.status).toBe(401)

  // The case has come, and it names nobody: only a handle.
  const cases = () => (eyes.latest('operator/cases') as Cases | undefined)?.age ?? []
  const alerts = () => (eyes.latest('alert') as Alerts | undefined) ?? []
  await waitUntil(PATIENCE_MS, () => cases().length === 1 && alerts().length === 1)
  expect(alerts().map(({ kind }) => kind)).toEqual(['ageReport'])
  // Whatever else signaling would tell, it has told by now.
  const position = eyes.heard.length
  await waitUntil(PATIENCE_MS, () => eyes.countsSince(position).length >= 3)
  expect(await logged()).toEqual({})
  expect(await kept(eyes, read)).toEqual({})
  expect(read.join()).toContain('blocklist ')
}, 60_000)

test('[P6][O6] who abuses is on the blocklist with reason and end, and afterwards only as a hash', async () => {
  for (let times = 0; times < 20; times += 1) {
    const rude = await connect(server, { address: FLOODER })
    rude.sendRaw('{')
    await rude.closed
  }
  const until = Date.now() + 4_000
  const unwanted = { prefix: UNWANTED, level: 'app', reason: 'manual', until }
  expect((await ada.post('/api/blocks', unwanted)).status).toBe(200)
  const blocks = () => (eyes.latest('operator/blocks') as Blocks | undefined) ?? []
  await waitUntil(PATIENCE_MS, () => blocks().length === 2 && read.at(-1) !== undefined)
  const flooder = blocks().find(({ prefix }) => prefix === FLOODER)
  expect(flooder).toMatchObject({ level: 'network', reason: 'malformed', source: 'detector' })
  expect((flooder?.until ?? 0) - Date.now()).toBeGreaterThan(10 * 60_000)
  expect(blocks().find(({ prefix }) => prefix !== FLOODER)).toMatchObject({ source: 'ada', until })
  await waitUntil(PATIENCE_MS, () => addressesIn(read.at(-1) ?? '', ALL).length === 2)
  // This is how a kept address looks to the search of this test.
  const both = [FLOODER, UNWANTED]
  const places = await kept(eyes, read)
  expect(places).toMatchObject({
    blocks: both,
    list: both,
    'operator/blocks': both,
    '/blocklist.json': both,
    '/blocklist.txt': [FLOODER],
    audit: [UNWANTED],
  })
  expect(Object.keys(places).filter((name) => name.endsWith('as it is'))).toEqual([])
  expect(await logged()).toEqual({})

  const prefix = FLOODER
  expect(
    (await ada.post('/api/blocks/extend', { prefix, until: Date.now() + 60_000 })).status,
  ).toBe(200)
  expect((await kept(eyes, read))['audit']).toEqual(both)
  expect((await ada.post('/api/blocks/lift', { prefix })).status).toBe(200)
  await waitUntil(PATIENCE_MS, () => blocks().length === 0)
  expect(Date.now()).toBeGreaterThanOrEqual(until)

  const { entries: trail } = await entries()
  const about = trail.filter(({ action }) => ['block', 'extend', 'lift'].includes(action))
  expect(about.map(({ action }) => action)).toEqual(['lift', 'extend', 'block'])
  const [lifted, extended, blocked] = about.map(({ subject }) => subject)
  for (const subject of [lifted, extended, blocked]) expect(subject).toMatch(/^#[\w-]{16}$/)
  expect(extended).toBe(lifted)
  expect(blocked).not.toBe(lifted)

  // Whoever comes now finds nobody, on any topic, in any file.
  const later = await watch(radar, ada, EVERYTHING)
  const list: string[] = []
  const newcomer = startReader(list)
  await waitUntil(
    PATIENCE_MS,
    () =>
      list.length > 1 && new Set(later.heard.map(({ topic }) => topic)).size === EVERYTHING.length,
  )
  newcomer.end(true)
  later.close()
  expect(await kept(later, list)).toEqual({})
  expect(await logged()).toEqual({})
}, 60_000)

test('[P5] nor does either process say an address when it ends', async () => {
  for (const one of [server, radar]) {
    one.kill('SIGTERM')
    await one.exited
    expect(addressesIn(one.stdout() + one.stderr(), ALL)).toEqual([])
  }
  expect(onDisk()).toEqual({})
}, 40_000)
