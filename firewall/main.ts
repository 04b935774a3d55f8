/** Starts the firewall agent: follows the radar's blocklist, and makes this machine enforce it. */
import { fstatSync, readFileSync } from 'node:fs'
import { codeOf, createLog } from '../radar/log.ts'
import { ConfigError } from '../radar/settings.ts'
import { createAgent, type Report } from './agent.ts'
import { readConfig, type Config } from './config.ts'
import { createNft } from './nft.ts'
import { createNginxDeny } from './nginxDeny.ts'
import { createPrinter, renderPlan } from './printer.ts'
import { createSource } from './source.ts'

/** Somebody else's `flush ruleset` is healed within two of these. */
const ROUND_MS = 2_000
const PRINT_WITHIN_MS = 10_000
/** The bit of CAP_NET_ADMIN, which is what nftables asks for. */
const NET_ADMIN = 1n << 12n

const HELP = `Makes nftables and nginx block what the radar's blocklist asks of networks.

  node dist/firewall/main.js            with FIREWALL_APPLY=yes, as root: blocks;
                                        otherwise only says how many it would block
  node dist/firewall/main.js --print    prints once what it would give to nft and nginx,
                                        addresses included, and changes nothing

What has been blocked stays when the agent ends: each entry in the kernel ends by itself. What is
over goes from nginx's file when the agent runs again, whether or not the radar does.
"nft delete table inet p2pchat" takes the kernel's part back.

The kernel blocks and lifts within seconds. nginx's file is behind it: nginx is reloaded once a
minute on average, so that a new block may wait some minutes while the kernel holds it. A lift or an
end gets a reload at once, up to three times in a row; after these, within a minute.
The settings, FIREWALL_*, are listed in README.md.
`

const log = createLog('firewall', 'warn')

function say(sentence: string): void {
  process.stdout.write(`${sentence}\n`)
}

function fail(sentence: string): never {
  process.stderr.write(`${sentence}\n`)
  process.exit(1)
}

function mayChangeFirewall(): boolean {
  const effective = /^CapEff:\s*([0-9a-f]+)$/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1]
  return (BigInt(`0x${effective ?? '0'}`) & NET_ADMIN) !== 0n
}

/** systemd tells by device and inode which stream it keeps in its journal. */
function isKept(fd: number, journal: string | undefined): boolean {
  const { dev, ino } = fstatSync(fd)
  return journal === `${dev}:${ino}`
}

/** Waits for the list, prints what it asks for, and ends. */
function print(config: Config): void {
  const timer = setTimeout(
    () => fail('The radar has sent no list: is it running?'),
    PRINT_WITHIN_MS,
  )
  const source = createSource(config, {
    onList() {
      clearTimeout(timer)
      const now = Date.now()
      const plan = renderPlan(source.wanted.drops(now), config.NGINX_DENY, now)
      process.stdout.write(plan, () => void source.close().then(() => process.exit(0)))
    },
    say: (sentence) => void process.stderr.write(`${sentence}\n`),
  })
}

function follow(config: Config): void {
  function onReport(report: Report): void {
    switch (report.type) {
      case 'nftFailed':
      case 'nginxFailed':
        log.error(report.type)
        return
      case 'nginxApplied':
        say('nginx has taken the deny file again.')
        return
      case 'applied': {
        const verb = config.APPLY ? 'blocks' : 'would block'
        const refused = source.wanted.refused()
        const but = refused === 0 ? '' : `, and refuses ${refused} that nobody may block`
        const why = report.healed ? ' again: somebody had changed our table' : ''
        say(`Firewall ${verb} ${report.prefixes} prefixes${but}${why}.`)
      }
    }
  }

  let hasList = false
  const source = createSource(config, {
    onList() {
      hasList = true
      void agent.round()
    },
    say,
  })
  const agent = createAgent({
    wanted: source.wanted,
    nft: config.APPLY ? createNft(config.NFT) : createPrinter(),
    nginx:
      config.APPLY && config.NGINX_DENY !== ''
        ? createNginxDeny(config.NGINX_DENY, config.NGINX)
        : null,
    report: onReport,
    now: Date.now,
  })
  function turn(): void {
    void (hasList ? agent.round() : agent.lapse())
  }
  const timer = setInterval(turn, ROUND_MS)
  say(config.APPLY ? 'Firewall is ready.' : 'Firewall is ready, and only prints.')

  function stop(): void {
    clearInterval(timer)
    agent.close()
    void source.close().then(() => process.exit(0))
  }
  process.on('SIGTERM', stop)
  process.on('SIGINT', stop)
}

function start(args: readonly string[], env: NodeJS.ProcessEnv): void {
  const [option, ...more] = args
  if (more.length > 0 || (option !== undefined && option !== '--print' && option !== '--help'))
    fail('The firewall agent knows --print and --help, and takes its settings from FIREWALL_*.')
  if (option === '--help') {
    process.stdout.write(HELP)
    return
  }
  const config = readConfig(env)
  if (option === '--print') {
    if (isKept(1, env['JOURNAL_STREAM']))
      fail('--print shows addresses: it is for a terminal, not for a journal.')
    print(config)
    return
  }
  if (config.APPLY && !mayChangeFirewall())
    fail(
      'FIREWALL_APPLY=yes needs root, or CAP_NET_ADMIN: without it, the agent says how many it would block.',
    )
  follow(config)
}

process.on('uncaughtException', (error) => {
  log.error('crashed', { errorCode: codeOf(error) })
  process.exit(70)
})

try {
  start(process.argv.slice(2), process.env)
} catch (error) {
  if (error instanceof ConfigError) fail(error.message)
  throw error
}
