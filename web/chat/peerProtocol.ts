/**
 * What two browsers say to each other: sealed signals through the server, then messages over the
 * data channel. Pure. A stranger is never trusted: unknown, oversized or odd things become `null`.
 */
import * as z from 'zod/mini'
import { NICKNAME_LENGTH_MAX } from './nickname.ts'

/** Characters of one text message. Said beside the input before sending. */
export const TEXT_LENGTH_MAX = 2_000
/** Nobody asks for more in one conversation. */
const QUESTION_COUNT_MAX = 10_000
/** A message of 2,000 characters, four bytes each, in JSON. */
const MESSAGE_CHARACTERS_MAX = 14_000

const candidate = z.object({
  candidate: z.string().check(z.maxLength(500)),
  sdpMid: z.optional(z.nullable(z.string().check(z.maxLength(32)))),
  sdpMLineIndex: z.optional(z.nullable(z.int().check(z.gte(0), z.lte(8)))),
  usernameFragment: z.optional(z.nullable(z.string().check(z.maxLength(256)))),
})

const signal = z.strictObject({
  description: z.optional(
    z.strictObject({
      type: z.enum(['offer', 'answer']),
      sdp: z.string().check(z.maxLength(15_000)),
    }),
  ),
  candidates: z.array(candidate).check(z.maxLength(64)),
  /** Chosen before the two met: both begin blurred. Told here, it is known before any picture. */
  blurred: z.optional(z.boolean()),
})
/** A description and the candidates that were ready with it, in one frame. */
export type Signal = z.infer<typeof signal>
export type Candidate = z.infer<typeof candidate>

const BYE_REASONS = ['skipped', 'left', 'away'] as const

/** Letters of every script, but nothing that is invisible or turns the direction of the line. */
const visible = z.regex(/^[^\p{Cc}\p{Cf}\p{Co}\p{Cs}]*$/u)

const peerMessage = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('profile'),
    nickname: z.string().check(z.maxLength(NICKNAME_LENGTH_MAX), visible),
  }),
  z.object({
    type: z.literal('text'),
    id: z.int().check(z.gte(1)),
    text: z.string().check(z.minLength(1), z.maxLength(TEXT_LENGTH_MAX)),
  }),
  z.object({ type: z.literal('received'), id: z.int().check(z.gte(1)) }),
  z.object({ type: z.literal('typing'), active: z.boolean() }),
  z.object({
    type: z.literal('media'),
    camera: z.boolean(),
    microphone: z.boolean(),
    /** The picture is the screen's. */
    screen: z.optional(z.boolean()),
    /** The link has no room for the picture. */
    paused: z.optional(z.boolean()),
    /** Asks for a small picture in return. */
    saving: z.optional(z.boolean()),
    /** What the picture is made of; clear where nothing is said. */
    look: z.optional(z.enum(['clear', 'blurred', 'soft', 'shape'])),
  }),
  /** Whether the sender has pressed Reveal. */
  z.object({ type: z.literal('reveal'), ready: z.boolean() }),
  /** How many questions both have been given; which they are is not told. */
  z.object({
    type: z.literal('question'),
    count: z.int().check(z.gte(1), z.lte(QUESTION_COUNT_MAX)),
  }),
  /** The page is behind another, or in front again. */
  z.object({ type: z.literal('away'), away: z.boolean() }),
  /** Would like to meet again. */
  z.object({ type: z.literal('again') }),
  /** Says nothing, so that silence means something. */
  z.object({ type: z.literal('alive') }),
  z.object({ type: z.literal('bye'), why: z.enum(BYE_REASONS) }),
])
export type PeerMessage = z.infer<typeof peerMessage>

function parse<T>(
  schema: { safeParse(value: unknown): { success: true; data: T } | { success: false } },
  text: string,
): T | null {
  try {
    const result = schema.safeParse(JSON.parse(text))
    return result.success ? result.data : null
  } catch {
    return null
  }
}

/** The server takes 16,384 bytes, of which a seal and who begins blurred need a few. */
const SIGNAL_CHARACTERS = 12_000

/** Puts what does not fit into one frame into several; a description always leads. */
export function inFrames({ candidates, ...rest }: Signal): Signal[] {
  let frame: Signal = { ...rest, candidates: [] }
  const frames = [frame]
  let size = JSON.stringify(frame).length
  for (const one of candidates) {
    const { length } = JSON.stringify(one)
    if (size + length > SIGNAL_CHARACTERS) {
      frame = { candidates: [] }
      frames.push(frame)
      size = 0
    }
    frame.candidates.push(one)
    size += length + 1
  }
  return frames
}

/** Reads an opened signal; `null` when it is not one. */
export function parseSignal(text: string): Signal | null {
  return parse(signal, text)
}

/** Reads a message from the data channel; `null` when it is not one. */
export function parsePeerMessage(text: string): PeerMessage | null {
  return text.length > MESSAGE_CHARACTERS_MAX ? null : parse(peerMessage, text)
}
