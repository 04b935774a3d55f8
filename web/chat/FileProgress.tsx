/** How far a file is, how fast it goes, and the ways to hold it. */
import { shareText, sizeText, speedText, timeText } from './amounts.ts'
import type { Transfer } from './transferList.ts'
import { cleanName } from './transferProtocol.ts'
import { transferWords } from './dictionary.ts'
import type { Chat } from './visit.ts'

interface Props {
  readonly chat: Chat
  readonly transfer: Transfer
  /** There is no connection just now. */
  readonly isWaiting: boolean
}

/** Why it does not move; `null` while it does. */
function holdOf(transfer: Transfer, isWaiting: boolean): string | null {
  const { file, transfer: words } = transferWords
  const { phase, isHeldByUs, isHeldByStranger } = transfer
  if (phase === 'checking') return words.checking
  if (isWaiting) return words.waiting
  if (isHeldByUs) return file.pausedByUs
  return isHeldByStranger ? file.pausedByStranger : null
}

/** How it moves. */
function paceOf({ what, moved, perSecond }: Transfer): string {
  const { file } = transferWords
  if (perSecond <= 0) return moved === 0 ? file.starting : file.stalled
  const left = timeText((what.size - moved) / perSecond)
  return `${speedText(perSecond)} · ${file.left(left)}`
}

export function FileProgress({ chat, transfer, isWaiting }: Props) {
  const { file, transfer: words } = transferWords
  const { mine, id, phase, what, moved, isHeldByUs } = transfer
  const share = what.size === 0 ? 1 : moved / what.size
  const name = (mine ? file.outgoing : file.incoming)(cleanName(what.name))
  const hold = holdOf(transfer, isWaiting)
  const state = hold ?? paceOf(transfer)
  const transfers = () => chat.extras()?.transfers
  return (
    <>
      <div
        className="progress"
        role="progressbar"
        aria-label={name}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={Math.floor(share * 100)}
        aria-valuetext={`${shareText(share)}, ${state}`}
      >
        <span style={{ transform: `scaleX(${share})` }} />
      </div>
      {/* Who listens is not told every figure. */}
      <p className="hint figures progress-words" aria-live="off">
        <span>{file.of(sizeText(moved), sizeText(what.size))}</span>
        <span>{state}</span>
      </p>
      {/* But that it is held, and by whom. It stands before there is anything to say. */}
      <span className="spoken" role="status">
        {hold}
      </span>
      <div className="file-actions">
        {phase === 'moving' && (
          <button
            type="button"
            className="button"
            onClick={() => transfers()?.pause(mine, id, !isHeldByUs)}
          >
            {isHeldByUs ? file.resume : file.pause}
          </button>
        )}
        <button type="button" className="button" onClick={() => transfers()?.cancel(mine, id)}>
          {words.cancel}
        </button>
      </div>
    </>
  )
}
