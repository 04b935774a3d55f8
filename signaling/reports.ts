/** The tokens by which a partner can be reported: while the pair lasts and for 60 s after (P4). Pure. */
import type { Party } from './evidence.ts'
import { REPORT_WINDOW_MS } from './protocol.ts'

/** Ended pairs are remembered for a minute at most, and never more of them than this. */
const ENDED_MAX = 100_000

export interface Reportable {
  readonly pair: string
  readonly reported: string
  /** Where the reported visitor came from, for the minute in which that can matter. */
  readonly party: Party
  readonly pairedAt: number
}

interface Grant {
  readonly token: string
  readonly subject: Reportable
  /** When it lapses; never while the pair lasts. */
  until: number
  /** Whose turn to lapse is next. */
  next: Grant | null
}

export interface Reports {
  grant(token: string, subject: Reportable): void
  /** Starts the last 60 seconds of a token. */
  end(token: string, now: number): void
  /** Returns whom the token is about, once; `null` when it has lapsed or never was. */
  redeem(token: string): Reportable | null
  expire(now: number): void
  size(): number
}

export function createReports(): Reports {
  const tokens = new Map<string, Grant>()
  /** In the order in which they lapse; links instead of a second map, which every pair would pay. */
  let oldest: Grant | null = null
  let newest: Grant | null = null
  let ended = 0

  function forgetOldest(grant: Grant): void {
    tokens.delete(grant.token)
    oldest = grant.next
    if (oldest === null) newest = null
    ended -= 1
  }

  return {
    grant(token, subject) {
      tokens.set(token, { token, subject, until: Infinity, next: null })
    },
    end(token, now) {
      const grant = tokens.get(token)
      if (grant === undefined || grant.until !== Infinity) return
      grant.until = now + REPORT_WINDOW_MS
      if (newest === null) oldest = grant
      else newest.next = grant
      newest = grant
      ended += 1
      if (ended > ENDED_MAX && oldest !== null) forgetOldest(oldest)
    },
    redeem(token) {
      const subject = tokens.get(token)?.subject ?? null
      // One that has ended stays linked until it would have lapsed.
      tokens.delete(token)
      return subject
    },
    expire(now) {
      while (oldest !== null && oldest.until <= now) forgetOldest(oldest)
    },
    size: () => tokens.size,
  }
}
