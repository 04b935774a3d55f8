/** What the radar wants kept out or slowed down, as far as this process agrees to enforce it. */
import { problemOf, createPrefixMap, parsePrefix, type Prefix } from '../radar/prefix.ts'
import { blocklist, throttles, type BlockReason } from '../radar/protocol.ts'
import { appealCode, openList } from '../radar/signedList.ts'
import type { BlockCause } from './protocol.ts'

/**
 * New prefixes taken within a minute: a radar gone mad cannot block the world at a stroke (S11). The
 * first list after a start may be as long as lists get.
 */
export const NEW_BLOCKS_MAX = 5_000
const MINUTE_MS = 60_000
const CAUSES: Readonly<Record<BlockReason, BlockCause>> = {
  flood: 'network',
  malformed: 'network',
  searches: 'network',
  spam: 'network',
  reports: 'reports',
  age: 'reports',
  manual: 'operator',
}

/** What a blocked visitor is told. */
export interface Block {
  /** Milliseconds since the epoch. */
  readonly until: number
  readonly cause: BlockCause
  readonly code: string
}

export interface Enforcer {
  /** Takes a signed list; `false` when it is forged, replayed or unreadable: the last one stays. */
  takeBlocklist(payload: string, now: number): boolean
  takeThrottles(payload: string, now: number): boolean
  blockOf(address: string, now: number): Block | null
  /** @param steady whether the visitor has shown to be a person: no storm slows him down */
  isThrottled(address: string, now: number, steady?: boolean): boolean
  /** Prefixes refused in the last list because nobody may block them. */
  refused(): number
}

interface Kept {
  readonly text: string
  readonly until: number
  readonly since: number
  readonly reason: BlockReason
}

/** @param never addresses of our own proxies and servers, which no list can block */
export function createEnforcer(key: string, never: readonly Prefix[]): Enforcer {
  let blocks = createPrefixMap<Kept>()
  let known: ReadonlySet<string> = new Set()
  let hasList = false
  let slowed = createPrefixMap<number>()
  let everyone = false
  let hasSlowed = false
  const versions = { blocklist: 0, throttles: 0 }
  let refused = 0
  /** New prefixes taken since the minute began. */
  let fresh = 0
  let freshSince = -Infinity

  function mayEnforce(text: string): Prefix | null {
    const prefix = parsePrefix(text)
    return prefix !== null && problemOf(prefix, { own: never, allowed: [] }) === null
      ? prefix
      : null
  }

  return {
    takeBlocklist(payload, now) {
      const list = openList(key, 'blocklist', payload, blocklist, versions.blocklist, now)
      if (list === null) return false
      versions.blocklist = list.version
      const next = createPrefixMap<Kept>()
      const names = new Set<string>()
      refused = 0
      if (now - freshSince >= MINUTE_MS || now < freshSince) {
        fresh = 0
        freshSince = now
      }
      for (const [text, , reason, since, until] of list.entries) {
        const prefix = mayEnforce(text)
        const isNew = !known.has(text)
        if (prefix === null || (isNew && hasList && (fresh += 1) > NEW_BLOCKS_MAX)) {
          refused += 1
          continue
        }
        names.add(text)
        next.set(prefix, { text, reason, since, until: until * 1000 })
      }
      blocks = next
      known = names
      hasList = true
      return true
    },
    takeThrottles(payload, now) {
      const list = openList(key, 'throttles', payload, throttles, versions.throttles, now)
      if (list === null) return false
      versions.throttles = list.version
      const next = createPrefixMap<number>()
      for (const [text, until] of list.entries) {
        const prefix = mayEnforce(text)
        if (prefix !== null) next.set(prefix, until * 1000)
      }
      slowed = next
      hasSlowed = list.entries.length > 0
      everyone = list.everyone
      return true
    },
    blockOf(address, now) {
      const found = blocks.find(address)
      // Ends are kept here too: a block lapses even if the radar has died.
      if (found === null || found.until <= now) return null
      const { text, until, since, reason } = found
      return { until, cause: CAUSES[reason], code: appealCode(key, text, since) }
    },
    isThrottled(address, now, steady = false) {
      if (everyone && !steady) return true
      // Every search asks, and nearly always nobody is slowed down.
      if (!hasSlowed) return false
      const until = slowed.find(address)
      return until !== null && until > now
    },
    refused: () => refused,
  }
}
