/** To what Esc belongs in a call, where several things lie open: it puts away one of them at a time. */

/** Whether a key puts the numbers away: Esc is theirs while they are seen, and the call's otherwise. */
export const isForFigures = (key: string, figures: Element | null): boolean =>
  key === 'Escape' && figures !== null && getComputedStyle(figures).visibility === 'visible'

/** Whether Esc gives up what stands in the message box's place, with nothing open over it. */
export const isForBox = (key: string): boolean =>
  key === 'Escape' &&
  document.querySelector('dialog[open], .more-tools.open') === null &&
  !isForFigures(key, document.querySelector('.quality [role=tooltip]'))
