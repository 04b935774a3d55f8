/**
 * What operators are shown beside the figures: alerts, the abuse feed, and what waits for a
 * moderator's decision. Pure; bounded; in memory only.
 */
import type { Alerts, AlertKind, Cases, Feed } from './operatorProtocol.ts'

const ALERTS_MAX = 100
const FEED_MAX = 200
const CASES_MAX = 1_000
/** How long a moderator has to act on a report about age; the address behind it goes then. */
export const CASE_LIFE_MS = 3_600_000
/** Nor is an address named in the feed for longer, or than its block lasts (P6). */
export const NAMED_MS = CASE_LIFE_MS
/** The same alert within this time is the same alert, counted up. */
const ALERT_MERGE_MS = 60_000

interface AgeCase {
  readonly prefix: string
  readonly at: number
  times: number
  readonly until: number
}

export interface Casebook {
  alert(id: string, kind: AlertKind, now: number): void
  note(entry: Feed[number]): void
  /** Opens a case about a visitor's age, or counts one up; returns its handle. */
  age(handle: string, prefix: string, times: number, now: number): string
  /** The prefix behind a handle, for the core alone. */
  prefixOf(handle: string): string | null
  /** Closes a case; `false` when there is none. */
  close(handle: string): boolean
  /** Names these in the feed no more: their blocks are over. */
  forget(prefixes: readonly string[]): void
  /** Forgets old cases, and addresses in the feed; whether there were any. */
  expire(now: number): boolean
  alerts(): Alerts
  feed(): Feed
  ageCases(): Cases['age']
  residue(): number
}

export function createCasebook(): Casebook {
  let alerts: Alerts = []
  let feed: Feed = []
  const cases = new Map<string, AgeCase>()

  /** Whether there were any. */
  function unname(isOver: (prefix: string, at: number) => boolean): boolean {
    const isUnnamed = ({ prefix, at }: Feed[number]) => prefix !== null && isOver(prefix, at)
    if (!feed.some(isUnnamed)) return false
    feed = feed.map((entry) => (isUnnamed(entry) ? { ...entry, prefix: null } : entry))
    return true
  }

  return {
    alert(id, kind, now) {
      const last = alerts.find((one) => one.kind === kind)
      if (last !== undefined && now - last.at < ALERT_MERGE_MS)
        alerts = alerts.map((one) => (one === last ? { ...one, count: one.count + 1 } : one))
      else alerts = [{ id, at: now, kind, count: 1 }, ...alerts].slice(0, ALERTS_MAX)
    },
    note(entry) {
      feed = [entry, ...feed].slice(0, FEED_MAX)
    },
    age(handle, prefix, times, now) {
      for (const [known, one] of cases)
        if (one.prefix === prefix) {
          one.times += times
          return known
        }
      const [oldest] = cases.keys()
      if (cases.size >= CASES_MAX && oldest !== undefined) cases.delete(oldest)
      cases.set(handle, { prefix, at: now, times, until: now + CASE_LIFE_MS })
      return handle
    },
    prefixOf: (handle) => cases.get(handle)?.prefix ?? null,
    close: (handle) => cases.delete(handle),
    forget(prefixes) {
      const over = new Set(prefixes)
      unname((prefix) => over.has(prefix))
    },
    expire(now) {
      const before = cases.size
      for (const [handle, { until }] of cases) if (until <= now) cases.delete(handle)
      const wasNamed = unname((_prefix, at) => now - at >= NAMED_MS)
      return wasNamed || cases.size < before
    },
    alerts: () => alerts,
    feed: () => feed,
    ageCases: () =>
      Array.from(cases, ([handle, { at, times, until }]) => ({ handle, at, times, until })),
    residue: () => cases.size,
  }
}
