/** Whether a key belongs to what is being composed, as Chinese and Japanese are. */

/** Safari ends the composition before it tells of the Enter that did; that one is known by its code. */
const COMPOSING = 229

export const isComposing = (event: KeyboardEvent): boolean =>
  event.isComposing || event.keyCode === COMPOSING
