/** Every header of every answer to a handshake, right or wrong: these, and no others. */
import { join } from 'node:path'
import type { Evidence } from '../../signaling/evidence.ts'
import type { Hub } from '../../signaling/hub.ts'
import type { Limits } from '../../signaling/limits.ts'
import { createSocketServer } from '../../signaling/socket.ts'
import { startPageServer } from '../helpers/pageServer.ts'
import {
  BEHIND_PROXY,
  DIST,
  startSignaling,
  type SignalingProcess,
} from '../helpers/signalingProcess.ts'
import { askRaw, outstay, renderRequest, UPGRADE } from './headersRaw.ts'

let server: SignalingProcess
beforeAll(async () => {
  server = await startSignaling(BEHIND_PROXY)
})
afterAll(() => server.stop())

type Headers = Readonly<Record<string, unknown>>
const LENGTH = expect.stringMatching(/^\d+$/)

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
    // What is compressed first takes memory for each visitor, and tells by its length what is in it.
    [
      'with compression',
      101,
      'GET',
      at,
      { 'Sec-WebSocket-Extensions': 'permessage-deflate' },
      right,
    ],
    ['from elsewhere', 403, 'GET', at, { Origin: 'https://good.evil' }, REFUSED],
    ['at another address', 404, 'GET', elsewhere, {}, REFUSED],
    ['at another address, in capitals', 404, 'GET', elsewhere, { Upgrade: 'WebSocket' }, REFUSED],
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

  it('[V7] that is refused is over, though its sender never closes', async () => {
    const headers = { ...UPGRADE, Origin: 'https://good.evil' }
    await outstay(server.port, renderRequest('GET', at, headers))
  }, 5_000)

  it.each([
    ['too often', 429, { isDraining: false, allowed: false }, '30'],
    ['too late', 503, { isDraining: true, allowed: true }, '5'],
  ])(
    '[V14][S4] that comes %s -> %i says when to come again, and nothing else',
    async (_, status, { isDraining, allowed }, seconds) => {
      const page = await startPageServer(join(DIST, 'web'))
      const limits = {
        partyOf: () => ({ key: 'x', prefix: 'x' }),
        spend: () => Promise.resolve({ allowed, until: Date.now() + 29_500 }),
      }
      const sockets = createSocketServer(
        page.server,
        { origins: new Set([page.origin]), trustedProxies: [], lan: 'off' },
        { isDraining: () => isDraining, tick: () => undefined } as unknown as Hub,
        limits as unknown as Limits,
        { note: () => undefined } as unknown as Evidence,
      )
      const request = renderRequest('GET', '/signal', { ...UPGRADE, Origin: page.origin })
      try {
        const answer = await askRaw(Number(new URL(page.origin).port), request)
        expect([answer.status, answer.headers]).toEqual([
          status,
          { ...REFUSED, 'retry-after': seconds },
        ])
      } finally {
        sockets.close()
        await page.close()
      }
    },
  )
})
