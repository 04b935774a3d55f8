/**
 * The part of `--check` that runs everything: started by `check.ts` in namespaces of its own, whose
 * end ends all that is started here. Prints findings as one line of JSON.
 */
import { execFileSync, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, chownSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { isIPv6 } from 'node:net'
import { dirname, join } from 'node:path'
import { checkRelayAt, checkRelayTls } from './checkRelay.ts'
import { environmentOf } from './checkSettings.ts'
import {
  checkAdvertisement,
  checkAlone,
  checkDashboard,
  checkPage,
  checkSpoofing,
  checkTls,
  greet,
} from './checkWeb.ts'
import { good, wrong, type Finding } from './finding.ts'
import { readIn } from './folder.ts'
import { isAllowed, namesOf, parseOptions, type Options } from './options.ts'
import { createStage, VISITORS, type Stage } from './stage.ts'
import { ask, shakeHands, type Place } from './webProbe.ts'
import { until } from './until.ts'

const NGINX = '/usr/sbin/nginx'
const NFT = '/usr/sbin/nft'
const TURNSERVER = '/usr/bin/turnserver'
const LOGS = '/var/log'
const PATIENCE_MS = 10_000
const SIGNALING_PORT = '8080'

const here = dirname(new URL(import.meta.url).pathname)
const script = (name: string) => join(here, '..', name)

const placeOf = (host: string, name: keyof typeof VISITORS): Place => ({
  host,
  from: VISITORS[name][isIPv6(host) ? 6 : 4],
  patienceMs: PATIENCE_MS,
})
/** What a program says of its own mistakes is in its first line. */
const firstLine = (output: string): string => output.trim().split('\n')[0]?.trim() ?? ''

async function end(child: ChildProcess): Promise<void> {
  const ended = once(child, 'exit')
  child.kill('SIGKILL')
  await ended
}

/** Of coturn's user, who comes with the package. */
function turnIds(): { readonly uid: number; readonly gid: number } {
  const [uid = 0, gid = 0] = ['-u', '-g'].map((what) =>
    Number(execFileSync('id', [what, 'turnserver'], { encoding: 'utf8' })),
  )
  return { uid, gid }
}

/** A certificate for who has none yet, over the empty folder. */
function throwAway(folder: string, [name = '', ...others]: readonly string[]): void {
  const names = [name, ...others].map((one) => `DNS:${one}`).join(',')
  const files = [
    '-keyout',
    join(folder, 'tls/privkey.pem'),
    '-out',
    join(folder, 'tls/fullchain.pem'),
  ]
  const kind = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '1']
  execFileSync(
    'openssl',
    [
      'req',
      '-x509',
      ...kind,
      ...files,
      '-subj',
      `/CN=${name}`,
      '-addext',
      `subjectAltName=${names}`,
    ],
    { stdio: 'ignore' },
  )
  // As `renewed.sh` leaves it: coturn is not root, and reads it.
  if (!existsSync(TURNSERVER)) return
  const key = join(folder, 'tls/privkey.pem')
  chownSync(key, 0, turnIds().gid)
  chmodSync(key, 0o640)
}

function checkRuleset(stage: Stage, folder: string): Finding {
  if (!existsSync(NFT)) return wrong('nftables is not installed.')
  const { ok, output } = stage.run(NFT, '-f', join(folder, 'ruleset.nft'))
  return ok
    ? good('The kernel accepts ruleset.nft.')
    : wrong(`The kernel refuses ruleset.nft: ${firstLine(output)}`)
}

/** coturn goes on without what it does not understand, and says so in the log that it must not have. */
async function checkTurnWords(stage: Stage, folder: string, run: string): Promise<Finding> {
  const [given, log] = [join(run, 'words.conf'), join(run, 'words.log')]
  const silent = /^(log-file|simple-log|no-stdout-log|syslog).*$/gm
  const text = readIn(folder, 'turnserver.conf') ?? ''
  writeFileSync(given, `${text.replace(silent, '')}\nlog-file=${log}\nsimple-log\n`)
  const child = stage.start(TURNSERVER, ['-c', given])
  const saying = () => (existsSync(log) ? readFileSync(log, 'utf8') : '')
  await until(() => Promise.resolve(/Total General servers|cannot bind/i.test(saying())))
  await end(child)
  const words = /Bad configuration format: (.*)/.exec(saying())?.[1]
  return words === undefined
    ? good('coturn understands turnserver.conf.')
    : wrong(`coturn does not understand "${words.trim()}" in turnserver.conf.`)
}

/** Starts coturn as the service manager does: as Debian's user, with a copy that only it can read. */
function startTurn(stage: Stage, folder: string, run: string): void {
  const copy = join(run, 'turnserver.conf')
  writeFileSync(copy, readIn(folder, 'turnserver.conf') ?? '', { mode: 0o600 })
  const { uid, gid } = turnIds()
  chownSync(copy, uid, gid)
  const as = ['--reuid', 'turnserver', '--regid', 'turnserver', '--clear-groups']
  stage.start('setpriv', [...as, TURNSERVER, '-c', copy])
}

