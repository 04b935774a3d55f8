/** What every part of the dashboard may need: the actions, the radar's clock, and a way to tell. */
import { createContext, useContext } from 'react'
import type { Operator } from './operator.ts'

/** One sentence about what was done, and how to take it back where that is possible. */
export interface Notice {
  readonly id: number
  readonly text: string
  readonly isFailure: boolean
  readonly undo: (() => void) | null
}

export interface Desk {
  readonly operator: Operator
  /** The radar's clock, ticking every second, in milliseconds since the epoch. */
  readonly now: number
  readonly say: (notice: Omit<Notice, 'id'>) => void
}

export const DeskContext = createContext<Desk | null>(null)

/** @throws outside of the dashboard */
export function useDesk(): Desk {
  const desk = useContext(DeskContext)
  if (desk === null) throw new Error('there is no desk outside of the dashboard')
  return desk
}
