/** What the networks are asked to drop, as far as this machine agrees to. Pure. */
import { createPrefixMap, parsePrefix, problemOf, type Prefix } from '../radar/prefix.ts'
import { blocklist, type Level } from '../radar/protocol.ts'
import { openList } from '../radar/signedList.ts'

/**
 * New prefixes taken within a minute: a radar gone mad cannot drop the world at a stroke (S11). The
 * first list after a start may be as long as lists get.
 */
export const NEW_DROPS_MAX = 5_000
const MINUTE_MS = 60_000
/** Nothing is blocked for longer than operators may (30 days); clocks differ by a little. */
const LIFE_MAX_S = 2_592_000 + 120

/** A prefix to drop until its end, in seconds since the epoch. */
export interface Drop {
  readonly prefix: Prefix
  readonly until: number
}

export interface ReceivedEntry {
  readonly prefix: string
  readonly level: Level
  /** Seconds since the epoch. */
  readonly until: number
}

/** A list that has proven to come from the radar, newly, and not to be older than the last one. */
export interface Received {
  readonly version: number
  readonly entries: readonly ReceivedEntry[]
}

/** Reads what came; `null` for what is forged, older than `lastVersion`, stale or unreadable. */
export type Opener<P> = (payload: P, lastVersion: number, now: number) => Received | null

/** Opens lists as the radar signs them for MQTT. */
export const openSigned =
  (key: string): Opener<string> =>
  (payload, lastVersion, now) => {
    const list = openList(key, 'blocklist', payload, blocklist, lastVersion, now)
    if (list === null) return null
    const entries = list.entries.map(([prefix, level, , , until]) => ({ prefix, level, until }))
    return { version: list.version, entries }
  }

export interface Wanted<P> {
  /** Takes a list; `false` when it cannot be believed: the last one stays. */
  readonly take: (payload: P, now: number) => boolean
  /**
   * What holds now: ends are kept here too, so a block lapses even if the radar has died. The same
   * array as before while nothing has changed.
   */
  readonly drops: (now: number) => readonly Drop[]
  /** How many entries of the last list nobody may block, or were too many at once. */
  readonly refused: () => number
}

/** @param never addresses of our own servers and proxies, which no list can name */
export function createWanted<P>(open: Opener<P>, never: readonly Prefix[]): Wanted<P> {
  let drops: readonly Drop[] = []
  /** The next end of a block, in seconds. */
  let nextEnd = Infinity
  let known: ReadonlySet<string> = new Set()
  let hasList = false
  let version = 0
  let refused = 0
  /** New prefixes taken since the minute began. */
  let fresh = 0
  let freshSince = -Infinity

  function hold(next: readonly Drop[]): void {
    drops = next
    nextEnd = next.reduce((least, { until }) => Math.min(least, until), Infinity)
  }

  /** What this machine agrees to drop, the widest first: nft refuses a list that overlaps. */
  function agreeable(entries: readonly ReceivedEntry[], now: number): Drop[] {
    const sound = entries.flatMap(({ prefix: text, level, until }) => {
      // What partners say of each other is for signaling alone.
      if (level !== 'network') return []
      const prefix = parsePrefix(text)
      const mayBe =
        prefix !== null &&
        until <= now / 1000 + LIFE_MAX_S &&
        problemOf(prefix, { own: never, allowed: [] }) === null
      if (mayBe) return [{ prefix, until }]
      refused += 1
      return []
    })
    const covered = createPrefixMap<true>()
    return sound
      .toSorted((a, b) => a.prefix.bits - b.prefix.bits)
      .filter(({ prefix }) => {
        if (covered.find(prefix.text) !== null) {
          refused += 1
          return false
        }
        covered.set(prefix, true)
        return true
      })
  }

  return {
    take(payload, now) {
      const list = open(payload, version, now)
      if (list === null) return false
      version = list.version
      refused = 0
      if (now - freshSince >= MINUTE_MS || now < freshSince) {
        fresh = 0
        freshSince = now
      }
      const next = agreeable(list.entries, now).filter(({ prefix }) => {
        if (known.has(prefix.text) || !hasList) return true
        fresh += 1
        if (fresh <= NEW_DROPS_MAX) return true
        refused += 1
        return false
      })
      hold(next)
      known = new Set(next.map(({ prefix }) => prefix.text))
      hasList = true
      return true
    },
    drops(now) {
      if (nextEnd * 1000 <= now) hold(drops.filter(({ until }) => until * 1000 > now))
      return drops
    },
    refused: () => refused,
  }
}
