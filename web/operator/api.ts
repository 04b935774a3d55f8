/** Asks the radar over HTTP: every request has an answer, and every refusal a name. */
import * as z from 'zod/mini'
import { refusal, type Problem, type Route } from '../../radar/operatorProtocol.ts'

/** Why something was not done; `unreachable` is what only the browser can find out. */
export interface Failure {
  readonly problem: Problem | 'unreachable'
  /** With `tooFast`: how long to wait, in milliseconds. Otherwise 0. */
  readonly retryAfterMs: number
}
export type Answer<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly failure: Failure }

/** With a session, or on the way to one. */
export type Request = Route | 'POST /api/signin' | 'POST /api/enrolment' | 'POST /api/enrolled'

export interface Ask {
  /** Sent as JSON. */
  readonly body?: object
  /** Sent behind the path. */
  readonly query?: Readonly<Record<string, string>>
}

export type Api = <T extends z.ZodMiniType>(
  request: Request,
  schema: T,
  ask?: Ask,
) => Promise<Answer<z.infer<T>>>

/** For actions whose answer is that they were done. */
export const done = z.unknown()

const PATIENCE_MS = 15_000
/** What an answer without a readable reason means. */
const BY_STATUS: Readonly<Record<number, Problem>> = {
  400: 'badRequest',
  401: 'signedOut',
  403: 'notAllowed',
  404: 'notFound',
  429: 'tooFast',
}
const RETRY_MS = 1_000

const failed = (problem: Failure['problem'], retryAfterMs = 0): Answer<never> => ({
  ok: false,
  failure: { problem, retryAfterMs },
})

/** Reads a refusal; an unknown problem of a newer radar is "unavailable". Pure. */
export function failureOf(status: number, text: string): Failure {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    value = null
  }
  const read = refusal.safeParse(value)
  if (read.success) {
    const { problem, retryAfterMs } = read.data
    const wait = problem === 'tooFast' ? RETRY_MS : 0
    return { problem, retryAfterMs: retryAfterMs ?? wait }
  }
  const problem = BY_STATUS[status] ?? 'unavailable'
  return { problem, retryAfterMs: problem === 'tooFast' ? RETRY_MS : 0 }
}

/** @param onSignedOut told whenever an answer says that the session is over */
export function createApi(ask: typeof fetch, onSignedOut: () => void): Api {
  return async (request, schema, { body, query } = {}) => {
    const [method = 'GET', path = '/'] = request.split(' ')
    const search = query === undefined ? '' : `?${new URLSearchParams(query).toString()}`
    let status: number
    let text: string
    try {
      const response = await ask(path + search, {
        method,
        credentials: 'same-origin',
        cache: 'no-store',
        redirect: 'error',
        signal: AbortSignal.timeout(PATIENCE_MS),
        ...(method === 'POST' && {
          headers: { 'Content-Type': 'application/json' },
          body: JSON.stringify(body ?? {}),
        }),
      })
      status = response.status
      text = await response.text()
    } catch {
      return failed('unreachable')
    }
    if (status >= 400) {
      const failure = failureOf(status, text)
      if (failure.problem === 'signedOut') onSignedOut()
      return { ok: false, failure }
    }
    let value: unknown = null
    try {
      if (text !== '') value = JSON.parse(text)
    } catch {
      return failed('unavailable')
    }
    const read = schema.safeParse(value)
    return read.success ? { ok: true, value: read.data } : failed('unavailable')
  }
}
