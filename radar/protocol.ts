/**
 * What signaling, firewall, other machines and the radar say to each other over MQTT 3.1.1.
 *
 * Every state is published whole and replaces the last one, so a message that is lost is repaired
 * by the next. Nothing here has room for free text (S15), and nothing names a person who did
 * nothing: an address appears only in `abuse`, once a threshold has been passed.
 */
import * as z from 'zod/mini'

/** Who may be on the broker. The last three are operators, in order of what they may do. */
export const ROLES = [
  'radar',
  'signaling',
  'firewall',
  'reader',
  'viewer',
  'moderator',
  'administrator',
] as const
export type Role = (typeof ROLES)[number]
export const OPERATOR_ROLES = ['viewer', 'moderator', 'administrator'] as const
export type OperatorRole = (typeof OPERATOR_ROLES)[number]

const EVERY_OPERATOR: readonly Role[] = OPERATOR_ROLES
const ACTING: readonly Role[] = ['moderator', 'administrator']

export interface Access {
  readonly publish: readonly Role[]
  readonly subscribe: readonly Role[]
  /** Whether its publishers may have the broker keep the last message. */
  readonly retain: boolean
  /** Whether its publishers may name it in a last will. */
  readonly will: boolean
}

/** The one access table. `census/+` stands for one topic a node, which that node alone may use. */
export const ACCESS = {
  'census/+': { publish: ['signaling'], subscribe: ['radar'], retain: true, will: true },
  abuse: { publish: ['signaling'], subscribe: ['radar'], retain: false, will: false },
  appeal: { publish: ['signaling'], subscribe: ['radar'], retain: false, will: false },
  'reply/+': { publish: ['signaling'], subscribe: ['radar'], retain: false, will: false },
  query: { publish: ['radar'], subscribe: ['signaling'], retain: false, will: false },
  blocklist: {
    publish: ['radar'],
    subscribe: ['signaling', 'firewall', 'reader'],
    retain: true,
    will: false,
  },
  throttles: { publish: ['radar'], subscribe: ['signaling'], retain: true, will: false },
  thresholds: { publish: ['radar'], subscribe: ['signaling'], retain: true, will: false },
  choices: { publish: ['radar'], subscribe: ['signaling'], retain: true, will: false },
  counts: {
    publish: ['radar'],
    subscribe: ['reader', ...EVERY_OPERATOR],
    retain: true,
    will: false,
  },
  alert: { publish: ['radar'], subscribe: EVERY_OPERATOR, retain: true, will: false },
  'operator/feed': { publish: ['radar'], subscribe: EVERY_OPERATOR, retain: true, will: false },
  'operator/blocks': { publish: ['radar'], subscribe: EVERY_OPERATOR, retain: true, will: false },
  'operator/settings': { publish: ['radar'], subscribe: EVERY_OPERATOR, retain: true, will: false },
  'operator/cases': { publish: ['radar'], subscribe: ACTING, retain: true, will: false },
  'operator/team': { publish: ['radar'], subscribe: ['administrator'], retain: true, will: false },
} as const satisfies Record<string, Access>
export type TopicName = keyof typeof ACCESS

/** An opaque id of 16 random bytes in base64url. */
const id = z.string().check(z.regex(/^[A-Za-z0-9_-]{22}$/))
/** A canonical address or prefix; `prefix.ts` knows which ones are sound. */
const prefix = z.string().check(z.regex(/^[0-9a-f.:]{2,39}(\/\d{1,3})?$/))
const count = z.int().check(z.nonnegative())

/** Upper bounds of the cells in which waits are counted, in milliseconds; a last cell is open. */
export const WAIT_BOUNDS_MS = [
  50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000, 20_000, 40_000, 80_000, 160_000,
] as const

/** How often a node says how it is, and for how long that holds when it falls silent. */
export const CENSUS_INTERVAL_MS = 1_000
export const CENSUS_LIFE_MS = 4_000

