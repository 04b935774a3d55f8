/** The rendered nginx in front of a real signaling server: what visitors get, and what it tells. */
import { once } from 'node:events'
import { createServer } from 'node:http'
import { connect } from 'node:tls'
import { WebSocket, type ClientOptions } from 'ws'
import { securityHeaders as dashboardHeaders } from '../../radar/headers.ts'
import { securityHeaders } from '../../signaling/headers.ts'
import { HELLO } from '../helpers/client.ts'
import { freePorts } from '../helpers/freePort.ts'
import { startSignaling, type SignalingProcess } from '../helpers/signalingProcess.ts'
import { SPOOFING_HEADERS } from '../helpers/spoofing.ts'
import { waitUntil } from '../helpers/wait.ts'
import { parseEnvironment } from '../../nginx/environmentFile.ts'
import { DOMAIN, RADAR_DOMAIN, render } from './deployments.ts'
import { flood, startProxy, type Answer, type Proxy } from './proxy.ts'

const GUEST = '127.0.0.5'
const DENIED = '127.0.0.6'
const FLOODER = '127.0.0.7'
const VICTIM = '127.0.0.8'
const HSTS = 'Strict-Transport-Security'
const lies = Object.fromEntries(SPOOFING_HEADERS.map((name) => [name, VICTIM]))

/** The security headers of an answer, and its Cache-Control; each value as often as it came. */
function security({ rawHeaders }: Answer): Record<string, string[]> {
  const names = new Set([...Object.keys(securityHeaders([])), HSTS, 'X-Frame-Options'])
  const found: Record<string, string[]> = {}
  for (let at = 0; at < rawHeaders.length; at += 2) {
    const [name = '', value = ''] = rawHeaders.slice(at, at + 2)
    if (names.has(name)) (found[name] ??= []).push(value)
  }
  return found
}
const each = (headers: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value]]))
const PAGE_HEADERS = each(securityHeaders([`https://${DOMAIN}`]))
const { [HSTS]: _, ...PLAIN_HEADERS } = PAGE_HEADERS

function openSocket(proxy: Proxy, from: string, headers: Record<string, string> = {}): WebSocket {
  const options: ClientOptions & { localAddress: string; servername: string } = {
    servername: DOMAIN,
    origin: `https://${DOMAIN}`,
    localAddress: from,
    rejectUnauthorized: false,
    headers: { host: DOMAIN, ...headers },
  }
  return new WebSocket(`wss://127.0.0.1:${proxy.httpsPort}/signal`, options)
}

