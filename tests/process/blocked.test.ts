/** Visitors whom an operator, or the detector, wants out: a real radar, a real signaling. */
import type { Blocks, Cases } from '../../radar/operatorProtocol.ts'
import {
  connect,
  exchange,
  findMessage,
  greet,
  HELLO,
  introduce,
  newAddress,
  newPair,
  type Client,
  type Reply,
} from '../helpers/client.ts'
import { valueOf } from '../helpers/metrics.ts'
import { watch, type Watch } from '../helpers/operatorWatch.ts'
import { enrol, type Operator } from '../helpers/radarOperator.ts'
import {
  createFolder,
  removeFolder,
  startRadar,
  startSignalingBeside,
  type RadarProcess,
} from '../helpers/radarProcess.ts'
import { BEHIND_PROXY, type SignalingProcess } from '../helpers/signalingProcess.ts'
import { waitUntil } from '../helpers/wait.ts'

const VICTIM = '101.55.66.77'
const NEIGHBOUR = '101.55.66.78'
const SIX = '2a0f:e8b4:3c71:d529'
const SIX_BESIDE = '2a0f:e8b4:3c71:d52a'
const FLOODER = '2a0b:f4c2:1d3e:7a9c'
/** One of ours, of which the radar has not been told. */
const PROXY = '103.9.9.250'
const MINUTE_MS = 60_000
/** What visitors were promised, and as much again twice for a busy machine. */
const CUT_WITHIN_MS = 3 * 1_000
const PATIENCE_MS = 10_000

let folder: string
let radar: RadarProcess
let server: SignalingProcess
let ada: Operator
let eyes: Watch
let bystanders: [Client, Client]

beforeAll(async () => {
  folder = createFolder()
  // Nothing happens here that alerts are about.
  radar = await startRadar(folder, { RADAR_WEBHOOK_URL: 'http://127.0.0.1:9/' })
  server = await startSignalingBeside(radar, {
    SIGNALING_TRUSTED_PROXIES: `${BEHIND_PROXY.SIGNALING_TRUSTED_PROXIES},${PROXY}`,
  })
  ada = await enrol(radar, radar.firstToken ?? '', 'ada')
  eyes = await watch(radar, ada, ['operator/blocks', 'operator/cases'])
  bystanders = await newPair(server)
})
afterEach(() => exchange(...bystanders))
afterAll(async () => {
  eyes.close()
  await Promise.all([server.stop(), radar.stop()])
  removeFolder(folder)
})

/** What the privacy page says of one of the operator's choices. */
async function chosen(row: string): Promise<string> {
  const html = await (await fetch(`http://127.0.0.1:${server.port}/privacy`)).text()
  return new RegExp(`<th scope="row">${row}</th><td>([^<]*)`).exec(html)?.[1] ?? ''
}

async function block(prefix: string, forMs = 10 * MINUTE_MS): Promise<void> {
  const asked = { prefix, level: 'app', reason: 'manual', until: Date.now() + forMs }
  expect(await ada.post('/api/blocks', asked)).toEqual({ status: 200, body: {} })
}
const lift = async (prefix: string) =>
  expect((await ada.post('/api/blocks/lift', { prefix })).status).toBe(200)

/** What is said to one who is cut, after which the socket must be closed with the right code. */
async function farewell(client: Client): Promise<Reply<'refused'>> {
  const said = await client.next('refused')
  expect(said).toMatchObject({ reason: 'blocked', code: expect.stringMatching(/^[0-9A-Z]{8}$/) })
  expect(await client.closed).toMatchObject({ code: 4403, reason: 'blocked' })
  expect(client.received.at(-1)).toBe(said)
  return said
}

/** Comes anew, greets in the same breath, and is sent away before anything else is said. */
async function turnedAway(address: string): Promise<Reply<'refused'>> {
  const client = await connect(server, { address })
  client.send(HELLO)
  client.send(findMessage())
  const said = await farewell(client)
  expect(client.received).toEqual([said])
  return said
}

