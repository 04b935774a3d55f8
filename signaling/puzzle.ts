/**
 * A small piece of work for a device (altcha): a brake on searches from a busy network, not a test
 * of who is human. The only file of the server that knows the vendor.
 */
import { randomBytes, randomInt } from 'node:crypto'
import { createChallenge, verifySolution, type Challenge } from 'altcha-lib'
import { deriveKey } from 'altcha-lib/algorithms/pbkdf2'
import type { ServerMessage } from './protocol.ts'
import type { Solution } from './visitor.ts'

/** Rounds of PBKDF2 for one guess, and how many guesses are needed: about half a second on a PC. */
const COST = 2_000
const GUESSES_MIN = 250
const GUESSES_MAX = 500
/** Slow phones get this long. */
const LIFE_S = 60

export type PublicPuzzle = Extract<ServerMessage, { type: 'challenge' }>['puzzle']

export interface Puzzle {
  readonly shown: PublicPuzzle
  /** Whether this solves it. Ask once: whoever keeps puzzles forgets them when they are answered. */
  check(solution: NonNullable<Solution>): Promise<boolean>
}

/** Good while the process runs, like the puzzles. */
const secrets = {
  hmacSignatureSecret: randomBytes(32).toString('hex'),
  hmacKeySignatureSecret: randomBytes(32).toString('hex'),
}

/** Makes a puzzle; costs the server one guess. */
export async function createPuzzle(): Promise<Puzzle> {
  const challenge: Challenge = await createChallenge({
    algorithm: 'PBKDF2/SHA-256',
    cost: COST,
    counter: randomInt(GUESSES_MIN, GUESSES_MAX),
    deriveKey,
    expiresAt: Math.ceil(Date.now() / 1000) + LIFE_S,
    ...secrets,
  })
  const { nonce, salt, keyPrefix, cost } = challenge.parameters
  return {
    shown: { nonce, salt, keyPrefix, cost },
    async check(solution) {
      const { verified } = await verifySolution({ challenge, solution, deriveKey, ...secrets })
      return verified
    },
  }
}
