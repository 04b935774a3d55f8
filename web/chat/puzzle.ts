/** Has a worker solve the server's puzzle, so that the page stays alive meanwhile. */
import type { ClientMessage, ServerMessage } from '../../signaling/protocol.ts'
import { startWorker } from './workers.ts'

export type Puzzle = Extract<ServerMessage, { type: 'challenge' }>['puzzle']
export type Solution = Extract<ClientMessage, { type: 'proof' }>['solution']

export interface Solver {
  /** Begins; an earlier puzzle is given up. */
  solve(puzzle: Puzzle): void
  cancel(): void
}

/** @param onSolved `null` when the device cannot do it: the search then just waits longer */
export function createSolver(onSolved: (solution: Solution) => void): Solver {
  let worker: Worker | null = null

  function cancel(): void {
    worker?.terminate()
    worker = null
  }

  return {
    solve(puzzle) {
      cancel()
      try {
        const begun = startWorker('puzzle')
        worker = begun
        const finish = (solution: Solution) => {
          if (worker !== begun) return
          cancel()
          onSolved(solution)
        }
        begun.onmessage = ({ data }: MessageEvent<Solution>) => finish(data)
        begun.onerror = () => finish(null)
        begun.postMessage(puzzle)
      } catch {
        onSolved(null)
      }
    },
    cancel,
  }
}
