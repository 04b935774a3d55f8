/** Makes the operators' page work: the session, the live figures and the actions around the store. */
import type * as z from 'zod/mini'
import {
  audit,
  type credentials,
  type enrolled,
  enrolmentAnswer,
  estimate,
  history,
  link,
  me,
  recoveryCodes,
  SESSION_IDLE_MS,
  ticket,
  type Me,
} from '../../radar/operatorProtocol.ts'
import { createApi, done, type Answer, type Failure, type Request } from './api.ts'
import type { Span } from './history.ts'
import { reduce, START, topicsFor, type Event, type Screen, type State } from './store.ts'

export type Estimate = z.infer<typeof estimate>
export type NewLink = z.infer<typeof link>
/** Actions that either are done or are refused. */
export type Act = Exclude<
  Extract<Request, `POST ${string}`>,
  | `POST /api/sign${string}`
  | `POST /api/enrol${string}`
  | 'POST /api/ticket'
  | 'POST /api/team/invite'
  | 'POST /api/team/reset'
>

export interface Operator {
  readonly getState: () => State
  readonly subscribe: (listener: () => void) => () => void
  /** @param hash of the address: an enrolment link carries its token there */
  readonly start: (hash: string) => void
  readonly signIn: (given: z.infer<typeof credentials>) => Promise<Failure | null>
  readonly enrol: (given: z.infer<typeof enrolled>) => Promise<Failure | null>
  /** Goes on to the dashboard, or to the sign-in when there is no session. */
  readonly enter: () => void
  readonly signOut: () => Promise<Failure | null>
  readonly act: (request: Act, body: object) => Promise<Failure | null>
  readonly makeLink: (
    request: 'POST /api/team/invite' | 'POST /api/team/reset',
    body: object,
  ) => Promise<Answer<NewLink>>
  readonly estimate: (prefix: string) => Promise<Answer<Estimate>>
  readonly loadHistory: (span: Span) => void
  /** Somebody is here: keeps the session, at most once a minute. */
  readonly use: () => void
  /** When the session ends without another request, in milliseconds since the epoch. */
  readonly sessionEndsAt: () => number
  readonly close: () => void
}

const RENEW_MS = 60_000
const AUDIT_DELAY_MS = 500
/** `join` is how the radar writes its links; `enrol` is the longer name of the same. */
const LINK_HASH = /^#(?:join|enrol)=([A-Za-z0-9_-]{43})$/
/** Changes of these are recorded in the audit trail. */
const AUDITED = ['operator/blocks', 'operator/cases', 'operator/settings', 'operator/team']

/** The token of an enrolment link, or `null`. Pure. */
export const tokenIn = (hash: string): string | null => LINK_HASH.exec(hash)?.[1] ?? null

