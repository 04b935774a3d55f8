/** What the page's address answers, word for word, and what the metrics may know. */
import { readdirSync, readFileSync, realpathSync } from 'node:fs'
import { request, type IncomingHttpHeaders } from 'node:http'
import { networkInterfaces } from 'node:os'
import { join } from 'node:path'
import { TERMS_DATE } from '../../signaling/protocol.ts'
import { findMessage, greet, newPair, type Client } from '../helpers/client.ts'
import {
  BEHIND_PROXY,
  DIST,
  startSignaling,
  type SignalingProcess,
} from '../helpers/signalingProcess.ts'

const CONTACT = 'Ada & Bob <"ops\'@example.org>'
const CONTACT_HTML = 'Ada &#38; Bob &#60;&#34;ops&#39;@example.org&#62;'

let server: SignalingProcess
beforeAll(async () => {
  server = await startSignaling({ ...BEHIND_PROXY, SIGNALING_CONTACT: CONTACT })
})
afterAll(() => server.stop())

interface Answer {
  status: number
  headers: IncomingHttpHeaders
  body: string
}

/** `fetch` tidies paths up; this asks for exactly what it is told. */
function ask(path: string, method = 'GET', port = server.port): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const asked = request({ host: '127.0.0.1', port, path, method, agent: false }, (response) => {
      let body = ''
      response.setEncoding('utf8').on('data', (text: string) => (body += text))
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body }),
      )
    })
    asked.on('error', reject).end()
  })
}

/** Written out here on purpose: a change must be made twice, and knowingly. */
function securityHeadersFor(port: number): Record<string, string> {
  const sockets = ['localhost', '127.0.0.1'].map((host) => `ws://${host}:${port}`)
  return {
    'content-security-policy':
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; " +
      "media-src 'self' blob:; font-src 'self'; " +
      `connect-src 'self' ${sockets.join(' ')}; manifest-src 'self'; worker-src 'self'; ` +
      "frame-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'; " +
      "object-src 'none'; require-trusted-types-for 'script'; trusted-types worker",
    'permissions-policy':
      'accelerometer=(), aria-notify=(), autoplay=(self), browsing-topics=(), camera=(self), ' +
      'captured-surface-control=(), clipboard-read=(), clipboard-write=(), ' +
      'compute-pressure=(), cross-origin-isolated=(), deferred-fetch=(), ' +
      'deferred-fetch-minimal=(), digital-credentials-create=(), digital-credentials-get=(), ' +
      'display-capture=(self), encrypted-media=(), fullscreen=(self), gamepad=(), ' +
      'geolocation=(), gyroscope=(), hid=(), identity-credentials-get=(), idle-detection=(), ' +
      'keyboard-map=(), language-detector=(), language-model=(), local-fonts=(), ' +
      'local-network=(), local-network-access=(), loopback-network=(), magnetometer=(), ' +
      'media-playback-while-not-visible=(self), microphone=(self), midi=(), ' +
      'on-device-speech-recognition=(self), otp-credentials=(), payment=(), ' +
      'picture-in-picture=(self), private-state-token-issuance=(), ' +
      'private-state-token-redemption=(), publickey-credentials-create=(), ' +
      'publickey-credentials-get=(), screen-wake-lock=(self), serial=(), ' +
      'speaker-selection=(self), storage-access=(), summarizer=(), sync-xhr=(), translator=(), ' +
      'unload=(), usb=(), window-management=(), xr-spatial-tracking=()',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'cross-origin-embedder-policy': 'require-corp',
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
  }
}

/** Headers that differ from file to file. */
const VARYING = ['date', 'etag', 'last-modified', 'content-length', 'content-encoding', 'vary']

function fixed(headers: IncomingHttpHeaders): Record<string, unknown> {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !VARYING.includes(name)))
}

