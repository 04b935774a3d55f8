/** Moves the focus to a screen's title when the screen appears, so that readers start there. */
import { useEffect, useRef, type RefObject } from 'react'

export function useScreenFocus<T extends HTMLElement>(): RefObject<T | null> {
  const ref = useRef<T>(null)
  useEffect(() => {
    ref.current?.focus({ preventScroll: true })
  }, [])
  return ref
}
