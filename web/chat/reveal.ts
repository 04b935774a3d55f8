/**
 * Whether two who began blurred have agreed to be seen. Pure.
 *
 * A picture is clear while both have pressed. Whoever takes that back closes it for both, until
 * both have pressed anew: nobody looks at somebody who does not look back.
 */
import type { View } from './visit.ts'

export interface Reveal {
  readonly mine: boolean
  readonly theirs: boolean
  /** Who took back what both had agreed to. */
  readonly closedBy?: 'us' | 'stranger'
}

export const NOT_REVEALED: Reveal = { mine: false, theirs: false }

export const isRevealed = ({ mine, theirs }: Reveal): boolean => mine && theirs

export const press = (reveal: Reveal): Reveal => ({ ...reveal, mine: true })

export const takeBack = (reveal: Reveal): Reveal =>
  isRevealed(reveal) ? { ...NOT_REVEALED, closedBy: 'us' } : { ...reveal, mine: false }

/** The stranger says whether he has pressed. Nothing that he says presses for us. */
export function hearReveal(reveal: Reveal, theirs: boolean): Reveal {
  return isRevealed(reveal) && !theirs
    ? { ...NOT_REVEALED, closedBy: 'stranger' }
    : { ...reveal, theirs }
}

/** Whether both had agreed, by either's wish, to begin blurred, and have not revealed themselves. */
export function isCovered({ wish, reveal }: Pick<View, 'wish' | 'reveal'>): boolean {
  if (wish.mode !== 'video') return false
  return reveal === null ? wish.isBlurred : !isRevealed(reveal)
}
