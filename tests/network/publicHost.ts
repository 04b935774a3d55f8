/** The public host, with all that is deployed there: nginx, signaling, radar, firewall, coturn. */
import { type ChildProcess } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdirSync, openSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Environment } from '../helpers/signalingProcess.ts'
import { DIST } from '../helpers/signalingProcess.ts'
import { waitUntil } from '../helpers/wait.ts'
import { createAuthority, type Authority } from './authority.ts'
import { DOMAIN, HOST } from './internet.ts'
import type { Place } from './place.ts'

const START_TIMEOUT_MS = 15_000

export type ProgramName = 'nginx' | 'signaling' | 'radar' | 'firewall' | 'coturn'

export interface Program {
  readonly pid: number
  /** All it wrote to its standard outputs. */
  readonly output: () => string
  readonly stop: (signal?: NodeJS.Signals) => Promise<void>
}

export interface PublicHost {
  readonly origin: string
  readonly authority: Authority
  readonly folder: string
  readonly turnSecret: string
  /** Starts one, again if need be, and waits until it serves. */
  readonly start: (name: ProgramName) => Promise<Program>
  readonly program: (name: ProgramName) => Program
}

const isListening = (place: Place, port: number): boolean =>
  place.run('ss', '-Hltn', `sport = :${port}`) !== ''

export interface HostOptions {
  readonly folder: string
  readonly environment?: Partial<Record<ProgramName, Environment>>
}

export async function createPublicHost(
  place: Place,
  { folder, environment = {} }: HostOptions,
): Promise<PublicHost> {
  const at = (...path: string[]) => join(folder, ...path)
  const authority = createAuthority(at('authority'), [DOMAIN])
  const { certificate, key } = authority.issued
  const turnSecret = randomBytes(32).toString('base64url')
  for (const name of ['output', 'radar', 'nginx', 'tmp']) mkdirSync(at(name), { recursive: true })
  writeFileSync(
    at('nginx', 'nginx.conf'),
    `daemon off; pid ${at('nginx', 'pid')}; error_log /dev/null crit; worker_processes 1; user root;
events {}
http {
  access_log off;
  client_body_temp_path ${at('nginx')}/b; proxy_temp_path ${at('nginx')}/p; fastcgi_temp_path ${at('nginx')}/f; uwsgi_temp_path ${at('nginx')}/u; scgi_temp_path ${at('nginx')}/s;
  server {
    listen 443 ssl; listen [::]:443 ssl; server_name ${DOMAIN};
    ssl_certificate ${certificate}; ssl_certificate_key ${key};
    location / { proxy_pass http://127.0.0.1:8080; proxy_http_version 1.1; proxy_set_header Upgrade $http_upgrade; proxy_set_header Connection upgrade; proxy_set_header X-Forwarded-For $remote_addr; proxy_set_header Host $host; }
  }
}
`,
  )
  writeFileSync(
    at('turnserver.conf'),
    `listening-ip=${HOST.v4}
listening-ip=${HOST.v6}
relay-ip=${HOST.v4}
relay-ip=${HOST.v6}
listening-port=3478
tls-listening-port=5349
min-port=49152
max-port=49999
fingerprint
use-auth-secret
static-auth-secret=${turnSecret}
realm=${DOMAIN}
cert=${certificate}
pkey=${key}
no-cli
no-tcp-relay
log-file=stdout
pidfile=${at('coturn.pid')}
userdb=${at('turndb')}
`,
  )
  const node = (name: 'signaling' | 'radar' | 'firewall') => [
    process.execPath,
    join(DIST, name, 'main.js'),
  ]
  const credential = (machine: string) =>
    readFileSync(at('radar', 'credentials', machine), 'utf8').trim()
  const programs: Record<
    ProgramName,
    { command: string[]; env: () => Environment; port: number | null; says: string }
  > = {
    radar: {
      command: node('radar'),
      env: () => ({
        RADAR_DATA: at('radar'),
        RADAR_DRY_RUN_DAYS: '0',
        RADAR_OWN_ADDRESSES: `${HOST.v4},${HOST.v6}`,
      }),
      port: 1883,
      says: '',
    },
    signaling: {
      command: node('signaling'),
      env: () => ({
        SIGNALING_ORIGINS: `https://${DOMAIN}`,
        SIGNALING_TRUSTED_PROXIES: '127.0.0.1',
        SIGNALING_RADAR_CREDENTIAL: credential('signaling'),
        SIGNALING_STUN_URLS: `stun:${DOMAIN}:3478`,
        SIGNALING_TURN_URLS: `turn:${DOMAIN}:3478?transport=udp,turn:${DOMAIN}:3478?transport=tcp,turns:${DOMAIN}:5349?transport=tcp`,
        SIGNALING_TURN_SECRET: turnSecret,
        SIGNALING_NEVER_BLOCKED: `${HOST.v4},${HOST.v6}`,
      }),
      port: 8080,
      says: 'ready',
    },
    firewall: {
      command: node('firewall'),
      env: () => ({ FIREWALL_RADAR_CREDENTIAL: credential('firewall'), FIREWALL_APPLY: 'yes' }),
      port: null,
      says: 'ready',
    },
    nginx: {
      command: ['nginx', '-c', at('nginx', 'nginx.conf'), '-e', '/dev/null'],
      env: () => ({}),
      port: 443,
      says: '',
    },
    coturn: {
      command: ['turnserver', '-c', at('turnserver.conf')],
      env: () => ({}),
      port: 3478,
      says: '',
    },
  }
  const running = new Map<ProgramName, Program>()

  async function start(name: ProgramName): Promise<Program> {
    const { command, env, port, says } = programs[name]
    const file = at('output', name)
    const output = openSync(file, 'a')
    const child: ChildProcess = place.start(command, {
      stdio: ['ignore', output, output],
      env: {
        PATH: '/usr/sbin:/usr/bin:/sbin:/bin',
        TMPDIR: at('tmp'),
        ...env(),
        ...environment[name],
      },
    })
    const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()))
    const text = () => readFileSync(file, 'utf8')
    await waitUntil(
      START_TIMEOUT_MS,
      () => {
        if (child.exitCode !== null) throw new Error(`${name} ended: ${text()}`)
        return text().includes(says) && (port === null || isListening(place, port))
      },
      text,
    )
    const program: Program = {
      pid: child.pid ?? 0,
      output: text,
      async stop(signal = 'SIGKILL') {
        child.kill(signal)
        await exited
      },
    }
    running.set(name, program)
    return program
  }

  await start('radar')
  await Promise.all((['signaling', 'firewall', 'nginx', 'coturn'] as const).map(start))
  return {
    origin: `https://${DOMAIN}`,
    authority,
    folder,
    turnSecret,
    start,
    program(name) {
      const program = running.get(name)
      if (program === undefined) throw new Error(`${name} was never started`)
      return program
    },
  }
}
