/** The list of keyboard shortcuts. */
import { useId } from 'react'
import { SHORTCUTS } from './shortcuts.ts'
import { useDialog } from './useDialog.ts'
import { visitWords } from './dictionary.ts'

interface Props {
  /** Whether the keys of a call do anything now. */
  readonly isInCall: boolean
  readonly onClose: () => void
}

export function HelpDialog({ isInCall, onClose }: Props) {
  const dialog = useDialog(onClose)
  const titleId = useId()
  const { help } = visitWords
  return (
    <dialog ref={dialog} className="dialog" aria-labelledby={titleId}>
      <h2 id={titleId} tabIndex={-1}>
        {help.title}
      </h2>
      <dl className="keys">
        {SHORTCUTS.map(({ keyLabel, other, action }) => (
          <div key={action}>
            <dt>
              <kbd>{keyLabel}</kbd>
              {other !== undefined && (
                <>
                  {' '}
                  <kbd>{other.keyLabel}</kbd>
                </>
              )}
            </dt>
            <dd>{help.rows[action]}</dd>
          </div>
        ))}
      </dl>
      <p className="hint">{isInCall ? help.note : help.inCall}</p>
      <div className="way-out">
        <button type="button" className="button" onClick={onClose}>
          {help.close}
        </button>
      </div>
    </dialog>
  )
}
