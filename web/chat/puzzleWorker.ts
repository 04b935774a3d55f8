/** The worker that solves one puzzle (altcha). */
import { solveChallenge } from 'altcha-lib'
import { deriveKey } from 'altcha-lib/algorithms/web/pbkdf2'
import type { Puzzle, Solution } from './puzzle.ts'

/** A weak phone is not kept busy for longer; its search waits instead. */
const PATIENCE_MS = 15_000

onmessage = async ({ data }: MessageEvent<Puzzle>) => {
  const found = await solveChallenge({
    challenge: { parameters: { ...data, algorithm: 'PBKDF2/SHA-256', keyLength: 32 } },
    deriveKey,
    timeout: PATIENCE_MS,
  })
  const solution: Solution =
    found === null ? null : { counter: found.counter, derivedKey: found.derivedKey }
  postMessage(solution)
}
