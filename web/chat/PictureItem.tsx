/** A picture in the chat. The stranger's are blurred until the visitor wants to see one. */
import { Download, Eye } from 'lucide-react'
import { useCallback, useState } from 'react'
import { shareText } from './amounts.ts'
import { PictureDialog } from './PictureDialog.tsx'
import { saveAs } from './saving.ts'
import type { TransferProps } from './TransferItem.tsx'
import type { Transfer } from './transferList.ts'
import { transferWords } from './dictionary.ts'

/** What the stranger called it is not believed. */
const SAVED_NAME = 'picture.jpg'

/** What there is to say of it while it cannot be seen, or is still on its way. */
function noteOf(
  { mine, phase, why, what, moved, url, isUnopened }: Transfer,
  isWaiting: boolean,
): string {
  const { transfer, picture } = transferWords
  switch (phase) {
    case 'offered':
    case 'moving': {
      if (isWaiting) return transfer.waiting
      const share = shareText(moved / Math.max(1, what.size))
      return mine ? transfer.sending(share) : picture.coming(share)
    }
    case 'checking':
      return transfer.checking
    case 'done':
      if (mine) return transfer.delivered
      return url === null ? picture.dropped : ''
    case 'ended': {
      if (isUnopened) return picture.unopened
      const ends = mine ? transfer.endedMine : transfer.endedTheirs
      return ends[why ?? 'cancelled']
    }
    default:
      return phase satisfies never
  }
}

export function PictureItem(props: TransferProps) {
  const { chat, transfer, speaker, isWaiting, areClear, onReveal } = props
  const { picture, transfer: words } = transferWords
  const [isLarge, setIsLarge] = useState(false)
  const [wasRevealed, setWasRevealed] = useState(false)
  const shrink = useCallback(() => setIsLarge(false), [])
  const { mine, id, phase, url } = transfer
  const isClear = mine || areClear
  const isOver = phase === 'done' || phase === 'ended'
  const note = noteOf(transfer, isWaiting)
  const name = mine ? picture.mine : picture.theirs

  function reveal(): void {
    setWasRevealed(true)
    onReveal()
  }

  function save(): void {
    if (url === null) return
    saveAs(url, SAVED_NAME)
    chat.extras()?.transfers.saved(id)
  }

  return (
    <div
      tabIndex={-1}
      className={mine ? 'picture-item of-mine' : 'picture-item'}
      role="group"
      aria-label={name}
    >
      <span className="spoken">{speaker}</span>
      <div className="picture">
        {url !== null && phase !== 'ended' && (
          <img
            className={isClear ? '' : 'blurred'}
            src={url}
            alt={name}
            decoding="async"
            draggable={false}
          />
        )}
        {url === null || phase === 'ended' ? <p className="hint">{note}</p> : null}
        {url !== null && phase !== 'ended' && isClear && (
          <button
            type="button"
            className="cover"
            aria-label={picture.enlarge}
            title={picture.enlarge}
            // It takes the place of Reveal where that was pressed.
            autoFocus={wasRevealed}
            onClick={() => setIsLarge(true)}
          />
        )}
        {url !== null && !isClear && (
          <button type="button" className="button on-picture" onClick={reveal}>
            <Eye size={20} aria-hidden="true" />
            {picture.reveal}
          </button>
        )}
        {url !== null && !mine && isClear && (
          <button
            type="button"
            className="round on-picture save"
            aria-label={words.save}
            title={words.save}
            onClick={save}
          >
            <Download size={20} aria-hidden="true" />
          </button>
        )}
        {!isOver && (
          <button
            type="button"
            className="button on-picture cancel"
            onClick={() => chat.extras()?.transfers.cancel(mine, id)}
          >
            {words.cancel}
          </button>
        )}
      </div>
      {mine && phase !== 'ended' && url !== null && (
        <small className="figures" aria-live="off">
          {note}
        </small>
      )}
      {mine && (
        // Who listens is not told every figure, but that it has arrived.
        <span className="spoken" role="status">
          {phase === 'done' && note}
        </span>
      )}
      {isLarge && url !== null && (
        <PictureDialog url={url} name={name} onSave={mine ? null : save} onClose={shrink} />
      )}
    </div>
  )
}
