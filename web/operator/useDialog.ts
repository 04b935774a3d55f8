/** Opens a native dialog as modal for as long as its component stands. */
import { useEffect, useRef, type RefObject } from 'react'

export function useDialog(onClose: () => void): RefObject<HTMLDialogElement | null> {
  const ref = useRef<HTMLDialogElement>(null)
  // The caller need not keep its function the same: the dialog stays open all the same.
  const latest = useRef(onClose)
  useEffect(() => {
    latest.current = onClose
  }, [onClose])
  useEffect(() => {
    const dialog = ref.current
    if (dialog === null) return undefined
    const before = document.activeElement
    if (!dialog.open) dialog.showModal()
    // The first field; without one the title, not a button that a long Enter would press.
    const first = dialog.querySelector<HTMLElement>('[data-first]')
    ;(first ?? dialog.querySelector<HTMLElement>('h2'))?.focus()
    const onClosed = () => latest.current()
    dialog.addEventListener('close', onClosed)
    return () => {
      dialog.removeEventListener('close', onClosed)
      // Removing an open dialog closes it without giving the focus back.
      if (before instanceof HTMLElement && before.isConnected) before.focus()
    }
  }, [])
  return ref
}
