/** The API on a free port, with a team behind it and actions that only write down what was asked. */
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync, mkdirSync } from 'node:fs'
import { Agent, request, type IncomingHttpHeaders, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Actions } from '../../radar/actions.ts'
import { createApi } from '../../radar/api.ts'
import type { Problem, Route } from '../../radar/operatorProtocol.ts'
import { parsePrefix } from '../../radar/prefix.ts'
import { createPace, type Pace } from '../../radar/pace.ts'
import { createTeam, type Team, type TeamParts } from './operatorsHelper.ts'

export const ORIGIN = 'http://radar.test:8081'
export const FEED_TOKEN = 'f'.repeat(43)

export interface Answer {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly text: string
  /** The body as JSON, `null` when it is none. */
  readonly json: unknown
}

export interface Question {
  /** An object is sent as JSON, a text or bytes as they are. */
  readonly body?: object | string | Buffer
  readonly headers?: Record<string, string | string[] | undefined>
  readonly session?: string
  readonly cookie?: string
  /** Awaited when all but the last byte of the body has been sent. */
  readonly pause?: () => Promise<unknown>
}

export interface Api {
  readonly team: Team
  readonly asked: unknown[][]
  /** What the next actions answer. */
  readonly answers: { problem: Problem | null; healthy: boolean; feed: string }
  readonly server: Server
  readonly port: number
  readonly failures: string[]
  ask(method: string, path: string, question?: Question): Promise<Answer>
  close(): Promise<void>
}

