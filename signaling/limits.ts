/** How much one network prefix may ask for. Prefixes are kept as keyed hashes, in memory only. */
import { createHmac, randomBytes } from 'node:crypto'
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'
import { limitPrefix, neighbourhood } from './address.ts'
import type { Party } from './evidence.ts'

export interface LimitSettings {
  readonly connectionsPerAddress: number
  readonly connectsPerMinute: number
  readonly findsPerMinute: number
  readonly reportsPerHour: number
}

/** `until` is when it is worth trying again, in milliseconds since the epoch. */
export type Verdict = { allowed: true } | { allowed: false; until: number }
export type Rationed = 'connect' | 'find' | 'renewal' | 'meet' | 'relay' | 'report' | 'appeal'

export interface Limits {
  /** An address's prefix, under keys that nobody can compute once this process is gone (HMAC). */
  partyOf(address: string): Party
  /** Takes one of the prefix's places for open sockets; `false` when all are taken. */
  occupy(key: string): boolean
  /**
   * One of its sockets has shown to be a person's and leaves its place to another; `false` when
   * there are too many such already.
   */
  vouch(key: string): boolean
  /** @param vouched whether the socket that closed had shown to be a person's */
  release(key: string, vouched?: boolean): void
  spend(what: Rationed, key: string): Promise<Verdict>
  /** Forgets whoever asked in a window that is over: call it as often as you like. */
  expire(): void
  /** Takes a new key, so that yesterday's hashes cannot be joined with today's. */
  rotate(): void
  /** Keys that have asked for something in a window that is not over: 0 soon after everybody has gone. */
  asked(): number
  /** Prefixes with open sockets: 0 when everybody has gone (I9). */
  residue(): number
}

/**
 * A large network may share one address: those of its sockets that have talked for a while leave
 * their places to others, until there are so many times as many as places.
 */
const VOUCHED_SHARE = 8

interface Places {
  strangers: number
  vouched: number
}

/** How soon a refused socket may try again: places free up without notice. */
const PLACE_RETRY_MS = 30_000
export const placeRetryAt = (now: number): number => now + PLACE_RETRY_MS

/** A code is good for one appeal; more tries than this are guesses. */
const APPEALS_PER_HOUR = 10
/**
 * Of one socket, in ten minutes: a page that waits asks for the same again every five, and a person
 * who presses by mistake a few times more. Beyond it each is a search.
 */
const RENEWALS = 10
/**
 * Of one socket: a page shows a token every 15 seconds at most, and every 6 while it tries to
 * rebuild a call.
 */
const MEETS_PER_MINUTE = 40
/** Of a keyed hash: nobody meets a second prefix with the same one. */
const KEY_BYTES = 16
const ALLOWED: Verdict = { allowed: true }

const MINUTE_MS = 60_000
const TEN_MINUTES_MS = 600_000
const HOUR_MS = 3_600_000
/** What each is counted over: for so long its payer is kept, at most a scrambled form of an address (P10). */
export const WINDOWS_MS: Readonly<Record<Rationed, number>> = {
  connect: MINUTE_MS,
  find: MINUTE_MS,
  renewal: TEN_MINUTES_MS,
  meet: MINUTE_MS,
  relay: MINUTE_MS,
  report: HOUR_MS,
  appeal: HOUR_MS,
}

interface Ration {
  spend(key: string): Promise<Verdict>
  /** Forgets whoever asked in a window that is over. */
  expire(): void
  asked(): number
}

/**
 * So many points for each key in one window, which is the same for all keys: with a window of its
 * own the library would keep a timer for each, and those were a third of what a visitor costs.
 */
function createRation(points: number, windowMs: number, elapsed: () => number): Ration {
  let endsAt = 0
  let limiter: RateLimiterMemory | null = null

  function expire(): void {
    if (elapsed() >= endsAt) limiter = null
  }

  return {
    expire,
    async spend(key) {
      const now = elapsed()
      expire()
      if (limiter === null) {
        limiter = new RateLimiterMemory({ keyPrefix: '', points, duration: 0 })
        endsAt = now + windowMs
      }
      try {
        await limiter.consume(key)
        return ALLOWED
      } catch (reason) {
        // The library rejects with a result when the limit is reached, and with an Error when it broke.
        if (!(reason instanceof RateLimiterRes)) throw reason
        return { allowed: false, until: Math.ceil(Date.now() + endsAt - now) }
      }
    },
    asked: () => limiter?.dump().storage.length ?? 0,
  }
}

/**
 * @param elapsed milliseconds by a clock that only goes forward: no window may last longer because
 *   somebody has set the time
 */
export function createLimits(settings: LimitSettings, elapsed = () => performance.now()): Limits {
  let secret = randomBytes(32)
  const open = new Map<string, Places>()
  const counted = (what: Rationed, points: number) =>
    createRation(points, WINDOWS_MS[what], elapsed)
  const rations: Readonly<Record<Rationed, Ration>> = {
    connect: counted('connect', settings.connectsPerMinute),
    find: counted('find', settings.findsPerMinute),
    renewal: counted('renewal', RENEWALS),
    meet: counted('meet', MEETS_PER_MINUTE),
    // A page asks once when it is opened: as often as it searches at most.
    relay: counted('relay', settings.findsPerMinute),
    report: counted('report', settings.reportsPerHour),
    appeal: counted('appeal', APPEALS_PER_HOUR),
  }
  const keyOf = (prefix: string) =>
    createHmac('sha256', secret).update(prefix).digest().toString('base64url', 0, KEY_BYTES)

  return {
    partyOf(address) {
      const prefix = limitPrefix(address)
      return { key: keyOf(prefix), hood: keyOf(neighbourhood(address)), prefix }
    },
    occupy(key) {
      const places = open.get(key)
      if (places === undefined) open.set(key, { strangers: 1, vouched: 0 })
      else if (places.strangers >= settings.connectionsPerAddress) return false
      else places.strangers += 1
      return true
    },
    vouch(key) {
      const places = open.get(key)
      if (places === undefined || places.strangers === 0) return false
      if (places.vouched >= settings.connectionsPerAddress * VOUCHED_SHARE) return false
      places.strangers -= 1
      places.vouched += 1
      return true
    },
    release(key, vouched = false) {
      const places = open.get(key)
      if (places === undefined) return
      if (vouched) places.vouched -= 1
      else places.strangers -= 1
      if (places.strangers + places.vouched <= 0) open.delete(key)
    },
    spend: (what, key) => rations[what].spend(key),
    expire() {
      for (const ration of Object.values(rations)) ration.expire()
    },
    asked: () => Object.values(rations).reduce((sum, ration) => sum + ration.asked(), 0),
    rotate() {
      secret = randomBytes(32)
    },
    residue: () => open.size,
  }
}
