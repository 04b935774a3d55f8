/**
 * How two who have talked find each other again: under a token, which the server sees, and with a
 * salt, which it never does. Both come from a secret that only their two pages have ever known.
 */
import { toBase64Url } from './sealed.ts'
import { threeWords } from './threeWords.ts'

/** Where two meet. */
export interface Place {
  readonly token: string
  readonly salt: Uint8Array<ArrayBuffer>
}
export interface Meeting extends Place {
  /** Whether the other's browser was told an address of this visitor's before (P8). */
  readonly isTold: boolean
}
export type Secret = Uint8Array<ArrayBuffer>

async function derive(secret: Secret, purpose: string): Promise<Secret> {
  const key = await crypto.subtle.importKey('raw', secret, 'HKDF', false, ['deriveBits'])
  const info = new TextEncoder().encode(purpose)
  const algorithm: HkdfParams = { name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(), info }
  return new Uint8Array(await crypto.subtle.deriveBits(algorithm, key, 256))
}

/** @param code what both have to know besides; a guessed one leads to another token */
export async function meetingOf(secret: Secret, code = ''): Promise<Place> {
  const [token, salt] = await Promise.all([
    derive(secret, `token|${code}`),
    derive(secret, `salt|${code}`),
  ])
  return { token: toBase64Url(token), salt }
}

/** The three words of a secret, the same on both sides. */
export const codeOf = async (secret: Secret): Promise<string> =>
  threeWords(await derive(secret, 'words'))

/** What was typed, as `codeOf` writes it: whatever stands between the words. */
export const readCode = (text: string): string =>
  text
    .toLowerCase()
    .split(/[^a-z]+/)
    .filter((word) => word !== '')
    .join(' ')
