/** What partners say of a visitor: where it goes, what a moderator can do, and how far it reaches. */
import type { Alerts, Cases, Feed } from '../../radar/operatorProtocol.ts'
import { DEFAULT_THRESHOLDS } from '../../radar/thresholds.ts'
import type { ReportReason } from '../../signaling/protocol.ts'
import { connect, exchange, greet, introduce, newPair, type Client } from '../helpers/client.ts'
import { watch, type Watch } from '../helpers/operatorWatch.ts'
import { enrol, invite, type Operator } from '../helpers/radarOperator.ts'
import {
  createFolder,
  removeFolder,
  startRadar,
  startSignalingBeside,
  writeThresholds,
  type RadarProcess,
} from '../helpers/radarProcess.ts'
import type { SignalingProcess } from '../helpers/signalingProcess.ts'
import { addressesIn } from '../helpers/spellings.ts'
import { waitUntil } from '../helpers/wait.ts'

/** Seems to be under 18, to one partner; and next to him somebody who does not. */
const YOUNG = '2a0f:e8b4:3c71:d529:5a17::7'
const BESIDE = '2a0f:e8b4:3c71:d52a:5a17::7'
/** Of whom everybody complains. */
const DISLIKED = '105.186.229.73'
const REPORTERS = 50
/** A report counts however short the call was: that is tested where clocks are injected. */
const SHORT_CALLS = { evidence: { reports: { pairMs: 0 } } }

const EVERYTHING = [
  'counts',
  'alert',
  'operator/feed',
  'operator/blocks',
  'operator/settings',
  'operator/cases',
]
const NETWORK_FEEDS = ['txt', 'nft', 'nginx'] as const
const PATIENCE_MS = 10_000

let folder: string
let radar: RadarProcess
let server: SignalingProcess
let ada: Operator
let mo: Operator
let vera: Operator
let eyes: Watch

beforeAll(async () => {
  folder = createFolder()
  radar = await startRadar(folder, writeThresholds(folder, SHORT_CALLS))
  server = await startSignalingBeside(radar)
  ada = await enrol(radar, radar.firstToken ?? '', 'ada')
  mo = await enrol(radar, await invite(ada, 'moderator'), 'mo')
  vera = await enrol(radar, await invite(ada, 'viewer'), 'vera')
  eyes = await watch(radar, mo, EVERYTHING)
})
afterAll(async () => {
  eyes.close()
  await Promise.all([server.stop(), radar.stop()])
  removeFolder(folder)
})

const feed = async (format: string) => {
  const headers = { Authorization: `Bearer ${radar.credential('reader')}` }
  const answer = await fetch(`${radar.origin}/blocklist.${format}`, { headers })
  expect(answer.status).toBe(200)
  return answer.text()
}
const cases = () => (eyes.latest('operator/cases') as Cases | undefined)?.age ?? []
const until = () => Date.now() + 600_000

/** A stranger from this network meets the subject and reports him. */
async function complain(subject: Client, address: string, reason: ReportReason): Promise<Client> {
  const reporter = await greet(server, { address })
  const [, { report: token }] = await introduce(subject, reporter)
  reporter.send({ type: 'report', token, reason })
  expect((await reporter.next('reported')).accepted).toBe(true)
  return reporter
}

