/** What the server knows of this very connection, as it answers now. */
import { useId } from 'react'
import { ageText } from './counts.ts'
import { useDialog } from './useDialog.ts'
import type { View } from './visit.ts'
import { visitWords } from './dictionary.ts'

interface Props {
  readonly view: View
  readonly onClose: () => void
}

export function ServerViewDialog({ view: { serverView, socket }, onClose }: Props) {
  const dialog = useDialog(onClose)
  const titleId = useId()
  const { known } = visitWords
  const yesNo = (is: boolean) => (is ? known.yes : known.no)
  return (
    <dialog ref={dialog} className="dialog" aria-labelledby={titleId}>
      <h2 id={titleId} tabIndex={-1}>
        {known.title}
      </h2>
      <div role="status">
        {serverView === null ? (
          <p>{socket.status === 'open' ? known.asking : known.away}</p>
        ) : (
          <dl className="known">
            <dt>{known.network}</dt>
            <dd>{serverView.network}</dd>
            <dt>{known.consent(ageText())}</dt>
            <dd>{yesNo(serverView.consent)}</dd>
            <dt>{known.camera}</dt>
            <dd>{yesNo(serverView.camera)}</dd>
            <dt>{known.steady}</dt>
            <dd>{yesNo(serverView.steady)}</dd>
          </dl>
        )}
      </div>
      <p className="hint">{known.rest}</p>
      <div className="way-out">
        <button type="button" className="button" onClick={onClose}>
          {known.close}
        </button>
      </div>
    </dialog>
  )
}
