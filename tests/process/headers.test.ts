/** Every header of every kind of answer that the visitors' server gives: these, and no others. */
import { once } from 'node:events'
import { readdirSync, statSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { securityHeaders } from '../../signaling/headers.ts'
import { createHttpServer, type AppealAnswer } from '../../signaling/http.ts'
import { startPageServer } from '../helpers/pageServer.ts'
import {
  BEHIND_PROXY,
  DIST,
  startSignaling,
  type SignalingProcess,
} from '../helpers/signalingProcess.ts'
import { askRaw, lowerCased, renderRequest, TO_HTTP2, UNCLEAR } from './headersRaw.ts'

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
/** One that takes more than one moment to be sent. */
const largest = `/assets/${
  readdirSync(join(DIST, 'web', 'assets'))
    .map((name) => ({ name, size: statSync(join(DIST, 'web', 'assets', name)).size }))
    .toSorted((a, b) => b.size - a.size)[0]?.name ?? ''
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
  { path: '/', ask: TO_HTTP2, status: 200, own: PAGE },
  { method: 'POST', path: '/', ask: TO_HTTP2, body: 'x', status: 405, own: READ_ONLY },
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
  ...['/de/privacy', '/ar/terms', '/zh/what-the-server-sees'].flatMap((path) => [
    { path, status: 200, own: POLICY },
    { method: 'HEAD', path, status: 200, own: POLICY },
    { path: `${path}/`, status: 200, own: POLICY },
    { path: `${path}.html?a=b`, status: 200, own: POLICY },
    { method: 'POST', path, status: 405, own: READ_ONLY },
  ]),
  { path: '/build.json', status: 200, own: { ...FILE, 'content-type': 'application/json' } },
  { path: '/icon.svg', status: 200, own: { ...FILE, 'content-type': 'image/svg+xml' } },
  { path: '/icon-waiting.svg', status: 200, own: { ...FILE, 'content-type': 'image/svg+xml' } },
  ...['/icon-192.png', '/icon-512.png', '/icon-maskable-512.png'].map((path) => ({
    path,
    status: 200,
    own: { ...FILE, 'content-type': 'image/png' },
  })),
  ...['/manifest.webmanifest', '/manifest.ar.webmanifest'].map((path) => ({
    path,
    status: 200,
    own: { ...FILE, 'content-type': 'application/manifest+json' },
  })),
  // Under the same headers as the page, and asked for anew each time: else no build would follow another.
  { path: '/keeper.js', status: 200, own: { ...FILE, 'content-type': 'text/javascript' } },
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
    // One address for each page in each language, and none for what they are made of.
    ...'/en/privacy /xx/privacy /DE/privacy /de /de/ /de/nothing /de/de/privacy'.split(' '),
    ...'/policy /policy/ /policy.html /policy.html/ /%70olicy'.split(' '),
    '/policy.html.gz',
    '/policy.html.br',
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
    const text = renderRequest('GET', largest, { Connection: 'keep-alive' })
    const { status, headers, body } = await askRaw(server.port, text, 'nonsense\r\n\r\n')
    expect(status).toBe(200)
    const length = Number(headers['content-length'])
    expect(body.slice(0, length)).not.toContain('HTTP/1.1')
    // A system with room for all of it had ended the first answer before the second began.
    expect(body.slice(length)).toMatch(/^(HTTP\/1\.1 400 |$)/)
  })

  it.each(UNCLEAR)(
    '[V14][S4] a request %s -> %i has the headers of all else',
    async (_, status, text) => {
      const answer = await askRaw(server.port, text)
      expect([answer.status, answer.headers]).toEqual([
        status,
        { ...securityOf(server.port), ...BROKEN, date: DATE },
      ])
    },
  )

  it('[S1] who takes it for a proxy is not answered', async () => {
    const request = renderRequest('CONNECT', 'example.org:443')
    await expect(askRaw(server.port, request)).rejects.toThrow('no whole answer')
  })

  it('[V14] an old request, which need not name a host, is answered', async () => {
    const { status } = await askRaw(server.port, 'GET /healthz HTTP/1.0\r\n\r\n')
    expect(status).toBe(200)
  })
})

it('[V14][S4] GET /healthz -> 503 with these headers and no others, once it ends', async () => {
  const ending = createHttpServer(
    {
      pageFolder: join(DIST, 'web'),
      origins: ['http://localhost'],
      policies: () => [],
      advertising: null,
      socketsMax: 10,
      onAppeal: () => Promise.resolve('unknown'),
    },
    () => false,
  )
  ending.listen(0, '127.0.0.1')
  await once(ending, 'listening')
  const { port } = ending.address() as AddressInfo
  const { status, headers, body } = await askRaw(port, renderRequest('GET', '/healthz'))
  ending.close()
  expect(body).toContain('updating')
  expect([status, headers]).toEqual([
    503,
    {
      ...lowerCased(securityHeaders(['http://localhost'])),
      ...ANSWER,
      ...CHUNKED,
      'content-type': 'text/plain',
    },
  ])
})
