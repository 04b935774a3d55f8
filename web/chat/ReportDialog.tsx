/** Asks what happened, and says what a report does. */
import { useCallback, useId, useState } from 'react'
import { REPORT_REASONS, type ReportReason } from '../../signaling/protocol.ts'
import { useDialog } from './useDialog.ts'
import { words } from './words.ts'

interface Props {
  /** The stranger has already gone. */
  readonly isLast: boolean
  readonly onSend: (reason: ReportReason) => void
  readonly onClose: () => void
}

export function ReportDialog({ isLast, onSend, onClose }: Props) {
  const close = useCallback(() => onClose(), [onClose])
  const dialog = useDialog(close)
  const titleId = useId()
  const [reason, setReason] = useState<ReportReason>('minor')
  const { report } = words
  return (
    <dialog ref={dialog} className="dialog" aria-labelledby={titleId}>
      <form
        method="dialog"
        onSubmit={(event) => {
          event.preventDefault()
          onSend(reason)
        }}
      >
        <h2 id={titleId}>{isLast ? report.titleLast : report.title}</h2>
        <p>{report.text}</p>
        <fieldset>
          <legend>{report.legend}</legend>
          {REPORT_REASONS.map((one) => (
            <label key={one} className="choice">
              <input
                type="radio"
                name="reason"
                value={one}
                checked={reason === one}
                onChange={() => setReason(one)}
              />
              {report.reasons[one]}
            </label>
          ))}
        </fieldset>
        <div className="actions row">
          <button type="submit" className="button leaving">
            {isLast ? report.sendLast : report.send}
          </button>
          <button type="button" className="button" onClick={onClose}>
            {report.cancel}
          </button>
        </div>
      </form>
    </dialog>
  )
}
