/** Starts the radar: broker, judgement, dashboard; and stops it gently. */
import { createHmac, randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import type { Server as HttpServer } from 'node:http'
import { createServer, type Server } from 'node:net'
import { createApi, MissingDashboardError, MQTT_PATH } from './api.ts'
import { createAudit, parseAudit, type AuditEntry } from './audit.ts'
import { createBroker } from './broker.ts'
import { clientPrefix } from './clientAddress.ts'
import { fileIn, readConfig, SETTINGS, type Config } from './config.ts'
import { ControlTakenError, openControl, refuseIfTaken } from './control.ts'
import { createCore, parseKept } from './core.ts'
import { createDoors } from './doors.ts'
import { createDurableFile } from './durableFile.ts'
import { createEdge } from './headers.ts'
import { refuseUpgrade } from './httpServer.ts'
import { linkAddress } from './links.ts'
import { codeOf, createLog } from './log.ts'
import { createMetricsServer, createRegistry } from './metrics.ts'
import { createOperators } from './operators.ts'
import { createPace } from './pace.ts'
import { createPasswords } from './passwords.ts'
import { DamagedRosterError, parseRoster, type Operator } from './roster.ts'
import { openSecrets, SecretError, writeCredentials, type Secrets } from './secrets.ts'
import { ConfigError, originsOf } from './settings.ts'
import { DEFAULT_THRESHOLDS, readThresholds, type Thresholds } from './thresholds.ts'
import { createWebhook } from './webhook.ts'

const TICK_MS = 250
const DAY_MS = 86_400_000
const SOCKETS_MAX = 1_000

const log = createLog('radar', 'warn')
const distFolder = new URL('..', import.meta.url)

/** Something about this machine keeps the radar from starting, in a sentence. */
class StartError extends Error {}

async function listen(server: Server, port: number, host: string, setting: string): Promise<void> {
  server.listen({ port, host })
  try {
    await once(server, 'listening')
  } catch (error) {
    const code = codeOf(error) ?? 'unknown'
    throw new StartError(
      code === 'EADDRINUSE'
        ? `Port ${port} on ${host} is in use: stop what uses it, or set ${setting} to another.`
        : `Cannot listen on ${host} port ${port} (${code}): set RADAR_HOST or ${setting}.`,
    )
  }
}

function thresholdsOf({ THRESHOLDS: path }: Config): Thresholds {
  if (path === '') return DEFAULT_THRESHOLDS
  let json: unknown
  try {
    json = JSON.parse(readFileSync(path, 'utf8'))
  } catch {
    throw new StartError('RADAR_THRESHOLDS names a file that cannot be read as JSON.')
  }
  const read = readThresholds(json)
  if ('problems' in read) throw new StartError(['RADAR_THRESHOLDS:', ...read.problems].join('\n  '))
  return read.thresholds
}

/** The settings in force as operators see them: no secret, and no path of this machine. */
function rowsOf(config: Config) {
  const hidden = new Set(['SECRET', 'DATA', 'THRESHOLDS', 'WEBHOOK_URL'])
  return Object.entries(SETTINGS).map(([name, { initial, help }]) => {
    const value: unknown = config[name as keyof Config]
    const shown = Array.isArray(value)
      ? value.map((one: unknown) => textOf(one)).join(', ')
      : String(value)
    const isSet = shown !== initial ? 'set' : 'not set'
    return { name: `RADAR_${name}`, value: hidden.has(name) ? isSet : shown, help }
  })
}

function textOf(value: unknown): string {
  return typeof value === 'object' && value !== null && 'text' in value
    ? String(value.text)
    : String(value)
}

async function start(config: Config, secrets: Secrets): Promise<void> {
  // Else it would take the other's half-written files for what a crash has left.
  await refuseIfTaken(config.DATA)
  const now = Date.now
  const fileFailed = (error: unknown) => log.error('fileFailed', { errorCode: codeOf(error) })
  const durable = <T>(name: string, parse: (value: unknown) => T | null) =>
    createDurableFile({ path: fileIn(config, name), key: secrets.fileKey, parse })

  const origins = originsOf(config)
  const audit = createAudit(
    durable<readonly AuditEntry[]>('audit', parseAudit),
    secrets.auditKey,
    now,
  )
  const pace = createPace(() => core.actions.signInPressure())
  const operators = createOperators({
    store: durable<readonly Operator[]>('operators', parseRoster),
    totpKey: secrets.totpKey,
    audit,
    passwords: createPasswords(),
    pace,
    cut: (username, clientId) => broker.cut(username, clientId),
    teamChanged: () => core.actions.teamChanged(),
    now,
  })
  const broker = await createBroker({
    authenticate: createDoors(secrets.passwords, operators),
    onMessage: (topic, text) => core.onMessage(topic, text),
    onError: (error) => log.error('socketFailed', { errorCode: codeOf(error) }),
  })
  const core = createCore(
    {
      listKey: secrets.listKey,
      untouchable: {
        own: [...config.OWN_ADDRESSES, ...config.TRUSTED_PROXIES],
        allowed: config.ALLOWLIST,
      },
      thresholds: thresholdsOf(config),
      dryRunMs: config.DRY_RUN_DAYS * DAY_MS,
      postsAlerts: config.WEBHOOK_URL !== '',
      rows: rowsOf(config),
    },
    {
      store: durable('blocks', parseKept),
      audit,
      publish: (topic, text, options) => broker.publish(topic, text, options),
      team: () => operators.team(),
      cut: (username, clientId) => broker.cut(username, clientId),
      onAlert: createWebhook(config.WEBHOOK_URL, () => core.alert('webhookFailed')),
      onWriteFailed: fileFailed,
      keyOf: (prefix) =>
        createHmac('sha256', secrets.auditKey).update(prefix).digest('base64url').slice(0, 22),
      randomId: () => randomBytes(16).toString('base64url'),
      random: Math.random,
      now,
    },
  )
  if (audit.isDamaged || operators.isDamaged) core.alert('listDamaged')

  const api = createApi(
    {
      pageFolder: new URL('operator', distFolder).pathname,
      origins,
      trustedProxies: config.TRUSTED_PROXIES,
      feedToken: secrets.passwords.reader,
      socketsMax: SOCKETS_MAX,
    },
    { operators, actions: core.actions, audit, pace, log },
  )
  const edge = createEdge(origins)
  api.on('upgrade', (request, socket, head) => {
    socket.on('error', () => socket.destroy())
    const path = (request.url ?? '').split('?', 1)[0]
    const forwarded = request.headers['x-forwarded-for']
    const prefix = clientPrefix(request.socket.remoteAddress, forwarded, config.TRUSTED_PROXIES)
    if (path !== MQTT_PATH || prefix === null || !edge.mayUpgrade(request)) {
      refuseUpgrade(socket, '403 Forbidden')
      return
    }
    pace.spend('request', prefix).then(
      ({ allowed }) => {
        if (allowed) broker.upgrade(request, socket, head, prefix)
        else refuseUpgrade(socket, '429 Too Many Requests')
      },
      () => refuseUpgrade(socket, '503 Service Unavailable'),
    )
  })
  const mqtt = createServer((socket) => broker.accept(socket, socket.remoteAddress ?? ''))
  const metrics = createMetricsServer(
    createRegistry(core.figures, () => broker.connections()),
  ) as HttpServer
  core.announce()
  core.tick()
  setInterval(() => core.tick(), TICK_MS)
  await listen(mqtt, config.MQTT_PORT, '127.0.0.1', 'RADAR_MQTT_PORT')
  await listen(metrics, config.METRICS_PORT, '127.0.0.1', 'RADAR_METRICS_PORT')
  await listen(api, config.PORT, config.HOST, 'RADAR_PORT')
  const control = await openControl(config.DATA, origins[0] ?? '', operators, log)

  const first = operators.firstLink()
  const welcome =
    first === null
      ? `Radar is ready: ${origins[0]}`
      : `Radar is ready. Create the first administrator within 10 minutes: ${linkAddress(origins[0] ?? '', first.token)}`
  process.stdout.write(`${welcome}\n`)
  log.info('started', { port: config.PORT })

  let isStopping = false
  async function stop(): Promise<void> {
    if (isStopping) return
    isStopping = true
    await Promise.allSettled([core.settled(), control.close(), broker.close()])
    process.exit(0)
  }
  process.on('SIGTERM', () => void stop())
  process.on('SIGINT', () => void stop())
}

// A defect must not go on judging from a state nobody knows: leave, and let the supervisor restart.
process.on('uncaughtException', (error) => {
  log.error('crashed', { errorCode: codeOf(error) })
  process.exit(70)
})

try {
  const config = readConfig(process.env)
  const secrets = openSecrets(config.DATA, config.SECRET)
  writeCredentials(config.DATA, secrets)
  // Others that start beside the radar need the credentials first: `npm start` asks for them alone.
  if (!process.argv.includes('--prepare')) await start(config, secrets)
} catch (error) {
  const isKnown = [
    ConfigError,
    SecretError,
    StartError,
    MissingDashboardError,
    ControlTakenError,
    DamagedRosterError,
  ].some((kind) => error instanceof kind)
  if (!isKnown) throw error
  process.stderr.write(`${(error as Error).message}\n`)
  process.exit(1)
}
