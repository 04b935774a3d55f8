/** Gives a block another end. */
import { useId, useState, type FormEvent } from 'react'
import type { Blocks } from '../../radar/operatorProtocol.ts'
import { durationOf, longestFor } from './blockForm.ts'
import { useDesk } from './context.ts'
import { DurationField, type Duration } from './DurationField.tsx'
import { SubmitRow } from './SubmitRow.tsx'
import { formatDuration } from './format.ts'
import { useAction } from './useAction.ts'
import { useDialog } from './useDialog.ts'
import { words } from './words.ts'

const { blockForm: text } = words

export interface ExtendDialogProps {
  readonly block: Blocks[number]
  readonly onClose: () => void
}

export function ExtendDialog({ block: { prefix, until }, onClose }: ExtendDialogProps) {
  const { operator, now, say } = useDesk()
  const dialog = useDialog(onClose)
  const titleId = useId()
  const [duration, setDuration] = useState<Duration>({ preset: 'day', hours: '' })
  const action = useAction()
  const longestMs = longestFor(prefix)
  const lengthMs = durationOf(duration.preset, duration.hours, longestMs)

  async function submit(event: FormEvent) {
    event.preventDefault()
    if (lengthMs === null) return
    const isDone = await action.run(() =>
      operator.act('POST /api/blocks/extend', { prefix, until: now + lengthMs }),
    )
    if (!isDone) return
    say({
      text: words.blocklist.extended(prefix, formatDuration(lengthMs)),
      isFailure: false,
      undo: null,
    })
    onClose()
  }

  return (
    <dialog ref={dialog} className="dialog" aria-labelledby={titleId}>
      <form className="column" onSubmit={(event) => void submit(event)}>
        <h2 id={titleId} tabIndex={-1}>
          {text.extendTitle(prefix)}
        </h2>
        <p className="hint figure">{text.extendText(formatDuration(until - now))}</p>
        <DurationField duration={duration} longestMs={longestMs} onChange={setDuration} />
        <SubmitRow
          action={action}
          label={text.submitExtend}
          pendingLabel={text.pendingExtend}
          isReady={lengthMs !== null}
          onClose={onClose}
        />
      </form>
    </dialog>
  )
}
