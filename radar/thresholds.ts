/**
 * Everything that decides what counts as abuse: one table, and one file to override it.
 *
 * The figures began as those of the security notes; where the simulation (`npm run simulate`) asked
 * for another, the line says so.
 */
import * as z from 'zod'
import { AUTOMATIC_BLOCK_MAX_MS, thresholds as evidenceSchema, SIGNALS } from './protocol.ts'
import type { EvidenceThresholds, Signal } from './protocol.ts'

/** How much a signal can be believed: high when nobody can make it up for somebody else. */
export const TRUSTS = ['low', 'medium', 'high'] as const
/** The hardest answer that a signal may lead to. */
export const CEILINGS = ['none', 'throttle', 'app', 'network'] as const
export type Ceiling = (typeof CEILINGS)[number]

const points = z.strictObject({
  /** Added to the score for each overflow. */
  points: z.number().min(0).max(1000),
  trust: z.enum(TRUSTS),
  ceiling: z.enum(CEILINGS),
})
export type Weight = z.infer<typeof points>

const milliseconds = z.int().min(1).max(2_592_000_000)

const table = z.strictObject({
  evidence: z.custom<EvidenceThresholds>().superRefine((value, context) => {
    for (const { path, message } of evidenceSchema.safeParse(value).error?.issues ?? [])
      context.addIssue({ code: 'custom', path, message })
  }),
  signals: z.strictObject({
    connects: points,
    handshakes: points,
    malformed: points,
    frames: points,
    finds: points,
    quickSkips: points,
    skipped: points,
    noPicture: points,
    reports: points,
    age: points,
  } satisfies Record<Signal, typeof points>),
  score: z.strictObject({
    halfLifeMs: milliseconds,
    throttleFrom: z.number().positive(),
    appFrom: z.number().positive(),
    networkFrom: z.number().positive(),
    /** How long a prefix stays throttled after the last evidence. */
    throttleMs: milliseconds,
  }),
  ladder: z.strictObject({
    /** How long the first, second ... block lasts. */
    stepsMs: z.array(milliseconds.max(AUTOMATIC_BLOCK_MAX_MS)).min(1).max(10),
    /** A block lasts up to this share longer, so that its end cannot be waited for in a crowd. */
    jitter: z.number().min(0).max(1),
    /** One step down for each span without evidence. */
    forgiveMs: milliseconds,
  }),
  widening: z.strictObject({
    /** So many neighbours blocked within the window block the prefix that holds them (IPv6). */
    least: z.int().min(2),
    windowMs: milliseconds,
  }),
  breaker: z.strictObject({
    /** More automatic blocks than this within the window, and more than the share of those here. */
    least: z.int().min(1),
    share: z.number().min(0).max(1),
    windowMs: milliseconds,
  }),
})
export type Thresholds = z.infer<typeof table>

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

export const DEFAULT_THRESHOLDS: Thresholds = {
  evidence: {
    buckets: {
      // 600 sockets at once, then two a second: after a restart everybody behind a large shared
      // address comes back within seconds, so 20 and one every 3 s would have blocked them all.
      connects: { capacity: 600, leakMs: 500 },
      // Wrong origin, path or version: an honest page never sends them.
      handshakes: { capacity: 5, leakMs: MINUTE },
      malformed: { capacity: 3, leakMs: MINUTE },
      // Each one is a socket that was closed for flooding.
      frames: { capacity: 2, leakMs: MINUTE },
      // A restless person presses Next twenty times a minute; 30 at once are a few minutes of it.
      finds: { capacity: 60, leakMs: 2_000 },
      // Bored people skip twenty times a minute, half of them within two seconds; bots do it
      // always. One every 15 s slowed two bored people of three.
      quickSkips: { capacity: 60, leakMs: 5_000 },
    },
    skipped: { least: 15, of: 20, withinMs: 3_000 },
    // Ten of fifteen took several minutes to notice a bot; people are told apart by three of four.
    noPicture: { least: 3, of: 4 },
    // Four who each reported one other lately are enough; with 3, an offender met 24 strangers.
    reports: { weight: 2, least: 4, windowMs: 30 * MINUTE, share: 0.25, pairMs: 3_000 },
    sharedFrom: 5,
  },
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
  ladder: {
    stepsMs: [15 * MINUTE, HOUR, 4 * HOUR, DAY, 7 * DAY],
    jitter: 0.25,
    forgiveMs: 7 * DAY,
  },
  widening: { least: 4, windowMs: HOUR },
  breaker: { least: 50, share: 0.005, windowMs: 10 * MINUTE },
}

/** The part that signaling applies. */
export const evidenceThresholds = ({ evidence }: Thresholds): EvidenceThresholds => evidence

function isTable(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Puts what the operator says over the table, and names what the table does not have. */
function merge(base: unknown, over: unknown, path: string, problems: string[]): unknown {
  if (!isTable(base) || !isTable(over)) return over
  const merged = new Map(Object.entries(base))
  for (const [name, value] of Object.entries(over)) {
    if (merged.has(name))
      merged.set(name, merge(merged.get(name), value, `${path}${name}.`, problems))
    else problems.push(`${path}${name} is not a threshold.`)
  }
  return Object.fromEntries(merged)
}

/** What no table may say, though each of its figures is one. */
function contradictions({ evidence, signals, score, ladder }: Thresholds): string[] {
  const found: string[] = []
  if (score.throttleFrom > score.appFrom || score.appFrom > score.networkFrom)
    found.push('score: throttleFrom, appFrom and networkFrom must grow in this order.')
  if (ladder.stepsMs.some((ms, step) => ms < (ladder.stepsMs[step - 1] ?? 0)))
    found.push('ladder.stepsMs: no step may be shorter than the one before.')
  for (const name of SIGNALS) {
    const { trust, ceiling } = signals[name]
    if (trust !== DEFAULT_THRESHOLDS.signals[name].trust)
      found.push(`signals.${name}.trust: is a fact about the signal, which no file changes.`)
    if (ceiling === 'network' && trust !== 'high')
      found.push(`signals.${name}.ceiling: what others can make up never reaches the network.`)
  }
  if (signals.age.ceiling !== 'none')
    found.push('signals.age.ceiling: a report about age is judged by a person, never by a sum.')
  for (const name of ['skipped', 'noPicture'] as const)
    if (evidence[name].least < 1 || evidence[name].least > evidence[name].of)
      found.push(`evidence.${name}.least: must be from 1 to "of".`)
  if (evidence.reports.least < 1) found.push('evidence.reports.least: must be at least 1.')
  if (evidence.sharedFrom < 1) found.push('evidence.sharedFrom: must be at least 1.')
  return found
}

/** Reads an operator's file over the table: only what it names is changed. */
export function readThresholds(
  json: unknown,
): { readonly thresholds: Thresholds } | { readonly problems: readonly string[] } {
  const problems: string[] = []
  const merged = merge(DEFAULT_THRESHOLDS, json, '', problems)
  const result = table.safeParse(merged)
  if (!result.success)
    for (const { path, message } of result.error.issues)
      problems.push(`${path.join('.') || 'The file'}: ${message}.`)
  if (problems.length > 0) return { problems }
  const thresholds = result.data ?? DEFAULT_THRESHOLDS
  problems.push(...contradictions(thresholds))
  return problems.length > 0 ? { problems } : { thresholds }
}
