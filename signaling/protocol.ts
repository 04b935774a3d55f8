/**
 * The wire between a visitor's browser and the signaling server.
 *
 * One WebSocket at `/signal`. Text frames are the control messages below, in JSON. Binary frames
 * are signals sealed for the current partner: the server forwards their bytes unread.
 *
 *   browser                 server
 *   hello            ->
 *                    <-     welcome, then online now and then
 *   checkRelay       ->
 *                    <-     relay (with ICE servers, to see whether they would carry a call)
 *   find | meet      ->
 *                    <-     challenge, when the network has been very busy
 *   proof            ->
 *                    <-     waiting (with ICE servers, so that the offer can be prepared)
 *                    <-     matched (to both)
 *   binary frames    <->    binary frames
 *   outcome, noMedia ->
 *   keep             ->     (over a new socket, when the call has outlived the last one)
 *                    <-     kept (`meet` for a new token where the server does not know the call: it
 *                           comes when the other page does the same)
 *   stop | find | report -> partnerLeft (to the other)
 *
 * The page is idle after `partnerLeft` until it sends `find` again, so that with an ordered socket
 * no late signal can reach the next partner.
 */
import * as z from 'zod/mini'

export { FEATURES } from '../radar/features.ts'

/** Raised when an older page can no longer talk to a newer server. */
export const PROTOCOL_VERSION = 1
/** The date of the terms and of all policies; `hello` must name it before anybody is paired (P9). */
export const TERMS_DATE = '2026-11-22'

export const INTERESTS_MAX = 10
export const INTEREST_LENGTH_MAX = 32
export const LANGUAGES_MAX = 8
/** Bytes in one frame, either way; ws closes the socket with 1009 above it. */
export const FRAME_BYTES_MAX = 16_384
/** Signals one visitor may send within one pairing: a normal introduction takes 2 to 8. */
export const SIGNALS_PER_PAIR_MAX = 64
/** How long `meet` waits for the other holder of the token. */
export const MEET_TIMEOUT_MS = 20_000
/** How long the last partner can still be reported after a pair has ended (P4). */
export const REPORT_WINDOW_MS = 60_000
/** The number of people online is rounded up to a multiple of this, and hidden below it. */
export const ONLINE_STEP = 8

/** How much of a key names the request it came with. */
export const KEY_NAME_LENGTH = 12

/** Why the server closes a socket. `retry` tells the page whether coming back can help. */
export const CLOSE_REASONS = {
  badMessage: { code: 4400, retry: false },
  consentRequired: { code: 4401, retry: false },
  blocked: { code: 4403, retry: false },
  helloTimeout: { code: 4408, retry: true },
  outdatedPage: { code: 4409, retry: false },
  /** Another socket keeps its call: whoever opened that one has lost this one. */
  replaced: { code: 4410, retry: false },
  outOfTurn: { code: 4412, retry: false },
  tooManyFrames: { code: 4428, retry: true },
  tooManyConnections: { code: 4429, retry: true },
  full: { code: 4430, retry: true },
  updating: { code: 4503, retry: true },
} as const
export type CloseReason = keyof typeof CLOSE_REASONS

/** Base64url of an uncompressed P-256 point (65 bytes). */
const key = z.string().check(z.regex(/^[A-Za-z0-9_-]{87}$/))
/** Base64url of 16 bytes. */
const id = z.string().check(z.regex(/^[A-Za-z0-9_-]{22}$/))
/** No control or format character: an interest is shown to the stranger. */
const interest = z
  .string()
  .check(
    z.minLength(1),
    z.maxLength(INTEREST_LENGTH_MAX),
    z.regex(/^[^\p{Cc}\p{Cf}\p{Co}\p{Cs}]+$/u),
  )
/** An ISO 639 code, the primary subtag of BCP 47. */
const language = z.string().check(z.regex(/^[a-z]{2,3}$/))

export const MODES = ['video', 'text'] as const
export const REPORT_REASONS = ['minor', 'sexual', 'harassment', 'spam', 'other'] as const
export const ROUTES = ['direct', 'relayed', 'failed'] as const
/** Whether visitors hide their address (P8): as they like, all of them, none, or there is no relay. */
export const HIDINGS = ['choice', 'always', 'never', 'impossible'] as const