async function isLetIn(address: string): Promise<boolean> {
  const client = await connect(server, { address })
  client.send(HELLO)
  const answer = await Promise.race([client.next('welcome'), client.next('refused')])
  if (answer.type === 'welcome') client.ws.close()
  await client.closed
  return answer.type === 'welcome'
}

async function appeal(code: string | undefined, address: string): Promise<number> {
  const headers = { Origin: server.origin, 'X-Forwarded-For': address }
  const url = `http://127.0.0.1:${server.port}/appeal`
  const body = JSON.stringify({ code })
  return (await fetch(url, { method: 'POST', headers, body })).status
}

const appeals = () => (eyes.latest('operator/cases') as Cases | undefined)?.appeals ?? []

test('[S3] the privacy page says what the operator chose at the radar, as soon as it is chosen', async () => {
  const moderation = 'Networks that do too much'
  const becomes = (row: string, text: string) =>
    waitUntil(PATIENCE_MS, async () => (await chosen(row)) === text)
  await becomes('Alerts to a place outside this server', 'That something happened, and how often')
  await becomes(moderation, 'Slowed down or kept out for a while')
  await ada.post('/api/dryrun', { on: true })
  await becomes(moderation, 'Limited; kept out only if a person decides')
  await ada.post('/api/dryrun', { on: false })
  await becomes(moderation, 'Slowed down or kept out for a while')
})

test('[R21] a block cuts who is here within a second, and turns away who comes, by any spelling', async () => {
  const [idle, greeting, met, partner, beside, neighbour] = await Promise.all([
    greet(server, { address: VICTIM }),
    connect(server, { address: VICTIM }),
    greet(server, { address: `::ffff:${VICTIM}` }),
    greet(server),
    greet(server, { address: `${SIX_BESIDE}::1` }),
    greet(server, { address: NEIGHBOUR }),
  ])
  const six = await Promise.all(
    ['::1', ':ffff:1:2:3'].map((host) => greet(server, { address: SIX + host })),
  )
  await introduce(met, partner)
  const before = valueOf(await server.metrics(), 'signaling_refusals_total{reason="blocked"}')

  const since = performance.now()
  await block(VICTIM)
  const [told] = await Promise.all([idle, greeting, met].map((one) => farewell(one)))
  expect((await met.closed).at - since).toBeLessThan(CUT_WITHIN_MS)
  expect(told?.cause).toBe('operator')
  // Ends are told in whole seconds.
  expect((told?.until ?? 0) - Date.now()).toBeGreaterThan(9 * MINUTE_MS)
  expect((told?.until ?? Infinity) - Date.now()).toBeLessThanOrEqual(10 * MINUTE_MS + 1_000)
  // A call that has its own line ends too.
  expect((await partner.next('partnerLeft')).why).toBe('left')

  await block(`${SIX}:9::9`)
  await Promise.all(six.map((one) => farewell(one)))
  for (const address of [VICTIM, `::ffff:${VICTIM}`, `::FFFF:6537:424d`])
    expect(await turnedAway(address)).toEqual(told)
  for (const host of ['::', '::1', ':1:2:3:4']) await turnedAway(SIX + host)
  expect(valueOf(await server.metrics(), 'signaling_refusals_total{reason="blocked"}')).toBe(
    before + 3 + 2 + 3 + 3,
  )

  // Nobody else has noticed.
  await introduce(beside, neighbour)
  await exchange(beside, neighbour)
  for (const address of [NEIGHBOUR, `${SIX_BESIDE}::1`]) expect(await isLetIn(address)).toBe(true)
})

test('[R3] a proxy of ours stays, whatever the radar says', async () => {
  const health = await greet(server, { address: PROXY })
  await block('103.9.9.0/24')
  await block('105.1.1.1')
  await waitUntil(PATIENCE_MS, async () => !(await isLetIn('105.1.1.1')))
  expect(health.ws.readyState).toBe(health.ws.OPEN)
  expect(await isLetIn(PROXY)).toBe(true)
})

