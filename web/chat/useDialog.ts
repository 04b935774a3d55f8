/** Opens a native dialog as modal for as long as its component stands. */
import { useLayoutEffect, useRef, type RefObject } from 'react'

export function useDialog(onClose: () => void): RefObject<HTMLDialogElement | null> {
  const ref = useRef<HTMLDialogElement>(null)
  useLayoutEffect(() => {
    const dialog = ref.current
    if (dialog === null) return undefined
    if (!dialog.open) dialog.showModal()
    // Not the first button: Enter, pressed a moment too long, would choose it.
    dialog.querySelector<HTMLElement>('h2')?.focus()
    // Escape closes this dialog; it must not also arm leaving the call.
    const onKey = (event: KeyboardEvent) => {
      if (event.key === 'Escape') event.stopPropagation()
    }
    dialog.addEventListener('keydown', onKey)
    dialog.addEventListener('close', onClose)
    return () => {
      dialog.removeEventListener('keydown', onKey)
      dialog.removeEventListener('close', onClose)
      // While it still stands: so the keyboard is given back to what opened it.
      dialog.close()
    }
  }, [onClose])
  return ref
}
