/** Has a worker solve the server's puzzle, so that the page stays alive meanwhile. */
import type { ClientMessage, ServerMessage } from '../../signaling/protocol.ts'
// Vite makes this module: the address of the built worker.
// oxlint-disable-next-line import/default
import workerUrl from './puzzleWorker.ts?worker&url'

export type Puzzle = Extract<ServerMessage, { type: 'challenge' }>['puzzle']
export type Solution = Extract<ClientMessage, { type: 'proof' }>['solution']

export interface Solver {
  /** Begins; an earlier puzzle is given up. */
  solve(puzzle: Puzzle): void
  cancel(): void
}

/** The worker's address is our own and fixed: the one thing that this policy lets through. */
function scriptUrl(): string {
  if (typeof trustedTypes === 'undefined') return workerUrl
  const policy = trustedTypes.createPolicy('worker', { createScriptURL: () => workerUrl })
  return policy.createScriptURL(workerUrl)
}

/** @param onSolved `null` when the device cannot do it: the search then just waits longer */
export function createSolver(onSolved: (solution: Solution) => void): Solver {
  let worker: Worker | null = null
  let url: string | null = null

  function cancel(): void {
    worker?.terminate()
    worker = null
  }

  return {
    solve(puzzle) {
      cancel()
      try {
        url ??= scriptUrl()
        const begun = new Worker(url, { type: 'module' })
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