describe('headers', () => {
  const html = { 'content-type': 'text/html; charset=utf-8' }
  const notHtml = { 'content-type': 'text/plain; charset=utf-8' }

  test.each([
    ['GET', '/', 200, { 'content-type': expect.stringMatching(/^text\/html/) }],
    ['HEAD', '/', 200, { 'content-type': expect.stringMatching(/^text\/html/) }],
    ['GET', '/index.html', 200, { 'content-type': expect.stringMatching(/^text\/html/) }],
    ['GET', '/privacy', 200, html],
    ['GET', '/privacy.html', 200, html],
    ['HEAD', '/terms', 200, html],
    ['GET', '/hi/privacy', 200, html],
    ['GET', '/terms?x=1', 200, html],
    ['GET', '/healthz', 200, { 'content-type': 'text/plain' }],
    ['GET', '/nothing', 404, notHtml],
    ['GET', '/signal', 404, notHtml],
    ['GET', '/metrics', 404, notHtml],
    ['POST', '/', 405, { allow: 'GET, HEAD' }],
    ['PUT', '/healthz', 405, { allow: 'GET, HEAD' }],
    ['OPTIONS', '/privacy', 405, { allow: 'GET, HEAD' }],
  ])('[V14][S4] are exactly these: %s %s -> %i', async (method, path, status, own) => {
    const answer = await ask(path, method)
    expect(answer.status).toBe(status)
    const { 'transfer-encoding': chunked, ...headers } = fixed(answer.headers)
    expect(['chunked', undefined]).toContain(chunked)
    expect(headers).toEqual({
      ...securityHeadersFor(server.port),
      'cache-control': 'no-store',
      connection: 'close',
      ...own,
    })
  })

  test('[V14] of hashed assets let browsers keep them', async () => {
    const assets = readdirSync(join(DIST, 'web'), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && entry.parentPath.endsWith('assets'))
      .map((entry) => entry.name)
      .filter((name) => !/\.(gz|br)$/.test(name))
    for (const name of assets) {
      const { status, headers } = await ask(`/assets/${name}`)
      expect(status).toBe(200)
      expect(headers['cache-control']).toBe('public, max-age=31536000, immutable')
      expect(headers).toMatchObject(securityHeadersFor(server.port))
      expect(headers['set-cookie']).toBeUndefined()
    }
  })

  test('[V14] add HSTS where every origin has TLS, and name its sockets', async () => {
    const secure = await startSignaling({ SIGNALING_ORIGINS: 'https://chat.example.org' })
    try {
      const { headers } = await ask('/', 'GET', secure.port)
      expect(headers['strict-transport-security']).toBe('max-age=63072000; includeSubDomains')
      expect(headers['content-security-policy']).toContain(
        "connect-src 'self' wss://chat.example.org;",
      )
    } finally {
      await secure.stop()
    }
  })
})

describe('pages', () => {
  test.each(['/privacy', '/terms', '/what-the-server-sees', '/ar/privacy', '/zh/terms'])(
    '[P10] %s has a date and the contact, as text',
    async (path) => {
      const { body } = await ask(path)
      expect(body).toContain(TERMS_DATE)
      expect(body).toContain(CONTACT_HTML)
      expect(body).not.toContain(CONTACT)
      expect(body).not.toContain('{{contact}}')
    },
  )

  test('[P10] read the same with HEAD, without the body', async () => {
    const [whole, head] = await Promise.all([ask('/terms'), ask('/terms', 'HEAD')])
    expect(head.headers['content-length']).toBe(whole.headers['content-length'])
    expect(head.body).toBe('')
  })

  /** Where the page lies, and how far up from there something is that nobody should get. */
  const folder = realpathSync(join(DIST, 'web'))
  const secret = '../../../package.json'
  const spellings = (path: string) =>
    ['..', '%2e%2e', '.%2E'].flatMap((up) =>
      ['/', '%2f', '\\', '%5C'].map(
        (slash) => `/${path.replaceAll('..', up).replaceAll('/', slash)}`,
      ),
    )
  test('[S1] the next ones would lead to something', () => {
    expect(readFileSync(join(folder, secret), 'utf8')).toContain('dependencies')
  })

  test.each([
    ...spellings(secret),
    `/assets/..${secret.replaceAll('..', '/..')}`,
    `/assets/%2e%2e%2f${secret.replaceAll('/', '%2f')}`,
    ...spellings(`${'../'.repeat(12)}etc/passwd`),
    '/../package.json',
    '/../signaling/main.js',
    '/%2e%2e/%2e%2e/package.json',
    '/..%2fpackage.json',
    '/assets/..%2f..%2fpackage.json',
    '/%5c..%5cpackage.json',
    '//etc/passwd',
    '/.env',
    '/%00',
    '/%',
    '/index.html%00.js',
  ])('[S1] nothing outside the page’s folder is served: %s', async (path) => {
    const { status, body } = await ask(path)
    expect([400, 404]).toContain(status)
    expect(body).not.toMatch(/dependencies|createHub|root:/)
    expect(await server.isHealthy()).toBe(true)
  })
})

