/**
 * What the operators' page and the radar say to each other: states over MQTT (`operator/...`,
 * `counts`, `alert`), actions over HTTP, where every request has an answer.
 */
import * as z from 'zod/mini'
import { BLOCK_REASONS, LEVELS, OPERATOR_ROLES, SIGNALS, type OperatorRole } from './protocol.ts'

const time = z.int().check(z.nonnegative())
const prefix = z.string().check(z.maxLength(43))
const code = z.string().check(z.maxLength(8))
/** Letters, digits, dot, dash and underscore; compared without regard to case. */
export const OPERATOR_NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{1,31}$/
const name = z.string().check(z.regex(OPERATOR_NAME))
const role = z.enum(OPERATOR_ROLES)
/** Base64url of 32 bytes, as in an invitation link. */
const linkToken = z.string().check(z.regex(/^[A-Za-z0-9_-]{43}$/))
/** Random, and good only while the radar runs: it stands for a prefix that operators never see. */
const handle = z.string().check(z.regex(/^[A-Za-z0-9_-]{22}$/))

export const PASSWORD_LENGTH_MIN = 12
export const PASSWORD_LENGTH_MAX = 256
/** How long an invitation, a reset link and the first link hold (O3). */
export const LINK_LIFE_MS = 600_000
/** A session ends after this long without use, and at the latest after the second figure. */
export const SESSION_IDLE_MS = 900_000
export const SESSION_LIFE_MS = 43_200_000
export const TICKET_LIFE_MS = 30_000
export const MANUAL_BLOCK_MAX_MS = 2_592_000_000
/** A range of IPv4, or anything wider than a /64 of IPv6, may be blocked for this long at most. */
export const RANGE_BLOCK_MAX_MS = 86_400_000

// ---- States over MQTT

export const ALERT_KINDS = [
  'breakerOpen',
  'nodeLost',
  'listDamaged',
  'listFull',
  'writeFailed',
  'ageReport',
  'signInPressure',
  'webhookFailed',
] as const
/** The newest first, at most 100. */
export const alerts = z.array(
  z.strictObject({ id: handle, at: time, kind: z.enum(ALERT_KINDS), count: time }),
)
export type Alerts = z.infer<typeof alerts>
export type AlertKind = (typeof ALERT_KINDS)[number]

/** What the detector saw, the newest first, at most 200. */
export const feed = z.array(
  z.strictObject({
    at: time,
    signal: z.enum(SIGNALS),
    times: time,
    /** `null` below the reporting threshold and for whatever partners said alone. */
    prefix: z.nullable(prefix),
    score: time,
    verdict: z.enum(['noted', 'throttled', 'blockedApp', 'blockedNetwork', 'spared', 'dryRun']),
  }),
)
export type Feed = z.infer<typeof feed>

/** Blocks in force. `source` is the detector or an operator's name. */
export const blocks = z.array(
  z.strictObject({
    prefix,
    level: z.enum(LEVELS),
    reason: z.enum(BLOCK_REASONS),
    source: z.string().check(z.maxLength(32)),
    since: time,
    until: time,
    appealed: z.boolean(),
  }),
)
export type Blocks = z.infer<typeof blocks>

/** What needs a moderator's decision: reports about age by handle, and appeals by prefix. */
export const cases = z.strictObject({
  age: z.array(z.strictObject({ handle, at: time, times: time, until: time })),
  appeals: z.array(
    z.strictObject({
      prefix,
      code,
      at: time,
      level: z.enum(LEVELS),
      reason: z.enum(BLOCK_REASONS),
      until: time,
    }),
  ),
})
export type Cases = z.infer<typeof cases>

export const team = z.array(
  z.strictObject({
    name,
    role,
    disabled: z.boolean(),
    /** `null` until the first sign-in. */
    lastSignInAt: z.nullable(time),
    recoveryCodesLeft: time,
    sessions: time,
  }),
)
export type Team = z.infer<typeof team>

/** Settings in force, as text: name, value, what it means. No secret among them. */
export const settings = z.strictObject({
  dryRun: z.boolean(),
  /** When the dry run of the first seven days ends by itself; `null` when an operator decided. */
  dryRunUntil: z.nullable(time),
  rows: z.array(z.strictObject({ name: z.string(), value: z.string(), help: z.string() })),
})
export type SettingsInForce = z.infer<typeof settings>

// ---- Actions over HTTP

/** Wider than a password may be, because a character can take two units, and to say what is wrong. */
const typedPassword = z.string().check(z.maxLength(4 * PASSWORD_LENGTH_MAX))
export const credentials = z.strictObject({
  name: z.string().check(z.maxLength(64)),
  password: typedPassword,
  /** Six digits of the authenticator, or a recovery code. */
  code: z.string().check(z.maxLength(32)),
})
export const enrolment = z.strictObject({ token: linkToken })
export const enrolled = z.strictObject({
  token: linkToken,
  name: z.string().check(z.maxLength(64)),
  password: typedPassword,
  code: z.string().check(z.regex(/^\d{6}$/)),
})
export const newBlock = z.strictObject({
  prefix,
  level: z.enum(LEVELS),
  reason: z.enum(BLOCK_REASONS),
  until: time,
})
export const changedBlock = z.strictObject({ prefix, until: time })
export const liftedBlock = z.strictObject({ prefix })
export const caseBlock = z.strictObject({ handle, until: time })
export const closedCase = z.union([z.strictObject({ handle }), z.strictObject({ code })])
export const invitation = z.strictObject({ role })
export const member = z.strictObject({ name })
export const dryRun = z.strictObject({ on: z.boolean() })