/** One signaling node, absolutely: totals count since `startedAt`, so that nothing is counted twice. */
export const census = z.strictObject({
  node: id,
  build: z.string().check(z.maxLength(32)),
  startedAt: count,
  endsInMs: z.int().check(z.positive(), z.maximum(60_000)),
  online: count,
  waiting: count,
  inCalls: count,
  totals: z.strictObject({
    introductions: count,
    /** One more cell than there are bounds. */
    waits: z.array(count).check(z.length(WAIT_BOUNDS_MS.length + 1)),
    routes: z.strictObject({ direct: count, relayed: count, failed: count }),
    /** Sockets and searches that the blocklist turned away. */
    blocked: count,
    /** Searches that were asked to wait and to solve a puzzle. */
    throttled: count,
  }),
  /** Longest delay of the event loop in the last second, and resident memory. */
  lagMs: count,
  memoryMb: count,
  draining: z.boolean(),
})
export type Census = z.infer<typeof census>

/**
 * What signaling notices about a network prefix.
 *
 * connects, handshakes, malformed, frames: what a socket does, which nobody can forge for another
 * prefix. finds, quickSkips: how a visitor searches. skipped, noPicture, reports: what partners say
 * of him. age: a partner thinks he is a minor; that comes at once and is never scored.
 */
export const SIGNALS = [
  'connects',
  'handshakes',
  'malformed',
  'frames',
  'finds',
  'quickSkips',
  'skipped',
  'noPicture',
  'reports',
  'age',
] as const
export type Signal = (typeof SIGNALS)[number]

/** Sent when a bucket of `signaling/evidence.ts` has overflowed, never before. */
export const abuse = z.strictObject({
  signal: z.enum(SIGNALS),
  /** An IPv4 address, or the /64 of an IPv6 address. */
  prefix,
  /** How often the bucket overflowed since it was last told. */
  times: z.int().check(z.positive(), z.maximum(100_000)),
  /** Well-behaved sessions that share the prefix now: five make it a shared address. */
  neighbours: count,
})
export type Abuse = z.infer<typeof abuse>

/** Eight characters without look-alikes (Crockford's base 32). */
export const APPEAL_CODE = /^[0-9ABCDEFGHJKMNPQRSTVWXYZ]{8}$/
export const appeal = z.strictObject({ code: z.string().check(z.regex(APPEAL_CODE)) })

/** "How many live visitors would this hit?", and one node's answer on `reply/<node>`. */
export const query = z.strictObject({ id, prefix })
export const reply = z.strictObject({ id, hits: count })

export const LEVELS = ['app', 'network'] as const
/** app: signaling refuses, with reason and appeal. network: nginx and nftables drop as well. */
export type Level = (typeof LEVELS)[number]

/** Why a prefix is blocked; what it did, in one word, or that an operator decided so. */
export const BLOCK_REASONS = [
  'flood',
  'malformed',
  'searches',
  'spam',
  'reports',
  'age',
  'manual',
] as const
export type BlockReason = (typeof BLOCK_REASONS)[number]

export const ENTRIES_MAX = 50_000
/** No block of the detector lasts longer, whatever its thresholds say: 7 days. */
export const AUTOMATIC_BLOCK_MAX_MS = 604_800_000
/** The blocklist and the throttles are published at most this often ... */
export const LIST_INTERVAL_MS = 1_000
/** ... and at least this often, so that an old copy can be told from a replayed one. */
export const LIST_REPEAT_MS = 30_000
export const LIST_AGE_MAX_MS = 120_000

/** Compact, because a full list has 50,000 of them: prefix, level, reason, start and end in seconds. */
const entry = z.tuple([prefix, z.enum(LEVELS), z.enum(BLOCK_REASONS), count, count])
/** The whole list, always. `version` only grows. */
export const blocklist = z.strictObject({
  version: count,
  issuedAt: count,
  entries: z.array(entry).check(z.maxLength(ENTRIES_MAX)),
})
export type Blocklist = z.infer<typeof blocklist>
export type BlocklistEntry = z.infer<typeof entry>

/** Prefixes whose next search waits and solves a puzzle, with the end in seconds. In memory only. */
export const throttles = z.strictObject({
  version: count,
  issuedAt: count,
  /** When the circuit breaker is open, everybody is slowed down instead of anybody blocked. */
  everyone: z.boolean(),
  entries: z.array(z.tuple([prefix, count])).check(z.maxLength(ENTRIES_MAX)),
})
export type Throttles = z.infer<typeof throttles>

