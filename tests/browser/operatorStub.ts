/** A radar that only says what it is told: the built page, made-up answers, a broker without rules. */
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { Aedes } from 'aedes'
import sirv from 'sirv'
import { createWebSocketStream, WebSocketServer } from 'ws'
import { securityHeaders } from '../../radar/headers.ts'
import type { Problem } from '../../radar/operatorProtocol.ts'
import type { OperatorRole, TopicName } from '../../radar/protocol.ts'
import {
  alertsAt,
  auditAt,
  blocksAt,
  casesAt,
  countsAt,
  feedAt,
  historyUntil,
  settingsInForce,
  teamAt,
} from './operatorFixtures.ts'

/** Who may sign in, with any password but those of `WRONG`, and any code. */
const PEOPLE: Readonly<Record<string, OperatorRole>> = {
  ada: 'administrator',
  mira: 'moderator',
  vera: 'viewer',
}
const WRONG: Readonly<Record<string, Problem>> = {
  'wrong password': 'wrongCredentials',
  'again and again': 'tooFast',
}
/** Each stands for a link; any other has ended. */
export const LINKS = {
  first: 'f'.repeat(43),
  invitation: 'i'.repeat(43),
  reset: 'r'.repeat(43),
  ended: 'e'.repeat(43),
} as const
const SECRET = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP'

export interface Asked {
  readonly route: string
  readonly body: unknown
}

export interface OperatorStub {
  readonly origin: string
  /** What the page has asked for, the oldest first. */
  readonly asked: readonly Asked[]
  /** Publishes a state as the radar does: retained. */
  readonly publish: (topic: TopicName, state: unknown) => void
  /** Refuses a route from now on, or answers it again. */
  readonly refuse: (route: string, problem: Problem | null) => void
  /** Ends every session. */
  readonly endSessions: () => void
  /** Cuts the live connections; while `isAway` none is taken. */
  readonly cut: (isAway: boolean) => void
  readonly close: () => Promise<void>
}

async function jsonOf(request: IncomingMessage): Promise<Record<string, unknown>> {
  let text = ''
  for await (const part of request as AsyncIterable<Buffer>) text += part.toString()
  return text === '' ? {} : (JSON.parse(text) as Record<string, unknown>)
}

/** What the estimate says of a prefix, by what is typed. */
function estimateOf(prefix: string) {
  if (!/^[0-9a-f.:]+(\/\d+)?$/.test(prefix))
    return { hits: null, problem: 'notAnAddress', prefix: null }
  if (prefix.startsWith('10.')) return { hits: null, problem: 'addressPrivate', prefix: null }
  if (prefix.endsWith('/8')) return { hits: null, problem: 'prefixTooWide', prefix: null }
  return { hits: prefix.includes('/') ? 14 : 1, problem: null, prefix }
}

