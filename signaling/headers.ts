/** The security headers of every answer. */

import { permissionsPolicy, type Feature } from '../radar/features.ts'

/** What the page does: a call, its screens and its sound. */
const USED_FEATURES: readonly Feature[] = [
  'autoplay',
  'camera',
  'display-capture',
  'fullscreen',
  'media-playback-while-not-visible',
  'microphone',
  'on-device-speech-recognition',
  'picture-in-picture',
  'screen-wake-lock',
  'speaker-selection',
]

/** Browsers ignore it over plain HTTP, so it is sent only where every origin has TLS. */
const transportHeaders = (origins: readonly string[]): Readonly<Record<string, string>> =>
  origins.every((origin) => origin.startsWith('https:'))
    ? { 'Strict-Transport-Security': 'max-age=63072000; includeSubDomains' }
    : {}

/** Whether a policy can name it: an IPv6 literal is no source expression. */
export const isExpressible = (source: string): boolean => !source.includes('[')

/**
 * @param origins the page's own origins; their WebSocket twins are named beside `'self'`, which
 *   covers them only in newer browsers (CSP 3), and has to do for IPv6 literals
 * @param frames sources of the document that may be in a frame: none without advertising
 */
export function securityHeaders(
  origins: readonly string[],
  frames: readonly string[] = [],
): Readonly<Record<string, string>> {
  const sockets = origins.filter(isExpressible).map((origin) => origin.replace(/^http/, 'ws'))
  return {
    'Content-Security-Policy': [
      "default-src 'none'",
      "script-src 'self'",
      "style-src 'self'",
      "img-src 'self' blob: data:",
      "media-src 'self' blob:",
      "font-src 'self'",
      `connect-src 'self' ${sockets.join(' ')}`,
      "manifest-src 'self'",
      "worker-src 'self'",
      `frame-src ${frames.join(' ') || "'none'"}`,
      "frame-ancestors 'none'",
      "base-uri 'none'",
      "form-action 'none'",
      "object-src 'none'",
      "require-trusted-types-for 'script'",
      // One policy, for the exact addresses of the three workers (web/chat/workers.ts).
      'trusted-types worker',
    ].join('; '),
    'Permissions-Policy': permissionsPolicy(USED_FEATURES),
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': 'same-origin',
    // Frames answer with a policy of their own, and what they load comes without cookies.
    'Cross-Origin-Embedder-Policy': frames.length > 0 ? 'credentialless' : 'require-corp',
    'Referrer-Policy': 'no-referrer',
    'X-Content-Type-Options': 'nosniff',
    ...transportHeaders(origins),
  }
}

/**
 * Of the document with the advertisement, and of all else on an origin of its own: an opaque origin
 * that may run scripts and open what is clicked on, and nothing more (P7).
 *
 * @param origins of the page, which alone may show it
 * @param own the origin that has nothing else; `null` for the page's
 */
export function advertisementHeaders(
  origins: readonly string[],
  own: string | null,
): Readonly<Record<string, string>> {
  const ancestors = own === null ? "'self'" : origins.filter(isExpressible).join(' ') || "'none'"
  return {
    'Content-Security-Policy': [
      'sandbox allow-scripts allow-popups',
      `frame-ancestors ${ancestors}`,
      // No browser enforces it yet, and the privacy page says so.
      "webrtc 'block'",
    ].join('; '),
    'Permissions-Policy': permissionsPolicy(),
    'Cross-Origin-Opener-Policy': 'same-origin',
    // A frame in a cage has no origin that could be the same (Firefox); who may show it stands above.
    'Cross-Origin-Resource-Policy': 'cross-origin',
    'Cross-Origin-Embedder-Policy': 'credentialless',
    'Referrer-Policy': 'no-referrer',
    'X-Content-Type-Options': 'nosniff',
    ...transportHeaders(own === null ? origins : [own]),
  }
}
