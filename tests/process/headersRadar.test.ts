/** Every header of every kind of answer that the radar gives: these, and no others. */
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { securityHeaders } from '../../radar/headers.ts'
import {
  createFolder,
  removeFolder,
  startRadar,
  type RadarProcess,
} from '../helpers/radarProcess.ts'
import { DIST } from '../helpers/signalingProcess.ts'
import {
  askRaw,
  lowerCased,
  outstay,
  renderRequest,
  TO_HTTP2,
  UNCLEAR,
  UPGRADE,
} from './headersRaw.ts'

let folder: string
let radar: RadarProcess
beforeAll(async () => {
  folder = createFolder()
  radar = await startRadar(folder)
})
afterAll(async () => {
  await radar.stop()
  removeFolder(folder)
})

type Headers = Readonly<Record<string, unknown>>
const security = (): Headers =>
  lowerCased(
    securityHeaders(
      ['localhost', '127.0.0.1', '[::1]'].map((host) => `http://${host}:${radar.port}`),
    ),
  )
const ask = (method: string, path: string, headers: Readonly<Record<string, string>> = {}) =>
  askRaw(radar.port, renderRequest(method, path, { Host: `localhost:${radar.port}`, ...headers }))

const DATE = expect.stringMatching(/^\w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d GMT$/)
const LENGTH = expect.stringMatching(/^\d+$/)
const ANSWER = { date: DATE, connection: 'close', 'cache-control': 'no-store' }
const JSON_ANSWER = { ...ANSWER, 'content-type': 'application/json', 'content-length': LENGTH }
const FILE = {
  ...ANSWER,
  'content-length': LENGTH,
  'last-modified': DATE,
  etag: expect.stringMatching(/^W\/"\d+-\d+"$/),
  vary: 'Accept-Encoding',
}
const PAGE = { ...FILE, 'content-type': 'text/html;charset=utf-8' }
const KEPT = { 'cache-control': 'private, max-age=31536000, immutable' }
const asset = `/assets/${
  readdirSync(join(DIST, 'operator', 'assets')).find((name) => name.endsWith('.js')) ?? ''
}`
const ASSET = { ...FILE, ...KEPT, 'content-type': 'text/javascript' }

it.each<[string, string, number, Headers, Record<string, string>?]>([
  ['GET', '/', 200, PAGE],
  ['HEAD', '/', 200, PAGE],
  ['GET', '/', 200, PAGE, TO_HTTP2],
  ['GET', '/', 200, { ...PAGE, 'content-encoding': 'br' }, { 'Accept-Encoding': 'br' }],
  ['GET', asset, 200, ASSET],
  ['GET', asset, 200, { ...ASSET, 'content-encoding': 'gzip' }, { 'Accept-Encoding': 'gzip' }],
  ['GET', '/nothing', 404, JSON_ANSWER],
  ['GET', '/assets/gone.js', 404, JSON_ANSWER],
  ['GET', '/../../etc/passwd', 404, JSON_ANSWER],
  ['POST', '/', 404, { ...JSON_ANSWER, allow: 'GET, HEAD' }],
  ['GET', '/', 400, JSON_ANSWER, { Host: 'foreign.example' }],
  ['GET', '/api/me', 401, JSON_ANSWER],
  ['GET', '/api/nothing', 404, JSON_ANSWER],
  ['POST', '/api/signin', 403, JSON_ANSWER],
  ['GET', '/blocklist.json', 401, { ...JSON_ANSWER, 'www-authenticate': 'Bearer' }],
])('[R18] %s %s -> %i with these headers and no others', async (...row) => {
  const [method, path, status, own, headers] = row
  const answer = await ask(method, path, headers)
  expect([answer.status, answer.headers]).toEqual([status, { ...security(), ...own }])
})

it('[R18] what has not changed is said with the headers of what has', async () => {
  const { headers } = await ask('GET', asset)
  const answer = await ask('GET', asset, { 'If-None-Match': headers['etag'] ?? '' })
  expect([answer.status, answer.headers]).toEqual([304, { ...security(), ...ANSWER, ...KEPT }])
})

