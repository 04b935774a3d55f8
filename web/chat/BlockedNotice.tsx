/** Why this network is kept out, until when, and how to ask a person about it. */
import type { State } from './session.ts'
import type { View } from './visit.ts'
import { locale, visitWords } from './dictionary.ts'

interface Props {
  readonly view: View
  readonly state: Extract<State, { phase: 'ended' }>
  readonly onAppeal: () => void
}

export function BlockedNotice({ view, state, onAppeal }: Props) {
  const { blocked } = visitWords
  const end = new Date(state.until ?? 0).toLocaleString(locale, {
    dateStyle: 'medium',
    timeStyle: 'short',
  })
  const mayAsk = view.appeal === 'none' || view.appeal === 'failed'
  return (
    <div className="notice blocked">
      {view.block !== null && <p>{blocked.causes[view.block.cause]}</p>}
      <p>{blocked.until(end)}</p>
      {view.block !== null && (
        <>
          <p className="figures">{blocked.code(view.block.code)}</p>
          <p aria-live="polite" className="hint">
            {blocked.appeals[view.appeal]}
          </p>
          {(mayAsk || view.appeal === 'sending') && (
            <button type="button" className="button" disabled={!mayAsk} onClick={onAppeal}>
              {blocked.appeal}
            </button>
          )}
        </>
      )}
    </div>
  )
}
