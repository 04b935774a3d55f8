/** Listens for the shortcuts of a call. */
import { useEffect, useEffectEvent } from 'react'
import { letterKeys } from './letterKeys.ts'
import { actionOf, type Action } from './shortcuts.ts'

/** In what is ticked or drawn, letters are not written. */
const NOT_WRITTEN = 'input:is([type=checkbox], [type=radio], [type=range])'

function isTyping(target: EventTarget | null): boolean {
  if (target instanceof HTMLInputElement) return !target.matches(NOT_WRITTEN)
  return target instanceof HTMLTextAreaElement
}

export function useCallKeys(onAction: (action: Action) => void): void {
  const act = useEffectEvent((event: KeyboardEvent) => {
    const action = actionOf({
      key: event.key,
      isModified: event.ctrlKey || event.metaKey || event.altKey,
      isRepeat: event.repeat,
      isTyping: isTyping(event.target),
      isDialogOpen: document.querySelector('dialog[open]') !== null,
      areLettersOn: letterKeys.areOn(),
    })
    if (action === null) return
    // Else the letter would be typed where the focus goes next.
    event.preventDefault()
    onAction(action)
  })
  useEffect(() => {
    const listener = (event: KeyboardEvent) => act(event)
    addEventListener('keydown', listener)
    return () => removeEventListener('keydown', listener)
  }, [])
}
