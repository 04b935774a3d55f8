/** The public host, with all that `npm run deploy` renders, started as its units say. */
import { execFileSync, type ChildProcess } from 'node:child_process'
import { chmodSync, closeSync, mkdirSync, openSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { parseEnvironment } from '../../nginx/environmentFile.ts'
import { freePorts } from '../helpers/freePort.ts'
import { writeThresholds } from '../helpers/radarProcess.ts'
import { DIST, REPOSITORY, type Environment } from '../helpers/signalingProcess.ts'
import { waitUntil } from '../helpers/wait.ts'
import { createAuthority, type Authority } from './authority.ts'
import { DOMAIN, HOST } from './internet.ts'
import type { Place } from './place.ts'

const START_TIMEOUT_MS = 60_000

export type ProgramName = 'nginx' | 'signaling' | 'radar' | 'firewall' | 'turn'

/** What tells that it serves: a port, or a word. */
const SIGNS: Readonly<Record<ProgramName, number | string>> = {
  radar: 1883,
  signaling: 'is ready',
  firewall: 'is ready',
  nginx: 443,
  turn: 3478,
}

export interface Program {
  /** All it wrote to its standard outputs. */
  readonly output: () => string
  readonly signal: (signal: NodeJS.Signals) => void
  /** Ends it by a signal. */
  readonly end: (signal: NodeJS.Signals) => Promise<void>
  /** Ends it at once, as `kill -9` does. */
  readonly stop: () => Promise<void>
}

/** Where and how the programs run when it is not simply here. */
export interface Ground {
  /** One of the host's own, which need not be there yet. */
  readonly folder: string
  /** What stands before each command. */
  readonly enter: readonly string[]
  readonly environment: (name: ProgramName) => Environment
  /** Changes what was rendered before any of it is used. */
  readonly edit: (deployed: string) => void
}

/** @param folder one of its own, which need not be there yet */
export const plainGround = (folder: string): Ground => ({
  folder,
  enter: [],
  environment: () => ({}),
  edit: () => undefined,
})

export interface PublicHost {
  readonly place: Place
  readonly origin: string
  readonly authority: Authority
  /** Where everything is that is rendered, kept or written. */
  readonly folder: string
  /** What coturn and signaling share. */
  readonly turnSecret: string
  /** A port of this machine's loopback, to be forwarded to the dashboard of the host. */
  readonly dashboardPort: number
  /** Starts one, again if need be, and waits until it serves. */
  readonly start: (name: ProgramName) => Promise<Program>
  readonly program: (name: ProgramName) => Program
  /** Renders anew, with other choices. */
  readonly deploy: (...options: string[]) => void
}

interface Unit {
  readonly command: readonly string[]
  readonly environmentFiles: readonly string[]
  /** The user of a package; those that are made for us need not be here. */
  readonly user: string
  /** How large a picture of its memory may be that it leaves when it crashes. */
  readonly coreLimit: string
}

function readUnit(file: string, credentials: string): Unit {
  const text = readFileSync(file, 'utf8')
  const all = (name: string) =>
    [...text.matchAll(new RegExp(`^${name}=-?(.*)$`, 'gm'))].map(([, value = '']) => value)
  const [command = ''] = all('ExecStart')
  return {
    command: command.replaceAll('${CREDENTIALS_DIRECTORY}', credentials).split(' '),
    environmentFiles: all('EnvironmentFile'),
    user: all('User').find((user) => user === 'turnserver') ?? 'root',
    coreLimit: all('LimitCORE')[0] ?? 'unlimited',
  }
}

/** @param thresholds what the operator's file of thresholds says */
export async function createPublicHost(
  place: Place,
  { folder, enter, environment, edit }: Ground,
  thresholds: object,
): Promise<PublicHost> {
  const at = (...path: string[]) => join(folder, ...path)
  const [deployed, credentials] = [at('deployed'), at('credentials')]
  for (const name of ['output', 'run', 'data/radar', 'tmp'])
    mkdirSync(at(name), { recursive: true })
  chmodSync(at('tmp'), 0o777)

  const deploy = (...options: string[]): void => {
    const words = ['--out', deployed, ...options]
    execFileSync(process.execPath, [join(DIST, 'nginx', 'main.js'), ...words])
    execFileSync('install', ['-d', '-o', 'turnserver', credentials])
    execFileSync('install', ['-o', 'turnserver', join(deployed, 'turnserver.conf'), credentials])
  }
  const choices = {
    domain: DOMAIN,
    contact: 'operator@example.org',
    app: REPOSITORY,
    run: at('run'),
    data: at('data'),
  }
  deploy(
    ...Object.entries(choices).flatMap(([name, value]) => [`--${name}`, value]),
    ...Object.values(HOST).flatMap((address) => ['--address', address]),
  )
  const authority = createAuthority(at('authority'), [DOMAIN])
  execFileSync(join(deployed, 'renewed.sh'), {
    env: { PATH: '/usr/bin:/bin', RENEWED_LINEAGE: authority.folder },
    stdio: 'ignore',
  })
  const [dashboardPort = 0] = await freePorts(1)
  const local = {
    RADAR_DRY_RUN_DAYS: '0',
    RADAR_ORIGINS: `http://localhost:${dashboardPort}`,
    ...writeThresholds(folder, thresholds),
  }
  writeFileSync(
    join(deployed, 'radar.local.env'),
    Object.entries(local)
      .map(([name, value]) => `${name}=${value}\n`)
      .join(''),
  )
  edit(deployed)
  place.run('nft', '-f', join(deployed, 'ruleset.nft'))

  const running = new Map<ProgramName, Program>()

  function environmentOf({ environmentFiles }: Unit): Environment {
    const texts = environmentFiles.map((file) => {
      try {
        return readFileSync(file, 'utf8')
      } catch {
        // The operator has none of his own.
        return ''
      }
    })
    return Object.assign({}, ...texts.map(parseEnvironment)) as Environment
  }

  async function start(name: ProgramName): Promise<Program> {
    const unit = readUnit(join(deployed, 'systemd', `p2pchat-${name}.service`), credentials)
    const file = at('output', name)
    const output = openSync(file, 'a')
    const as = ['setpriv', `--reuid=${unit.user}`, `--regid=${unit.user}`, '--init-groups']
    const within = ['prlimit', `--core=${unit.coreLimit}`]
    const child: ChildProcess = place.start([...enter, ...within, ...as, ...unit.command], {
      cwd: at('tmp'),
      stdio: ['ignore', output, output],
      env: {
        PATH: `${dirname(process.execPath)}:/usr/sbin:/usr/bin:/sbin:/bin`,
        TMPDIR: at('tmp'),
        ...environmentOf(unit),
        ...environment(name),
      },
    })
    // It has its own by now.
    closeSync(output)
    const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()))
    const text = () => readFileSync(file, 'utf8')
    const sign = SIGNS[name]
    await waitUntil(
      START_TIMEOUT_MS,
      () => {
        // nginx leaves a process of its own behind.
        if ((child.exitCode ?? 0) !== 0) throw new Error(`${name} ended: ${text()}`)
        return typeof sign === 'string'
          ? text().includes(sign)
          : place.run('ss', '-Hltn', `sport = :${sign}`) !== ''
      },
      () => [name, text()],
    )
    const signal = (which: NodeJS.Signals) => void child.kill(which)
    const end = async (which: NodeJS.Signals) => {
      signal(which)
      await exited
    }
    const program: Program = { output: text, signal, end, stop: () => end('SIGKILL') }
    running.set(name, program)
    return program
  }

  await start('radar')
  await Promise.all((['signaling', 'firewall', 'nginx', 'turn'] as const).map(start))
  const { SIGNALING_TURN_SECRET: turnSecret = '' } = parseEnvironment(
    readFileSync(join(deployed, 'signaling.env'), 'utf8'),
  )
  return {
    place,
    origin: `https://${DOMAIN}`,
    authority,
    folder,
    turnSecret,
    dashboardPort,
    start,
    deploy,
    program(name) {
      const program = running.get(name)
      if (program === undefined) throw new Error(`${name} was never started`)
      return program
    },
  }
}
