/** Every header of every kind of answer that the visitors' server gives: these, and no others. */
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { securityHeaders } from '../../signaling/headers.ts'
import type { AppealAnswer } from '../../signaling/http.ts'
import { connect, HELLO } from '../helpers/client.ts'
import { startPageServer } from '../helpers/pageServer.ts'
import {
  BEHIND_PROXY,
  DIST,
  startSignaling,
  type SignalingProcess,
} from '../helpers/signalingProcess.ts'
import { waitUntil } from '../helpers/wait.ts'
import { askRaw, lowerCased, renderRequest, UPGRADE } from './headersRaw.ts'

let server: SignalingProcess
beforeAll(async () => {
  server = await startSignaling(BEHIND_PROXY)
})
afterAll(() => server.stop())

type Headers = Readonly<Record<string, unknown>>

/** The values stand in `http.test.ts`; here it is who has them, and what else there is. */
const securityOf = (port: number): Headers =>
  lowerCased(
    securityHeaders(['localhost', '127.0.0.1', '[::1]'].map((host) => `http://${host}:${port}`)),
  )

const DATE = expect.stringMatching(/^\w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d GMT$/)
const LENGTH = expect.stringMatching(/^\d+$/)
const ANSWER = { date: DATE, connection: 'close', 'cache-control': 'no-store' }
const CHUNKED = { 'transfer-encoding': 'chunked' }
const TEXT = { 'content-type': 'text/plain; charset=utf-8' }
const POLICY = { ...ANSWER, 'content-type': 'text/html; charset=utf-8', 'content-length': LENGTH }
const FILE = {
  ...ANSWER,
  'content-length': LENGTH,
  'last-modified': DATE,
  etag: expect.stringMatching(/^W\/"\d+-\d+"$/),
  vary: 'Accept-Encoding',
}
const PAGE = { ...FILE, 'content-type': 'text/html;charset=utf-8' }
const KEPT = { 'cache-control': 'public, max-age=31536000, immutable' }
const ASSET = { ...FILE, ...KEPT, 'content-type': 'text/javascript' }
const NOTHING = { ...ANSWER, ...TEXT, ...CHUNKED }
const READ_ONLY = { ...ANSWER, ...CHUNKED, allow: 'GET, HEAD' }
/** No answer of a handler, so it has no date. */
const BROKEN = { connection: 'close', 'cache-control': 'no-store', 'content-length': '0' }

const asset = `/assets/${
  readdirSync(join(DIST, 'web', 'assets')).find((name) => name.endsWith('.js')) ?? ''
}`
const zipped = { 'Accept-Encoding': 'gzip' }
const packed = { 'Accept-Encoding': 'gzip, br' }

interface Row {
  readonly method?: string
  readonly path: string
  readonly ask?: Readonly<Record<string, string | undefined>>
  readonly body?: string
  readonly status: number
  readonly own: Headers
}
const ROWS: readonly Row[] = [
  { path: '/', status: 200, own: PAGE },
  { path: '/?a=b', status: 200, own: PAGE },
  { path: '/index.html', status: 200, own: PAGE },
  { method: 'HEAD', path: '/', status: 200, own: PAGE },
  { path: '/', ask: zipped, status: 200, own: { ...PAGE, 'content-encoding': 'gzip' } },
  { path: '/', ask: packed, status: 200, own: { ...PAGE, 'content-encoding': 'br' } },
  ...['/privacy', '/terms', '/what-the-server-sees'].flatMap((path) => [
    { path, status: 200, own: POLICY },
    { method: 'HEAD', path, status: 200, own: POLICY },
    { path: `${path}/`, status: 200, own: POLICY },
    { path: `${path}.html`, status: 200, own: POLICY },
    { path, ask: packed, status: 200, own: POLICY },
  ]),
  { path: '/%70rivacy', status: 200, own: POLICY },
  { path: '/build.json', status: 200, own: { ...FILE, 'content-type': 'application/json' } },
  { path: '/icon.svg', status: 200, own: { ...FILE, 'content-type': 'image/svg+xml' } },
  { path: '/robots.txt', status: 200, own: { ...FILE, 'content-type': 'text/plain' } },
  { path: asset, status: 200, own: ASSET },
  { method: 'HEAD', path: asset, status: 200, own: ASSET },
  { path: asset, ask: zipped, status: 200, own: { ...ASSET, 'content-encoding': 'gzip' } },
  { path: asset, ask: packed, status: 200, own: { ...ASSET, 'content-encoding': 'br' } },
  {
    path: asset,
    ask: { Range: 'bytes=0-9' },
    status: 206,
    own: {
      ...ASSET,
      'content-length': '10',
      'content-range': expect.stringMatching(/^bytes 0-9\/\d+$/),
      'accept-ranges': 'bytes',
    },
  },
  {
    path: asset,
    ask: { Range: 'bytes=99999999-' },
    status: 416,
    own: {
      ...ANSWER,
      ...KEPT,
      vary: 'Accept-Encoding',
      'content-length': '0',
      'content-range': expect.stringMatching(/^bytes \*\/\d+$/),
    },
  },
  { path: '/healthz', status: 200, own: { ...ANSWER, ...CHUNKED, 'content-type': 'text/plain' } },
  ...[
    '/nothing',
    '/PRIVACY',
    '//',
    '/%',
    '/%00',
    '/.env',
    '/healthz/',
    '/assets',
    '/assets/',
    '/assets/gone.js',
    '/assets/../index.html',
    '/signal',
    '/metrics',
    '/advertisement',
    '*',
    '/..%2f..%2fpackage.json',
    'http://localhost/',
    '/<script>alert(1)</script>',
  ].map((path) => ({ path, status: 404, own: NOTHING })),
  ...['POST', 'PUT', 'DELETE', 'OPTIONS', 'TRACE', 'PROPFIND'].map((method) => ({
    method,
    path: '/',
    status: 405,
    own: READ_ONLY,
  })),
  { method: 'PUT', path: '/healthz', status: 405, own: READ_ONLY },
  { method: 'POST', path: asset, body: 'x', status: 405, own: READ_ONLY },
  { path: '/appeal', status: 405, own: { ...READ_ONLY, allow: 'POST' } },
  { method: 'POST', path: '/appeal', status: 403, own: { ...ANSWER, ...CHUNKED } },
]

