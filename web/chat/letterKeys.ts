/** Whether single keys do something in a call (WCAG 2.1.4): kept in memory for one visit. */

export interface LetterKeys {
  readonly areOn: () => boolean
  readonly subscribe: (listener: () => void) => () => void
  readonly set: (on: boolean) => void
}

export function createLetterKeys(): LetterKeys {
  const listeners = new Set<() => void>()
  let isOn = true
  return {
    areOn: () => isOn,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    set(on) {
      isOn = on
      for (const listener of listeners) listener()
    },
  }
}

/** The one of this page. */
export const letterKeys = createLetterKeys()
