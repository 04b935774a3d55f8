/** Knows whether a finger or a button of a mouse is pressed, until its click has been heard. */
import { pressing } from './useLeaving.ts'

/** A press ends with its click, or becomes something else; a key ends one that nobody heard of. */
const STEPS = ['pointerdown', 'pointercancel', 'keydown', 'click']

export function watchPresses(): void {
  pressing.is = false
  for (const step of STEPS)
    addEventListener(step, ({ type }) => (pressing.is = type === 'pointerdown'), true)
}
