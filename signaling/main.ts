/** Starts signaling with the page, and stops it gently. */
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import type { Server } from 'node:http'
import { codeOf, createLog } from '../radar/log.ts'
import { parsePrefix } from '../radar/prefix.ts'
import { ConfigError, originsOf } from '../radar/settings.ts'
import { DEFAULT_THRESHOLDS, evidenceThresholds } from '../radar/thresholds.ts'
import { requestAddress } from './address.ts'
import { adsOf } from './ads.ts'
import { createAppeals } from './appeals.ts'
import { readConfig, type Config } from './config.ts'
import { createEnforcer } from './enforcer.ts'
import { createEvidence } from './evidence.ts'
import { createHttpServer, MissingBuildError } from './http.ts'
import { createHub } from './hub.ts'
import { createLimits } from './limits.ts'
import { createMetricsServer, createRegistry, createTally } from './metrics.ts'
import { policyPages } from './policies.ts'
import { createPolicyShelf } from './policyShelf.ts'
import { createPuzzle } from './puzzle.ts'
import { followRadar } from './radar.ts'
import { createSocketServer } from './socket.ts'
import { createRelay } from './turn.ts'

/** Introductions under way may finish for this long, and after the second figure all ends. */
const DRAIN_GRACE_MS = 5_000
const DRAIN_MAX_MS = 10_000
const DRAIN_POLL_MS = 100
/** What `listen` says of an address or port that this machine cannot serve. */
const UNUSABLE: ReadonlySet<string> = new Set([
  'EACCES',
  'EADDRNOTAVAIL',
  'EAI_AGAIN',
  'EINVAL',
  'ENOTFOUND',
])
/** Ctrl-C reaches us twice, from the terminal and through npm; only a later one means "now". */
const SECOND_SIGNAL_MS = 1_000

const log = createLog('signaling', 'warn')
const distFolder = new URL('..', import.meta.url)

function fail(sentence: string): never {
  process.stderr.write(`${sentence}\n`)
  process.exit(1)
}

async function listen(server: Server, port: number, host: string, setting: string): Promise<void> {
  server.listen({ port, host })
  try {
    await once(server, 'listening')
  } catch (error) {
    const code = codeOf(error)
    if (code === 'EADDRINUSE')
      fail(`Port ${port} on ${host} is in use: stop what uses it, or set ${setting} to another.`)
    if (code !== undefined && UNUSABLE.has(code))
      fail(`Cannot listen on ${host} port ${port} (${code}): set SIGNALING_HOST or ${setting}.`)
    throw error
  }
}

function portOf(server: Server): number {
  const address = server.address()
  return typeof address === 'object' && address !== null ? address.port : 0
}

async function start(config: Config): Promise<void> {
  const { version } = JSON.parse(readFileSync(new URL('../package.json', distFolder), 'utf8')) as {
    version: string
  }
  const tally = createTally()
  const [radarPassword = '', listKey = ''] = config.RADAR_CREDENTIAL.split('.')
  const evidence = createEvidence(evidenceThresholds(DEFAULT_THRESHOLDS))
  // A proxy is not to blame for those whom it forwards.
  const proxies = config.TRUSTED_PROXIES.flatMap(
    ([address, bits]) => parsePrefix(`${address.toString()}/${bits}`) ?? [],
  )
  const enforcer = createEnforcer(listKey, [...config.NEVER_BLOCKED, ...proxies])
  const limits = createLimits({
    connectionsPerAddress: config.CONNECTIONS_PER_ADDRESS,
    connectsPerMinute: config.CONNECTS_PER_MINUTE,
    findsPerMinute: config.FINDS_PER_MINUTE,
    reportsPerHour: config.REPORTS_PER_HOUR,
  })
  const relay = createRelay({
    stunUrls: config.STUN_URLS,
    turnUrls: config.TURN_URLS,
    turnSecret: config.TURN_SECRET === '' ? null : config.TURN_SECRET,
  })
  const hub = createHub(
    {
      welcome: {
        build: version,
        hiding: config.TURN_URLS.length === 0 ? 'impossible' : config.HIDE_ADDRESS,
        ...(config.ADVERTISING !== null && { ads: adsOf(config.ADVERTISING) }),
      },
      iceServers: relay.servers,
      maxVisitors: config.MAX_VISITORS,
    },
    { limits, tally, evidence, enforcer, makePuzzle: createPuzzle },
  )
  const origins = originsOf(config)
  const lobby = origins[0] ?? ''
  const policies = createPolicyShelf((choices) => policyPages(config, lobby, choices))
  const http = createHttpServer(
    {
      pageFolder: new URL('web', distFolder).pathname,
      origins,
      policies: () => policies.pages(),
      advertising: config.ADVERTISING,
      // Pages and assets are fetched over a few sockets more than there are visitors.
      socketsMax: config.MAX_VISITORS + 2_000,
      onAppeal: (code, request) => appeal(code, requestAddress(request, config.TRUSTED_PROXIES)),
    },
    () => !hub.isDraining(),
  )
  const sockets = createSocketServer(
    http,
    { origins: new Set(origins), trustedProxies: config.TRUSTED_PROXIES, lan: config.LAN },
    hub,
    limits,
    evidence,
  )
  const radar =
    config.RADAR_CREDENTIAL === ''
      ? null
      : followRadar(
          { url: config.RADAR_URL, password: radarPassword, build: version },
          hub,
          tally,
          evidence,
          enforcer,
          (choices) => policies.take(choices),
        )

  const appeal = createAppeals(limits, enforcer, (code) => radar?.appeal(code) === true)

  const metrics = createMetricsServer(
    createRegistry(
      tally,
      () => hub.headcount(),
      () => hub.residue() + limits.residue(),
      () => evidence.residue(),
    ),
  )
  await listen(http, config.PORT, config.HOST, 'SIGNALING_PORT')
  await listen(metrics, config.METRICS_PORT, '127.0.0.1', 'SIGNALING_METRICS_PORT')
  process.stdout.write(`P2P Chat is ready: ${lobby}\n`)
  log.info('started', { port: portOf(http) })

  function exit(): void {
    radar?.close()
    sockets.close()
    process.exit(0)
  }
  let startedAt: number | null = null
  function drain(): void {
    if (startedAt !== null) {
      if (performance.now() - startedAt > SECOND_SIGNAL_MS) exit()
      return
    }
    const since = performance.now()
    startedAt = since
    process.stdout.write('Updating: no new pairings, stopping within 15 seconds.\n')
    hub.drain(DRAIN_GRACE_MS)
    let wasEmpty = false
    setInterval(() => {
      const isOver = performance.now() - since > DRAIN_MAX_MS
      const { idle, waiting, paired, greeting } = hub.headcount()
      const isEmpty = idle + waiting + paired + greeting === 0
      // A look later, so that the last one's word has left as well.
      if (isOver || (isEmpty && wasEmpty)) exit()
      wasEmpty = isEmpty
    }, DRAIN_POLL_MS)
  }
  process.on('SIGTERM', drain)
  process.on('SIGINT', drain)
}

// A defect must not go on serving from a state nobody knows: leave, and let the supervisor restart.
process.on('uncaughtException', (error) => {
  log.error('crashed', { errorCode: codeOf(error) })
  process.exit(70)
})

try {
  await start(readConfig(process.env))
} catch (error) {
  if (error instanceof ConfigError || error instanceof MissingBuildError) fail(error.message)
  throw error
}