export function createOperator(): Operator {
  let state = START
  const listeners = new Set<() => void>()
  let stopWatching: (() => void) | null = null
  /** Whose live figures these are: what comes for an older session is dropped. */
  let watchId = 0
  let lastUsedAt = Date.now()
  let lastAskedAt = Date.now()
  let isAuditStale = false
  let auditTimer: ReturnType<typeof setTimeout> | undefined

  const plainApi = createApi((...given) => fetch(...given), endSession)
  const api: typeof plainApi = (...given) => {
    lastAskedAt = Date.now()
    return plainApi(...given)
  }

  function dispatch(event: Event): void {
    const next = reduce(state, event)
    if (next === state) return
    state = next
    for (const listener of listeners) listener()
  }

  function show(screen: Screen): void {
    if (screen.name !== 'dashboard') unwatch()
    dispatch({ type: 'show', screen })
  }

  function unwatch(): void {
    watchId += 1
    stopWatching?.()
    stopWatching = null
    clearTimeout(auditTimer)
  }

  const isIdle = () => Date.now() - lastUsedAt >= SESSION_IDLE_MS

  function endSession(): void {
    if (state.screen.name === 'dashboard')
      show({ name: 'signIn', reason: isIdle() ? 'idle' : 'ended' })
  }

  async function newTicket() {
    // Asking would keep a session alive that nobody uses.
    if (isIdle()) endSession()
    else {
      const answer = await api('POST /api/ticket', ticket)
      if (answer.ok) return answer.value
    }
    throw new Error('there is no ticket')
  }

  async function watch(role: Me['role']): Promise<void> {
    unwatch()
    const id = watchId
    const { watchLive } = await import('./live.ts')
    if (id !== watchId) return
    let hasBeenConnected = false
    stopWatching = watchLive({
      topics: topicsFor(role),
      ticket: newTicket,
      onMessage(topic, text) {
        if (id !== watchId) return
        dispatch({ type: 'message', topic, text, now: Date.now() })
        if (AUDITED.includes(topic)) auditChanged()
      },
      onLink(next) {
        if (id !== watchId) return
        dispatch({ type: 'linkChanged', link: next })
        // Fills the hole that the interruption left in the lines.
        if (next === 'connected' && hasBeenConnected) for (const span of loaded()) loadHistory(span)
        if (next === 'connected') hasBeenConnected = true
      },
    })
  }

  const loaded = (): Span[] => (state.watch.history.day === null ? ['hour'] : ['hour', 'day'])

  function enterAs(found: Me): void {
    lastUsedAt = Date.now()
    show({ name: 'dashboard', me: found })
    loadHistory('hour')
    void loadAudit()
    watch(found.role).catch(() => {
      // The file with the MQTT client could not be loaded.
      dispatch({ type: 'linkChanged', link: 'lost' })
    })
  }

  async function resume(reason: 'first' | 'ended'): Promise<void> {
    const answer = await api('GET /api/me', me)
    if (answer.ok) return enterAs(answer.value)
    if (answer.failure.problem === 'signedOut') return show({ name: 'signIn', reason })
    show({ name: 'away', failure: answer.failure })
  }

  async function offer(token: string): Promise<void> {
    show({ name: 'enrol', token, offer: null, failure: null })
    const answer = await api('POST /api/enrolment', enrolmentAnswer, { body: { token } })
    if (answer.ok) dispatch({ type: 'offered', token, offer: answer.value })
    else dispatch({ type: 'offerRefused', token, failure: answer.failure })
  }

  function loadHistory(span: Span): void {
    void api('GET /api/history', history, { query: { span } }).then((answer) => {
      if (answer.ok) dispatch({ type: 'history', span, history: answer.value })
    })
  }

  async function loadAudit(): Promise<void> {
    isAuditStale = false
    const answer = await api('GET /api/audit', audit)
    if (answer.ok) dispatch({ type: 'audit', entries: answer.value.entries })
    else isAuditStale = true
  }

  /** Reads the trail again, but not for an empty chair: reading it would keep the session. */
  function auditChanged(): void {
    isAuditStale = true
    if (Date.now() - lastUsedAt > RENEW_MS) return
    clearTimeout(auditTimer)
    auditTimer = setTimeout(() => void loadAudit(), AUDIT_DELAY_MS)
  }

  const failureIn = <T>(answer: Answer<T>): Failure | null => (answer.ok ? null : answer.failure)

  return {
    getState: () => state,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    start(hash) {
      const token = tokenIn(hash)
      if (token !== null) void offer(token)
      else {
        show({ name: 'starting' })
        void resume('first')
      }
    },
    async signIn(given) {
      const answer = await api('POST /api/signin', done, { body: given })
      if (answer.ok) await resume('ended')
      return failureIn(answer)
    },
    async enrol(given) {
      const answer = await api('POST /api/enrolled', recoveryCodes, { body: given })
      if (answer.ok) show({ name: 'codes', codes: answer.value.recoveryCodes })
      return failureIn(answer)
    },
    enter: () => void resume('first'),
    async signOut() {
      const answer = await api('POST /api/signout', done)
      if (answer.ok) show({ name: 'signIn', reason: 'left' })
      return failureIn(answer)
    },
    async act(request, body) {
      const answer = await api(request, done, { body })
      if (answer.ok) auditChanged()
      return failureIn(answer)
    },
    async makeLink(request, body) {
      const answer = await api(request, link, { body })
      if (answer.ok) auditChanged()
      return answer
    },
    estimate: (prefix) => api('GET /api/estimate', estimate, { query: { prefix } }),
    loadHistory,
    use() {
      lastUsedAt = Date.now()
      if (state.screen.name !== 'dashboard') return
      if (isAuditStale && lastUsedAt - lastAskedAt > AUDIT_DELAY_MS) auditChanged()
      if (lastUsedAt - lastAskedAt < RENEW_MS) return
      void api('GET /api/me', me).then((answer) => {
        // The role may have changed, and what it may read with it.
        if (!answer.ok || state.screen.name !== 'dashboard') return
        const { role } = state.screen.me
        if (answer.value.role === role)
          dispatch({ type: 'show', screen: { name: 'dashboard', me: answer.value } })
        else enterAs(answer.value)
      })
    },
    sessionEndsAt: () => lastAskedAt + SESSION_IDLE_MS,
    close: unwatch,
  }
}
