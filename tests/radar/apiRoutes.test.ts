import { once } from 'node:events'
import { OPERATOR_ROLES, type OperatorRole } from '../../radar/protocol.ts'
import { reaches, refusal, ROUTES, type Route } from '../../radar/operatorProtocol.ts'
import { ALL, ORIGIN, realPace, startApi, use, type Api } from './apiHelper.ts'
import { closeTeams, codeAt, PASSWORD } from './operatorsHelper.ts'

let api: Api
afterEach(async () => {
  await api.close()
  closeTeams()
})

describe('roles', () => {
  test('[O4] every role gets every route that is meant for it, and no other', async () => {
    api = await startApi()
    await api.team.add('ann', 'administrator')
    const seen: [OperatorRole, Route, boolean][] = []
    for (const role of OPERATOR_ROLES)
      for (const [route] of ALL) {
        await api.team.add('dora', 'viewer').catch(() => undefined)
        const name = `${role}${seen.length}`
        const { session } = await api.team.add(name, role)
        api.asked.length = 0
        const before = JSON.stringify(api.team.operators.team())
        const { status, json } = await use(api, route, session)
        const may = reaches(role, ROUTES[route])
        seen.push([role, route, may])
        expect([role, route, status]).toEqual([role, route, may ? 200 : 403])
        if (may) continue
        expect(json).toEqual({ problem: 'notAllowed' })
        expect(api.asked).toEqual([])
        expect(JSON.stringify(api.team.operators.team())).toBe(before)
      }
    expect(seen).toHaveLength(OPERATOR_ROLES.length * Object.keys(ROUTES).length)
  })

  test('[O4] whoever is disabled while he sends his request has sent it in vain', async () => {
    api = await startApi()
    await api.team.add('ann', 'administrator')
    const { session } = await api.team.add('bob', 'administrator')
    const arrived = once(api.server, 'request')
    const { status, json } = await api.ask('POST', '/api/team/enable', {
      session,
      body: { name: 'bob' },
      async pause() {
        await arrived
        // The first check is over when the one who asks is known.
        await new Promise(setImmediate)
        await api.team.operators.disable('ann', 'bob')
      },
    })
    expect({ status, json }).toEqual({ status: 401, json: { problem: 'signedOut' } })
    expect(api.team.operators.team().find(({ name }) => name === 'bob')?.disabled).toBe(true)
  })

  test('[O4] without a session there is nothing behind any route', async () => {
    api = await startApi()
    await api.team.add('ann', 'administrator')
    for (const [route] of ALL) {
      for (const session of [undefined, '', 'A'.repeat(43)]) {
        const { status, json } = await use(api, route, session)
        expect([route, status, json]).toEqual([route, 401, { problem: 'signedOut' }])
      }
    }
    expect(api.asked).toEqual([])
  })

  test('[O4] no other spelling or method finds a way round', async () => {
    api = await startApi()
    await api.team.add('ann', 'administrator')
    const { session } = await api.team.add('vera', 'viewer')
    await api.team.add('dora', 'viewer')
    const before = JSON.stringify(api.team.operators.team())
    for (const path of [
      '/api/team/disable/',
      '/api//team/disable',
      '/API/team/disable',
      '/api/team/%64isable',
      '/api/./team/disable',
      '/api/x/../team/disable',
      '/api/team/disable?x=1',
      '/api/team/disable#x',
      '//api/team/disable',
      '/api/team/disable;x',
      '/api%2fteam/disable',
      `${ORIGIN}/api/team/disable`,
      'http://evil.example/api/team/disable',
    ])
      for (const method of ['POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'HEAD', 'GET']) {
        const { text } = await api.ask(method, path, { session, body: { name: 'dora' } })
        expect([method, path, text]).not.toEqual([method, path, '{}'])
        expect(JSON.stringify(api.team.operators.team())).toBe(before)
      }
  })

  test('[O4] a disabled operator is refused with the very next request, and cut from the broker', async () => {
    api = await startApi()
    const ann = await api.team.add('ann', 'administrator')
    const bob = await api.team.add('bob', 'moderator')
    const { json } = await use(api, 'POST /api/ticket', bob.session)
    const ticket = json as { username: string; clientId: string; password: string }
    expect(ticket).toEqual({
      username: 'bob',
      clientId: expect.stringMatching(/^bob\/[\w-]{22}$/),
      password: expect.stringMatching(/^[\w-]{43}$/),
    })
    api.team.cuts.length = 0
    expect((await use(api, 'POST /api/team/disable', ann.session, { name: 'Bob' })).status).toBe(
      200,
    )
    expect((await use(api, 'GET /api/me', bob.session)).json).toEqual({ problem: 'signedOut' })
    expect(
      api.team.operators.redeemTicket(ticket.username, ticket.password, ticket.clientId),
    ).toBeNull()
    expect(api.team.cuts).toContainEqual(['bob', null])
  })
})

describe('signing in and out', () => {
  const signIn = (name: string, password: string, code: string) =>
    api.ask('POST', '/api/signin', { body: { name, password, code } })

  test('[O1] [R17] sets a cookie that scripts and other sites never see, and signing out ends it everywhere', async () => {
    api = await startApi()
    await api.team.add('Ann', 'administrator')
    const first = await signIn('ann', PASSWORD, api.team.code('Ann'))
    expect(first.json).toEqual({ name: 'Ann', role: 'administrator', recoveryCodesLeft: 8 })
    const [cookie = ''] = first.headers['set-cookie'] ?? []
    expect(cookie).toMatch(/^operator=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict$/)
    const mine = cookie.split(';')[0] ?? ''
    const second = await signIn('ann', PASSWORD, api.team.code('Ann'))
    const other = (second.headers['set-cookie']?.[0] ?? '').split(';')[0] ?? ''
    expect((await api.ask('GET', '/api/me', { cookie: mine })).json).toEqual(first.json)
    api.team.cuts.length = 0
    const out = await api.ask('POST', '/api/signout', { cookie: mine })
    expect([out.status, out.json]).toEqual([200, {}])
    expect(out.headers['set-cookie']).toEqual([expect.stringMatching(/^operator=; Max-Age=0;/)])
    for (const old of [mine, other])
      expect((await api.ask('GET', '/api/me', { cookie: old })).status).toBe(401)
    expect(api.team.cuts).toContainEqual(['ann', null])
  })

  test('[R16] every failure has the same answer, byte for byte', async () => {
    api = await startApi()
    const ann = await api.team.add('ann', 'administrator')
    await api.team.add('dora', 'viewer')
    await api.team.operators.disable('ann', 'dora')
    const answers: string[] = []
    for (const [name, password, code] of [
      ['ann', 'wrong password here', api.team.code('ann')],
      ['ann', PASSWORD, '000000'],
      ['ann', PASSWORD, 'xxxx-xxxx-xxxx-xxxx'],
      ['nobody', PASSWORD, '000000'],
      ['no such name!', PASSWORD, ann.recoveryCodes[0] ?? ''],
      ['dora', PASSWORD, api.team.code('dora')],
    ] as const) {
      const { status, text, headers } = await signIn(name, password, code)
      const { date: _date, ...same } = headers
      answers.push(JSON.stringify([status, text, same]))
    }
    expect(new Set(answers).size).toBe(1)
    expect(answers[0]).toMatch(/^\[401,"{\\"problem\\":\\"wrongCredentials\\"}"/)
  })

  test('[R16] [O5] the sixth try within half a minute is 429 and says when to come back', async () => {
    const pace = realPace()
    api = await startApi({ pace })
    await api.team.add('ann', 'administrator')
    const tries: number[] = []
    for (let count = 0; count < 6; count += 1)
      tries.push((await signIn('ann', 'wrong password here', '000000')).status)
    expect(tries).toEqual([401, 401, 401, 401, 401, 429])
    // The right password has to wait as well, so that the answer tells nothing.
    const { status, json, headers } = await signIn('ann', PASSWORD, api.team.code('ann'))
    expect(status).toBe(429)
    const { problem, retryAfterMs = 0 } = refusal.parse(json)
    expect(problem).toBe('tooFast')
    expect(retryAfterMs).toBeGreaterThan(1_000)
    expect(retryAfterMs).toBeLessThanOrEqual(30_000)
    expect(headers['retry-after']).toBe(String(Math.ceil(retryAfterMs / 1_000)))
    // What was refused before it was looked at cost no work.
    expect(api.team.passwords.calls.filter((call) => call === 'verify')).toHaveLength(5)
  })

  test('[O5] links, actions and feeds have limits of their own', async () => {
    api = await startApi({ spend: realPace() })
    const { session } = await api.team.add('ann', 'administrator')
    const count = async (work: () => Promise<{ status: number }>, most: number) => {
      for (let calls = 0; calls < most; calls += 1) if ((await work()).status === 429) return calls
      return most
    }
    const enrolment = { body: { token: 'A'.repeat(43) } }
    expect(await count(() => api.ask('POST', '/api/enrolment', enrolment), 50)).toBe(20)
    expect(await count(() => api.ask('GET', '/blocklist.txt'), 100)).toBe(60)
    expect(await count(() => use(api, 'GET /api/estimate', session), 50)).toBe(30)
    expect(await count(() => use(api, 'GET /api/me', session), 200)).toBe(120 - 31)
  })
})

describe('enrolment over HTTP', () => {
  test('[O3] a link becomes an operator who is signed in', async () => {
    api = await startApi()
    const ann = await api.team.add('ann', 'administrator')
    const { json: made } = await use(api, 'POST /api/team/invite', ann.session, {
      role: 'moderator',
    })
    const { link } = made as { link: string }
    expect(link).toMatch(/^http:\/\/radar\.test:8081\/#join=[\w-]{43}$/)
    const token = link.slice(-43)
    const { json: shown } = await api.ask('POST', '/api/enrolment', { body: { token } })
    const { secret, ...rest } = shown as { secret: string }
    expect(rest).toMatchObject({ kind: 'invitation', role: 'moderator', name: null })
    const given = {
      token,
      name: 'Bob',
      password: PASSWORD,
      code: codeAt(secret, api.team.clock.now),
    }
    const long = await api.ask('POST', '/api/enrolled', {
      body: { ...given, password: '🦊'.repeat(257) },
    })
    expect([long.status, long.json]).toEqual([422, { problem: 'passwordLong' }])
    const done = await api.ask('POST', '/api/enrolled', { body: given })
    expect((done.json as { recoveryCodes: string[] }).recoveryCodes).toHaveLength(8)
    const cookie = (done.headers['set-cookie']?.[0] ?? '').split(';')[0] ?? ''
    expect((await api.ask('GET', '/api/me', { cookie })).json).toEqual({
      name: 'Bob',
      role: 'moderator',
      recoveryCodesLeft: 8,
    })
    const again = await api.ask('POST', '/api/enrolment', { body: { token } })
    expect([again.status, again.json]).toEqual([410, { problem: 'linkExpired' }])
  })
})
