/** Asks what happened, and says what a report does. One touch of a reason sends it. */
import { useId } from 'react'
import { REPORT_REASONS, type ReportReason } from '../../signaling/protocol.ts'
import { ageText } from './counts.ts'
import { useDialog } from './useDialog.ts'
import { visitWords } from './dictionary.ts'

interface Props {
  /** The stranger has already gone. */
  readonly isLast: boolean
  readonly onSend: (reason: ReportReason) => void
  readonly onClose: () => void
}

export function ReportDialog({ isLast, onSend, onClose }: Props) {
  const dialog = useDialog(onClose)
  const titleId = useId()
  const { report } = visitWords
  return (
    <dialog ref={dialog} className="dialog" aria-labelledby={titleId}>
      <h2 id={titleId} tabIndex={-1}>
        {isLast ? report.titleLast : report.title}
      </h2>
      <p>{isLast ? report.textLast : report.text}</p>
      <div className="actions" role="group" aria-label={report.legend}>
        {REPORT_REASONS.map((reason) => (
          <button
            key={reason}
            type="button"
            className="button leaving"
            onClick={() => onSend(reason)}
          >
            {reason === 'minor' ? report.reasons.minor(ageText()) : report.reasons[reason]}
          </button>
        ))}
      </div>
      <button type="button" className="button quiet" onClick={onClose}>
        {report.cancel}
      </button>
    </dialog>
  )
}
