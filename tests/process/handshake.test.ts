/** What happens before a visitor is one: origins, addresses, headers, and sockets that say nothing. */
import { once } from 'node:events'
import { connect as connectTcp, type Socket } from 'node:net'
import {
  connect,
  exchange,
  handshake,
  newAddress,
  newPair,
  type Client,
} from '../helpers/client.ts'
import { BEHIND_PROXY, startSignaling, type SignalingProcess } from '../helpers/signalingProcess.ts'
import { valueOf } from '../helpers/metrics.ts'

/** The promise is 7 s; the rest is for a busy machine. */
const SILENCE_MAX_MS = 12_000

let server: SignalingProcess
beforeAll(async () => {
  server = await startSignaling(BEHIND_PROXY)
})
afterAll(() => server.stop())

function withOrigin(origin: string | undefined) {
  const headers = origin === undefined ? {} : { Origin: origin }
  // An empty `origin` keeps the client from adding the good one.
  return handshake(server, { address: newAddress(), options: { origin: '', headers } })
}

/** Sends bytes as they are and answers with the first line of what comes back. */
async function raw(request: string): Promise<string> {
  const socket = connectTcp(server.port, '127.0.0.1')
  let answer = ''
  socket.setEncoding('utf8').on('data', (text: string) => (answer += text))
  socket.on('error', () => undefined)
  socket.write(request)
  await once(socket, 'close')
  return answer.split('\r\n', 1)[0] ?? ''
}

function upgradeRequest(lines: readonly string[]): string {
  return [
    'GET /signal HTTP/1.1',
    'Host: localhost',
    'Connection: Upgrade',
    'Upgrade: websocket',
    'Sec-WebSocket-Version: 13',
    'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
    ...lines,
    '\r\n',
  ].join('\r\n')
}

describe('the origin', () => {
  test('[V3] is accepted under each name of this machine', async () => {
    for (const host of ['localhost', '127.0.0.1', '[::1]'])
      expect(await withOrigin(`http://${host}:${server.port}`)).toMatchObject({ status: 101 })
  })

  test.each([
    ['another site', () => 'https://good.evil'],
    ['null', () => 'null'],
    ['absent', () => undefined],
    ['another port', () => `http://localhost:${server.port + 1}`],
    ['no port', () => 'http://localhost'],
    ['another scheme', () => `https://localhost:${server.port}`],
    ['upper case', () => `HTTP://LOCALHOST:${server.port}`],
    ['a trailing slash', () => `${server.origin}/`],
    ['a trailing dot', () => `http://localhost.:${server.port}`],
    ['a subdomain', () => `http://evil.localhost:${server.port}`],
    ['ours as a prefix', () => `${server.origin}.evil.example`],
    ['ours as user information', () => `http://localhost:${server.port}@evil.example`],
    ['ours and another', () => `${server.origin} https://good.evil`],
  ])('[V3] is refused with 403 before the handshake: %s', async (_, origin) => {
    expect(await withOrigin(origin())).toMatchObject({ status: 403 })
  })

  test('[V3] is looked at on one path only', async () => {
    const { origin } = server
    for (const path of ['/', '/signal/', '/signal?x=1', '/SIGNAL', '/metrics'])
      expect(await handshake(server, { path, options: { origin } })).toMatchObject({ status: 404 })
  })
})

describe('the address', () => {
  test('[V4] of a proxy that forwards nonsense is refused, not guessed', async () => {
    for (const address of ['unknown', '0x7f.1', '198.18.0.1:80', '198.18.0.1,', 'evil, 999.1.1.1'])
      expect(await handshake(server, { address })).toMatchObject({ status: 400 })
    const long = Array.from({ length: 17 }, () => '127.0.0.1').join(', ')
    expect(await handshake(server, { address: long })).toMatchObject({ status: 400 })
  })

  test('[V4] that a stranger claims changes nothing: his own is counted', async () => {
    const direct = await startSignaling({ SIGNALING_CONNECTS_PER_MINUTE: '9' })
    try {
      const spoofs = [
        'X-Forwarded-For',
        'X-Real-IP',
        'Forwarded',
        'CF-Connecting-IP',
        'True-Client-IP',
        'X-Client-IP',
        'X-Cluster-Client-IP',
        'Fastly-Client-IP',
        'X-Originating-IP',
      ]
      const statuses: number[] = []
      for (const name of [...spoofs, 'X-Forwarded-For']) {
        const options = { headers: { [name]: newAddress() } }
        statuses.push((await handshake(direct, { options })).status)
      }
      expect(statuses).toEqual([...spoofs.map(() => 101), 429])
    } finally {
      await direct.stop()
    }
  })
})

