/** The security headers of every answer. */

/** Features of the browser that no page of ours uses; the ones it uses are `self`. */
const UNUSED_FEATURES = [
  'accelerometer',
  'browsing-topics',
  'geolocation',
  'gyroscope',
  'hid',
  'identity-credentials-get',
  'idle-detection',
  'local-fonts',
  'magnetometer',
  'midi',
  'payment',
  'publickey-credentials-get',
  'serial',
  'storage-access',
  'usb',
  'xr-spatial-tracking',
]
const USED_FEATURES = ['autoplay', 'camera', 'fullscreen', 'microphone']

/** What an advertisement might like besides, where browsers have it and would let frames have it. */
const FEATURES_OF_FRAMES = [
  'clipboard-read',
  'clipboard-write',
  'display-capture',
  'encrypted-media',
  'gamepad',
  'keyboard-map',
  'picture-in-picture',
  'private-state-token-issuance',
  'private-state-token-redemption',
  'publickey-credentials-create',
  'screen-wake-lock',
  'sync-xhr',
  'unload',
  'window-management',
]

/** Browsers ignore it over plain HTTP, so it is sent only where every origin has TLS. */
const transportHeaders = (origins: readonly string[]): Readonly<Record<string, string>> =>
  origins.every((origin) => origin.startsWith('https:'))
    ? { 'Strict-Transport-Security': 'max-age=63072000; includeSubDomains' }
    : {}

/** An IPv6 literal is no source expression. */
const expressible = (sources: readonly string[]): readonly string[] =>
  sources.filter((source) => !source.includes('['))

/**
 * @param origins the page's own origins; their WebSocket twins are named beside `'self'`, which
 *   covers them only in newer browsers (CSP 3), and has to do for IPv6 literals
 * @param frames addresses of the document that may be in a frame: none without advertising
 */
export function securityHeaders(
  origins: readonly string[],
  frames: readonly string[] = [],
): Readonly<Record<string, string>> {
  const sockets = expressible(origins).map((origin) => origin.replace(/^http/, 'ws'))
  const framed = expressible(frames)
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
      `frame-src ${framed.join(' ') || "'none'"}`,
      "frame-ancestors 'none'",
      "base-uri 'none'",
      "form-action 'none'",
      "object-src 'none'",
      "require-trusted-types-for 'script'",
      // One policy, for the exact addresses of the two workers (web/chat/workers.ts).
      'trusted-types worker',
    ].join('; '),
    'Permissions-Policy': [
      ...USED_FEATURES.map((feature) => `${feature}=(self)`),
      ...UNUSED_FEATURES.map((feature) => `${feature}=()`),
    ].join(', '),
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': 'same-origin',
    // Frames answer with a policy of their own, and what they load comes without cookies.
    'Cross-Origin-Embedder-Policy': framed.length > 0 ? 'credentialless' : 'require-corp',
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
  const ancestors = own === null ? "'self'" : expressible(origins).join(' ') || "'none'"
  return {
    'Content-Security-Policy': [
      'sandbox allow-scripts allow-popups',
      `frame-ancestors ${ancestors}`,
      // No browser enforces it yet, and the privacy page says so.
      "webrtc 'block'",
    ].join('; '),
    'Permissions-Policy': [...USED_FEATURES, ...UNUSED_FEATURES, ...FEATURES_OF_FRAMES]
      .map((feature) => `${feature}=()`)
      .join(', '),
    'Cross-Origin-Opener-Policy': 'same-origin',
    // A frame in a cage has no origin that could be the same (Firefox); who may show it stands above.
    'Cross-Origin-Resource-Policy': 'cross-origin',
    'Cross-Origin-Embedder-Policy': 'credentialless',
    'Referrer-Policy': 'no-referrer',
    'X-Content-Type-Options': 'nosniff',
    ...transportHeaders(own === null ? origins : [own]),
  }
}
