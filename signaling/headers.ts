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

/**
 * @param origins the page's own origins; their WebSocket twins are named beside `'self'`, which
 *   covers them only in newer browsers (CSP 3)
 */
export function securityHeaders(origins: readonly string[]): Readonly<Record<string, string>> {
  // An IPv6 literal is no source expression; there `'self'` has to do.
  const sockets = origins
    .filter((origin) => !origin.includes('['))
    .map((origin) => origin.replace(/^http/, 'ws'))
  const isSecure = origins.every((origin) => origin.startsWith('https:'))
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
      "frame-src 'none'",
      "frame-ancestors 'none'",
      "base-uri 'none'",
      "form-action 'none'",
      "object-src 'none'",
      "require-trusted-types-for 'script'",
      // One policy, for the exact address of the one worker (web/chat/puzzle.ts).
      'trusted-types worker',
    ].join('; '),
    'Permissions-Policy': [
      ...USED_FEATURES.map((feature) => `${feature}=(self)`),
      ...UNUSED_FEATURES.map((feature) => `${feature}=()`),
    ].join(', '),
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Cross-Origin-Embedder-Policy': 'require-corp',
    'Referrer-Policy': 'no-referrer',
    'X-Content-Type-Options': 'nosniff',
    // Browsers ignore it over plain HTTP, so it is sent only where every origin has TLS.
    ...(isSecure && { 'Strict-Transport-Security': 'max-age=63072000; includeSubDomains' }),
  }
}
