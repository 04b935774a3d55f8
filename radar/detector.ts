/**
 * Judges evidence: throttle, block, or neither. Pure: time and dice come with each call.
 *
 * Three sums for each prefix, all of which fade: what may lead to a block in the network, to one in
 * the application, and to slowness. A signal counts towards its ceiling and everything milder, so
 * that nothing partners say can ever reach the network.
 */
import { createLadder } from './ladder.ts'
import type { AlertKind, Feed } from './operatorProtocol.ts'
import { ENTRIES_MAX, LEVELS } from './protocol.ts'
import type { Abuse, BlockReason, Level, Signal } from './protocol.ts'
import { CEILINGS, type Ceiling, type Thresholds } from './thresholds.ts'
import { createWidening } from './widening.ts'

export type DetectorEffect =
  | { readonly type: 'feed'; readonly entry: Feed[number] }
  | {
      readonly type: 'block'
      readonly prefix: string
      readonly level: Level
      readonly reason: BlockReason
      readonly until: number
    }
  | { readonly type: 'throttlesChanged' }
  | { readonly type: 'alert'; readonly kind: AlertKind }

export interface Circumstances {
  /** Milliseconds since the epoch. */
  readonly now: number
  /** How many visitors are here, for the circuit breaker. */
  readonly live: number
  readonly dryRun: boolean
  /** The level of the block that holds the prefix by now; whether none ever may. */
  readonly standing: Level | 'untouchable' | null
}

export interface Detector {
  readonly note: (abuse: Abuse, circumstances: Circumstances) => readonly DetectorEffect[]
  /** Prefixes to slow down, with the end in seconds; everybody while the breaker is open. */
  readonly throttles: (now: number) => {
    readonly everyone: boolean
    readonly entries: readonly (readonly [string, number])[]
  }
  /** Forgets what has faded; whether the throttles are others now. */
  readonly expire: (now: number) => boolean
  /** Entries in all maps: 0 when all evidence has faded and all ladders are climbed down. */
  readonly residue: () => number
}

export interface DetectorParts {
  /** An opaque key of a prefix: what outlives the evidence is kept under it. */
  readonly keyOf: (prefix: string) => string
  /** A number from 0 to 1. */
  readonly random: () => number
}

const REASONS: Readonly<Record<Signal, BlockReason>> = {
  connects: 'flood',
  handshakes: 'flood',
  malformed: 'malformed',
  frames: 'flood',
  finds: 'searches',
  quickSkips: 'searches',
  skipped: 'spam',
  noPicture: 'spam',
  reports: 'reports',
  age: 'age',
}
/** A sum below this is nothing any more. */
const FADED = 0.5
/** Repeats told at once count this often at most: one second cannot fill a sum for an hour. */
const TIMES_MAX = 100

/** Whether a block that stands already does what is asked for. */
function isHeld(asked: Level | 'throttle', standing: Level | null): boolean {
  if (standing === null) return false
  return asked === 'throttle' || LEVELS.indexOf(asked) <= LEVELS.indexOf(standing)
}

type Sums = Record<Exclude<Ceiling, 'none'>, number>
interface Suspect {
  readonly prefix: string
  sums: Sums
  at: number
  throttledUntil: number
}

