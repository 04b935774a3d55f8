/**
 * Whether anybody stands between the two (P11): commit, then reveal, over the data channel.
 *
 *   offerer                     answerer
 *   commit = H(A's nonce)  ->
 *                          <-   nonce of B
 *   nonce of A             ->
 *
 * Both then show four symbols made of both nonces, both DTLS certificates in use and both sealing
 * keys. The commitment is what makes 24 bits enough: whoever stands between has to choose his own
 * certificates and nonces before he sees the others', so that he has one try in 16 million, where
 * without it he could search for a match (the idea of RFC 6189, section 4.4.1.1).
 */
import * as z from 'zod/mini'
import type { Role } from '../../signaling/protocol.ts'
import { toBase64Url } from './sealed.ts'

const NONCE_BYTES = 32
/** 64 symbols are six bits each. */
export const SYMBOLS_MAX = 64
const SYMBOLS = 4

/** Base64url of 32 bytes. */
const bytes32 = z.string().check(z.regex(/^[A-Za-z0-9_-]{43}$/))
const message = z.discriminatedUnion('step', [
  /** `known`: whether the sender has symbols from an earlier connection of this call. */
  z.strictObject({
    type: z.literal('verify'),
    step: z.literal('commit'),
    hash: bytes32,
    known: z.boolean(),
  }),
  z.strictObject({
    type: z.literal('verify'),
    step: z.literal('nonce'),
    nonce: bytes32,
    known: z.boolean(),
  }),
  z.strictObject({ type: z.literal('verify'), step: z.literal('reveal'), nonce: bytes32 }),
])
export type VerifyMessage = z.infer<typeof message>

/** Reads a message of the check; `null` when it is not one. */
export function parseVerifyMessage(text: string): VerifyMessage | null {
  if (text.length > 300) return null
  try {
    const result = message.safeParse(JSON.parse(text))
    return result.success ? result.data : null
  } catch {
    return null
  }
}

/** What the symbols vouch for, the same on both sides: that of the offerer first. */
export interface Bound {
  /** SHA-256 of the DTLS certificates in use, as bytes. */
  readonly certificates: readonly [Uint8Array, Uint8Array]
  /** The public sealing keys of the introduction. */
  readonly keys: readonly [string, string]
}

export type Verdict =
  /** Four numbers below 64. */
  | { readonly type: 'symbols'; readonly symbols: readonly number[] }
  /** Both have symbols from before, which still hold. */
  | { readonly type: 'kept' }
  /** Late, repeated, swapped, missing or not what was committed to. */
  | { readonly type: 'failed' }

async function hash(purpose: string, bound: Bound, nonces: readonly string[]): Promise<Uint8Array> {
  // Every part has a fixed length or alphabet, so that none can pass for another.
  const parts = [
    `p2p-chat 1 ${purpose}`,
    ...bound.certificates.map(toBase64Url),
    ...bound.keys,
    ...nonces,
  ]
  const text = new TextEncoder().encode(parts.join('|'))
  return new Uint8Array(await crypto.subtle.digest('SHA-256', text))
}

const commitment = async (bound: Bound, nonce: string) =>
  toBase64Url(await hash('commit', bound, [nonce]))

async function symbolsOf(bound: Bound, nonces: readonly [string, string]): Promise<number[]> {
  const [a = 0, b = 0, c = 0] = await hash('symbols', bound, nonces)
  const bits = (a << 16) | (b << 8) | c
  return Array.from({ length: SYMBOLS }, (_, at) => (bits >> (18 - 6 * at)) & (SYMBOLS_MAX - 1))
}

type Phase = 'start' | 'committed' | 'answered' | 'over'

export interface Verification {
  /** The offerer's first word; nothing for the answerer. */
  readonly begin: () => Promise<void>
  /** Takes the next message, in the order in which they came. */
  readonly take: (message: VerifyMessage) => Promise<void>
  /** Too late: whatever is not finished has failed. */
  readonly expire: () => void
}

/**
 * One run over one connection.
 *
 * @param known whether there are symbols already, from an earlier connection of this call
 * @param onVerdict called once
 */
export function createVerification(
  role: Role,
  bound: Bound,
  known: boolean,
  send: (message: VerifyMessage) => void,
  onVerdict: (verdict: Verdict) => void,
  random: () => Uint8Array = () => crypto.getRandomValues(new Uint8Array(NONCE_BYTES)),
): Verification {
  const mine = toBase64Url(random())
  let phase: Phase = 'start'
  /** What the offerer has committed to; of the answerer's state only. */
  let committed = ''

  function finish(verdict: Verdict): void {
    if (phase === 'over') return
    phase = 'over'
    onVerdict(verdict)
  }

  async function conclude(nonces: readonly [string, string]): Promise<void> {
    finish({ type: 'symbols', symbols: await symbolsOf(bound, nonces) })
  }

  return {
    async begin() {
      if (role !== 'offer') return
      const commit = await commitment(bound, mine)
      // A nonce that came before was not given for our commitment.
      if (phase !== 'start') return
      phase = 'committed'
      send({ type: 'verify', step: 'commit', hash: commit, known })
    },
    async take(received) {
      if (phase === 'over') return
      if (role === 'offer' && phase === 'committed' && received.step === 'nonce') {
        phase = 'answered'
        // One's own nonce sent back would make the symbols guessable.
        if (received.nonce === mine) return finish({ type: 'failed' })
        if (known && received.known) return finish({ type: 'kept' })
        send({ type: 'verify', step: 'reveal', nonce: mine })
        return conclude([mine, received.nonce])
      }
      if (role === 'answer' && phase === 'start' && received.step === 'commit') {
        phase = 'answered'
        committed = received.hash
        send({ type: 'verify', step: 'nonce', nonce: mine, known })
        if (known && received.known) finish({ type: 'kept' })
        return
      }
      if (role === 'answer' && phase === 'answered' && received.step === 'reveal') {
        if (received.nonce === mine || (await commitment(bound, received.nonce)) !== committed)
          return finish({ type: 'failed' })
        return conclude([received.nonce, mine])
      }
      finish({ type: 'failed' })
    },
    expire: () => finish({ type: 'failed' }),
  }
}
