/** Asks what happened, and says what a report does. One touch of a reason sends it. */
import { useId, useState } from 'react'
import { REPORT_REASONS, type ReportReason } from '../../signaling/protocol.ts'
import { ageText } from './counts.ts'
import { useDialog } from './useDialog.ts'
import { visitWords } from './dictionary.ts'

interface Props {
  /** The stranger has already gone. */
  readonly isLast: boolean
  /** Another stranger is there. */
  readonly hasOther: boolean
  /** Asks about the one before instead, while he can still be reported. */
  readonly onLast: (() => void) | null
  readonly onSend: (reason: ReportReason) => void
  readonly onClose: () => void
}

export function ReportDialog({ isLast, hasOther, onLast, onSend, onClose }: Props) {
  const dialog = useDialog(onClose)
  /** It keeps its place when his time is over: nothing else moves there under a press. */
  const [hadLast] = useState(onLast !== null)
  /** Its reasons come where others were: no second press of what led here hits them. */
  const [isLate] = useState(isLast && hasOther)
  const titleId = useId()
  const { report } = visitWords
  return (
    <dialog ref={dialog} className="dialog" aria-labelledby={titleId}>
      <h2 id={titleId} tabIndex={-1}>
        {isLast ? report.titleLast : report.title}
      </h2>
      <p>{isLast ? report.textLast : report.text}</p>
      <div className={isLate ? 'actions late' : 'actions'} role="group" aria-label={report.legend}>
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
      {!isLast && hadLast && (
        <button
          type="button"
          className="button quiet danger"
          disabled={onLast === null}
          onClick={onLast ?? undefined}
        >
          {visitWords.end.reportLast}
        </button>
      )}
      <div className="way-out">
        <button type="button" className="button" onClick={onClose}>
          {report.cancel}
        </button>
      </div>
    </dialog>
  )
}
