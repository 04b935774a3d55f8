/**
 * The authenticator: six digits, SHA-1, 30 seconds, as every authenticator app understands them.
 * Secrets at rest are sealed under a key that is not in the same file (O2).
 */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { Secret, TOTP } from 'otpauth'

const ISSUER = 'P2P Chat radar'
const ALGORITHM = 'SHA1'
const DIGITS = 6
const PERIOD_S = 30
const PERIOD_MS = PERIOD_S * 1_000
/** Steps before and after the present one whose code is accepted too: clocks differ. */
const WINDOW = 1
const SECRET_BYTES = 20
const CIPHER = 'chacha20-poly1305'
const NONCE_BYTES = 12
const TAG_BYTES = 16

/** A fresh secret in base 32, for the authenticator. */
export const newSecret = (): string => new Secret({ size: SECRET_BYTES }).base32

/** The address behind the QR code. */
export function secretUri(secret: string, label: string): string {
  return new TOTP({
    issuer: ISSUER,
    label,
    secret,
    algorithm: ALGORITHM,
    digits: DIGITS,
    period: PERIOD_S,
  }).toString()
}

/**
 * Finds the time step that a code belongs to.
 *
 * @param lastStep the step of the last code accepted: it and whatever came before is refused
 * @param now milliseconds since the epoch
 * @returns the step to remember, or `null` when the code is wrong, too old, too new or used
 */
export function acceptedStep(
  secret: string,
  code: string,
  lastStep: number,
  now: number,
): number | null {
  if (!/^\d{6}$/.test(code)) return null
  const delta = TOTP.validate({
    token: code,
    secret: Secret.fromBase32(secret),
    algorithm: ALGORITHM,
    digits: DIGITS,
    period: PERIOD_S,
    timestamp: now,
    window: WINDOW,
  })
  if (delta === null) return null
  const step = Math.floor(now / PERIOD_MS) + delta
  return step > lastStep ? step : null
}

/**
 * Seals a secret for the file.
 *
 * @param key 32 bytes
 * @param owner whose it is: in another operator's row it cannot be opened
 */
export function sealSecret(key: Buffer, owner: string, secret: string): string {
  const nonce = randomBytes(NONCE_BYTES)
  const cipher = createCipheriv(CIPHER, key, nonce, { authTagLength: TAG_BYTES })
  const text = Buffer.from(secret)
  cipher.setAAD(Buffer.from(owner), { plaintextLength: text.length })
  const sealed = Buffer.concat([cipher.update(text), cipher.final()])
  return Buffer.concat([nonce, sealed, cipher.getAuthTag()]).toString('base64url')
}

/** Opens what `sealSecret` made with the same key for the same owner; `null` for anything else. */
export function openSecret(key: Buffer, owner: string, sealed: string): string | null {
  const bytes = Buffer.from(sealed, 'base64url')
  if (bytes.length <= NONCE_BYTES + TAG_BYTES) return null
  const text = bytes.subarray(NONCE_BYTES, -TAG_BYTES)
  const decipher = createDecipheriv(CIPHER, key, bytes.subarray(0, NONCE_BYTES), {
    authTagLength: TAG_BYTES,
  })
  decipher.setAAD(Buffer.from(owner), { plaintextLength: text.length })
  decipher.setAuthTag(bytes.subarray(-TAG_BYTES))
  try {
    return Buffer.concat([decipher.update(text), decipher.final()]).toString()
  } catch {
    return null
  }
}
