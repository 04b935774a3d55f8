/** Keys of the call, one table for the handler and the help sheet. Pure. */

export type Action = 'mute' | 'camera' | 'next' | 'stop' | 'report' | 'message' | 'help' | 'undo'

interface Shortcut {
  readonly key: string
  readonly keyLabel: string
  readonly action: Action
}

export const SHORTCUTS: readonly Shortcut[] = [
  { key: 'm', keyLabel: 'M', action: 'mute' },
  { key: 'c', keyLabel: 'C', action: 'camera' },
  { key: 'n', keyLabel: 'N', action: 'next' },
  { key: 'escape', keyLabel: 'Esc', action: 'stop' },
  { key: 'r', keyLabel: 'R', action: 'report' },
  { key: 't', keyLabel: 'T', action: 'message' },
  { key: 'z', keyLabel: 'Z', action: 'undo' },
  { key: '?', keyLabel: '?', action: 'help' },
]

export interface Press {
  readonly key: string
  readonly isModified: boolean
  readonly isRepeat: boolean
  /** Whether the visitor is writing: then letters are letters, and only Esc is a shortcut. */
  readonly isTyping: boolean
  readonly isDialogOpen: boolean
  /** Who speaks to the machine, or hits keys unawares, switches single keys off; Esc still works. */
  readonly areLettersOn: boolean
}

/** What a key press asks for, or `null`. */
export function actionOf(press: Press): Action | null {
  if (press.isModified || press.isRepeat || press.isDialogOpen) return null
  const found = SHORTCUTS.find(({ key }) => key === press.key.toLowerCase())
  if (found === undefined) return null
  const isLetterFree = press.areLettersOn && !press.isTyping
  return isLetterFree || found.action === 'stop' ? found.action : null
}
