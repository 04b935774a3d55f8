/** Takes files that are dropped anywhere, and shows where they would go. */
import { useEffect, useEffectEvent, useState } from 'react'
import { transferWords } from './dictionary.ts'
import { holdsFiles } from './dropping.ts'

interface Props {
  readonly isOpen: boolean
  readonly onFiles: (files: readonly File[]) => void
}

export function DropTarget({ isOpen, onFiles }: Props) {
  const [isOver, setIsOver] = useState(false)
  const { attach } = transferWords

  const onDrag = useEffectEvent((event: DragEvent) => {
    if (!holdsFiles(event)) return
    // Else the browser would leave the call to show the file.
    event.preventDefault()
    // What stands before the call is about something else.
    const canTake = isOpen && document.querySelector('dialog[open]') === null
    if (event.dataTransfer !== null) event.dataTransfer.dropEffect = canTake ? 'copy' : 'none'
    setIsOver(canTake && event.type !== 'drop')
    if (event.type === 'drop' && canTake) onFiles([...(event.dataTransfer?.files ?? [])])
  })

  useEffect(() => {
    const over = (event: DragEvent) => onDrag(event)
    const leave = ({ relatedTarget }: DragEvent) => {
      if (relatedTarget === null) setIsOver(false)
    }
    const kinds = ['dragenter', 'dragover', 'drop'] as const
    for (const kind of kinds) addEventListener(kind, over)
    addEventListener('dragleave', leave)
    return () => {
      for (const kind of kinds) removeEventListener(kind, over)
      removeEventListener('dragleave', leave)
    }
  }, [])

  if (!isOver) return null
  return (
    <div className="drop-target">
      <p>{attach.drop}</p>
      <p className="hint">{attach.dropHint}</p>
    </div>
  )
}