describe('metrics', () => {
  test('[V13] answer on loopback only', async () => {
    const everywhere = await startSignaling({ SIGNALING_HOST: '0.0.0.0' })
    try {
      const own = Object.values(networkInterfaces())
        .flatMap((addresses) => addresses ?? [])
        .filter(({ family, internal }) => family === 'IPv4' && !internal)
      for (const { address } of own) {
        const url = `http://${address}:${everywhere.metricsPort}/metrics`
        await expect(fetch(url, { signal: AbortSignal.timeout(2_000) })).rejects.toThrow()
      }
      expect((await everywhere.metrics()).size).toBeGreaterThan(20)
    } finally {
      await everywhere.stop()
    }
  })

  test('[V13] have as many series with 200 visitors as with none', async () => {
    const series = async () => [...(await server.metrics()).keys()].toSorted()
    // Node's own: the kinds of its handles and of its collections, from fixed lists too.
    const ours = (names: string[]) => names.filter((name) => !/_active_|_gc_/.test(name))
    const before = ours(await series())
    const clients: Client[] = (
      await Promise.all(Array.from({ length: 100 }, () => newPair(server)))
    ).flat()
    const odd = await greet(server)
    odd.send(findMessage({ interests: ['an interest of mine'], languages: ['tlh'] }))
    odd.sendRaw('{}')
    await odd.closed
    expect(clients).toHaveLength(200)
    expect(ours(await series())).toEqual(before)
    for (const client of clients) client.ws.terminate()
  })
})

it.each(['/privacy/', '/%70rivacy', '/privacy.html/', '/terms/', '/what-the-server-sees/'])(
  '[P10] names the contact at %s too',
  async (path) => {
    const { port, stop } = await startSignaling({ SIGNALING_CONTACT: 'ask $& at example.org' })
    const text = await (await fetch(`http://127.0.0.1:${port}${path}`)).text()
    await stop()
    expect(text).toContain('ask $&#38; at example.org')
    expect(text).not.toContain('{{contact}}')
  },
)

it('[S3] shows on the privacy page what the operator chose, and nothing else', async () => {
  const shown = async (env: Record<string, string>) => {
    const { port, stop } = await startSignaling(env)
    const html = await (await fetch(`http://127.0.0.1:${port}/privacy`)).text()
    await stop()
    return new Map(
      [...html.matchAll(/<th scope="row">([^<]*)<\/th><td>(?:<bdi>)?([^<]*)/g)].map(
        ([, name = '', value = '']) => [name, value],
      ),
    )
  }
  const plain = await shown({})
  expect(plain.get('Relay (TURN)')).toBe('None')
  expect(plain.get('Limits for one network')).toBe(
    '300 visits and 120 searches a minute, 30 reports an hour, 64 pages at once that have talked with nobody yet',
  )
  const secret = 's'.repeat(40)
  const other = await shown({
    SIGNALING_TURN_URLS: 'turn:relay.example.org:3478',
    SIGNALING_TURN_SECRET: secret,
    SIGNALING_STUN_URLS: 'stun:relay.example.org',
    SIGNALING_HIDE_ADDRESS: 'always',
    SIGNALING_CONNECTS_PER_MINUTE: '11',
    SIGNALING_FINDS_PER_MINUTE: '12',
    SIGNALING_REPORTS_PER_HOUR: '13',
    SIGNALING_CONNECTIONS_PER_ADDRESS: '14',
  })
  expect([...other.keys()]).toEqual([...plain.keys()])
  expect(other.get('Calls')).toContain('Always through')
  expect(other.get('Relay (TURN)')).toBe('turn:relay.example.org:3478')
  expect(other.get('Help in finding a direct way (STUN)')).toBe('stun:relay.example.org')
  expect(other.get('Limits for one network')).toBe(
    '11 visits and 12 searches a minute, 13 reports an hour, 14 pages at once that have talked with nobody yet',
  )
  expect([...other.values()].join()).not.toContain(secret)
})

it('[P10] lists what the server sees, and of relay and radar only where there are such', async () => {
  const shown = async (env: Record<string, string>) => {
    const { port, stop } = await startSignaling(env)
    const html = await (await fetch(`http://127.0.0.1:${port}/what-the-server-sees`)).text()
    await stop()
    expect(html).not.toContain('{{')
    return [...html.matchAll(/<th scope="row">([^<]*)/g)].map(([, name = '']) => name)
  }
  const plain = await shown({})
  expect(plain).toContain('Your network address')
  expect(plain).toContain('Who runs this server')
  expect(plain).not.toContain('The relay')
  const full = await shown({
    SIGNALING_TURN_URLS: 'turn:relay.example.org:3478',
    SIGNALING_TURN_SECRET: 's'.repeat(40),
    SIGNALING_RADAR_CREDENTIAL: `${'a'.repeat(43)}.${'b'.repeat(43)}`,
  })
  const more = full.filter((name) => !plain.includes(name))
  expect(more).toHaveLength(4)
  expect(more).toContain('The relay')
})
