/** An action under way: pending, refused, or done. One at a time. */
import { useCallback, useEffect, useRef, useState } from 'react'
import type { Failure } from './api.ts'

export interface Action {
  readonly isPending: boolean
  readonly failure: Failure | null
  /** Runs it unless one is under way; returns whether it was done. */
  readonly run: (work: () => Promise<Failure | null>) => Promise<boolean>
  readonly forget: () => void
}

export function useAction(): Action {
  const [isPending, setPending] = useState(false)
  const [failure, setFailure] = useState<Failure | null>(null)
  const isBusy = useRef(false)
  const isMounted = useRef(false)
  useEffect(() => {
    isMounted.current = true
    return () => {
      isMounted.current = false
    }
  }, [])
  const run = useCallback(async (work: () => Promise<Failure | null>) => {
    if (isBusy.current) return false
    isBusy.current = true
    setPending(true)
    setFailure(null)
    const result = await work()
    isBusy.current = false
    // Its screen may be gone, because the action was what ended it.
    if (isMounted.current) {
      setPending(false)
      setFailure(result)
    }
    return result === null
  }, [])
  const forget = useCallback(() => setFailure(null), [])
  return { isPending, failure, run, forget }
}
