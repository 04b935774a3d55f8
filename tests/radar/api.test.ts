import { FEATURES } from '../../radar/features.ts'
import { FEED_FORMATS } from '../../radar/actions.ts'
import { createApi, MissingDashboardError } from '../../radar/api.ts'
import { createEdge } from '../../radar/headers.ts'
import { FEED_TOKEN, ORIGIN, startApi, type Api } from './apiHelper.ts'
import { closeTeams } from './operatorsHelper.ts'

let api: Api
afterEach(async () => {
  await api.close()
  closeTeams()
})

const bearer = { Authorization: `Bearer ${FEED_TOKEN}` }

describe('the edge', () => {
  test('[R18] every answer has exactly these headers', async () => {
    api = await startApi()
    const due = {
      'content-security-policy':
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self' ws://radar.test:8081; frame-ancestors 'none'; base-uri 'none'; form-action 'none'; object-src 'none'; require-trusted-types-for 'script'; trusted-types 'none'; webrtc 'block'",
      'permissions-policy': FEATURES.map(
        (feature) => `${feature}=${feature === 'clipboard-write' ? '(self)' : '()'}`,
      ).join(', '),
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'cross-origin-embedder-policy': 'require-corp',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
    }
    const plain = ['date', 'connection', 'keep-alive', 'content-type', 'content-length']
    const extra = ['cache-control', 'etag', 'last-modified', 'vary', 'allow', 'www-authenticate']
    for (const [method, path, status] of [
      ['GET', '/', 200],
      ['HEAD', '/', 200],
      ['GET', '/assets/main-abc123.js', 200],
      ['GET', '/nothing', 404],
      ['GET', '/../../etc/passwd', 404],
      ['POST', '/', 404],
      ['GET', '/healthz', 200],
      ['GET', '/api/me', 401],
      ['GET', '/api/nothing', 404],
      ['POST', '/api/signin', 400],
      ['GET', '/blocklist.json', 401],
      ['GET', '/blocklist.xml', 404],
    ] as const) {
      const { headers, status: got } = await api.ask(method, path)
      expect([method, path, got]).toEqual([method, path, status])
      expect(headers).toMatchObject(due)
      const others = Object.keys(headers).filter((name) => !Object.hasOwn(due, name))
      expect(others.filter((name) => ![...plain, ...extra].includes(name))).toEqual([])
      const isHashed = path.startsWith('/assets/')
      expect(headers['cache-control']).toBe(
        isHashed ? 'private, max-age=31536000, immutable' : 'no-store',
      )
    }
  })

  test('[R18] with TLS everywhere the cookie and the transport insist on it', async () => {
    const origin = 'https://radar.example.org'
    api = await startApi({ origins: [origin] })
    const { secret } = api.team.operators.enrolment(api.team.operators.firstLink()?.token ?? '')
    expect(secret).not.toBe('')
    const page = await api.ask('GET', '/')
    expect(page.headers['strict-transport-security']).toBe('max-age=63072000; includeSubDomains')
    expect(page.headers['content-security-policy']).toContain(
      "connect-src 'self' wss://radar.example.org;",
    )
    await api.team.add('ann', 'administrator')
    const code = api.team.code('ann')
    const password = 'purple lamp eats tuesday gravel'
    const { headers } = await api.ask('POST', '/api/signin', {
      body: { name: 'ann', password, code },
    })
    expect(headers['set-cookie']).toEqual([
      expect.stringMatching(
        /^__Host-operator=[\w-]{43}; Path=\/; HttpOnly; Secure; SameSite=Strict$/,
      ),
    ])
  })

  test('[R18] a name that is not ours gets nothing, unless machines ask', async () => {
    api = await startApi()
    for (const Host of ['evil.example', 'radar.test', 'radar.test:80', 'radar.test:8081.evil', ''])
      for (const path of ['/', '/api/me', '/assets/main-abc123.js'])
        expect((await api.ask('GET', path, { headers: { Host } })).json).toEqual({
          problem: 'badRequest',
        })
    const foreign = { Host: '127.0.0.1:9999' }
    expect((await api.ask('GET', '/healthz', { headers: foreign })).status).toBe(200)
    expect(
      (await api.ask('GET', '/blocklist.txt', { headers: { ...foreign, ...bearer } })).status,
    ).toBe(200)
    expect((await api.ask('GET', '/', { headers: { Host: 'RADAR.test:8081' } })).status).toBe(200)
  })

  test('[R18] an upgrade needs our host and exactly our origin', async () => {
    api = await startApi()
    const edge = createEdge([ORIGIN])
    const asked = (headers: object) => edge.mayUpgrade({ headers } as never)
    const host = 'radar.test:8081'
    expect(asked({ host, origin: ORIGIN })).toBe(true)
    expect(asked({ host, origin: ORIGIN, 'sec-fetch-site': 'same-origin' })).toBe(true)
    for (const origin of FOREIGN_ORIGINS) expect(asked({ host, origin })).toBe(false)
    expect(asked({ host: 'evil.example', origin: ORIGIN })).toBe(false)
    expect(asked({ host, origin: ORIGIN, 'sec-fetch-site': 'cross-site' })).toBe(false)
  })

  test('says that the dashboard is not built', async () => {
    api = await startApi()
    expect(() =>
      createApi({ pageFolder: '/nowhere', origins: [ORIGIN] } as never, {} as never),
    ).toThrow(MissingDashboardError)
  })

  test('[O5] [R18] a limiter that breaks lets nobody in', async () => {
    api = await startApi({ spend: { spend: () => Promise.reject(new Error('broken')) } })
    for (const path of ['/', '/api/me', '/healthz', '/blocklist.txt']) {
      const { status, json } = await api.ask('GET', path, { headers: bearer })
      expect([status, json]).toEqual([503, { problem: 'unavailable' }])
    }
    expect(api.failures).toEqual(Array.from({ length: 4 }, () => 'requestFailed'))
  })

  test('[O5] [R18] every path has a limit, and says when to come back', async () => {
    const spent: string[] = []
    api = await startApi({
      spend: {
        spend: (what, who) => {
          spent.push(`${what} ${who}`)
          return Promise.resolve({ allowed: false, retryAfterMs: 1_500 })
        },
      },
    })
    for (const path of ['/', '/api/me', '/healthz', '/blocklist.txt']) {
      const { status, json, headers } = await api.ask('GET', path)
      expect([status, json]).toEqual([429, { problem: 'tooFast', retryAfterMs: 1_500 }])
      expect(headers['retry-after']).toBe('2')
    }
    expect(spent).toEqual(Array.from({ length: 4 }, () => 'request 127.0.0.1'))
  })

  test('[R18] the pace goes by the address that a proxy of ours forwards', async () => {
    const spent = new Set<string>()
    api = await startApi({
      trustedProxies: ['127.0.0.1'],
      spend: {
        spend: (_what, who) => {
          spent.add(who)
          return Promise.resolve({ allowed: true })
        },
      },
    })
    await api.ask('GET', '/', { headers: { 'X-Forwarded-For': '1.1.1.1, 203.0.113.7' } })
    expect([...spent]).toEqual(['203.0.113.7'])
    const { json } = await api.ask('GET', '/', { headers: { 'X-Forwarded-For': 'unknown' } })
    expect(json).toEqual({ problem: 'badRequest' })
  })
})

