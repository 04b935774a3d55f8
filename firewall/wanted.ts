/** What the networks are asked to drop, as far as this machine agrees to. Pure. */
import { parsePrefix, problemOf, type Prefix } from '../radar/prefix.ts'
import { blocklist } from '../radar/protocol.ts'
import { openList } from '../radar/signedList.ts'

/**
 * New prefixes taken within a minute: a radar gone mad cannot drop the world at a stroke (S11). The
 * first list after a start may be as long as lists get.
 */
export const NEW_DROPS_MAX = 5_000
const MINUTE_MS = 60_000

/** A prefix to drop until its end, in seconds since the epoch. */
export interface Drop {
  readonly prefix: Prefix
  readonly until: number
}

export interface Wanted {
  /** Takes a signed list; `false` when it is forged, replayed or unreadable: the last one stays. */
  readonly take: (payload: string, now: number) => boolean
  /** What holds now: ends are kept here too, so a block lapses even if the radar has died. */
  readonly drops: (now: number) => readonly Drop[]
  /** Prefixes of the last list that nobody may block, or that were too many at once. */
  readonly refused: () => number
}

/** @param never addresses of our own servers and proxies, which no list can name */
export function createWanted(key: string, never: readonly Prefix[]): Wanted {
  let drops: readonly Drop[] = []
  let known: ReadonlySet<string> = new Set()
  let hasList = false
  let version = 0
  let refused = 0
  /** New prefixes taken since the minute began. */
  let fresh = 0
  let freshSince = -Infinity

  return {
    take(payload, now) {
      const list = openList(key, 'blocklist', payload, blocklist, version, now)
      if (list === null) return false
      version = list.version
      refused = 0
      if (now - freshSince >= MINUTE_MS || now < freshSince) {
        fresh = 0
        freshSince = now
      }
      const next: Drop[] = []
      for (const [text, level, , , until] of list.entries) {
        // What partners say of each other is for signaling alone.
        if (level !== 'network') continue
        const prefix = parsePrefix(text)
        const isNew = !known.has(text)
        if (
          prefix === null ||
          problemOf(prefix, { own: never, allowed: [] }) !== null ||
          (isNew && hasList && (fresh += 1) > NEW_DROPS_MAX)
        )
          refused += 1
        else next.push({ prefix, until })
      }
      drops = next
      known = new Set(next.map(({ prefix }) => prefix.text))
      hasList = true
      return true
    },
    drops: (now) => drops.filter(({ until }) => until * 1000 > now),
    refused: () => refused,
  }
}
