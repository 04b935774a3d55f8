/** What Prometheus sees of signaling and the radar while things happen: counts, and nobody. */
import { networkInterfaces } from 'node:os'
import { connect, findMessage, greet, newPair } from '../helpers/client.ts'
import { valueOf, type Metrics } from '../helpers/metrics.ts'
import { watch } from '../helpers/operatorWatch.ts'
import { enrol } from '../helpers/radarOperator.ts'
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

const BLOCKED = '101.91.62.237'
const BLOCKED_RANGE = '2a0d:c3b7:91e4::/48'
const ONE_IN_RANGE = '2a0d:c3b7:91e4:7d2c::6'
const RESTLESS = '103.247.58.191'
const PATIENCE_MS = 10_000
/** With thresholds of this test's own, enough to be slowed down. */
const THRESHOLDS = { evidence: { buckets: { finds: { capacity: 5, leakMs: 60_000 } } } }
const SEARCHES = 30

/** Of the radar's own; what Node says of itself comes beside them. */
const RADAR_SERIES = [
  'radar_blocks{level="app"}',
  'radar_blocks{level="network"}',
  'radar_connections',
  'radar_nodes',
  'radar_online',
  'radar_residue',
  'radar_throttles',
]
/** Every label that a series of either process may have. */
const LABELS =
  'phase reason route level kind le major minor patch quantile space type version'.split(' ')

let folder: string
let radar: RadarProcess
let server: SignalingProcess

beforeAll(async () => {
  folder = createFolder()
  radar = await startRadar(folder, writeThresholds(folder, THRESHOLDS))
  server = await startSignalingBeside(radar)
})
afterAll(async () => {
  await Promise.all([server.stop(), radar.stop()])
  removeFolder(folder)
})

const isOwn = (name: string) => !/^(radar|signaling)_(nodejs|process)_/.test(name)
const ownOf = (metrics: Metrics) => [...metrics.keys()].filter(isOwn).toSorted()

/** Waits until the radar's figures are these. */
async function expectFigures(figures: Readonly<Record<string, number>>): Promise<void> {
  let metrics: Metrics = new Map()
  await waitUntil(
    PATIENCE_MS,
    async () => {
      metrics = await radar.metrics()
      return Object.entries(figures).every(([name, value]) => valueOf(metrics, name) === value)
    },
    () => ({ figures, seen: RADAR_SERIES.map((name) => [name, metrics.get(name)]) }),
  )
}

test('[V13] of the radar answer on loopback only, and nothing but GET /metrics', async () => {
  const own = Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .filter(({ family, internal }) => family === 'IPv4' && !internal)
  for (const { address } of own) {
    const url = `http://${address}:${radar.metricsPort}/metrics`
    await expect(fetch(url, { signal: AbortSignal.timeout(2_000) })).rejects.toThrow()
  }
  const url = `http://127.0.0.1:${radar.metricsPort}`
  expect((await fetch(`${url}/`)).status).toBe(404)
  expect((await fetch(`${url}/metrics`, { method: 'POST' })).status).toBe(404)
})

test('[V13][P5] count what happens, with the same series as before it, and name nobody', async () => {
  const before = { radar: ownOf(await radar.metrics()), signaling: ownOf(await server.metrics()) }
  expect(before.radar).toEqual(RADAR_SERIES)
  const ada = await enrol(radar, radar.firstToken ?? '', 'ada')
  const eyes = await watch(radar, ada)

  const victims = [
    await greet(server, { address: BLOCKED }),
    await greet(server, { address: ONE_IN_RANGE }),
  ]
  const pairs = [await newPair(server), await newPair(server)]
  const waiting = await greet(server)
  waiting.send(findMessage({ mode: 'video' }))
  await waiting.next('waiting')
  const restless = await greet(server, { address: RESTLESS })
  for (let search = 0; search < SEARCHES; search += 1)
    restless.send(findMessage({ interests: [`only this ${search}`] }))
  await expectFigures({
    radar_nodes: 1,
    radar_online: 8,
    // Signaling and the operator.
    radar_connections: 2,
    radar_throttles: 1,
    'radar_blocks{level="app"}': 0,
    'radar_blocks{level="network"}': 0,
  })

  const until = Date.now() + 600_000
  for (const [prefix, level] of [
    [BLOCKED, 'app'],
    [BLOCKED_RANGE, 'network'],
  ]) {
    const block = { prefix, level, reason: 'manual', until }
    expect((await ada.post('/api/blocks', block)).status).toBe(200)
  }
  for (const victim of victims) expect((await victim.next('refused')).reason).toBe('blocked')
  const again = await connect(server, { address: BLOCKED })
  expect((await again.next('refused')).reason).toBe('blocked')
  await again.closed
  await expectFigures({
    radar_online: 6,
    'radar_blocks{level="app"}': 1,
    'radar_blocks{level="network"}': 1,
  })

  const signaling = await server.metrics()
  for (const [series, value] of [
    ['signaling_refusals_total{reason="blocked"}', 3],
    ['signaling_closes_total{reason="blocked"}', 3],
    ['signaling_introductions_total', pairs.length],
    ['signaling_visitors{phase="paired"}', 2 * pairs.length],
    ['signaling_visitors{phase="waiting"}', 2],
    ['signaling_visitors{phase="idle"}', 0],
  ] as const)
    expect([series, valueOf(signaling, series)]).toEqual([series, value])

  expect(ownOf(await radar.metrics())).toEqual(before.radar)
  expect(ownOf(signaling)).toEqual(before.signaling)
  const texts = [await radar.metricsText(), await server.metricsText()]
  for (const text of texts) {
    const labels = [...text.matchAll(/[{,](\w+)="/g)].map((match) => match[1] ?? '')
    expect([...new Set(labels)].filter((label) => !LABELS.includes(label))).toEqual([])
    expect(addressesIn(text, [BLOCKED, ONE_IN_RANGE, RESTLESS])).toEqual([])
    expect(text).not.toMatch(/\bada\b|only this/)
  }

  for (const prefix of [BLOCKED, BLOCKED_RANGE])
    expect((await ada.post('/api/blocks/lift', { prefix })).status).toBe(200)
  for (const client of [...pairs.flat(), restless, waiting]) client.ws.close()
  eyes.close()
  await expectFigures({
    radar_online: 0,
    radar_connections: 1,
    'radar_blocks{level="app"}': 0,
    'radar_blocks{level="network"}': 0,
  })
}, 60_000)
