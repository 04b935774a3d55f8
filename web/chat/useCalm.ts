/** Calm mode in a call: Next waits until two have been together for a while. */
import { useEffect, useState } from 'react'
import type { State } from './session.ts'
import type { View } from './visit.ts'

/** The least that a calm visitor gives a stranger; Stop and Report work at once. */
export const CALM_S = 10

/**
 * Counts the seconds that are left, from the first word that could be said, until the returned
 * function is called; a connection that breaks does not begin anew.
 */
export function countCalm(
  phase: State['phase'],
  show: (left: number) => void,
): (() => void) | undefined {
  if (phase !== 'talking') return undefined
  let left = CALM_S
  const timer = setInterval(() => {
    left -= 1
    show(left)
    if (left === 0) clearInterval(timer)
  }, 1_000)
  return () => clearInterval(timer)
}

/**
 * Seconds until Next works; 0 when it does, and for everybody who is not calm.
 *
 * Only one's own Next waits: nobody is held by a stranger's choice, nor by a connection that is
 * still being made.
 */
export function useCalm({ wish, state }: View): number {
  const [left, setLeft] = useState(CALM_S)
  useEffect(() => countCalm(state.phase, setLeft), [state.phase])
  return wish.calm && state.phase === 'talking' ? left : 0
}