function clientMessages() {
  /** Base64url of 32 bytes. */
  const meetToken = z.string().check(z.regex(/^[A-Za-z0-9_-]{43}$/))
  const hello = z.strictObject({
    type: z.literal('hello'),
    version: z.int(),
    adult: z.boolean(),
    terms: z.string().check(z.maxLength(10)),
  })
  const find = z.strictObject({
    type: z.literal('find'),
    mode: z.enum(MODES),
    /** Whether the stranger may expect a picture; none counts against the visitor only then. */
    camera: z.boolean(),
    interests: z.array(interest).check(z.maxLength(INTERESTS_MAX)),
    languages: z.array(language).check(z.maxLength(LANGUAGES_MAX)),
    /** Would rather meet others who do not hurry either; pages of before there was such a choice do not say. */
    calm: z.optional(z.boolean()),
    key,
  })
  const meet = z.strictObject({ type: z.literal('meet'), token: meetToken, key })
  const stop = z.strictObject({ type: z.literal('stop') })
  const report = z.strictObject({
    type: z.literal('report'),
    token: id,
    reason: z.enum(REPORT_REASONS),
  })
  /** "The call of this token goes on": it stays good, although the socket it came over is gone. */
  const keep = z.strictObject({ type: z.literal('keep'), token: id })
  const outcome = z.strictObject({ type: z.literal('outcome'), route: z.enum(ROUTES) })
  /** "The stranger said he has a camera, and for 8 s no picture came." */
  const noMedia = z.strictObject({ type: z.literal('noMedia') })
  /** The answer to `challenge`; `null` when the device was too slow for it. */
  const proof = z.strictObject({
    type: z.literal('proof'),
    solution: z.nullable(
      z.strictObject({
        counter: z.int().check(z.minimum(0), z.maximum(0xffff_ffff)),
        derivedKey: z.string().check(z.regex(/^[0-9a-f]{64}$/)),
      }),
    ),
  })
  /** Asks for a relay before it is needed, to see whether it answers. */
  const checkRelay = z.strictObject({ type: z.literal('checkRelay') })
  /** Asks what the server knows of this very connection. */
  const view = z.strictObject({ type: z.literal('view') })
  const ping = z.strictObject({ type: z.literal('ping') })
  return z.discriminatedUnion('type', [
    hello,
    find,
    meet,
    stop,
    report,
    keep,
    outcome,
    noMedia,
    proof,
    checkRelay,
    view,
    ping,
  ])
}
// Marked as pure, so that pages, which only write such messages, do not carry it.
const clientMessage = /* @__PURE__ */ clientMessages()
export type ClientMessage = z.infer<typeof clientMessage>
export type Mode = (typeof MODES)[number]
export type ReportReason = (typeof REPORT_REASONS)[number]
export type Route = (typeof ROUTES)[number]
export type Hiding = (typeof HIDINGS)[number]

const iceServer = z.object({
  urls: z.array(z.string()),
  username: z.optional(z.string()),
  credential: z.optional(z.string()),
})
const ice = z.array(iceServer).check(z.maxLength(8))
export type IceServer = z.infer<typeof iceServer>

/**
 * skipped: the stranger went on to the next one. left: stopped, or closed the page.
 * lost: the stranger's socket broke; a call that still works goes on. missed: nobody came to `meet`.
 */
export const LEAVE_REASONS = ['skipped', 'left', 'lost', 'missed'] as const
export type LeaveReason = (typeof LEAVE_REASONS)[number]
export const REFUSALS = [
  'tooManyConnections',
  'tooManySearches',
  'tooManyReports',
  'full',
  'blocked',
] as const
/** What a blocked visitor is told of the cause: not more than he can check himself. */
export const BLOCK_CAUSES = ['network', 'reports', 'operator'] as const
export type BlockCause = (typeof BLOCK_CAUSES)[number]
/** How long a visitor can be without a picture before it is remarkable. */
export const NO_MEDIA_MS = 4_000
/** Path of the document with the advertisement, on the page's origin or on one of its own (P7). */
export const AD_PATH = '/advertisement'
/** Least and most, in CSS pixels: the smallest phone shows it whole. */
export const AD_BOUNDS = { width: [50, 320], height: [50, 600] } as const
export const AD_NETWORK_LENGTH_MAX = 60
/** Path of the one WebSocket. */
export const SIGNAL_PATH = '/signal'
/** Path where the code of a block is sent to appeal: a POST of `{"code":"..."}`. */
export const APPEAL_PATH = '/appeal'
export type Refusal = (typeof REFUSALS)[number]

const hex = z.string().check(z.regex(/^[0-9a-f]{2,64}$/))
const common = z.object({ interests: z.array(interest), languages: z.array(language) })
export type Common = z.infer<typeof common>

const pixels = ([least, most]: readonly [number, number]) =>
  z.int().check(z.minimum(least), z.maximum(most))
const ads = z.object({
  /** Who sees the address of whoever loads the frame. */
  network: z.string().check(z.maxLength(AD_NETWORK_LENGTH_MAX)),
  url: z.string().check(z.regex(/^(https?:\/\/[\w.:-]+)?\/advertisement$/)),
  width: pixels(AD_BOUNDS.width),
  height: pixels(AD_BOUNDS.height),
})
export type Ads = z.infer<typeof ads>

