/** Makes a link by which an operator comes, or comes back, and shows it for as long as it holds. */
import { useId, useState, type FormEvent } from 'react'
import { CopyButton } from './CopyButton.tsx'
import { useDesk } from './context.ts'
import { FailureNote } from './FailureNote.tsx'
import { formatDuration } from './format.ts'
import type { NewLink } from './operator.ts'
import { OPERATOR_ROLES, type OperatorRole } from '../../radar/protocol.ts'
import { useAction } from './useAction.ts'
import { useDialog } from './useDialog.ts'
import { words } from './words.ts'

const { team: text } = words

export interface LinkDialogProps {
  /** Whom it resets, or `null` for somebody new. */
  readonly reset: string | null
  readonly onClose: () => void
}

function Made({ made }: { made: NewLink }) {
  const { now } = useDesk()
  const id = useId()
  const left = made.until - now
  return (
    <div className="field">
      <label htmlFor={id}>{text.linkLabel}</label>
      <input
        id={id}
        className="line mono"
        readOnly
        value={made.link}
        onFocus={(event) => event.target.select()}
      />
      <p className="row">
        <CopyButton label={text.copyLink} text={made.link} />
      </p>
      <p className="hint figure">
        {left > 0 ? text.linkLeft(formatDuration(left)) : text.linkOver}
      </p>
    </div>
  )
}

export function LinkDialog({ reset, onClose }: LinkDialogProps) {
  const { operator } = useDesk()
  const dialog = useDialog(onClose)
  const titleId = useId()
  const roleId = useId()
  const [role, setRole] = useState<OperatorRole>('moderator')
  const [made, setMade] = useState<NewLink | null>(null)
  const action = useAction()

  async function submit(event: FormEvent) {
    event.preventDefault()
    await action.run(async () => {
      const answer =
        reset === null
          ? await operator.makeLink('POST /api/team/invite', { role })
          : await operator.makeLink('POST /api/team/reset', { name: reset })
      if (answer.ok) setMade(answer.value)
      return answer.ok ? null : answer.failure
    })
  }

  return (
    <dialog ref={dialog} className="dialog" aria-labelledby={titleId}>
      <form className="column" onSubmit={(event) => void submit(event)}>
        <h2 id={titleId} tabIndex={-1}>
          {reset === null ? text.inviteTitle : text.resetTitle(reset)}
        </h2>
        <p className="hint">{reset === null ? text.inviteText : text.resetText}</p>
        {made !== null && <Made made={made} />}
        {made === null && reset === null && (
          <div className="field">
            <label htmlFor={roleId}>{text.role}</label>
            <select
              id={roleId}
              className="line"
              value={role}
              aria-describedby={`${roleId}-hint`}
              onChange={(event) => setRole(event.target.value as OperatorRole)}
            >
              {OPERATOR_ROLES.map((one) => (
                <option key={one} value={one}>
                  {words.roles[one]}
                </option>
              ))}
            </select>
            <p className="hint" id={`${roleId}-hint`}>
              {words.roleHelp[role]}
            </p>
          </div>
        )}
        <FailureNote failure={action.failure} />
        <div className="actions row">
          {made === null && (
            <button
              type="submit"
              className="button main"
              disabled={action.isPending}
              aria-busy={action.isPending}
            >
              {action.isPending ? text.makingLink : text.makeLink}
            </button>
          )}
          <button type="button" className="button" onClick={onClose}>
            {made === null ? words.cancel : words.close}
          </button>
        </div>
      </form>
    </dialog>
  )
}