export function createDetector(thresholds: Thresholds, parts: DetectorParts): Detector {
  const { breaker, score, signals } = thresholds
  const suspects = new Map<string, Suspect>()
  const ladder = createLadder(thresholds.ladder, parts.random)
  /** What is blocked in the network is blocked in the application as well, but not the other way. */
  const widenings = {
    app: createWidening(thresholds.widening),
    network: createWidening(thresholds.widening),
  }
  /** When blocks were asked for lately, the oldest first. */
  let blockedAt: number[] = []
  let openUntil = 0

  function fade(suspect: Suspect, now: number): void {
    const factor = 0.5 ** (Math.max(0, now - suspect.at) / score.halfLifeMs)
    const { throttle, app, network } = suspect.sums
    suspect.sums = { throttle: throttle * factor, app: app * factor, network: network * factor }
    suspect.at = now
  }

  function suspectOf(prefix: string, now: number): Suspect {
    const known = suspects.get(prefix)
    if (known !== undefined) {
      fade(known, now)
      // To the end: the first is the one that was quiet longest.
      suspects.delete(prefix)
      suspects.set(prefix, known)
      return known
    }
    const [oldest] = suspects.keys()
    if (suspects.size >= ENTRIES_MAX && oldest !== undefined) suspects.delete(oldest)
    const sums = { throttle: 0, app: 0, network: 0 }
    const suspect: Suspect = { prefix, sums, at: now, throttledUntil: 0 }
    suspects.set(prefix, suspect)
    return suspect
  }

  function add(suspect: Suspect, { signal, times }: Abuse): void {
    const { points, ceiling, trust } = signals[signal]
    const amount = points * Math.min(times, TIMES_MAX)
    const reaches = (level: Ceiling) => CEILINGS.indexOf(ceiling) >= CEILINGS.indexOf(level)
    // Nothing lies beyond the hardest answer, so a storm fades as soon as what earned it.
    const more = (sum: number) => Math.min(score.networkFrom, sum + amount)
    const { sums } = suspect
    if (reaches('throttle')) sums.throttle = more(sums.throttle)
    if (reaches('app')) sums.app = more(sums.app)
    // Whatever the table says: what a partner could make up never reaches the network.
    if (reaches('network') && trust === 'high') sums.network = more(sums.network)
  }

  function levelOf({ sums }: Suspect): Level | 'throttle' | null {
    if (sums.network >= score.networkFrom) return 'network'
    if (sums.app >= score.appFrom) return 'app'
    return sums.throttle >= score.throttleFrom ? 'throttle' : null
  }

  /** The prefixes that are to be blocked with this one, each at the level that all its parts have. */
  function wider(prefix: string, level: Level, now: number): Map<string, Level> {
    const found = new Map<string, Level>()
    for (const each of LEVELS.slice(0, LEVELS.indexOf(level) + 1))
      for (const whole of widenings[each].note(prefix, now)) found.set(whole, each)
    return found
  }

  /** Whether one more block is one too many; opens the breaker if so. */
  function isTooMany({ now, live }: Circumstances): boolean {
    if (now < openUntil) return true
    blockedAt = blockedAt.filter((at) => now - at < breaker.windowMs)
    if (blockedAt.length < Math.max(breaker.least, breaker.share * live)) {
      blockedAt.push(now)
      return false
    }
    openUntil = now + breaker.windowMs
    blockedAt = []
    return true
  }

  function block(
    suspect: Suspect,
    level: Level,
    reason: BlockReason,
    circumstances: Circumstances,
  ): DetectorEffect[] {
    const { now, standing } = circumstances
    const wasOpen = now < openUntil
    if (isTooMany(circumstances)) {
      const opened: DetectorEffect[] = [
        { type: 'alert', kind: 'breakerOpen' },
        { type: 'throttlesChanged' },
      ]
      return wasOpen ? [] : opened
    }
    const key = parts.keyOf(suspect.prefix)
    // A storm that goes on against a milder block of ours is the same storm: harder, and no step more.
    const until = standing === null ? ladder.climb(key, now) : ladder.stay(key, now)
    suspect.sums = { throttle: 0, app: 0, network: 0 }
    const { prefix } = suspect
    return [[prefix, level] as const, ...wider(prefix, level, now)].map(([each, at]) => ({
      type: 'block',
      prefix: each,
      level: at,
      reason,
      until,
    }))
  }

  return {
    note(abuse, circumstances) {
      const { now, dryRun, standing } = circumstances
      const { signal, prefix, times } = abuse
      const isSharing = abuse.neighbours >= thresholds.evidence.sharedFrom
      const entry = { at: now, signal, times, prefix: null, score: 0, verdict: 'noted' } as const
      if (signals[signal].ceiling === 'none') return [{ type: 'feed', entry }]
      // One of many people behind an address is no reason to shut them all out.
      if (isSharing || standing === 'untouchable')
        return [{ type: 'feed', entry: { ...entry, verdict: 'spared' } }]

      const suspect = suspectOf(prefix, now)
      add(suspect, abuse)
      const level = levelOf(suspect)
      const reached = Math.round(suspect.sums.throttle)
      const told = {
        ...entry,
        score: reached,
        // Below the threshold nobody is named, and never for what partners alone have said.
        prefix: level === null || signals[signal].trust === 'low' ? null : prefix,
      }
      // A storm that goes on while it is blocked is one storm, not fifty of them: it takes no step
      // of the ladder and does not open the breaker. A harder answer may still follow.
      if (level === null || isHeld(level, standing)) return [{ type: 'feed', entry: told }]
      if (dryRun) {
        // As if there had been a block: what follows begins anew.
        if (level !== 'throttle') suspect.sums = { throttle: 0, app: 0, network: 0 }
        return [{ type: 'feed', entry: { ...told, verdict: 'dryRun' } }]
      }
      suspect.throttledUntil = now + score.throttleMs
      const throttled: DetectorEffect[] = [
        { type: 'feed', entry: { ...told, verdict: 'throttled' } },
        { type: 'throttlesChanged' },
      ]
      if (level === 'throttle') return throttled
      const effects = block(suspect, level, REASONS[signal], circumstances)
      if (!effects.some(({ type }) => type === 'block')) return [...throttled, ...effects]
      suspect.throttledUntil = 0
      const verdict = level === 'network' ? 'blockedNetwork' : 'blockedApp'
      return [{ type: 'feed', entry: { ...told, verdict } }, ...effects]
    },
    throttles(now) {
      const entries: [string, number][] = []
      for (const { prefix, throttledUntil } of suspects.values())
        if (throttledUntil > now) entries.push([prefix, Math.ceil(throttledUntil / 1000)])
      return { everyone: now < openUntil, entries }
    },
    expire(now) {
      let changed = openUntil > 0 && openUntil <= now
      if (changed) openUntil = 0
      for (const [key, suspect] of suspects) {
        fade(suspect, now)
        if (suspect.throttledUntil > now) continue
        if (suspect.throttledUntil > 0) {
          suspect.throttledUntil = 0
          changed = true
        }
        if (suspect.sums.throttle < FADED) suspects.delete(key)
      }
      blockedAt = blockedAt.filter((at) => now - at < breaker.windowMs)
      ladder.expire(now)
      for (const level of LEVELS) widenings[level].expire(now)
      return changed
    },
    residue() {
      const widened = widenings.app.residue() + widenings.network.residue()
      return suspects.size + ladder.residue() + widened + blockedAt.length
    },
  }
}