/** Why an action was refused; the page has a sentence for each. */
export const PROBLEMS = [
  'badRequest',
  'signedOut',
  'notAllowed',
  'wrongCredentials',
  'tooFast',
  'linkExpired',
  'nameTaken',
  'nameInvalid',
  'passwordShort',
  'passwordLong',
  'passwordCommon',
  'codeWrong',
  'notAnAddress',
  'addressPrivate',
  'addressOurs',
  'addressAllowed',
  'prefixTooWide',
  'endPast',
  'endTooFar',
  'listFull',
  'notFound',
  'lastAdministrator',
  'unavailable',
] as const
export type Problem = (typeof PROBLEMS)[number]
/** The body of every answer with a status of 400 or more. `retryAfterMs` comes with `tooFast`. */
export const refusal = z.object({
  problem: z.enum(PROBLEMS),
  retryAfterMs: z.optional(time),
})

export const enrolmentAnswer = z.object({
  kind: z.enum(['first', 'invitation', 'reset']),
  role,
  /** Set for a reset: whose it is. */
  name: z.nullable(z.string()),
  /** `otpauth://totp/...`, for the QR code, and its secret in base 32, for typing. */
  uri: z.string(),
  secret: z.string(),
  until: time,
})
export const recoveryCodes = z.object({ recoveryCodes: z.array(z.string()) })
export const me = z.object({ name, role, recoveryCodesLeft: time })
export type Me = z.infer<typeof me>
/** The user, client id and password for one MQTT connection of the page, good once for 30 s. */
export const ticket = z.object({
  username: z.string(),
  clientId: z.string(),
  password: z.string(),
})
export const estimate = z.object({
  /** Live visitors it would hit; `null` when no node answered in time. */
  hits: z.nullable(time),
  /** What would forbid it, as when it is added. */
  problem: z.nullable(z.enum(PROBLEMS)),
  /** The prefix as it would be kept. */
  prefix: z.nullable(prefix),
})
export const link = z.object({ link: z.string(), until: time })

/** Columns for the charts: one row a sample, `null` where nothing was measured. */
export const history = z.object({
  stepMs: time,
  at: z.array(time),
  online: z.array(z.nullable(time)),
  waiting: z.array(z.nullable(time)),
  inCalls: z.array(z.nullable(time)),
  introductions: z.array(z.nullable(time)),
  waitMedianMs: z.array(z.nullable(time)),
  waitP95Ms: z.array(z.nullable(time)),
  direct: z.array(z.nullable(time)),
  relayed: z.array(z.nullable(time)),
  failed: z.array(z.nullable(time)),
})
export type History = z.infer<typeof history>

export const AUDIT_ACTIONS = [
  'block',
  'extend',
  'lift',
  'expire',
  'dismissAppeal',
  'dismissCase',
  'dryRunOn',
  'dryRunOff',
  'signIn',
  'invite',
  'enrol',
  'disable',
  'enable',
  'reset',
  'delete',
] as const
/** Who did what, when and why (O6); the newest first. */
export const audit = z.object({
  entries: z.array(
    z.strictObject({
      at: time,
      who: z.string(),
      action: z.enum(AUDIT_ACTIONS),
      /** A prefix while its block lasts, a keyed hash (`#...`) afterwards, or an operator's name. */
      subject: z.string(),
      reason: z.nullable(z.enum(BLOCK_REASONS)),
      until: z.nullable(time),
    }),
  ),
})
export type Audit = z.infer<typeof audit>

/**
 * The HTTP routes that need a session, and the least role for each (O4). Those without a session
 * are `POST /api/signin`, `/api/enrolment` and `/api/enrolled`.
 */
export const ROUTES = {
  'GET /api/me': 'viewer',
  'POST /api/signout': 'viewer',
  'POST /api/ticket': 'viewer',
  /** `?span=hour` or `?span=day` */
  'GET /api/history': 'viewer',
  'GET /api/audit': 'viewer',
  /** `?prefix=` */
  'GET /api/estimate': 'moderator',
  'POST /api/blocks': 'moderator',
  'POST /api/blocks/extend': 'moderator',
  'POST /api/blocks/lift': 'moderator',
  'POST /api/cases/block': 'moderator',
  'POST /api/cases/close': 'moderator',
  'POST /api/dryrun': 'administrator',
  'POST /api/team/invite': 'administrator',
  'POST /api/team/disable': 'administrator',
  'POST /api/team/enable': 'administrator',
  'POST /api/team/reset': 'administrator',
  'POST /api/team/delete': 'administrator',
} as const satisfies Record<string, OperatorRole>
export type Route = keyof typeof ROUTES

/** Whether a role reaches another: every role may do what the ones before it may. Pure. */
export function reaches(has: OperatorRole, needs: OperatorRole): boolean {
  return OPERATOR_ROLES.indexOf(has) >= OPERATOR_ROLES.indexOf(needs)
}
