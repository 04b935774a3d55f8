/** Solves puzzles as `web/chat/puzzleWorker.ts` does, and spoils solutions. */
import { solveChallenge } from 'altcha-lib'
import { deriveKey } from 'altcha-lib/algorithms/web/pbkdf2'
import type { PublicPuzzle } from '../../signaling/puzzle.ts'
import type { Solution } from '../../signaling/visitor.ts'

type Proof = NonNullable<Solution>

/** @param timeout of the search for it, in milliseconds; `null` when it was too short */
export async function trySolve(puzzle: PublicPuzzle, timeout: number): Promise<Solution> {
  const found = await solveChallenge({
    challenge: { parameters: { ...puzzle, algorithm: 'PBKDF2/SHA-256', keyLength: 32 } },
    deriveKey,
    timeout,
  })
  return found === null ? null : { counter: found.counter, derivedKey: found.derivedKey }
}

export async function solve(puzzle: PublicPuzzle): Promise<Proof> {
  const found = await trySolve(puzzle, 60_000)
  if (found === null) throw new Error('not solved in a minute')
  return found
}
