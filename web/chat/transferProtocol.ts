/**
 * What two pages say to each other over the second data channel: offers, answers, and chunks. Pure.
 * A stranger is never trusted: what is unknown, oversized or odd becomes `null`.
 *
 *   sender:   sync, offer .......... chunk chunk chunk ... end
 *   receiver:        accept{offset}        received{offset} ... done
 *
 * Every message can be said again over a rebuilt connection without harm: an offer is answered with
 * where the receiver stands, and the sender goes on from there.
 */
import * as z from 'zod/mini'

export const KINDS = ['file', 'picture', 'voice'] as const
export type Kind = (typeof KINDS)[number]

/** The most that one transfer may carry. */
export const SIZE_MAX = 2 ** 31
export const NAME_LENGTH_MAX = 120
export const VOICE_SECONDS_MAX = 60
/** Loudness over a voice note, from 0 to 15. */
export const VOICE_LEVELS = 48
/** What comes without being asked for has to be small. */
export const SIZES_MAX: Readonly<Record<Kind, number>> = {
  file: SIZE_MAX,
  picture: 4_194_304,
  voice: 1_048_576,
}
/** Live transfers of one side. */
export const TRANSFERS_MAX = 8

/** Number of the transfer, then where in the file the chunk begins. */
export const HEADER_BYTES = 12
/** With its header no more than what every browser takes as one message (65,536). */
export const CHUNK_BYTES = 65_520
/** A chunk is shorter only where a block ends: who sends crumbs wastes everybody's time. */
export const CHUNK_BYTES_MIN = 4_080
/** Read, hashed and written at once. No chunk goes beyond the end of one. */
export const BLOCK_BYTES = 16 * CHUNK_BYTES
const TEXT_LENGTH_MAX = 2_000

export const PICTURE_TYPES = ['image/jpeg', 'image/webp', 'image/png'] as const
export const VOICE_TYPES = ['audio/webm', 'audio/mp4', 'audio/ogg'] as const
export type VoiceType = (typeof VOICE_TYPES)[number]

const id = z.int().check(z.gte(1), z.lte(2 ** 32 - 1))
const offset = z.int().check(z.gte(0), z.lte(SIZE_MAX))
const most = z.int().check(z.gte(1), z.lte(SIZE_MAX))
/** What nobody sees, what turns or ends the line, and letters that are blank. */
const UNSEEN = String.raw`\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}\u115F\u1160\u2800\u3164\uFFA0`
/** Letters of every script, but nothing unseen, and no path. */
const name = z
  .string()
  .check(
    z.minLength(1),
    z.maxLength(NAME_LENGTH_MAX),
    z.regex(new RegExp(String.raw`^[^${UNSEEN}/\\]*$`, 'u')),
  )
const size = (largest: number) => z.int().check(z.gte(0), z.lte(largest))

/** Why a transfer that was offered does not come. */
const DECLINES = [
  'declined',
  'cancelled',
  'tooMany',
  'tooLarge',
  'damaged',
  'broken',
  'noRoom',
] as const
const WITHDRAWALS = ['cancelled', 'unreadable'] as const

const what = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('file'), name, size: size(SIZES_MAX.file) }),
  z.object({
    kind: z.literal('picture'),
    name,
    size: size(SIZES_MAX.picture),
    mime: z.enum(PICTURE_TYPES),
  }),
  z.object({
    kind: z.literal('voice'),
    name,
    size: size(SIZES_MAX.voice),
    mime: z.enum(VOICE_TYPES),
    seconds: z.number().check(z.gte(0), z.lte(VOICE_SECONDS_MAX + 1)),
    levels: z.array(z.int().check(z.gte(0), z.lte(15))).check(z.maxLength(VOICE_LEVELS)),
  }),
])
/** What is offered, in the words of its sender. */
export type Offered = z.infer<typeof what>

const transferMessage = z.discriminatedUnion('type', [
  /** First over every connection: the sender's live transfers; others are over. */
  z.object({ type: z.literal('sync'), ids: z.array(id).check(z.maxLength(TRANSFERS_MAX)) }),
  z.object({ type: z.literal('offer'), id, what }),
  z.object({ type: z.literal('hold'), id, on: z.boolean() }),
  z.object({ type: z.literal('end'), id, digest: z.string().check(z.regex(/^[\w-]{43}$/)) }),
  z.object({ type: z.literal('withdraw'), id, why: z.enum(WITHDRAWALS) }),
  z.object({ type: z.literal('accept'), id, offset }),
  z.object({ type: z.literal('pause'), id, on: z.boolean() }),
  z.object({ type: z.literal('received'), id, offset }),
  z.object({ type: z.literal('done'), id }),
  /** Who says that it is too large can add the most that would not be. */
  z.object({ type: z.literal('decline'), id, why: z.enum(DECLINES), most: z.optional(most) }),
  /** Which voice notes this browser can play. */
  z.object({ type: z.literal('plays'), types: z.array(z.enum(VOICE_TYPES)).check(z.maxLength(3)) }),
])
export type TransferMessage = z.infer<typeof transferMessage>
export type Decline = (typeof DECLINES)[number]
export type Withdrawal = (typeof WITHDRAWALS)[number]

/** Reads a control message; `null` when it is not one. */
export function parseTransferMessage(text: string): TransferMessage | null {
  if (text.length > TEXT_LENGTH_MAX) return null
  try {
    const result = transferMessage.safeParse(JSON.parse(text))
    return result.success ? result.data : null
  } catch {
    return null
  }
}

export interface Chunk {
  readonly id: number
  readonly offset: number
  /** A view into the message: copy what is to stay. */
  readonly bytes: Uint8Array
}

/** @param room where it is written, from the beginning: as long as a chunk with its header, or longer */
export function renderChunk(
  transfer: number,
  at: number,
  bytes: Uint8Array,
  room: ArrayBuffer,
): Uint8Array<ArrayBuffer> {
  const message = new Uint8Array(room, 0, HEADER_BYTES + bytes.length)
  const header = new DataView(room)
  header.setUint32(0, transfer)
  header.setFloat64(4, at)
  message.set(bytes, HEADER_BYTES)
  return message
}

/** Reads a chunk; `null` when it is none. */
export function parseChunk(message: ArrayBuffer): Chunk | null {
  const length = message.byteLength - HEADER_BYTES
  if (length < 1 || length > CHUNK_BYTES) return null
  const header = new DataView(message)
  return {
    id: header.getUint32(0),
    offset: header.getFloat64(4),
    bytes: new Uint8Array(message, HEADER_BYTES),
  }
}

/** How much there is from this place to the end of its block. */
export const blockRest = (fileSize: number, at: number): number =>
  Math.min(BLOCK_BYTES - (at % BLOCK_BYTES), fileSize - at)

/** A name fit to be shown and saved: without folders and what is invisible, and not too long. */
export function cleanName(text: string): string {
  const visible = text.replaceAll(new RegExp(`[${UNSEEN}]`, 'gu'), '')
  const last = visible.split(/[/\\]/).at(-1)?.trim() ?? ''
  const bare = last.replace(/^\.+/, '')
  if (bare.length <= NAME_LENGTH_MAX) return bare || 'file'
  const ending = /\.[^.]{1,12}$/.exec(bare)?.[0] ?? ''
  // Cut between characters, and keep what says of which kind it is.
  const kept = Array.from(bare.slice(0, NAME_LENGTH_MAX - ending.length))
  if (/\p{Cs}/u.test(kept.at(-1) ?? '')) kept.pop()
  return kept.join('') + ending
}
