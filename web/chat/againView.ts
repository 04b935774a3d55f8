/** What the screens show of Undo and Meet again. */

/** Three words, and when they end, in milliseconds since the epoch. */
export interface Coded {
  readonly code: string
  readonly until: number
  /** They lead to the last stranger; else to one before him. */
  readonly isLast: boolean
}

export interface AgainView {
  /** Whether Next can be undone now: by who pressed it, or by who was left. */
  readonly offer: 'undo' | 'back' | null
  /**
   * `open`: Meet again can be pressed. `wished`: it was. `mutual`: by both. `vain`: by this visitor,
   * when the stranger had gone on without it.
   */
  readonly wish: 'none' | 'open' | 'wished' | 'mutual' | 'vain'
  readonly code: string | null
  /** When the code ends, in milliseconds since the epoch; `null` while the two still talk. */
  readonly until: number | null
  /** The words were read in the call, and its controls show them again. */
  readonly isRead: boolean
  /** All that can be chosen or entered on this page. */
  readonly codes: readonly Coded[]
}

export const NO_AGAIN: AgainView = {
  offer: null,
  wish: 'none',
  code: null,
  until: null,
  isRead: false,
  codes: [],
}
