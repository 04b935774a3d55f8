/** Four symbols to compare: the same on both sides, or somebody stands between. */
import { useId } from 'react'
import { SYMBOLS } from './symbols.ts'
import { useDialog } from './useDialog.ts'
import { symbolNames, visitWords } from './dictionary.ts'

interface Props {
  readonly symbols: readonly number[]
  /** Who only writes cannot compare them: what is written, who stands between could change. */
  readonly isWritten: boolean
  /** What the visitor saw when he compared. */
  readonly onCompared: (isSame: boolean) => void
  readonly onClose: () => void
}

export function VerifyDialog({ symbols, isWritten, onCompared, onClose }: Props) {
  const dialog = useDialog(onClose)
  const titleId = useId()
  const { verify } = visitWords
  return (
    <dialog ref={dialog} className="dialog" aria-labelledby={titleId}>
      <h2 id={titleId} tabIndex={-1}>
        {verify.title}
      </h2>
      <ol className="symbols">
        {/* The same symbol may come twice: only its place tells them apart. */}
        {[...symbols.entries()].map(([place, symbol]) => (
          <li key={place}>
            <span aria-hidden="true">{SYMBOLS[symbol]}</span>
            {symbolNames[symbol]}
          </li>
        ))}
      </ol>
      <p>{isWritten ? verify.written : verify.text}</p>
      <div className="actions">
        <button
          type="button"
          className={isWritten ? 'button' : 'button main'}
          onClick={() => onCompared(true)}
        >
          {verify.same}
        </button>
        <button type="button" className="button leaving" onClick={() => onCompared(false)}>
          {verify.different}
        </button>
      </div>
      <p className="hint">{verify.limit}</p>
      <div className="way-out">
        <button type="button" className="button" onClick={onClose}>
          {verify.later}
        </button>
      </div>
    </dialog>
  )
}
