/** Keys of the call, one table for the handler and the help sheet. Pure. */

export type Action =
  'mute' | 'camera' | 'blur' | 'next' | 'stop' | 'report' | 'message' | 'help' | 'undo'

interface Shortcut {
  readonly key: string
  readonly keyLabel: string
  /** Another one for the same. */
  readonly other?: { readonly key: string; readonly keyLabel: string }
  readonly action: Action
}

export const SHORTCUTS: readonly Shortcut[] = [
  { key: 'm', keyLabel: 'M', action: 'mute' },
  { key: 'c', keyLabel: 'C', action: 'camera' },
  { key: 'b', keyLabel: 'B', action: 'blur' },
  { key: 'n', keyLabel: 'N', other: { key: 'arrowright', keyLabel: '→' }, action: 'next' },
  { key: 'escape', keyLabel: 'Esc', action: 'stop' },
  { key: 'r', keyLabel: 'R', action: 'report' },
  { key: 't', keyLabel: 'T', action: 'message' },
  { key: 'z', keyLabel: 'Z', action: 'undo' },
  { key: '?', keyLabel: '?', action: 'help' },
]

export interface Press {
  readonly key: string
  /** Where the key is, as a keyboard of the United States calls it. */
  readonly code: string
  readonly isModified: boolean
  readonly isRepeat: boolean
  /** Whether the visitor is writing: then letters are letters, and only Esc is a shortcut. */
  readonly isTyping: boolean
  /** Whether arrows do something where the keyboard is: in a text, a list or a slider. */
  readonly areArrowsTaken: boolean
  readonly isDialogOpen: boolean
  /** Who speaks to the machine, or hits keys unawares, switches single keys off; Esc still works. */
  readonly areLettersOn: boolean
}

/** A letter, or a vowel sign, of a keyboard that has no Latin letters at all. */
const FOREIGN = /^(?!\p{Script=Latin})[\p{L}\p{M}]$/u

/** A key by its letter; one of another script by the Latin letter that is printed beside it. */
function nameOf({ key, code }: Press): string {
  if (key === '؟') return '?'
  const name = FOREIGN.test(key) ? code.replace(/^Key/, '') : key
  return name.toLowerCase()
}

/** What a key press asks for, or `null`. */
export function actionOf(press: Press): Action | null {
  if (press.isModified || press.isRepeat || press.isDialogOpen) return null
  const name = nameOf(press)
  const found = SHORTCUTS.find(({ key, other }) => key === name || other?.key === name)
  if (found === undefined || (name === found.other?.key && press.areArrowsTaken)) return null
  const isLetterFree = press.areLettersOn && !press.isTyping
  return isLetterFree || found.action === 'stop' ? found.action : null
}