/** Whether anything has written down who came. */
function checkTraces(folders: readonly string[], exceptions: readonly string[]): Finding {
  const addresses = Object.values(VISITORS).flatMap((visitor) => Object.values(visitor))
  const patterns = addresses.flatMap((address) => ['-e', address])
  let found = ''
  try {
    found = execFileSync('grep', ['-rlaF', ...patterns, ...folders], { encoding: 'utf8' })
  } catch {
    // grep ends with 1 when there is nothing.
  }
  const [first] = found.split('\n').filter((path) => path !== '' && !exceptions.includes(path))
  return first === undefined
    ? good('Nothing has written down the address of a visitor.')
    : wrong(`The address of a visitor was written to ${first}.`)
}

async function checkWeb(
  stage: Stage,
  folder: string,
  options: Options,
  tell: (...findings: readonly Finding[]) => void,
) {
  const { domain, radarDomain, radarAllow, run, addresses } = options
  const hosts = addresses.map(({ local }) => local)
  const [host = ''] = hosts
  const guest = placeOf(host, 'guest')
  const sh = join(folder, 'nginx/nginx.sh')
  const test = stage.run(sh, '-t', '-q')
  if (!test.ok) {
    tell(wrong(`nginx refuses its configuration: ${firstLine(test.output)}`))
    return null
  }
  tell(good('nginx accepts its configuration.'))
  stage.start(sh, ['-g', 'daemon off;'])
  const isOpen = () => shakeHands(guest, 443, { servername: domain }).then((one) => one !== null)
  if (!(await until(isOpen))) {
    tell(wrong(`nginx does not answer at ${host} on port 443: does ruleset.nft let it?`))
    return null
  }
  const certificate = readIn(folder, 'tls/fullchain.pem') ?? ''
  tell(
    ...(await checkTls(
      hosts.map((one) => placeOf(one, 'guest')),
      namesOf(options),
      certificate,
    )),
  )
  tell(...(await checkAlone(guest, options)))

  /** Whether what stands behind nginx has started, whatever it then says. */
  const isUp = (name: string) => async () => {
    const lines = [`Host: ${name}`]
    const answer = await ask(guest, { servername: name, port: 443, path: '/healthz', lines })
    return answer !== null && answer.status !== 502
  }
  const echo = stage.start(process.execPath, [script('nginx/echo.js'), SIGNALING_PORT])
  await until(isUp(domain))
  tell(...(await checkSpoofing(guest, domain)))
  await end(echo)

  // Its folder is another, so that the real one is neither read nor changed.
  const read = (path: string) => readIn(folder, path)
  const radarEnv = { ...environmentOf(read, 'radar'), RADAR_DATA: join(run, 'radar') }
  if (radarDomain !== null) stage.start(process.execPath, [script('radar/main.js')], radarEnv)
  stage.start(process.execPath, [script('signaling/main.js')], environmentOf(read, 'signaling'))
  if (!(await until(isUp(domain)))) {
    tell(wrong('signaling does not start with its settings, or not on port 8080.'))
    return null
  }
  const { finding, credential } = await greet(guest, domain)
  tell(finding)
  const visitors = {
    guest,
    denied: placeOf(host, 'denied'),
    flooder: placeOf(host, 'flooder'),
  }
  tell(...(await checkPage(visitors, options)))
  if (options.ads !== null) tell(...(await checkAdvertisement(guest, options)))
  if (radarDomain !== null) {
    const mayCome = radarAllow.length === 0 || isAllowed(radarAllow, guest.from)
    if (mayCome) await until(isUp(radarDomain))
    tell(await checkDashboard(guest, radarDomain, mayCome))
  }
  return credential
}

async function main(folder: string, hasCertificate: boolean): Promise<Finding[]> {
  const options = parseOptions(readIn(folder, 'options.json') ?? '')
  if (options === null) return []
  const findings: Finding[] = []
  const tell = (...more: readonly Finding[]) => void findings.push(...more)
  const { domain, run } = options
  const hosts = [...new Set(options.addresses.map(({ local }) => local))]
  const stage = await createStage(hosts, [
    run,
    LOGS,
    ...(hasCertificate ? [] : [join(folder, 'tls')]),
  ])
  if (!hasCertificate) throwAway(folder, namesOf(options))
  mkdirSync(join(LOGS, 'nginx'))
  const denied = Object.values(VISITORS.denied).map((address) => `deny ${address};\n`)
  const denyFile = join(run, 'deny-check.conf')
  writeFileSync(denyFile, denied.join(''))

  tell(checkRuleset(stage, folder))
  if (existsSync(NGINX)) {
    const credential = await checkWeb(stage, folder, options, tell)
    if (!existsSync(TURNSERVER)) tell(wrong('coturn is not installed.'))
    else {
      tell(await checkTurnWords(stage, folder, run))
      startTurn(stage, folder, run)
      if (credential === null) tell(wrong('signaling gave no credential to try the relay with.'))
      else {
        for (const host of hosts) tell(...(await checkRelayAt(host, credential, PATIENCE_MS)))
        tell(await checkRelayTls(hosts[0] ?? '', domain, credential, PATIENCE_MS))
      }
    }
    tell(checkTraces([run, LOGS], [denyFile]))
  } else tell(wrong('nginx is not installed.'))
  return findings
}

const [folder = '', hasCertificate = ''] = process.argv.slice(2)
const findings = await main(folder, hasCertificate === 'yes')
process.stdout.write(`${JSON.stringify(findings)}\n`, () => process.exit(0))