/** A leaky bucket: how much it holds, and how long one drop takes to leak, in milliseconds. */
const bucket = z.strictObject({
  capacity: z.int().check(z.positive()),
  leakMs: z.int().check(z.positive()),
})
/** The thresholds that signaling applies; the radar's table is the only place where they are set. */
export const thresholds = z.strictObject({
  buckets: z.strictObject({
    connects: bucket,
    handshakes: bucket,
    malformed: bucket,
    frames: bucket,
    finds: bucket,
    quickSkips: bucket,
  }),
  /** Of a visitor's last `of` partners, `least` distinct ones skipped him within `withinMs`. */
  skipped: z.strictObject({ least: count, of: count, withinMs: count }),
  /** Of the last `of` partners who could tell, `least` distinct ones saw no picture. */
  noPicture: z.strictObject({ least: count, of: count }),
  reports: z.strictObject({
    weight: z.number().check(z.positive()),
    least: count,
    windowMs: count,
    /** Share of the visitor's partners in the window who must have reported him. */
    share: z.number().check(z.minimum(0), z.maximum(1)),
    /** A pair must have lasted this long to count. */
    pairMs: count,
  }),
  /** This many well-behaved sessions make an address a shared one. */
  sharedFrom: count,
})
export type EvidenceThresholds = z.infer<typeof thresholds>

/** What the operator chose at the radar, as the policy pages name it (S3): no secret, no address. */
export const choices = z.strictObject({
  /** Alerts are posted to a place outside. */
  alerts: z.boolean(),
  /** Nobody is slowed down or kept out unless a person says so, nor still from before. */
  dryRun: z.boolean(),
  /** For how long a network is kept out at most when no person decided, in milliseconds. */
  automaticMaxMs: z.int().check(z.positive(), z.maximum(AUTOMATIC_BLOCK_MAX_MS)),
  /** For how long signaling remembers who reported whose network, in milliseconds. */
  reportsMs: z.int().check(z.positive()),
})
export type Choices = z.infer<typeof choices>

const share = z.strictObject({ direct: count, relayed: count, failed: count })
/** What the operators watch; retained, replaced every second. */
export const counts = z.strictObject({
  at: count,
  online: count,
  waiting: count,
  inCalls: count,
  introductionsPerMinute: count,
  /** Over the last five minutes; `null` while nobody has been introduced. */
  waitMedianMs: z.nullable(count),
  waitP95Ms: z.nullable(count),
  /** Outcomes in the last hour. */
  routes: share,
  blockedPerMinute: count,
  throttledPerMinute: count,
  nodes: z.array(
    z.strictObject({
      node: id,
      build: z.string(),
      upMs: count,
      ageMs: count,
      online: count,
      lagMs: count,
      memoryMb: count,
      draining: z.boolean(),
    }),
  ),
})
export type Counts = z.infer<typeof counts>

/** Returns what a payload says, or `null` for anything outside its schema. */
export function parsePayload<T extends z.ZodMiniType>(schema: T, text: string): z.infer<T> | null {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return null
  }
  const result = schema.safeParse(value)
  return result.success ? result.data : null
}

/** The row of a topic, and the node it belongs to when the row is a family of topics. */
export function topicOf(topic: string): { name: TopicName; node: string | null } | null {
  if (Object.hasOwn(ACCESS, topic)) return { name: topic as TopicName, node: null }
  const [family, node, ...rest] = topic.split('/')
  const name = `${family ?? ''}/+`
  if (node === undefined || rest.length > 0 || !Object.hasOwn(ACCESS, name)) return null
  return { name: name as TopicName, node }
}

export type Use = 'publish' | 'subscribe' | 'retain' | 'will'

/**
 * Whether a client may use a topic so. Pure.
 *
 * @param node the random half of the client id `user/random`: a node's own topics carry it
 */
export function mayUse(role: Role, node: string, use: Use, topic: string): boolean {
  const found = topicOf(topic)
  if (found === null) return false
  const access: Access = ACCESS[found.name]
  if (use === 'subscribe') {
    // A family is read whole or not at all; no other wildcard is ever granted.
    return (found.node === null || found.node === '+') && access.subscribe.includes(role)
  }
  if (!access.publish.includes(role)) return false
  if (found.node !== null && found.node !== node) return false
  return use === 'publish' || access[use]
}
