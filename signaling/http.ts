/** The page, the policies and the health check over HTTP. */
import { existsSync, realpathSync } from 'node:fs'
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import sirv from 'sirv'
import { createHttpEdge } from '../radar/httpServer.ts'
import { frameSources, type Advertising } from './ads.ts'
import { createAdsAnswers } from './adsAnswers.ts'
import { APPEAL_PATH, SIGNAL_PATH } from './protocol.ts'
import { securityHeaders } from './headers.ts'
import { policyPrinter, POLICY_TEMPLATE, type PolicyPage } from './policies.ts'

export interface HttpSettings {
  /** Folder of the built page. */
  readonly pageFolder: string
  readonly origins: readonly string[]
  /** What they say on this server (P10, S3); others as soon as the operator chose otherwise. */
  readonly policies: () => readonly PolicyPage[]
  readonly advertising: Advertising | null
  readonly socketsMax: number
  /** Takes an appeal; the address is whose request it is. */
  readonly onAppeal: (code: string, request: IncomingMessage) => Promise<AppealAnswer>
}

/** accepted: passed on. unknown: no such block on this network. away: the radar is not reached. */
export type AppealAnswer = 'accepted' | 'unknown' | 'tooMany' | 'away'
const APPEAL_STATUS: Readonly<Record<AppealAnswer, number>> = {
  accepted: 202,
  unknown: 404,
  tooMany: 429,
  away: 503,
}
const APPEAL_BODY = /^\{"code":"([0-9A-Z]{8})"\}$/
const APPEAL_BYTES_MAX = 64

/** The page has not been built. */
export class MissingBuildError extends Error {}

const YEAR_S = 31_536_000
/** Of files whose names change with their content. */
const KEPT = `public, max-age=${YEAR_S}, immutable`

/** One spelling for `/privacy/`, `/privacy.html` and `/%70rivacy`; what cannot be read is itself. */
function plainPath(path: string): string {
  try {
    return decodeURIComponent(path).replace(/(\.html)?\/*$/, '')
  } catch {
    return path
  }
}

/**
 * Reads a body; `null` as soon as it is longer. What still comes is thrown away, and not the
 * socket with it, for the answer would be lost.
 */
function readShort(request: IncomingMessage, bytesMax: number): Promise<string | null> {
  return new Promise((resolve, reject) => {
    let body = ''
    request.setEncoding('latin1').on('data', (part: string) => {
      if (body.length <= bytesMax) body += part
      if (body.length > bytesMax) resolve(null)
    })
    request.once('end', () => resolve(body))
    request.once('error', reject)
  })
}

function answerNothing(response: ServerResponse): void {
  response.writeHead(404, {
    'Cache-Control': 'no-store',
    'Content-Type': 'text/plain; charset=utf-8',
  })
  response.end('There is nothing at this address.\n')
}

/**
 * Builds the server; it does not listen yet.
 *
 * @throws MissingBuildError when there is no built page to serve
 */
export function createHttpServer(settings: HttpSettings, isHealthy: () => boolean): Server {
  if (!existsSync(join(settings.pageFolder, 'index.html')))
    throw new MissingBuildError('The page is not built yet: run "npm run build" first.')
  const { origins, advertising } = settings
  const security = securityHeaders(origins, frameSources(advertising, origins))
  const headers = Object.entries(security)
  const ads = createAdsAnswers(advertising, origins)
  // All of one build: what is built later is another folder, for the next start.
  const pageFolder = realpathSync(settings.pageFolder)
  const print = policyPrinter(pageFolder)
  let written = settings.policies()
  let policies = print(written)
  /** As they are now; `undefined` when there is no such page. */
  function policyAt(path: string): Buffer | undefined {
    if (policies.has(path) && written !== settings.policies()) {
      written = settings.policies()
      policies = print(written)
    }
    return policies.get(path)
  }
  const files = sirv(pageFolder, {
    etag: true,
    gzip: true,
    brotli: true,
  })

  /** A page of ours asks a person to look at a block: same origin, one short body. */
  async function appeal(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const answer = (status: number) => void response.writeHead(status).end()
    if (request.method !== 'POST') return void response.writeHead(405, { Allow: 'POST' }).end()
    if (!origins.includes(request.headers.origin ?? '')) return answer(403)
    const body = await readShort(request, APPEAL_BYTES_MAX)
    if (body === null) return answer(413)
    const code = APPEAL_BODY.exec(body)?.[1]
    if (code === undefined) return answer(400)
    answer(APPEAL_STATUS[await settings.onAppeal(code, request)])
  }

  return createHttpEdge(security, settings.socketsMax, SIGNAL_PATH, (request, response) => {
    const path = (request.url ?? '/').split('?', 1)[0] ?? '/'
    if (ads.answer(request, response, path)) return
    for (const [name, value] of headers) response.setHeader(name, value)
    response.setHeader('Cache-Control', 'no-store')
    if (path === APPEAL_PATH) {
      // A body that breaks off harms this answer only.
      appeal(request, response).catch(() => response.destroy())
      return
    }
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      response.writeHead(405, { Allow: 'GET, HEAD' }).end()
      return
    }
    if (path === '/healthz') {
      const healthy = isHealthy()
      response.writeHead(healthy ? 200 : 503, { 'Content-Type': 'text/plain' })
      response.end(healthy ? 'ok\n' : 'updating\n')
      return
    }
    const plain = plainPath(path)
    const policy = policyAt(plain)
    if (policy !== undefined) {
      response.writeHead(200, {
        'Content-Type': 'text/html; charset=utf-8',
        'Content-Length': policy.length,
      })
      response.end(request.method === 'HEAD' ? undefined : policy)
      return
    }
    if (plain === `/${POLICY_TEMPLATE}`) return answerNothing(response)
    // A file that has gone meanwhile, as in a new build, breaks this answer and nobody else's.
    response.once('pipe', (file: Readable) => file.once('error', () => response.destroy()))
    if (path.startsWith('/assets/')) response.setHeader('Cache-Control', KEPT)
    files(request, response, () => answerNothing(response))
  })
}