describe('nginx before signaling', () => {
  let signaling: SignalingProcess
  let proxy: Proxy
  beforeAll(async () => {
    signaling = await startSignaling({
      ...parseEnvironment(render()['signaling.env'] ?? ''),
      SIGNALING_CONNECTIONS_PER_ADDRESS: '1',
    })
    proxy = await startProxy({
      signalingPort: signaling.port,
      radarAllow: ['192.0.2.0/24'],
      deny: `deny ${DENIED};\n`,
      // Forgives slowly, so that it does not matter how slow this machine is.
      edit: (_, text) => text.replace('rate=50r/s', 'rate=1r/s'),
    })
  })
  afterAll(async () => {
    await proxy.close()
    await signaling.stop()
  })

  it.each([
    ['the page', GUEST, '/', 200, 'no-store'],
    ['a policy', GUEST, '/privacy', 200, 'no-store'],
    ['what is not there', GUEST, '/nothing', 404, 'no-store'],
    ['who is denied', DENIED, '/', 403, 'no-store'],
    ['a WebSocket without one', GUEST, '/signal', 404, 'no-store'],
  ])('[E7] answers %s with each security header once', async (_, from, path, status, cache) => {
    const answer = await proxy.ask(from, path)
    expect(answer.status).toBe(status)
    expect(security(answer)).toEqual(PAGE_HEADERS)
    expect(answer.headers['cache-control']).toBe(cache)
    expect(answer.headers['set-cookie']).toBeUndefined()
    expect(answer.headers.server ?? 'nginx').toBe('nginx')
  })

  it('[E7] answers with each security header once when nobody is behind it', async () => {
    const [nobody = 0] = await freePorts(1)
    const alone = await startProxy({ signalingPort: nobody })
    const answer = await alone.ask(GUEST, '/').finally(() => alone.close())
    expect(answer.status).toBe(502)
    expect(security(answer)).toEqual(PAGE_HEADERS)
    expect(answer.headers['cache-control']).toBe('no-store')
  })

  it('[E7] leaves to signaling how long files may be kept', async () => {
    const { body } = await proxy.ask(GUEST, '/')
    const asset = /\/assets\/[\w.-]+/.exec(body)?.[0] ?? ''
    const answer = await proxy.ask(GUEST, asset)
    expect(answer.headers['cache-control']).toContain('immutable')
    expect(security(answer)).toEqual(PAGE_HEADERS)
  })

  it('[S2] sends plain HTTP to HTTPS, with each header but the promise of HTTPS', async () => {
    const answer = await proxy.askPlain(GUEST, '/privacy?a=b')
    expect(answer.status).toBe(301)
    expect(answer.headers.location).toBe(`https://${DOMAIN}/privacy?a=b`)
    expect(security(answer)).toEqual(PLAIN_HEADERS)
    const other = await proxy.askPlain(GUEST, '/', { headers: { host: RADAR_DOMAIN } })
    expect(other.headers.location).toBe(`https://${RADAR_DOMAIN}/`)
  })

  it('[S2] gives nothing to who asks for another name', async () => {
    const headers = { host: 'stranger.example.com' }
    await expect(proxy.askPlain(GUEST, '/', { headers })).rejects.toThrow()
    await expect(proxy.ask(GUEST, '/', { headers })).rejects.toThrow()
    await expect(proxy.ask(GUEST, '/', { servername: headers.host })).rejects.toThrow()
  })

  it.each([
    ['TLSv1.3', true],
    ['TLSv1.2', false],
  ] as const)('[S2] speaks %s: %s', async (version, isSpoken) => {
    const socket = connect({
      port: proxy.httpsPort,
      host: '127.0.0.1',
      servername: DOMAIN,
      rejectUnauthorized: false,
      minVersion: version,
      maxVersion: version,
    })
    const spoken = await Promise.race([
      once(socket, 'secureConnect').then(() => true),
      once(socket, 'close').then(() => false),
    ]).catch(() => false)
    socket.destroy()
    expect(spoken).toBe(isSpoken)
  })

  it('[E7] answers 429 to who asks too much, and to nobody else', async () => {
    const statuses = (await Promise.all([1, 2, 3, 4].map(() => flood(proxy, FLOODER, 900)))).flat()
    expect(new Set(statuses)).toEqual(new Set(['404', '429']))
    expect(statuses.filter((status) => status === '404').length).toBeGreaterThanOrEqual(2_000)
    const answer = await proxy.ask(FLOODER, '/')
    expect(answer.status).toBe(429)
    expect(security(answer)).toEqual(PAGE_HEADERS)
    expect((await proxy.ask(GUEST, '/')).status).toBe(200)
  })

  it('[E7] lets fifty people behind one address open the page at once', async () => {
    const answers = await Promise.all(
      Array.from({ length: 50 }, async () => {
        const { body, status } = await proxy.ask('127.0.0.50', '/')
        const assets = [...body.matchAll(/\/assets\/[\w.-]+/g)].map(([path]) => path)
        const others = await Promise.all(assets.map((path) => proxy.ask('127.0.0.50', path)))
        return [status, ...others.map((one) => one.status)]
      }),
    )
    expect(new Set(answers.flat())).toEqual(new Set([200]))
  })

  it('[E8] passes the WebSocket through, and counts it to who opened it, never to a victim', async () => {
    const liar = openSocket(proxy, GUEST, lies)
    await once(liar, 'open')
    liar.send(JSON.stringify(HELLO))
    const [welcome] = (await once(liar, 'message')) as [Buffer]
    expect(JSON.parse(welcome.toString())).toMatchObject({ type: 'welcome', lan: false })
    // One socket for each address here: the liar has his, and the victim has his own as well.
    const another = openSocket(proxy, GUEST, lies)
    const [code] = (await once(another, 'close')) as [number]
    expect(code).not.toBe(1006)
    const victim = openSocket(proxy, VICTIM)
    await once(victim, 'open')
    victim.send(JSON.stringify(HELLO))
    const [greeting] = (await once(victim, 'message')) as [Buffer]
    expect(JSON.parse(greeting.toString())).toMatchObject({ type: 'welcome' })
    for (const socket of [liar, victim]) socket.terminate()
  })

  it('[E7] refuses the dashboard to who is not on its list, with its own headers', async () => {
    const options = { servername: RADAR_DOMAIN, headers: { host: RADAR_DOMAIN } }
    const answer = await proxy.ask(GUEST, '/', options)
    expect(answer.status).toBe(403)
    expect(security(answer)).toEqual(each(dashboardHeaders([`https://${RADAR_DOMAIN}`])))
  })
})

