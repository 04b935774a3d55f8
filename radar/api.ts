/**
 * The dashboard, its API and the machines' feeds over HTTP. This is the edge: host, pace and
 * headers are settled here before anything else sees a request.
 */
import { existsSync, realpathSync } from 'node:fs'
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import { join } from 'node:path'
import { getRequestListener } from '@hono/node-server'
import sirv from 'sirv'
import type { RouteParts } from './apiParts.ts'
import { createRoutes } from './apiRoutes.ts'
import { clientPrefix } from './clientAddress.ts'
import { createEdge, isSecure, securityHeaders } from './headers.ts'
import { createHttpEdge } from './httpServer.ts'
import { codeOf } from './log.ts'
import type { Prefix } from './prefix.ts'
import { Refusal, refuseUnless } from './refusal.ts'
import { bodyOf, headersOf, statusOf } from './refused.ts'

export interface ApiSettings {
  /** Folder of the built dashboard. */
  readonly pageFolder: string
  readonly origins: readonly string[]
  /** Proxies whose `X-Forwarded-For` is believed. */
  readonly trustedProxies: readonly Prefix[]
  /** What machines send as bearer token to fetch the blocklist. */
  readonly feedToken: string
  readonly socketsMax: number
}
export type ApiParts = Pick<RouteParts, 'operators' | 'actions' | 'audit' | 'pace' | 'log'>

/** The dashboard has not been built. */
export class MissingDashboardError extends Error {}

/** Where operators' browsers reach the broker. */
export const MQTT_PATH = '/mqtt'
const YEAR_S = 31_536_000
/** Of files whose names change with their content. */
const KEPT = `private, max-age=${YEAR_S}, immutable`
/** Asked by machines, which may reach us under any name; they bring a token, or learn nothing. */
const ANY_HOST = /^\/(healthz|blocklist\.(json|txt|nft|nginx))$/
const ROUTED = /^\/(api\/|healthz$|blocklist\.)/

function send(response: ServerResponse, refusal: Refusal): void {
  const body = JSON.stringify(bodyOf(refusal))
  response.writeHead(statusOf(refusal), {
    'Content-Type': 'application/json',
    'Content-Length': Buffer.byteLength(body),
    ...headersOf(refusal),
  })
  response.end(body)
}

/**
 * Builds the server; it does not listen yet, and the `upgrade` event is left to the caller, who
 * asks `createEdge(origins).mayUpgrade` first.
 *
 * @throws MissingDashboardError when there is no built page to serve
 */
export function createApi(settings: ApiSettings, parts: ApiParts): Server {
  const { origins, pageFolder, trustedProxies } = settings
  const { log, pace } = parts
  if (!existsSync(join(pageFolder, 'index.html')))
    throw new MissingDashboardError('The dashboard is not built yet: run "npm run build" first.')
  const edge = createEdge(origins)
  const security = securityHeaders(origins)
  const headers = Object.entries(security)
  const prefixOf = (request: IncomingMessage): string | null =>
    clientPrefix(request.socket.remoteAddress, request.headers['x-forwarded-for'], trustedProxies)
  const routes = createRoutes({
    ...parts,
    edge,
    prefixOf,
    origin: origins[0] ?? '',
    isSecure: isSecure(origins),
    feedToken: settings.feedToken,
  })
  const respond = getRequestListener(routes.fetch, { overrideGlobalObjects: false })
  // All of one build: what is built later is another folder, for the next start.
  const files = sirv(realpathSync(pageFolder), {
    etag: true,
    gzip: true,
    brotli: true,
  })

  /** @throws Refusal when the request is not for us, or comes too fast */
  async function admit(request: IncomingMessage, path: string): Promise<void> {
    const prefix = prefixOf(request)
    if (prefix === null) throw new Refusal('badRequest')
    refuseUnless(await pace.spend('request', prefix))
    if (!ANY_HOST.test(path) && !edge.isOurHost(request)) throw new Refusal('badRequest')
  }

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = (request.url ?? '/').split('?', 1)[0] ?? '/'
    await admit(request, path)
    if (ROUTED.test(path)) {
      await respond(request, response)
      return
    }
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      response.setHeader('Allow', 'GET, HEAD')
      throw new Refusal('notFound')
    }
    if (path.startsWith('/assets/')) response.setHeader('Cache-Control', KEPT)
    files(request, response, () => {
      response.setHeader('Cache-Control', 'no-store')
      send(response, new Refusal('notFound'))
    })
  }

  return createHttpEdge(security, settings.socketsMax, MQTT_PATH, (request, response) => {
    for (const [name, value] of headers) response.setHeader(name, value)
    response.setHeader('Cache-Control', 'no-store')
    handle(request, response).catch((error: unknown) => {
      if (error instanceof Refusal) {
        send(response, error)
        return
      }
      // A limiter that broke ends here too: without it nobody is let in (O5).
      log.error('requestFailed', { errorCode: codeOf(error) })
      if (response.headersSent) response.destroy()
      else send(response, new Refusal('unavailable'))
    })
  })
}
