/** What the screens show of Undo and Meet again. */

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
  /** How many codes can be entered on this page. */
  readonly codes: number
}

export const NO_AGAIN: AgainView = {
  offer: null,
  wish: 'none',
  code: null,
  until: null,
  codes: 0,
}
