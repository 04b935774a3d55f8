/** Asks before an operator is deleted, because there is no way back. */
import { useId } from 'react'
import { useDesk } from './context.ts'
import { FailureNote } from './FailureNote.tsx'
import { useAction } from './useAction.ts'
import { useDialog } from './useDialog.ts'
import { words } from './words.ts'

const { team: text } = words

export function DeleteDialog({ name, onClose }: { name: string; onClose: () => void }) {
  const { operator, say } = useDesk()
  const dialog = useDialog(onClose)
  const titleId = useId()
  const action = useAction()

  async function confirm() {
    const isDone = await action.run(() => operator.act('POST /api/team/delete', { name }))
    if (!isDone) return
    say({ text: text.nowDeleted(name), isFailure: false, undo: null })
    onClose()
  }

  return (
    <dialog ref={dialog} className="dialog" aria-labelledby={titleId}>
      <h2 id={titleId} tabIndex={-1}>
        {text.deleteTitle(name)}
      </h2>
      <p>{text.deleteText}</p>
      <FailureNote failure={action.failure} />
      <div className="actions row">
        <button
          type="button"
          className="button leaving"
          disabled={action.isPending}
          aria-busy={action.isPending}
          onClick={() => void confirm()}
        >
          {action.isPending ? text.deletePending : text.deleteConfirm}
        </button>
        <button type="button" className="button" onClick={onClose}>
          {words.cancel}
        </button>
      </div>
    </dialog>
  )
}