const FOREIGN_ORIGINS = [
  undefined,
  '',
  'null',
  'http://radar.test',
  'http://radar.test:8082',
  'https://radar.test:8081',
  'http://RADAR.test:8081',
  'http://radar.test:8081/',
  'http://radar.test:8081.evil.example',
  'http://evil.example/http://radar.test:8081',
  'http://evil.example',
  'http://sub.radar.test:8081',
  'file://',
  'http://radar.test:8081, http://evil.example',
]

describe('writes', () => {
  test.each(FOREIGN_ORIGINS)('[R18] from the origin "%s" are refused', async (origin) => {
    api = await startApi()
    const { session } = await api.team.add('ann', 'administrator')
    for (const path of ['/api/signout', '/api/signin', '/api/enrolment', '/api/enrolled']) {
      const { status, json } = await api.ask('POST', path, {
        session,
        body: {},
        headers: { Origin: origin },
      })
      expect([status, json]).toEqual([403, { problem: 'notAllowed' }])
    }
    expect(api.team.operators.present(session)).not.toBeNull()
  })

  test('[R18] that the browser calls foreign are refused whatever their origin', async () => {
    api = await startApi()
    const { session } = await api.team.add('ann', 'administrator')
    for (const site of ['cross-site', 'same-site', 'none', 'same-origin, cross-site', '']) {
      const headers = { 'Sec-Fetch-Site': site }
      expect((await api.ask('POST', '/api/ticket', { session, headers })).status).toBe(403)
    }
    for (const site of ['cross-site', 'same-site'])
      expect(
        (await api.ask('GET', '/api/me', { session, headers: { 'Sec-Fetch-Site': site } })).status,
      ).toBe(403)
    const headers = { 'Sec-Fetch-Site': 'same-origin' }
    expect((await api.ask('POST', '/api/ticket', { session, headers })).status).toBe(200)
  })
})

