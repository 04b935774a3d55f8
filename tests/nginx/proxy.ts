/**
 * nginx with a rendered configuration, on free ports of loopback, where every 127.0.0.x is a visitor.
 */
import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { request } from 'node:https'
import { request as requestPlain, type IncomingHttpHeaders } from 'node:http'
import type { AdsOptions } from '../../nginx/options.ts'
import { freePorts } from '../helpers/freePort.ts'
import { waitUntil } from '../helpers/wait.ts'
import { DOMAIN, RADAR_DOMAIN, render } from './deployments.ts'

export interface Answer {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  /** As they came, so that what came twice is here twice. */
  readonly rawHeaders: readonly string[]
  readonly body: string
}

export interface Asking {
  readonly method?: string
  readonly servername?: string
  readonly headers?: Readonly<Record<string, string>>
}

export interface Proxy {
  readonly httpsPort: number
  readonly httpPort: number
  /** Everything it may write to lies here, its standard outputs too. */
  readonly folder: string
  /** Asks as a visitor from this address. */
  readonly ask: (from: string, path: string, options?: Asking) => Promise<Answer>
  readonly askPlain: (from: string, path: string, options?: Asking) => Promise<Answer>
  /** Paths of the files that contain a text. */
  readonly holding: (text: string) => string[]
  readonly close: () => Promise<void>
}

export interface ProxyOptions {
  readonly signalingPort: number
  readonly radarPort?: number
  readonly radarAllow?: readonly string[]
  readonly ads?: AdsOptions | null
  /** Lines of the firewall agent's deny file. */
  readonly deny?: string
  /** Changes a rendered file, to see what would happen. */
  readonly edit?: (path: string, text: string) => string
}

const START_TIMEOUT_MS = 20_000

export function makeCertificate(folder: string, names: readonly string[], ...more: string[]): void {
  mkdirSync(folder, { recursive: true })
  const files = ['-keyout', join(folder, 'privkey.pem'), '-out', join(folder, 'fullchain.pem')]
  const kind = ['-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes']
  const names_ = `subjectAltName=${names.map((name) => `DNS:${name}`).join(',')}`
  execFileSync(
    'openssl',
    ['req', ...kind, ...files, '-days', '90', '-subj', '/CN=x', '-addext', names_, ...more],
    { stdio: 'ignore' },
  )
}

export function filesUnder(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))
}

export async function startProxy(options: ProxyOptions): Promise<Proxy> {
  const { signalingPort, radarPort = 9, radarAllow = [], ads = null, deny = '', edit } = options
  const folder = mkdtempSync(join(tmpdir(), 'p2p-chat-nginx-'))
  const [httpPort = 0, httpsPort = 0] = await freePorts(2)
  const run = join(folder, 'run')
  mkdirSync(run)
  writeFileSync(join(run, 'deny.conf'), deny)
  const files = render(
    { run, data: folder, radarDomain: RADAR_DOMAIN, radarAllow, ads },
    undefined,
    folder,
  )
  for (const [path, text] of Object.entries(files)) {
    if (!path.startsWith('nginx/')) continue
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    const moved = text
      .replace(
        /^( *listen (?:\[::\]:)?)(80|443)\b/gm,
        (_, before: string, port: string) => `${before}${port === '80' ? httpPort : httpsPort}`,
      )
      .replace('127.0.0.1:8080', `127.0.0.1:${signalingPort}`)
      .replace('127.0.0.1:8081', `127.0.0.1:${radarPort}`)
    writeFileSync(join(folder, path), edit?.(path, moved) ?? moved)
  }
  makeCertificate(join(folder, 'tls'), [DOMAIN, RADAR_DOMAIN])
  const output = openSync(join(folder, 'output'), 'a')
  const child = spawn(
    '/usr/sbin/nginx',
    ['-c', join(folder, 'nginx/nginx.conf'), '-g', 'daemon off;'],
    { stdio: ['ignore', output, output] },
  )
  const exited = once(child, 'exit')
  const isOpen = () =>
    new Promise<boolean>((resolve) => {
      const socket = connect(httpsPort, '127.0.0.1')
      socket.once('connect', () => resolve(true)).once('error', () => resolve(false))
      socket.once('connect', () => socket.destroy())
    })
  await waitUntil(START_TIMEOUT_MS, isOpen, () => readFileSync(join(folder, 'output'), 'utf8'))

  const asker =
    (ask: typeof request, port: number) =>
    (from: string, path: string, { headers = {}, ...rest }: Asking = {}) =>
      new Promise<Answer>((resolve, reject) => {
        const asked = ask(
          {
            host: '127.0.0.1',
            port,
            path,
            localAddress: from,
            servername: DOMAIN,
            rejectUnauthorized: false,
            agent: false,
            headers: { host: DOMAIN, ...headers },
            ...rest,
          },
          (response) => {
            let body = ''
            response.setEncoding('utf8').on('data', (part: string) => (body += part))
            response.once('end', () =>
              resolve({
                status: response.statusCode ?? 0,
                headers: response.headers,
                rawHeaders: response.rawHeaders,
                body,
              }),
            )
          },
        )
        asked.once('error', reject)
        asked.end()
      })

  return {
    httpPort,
    httpsPort,
    folder,
    ask: asker(request, httpsPort),
    askPlain: asker(requestPlain as typeof request, httpPort),
    holding: (text) => filesUnder(folder).filter((path) => readFileSync(path).includes(text)),
    async close() {
      child.kill('SIGKILL')
      await exited
      rmSync(folder, { recursive: true })
    },
  }
}

/** Very many equal requests at once over plain HTTP; the statuses. */
export async function flood(proxy: Proxy, from: string, times: number): Promise<string[]> {
  const socket = connect({ port: proxy.httpPort, host: '127.0.0.1', localAddress: from })
  let received = ''
  socket.setEncoding('latin1').on('data', (part: string) => (received += part))
  const one = `GET /.well-known/acme-challenge/x HTTP/1.1\r\nHost: ${DOMAIN}\r\n`
  socket.write(`${one}\r\n`.repeat(times - 1) + `${one}Connection: close\r\n\r\n`)
  await once(socket, 'close')
  return [...received.matchAll(/^HTTP\/1\.1 (\d+)/gm)].map(([, status = '']) => status)
}
