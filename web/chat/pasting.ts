/** Files that are pasted anywhere in a call: they are meant for the stranger. */

/** Where something can be pasted for another purpose. */
const FIELDS = 'input, textarea, select, [contenteditable]'

export interface Pasting {
  /** Whether there is anybody to send it to, and nothing before the call. */
  readonly isOpen: () => boolean
  /** The one field that is meant for the stranger, too. */
  readonly messageBox: () => EventTarget | null
  readonly onFiles: (files: readonly File[]) => void
}

interface Place extends EventTarget {
  closest(selector: string): EventTarget | null
}
/** A document can be pasted on, too, and is no element. */
const isPlace = (target: EventTarget | null): target is Place =>
  target !== null && 'closest' in target

/** Offices put a picture of every copied text beside it: then the text is meant. */
function filesOf({ clipboardData }: ClipboardEvent): readonly File[] {
  if (clipboardData === null) return []
  const { types, files } = clipboardData
  return types.includes('text/plain') && types.includes('text/html') ? [] : [...files]
}

/** @returns ends it */
export function listenForFiles(page: EventTarget, pasting: Pasting): () => void {
  const listener = (event: Event) => {
    const { target } = event
    const field = isPlace(target) ? target.closest(FIELDS) : null
    const isMeant = field === null || field === pasting.messageBox()
    const files = filesOf(event as ClipboardEvent)
    if (files.length === 0 || !isMeant || !pasting.isOpen()) return
    event.preventDefault()
    pasting.onFiles(files)
  }
  page.addEventListener('paste', listener)
  return () => page.removeEventListener('paste', listener)
}
