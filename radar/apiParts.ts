/** What the routes of the API share. */
import type { IncomingMessage } from 'node:http'
import type * as z from 'zod/mini'
import type { Actions } from './actions.ts'
import type { Audit } from './audit.ts'
import type { Edge } from './headers.ts'
import type { Log } from './log.ts'
import type { Operators, Present } from './operators.ts'
import type { Pace } from './pace.ts'

export interface RouteParts {
  readonly operators: Operators
  readonly actions: Actions
  readonly audit: Pick<Audit, 'entries'>
  readonly pace: Pick<Pace, 'spend'>
  readonly edge: Edge
  /** The network prefix a request comes from, for the pace only. */
  readonly prefixOf: (request: IncomingMessage) => string | null
  /** For the links that operators open. */
  readonly origin: string
  /** Whether every origin has TLS, so that the cookie can insist on it. */
  readonly isSecure: boolean
  readonly feedToken: string
  readonly log: Log
}

/** What a handler of a route in the table gets: the guard has already decided that it may. */
export interface Asked {
  readonly who: Present
  /** The session's token, for tickets. */
  readonly token: string
  readonly query: (name: string) => string
  readonly body: <T extends z.ZodMiniType>(schema: T) => Promise<z.infer<T>>
  readonly signedOut: () => void
}
/** The answer, sent as JSON. */
export type Handler = (asked: Asked) => Promise<object> | object
