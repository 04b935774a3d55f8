/**
 * How fast one may ask (O5). Addresses and names are kept as keyed hashes, in memory only.
 *
 * Sign-in is slowed down, never locked. Each prefix has a bucket, and each account has one for
 * prefixes it was never entered from. A prefix that keeps failing at an account waits twice as long
 * each time, there alone. So somebody who hammers at an account slows himself; and a prefix from
 * which the account was entered before does not share the bucket that he empties.
 */
import { createHmac, randomBytes } from 'node:crypto'
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'

export type Verdict =
  { readonly allowed: true } | { readonly allowed: false; readonly retryAfterMs: number }

/** Points per seconds. */
const RATES = {
  /** Anything at all, files included, per prefix. */
  request: { points: 600, duration: 60 },
  /** Looking at a link or using it, per prefix. */
  enrol: { points: 20, duration: 60 },
  /** Machines that fetch the list, per prefix. */
  feed: { points: 60, duration: 60 },
  /** What an operator does, per operator. */
  action: { points: 120, duration: 60 },
  /** Each one asks every signaling node. */
  estimate: { points: 30, duration: 60 },
} as const
export type Rationed = keyof typeof RATES

/** Five tries, and one more every six seconds. */
const SIGN_IN = { points: 5, duration: 30 }
/** From the fifth failure in a row on, and at most this long. */
const SLOW_FROM = 5
const SLOW_FIRST_S = 30
const SLOW_MAX_S = 900
const FAILURES_KEPT_S = 3_600
/** Prefixes remembered for each account, the latest. */
const KNOWN_MAX = 8

const ALLOWED: Verdict = { allowed: true }

export interface Pace {
  /** @throws when the limiter broke: the caller refuses (O5) */
  readonly spend: (what: Rationed, who: string) => Promise<Verdict>
  readonly signIn: {
    /**
     * Asks before anything is computed.
     *
     * @param account the operator's key, whether there is such an operator or not
     * @param prefix the client's network prefix
     * @throws when the limiter broke: the caller refuses (O5)
     */
    readonly ask: (account: string, prefix: string) => Promise<Verdict>
    readonly failed: (account: string, prefix: string) => Promise<void>
    /** Forgets the failures, gives the try back, and remembers the prefix. */
    readonly succeeded: (account: string, prefix: string) => Promise<void>
  }
}

/** The library rejects with a result when the limit is reached, and with an Error when it broke. */
async function consume(limiter: RateLimiterMemory, key: string): Promise<Verdict> {
  try {
    await limiter.consume(key)
    return ALLOWED
  } catch (reason) {
    if (!(reason instanceof RateLimiterRes)) throw reason
    return { allowed: false, retryAfterMs: Math.max(1, reason.msBeforeNext) }
  }
}

function createSignInPace(
  keyOf: (...parts: readonly string[]) => string,
  onPressure: () => void,
): Pace['signIn'] {
  const byPrefix = new RateLimiterMemory({ keyPrefix: 'p', ...SIGN_IN })
  const byAccount = new RateLimiterMemory({ keyPrefix: 'a', ...SIGN_IN })
  const byPair = new RateLimiterMemory({ keyPrefix: 'b', ...SIGN_IN })
  const failures = new RateLimiterMemory({
    keyPrefix: 'f',
    points: Number.MAX_SAFE_INTEGER,
    duration: FAILURES_KEPT_S,
  })
  /** For each account the pairs it was entered from. */
  const known = new Map<string, Set<string>>()

  const isKnown = (account: string, pair: string): boolean => known.get(account)?.has(pair) === true

  return {
    async ask(account, prefix) {
      const pair = keyOf(account, prefix)
      const limiters: [RateLimiterMemory, string][] = [
        [byPair, pair],
        [byPrefix, keyOf(prefix)],
      ]
      // Last, so that a prefix that has to wait anyway takes nothing from the others.
      if (!isKnown(account, pair)) limiters.push([byAccount, keyOf(account)])
      for (const [limiter, key] of limiters) {
        const verdict = await consume(limiter, key)
        if (verdict.allowed) continue
        if (limiter === byAccount) onPressure()
        return verdict
      }
      return ALLOWED
    },
    async failed(account, prefix) {
      const pair = keyOf(account, prefix)
      const { consumedPoints } = await failures.penalty(pair)
      if (consumedPoints < SLOW_FROM) return
      onPressure()
      const seconds = SLOW_FIRST_S * 2 ** (consumedPoints - SLOW_FROM)
      await byPair.block(pair, Math.min(SLOW_MAX_S, seconds))
    },
    async succeeded(account, prefix) {
      const pair = keyOf(account, prefix)
      await failures.delete(pair)
      await byPair.reward(pair)
      await byPrefix.reward(keyOf(prefix))
      if (!isKnown(account, pair)) await byAccount.reward(keyOf(account))
      const pairs = known.get(account) ?? new Set<string>()
      known.set(account, pairs)
      pairs.delete(pair)
      pairs.add(pair)
      const [oldest] = pairs
      if (pairs.size > KNOWN_MAX && oldest !== undefined) pairs.delete(oldest)
    },
  }
}

/** @param onPressure called when sign-ins fail in a row, or an account is tried from all sides */
export function createPace(onPressure: () => void): Pace {
  const secret = randomBytes(32)
  const keyOf = (...parts: readonly string[]): string =>
    createHmac('sha256', secret).update(parts.join('\n')).digest('base64url').slice(0, 22)
  const limiters = new Map(
    Object.entries(RATES).map(([name, rate]) => [
      name,
      new RateLimiterMemory({ keyPrefix: name, ...rate }),
    ]),
  )

  return {
    async spend(what, who) {
      const limiter = limiters.get(what)
      if (limiter === undefined) throw new Error(`No such limit: ${what}.`)
      return consume(limiter, keyOf(who))
    },
    signIn: createSignInPace(keyOf, onPressure),
  }
}
