/** What is done with what was begun in a field, when something else is pressed. */
import { useEffect, useEffectEvent, useState } from 'react'

interface Leaving {
  readonly onBlur: () => void
  readonly onFocus: () => void
}

/**
 * With the click, and before whatever it does: sooner, the page could move under the pointer, between
 * its press and its release, and nothing would be hit.
 */
export function useLeaving(act: () => void): Leaving {
  const [isLeft, setIsLeft] = useState(false)
  const settle = useEffectEvent(() => {
    setIsLeft(false)
    act()
  })
  useEffect(() => {
    if (!isLeft) return undefined
    addEventListener('click', settle, true)
    return () => removeEventListener('click', settle, true)
  }, [isLeft])
  return { onBlur: () => setIsLeft(true), onFocus: () => setIsLeft(false) }
}