test('[R23] a report about age is there at once with a handle, by which a moderator may block', async () => {
  const [young, beside] = await Promise.all([
    greet(server, { address: YOUNG }),
    greet(server, { address: BESIDE }),
  ])
  const reporter = await complain(young, '104.238.171.67', 'minor')
  await waitUntil(PATIENCE_MS, () => cases().length === 1)
  const [found] = cases()
  const handle = found?.handle ?? ''
  expect(handle).toMatch(/^[\w-]{22}$/)
  expect(found?.times).toBe(1)
  // What one tick says comes as several messages, one after the other.
  await waitUntil(PATIENCE_MS, () => (eyes.latest('alert') as Alerts | null)?.length === 1)
  expect((eyes.latest('alert') as Alerts).map(({ kind }) => kind)).toEqual(['ageReport'])
  // One report does nothing by itself.
  await introduce(young, await greet(server))
  expect(reporter.ws.readyState).toBe(reporter.ws.OPEN)
  expect(eyes.latest('operator/blocks')).toEqual([])

  // Nothing of what the radar shows names him, or the one who reported.
  const shown = [
    ...eyes.heard.map(({ text }) => text),
    ...(await Promise.all(['json', ...NETWORK_FEEDS].map((format) => feed(format)))),
    ...(await Promise.all(
      ['/api/audit', '/api/history?span=hour', '/api/me'].map(async (path) =>
        JSON.stringify((await ada.get(path)).body),
      ),
    )),
    await (await fetch(`http://127.0.0.1:${radar.metricsPort}/metrics`)).text(),
    radar.stdout(),
    radar.stderr(),
  ]
  expect(shown.join().length).toBeGreaterThan(2_000)
  expect(addressesIn(shown.join('\n'), [YOUNG, '104.238.171.67'])).toEqual([])

  // A viewer does not even see the case, and a handle that was guessed leads nowhere.
  const order = { handle, until: until() }
  expect((await vera.post('/api/cases/block', order)).status).toBe(403)
  const guess = { ...order, handle: 'A'.repeat(22) }
  expect((await mo.post('/api/cases/block', guess)).body).toEqual({ problem: 'notFound' })
  expect(young.ws.readyState).toBe(young.ws.OPEN)

  expect(await mo.post('/api/cases/block', order)).toEqual({ status: 200, body: {} })
  expect(await young.next('refused')).toMatchObject({ reason: 'blocked', cause: 'reports' })
  expect((await young.closed).code).toBe(4403)
  const again = await connect(server, { address: YOUNG.replace('::7', '::8') })
  expect((await again.next('refused')).reason).toBe('blocked')
  expect(beside.ws.readyState).toBe(beside.ws.OPEN)
  await waitUntil(PATIENCE_MS, () => cases().length === 0)
  await waitUntil(PATIENCE_MS, () => (eyes.latest('operator/blocks') as unknown[]).length > 0)
  expect(eyes.latest('operator/blocks')).toMatchObject([
    { prefix: '2a0f:e8b4:3c71:d529::/64', level: 'app', reason: 'age', source: 'mo' },
  ])
  // The handle is used up, and what was blocked by it never reaches the network.
  expect((await mo.post('/api/cases/block', order)).body).toEqual({ problem: 'notFound' })
  expect(await feed('json')).toContain('2a0f:e8b4:3c71:d529::/64')
  for (const format of NETWORK_FEEDS)
    expect([format, addressesIn(await feed(format), [YOUNG])]).toEqual([format, []])
})

test('[R5] fifty reporters from fifty networks reach the app level at most, never the network', async () => {
  const bystanders = await newPair(server)
  const blocks = () => (eyes.latest('operator/blocks') ?? []) as { prefix: string; level: string }[]
  const isBlocked = () => blocks().some(({ prefix }) => prefix === DISLIKED)
  // They all have met him before the first one is believed.
  const subject = await greet(server, { address: DISLIKED })
  const meetings: { reporter: Client; token: string }[] = []
  for (let count = 0; count < REPORTERS; count += 1) {
    const reporter = await greet(server, { address: `11.${count}.7.9` })
    const [, { report: token }] = await introduce(subject, reporter)
    meetings.push({ reporter, token })
  }
  for (const { reporter, token } of meetings) {
    reporter.send({ type: 'report', token, reason: 'sexual' })
    expect((await reporter.next('reported')).accepted).toBe(true)
  }
  await waitUntil(PATIENCE_MS, isBlocked)
  expect((await subject.closed).code).toBe(4403)
  const turnedAway = await connect(server, { address: DISLIKED })
  expect(await turnedAway.next('refused')).toMatchObject({ reason: 'blocked', cause: 'reports' })

  // All of them have been heard, and believed as often as there were enough of them.
  const { least, share } = DEFAULT_THRESHOLDS.evidence.reports
  const enough = Math.floor(REPORTERS / Math.max(least, Math.ceil(share * REPORTERS)))
  const believed = () =>
    ((eyes.latest('operator/feed') ?? []) as Feed)
      .filter(({ signal }) => signal === 'reports')
      .reduce((sum, { times }) => sum + times, 0)
  await waitUntil(PATIENCE_MS, () => believed() === enough, believed)
  expect(blocks().filter(({ level }) => level === 'network')).toEqual([])
  expect(JSON.parse(await feed('json'))).toMatchObject({
    entries: expect.arrayContaining([
      expect.objectContaining({ prefix: DISLIKED, level: 'app', reason: 'reports' }),
    ]),
  })
  for (const format of NETWORK_FEEDS) {
    const text = await feed(format)
    expect([format, addressesIn(text, [DISLIKED, YOUNG])]).toEqual([format, []])
    expect(text).not.toMatch(/^deny|timeout \d|^\d/m)
  }
  // Nobody who reported is any worse off.
  const [{ reporter } = { reporter: bystanders[0] }] = meetings
  expect(reporter.ws.readyState).toBe(reporter.ws.OPEN)
  await exchange(...bystanders)

  // What a person blocks for the network is there, so the feeds do say something.
  const asked = { prefix: '105.1.2.3', level: 'network', reason: 'manual', until: until() }
  expect((await mo.post('/api/blocks', asked)).status).toBe(200)
  for (const format of NETWORK_FEEDS) expect(await feed(format)).toContain('105.1.2.3')
})
