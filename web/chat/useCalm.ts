/** Calm mode in a call: Next waits until two have been together for a while. */
import { useEffect, useState } from 'react'
import type { View } from './visit.ts'

/** The least that a calm visitor gives a stranger; Stop and Report work at once. */
export const CALM_S = 10

/**
 * Seconds until Next works; 0 when it does, and for everybody who is not calm.
 *
 * Only one's own Next waits: nobody is held by a stranger's choice.
 */
export function useCalm({ wish, state }: View): number {
  const [left, setLeft] = useState(CALM_S)
  // Counted from the first word that could be said; a connection that breaks does not begin anew.
  const isTalking = state.phase === 'talking'
  useEffect(() => {
    if (!isTalking || left === 0) return undefined
    const timer = setTimeout(() => setLeft(left - 1), 1_000)
    return () => clearTimeout(timer)
  }, [isTalking, left])
  return wish.calm ? left : 0
}
