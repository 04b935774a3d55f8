/**
 * A detector with a clock, dice and a blocklist of its own: evidence goes in, and what stands is told
 * back to it as the core does.
 */
import { createBlocklist, DETECTOR } from '../../radar/blocklist.ts'
import { createDetector, type DetectorEffect } from '../../radar/detector.ts'
import type { Feed } from '../../radar/operatorProtocol.ts'
import type { Abuse, Signal } from '../../radar/protocol.ts'
import { DEFAULT_THRESHOLDS, type Thresholds } from '../../radar/thresholds.ts'

export const SECOND = 1_000
export const MINUTE = 60 * SECOND
export const HOUR = 60 * MINUTE
export const DAY = 24 * HOUR
/** Nobody is spared, and everybody may be blocked. */
export const NOBODY = { own: [], allowed: [] }
export const START = 1_700_000_000_000

export type Block = Extract<DetectorEffect, { type: 'block' }> & { readonly at: number }

export interface RigOptions {
  readonly live?: number
  readonly dryRun?: boolean
  readonly random?: () => number
}

export function createRig(thresholds: Thresholds = DEFAULT_THRESHOLDS, options: RigOptions = {}) {
  const { live = 0, dryRun = false, random = () => 0 } = options
  const detector = createDetector(thresholds, { keyOf: (prefix) => `key of ${prefix}`, random })
  const blocklist = createBlocklist(NOBODY)
  const blocks: Block[] = []
  const alerts: string[] = []
  let now = START

  return {
    detector,
    blocklist,
    /** Every block that was asked for, in order. */
    blocks,
    alerts,
    now: () => now,
    wait(ms: number) {
      now += ms
    },
    /** Judges one piece of evidence; returns the entry of the feed. */
    see(
      signal: Signal,
      { prefix = '203.0.113.9', times = 1, neighbours = 0 }: Partial<Abuse> = {},
    ): Feed[number] {
      const standing = blocklist.find(prefix, now)?.level ?? null
      const entries: Feed[number][] = []
      const effects = detector.note(
        { signal, prefix, times, neighbours },
        { now, live, dryRun, standing },
      )
      for (const effect of effects) {
        if (effect.type === 'feed') entries.push(effect.entry)
        if (effect.type === 'alert') alerts.push(effect.kind)
        if (effect.type !== 'block') continue
        blocks.push({ ...effect, at: now })
        const problem = blocklist.add({ ...effect, source: DETECTOR }, now)
        if (problem !== null) throw new Error(`${effect.prefix} was refused: ${problem}`)
      }
      const [entry] = entries
      if (entry === undefined || entries.length > 1) throw new Error('one entry for each evidence')
      return entry
    },
    throttled: () => detector.throttles(now).entries.map(([prefix]) => prefix),
  }
}
export type Rig = ReturnType<typeof createRig>

/** The same evidence again and again; the last entry of the feed. */
export function repeat(rig: Rig, signal: Signal, repeats: number, spacingMs: number) {
  let entry = rig.see(signal)
  for (let count = 1; count < repeats; count += 1) {
    rig.wait(spacingMs)
    entry = rig.see(signal)
  }
  return entry
}

/**
 * A table with round figures that tuning does not touch: rows of tests can be read against it.
 * Signals are those of the table in force, because trust and ceilings are no matter of taste.
 */
export const ROUND: Thresholds = {
  ...DEFAULT_THRESHOLDS,
  evidence: { ...DEFAULT_THRESHOLDS.evidence, sharedFrom: 5 },
  signals: {
    connects: { points: 10, trust: 'high', ceiling: 'network' },
    handshakes: { points: 10, trust: 'high', ceiling: 'app' },
    malformed: { points: 25, trust: 'high', ceiling: 'network' },
    frames: { points: 25, trust: 'high', ceiling: 'network' },
    finds: { points: 5, trust: 'high', ceiling: 'throttle' },
    quickSkips: { points: 10, trust: 'medium', ceiling: 'throttle' },
    skipped: { points: 10, trust: 'low', ceiling: 'throttle' },
    noPicture: { points: 50, trust: 'low', ceiling: 'throttle' },
    reports: { points: 100, trust: 'low', ceiling: 'app' },
    age: { points: 0, trust: 'low', ceiling: 'none' },
  },
  score: {
    halfLifeMs: 10 * MINUTE,
    throttleFrom: 50,
    appFrom: 100,
    networkFrom: 300,
    throttleMs: 10 * MINUTE,
  },
  ladder: { stepsMs: [15 * MINUTE, HOUR, 4 * HOUR], jitter: 0.2, forgiveMs: 7 * DAY },
  widening: { least: 4, windowMs: HOUR },
  breaker: { least: 50, share: 0.005, windowMs: 10 * MINUTE },
}
