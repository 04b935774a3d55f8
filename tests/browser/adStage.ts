/**
 * Where advertisements are tried: servers that have one, and a collector to which the advertisement
 * tells how its attempts went.
 */
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type IncomingMessage } from 'node:http'
import { createServer as createMute, type AddressInfo, type Server, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePorts } from '../helpers/freePort.ts'
import { startSignaling, type SignalingProcess } from '../helpers/signalingProcess.ts'
import { waitUntil } from '../helpers/wait.ts'
import { POPUP } from './hostileAd.ts'

/** What came of one attempt. */
export interface Report {
  readonly name: string
  /** It got what it wanted. */
  readonly won: boolean
  /** What it got, or what refused it. */
  readonly how: string
}

export interface Collector {
  readonly origin: string
  /** Everything that was reported since the last `forget`, the last of each name. */
  readonly reports: () => ReadonlyMap<string, Report>
  /** Paths that were asked for and that nothing in a cage can ask for. */
  readonly escapes: () => readonly string[]
  /** Addresses of every request. */
  readonly asked: () => readonly string[]
  readonly waitFor: (names: readonly string[], withinMs: number) => Promise<void>
  readonly forget: () => void
  /** Serves what an advertisement looks like without any cage. */
  readonly setFree: (html: string) => void
  readonly close: () => Promise<void>
}

const portOf = (server: Server): number => (server.address() as AddressInfo).port

async function readBody(request: IncomingMessage): Promise<string> {
  let body = ''
  for await (const part of request.setEncoding('utf8')) body += String(part)
  return body
}

async function startCollector(): Promise<Collector> {
  const reports = new Map<string, Report>()
  const asked: string[] = []
  let free = ''
  const server = createServer((request, response) => {
    const path = request.url ?? ''
    asked.push(path)
    response.setHeader('Access-Control-Allow-Origin', '*')
    response.setHeader('Cross-Origin-Resource-Policy', 'cross-origin')
    if (path === '/never') return
    if (path === '/worker.js') response.setHeader('Content-Type', 'text/javascript')
    else response.setHeader('Content-Type', 'text/html; charset=utf-8')
    if (path === '/free') response.end('<title>free</title><iframe src="/attack"></iframe>')
    else if (path === '/attack') response.end(`<!doctype html><body>${free}</body>`)
    else if (path === '/popup') response.end(POPUP)
    else if (path !== '/report') response.end('onconnect=({ports:[port]})=>port.postMessage(1)')
    else
      void readBody(request).then((body) => {
        const report = JSON.parse(body) as Report
        reports.set(report.name, report)
        response.end()
      })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')

  return {
    origin: `http://127.0.0.1:${portOf(server)}`,
    reports: () => reports,
    escapes: () => asked.filter((path) => path.startsWith('/escaped/')),
    asked: () => asked,
    waitFor: async (names, withinMs) => {
      const missing = () => names.filter((name) => !reports.has(name))
      await waitUntil(
        withinMs,
        () => missing().length === 0,
        () => ({ missing: missing(), reported: [...reports.keys()] }),
      )
    },
    forget() {
      reports.clear()
      asked.length = 0
    },
    setFree(html) {
      free = html
    },
    async close() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

export interface AdStage {
  readonly collector: Collector
  /** A server without advertising. */
  readonly plain: SignalingProcess
  /**
   * A server with advertising.
   *
   * @param snippetFor makes the snippet, given the origin of the page
   * @param isElsewhere the frame has an origin of its own
   * @param isMute nobody answers there, as where packets are dropped: of what is refused at once,
   *   browsers say that it has loaded
   */
  readonly startWith: (
    snippetFor: (page: string) => string,
    isElsewhere?: boolean,
    isMute?: boolean,
  ) => Promise<SignalingProcess>
  readonly close: () => Promise<void>
}

export async function createAdStage(): Promise<AdStage> {
  const folder = mkdtempSync(join(tmpdir(), 'p2p-chat-ads-'))
  const collector = await startCollector()
  const plain = await startSignaling()
  const servers = [plain]
  const held = new Set<Socket>()
  const mute = createMute((socket) => void held.add(socket))
  mute.listen(0, '127.0.0.1')
  await once(mute, 'listening')

  return {
    collector,
    plain,
    async startWith(snippetFor, isElsewhere = false, isMute = false) {
      const [port = 0] = await freePorts(1)
      const page = `http://localhost:${port}`
      const file = join(folder, `${port}.html`)
      writeFileSync(file, snippetFor(page))
      const server = await startSignaling({
        SIGNALING_PORT: String(port),
        SIGNALING_ORIGINS: page,
        ADS_FILE: file,
        ADS_NETWORK: 'Example Ads',
        ...(isElsewhere && { ADS_ORIGIN: `http://127.0.0.1:${isMute ? portOf(mute) : port}` }),
      })
      servers.push(server)
      return server
    },
    async close() {
      for (const server of servers) await server.stop()
      for (const socket of held) socket.destroy()
      mute.close()
      await collector.close()
      rmSync(folder, { recursive: true })
    },
  }
}
