/** Recovery codes: 80 random bits each, shown once, kept as hashes, good for one sign-in. */
import { createHash, randomBytes } from 'node:crypto'

const CODES = 8
const CODE_BYTES = 10
const GROUP = 4
/** Crockford's base 32: what looks alike is read as the same. */
const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz'

/** Eight codes such as `k3vd-91xa-7m2q-h0ts`. */
export function newRecoveryCodes(): string[] {
  return Array.from({ length: CODES }, () => {
    let bits = BigInt(`0x${randomBytes(CODE_BYTES).toString('hex')}`)
    const characters: string[] = []
    for (let left = (CODE_BYTES * 8) / 5; left > 0; left -= 1) {
      characters.push(ALPHABET[Number(bits & 31n)] ?? '')
      bits >>= 5n
    }
    const text = characters.join('')
    return (text.match(new RegExp(`.{${GROUP}}`, 'g')) ?? []).join('-')
  })
}

/** The hash that is kept. Case, dashes and look-alikes do not matter. */
export function hashOfRecoveryCode(typed: string): string {
  const code = typed.toLowerCase().replace(/[\s-]/g, '').replace(/o/g, '0').replace(/[il]/g, '1')
  return createHash('sha256').update(code).digest('base64url')
}
