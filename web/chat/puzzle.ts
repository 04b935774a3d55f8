/** Has a worker solve the server's puzzle, so that the page stays alive meanwhile. */
import type { ClientMessage, ServerMessage } from '../../signaling/protocol.ts'

export type Puzzle = Extract<ServerMessage, { type: 'challenge' }>['puzzle']
export type Solution = Extract<ClientMessage, { type: 'proof' }>['solution']

export interface Solver {
  /** Begins; an earlier puzzle is given up. */
  solve(puzzle: Puzzle): void
  cancel(): void
}

/** @param onSolved `null` when the device cannot do it: the search then just waits longer */
export function createSolver(onSolved: (solution: Solution) => void): Solver {
  /** Ends the present attempt. */
  let giveUp: (() => void) | null = null

  function cancel(): void {
    giveUp?.()
    giveUp = null
  }

  async function work(puzzle: Puzzle, signal: AbortSignal): Promise<Solution> {
    // Few visitors ever meet a puzzle.
    const { startWorker } = await import('./workers.ts')
    if (signal.aborted) return null
    const worker = startWorker('puzzle')
    signal.addEventListener('abort', () => worker.terminate())
    return new Promise((resolve) => {
      worker.onmessage = ({ data }: MessageEvent<Solution>) => resolve(data)
      worker.onerror = () => resolve(null)
      worker.postMessage(puzzle)
    })
  }

  return {
    solve(puzzle) {
      cancel()
      const attempt = new AbortController()
      giveUp = () => attempt.abort()
      void work(puzzle, attempt.signal)
        .catch(() => null)
        .then((solution) => {
          if (attempt.signal.aborted) return
          cancel()
          onSolved(solution)
        })
    },
    cancel,
  }
}
