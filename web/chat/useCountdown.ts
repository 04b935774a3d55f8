/** Whole seconds until a moment, in milliseconds since the epoch; 0 once it has passed. */
import { useEffect, useState } from 'react'

const LOOK_MS = 250

export function useCountdown(until: number): number {
  const [now, setNow] = useState(Date.now)
  const isOver = now >= until
  useEffect(() => {
    if (isOver) return undefined
    const timer = setInterval(() => setNow(Date.now()), LOOK_MS)
    return () => clearInterval(timer)
  }, [isOver])
  return Math.max(0, Math.ceil((until - now) / 1_000))
}
