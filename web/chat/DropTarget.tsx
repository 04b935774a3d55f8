/** Takes files that are dropped anywhere, and shows where they would go. */
import { useEffect, useEffectEvent, useState } from 'react'
import { transferWords } from './dictionary.ts'

interface Props {
  readonly isOpen: boolean
  readonly onFiles: (files: readonly File[]) => void
}

const holdsFiles = ({ dataTransfer }: DragEvent) => dataTransfer?.types.includes('Files') ?? false

export function DropTarget({ isOpen, onFiles }: Props) {
  const [isOver, setIsOver] = useState(false)
  const { attach } = transferWords

  const onDrag = useEffectEvent((event: DragEvent) => {
    if (!holdsFiles(event)) return
    // Else the browser would leave the call to show the file.
    event.preventDefault()
    if (event.dataTransfer !== null) event.dataTransfer.dropEffect = isOpen ? 'copy' : 'none'
    setIsOver(isOpen && event.type !== 'drop')
    if (event.type === 'drop' && isOpen) onFiles([...(event.dataTransfer?.files ?? [])])
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