/** A limit that is never reached, for tests that are about something else. */
export const endlessPace: Pick<Pace, 'spend'> = {
  spend: () => Promise.resolve({ allowed: true }),
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

export interface ApiOptions extends TeamParts {
  readonly origins?: string[]
  readonly spend?: Pick<Pace, 'spend'>
  readonly trustedProxies?: readonly string[]
  readonly pageFolder?: string
}

export async function startApi(options: ApiOptions = {}): Promise<Api> {
  const origins = options.origins ?? [ORIGIN]
  const folder = mkdtempSync(join(tmpdir(), 'dashboard-'))
  mkdirSync(join(folder, 'assets'))
  writeFileSync(join(folder, 'index.html'), '<!doctype html><title>Radar</title>')
  writeFileSync(join(folder, 'assets', 'main-abc123.js'), 'export {}')
  const team = createTeam(options)
  const asked: unknown[][] = []
  const answers: Api['answers'] = { problem: null, healthy: true, feed: '203.0.113.7\n' }
  const note =
    (name: string) =>
    (...args: unknown[]) => {
      asked.push([name, ...args])
      return Promise.resolve(answers.problem)
    }
  const actions: Actions = {
    addBlock: note('addBlock'),
    extendBlock: note('extendBlock'),
    liftBlock: note('liftBlock'),
    blockCase: note('blockCase'),
    closeCase: note('closeCase'),
    setDryRun: note('setDryRun'),
    estimate: (prefix) => {
      asked.push(['estimate', prefix])
      return Promise.resolve({ hits: 3, problem: null, prefix })
    },
    history: (span) => {
      asked.push(['history', span])
      const none: number[] = []
      return {
        stepMs: 1_000,
        at: none,
        online: none,
        waiting: none,
        inCalls: none,
        introductions: none,
        waitMedianMs: none,
        waitP95Ms: none,
        direct: none,
        relayed: none,
        failed: none,
      }
    },
    feed: (format) => `${format} ${answers.feed}`,
    isHealthy: () => answers.healthy,
    teamChanged: () => undefined,
    signInPressure: () => undefined,
    cut: () => undefined,
  }
  const failures: string[] = []
  const agent = new Agent({ keepAlive: true, maxSockets: 20 })
  const server = createApi(
    {
      pageFolder: options.pageFolder ?? folder,
      origins,
      trustedProxies: (options.trustedProxies ?? []).flatMap((text) => parsePrefix(text) ?? []),
      feedToken: FEED_TOKEN,
      socketsMax: 100,
    },
    {
      operators: team.operators,
      actions,
      audit: team.audit,
      pace: options.spend ?? endlessPace,
      log: {
        info: () => undefined,
        warn: () => undefined,
        error: (event) => failures.push(event),
      },
    },
  )
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const origin = origins[0] ?? ''
  const { host } = new URL(origin)
  const cookieName = origin.startsWith('https:') ? '__Host-operator' : 'operator'

  return {
    team,
    asked,
    answers,
    server,
    port,
    failures,
    ask(method, path, { body, headers = {}, session, cookie, pause } = {}) {
      const isText = typeof body === 'string' || Buffer.isBuffer(body)
      const sent = body === undefined ? undefined : isText ? body : JSON.stringify(body)
      const all: Record<string, string | string[] | undefined> = {
        Host: host,
        ...(method !== 'GET' && { Origin: origin }),
        ...(sent !== undefined && { 'Content-Type': 'application/json' }),
        ...(session !== undefined && { Cookie: `${cookieName}=${session}` }),
        ...(cookie !== undefined && { Cookie: cookie }),
        ...headers,
      }
      const given = Object.fromEntries(
        Object.entries(all).filter(
          (pair): pair is [string, string | string[]] => pair[1] !== undefined,
        ),
      )
      return new Promise<Answer>((resolve, reject) => {
        const asking = request(
          { port, host: '127.0.0.1', method, path, headers: given, agent },
          (response) => {
            const chunks: Buffer[] = []
            response.on('data', (chunk: Buffer) => chunks.push(chunk))
            response.on('error', reject)
            response.on('end', () => {
              const text = Buffer.concat(chunks).toString()
              const { statusCode: status = 0, headers: got } = response
              resolve({ status, headers: got, text, json: parse(text) })
            })
          },
        )
        asking.on('error', reject)
        if (pause === undefined || typeof sent !== 'string') asking.end(sent)
        else {
          asking.setHeader('Content-Length', Buffer.byteLength(sent))
          asking.write(sent.slice(0, -1), () => {
            pause().then(() => asking.end(sent.slice(-1)), reject)
          })
        }
      })
    },
    async close() {
      agent.destroy()
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** The limits as they are when the radar runs. */
export const realPace = () => createPace(() => undefined)

export const HANDLE = 'h'.repeat(22)
export const UNTIL = 1_900_000_000_000
export const block = { prefix: '203.0.113.7', level: 'app', reason: 'manual', until: UNTIL }

/** A sound request for every route: query or body. */
const SOUND: Record<Route, { query?: string; body?: object }> = {
  'GET /api/me': {},
  'POST /api/signout': { body: {} },
  'POST /api/ticket': { body: {} },
  'GET /api/history': { query: '?span=hour' },
  'GET /api/audit': {},
  'GET /api/estimate': { query: '?prefix=203.0.113.7' },
  'POST /api/blocks': { body: block },
  'POST /api/blocks/extend': { body: { prefix: block.prefix, until: UNTIL } },
  'POST /api/blocks/lift': { body: { prefix: block.prefix } },
  'POST /api/cases/block': { body: { handle: HANDLE, until: UNTIL } },
  'POST /api/cases/close': { body: { handle: HANDLE } },
  'POST /api/dryrun': { body: { on: true } },
  'POST /api/team/invite': { body: { role: 'viewer' } },
  'POST /api/team/disable': { body: { name: 'dora' } },
  'POST /api/team/enable': { body: { name: 'dora' } },
  'POST /api/team/reset': { body: { name: 'dora' } },
  'POST /api/team/delete': { body: { name: 'dora' } },
}
export const ALL = Object.entries(SOUND) as [Route, { query?: string; body?: object }][]

export function use(api: Api, route: Route, session?: string, body: unknown = SOUND[route].body) {
  const [method = '', path = ''] = route.split(' ')
  return api.ask(method, `${path}${SOUND[route].query ?? ''}`, {
    ...(session !== undefined && { session }),
    ...(body !== undefined && { body: body as object }),
  })
}
