/** Asks, while somebody types, how many live visitors a block would hit and what forbids it. */
import { useEffect, useState } from 'react'
import type { Failure } from './api.ts'
import type { Estimate, Operator } from './operator.ts'

export type EstimateState =
  | { readonly status: 'none' | 'asking' }
  | { readonly status: 'known'; readonly estimate: Estimate }
  | { readonly status: 'failed'; readonly failure: Failure }

/** Long enough for a hand that types, short enough not to be waited for. */
const PAUSE_MS = 350
const NONE: EstimateState = { status: 'none' }

export function useEstimate(operator: Operator, typed: string): EstimateState {
  const [state, setState] = useState<{ readonly of: string; readonly state: EstimateState }>({
    of: '',
    state: NONE,
  })
  const prefix = typed.trim()
  useEffect(() => {
    if (prefix === '') return undefined
    let isStale = false
    const timer = setTimeout(() => {
      void operator.estimate(prefix).then((answer) => {
        if (isStale) return
        const next: EstimateState = answer.ok
          ? { status: 'known', estimate: answer.value }
          : { status: 'failed', failure: answer.failure }
        setState({ of: prefix, state: next })
      })
    }, PAUSE_MS)
    return () => {
      isStale = true
      clearTimeout(timer)
    }
  }, [operator, prefix])
  if (prefix === '') return NONE
  // What was found out about another prefix says nothing about this one.
  return state.of === prefix ? state.state : { status: 'asking' }
}
