/** Listens for the shortcuts of a call. */
import { useEffect, useEffectEvent } from 'react'
import { isComposing } from './composing.ts'
import { letterKeys } from './letterKeys.ts'
import { actionOf, type Action } from './shortcuts.ts'

/** In what is ticked or drawn, letters are not written. */
const NOT_WRITTEN = 'input:is([type=checkbox], [type=radio], [type=range])'

/** Does what a key asks for; `false` where that is nothing here, and the key is left to the page. */
type Act = (action: Action) => boolean

/** A list is searched by letters, so they are written in it, too. */
function isTyping(target: EventTarget | null): boolean {
  if (target instanceof HTMLInputElement) return !target.matches(NOT_WRITTEN)
  return target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement
}

/** What is moved, turned over or scrolled by arrows, or looks as if it were: the way to move one's own picture. */
const MOVED = 'input, textarea, select, audio, [role=slider], [role=log], .self'

/** With Shift an arrow selects what is written on the page. */
const areArrowsTaken = ({ target, shiftKey }: KeyboardEvent): boolean =>
  shiftKey || (target instanceof Element && target.closest(MOVED) !== null)

/** Where something was written that is not sent yet. */
const isDraft = (target: EventTarget | null): target is HTMLTextAreaElement =>
  target instanceof HTMLTextAreaElement && target.value !== ''

/** Gives a key that was pressed to who acts on it. */
export function heed(event: KeyboardEvent, act: Act): void {
  // Esc gives up what is being composed, and nothing else.
  if (isComposing(event)) return
  const action = actionOf({
    key: event.key,
    code: event.code,
    isModified: event.ctrlKey || event.metaKey || event.altKey,
    isRepeat: event.repeat,
    isTyping: isTyping(event.target),
    areArrowsTaken: areArrowsTaken(event),
    isDialogOpen: document.querySelector('dialog[open]') !== null,
    areLettersOn: letterKeys.areOn(),
  })
  // Out of a message that is begun Esc leads first, for who means the message and not the stranger.
  if (action === 'stop' && isDraft(event.target)) {
    event.target.closest('main')?.focus()
    event.preventDefault()
    return
  }
  // Else the letter would be typed where the focus goes next.
  if (action !== null && act(action)) event.preventDefault()
}

export function useCallKeys(act: Act): void {
  const onKey = useEffectEvent((event: KeyboardEvent) => heed(event, act))
  useEffect(() => {
    const listener = (event: KeyboardEvent) => onKey(event)
    addEventListener('keydown', listener)
    return () => removeEventListener('keydown', listener)
  }, [])
}
