/** The page, the policies and the health check over HTTP. */
import { existsSync, readFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import { join } from 'node:path'
import sirv from 'sirv'
import { securityHeaders } from './headers.ts'

export interface HttpSettings {
  /** Folder of the built page. */
  readonly pageFolder: string
  readonly origins: readonly string[]
  /** Whom visitors can ask (P10). */
  readonly contact: string
  readonly socketsMax: number
}

/** The page has not been built. */
export class MissingBuildError extends Error {}

const POLICIES = ['privacy', 'terms'] as const
const YEAR_S = 31_536_000

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
}

/** One spelling for `/privacy/`, `/privacy.html` and `/%70rivacy`; what cannot be read is itself. */
function plainPath(path: string): string {
  try {
    return decodeURIComponent(path).replace(/(\.html)?\/*$/, '')
  } catch {
    return path
  }
}

/** Puts the operator's contact into the policies, once, at start. */
function readPolicies(settings: HttpSettings): ReadonlyMap<string, Buffer> {
  return new Map(
    POLICIES.map((name) => {
      const html = readFileSync(join(settings.pageFolder, `${name}.html`), 'utf8')
      // A function, because a replacement text would give `$&` a meaning.
      const page = html.replaceAll('{{contact}}', () => escapeHtml(settings.contact))
      return [`/${name}`, Buffer.from(page)]
    }),
  )
}

/**
 * Builds the server; it does not listen yet.
 *
 * @throws MissingBuildError when there is no built page to serve
 */
export function createHttpServer(settings: HttpSettings, isHealthy: () => boolean): Server {
  if (!existsSync(join(settings.pageFolder, 'index.html')))
    throw new MissingBuildError('The page is not built yet: run "npm run build" first.')
  const headers = Object.entries(securityHeaders(settings.origins))
  const policies = readPolicies(settings)
  const files = sirv(settings.pageFolder, {
    etag: true,
    gzip: true,
    brotli: true,
    setHeaders(response, path) {
      const isHashed = path.startsWith('/assets/')
      response.setHeader(
        'Cache-Control',
        isHashed ? `public, max-age=${YEAR_S}, immutable` : 'no-store',
      )
    },
  })

  const server = createServer(
    {
      // A client that takes longer than this to ask is not a browser.
      headersTimeout: 5_000,
      requestTimeout: 5_000,
      keepAliveTimeout: 5_000,
      connectionsCheckingInterval: 1_000,
      maxHeaderSize: 8_192,
    },
    (request, response) => {
      for (const [name, value] of headers) response.setHeader(name, value)
      response.setHeader('Cache-Control', 'no-store')
      const path = (request.url ?? '/').split('?', 1)[0] ?? '/'
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
      const policy = policies.get(plainPath(path))
      if (policy !== undefined) {
        response.writeHead(200, {
          'Content-Type': 'text/html; charset=utf-8',
          'Content-Length': policy.length,
        })
        response.end(request.method === 'HEAD' ? undefined : policy)
        return
      }
      files(request, response, () => {
        response.writeHead(404, { 'Content-Type': 'text/plain; charset=utf-8' })
        response.end('There is nothing at this address.\n')
      })
    },
  )
  server.maxHeadersCount = 64
  server.maxConnections = settings.socketsMax
  return server
}
