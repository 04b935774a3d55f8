/** The end of a dialog's form: what failed, the button that does it, and the way out. */
import { FailureNote } from './FailureNote.tsx'
import type { Action } from './useAction.ts'
import { words } from './words.ts'

interface Props {
  readonly action: Action
  readonly label: string
  readonly pendingLabel: string
  /** Whether the form is complete. */
  readonly isReady: boolean
  readonly onClose: () => void
}

export function SubmitRow({ action, label, pendingLabel, isReady, onClose }: Props) {
  return (
    <>
      <FailureNote failure={action.failure} />
      <div className="actions row">
        <button
          type="submit"
          className="button main"
          disabled={action.isPending || !isReady}
          aria-busy={action.isPending}
        >
          {action.isPending ? pendingLabel : label}
        </button>
        <button type="button" className="button" onClick={onClose}>
          {words.cancel}
        </button>
      </div>
    </>
  )
}
