/**
 * Operators' passwords: Argon2id hashes and nothing else (O2), at most two at a time, so that a
 * storm of sign-ins cannot eat the machine.
 */
import { randomBytes } from 'node:crypto'
import { hash, verify } from '@node-rs/argon2'
import { isCommonPassword } from './commonPasswords.ts'
import { PASSWORD_LENGTH_MAX, PASSWORD_LENGTH_MIN } from './operatorProtocol.ts'

/** Argon2id is the library's default; 19 MiB, two passes, one lane. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1, outputLen: 32 }
const SALT_BYTES = 16
const AT_ONCE = 2
const WAITING_MAX = 16

export interface Passwords {
  /** @throws TooBusyError when too many wait already */
  readonly hash: (password: string) => Promise<string>
  /**
   * Whether the password belongs to the hash. Without a hash the answer is no, after the same work.
   *
   * @throws TooBusyError when too many wait already
   */
  readonly verify: (hashed: string | null, password: string) => Promise<boolean>
}

/** More sign-ins at once than the machine should carry: try again in a moment. */
export class TooBusyError extends Error {}

const normalise = (password: string): string => password.normalize('NFKC')

/**
 * What is wrong with a new password, or `null`. No rules about symbols: length, and not being one
 * of those that everybody tries first.
 *
 * @param name the operator's, which is no secret
 */
export function passwordProblem(
  password: string,
  name: string,
): 'passwordShort' | 'passwordLong' | 'passwordCommon' | null {
  const text = normalise(password)
  // One character can unfold into many, so both spellings have to be long, or short, enough.
  const lengths = [password, text].map((spelling) => Array.from(spelling).length)
  if (Math.min(...lengths) < PASSWORD_LENGTH_MIN) return 'passwordShort'
  if (Math.max(...lengths) > PASSWORD_LENGTH_MAX) return 'passwordLong'
  return isCommonPassword(text, name) ? 'passwordCommon' : null
}

/** Has the form and the cost of a hash, and belongs to no password. */
function dummyHash(): string {
  const base64 = (size: number) => randomBytes(size).toString('base64').replace(/=+$/, '')
  const cost = `m=${COST.memoryCost},t=${COST.timeCost},p=${COST.parallelism}`
  return `$argon2id$v=19$${cost}$${base64(SALT_BYTES)}$${base64(COST.outputLen)}`
}

export function createPasswords(): Passwords {
  const nobody = dummyHash()
  const waiting: (() => void)[] = []
  let working = 0

  async function inTurn<T>(work: () => Promise<T>): Promise<T> {
    if (working >= AT_ONCE) {
      if (waiting.length >= WAITING_MAX) throw new TooBusyError()
      // Whoever finishes hands his place over, so the count stays as it is.
      await new Promise<void>((resolve) => waiting.push(resolve))
    } else working += 1
    try {
      return await work()
    } finally {
      const next = waiting.shift()
      if (next === undefined) working -= 1
      else next()
    }
  }

  return {
    hash: (password) => inTurn(() => hash(normalise(password), COST)),
    verify: (hashed, password) =>
      inTurn(async () => {
        const isRight = await verify(hashed ?? nobody, normalise(password))
        return isRight && hashed !== null
      }),
  }
}
