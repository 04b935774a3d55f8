/** Dialogs that are loaded when they are opened for the first time. */
import { useEffect, useState, type ComponentType } from 'react'
import { getSpoken, startWords, visitWords } from './dictionary.ts'
import { soon } from './soon.ts'

/** How long it is said that one did not come. */
const SAID_MS = 4_000

interface Closing {
  readonly onClose: () => void
}

/**
 * A dialog that does not come soon is given up, in words: unlike other parts of the page it would
 * take the keyboard from whatever the visitor does by then.
 */
export function lazyDialog<Props extends Closing>(
  load: () => Promise<ComponentType<Props>>,
): ComponentType<Props> {
  let loaded: ComponentType<Props> | null = null
  return function LazyDialog(props: Props) {
    const [Dialog, setDialog] = useState(() => loaded)
    const [isLate, setIsLate] = useState(false)
    const { onClose } = props

    useEffect(() => {
      if (Dialog !== null) return undefined
      const take = (made: ComponentType<Props>) => {
        loaded = made
        setDialog(() => made)
      }
      return soon(load, take, () => setIsLate(true))
    }, [Dialog])

    useEffect(() => {
      if (!isLate) return undefined
      const timer = setTimeout(onClose, SAID_MS)
      return () => clearTimeout(timer)
    }, [isLate, onClose])

    if (Dialog !== null) return <Dialog {...props} />
    if (!isLate) return null
    return (
      <div className="page-notes">
        <p className="note" role="alert">
          {getSpoken().hasRest ? visitWords.late : startWords.broken.text}
        </p>
      </div>
    )
  }
}