describe('the request', () => {
  test('[V2] with 2,001 headers is refused, and nobody else notices', async () => {
    const pair = await newPair(server)
    const headers = Array.from({ length: 2_001 }, (_, index) => `X-Header-${index}: 1`)
    expect(await raw(upgradeRequest(headers))).toMatch(/^HTTP\/1\.1 4\d\d /)
    await exchange(...pair)
  })

  test('[V3] with more headers than are kept cannot hide its origin behind them', async () => {
    const headers = Array.from({ length: 200 }, (_, index) => `X${index}: 1`)
    const hidden = upgradeRequest([...headers, 'Origin: https://good.evil'])
    expect(await raw(hidden)).toMatch(/^HTTP\/1\.1 403 /)
    // Nor is anything read there that would be right.
    const good = upgradeRequest([...headers, `Origin: ${server.origin}`])
    expect(await raw(good)).toMatch(/^HTTP\/1\.1 403 /)
    const double = upgradeRequest([`Origin: ${server.origin}`, 'Origin: https://good.evil'])
    expect(await raw(double)).not.toMatch(/^HTTP\/1\.1 5/)
  })

  test('[V2] that is no handshake ends without one', async () => {
    const origin = `Origin: ${server.origin}`
    const [first] = upgradeRequest([]).split('\r\n')
    const unversioned = `${first}\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n${origin}\r\n\r\n`
    expect(await raw(unversioned)).toMatch(/^HTTP\/1\.1 4\d\d /)
    expect(await raw('\u0016\u0003\u0001 not HTTP at all\r\n\r\n')).toMatch(/^HTTP\/1\.1 400 /)
    expect(await server.isHealthy()).toBe(true)
  })
})

describe('silence', () => {
  /** Resolves with how long the socket stayed open. */
  function lifetime(socket: Socket): Promise<number> {
    const since = performance.now()
    socket.on('error', () => undefined)
    return once(socket, 'close').then(() => performance.now() - since)
  }

  async function quiet(count: number, first: string): Promise<Promise<number>[]> {
    const lifetimes: Promise<number>[] = []
    for (let index = 0; index < count; index += 1) {
      const socket = connectTcp(server.port, '127.0.0.1')
      lifetimes.push(lifetime(socket.resume()))
      await once(socket, 'connect')
      if (first !== '') socket.write(first)
    }
    return lifetimes
  }

  test('[V7][V2] of 2,000 sockets ends within 7 s, and newcomers are served meanwhile', async () => {
    const silent = quiet(1_000, '')
    const slow = quiet(1_000, 'GET / HTTP/1.1\r\nHost: local')
    // Those who begin well: one never sends the body, one never answers to being closed.
    const origin = `Origin: ${server.origin}`
    const torn = quiet(
      1,
      `POST /appeal HTTP/1.1\r\nHost: localhost\r\n${origin}\r\nContent-Length: 19\r\n\r\n`,
    )
    const deaf = quiet(1, upgradeRequest([origin, `X-Forwarded-For: ${newAddress()}`]))
    const mute: Client = await connect(server, { address: newAddress() })
    const born = performance.now()
    await exchange(...(await newPair(server)))
    const closed = await mute.closed
    expect([closed.code, closed.reason]).toEqual([4408, 'helloTimeout'])
    expect(closed.at - born).toBeGreaterThan(4_500)
    expect(closed.at - born).toBeLessThan(8_000)
    const times = await Promise.all((await Promise.all([silent, slow, torn, deaf])).flat())
    expect(times).toHaveLength(2_002)
    expect(Math.max(...times)).toBeLessThan(SILENCE_MAX_MS)
    await exchange(...(await newPair(server)))
    expect(valueOf(await server.metrics(), 'signaling_visitors{phase="greeting"}')).toBe(0)
  }, 30_000)
})
