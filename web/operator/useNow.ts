/** This browser's clock, in milliseconds since the epoch, ticking every second. */
import { useEffect, useState } from 'react'

export function useNow(): number {
  const [now, setNow] = useState(Date.now)
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1_000)
    return () => clearInterval(timer)
  }, [])
  return now
}
