/** Starts the firewall agent: follows the radar's blocklist, and makes this machine enforce it. */
import { randomBytes } from 'node:crypto'
import { codeOf, createLog } from '../radar/log.ts'
import { createRadarClient } from '../radar/client.ts'
import { ConfigError } from '../radar/settings.ts'
import { createAgent, type Report } from './agent.ts'
import { readConfig, type Config } from './config.ts'
import { createNft, type Nft } from './nft.ts'
import { createNginxDeny } from './nginxDeny.ts'
import { createWanted } from './wanted.ts'

/** Somebody else's `flush ruleset` is healed within this. */
const ROUND_MS = 2_000

const log = createLog('firewall', 'warn')

function fail(sentence: string): never {
  process.stderr.write(`${sentence}\n`)
  process.exit(1)
}

/** Takes everything and does nothing: what this machine would hold, for who only wants to look. */
function createPrinter(): Nft {
  let held: ReadonlySet<string> | null = null
  return {
    apply(script) {
      held = new Set(script.match(/\S+(?= timeout)/g))
      return Promise.resolve(true)
    },
    read: () => Promise.resolve(held),
  }
}

function start(config: Config): void {
  const [password = '', listKey = ''] = config.RADAR_CREDENTIAL.split('.')
  const wanted = createWanted(listKey, config.NEVER_BLOCKED)
  let failing = false

  function onReport(report: Report): void {
    if (report.type !== 'applied') {
      // A failure that lasts is said once, not every two seconds.
      if (!failing) log.error(report.type)
      failing = true
      return
    }
    failing = false
    const verb = config.APPLY ? 'blocks' : 'would block'
    const why = report.healed ? ' again: somebody had changed our table' : ''
    process.stdout.write(`Firewall ${verb} ${report.prefixes} prefixes${why}.\n`)
  }

  const agent = createAgent({
    wanted,
    nft: config.APPLY ? createNft(config.NFT) : createPrinter(),
    nginx:
      config.APPLY && config.NGINX_DENY !== ''
        ? createNginxDeny(config.NGINX_DENY, config.NGINX)
        : null,
    report: onReport,
    now: Date.now,
  })
  let hasList = false
  const client = createRadarClient({
    url: config.RADAR_URL,
    credentials: {
      username: 'firewall',
      clientId: `firewall/${randomBytes(16).toString('base64url')}`,
      password,
    },
    topics: ['blocklist'],
    onMessage(topic, text) {
      if (topic !== 'blocklist' || !wanted.take(text, Date.now())) return
      hasList = true
      void agent.round()
    },
  })
  // Before the first list, what an earlier run left in the kernel is better than nothing.
  const timer = setInterval(() => {
    if (hasList) void agent.round()
  }, ROUND_MS)
  process.stdout.write(
    config.APPLY ? 'Firewall is ready.\n' : 'Firewall is ready, and only prints.\n',
  )

  function stop(): void {
    clearInterval(timer)
    void client.close().then(() => process.exit(0))
  }
  process.on('SIGTERM', stop)
  process.on('SIGINT', stop)
}

process.on('uncaughtException', (error) => {
  log.error('crashed', { errorCode: codeOf(error) })
  process.exit(70)
})

try {
  start(readConfig(process.env))
} catch (error) {
  if (error instanceof ConfigError) fail(error.message)
  throw error
}