describe('feeds for machines', () => {
  test('[R19] need the token, whole and exact', async () => {
    api = await startApi()
    for (const format of FEED_FORMATS) {
      const path = `/blocklist.${format}`
      for (const Authorization of [
        undefined,
        '',
        'Bearer ',
        `Bearer ${FEED_TOKEN}x`,
        `Bearer ${FEED_TOKEN.slice(1)}`,
        FEED_TOKEN,
        `bearer ${FEED_TOKEN}`,
        `Basic ${FEED_TOKEN}`,
      ]) {
        const { status, json, headers } = await api.ask('GET', path, { headers: { Authorization } })
        expect([status, json]).toEqual([401, { problem: 'signedOut' }])
        expect(headers['www-authenticate']).toBe('Bearer')
      }
      const { status, text, headers } = await api.ask('GET', path, { headers: bearer })
      expect([status, text]).toEqual([200, `${format} 203.0.113.7\n`])
      expect(headers['content-type']).toBe(
        format === 'json' ? 'application/json' : 'text/plain; charset=utf-8',
      )
    }
    // An operator's cookie is not a machine's token.
    const { session } = await api.team.add('ann', 'administrator')
    expect((await api.ask('GET', '/blocklist.txt', { session })).status).toBe(401)
  })

  test('[R19] answer 304 while the list is the same, and anew when it is not', async () => {
    api = await startApi()
    const first = await api.ask('GET', '/blocklist.txt', { headers: bearer })
    const tag = first.headers.etag ?? ''
    expect(tag).toMatch(/^"[\w-]{22}"$/)
    expect(first.headers['cache-control']).toBe('private, no-cache')
    for (const known of [tag, `W/${tag}`, `"other", ${tag}`, '*']) {
      const { status, text, headers } = await api.ask('GET', '/blocklist.txt', {
        headers: { ...bearer, 'If-None-Match': known },
      })
      expect([status, text, headers.etag]).toEqual([304, '', tag])
    }
    expect(
      (await api.ask('GET', '/blocklist.txt', { headers: { 'If-None-Match': tag } })).status,
    ).toBe(401)
    api.answers.feed = '198.51.100.9\n'
    const { status, headers } = await api.ask('GET', '/blocklist.txt', {
      headers: { ...bearer, 'If-None-Match': tag },
    })
    expect(status).toBe(200)
    expect(headers.etag).not.toBe(tag)
    const head = await api.ask('HEAD', '/blocklist.txt', { headers: bearer })
    expect([head.status, head.text, head.headers.etag]).toEqual([200, '', headers.etag])
  })

  test('the health check says whether the radar is well', async () => {
    api = await startApi()
    expect(await api.ask('GET', '/healthz')).toMatchObject({ status: 200, text: 'ok\n' })
    api.answers.healthy = false
    expect(await api.ask('GET', '/healthz')).toMatchObject({ status: 503, text: 'not ready\n' })
  })
})
