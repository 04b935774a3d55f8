/**
 * Operators' sessions and their tickets for the broker, in memory only and as hashes: what is
 * stolen from here opens nothing, and a restart signs everybody out.
 */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import { SESSION_IDLE_MS, SESSION_LIFE_MS, TICKET_LIFE_MS } from './operatorProtocol.ts'

export interface Ticket {
  readonly username: string
  readonly clientId: string
  readonly password: string
}

export interface Sessions {
  /** Opens a session for an operator (by key: the name in lower case) and returns its token. */
  readonly open: (key: string) => string
  /** Whose session this is; using it renews it. */
  readonly use: (token: string) => string | null
  /** User, client id and password for one connection to the broker, good once and for 30 s. */
  readonly ticket: (token: string) => Ticket | null
  /** Whose ticket this is; `null` when it is wrong, used, late, or its session has ended. */
  readonly redeem: (username: string, password: string, clientId: string) => string | null
  /** Ends every session of an operator, and with them every connection. */
  readonly endAll: (key: string) => void
  /** Ends the sessions whose time is over, and returns how many; called every second. */
  readonly sweep: () => number
  readonly count: (key: string) => number
}

interface Session {
  readonly key: string
  readonly openedAt: number
  usedAt: number
  /** Connections that its tickets opened: they end with it. */
  readonly clientIds: Set<string>
}

interface Issued {
  readonly session: Session
  readonly hash: Buffer
  readonly until: number
}

const PER_OPERATOR_MAX = 10
const SESSIONS_MAX = 200
const TICKETS_MAX = 400
/** A page has one connection; what it had before an interruption is long gone. */
const CLIENTS_MAX = 8
const TOKEN = /^[A-Za-z0-9_-]{43}$/

const hashOf = (token: string): Buffer => createHash('sha256').update(token).digest()

/**
 * @param cut ends a connection to the broker, or with `null` all of that operator
 * @param now milliseconds since the epoch
 */
export function createSessions(
  cut: (username: string, clientId: string | null) => void,
  now: () => number,
): Sessions {
  /** In order of last use: the first one has been idle the longest. */
  const sessions = new Map<string, Session>()
  const tickets = new Map<string, Issued>()

  function isOver(session: Session): boolean {
    return now() - session.usedAt >= SESSION_IDLE_MS || now() - session.openedAt >= SESSION_LIFE_MS
  }

  function end(id: string, session: Session): void {
    sessions.delete(id)
    for (const [clientId, issued] of tickets)
      if (issued.session === session) tickets.delete(clientId)
    for (const clientId of session.clientIds) cut(session.key, clientId)
  }

  function find(token: string): Session | null {
    if (!TOKEN.test(token)) return null
    const id = hashOf(token).toString('base64url')
    const session = sessions.get(id)
    if (session === undefined) return null
    if (isOver(session)) {
      end(id, session)
      return null
    }
    session.usedAt = now()
    sessions.delete(id)
    sessions.set(id, session)
    return session
  }

  const count = (key: string): number =>
    [...sessions.values()].filter((session) => session.key === key).length

  /** The bound is kept by ending whatever has been idle the longest. */
  function makeRoom(key: string): void {
    for (const [id, session] of sessions) {
      const isTooMany = session.key === key && count(key) >= PER_OPERATOR_MAX
      if (isTooMany || sessions.size >= SESSIONS_MAX) end(id, session)
    }
  }

  return {
    open(key) {
      makeRoom(key)
      const token = randomBytes(32).toString('base64url')
      const at = now()
      const session = { key, openedAt: at, usedAt: at, clientIds: new Set<string>() }
      sessions.set(hashOf(token).toString('base64url'), session)
      return token
    },
    use: (token) => find(token)?.key ?? null,
    ticket(token) {
      const session = find(token)
      if (session === null) return null
      const [oldest] = tickets.keys()
      if (tickets.size >= TICKETS_MAX && oldest !== undefined) tickets.delete(oldest)
      const username = session.key
      const clientId = `${username}/${randomBytes(16).toString('base64url')}`
      const password = randomBytes(32).toString('base64url')
      tickets.set(clientId, { session, hash: hashOf(password), until: now() + TICKET_LIFE_MS })
      return { username, clientId, password }
    },
    redeem(username, password, clientId) {
      const issued = tickets.get(clientId)
      // One try: whoever knows the client id but not the password has spent the ticket.
      tickets.delete(clientId)
      if (issued === undefined || issued.until <= now()) return null
      const { session, hash } = issued
      if (session.key !== username || isOver(session)) return null
      if (!timingSafeEqual(hash, hashOf(password))) return null
      const [oldest] = session.clientIds
      if (session.clientIds.size >= CLIENTS_MAX && oldest !== undefined) {
        session.clientIds.delete(oldest)
        cut(session.key, oldest)
      }
      session.clientIds.add(clientId)
      return session.key
    },
    endAll(key) {
      for (const [id, session] of sessions) if (session.key === key) end(id, session)
      // Also whatever the sessions have lost sight of.
      cut(key, null)
    },
    sweep() {
      const over = [...sessions].filter(([, session]) => isOver(session))
      for (const [id, session] of over) end(id, session)
      for (const [clientId, { until }] of tickets) if (until <= now()) tickets.delete(clientId)
      return over.length
    },
    count,
  }
}