const serverMessage = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('welcome'),
    online: z.int(),
    build: z.string(),
    /** Whether private and `.local` candidates are in order here. */
    lan: z.boolean(),
    hiding: z.enum(HIDINGS),
    /** Where the operator has advertising. */
    ads: z.optional(ads),
  }),
  /** All that the server holds about this connection, and nothing that it would have to look up. */
  z.object({
    type: z.literal('view'),
    /** The IPv4 address, or the /64 of the IPv6 address. */
    network: z.string().check(z.maxLength(64)),
    consent: z.boolean(),
    /** Whether the last search promised a picture. */
    camera: z.boolean(),
    /** Whether it has talked with a stranger for a while, as people do. */
    steady: z.boolean(),
  }),
  /** None when the network has asked too often. */
  z.object({ type: z.literal('relay'), ice }),
  /** The search begins when `waitMs` are over and the puzzle is solved. */
  z.object({
    type: z.literal('challenge'),
    waitMs: z.int().check(z.minimum(0), z.maximum(60_000)),
    puzzle: z.object({
      nonce: hex,
      salt: hex,
      keyPrefix: hex,
      cost: z.int().check(z.minimum(1), z.maximum(20_000)),
    }),
  }),
  z.object({ type: z.literal('waiting'), ice }),
  z.object({
    type: z.literal('matched'),
    pair: id,
    role: z.enum(['offer', 'answer']),
    key,
    /** How the visitor's own key begins: a match of an earlier request may cross a newer one. */
    answers: z.string(),
    common,
    ice,
    report: id,
  }),
  /** Names the pair that is over; none when a meeting was missed. */
  z.object({
    type: z.literal('partnerLeft'),
    why: z.enum(LEAVE_REASONS),
    pair: z.optional(id),
  }),
  z.object({ type: z.literal('reported'), accepted: z.boolean() }),
  /** Whether the call of `keep` is known; the server may have been restarted. */
  z.object({ type: z.literal('kept'), known: z.boolean() }),
  /** `until` is when trying again can succeed, in milliseconds since the epoch. */
  z.object({
    type: z.literal('refused'),
    reason: z.enum(REFUSALS),
    until: z.int(),
    /** With `blocked`: why, and the code to appeal with. */
    cause: z.optional(z.enum(BLOCK_CAUSES)),
    code: z.optional(z.string().check(z.maxLength(8))),
  }),
  z.object({ type: z.literal('online'), count: z.int() }),
  z.object({ type: z.literal('pong') }),
])
export type ServerMessage = z.infer<typeof serverMessage>
export type Welcome = Extract<ServerMessage, { type: 'welcome' }>
export type Role = Extract<ServerMessage, { type: 'matched' }>['role']

function parseWith<T>(
  schema: { safeParse(value: unknown): { success: true; data: T } | { success: false } },
  text: string,
): T | null {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return null
  }
  const result = schema.safeParse(value)
  return result.success ? result.data : null
}

/**
 * Messages without a free field, by the one spelling that pages send: most of the text frames of
 * an introduction, recognised without being parsed. Any other spelling takes the long way.
 */
function fixedMessages(): ReadonlyMap<string, ClientMessage> {
  return new Map(
    [
      { type: 'stop' } as const,
      { type: 'ping' } as const,
      { type: 'noMedia' } as const,
      { type: 'checkRelay' } as const,
      { type: 'view' } as const,
      ...ROUTES.map((route) => ({ type: 'outcome', route }) as const),
    ].map((message) => [JSON.stringify(message), message]),
  )
}
// Marked as pure, so that pages, which only write such messages, do not carry it.
const FIXED_MESSAGES = /* @__PURE__ */ fixedMessages()

/** Returns the control message in a text frame, or `null` for anything outside the union. */
export function parseClientMessage(text: string): ClientMessage | null {
  return FIXED_MESSAGES.get(text) ?? parseWith(clientMessage, text)
}

/** Returns the server's message, or `null`: a page does not trust its server blindly either. */
export function parseServerMessage(text: string): ServerMessage | null {
  return parseWith(serverMessage, text)
}

type Matched = Extract<ServerMessage, { type: 'matched' }>

/**
 * Writes `matched` without a serialiser: it is half the text of an introduction. The plain fields
 * are ids, keys and roles, whose alphabets need no escaping.
 */
export function renderMatched(
  { pair, role, key, answers, report }: Omit<Matched, 'type' | 'common' | 'ice'>,
  common: Common,
  iceServers: readonly IceServer[],
): string {
  return (
    `{"type":"matched","pair":"${pair}","role":"${role}","key":"${key}","answers":"${answers}",` +
    `"common":${JSON.stringify(common)},"ice":${JSON.stringify(iceServers)},"report":"${report}"}`
  )
}

/** Writes `partnerLeft`; see `renderMatched`. */
export function renderPartnerLeft(why: LeaveReason, pair: string | null): string {
  return `{"type":"partnerLeft","why":"${why}"${pair === null ? '' : `,"pair":"${pair}"`}}`
}

/** Rounds a number of people up to a multiple of 8, and to 0 below 8, so that nobody can be singled out. */
export function blurCount(people: number): number {
  return people < ONLINE_STEP ? 0 : Math.ceil(people / ONLINE_STEP) * ONLINE_STEP
}