describe('nginx and what stands behind it', () => {
  it('[E8] replaces nine headers that lie about the address, for signaling and the radar', async () => {
    const echo = createServer((request, response) => {
      response.setHeader('X-Content-Type-Options', 'nosniff')
      response.end(JSON.stringify(request.headers))
    })
    echo.listen(0, '127.0.0.1')
    await once(echo, 'listening')
    const { port } = echo.address() as { port: number }
    const proxy = await startProxy({ signalingPort: port, radarPort: port })
    try {
      for (const name of [DOMAIN, RADAR_DOMAIN])
        for (const path of ['/', '/signal', '/mqtt']) {
          const headers = { host: name, cookie: 'a=b', ...lies }
          const { body } = await proxy.ask(GUEST, path, { servername: name, headers })
          const told = JSON.parse(body) as Record<string, string>
          expect(told['x-forwarded-for']).toBe(GUEST)
          expect(body).not.toContain(VICTIM)
          expect(told['host']).toBe(name)
          // The operators' session is for the dashboard alone.
          expect(told['cookie']).toBe(name === DOMAIN ? undefined : 'a=b')
        }
    } finally {
      await proxy.close()
      echo.close()
    }
  })

  it('[E7] answers 429 to who has too many requests at work, and to nobody else', async () => {
    let waiting = 0
    const silent = createServer(() => (waiting += 1))
    silent.listen(0, '127.0.0.1')
    await once(silent, 'listening')
    const { port } = silent.address() as { port: number }
    const proxy = await startProxy({
      signalingPort: port,
      edit: (_, text) => text.replace('connections 1000;', 'connections 2;'),
    })
    try {
      // They end with the proxy.
      const atWork = (from: string) => void proxy.ask(from, '/').catch(() => undefined)
      for (const from of [FLOODER, FLOODER, GUEST]) atWork(from)
      await waitUntil(10_000, () => waiting === 3)
      expect((await proxy.ask(FLOODER, '/')).status).toBe(429)
    } finally {
      await proxy.close()
      silent.closeAllConnections()
      silent.close()
    }
  })

  it('[E7] counts an IPv4 address alone, and an IPv6 address with its whole /64', async () => {
    const [nobody = 0] = await freePorts(1)
    const proxy = await startProxy({
      signalingPort: nobody,
      edit: (path, text) =>
        path === 'nginx/limits.conf'
          ? text.replace('rate=50r/s', 'rate=1r/m').replace('burst=2000', 'burst=9')
          : path === 'nginx/site.conf'
            ? text.replace(
                'location / {',
                'set_real_ip_from 127.0.0.0/8; real_ip_header X-Is;\n  location = /network { return 200 $network; }\n  location / {',
              )
            : text,
    })
    const networkOf = async (address: string) =>
      (await proxy.ask(GUEST, '/network', { headers: { 'X-Is': address } })).body
    try {
      expect(await networkOf('192.0.2.1')).toBe('192.0.2.1')
      // Every way in which zeros can stand in the second to fourth group, and behind the prefix.
      const bits = [0, 1].flatMap((a) => [0, 1].flatMap((b) => [0, 1].map((c) => [a, b, c])))
      const networks = new Map<string, Set<string>>()
      for (const prefix of bits)
        for (const tail of bits) {
          const address = ['2a00', ...prefix, 0, ...tail].map(String).join(':')
          const withOne = ['2a00', ...prefix, 1, ...tail].map(String).join(':')
          for (const one of [address, withOne]) {
            const found = networks.get(prefix.join()) ?? new Set<string>()
            networks.set(prefix.join(), found.add(await networkOf(one)))
          }
        }
      const names = [...networks.values()].map((found) => [...found])
      expect(names.map(({ length }) => length)).toEqual(Array(8).fill(1))
      expect(new Set(names.flat()).size).toBe(8)
      // Ten requests are let through, whichever addresses of one /64 they come from.
      const statusFor = async (address: string) =>
        (await proxy.ask(GUEST, '/', { headers: { 'X-Is': address } })).status
      for (let nth = 0; nth < 10; nth += 1)
        expect(await statusFor(`2001:db8:7:7::${nth}`)).toBe(502)
      expect(await statusFor('2001:db8:7:7:1:2:3:4')).toBe(429)
      expect(await statusFor('2001:db8:7:8::1')).toBe(502)
    } finally {
      await proxy.close()
    }
  })
})
