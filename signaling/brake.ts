/** Searches from a throttled network: each waits a little and solves a puzzle, then goes on. */
import type { Puzzle, PublicPuzzle } from './puzzle.ts'
import type { Solution } from './visitor.ts'

/** How long such a search waits, at least and at most, in milliseconds. */
const WAIT_MIN_MS = 2_000
const WAIT_MAX_MS = 10_000
/** A device that is too slow for the puzzle, or does it wrong, waits this long instead. */
export const UNSOLVED_WAIT_MS = 20_000
/** Searches held at once; beyond it the oldest is let go, for nobody is locked out. */
const HELD_MAX = 10_000

export interface Challenge {
  readonly waitMs: number
  readonly puzzle: PublicPuzzle
}

export interface Brake<T> {
  /** Holds a search back. `null` when it was cancelled while the puzzle was made. */
  hold(ticket: string, search: T, now: number): Promise<Challenge | null>
  /** Takes the answer; each puzzle is answered once, so a replayed proof changes nothing. */
  answer(ticket: string, solution: Solution, now: number): Promise<void>
  /** Forgets a search that was taken back. */
  cancel(ticket: string): void
  /** Lets go whoever has waited and answered. */
  tick(now: number): void
  /** Entries: 0 when everybody has gone (I9). */
  residue(): number
}

interface Held<T> {
  readonly search: T
  readonly since: number
  /** `null` until it has been made, and again once it has been answered. */
  puzzle: Puzzle | null
  /** `null` until the puzzle is answered. */
  goesAt: number | null
  readonly waitMs: number
}

/**
 * @param release called with each search that may go on, and its ticket
 * @param random a number from 0 to 1
 */
export function createBrake<T>(
  makePuzzle: () => Promise<Puzzle>,
  release: (ticket: string, search: T) => void,
  random: () => number = Math.random,
): Brake<T> {
  const held = new Map<string, Held<T>>()

  function letGo(ticket: string): void {
    const entry = held.get(ticket)
    if (entry === undefined) return
    held.delete(ticket)
    release(ticket, entry.search)
  }

  return {
    async hold(ticket, search, now) {
      const [oldest] = held.keys()
      if (held.size >= HELD_MAX && oldest !== undefined) letGo(oldest)
      const waitMs = Math.round(WAIT_MIN_MS + random() * (WAIT_MAX_MS - WAIT_MIN_MS))
      const entry: Held<T> = { search, since: now, puzzle: null, goesAt: null, waitMs }
      held.set(ticket, entry)
      const puzzle = await makePuzzle()
      if (held.get(ticket) !== entry) return null
      entry.puzzle = puzzle
      return { waitMs, puzzle: puzzle.shown }
    },
    async answer(ticket, solution, now) {
      const entry = held.get(ticket)
      if (entry === undefined || entry.puzzle === null) return
      const { puzzle } = entry
      entry.puzzle = null
      // Whatever the vendor cannot make sense of is no solution.
      const solved = solution !== null && (await puzzle.check(solution).catch(() => false))
      entry.goesAt = entry.since + (solved ? entry.waitMs : UNSOLVED_WAIT_MS)
      if (now >= entry.goesAt && held.get(ticket) === entry) letGo(ticket)
    },
    cancel: (ticket) => void held.delete(ticket),
    tick(now) {
      for (const [ticket, { goesAt, since }] of held)
        // A page that never answers goes on in the end, too: later than one that does.
        if (now >= (goesAt ?? since + 2 * UNSOLVED_WAIT_MS)) letGo(ticket)
    },
    residue: () => held.size,
  }
}