export async function startOperatorStub(): Promise<OperatorStub> {
  const asked: Asked[] = []
  const refused = new Map<string, Problem>()
  let session = 1
  let isAway = false
  const broker = await Aedes.createBroker()
  const files = sirv(join(__dirname, '../../dist/operator'))

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://radar')
    const route = `${request.method} ${url.pathname}`
    const body = await jsonOf(request)
    asked.push({ route, body })
    const now = Date.now()
    const send = (value: object, status = 200) => {
      response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(value))
    }
    const refuse = (status: number, problem: Problem) =>
      send({ problem, ...(problem === 'tooFast' && { retryAfterMs: 12_000 }) }, status)
    const enter = (name: string) =>
      response.setHeader('Set-Cookie', `operator=${name}.${session}; HttpOnly; SameSite=Strict`)
    const problem = refused.get(route)
    if (problem !== undefined) return refuse(422, problem)

    const kind = (Object.keys(LINKS) as (keyof typeof LINKS)[]).find(
      (one) => LINKS[one] === body['token'],
    )
    switch (route) {
      case 'POST /api/signin': {
        const wrong = WRONG[String(body['password'])]
        if (wrong !== undefined) return refuse(wrong === 'tooFast' ? 429 : 401, wrong)
        if (!Object.hasOwn(PEOPLE, String(body['name']))) return refuse(401, 'wrongCredentials')
        enter(String(body['name']))
        return send({})
      }
      case 'POST /api/enrolment':
        if (kind === undefined || kind === 'ended') return refuse(410, 'linkExpired')
        return send({
          kind,
          role: kind === 'first' ? 'administrator' : 'moderator',
          name: kind === 'reset' ? 'mira' : null,
          uri: `otpauth://totp/P2P%20Chat:ada?secret=${SECRET}&issuer=P2P%20Chat`,
          secret: SECRET,
          until: now + 584_000,
        })
      case 'POST /api/enrolled':
        if (body['code'] === '000000') return refuse(422, 'codeWrong')
        enter(kind === 'first' ? 'ada' : 'mira')
        return send({
          recoveryCodes: Array.from({ length: 8 }, (_, index) => `K${index}M4-9QXA-7T2${index}`),
        })
    }
    const cookie = /operator=([\w.]+)/.exec(request.headers.cookie ?? '')?.[1] ?? ''
    const [name = '', number] = cookie.split('.')
    const role = PEOPLE[name]
    if (role === undefined || Number(number) !== session) return refuse(401, 'signedOut')
    switch (route) {
      case 'GET /api/me':
        return send({ name, role, recoveryCodesLeft: 8 })
      case 'POST /api/signout':
        session += 1
        return send({})
      case 'POST /api/ticket':
        return send({ username: name, clientId: `${name}/${asked.length}`, password: 'ticket' })
      case 'GET /api/history':
        return send(historyUntil(now, url.searchParams.get('span') === 'day' ? 'day' : 'hour'))
      case 'GET /api/audit':
        return send({ entries: auditAt(now) })
      case 'GET /api/estimate':
        return send(estimateOf(url.searchParams.get('prefix') ?? ''))
      case 'POST /api/team/invite':
      case 'POST /api/team/reset':
        return send({ link: `${origin}/#join=${LINKS.invitation}`, until: now + 600_000 })
      default:
        return send({})
    }
  }

  const server = createServer((request, response) => {
    for (const [name, value] of Object.entries(securityHeaders([origin])))
      response.setHeader(name, value)
    if (request.url?.startsWith('/api/') !== true) return files(request, response)
    answer(request, response).catch(() => response.destroy())
  })
  const sockets = new WebSocketServer({ noServer: true, handleProtocols: () => 'mqtt' })
  server.on('upgrade', (request, socket, head) => {
    if (isAway || request.url !== '/mqtt') return void socket.destroy()
    sockets.handleUpgrade(request, socket, head, (one) => {
      broker.handle(createWebSocketStream(one))
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const origin = `http://localhost:${(server.address() as AddressInfo).port}`

  function publish(topic: TopicName, state: unknown): void {
    const payload = Buffer.from(JSON.stringify(state))
    broker.publish({ cmd: 'publish', topic, payload, qos: 0, retain: true, dup: false }, () => {})
  }
  const now = Date.now()
  publish('counts', countsAt(now))
  publish('alert', alertsAt(now))
  publish('operator/feed', feedAt(now))
  publish('operator/blocks', blocksAt(now))
  publish('operator/settings', settingsInForce(now))
  publish('operator/cases', casesAt(now))
  publish('operator/team', teamAt(now))
  const pulse = setInterval(() => publish('counts', countsAt(Date.now())), 1_000)

  return {
    origin,
    asked,
    publish,
    refuse(route, problem) {
      if (problem === null) refused.delete(route)
      else refused.set(route, problem)
    },
    endSessions() {
      session += 1
    },
    cut(away) {
      isAway = away
      for (const one of sockets.clients) one.terminate()
    },
    async close() {
      clearInterval(pulse)
      for (const one of sockets.clients) one.terminate()
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
      await new Promise<void>((resolve) => broker.close(() => resolve()))
    },
  }
}
