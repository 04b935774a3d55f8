import fc from 'fast-check'
import { PROBLEMS, refusal, ROUTES } from '../../radar/operatorProtocol.ts'
import { ALL, block, HANDLE, startApi, UNTIL, use, type Api } from './apiHelper.ts'
import { closeTeams } from './operatorsHelper.ts'

let api: Api
afterEach(async () => {
  await api.close()
  closeTeams()
})

describe('actions', () => {
  test('[O6] carry who acts, and exactly what was asked', async () => {
    api = await startApi()
    const { session } = await api.team.add('Ann', 'administrator')
    for (const [route] of ALL.filter(([name]) => !/me|sign|ticket|audit|team/.test(name)))
      expect((await use(api, route, session)).status).toBe(200)
    await use(api, 'POST /api/cases/close', session, { code: 'ABCD1234' })
    expect(api.asked).toEqual([
      ['history', 'hour'],
      ['estimate', '203.0.113.7'],
      ['addBlock', 'Ann', block],
      ['extendBlock', 'Ann', { prefix: block.prefix, until: UNTIL }],
      ['liftBlock', 'Ann', block.prefix],
      ['blockCase', 'Ann', { handle: HANDLE, until: UNTIL }],
      ['closeCase', 'Ann', { handle: HANDLE }],
      ['setDryRun', 'Ann', true],
      ['closeCase', 'Ann', { code: 'ABCD1234' }],
    ])
    const { json } = await use(api, 'GET /api/audit', session)
    expect(json).toMatchObject({ entries: [{ who: 'Ann', action: 'enrol' }] })
  })

  test('every problem reaches the page as a refusal', async () => {
    api = await startApi()
    const { session } = await api.team.add('ann', 'administrator')
    for (const problem of PROBLEMS) {
      api.answers.problem = problem
      const { status, json } = await use(api, 'POST /api/blocks', session)
      expect(status).toBeGreaterThanOrEqual(400)
      expect(refusal.parse(json)).toEqual({ problem })
    }
  })

  test('an action that breaks is unavailable, without a word about why', async () => {
    api = await startApi()
    const { session } = await api.team.add('ann', 'administrator')
    api.team.auditStore.fails = true
    const { status, text } = await use(api, 'POST /api/team/invite', session)
    expect([status, text]).toEqual([503, '{"problem":"unavailable"}'])
    expect(api.failures).toEqual(['requestFailed'])
  })
})

describe('bodies', () => {
  test('[R18] have to be JSON of 8 kB at most, in the right shape', async () => {
    api = await startApi()
    const { session } = await api.team.add('ann', 'administrator')
    const text = JSON.stringify(block)
    const bad: { body?: string | Buffer; headers?: Record<string, string | undefined> }[] = [
      { body: text, headers: { 'Content-Type': undefined } },
      { body: text, headers: { 'Content-Type': 'text/plain' } },
      { body: text, headers: { 'Content-Type': 'application/x-www-form-urlencoded' } },
      { body: text, headers: { 'Content-Type': 'application/json; charset=utf-16' } },
      { body: '' },
      { body: 'null' },
      { body: '[]' },
      { body: text.slice(0, -1) },
      { body: `${text}x` },
      { body: text.replace('{', '{"__proto__":{"on":true},') },
      { body: text.replace('{', '{"extra":1,') },
      { body: text.padEnd(8_193) },
      { body: text.padEnd(1_000_000) },
      { body: text.padEnd(1_000_000), headers: { 'Transfer-Encoding': 'chunked' } },
      { body: '['.repeat(8_000) },
      { body: Buffer.from([0xff, 0xfe, 0x00]) },
    ]
    for (const question of bad) {
      const { status, json } = await api.ask('POST', '/api/blocks', { session, ...question })
      expect([status, json]).toEqual([400, { problem: 'badRequest' }])
    }
    expect(api.asked).toEqual([])
    const padded = { body: text.padEnd(8_192), session }
    expect((await api.ask('POST', '/api/blocks', padded)).status).toBe(200)
  })

  test('[R18] 10,000 malformed requests get a refusal each, and change nothing', async () => {
    api = await startApi()
    const { session } = await api.team.add('ann', 'administrator')
    const { session: viewer } = await api.team.add('vera', 'viewer')
    const posts = Object.keys(ROUTES)
      .filter((route) => route.startsWith('POST') && !/signout|ticket/.test(route))
      .map((route) => route.slice(5))
    const paths = [...posts, '/api/signin', '/api/enrolment', '/api/enrolled']
    const text = JSON.stringify(block)
    const mutated = fc
      .tuple(fc.nat(text.length), fc.nat(8), fc.string({ maxLength: 8 }))
      .map(([at, length, other]) => text.slice(0, at) + other + text.slice(at + length))
    const question = fc.record({
      path: fc.constantFrom(...paths),
      session: fc.constantFrom(session, viewer, 'none'),
      body: fc.oneof(
        fc.string({ maxLength: 200 }),
        fc.json({ maxDepth: 4 }),
        mutated,
        fc.uint8Array({ maxLength: 64 }).map((bytes) => Buffer.from(bytes)),
      ),
      type: fc.constantFrom('application/json', 'application/json; charset=utf-8', 'text/json', ''),
    })
    const sample = fc.sample(question, { numRuns: 10_000, seed: 42 })
    const before = JSON.stringify(api.team.operators.team())
    let valid = 0
    const one = async ({ path, session: as, body, type }: (typeof sample)[number]) => {
      const headers = { 'Content-Type': type }
      const { status, json } = await api.ask('POST', path, { session: as, body, headers })
      // A mutation may have left a request that is sound.
      if (status === 200) valid += 1
      else expect([400, 401, 403]).toContain(status)
      if (status !== 200) expect(refusal.safeParse(json).success).toBe(true)
    }
    for (let at = 0; at < sample.length; at += 50)
      await Promise.all(sample.slice(at, at + 50).map(one))
    expect(valid).toBe(api.asked.length)
    expect(valid).toBeLessThan(500)
    expect(api.failures).toEqual([])
    expect(JSON.stringify(api.team.operators.team())).toBe(before)
    expect(Object.keys(Object.prototype)).toEqual([])
  })

  test('[R18] questions in the address are checked as well', async () => {
    api = await startApi()
    const { session } = await api.team.add('ann', 'administrator')
    for (const path of [
      '/api/history',
      '/api/history?span=week',
      '/api/history?span=',
      '/api/estimate',
      '/api/estimate?prefix=',
      `/api/estimate?prefix=${'1'.repeat(44)}`,
    ])
      expect((await api.ask('GET', path, { session })).json).toEqual({ problem: 'badRequest' })
  })
})
