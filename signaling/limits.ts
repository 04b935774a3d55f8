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
export type Rationed = 'connect' | 'find' | 'relay' | 'report' | 'appeal'

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
  /** Takes a new key, so that yesterday's hashes cannot be joined with today's. */
  rotate(): void
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
/** Of a keyed hash: nobody meets a second prefix with the same one. */
const KEY_BYTES = 16
const ALLOWED: Verdict = { allowed: true }

export function createLimits(settings: LimitSettings): Limits {
  let secret = randomBytes(32)
  const open = new Map<string, Places>()
  const limiters: Readonly<Record<Rationed, RateLimiterMemory>> = {
    connect: new RateLimiterMemory({
      keyPrefix: 'c',
      points: settings.connectsPerMinute,
      duration: 60,
    }),
    find: new RateLimiterMemory({ keyPrefix: 'f', points: settings.findsPerMinute, duration: 60 }),
    // A page asks once when it is opened: as often as it searches at most.
    relay: new RateLimiterMemory({ keyPrefix: 't', points: settings.findsPerMinute, duration: 60 }),
    report: new RateLimiterMemory({
      keyPrefix: 'r',
      points: settings.reportsPerHour,
      duration: 3600,
    }),
    appeal: new RateLimiterMemory({ keyPrefix: 'a', points: APPEALS_PER_HOUR, duration: 3600 }),
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
    async spend(what, key) {
      try {
        await limiters[what].consume(key)
        return ALLOWED
      } catch (reason) {
        // The library rejects with a result when the limit is reached, and with an Error when it broke.
        if (!(reason instanceof RateLimiterRes)) throw reason
        return { allowed: false, until: Date.now() + reason.msBeforeNext }
      }
    },
    rotate() {
      secret = randomBytes(32)
    },
    residue: () => open.size,
  }
}
