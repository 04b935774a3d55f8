/** The blocklist and the throttles on their way: signed, dated, and believed only once. */
import { createHmac, timingSafeEqual } from 'node:crypto'
import type * as z from 'zod/mini'
import { LIST_AGE_MAX_MS, parsePayload } from './protocol.ts'

const MAC_LENGTH = 43
/** Crockford's base 32: no letter that looks like a digit. */
const CODE_ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

const macOf = (key: string, topic: string, text: string) =>
  createHmac('sha256', key).update(`${topic}\n${text}`).digest('base64url')

/** Writes `mac.json`. The topic is signed too, so that one list cannot be sent as another. */
export function signList(key: string, topic: string, list: object): string {
  const text = JSON.stringify(list)
  return `${macOf(key, topic, text)}.${text}`
}

/**
 * Reads a list that was signed with the same key, is not older than the last one believed, and is
 * fresh: `null` otherwise, and the caller keeps what it has.
 *
 * @param lastVersion version of the last list believed; the same one again is harmless
 * @param now milliseconds since the epoch
 */
export function openList<
  T extends z.ZodMiniType<{ readonly version: number; readonly issuedAt: number }>,
>(
  key: string,
  topic: string,
  payload: string,
  schema: T,
  lastVersion: number,
  now: number,
): z.infer<T> | null {
  const text = payload.slice(MAC_LENGTH + 1)
  const given = Buffer.from(payload.slice(0, MAC_LENGTH))
  const due = Buffer.from(macOf(key, topic, text))
  if (payload[MAC_LENGTH] !== '.') return null
  if (given.length !== due.length || !timingSafeEqual(given, due)) return null
  const list = parsePayload(schema, text)
  if (list === null || list.version < lastVersion) return null
  return Math.abs(now - list.issuedAt) > LIST_AGE_MAX_MS ? null : list
}

/**
 * The code by which a visitor appeals against a block. Both sides compute it, so it need not
 * travel with the list, and a prefix that is blocked again gets another.
 *
 * @param since start of the block, in seconds since the epoch
 */
export function appealCode(key: string, prefix: string, since: number): string {
  const bytes = createHmac('sha256', key).update(`appeal\n${prefix}\n${since}`).digest()
  return Array.from(bytes.subarray(0, 8), (byte) => CODE_ALPHABET[byte % 32]).join('')
}