it.each(['json', 'txt', 'nft', 'nginx'])(
  '[R18][R19] the list as %s, whole and unchanged, has these headers and no others',
  async (format) => {
    const bearer = { Authorization: `Bearer ${radar.credential('reader')}` }
    // Kept, and asked about each time.
    const list = { ...ANSWER, 'cache-control': 'private, no-cache' }
    const whole = await ask('GET', `/blocklist.${format}`, bearer)
    const etag = expect.stringMatching(/^"[\w-]+"$/)
    expect([whole.status, whole.headers]).toEqual([
      200,
      {
        ...security(),
        ...list,
        etag,
        'content-length': LENGTH,
        'content-type':
          format === 'json' ? 'application/json' : expect.stringMatching(/^text\/plain/),
      },
    ])
    const again = { ...bearer, 'If-None-Match': whole.headers['etag'] ?? '' }
    const same = await ask('GET', `/blocklist.${format}`, again)
    expect([same.status, same.headers]).toEqual([304, { ...security(), ...list, etag }])
  },
)

it.each([
  ['no HTTP', 400, 'nonsense\r\n\r\n'],
  ['an address that is too long', 431, renderRequest('GET', `/${'x'.repeat(9_000)}`)],
  ['half a request', 408, 'GET / HTTP/1.1\r\nHost: local'],
])('[R18] what is no request has the headers of all else: %s -> %i', async (_, status, text) => {
  const answer = await askRaw(radar.port, text)
  expect([answer.status, answer.headers]).toEqual([
    status,
    { ...security(), connection: 'close', 'cache-control': 'no-store', 'content-length': '0' },
  ])
})

it.each(UNCLEAR)(
  '[R18] a request %s -> %i has the headers of all else',
  async (_, status, text) => {
    const answer = await askRaw(radar.port, text)
    expect([answer.status, answer.headers]).toEqual([
      status,
      { ...security(), ...ANSWER, 'content-length': '0' },
    ])
  },
)

it.each<[string, number, string, Record<string, string>, Headers]>([
  ['from elsewhere', 403, '/mqtt', { Origin: 'https://good.evil' }, {}],
  ['at another address', 403, '/other', {}, {}],
  ['to something else', 400, '/mqtt', TO_HTTP2, { 'content-type': 'text/html' }],
  ['with a wrong key', 400, '/mqtt', { 'Sec-WebSocket-Key': 'x' }, { 'content-type': 'text/html' }],
])('[R18] a handshake %s -> %i with these headers and no others', async (...row) => {
  const [, status, path, change, more] = row
  const answer = await ask('GET', path, { ...UPGRADE, Origin: radar.origin, ...change })
  expect([answer.status, answer.headers]).toEqual([
    status,
    { connection: 'close', 'content-length': LENGTH, ...more },
  ])
})

it.each([
  ['from elsewhere', '/mqtt', 'https://good.evil'],
  ['at another address', '/other', ''],
])(
  '[R18] a handshake %s is over as soon as it is refused, though its sender never closes',
  async (_, path, from) => {
    const Origin = from || radar.origin
    const headers = { ...UPGRADE, Host: `localhost:${radar.port}`, Origin }
    await outstay(radar.port, renderRequest('GET', path, headers))
  },
  5_000,
)

it('[R18] a handshake that is right has these headers and no others', async () => {
  const headers = { ...UPGRADE, Origin: radar.origin, 'Sec-WebSocket-Protocol': 'mqtt' }
  const answer = await ask('GET', '/mqtt', headers)
  expect([answer.status, answer.headers]).toEqual([
    101,
    {
      connection: 'Upgrade',
      upgrade: 'websocket',
      'sec-websocket-accept': 's3pPLMBiTxaQ9kYGzzhZRbK+xOo=',
      'sec-websocket-protocol': 'mqtt',
    },
  ])
})
