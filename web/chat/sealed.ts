/**
 * Seals signals between two browsers, so that the server that introduces them reads nothing.
 *
 * Each search has a fresh P-256 key pair. From both public keys come, by ECDH and HKDF-SHA-256,
 * one AES-256-GCM key per direction and a secret for meeting again. The nonce is a counter that
 * is never sent: a frame that is altered, repeated, left out or out of order does not open.
 * P-256 and not X25519, because the latter is missing from Safari 16 and Chromium before 133.
 */
import { PROTOCOL_VERSION, type Role } from '../../signaling/protocol.ts'

export interface SealingKeys {
  /** Base64url of the uncompressed point. */
  readonly publicKey: string
  readonly privateKey: CryptoKey
}

export interface Seal {
  /** Seals one signal; frames must be sent in the order of the calls. */
  seal(plain: string): Promise<ArrayBuffer>
  /** Opens the next frame. @throws SealError when it is not exactly the next one of the partner's */
  open(frame: ArrayBuffer): Promise<string>
  /**
   * The token under which these two, and nobody else, meet to rebuild their call: the same each
   * time, for the one may not know how often the other has come in vain.
   */
  meetToken(): Promise<string>
  /** What the seals of rebuilds are salted with; unlike the token, it is never sent. */
  meetSalt(): Promise<Uint8Array<ArrayBuffer>>
  /** A secret of these two for one other purpose. */
  derive(purpose: string): Promise<Uint8Array<ArrayBuffer>>
}

/** A key or a frame is not what the partner sent. */
export class SealError extends Error {}

const CURVE: EcKeyImportParams = { name: 'ECDH', namedCurve: 'P-256' }
const PUBLIC_KEY_BYTES = 65
/** GCM nonces are 96 bits; the counter fills the last 32, and 64 signals are the most there are. */
const NONCE_BYTES = 12

export function toBase64Url(bytes: Uint8Array): string {
  const text = btoa(String.fromCharCode(...bytes))
  return text.replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '')
}

function fromBase64Url(text: string): Uint8Array<ArrayBuffer> {
  const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'))
  return Uint8Array.from(binary, (character) => character.charCodeAt(0))
}

export async function createSealingKeys(): Promise<SealingKeys> {
  const { publicKey, privateKey } = await crypto.subtle.generateKey(CURVE, false, ['deriveBits'])
  const raw = await crypto.subtle.exportKey('raw', publicKey)
  return { publicKey: toBase64Url(new Uint8Array(raw)), privateKey }
}

async function importPartnerKey(own: SealingKeys, partnerKey: string): Promise<CryptoKey> {
  // A reflected key would let the server answer us with our own frames.
  if (partnerKey === own.publicKey) throw new SealError('own key')
  const raw = fromBase64Url(partnerKey)
  // One spelling for each key: with another, our own would pass for somebody else's.
  if (raw.length !== PUBLIC_KEY_BYTES || toBase64Url(raw) !== partnerKey)
    throw new SealError('bad key')
  try {
    return await crypto.subtle.importKey('raw', raw, CURVE, false, [])
  } catch {
    throw new SealError('bad key')
  }
}

function nonceOf(counter: number): Uint8Array<ArrayBuffer> {
  const nonce = new Uint8Array(NONCE_BYTES)
  new DataView(nonce.buffer).setUint32(NONCE_BYTES - 4, counter)
  return nonce
}

/** Between two who have shared nothing before. */
const NO_SALT = new Uint8Array()

/**
 * Derives everything two partners share.
 *
 * @param salt of an earlier seal of these two, so that whoever answers a rebuild without knowing it
 *   can neither read nor say anything
 * @throws SealError when the partner's key is our own or no point of the curve
 */
export async function createSeal(
  own: SealingKeys,
  partnerKey: string,
  pair: string,
  role: Role,
  salt: Uint8Array<ArrayBuffer> = NO_SALT,
): Promise<Seal> {
  const theirs = await importPartnerKey(own, partnerKey)
  const secret = await crypto.subtle.deriveBits(
    { name: 'ECDH', public: theirs },
    own.privateKey,
    256,
  )
  const root = await crypto.subtle.importKey('raw', secret, 'HKDF', false, [
    'deriveBits',
    'deriveKey',
  ])
  const keys = role === 'offer' ? [own.publicKey, partnerKey] : [partnerKey, own.publicKey]
  const hkdf = (purpose: string): HkdfParams => ({
    name: 'HKDF',
    hash: 'SHA-256',
    salt,
    info: new TextEncoder().encode([PROTOCOL_VERSION, purpose, pair, ...keys].join('|')),
  })
  const directionKey = (from: Role, usage: KeyUsage) =>
    crypto.subtle.deriveKey(
      hkdf(`signals from ${from}`),
      root,
      { name: 'AES-GCM', length: 256 },
      false,
      [usage],
    )
  const [sendKey, receiveKey] = await Promise.all([
    directionKey(role, 'encrypt'),
    directionKey(role === 'offer' ? 'answer' : 'offer', 'decrypt'),
  ])
  const secretFor = async (purpose: string) =>
    new Uint8Array(await crypto.subtle.deriveBits(hkdf(purpose), root, 256))
  let sent = 0
  let received = 0

  return {
    seal(plain) {
      const algorithm = { name: 'AES-GCM', iv: nonceOf(sent) }
      sent += 1
      return crypto.subtle.encrypt(algorithm, sendKey, new TextEncoder().encode(plain))
    },
    async open(frame) {
      const algorithm = { name: 'AES-GCM', iv: nonceOf(received) }
      received += 1
      try {
        return new TextDecoder().decode(await crypto.subtle.decrypt(algorithm, receiveKey, frame))
      } catch {
        throw new SealError('bad frame')
      }
    },
    meetToken: async () => toBase64Url(await secretFor('meet')),
    meetSalt: () => secretFor('rebuild'),
    derive: (purpose) => secretFor(`for ${purpose}`),
  }
}
