/** What is done with what was begun in a field, when it is left. */
import { useEffect, useEffectEvent, useState, type FocusEvent } from 'react'

interface Leaving {
  readonly onBlur: (event: FocusEvent) => void
  readonly onFocus: () => void
}

/** Whether a press may be under way: until what watches that has been loaded, it may (pressing.ts). */
export const pressing = { is: true }

/**
 * Left by a press, with its click, and before whatever that does: sooner, the page could move under the
 * pointer, between its press and its release, and nothing would be hit. Left by a key, or by what a
 * phone's keyboard has for it, at once; not with the whole window, for then it is come back to.
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
  return {
    onBlur({ target }) {
      if (pressing.is || target === document.activeElement) setIsLeft(true)
      else act()
    },
    onFocus: () => setIsLeft(false),
  }
}
