/** How a refusal looks over HTTP. */
import type { Problem } from './operatorProtocol.ts'
import type { Refusal } from './refusal.ts'

const STATUS = {
  badRequest: 400,
  signedOut: 401,
  notAllowed: 403,
  wrongCredentials: 401,
  tooFast: 429,
  linkExpired: 410,
  nameTaken: 409,
  nameInvalid: 422,
  passwordShort: 422,
  passwordLong: 422,
  passwordCommon: 422,
  codeWrong: 422,
  notAnAddress: 422,
  addressPrivate: 422,
  addressOurs: 422,
  addressAllowed: 422,
  prefixTooWide: 422,
  endPast: 422,
  endTooFar: 422,
  listFull: 409,
  notFound: 404,
  lastAdministrator: 409,
  unavailable: 503,
} as const satisfies Record<Problem, number>

export const statusOf = ({ problem }: Refusal): (typeof STATUS)[Problem] => STATUS[problem]

export function bodyOf({ problem, retryAfterMs }: Refusal): {
  readonly problem: Problem
  readonly retryAfterMs?: number
} {
  return retryAfterMs === null ? { problem } : { problem, retryAfterMs: Math.ceil(retryAfterMs) }
}

export function headersOf({ retryAfterMs }: Refusal): Readonly<Record<string, string>> {
  return retryAfterMs === null ? {} : { 'Retry-After': String(Math.ceil(retryAfterMs / 1_000)) }
}
