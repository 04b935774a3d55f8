/** The tokens by which a partner can be reported: while the pair lasts and for 60 s after (P4). Pure. */
import { REPORT_WINDOW_MS } from './protocol.ts'

/** Ended pairs are remembered for a minute at most, and never more of them than this. */
const ENDED_MAX = 100_000

export interface Reportable {
  readonly pair: string
  readonly reported: string
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
  const live = new Map<string, Reportable>()
  const ended = new Map<string, { subject: Reportable; until: number }>()

  return {
    grant(token, subject) {
      live.set(token, subject)
    },
    end(token, now) {
      const subject = live.get(token)
      if (subject === undefined) return
      live.delete(token)
      ended.set(token, { subject, until: now + REPORT_WINDOW_MS })
      if (ended.size <= ENDED_MAX) return
      for (const oldest of ended.keys()) {
        ended.delete(oldest)
        break
      }
    },
    redeem(token) {
      const subject = live.get(token) ?? ended.get(token)?.subject ?? null
      live.delete(token)
      ended.delete(token)
      return subject
    },
    expire(now) {
      for (const [token, { until }] of ended) {
        if (until > now) break
        ended.delete(token)
      }
    },
    size: () => live.size + ended.size,
  }
}