test('[R21] the code asks for a second look at one’s own block alone, and a lift lets in again', async () => {
  for (const address of [VICTIM, `${SIX}::1`]) {
    await block(address)
    await waitUntil(PATIENCE_MS, async () => !(await isLetIn(address)))
  }
  const mine = (await turnedAway(VICTIM)).code ?? ''
  const other = (await turnedAway(`${SIX}::1`)).code ?? ''
  expect(mine).not.toBe(other)
  expect(await appeal(other, VICTIM)).toBe(404)
  expect(await appeal(mine, NEIGHBOUR)).toBe(404)
  expect(await appeal('00000000', VICTIM)).toBe(404)
  expect(appeals()).toEqual([])
  expect(await appeal(mine, `::ffff:${VICTIM}`)).toBe(202)
  await waitUntil(PATIENCE_MS, () => appeals().length === 1)
  expect(appeals()).toMatchObject([{ prefix: VICTIM, code: mine, level: 'app', reason: 'manual' }])

  // Asked again it is the same appeal, and soon enough of asking.
  const again: number[] = []
  for (let times = 0; times < 12; times += 1) again.push(await appeal(mine, VICTIM))
  expect(again.slice(-4)).toEqual([429, 429, 429, 429])
  expect(new Set(again)).toEqual(new Set([202, 429]))
  expect(await appeal(other, `${SIX}::1`)).toBe(202)
  await waitUntil(PATIENCE_MS, () => appeals().length === 2)

  await lift(VICTIM)
  await waitUntil(PATIENCE_MS, () => isLetIn(VICTIM))
  const [back, stranger] = await Promise.all([greet(server, { address: VICTIM }), greet(server)])
  await introduce(back, stranger)
  await exchange(back, stranger)
  expect(await appeal(mine, newAddress())).toBe(404)
  await waitUntil(PATIENCE_MS, () => appeals().length === 1)
  await turnedAway(`${SIX}::1`)

  // Blocked again, it is another block with another code.
  await block(VICTIM)
  expect((await farewell(back)).code).not.toBe(mine)
})

test('[R21] who breaks the protocol again and again is out by himself, with his whole /64', async () => {
  const [housemate, beside] = await Promise.all([
    greet(server, { address: `${FLOODER}::2` }),
    greet(server, { address: '2a0b:f4c2:1d3e:7a9d::2' }),
  ])
  for (let times = 0; times < 20; times += 1) {
    const rude = await connect(server, { address: `${FLOODER}::${times + 10}` })
    rude.sendRaw('{')
    await rude.closed
  }
  expect(await farewell(housemate)).toMatchObject({ cause: 'network' })
  expect((await turnedAway(`${FLOODER}:1:1:1:1`)).cause).toBe('network')
  const blocks = () => (eyes.latest('operator/blocks') as Blocks | undefined) ?? []
  const isThere = () => blocks().some(({ prefix }) => prefix === `${FLOODER}::/64`)
  await waitUntil(PATIENCE_MS, isThere)
  expect(beside.ws.readyState).toBe(beside.ws.OPEN)
})

test('[R21] a block outlives the radar, and lapses without it', async () => {
  const [address, other] = ['104.55.1.1', '104.55.1.2']
  const visitor = await greet(server, { address })
  await block(other)
  await block(address, 5_000)
  const { until, code } = await farewell(visitor)
  await radar.stop()
  expect(await turnedAway(address)).toMatchObject({ until, code })
  await turnedAway(other)
  expect(await appeal(code, address)).toBe(503)
  // So many visits in a minute are too many; those around the end are the ones that tell.
  await waitUntil(3 * PATIENCE_MS, async () => Date.now() > until - 500 && isLetIn(address))
  expect(Date.now()).toBeGreaterThanOrEqual(until)
  // What lasts longer still holds.
  await turnedAway(other)
})
