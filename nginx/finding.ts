/** What a check has found. */

export interface Finding {
  /** `note`: worth knowing, and nothing to mend. */
  readonly verdict: 'good' | 'wrong' | 'note'
  readonly sentence: string
}

export const good = (sentence: string): Finding => ({ verdict: 'good', sentence })
export const wrong = (sentence: string): Finding => ({ verdict: 'wrong', sentence })
export const note = (sentence: string): Finding => ({ verdict: 'note', sentence })