const titleOf = ({ method = 'GET', path, ask = {} }: Row) =>
  [method, path.replace(asset, '/assets/*'), ...Object.values(ask)].join(' ')

it.each(ROWS.map((row) => [titleOf(row), row.status, row] as const))(
  '[V14][S4] %s -> %i with these headers and no others',
  async (_, status, { method = 'GET', path, ask, body, own }) => {
    const answer = await askRaw(server.port, renderRequest(method, path, ask, body))
    expect(answer.status).toBe(status)
    expect(answer.headers).toEqual({ ...securityOf(server.port), ...own })
  },
)

it.each([
  ['/', 'no-store'],
  [asset, KEPT['cache-control']],
])(
  '[V14][S4] what has not changed is said with the headers of what has: %s',
  async (path, kept) => {
    const { headers } = await askRaw(server.port, renderRequest('GET', path))
    const again = renderRequest('GET', path, { 'If-None-Match': headers['etag'] })
    const answer = await askRaw(server.port, again)
    expect(answer.status).toBe(304)
    // A browser puts these in the place of those it keeps.
    expect(answer.headers).toEqual({
      ...securityOf(server.port),
      ...ANSWER,
      'cache-control': kept,
    })
  },
)

describe('an appeal', () => {
  const ORIGIN = 'http://localhost'
  const GOOD = '{"code":"0123ABCD"}'
  it.each<[number, string, AppealAnswer]>([
    [202, GOOD, 'accepted'],
    [400, '{"code":"short"}', 'accepted'],
    [404, GOOD, 'unknown'],
    [413, 'x'.repeat(65), 'accepted'],
    [429, GOOD, 'tooMany'],
    [503, GOOD, 'away'],
  ])('[V14][S4] -> %i with these headers and no others', async (status, body, said) => {
    const page = await startPageServer(join(DIST, 'web'), {
      origins: [ORIGIN],
      onAppeal: () => Promise.resolve(said),
    })
    const request = renderRequest('POST', '/appeal', { Origin: ORIGIN }, body)
    const answer = await askRaw(Number(new URL(page.origin).port), request)
    await page.close()
    expect(answer.status).toBe(status)
    expect(answer.headers).toEqual({
      ...lowerCased(securityHeaders([ORIGIN])),
      ...ANSWER,
      ...CHUNKED,
    })
  })
})

