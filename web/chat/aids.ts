/** What a search and what comes of it need besides the connection; loaded with what a call takes. */
import type { ClientMessage } from '../../signaling/protocol.ts'
import { createAppeal } from './appeal.ts'
import { createSolver, type Solver } from './puzzle.ts'
import { createReporting, type Reporting } from './reporting.ts'
import type { View } from './visit.ts'

export interface Aids {
  readonly reporting: Reporting
  readonly solver: Solver
  /** Asks for another look at a block. */
  readonly appeal: () => void
}

export function createAids(
  send: (message: ClientMessage) => boolean,
  getView: () => View,
  show: (change: Partial<View>) => void,
): Aids {
  return {
    reporting: createReporting(send, show),
    solver: createSolver((solution) => void send({ type: 'proof', solution })),
    appeal: createAppeal(getView, show),
  }
}
