/** The security headers of every answer, and who may ask at all (S9). */
import type { IncomingMessage } from 'node:http'
import { permissionsPolicy } from './features.ts'

export const isSecure = (origins: readonly string[]): boolean =>
  origins.every((origin) => origin.startsWith('https:'))

/**
 * @param origins the dashboard's own origins; their WebSocket twins are named beside `'self'`,
 *   which covers them only in newer browsers (CSP 3)
 */
export function securityHeaders(origins: readonly string[]): Readonly<Record<string, string>> {
  // An IPv6 literal is no source expression; there `'self'` has to do.
  const sockets = origins
    .filter((origin) => !origin.includes('['))
    .map((origin) => origin.replace(/^http/, 'ws'))
  return {
    'Content-Security-Policy': [
      "default-src 'none'",
      "script-src 'self'",
      "style-src 'self'",
      "img-src 'self'",
      `connect-src ${["'self'", ...sockets].join(' ')}`,
      "frame-ancestors 'none'",
      "base-uri 'none'",
      "form-action 'none'",
      "object-src 'none'",
      "require-trusted-types-for 'script'",
      "trusted-types 'none'",
      "webrtc 'block'",
    ].join('; '),
    // Links, secrets and recovery codes are copied with a press.
    'Permissions-Policy': permissionsPolicy(['clipboard-write']),
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Cross-Origin-Embedder-Policy': 'require-corp',
    'Referrer-Policy': 'no-referrer',
    'X-Content-Type-Options': 'nosniff',
    'X-Frame-Options': 'DENY',
    // Browsers ignore it over plain HTTP, so it is sent only where every origin has TLS.
    ...(isSecure(origins) && {
      'Strict-Transport-Security': 'max-age=63072000; includeSubDomains',
    }),
  }
}

export interface Edge {
  /** Whether the request names one of our hosts: a foreign name that points here does not. */
  readonly isOurHost: (request: IncomingMessage) => boolean
  /** Whether a page of ours, exactly, sent it. Browsers cannot leave the origin out of a write. */
  readonly isOurPage: (request: IncomingMessage) => boolean
  /** Whether a request to read came from a foreign page, as far as the browser says. */
  readonly isForeignRead: (request: IncomingMessage) => boolean
  /** Whether a WebSocket handshake may go on. */
  readonly mayUpgrade: (request: IncomingMessage) => boolean
}

export function createEdge(origins: readonly string[]): Edge {
  const known = new Set(origins)
  const hosts = new Set(origins.map((origin) => new URL(origin).host))

  const isOurHost = ({ headers }: IncomingMessage): boolean =>
    hosts.has((headers.host ?? '').toLowerCase())

  function isOurPage({ headers }: IncomingMessage): boolean {
    const site = headers['sec-fetch-site'] ?? 'same-origin'
    return known.has(headers.origin ?? '') && site === 'same-origin'
  }

  return {
    isOurHost,
    isOurPage,
    isForeignRead: ({ headers }) =>
      !['same-origin', 'none'].includes(String(headers['sec-fetch-site'] ?? 'none')),
    mayUpgrade: (request) => isOurHost(request) && isOurPage(request),
  }
}