describe('what is no request', () => {
  const long = 'x'.repeat(9_000)
  it.each([
    ['no HTTP', 400, 'nonsense\r\n\r\n'],
    ['TLS', 400, '\u0016\u0003\u0001\u0000\r\n\r\n'],
    ['HTTP/2', 400, 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'],
    ['bare line feeds', 400, 'GET / HTTP/1.1\nHost: localhost\n\n'],
    ['a length that is no number', 400, renderRequest('GET', '/', { 'Content-Length': 'x' })],
    [
      'two lengths',
      400,
      renderRequest('POST', '/', { 'Content-Length': '1\r\nContent-Length: 2' }),
    ],
    ['an address that is too long', 431, renderRequest('GET', `/${long}`)],
    ['a header that is too long', 431, renderRequest('GET', '/', { 'X-Long': long })],
  ])('[V14][S4] is answered with the headers of all else: %s -> %i', async (_, status, text) => {
    const answer = await askRaw(server.port, text)
    expect(answer.status).toBe(status)
    expect(answer.headers).toEqual({ ...securityOf(server.port), ...BROKEN })
    expect(answer.body).toBe('')
  })

  it('[V14][S4] nor is what never becomes one left without them', async () => {
    const texts = ['', 'GET / HTTP/1.1\r\nHost: local']
    for (const answer of await Promise.all(texts.map((text) => askRaw(server.port, text))))
      expect([answer.status, answer.headers]).toEqual([
        408,
        { ...securityOf(server.port), ...BROKEN },
      ])
  })

  it('[V14] is not answered in the middle of another answer', async () => {
    const text = renderRequest('GET', asset, { Connection: 'keep-alive' })
    const { status, headers, body } = await askRaw(server.port, text, 'nonsense\r\n\r\n')
    expect(status).toBe(200)
    expect(body).not.toContain('HTTP/1.1')
    expect(body.length).toBeLessThanOrEqual(Number(headers['content-length']))
  })

  // Browsers always name the host and never send what they expect, so nobody sees these as a page.
  it.each([
    ['without a host', 400, { Host: undefined }],
    ['with an expectation', 417, { Expect: 'miracles' }],
  ])('[V14] a request %s has Node’s own answer', async (_, status, ask) => {
    const answer = await askRaw(server.port, renderRequest('GET', '/', ask))
    expect([answer.status, answer.headers]).toEqual([
      status,
      { date: DATE, connection: 'close', ...CHUNKED },
    ])
  })
})

/** Browsers show none of these as a page: without the handshake there is only an error event. */
describe('a handshake', () => {
  const REFUSED = { connection: 'close', 'content-length': '0' }
  /** Said by ws itself. */
  const wrong = { connection: 'close', 'content-length': LENGTH, 'content-type': 'text/html' }
  const right = {
    connection: 'Upgrade',
    upgrade: 'websocket',
    'sec-websocket-accept': 's3pPLMBiTxaQ9kYGzzhZRbK+xOo=',
  }
  const old = { ...wrong, 'sec-websocket-version': '13, 8' }
  const [at, elsewhere] = ['/signal', '/other']
  it.each<[string, number, string, string, Record<string, string>, Headers]>([
    ['that is right', 101, 'GET', at, {}, right],
    ['from elsewhere', 403, 'GET', at, { Origin: 'https://good.evil' }, REFUSED],
    ['at another address', 404, 'GET', elsewhere, {}, REFUSED],
    ['whose address is unknown', 400, 'GET', at, { 'X-Forwarded-For': 'unknown' }, REFUSED],
    ['of another version', 400, 'GET', at, { 'Sec-WebSocket-Version': '12' }, old],
    ['with a wrong key', 400, 'GET', at, { 'Sec-WebSocket-Key': 'x' }, wrong],
    ['with a wrong protocol', 400, 'GET', at, { 'Sec-WebSocket-Protocol': 'a,,' }, wrong],
    ['to something else', 400, 'GET', at, { Upgrade: 'h2c' }, wrong],
    ['with another method', 405, 'POST', at, {}, wrong],
  ])('[V14][S4] %s -> %i with these headers and no others', async (...row) => {
    const [, status, method, path, change, due] = row
    const headers = { ...UPGRADE, Origin: server.origin, ...change }
    const answer = await askRaw(server.port, renderRequest(method, path, headers))
    expect([answer.status, answer.headers]).toEqual([status, due])
  })

  it('[V14][S4] that comes too often or too late says when to come again, and the health check why', async () => {
    const busy = await startSignaling({ SIGNALING_CONNECTS_PER_MINUTE: '1' })
    try {
      const client = await connect(busy)
      client.send(HELLO)
      await client.next('welcome')
      const request = renderRequest('GET', '/signal', { ...UPGRADE, Origin: busy.origin })
      const often = await askRaw(busy.port, request)
      expect([often.status, often.headers]).toEqual([
        429,
        { ...REFUSED, 'retry-after': expect.stringMatching(/^\d{1,2}$/) },
      ])
      busy.kill('SIGTERM')
      await waitUntil(5_000, async () => !(await busy.isHealthy()))
      const late = await askRaw(busy.port, request)
      expect([late.status, late.headers]).toEqual([503, { ...REFUSED, 'retry-after': '5' }])
      const health = await askRaw(busy.port, renderRequest('GET', '/healthz'))
      expect([health.status, health.headers, health.body]).toEqual([
        503,
        { ...securityOf(busy.port), ...ANSWER, ...CHUNKED, 'content-type': 'text/plain' },
        expect.stringContaining('updating'),
      ])
    } finally {
      await busy.stop()
    }
  })
})
