/**
 * For three seconds after Next: a way back, for both alike. It stands below the title, where every
 * window has it in sight: three seconds are too short to scroll for it.
 */
import { useState } from 'react'
import { againWords } from './dictionary.ts'
import { letterKeys } from './letterKeys.ts'
import { useCallKeys } from './useCallKeys.ts'
import type { Chat, View } from './visit.ts'

export function UndoOffer({ chat, view }: { chat: Chat; view: View }) {
  const { offer } = view.again
  const text = againWords.offer
  /** Keeps its room when it has ended, so that nothing below it moves under a finger. */
  const [shown, setShown] = useState(offer)
  if (offer !== null && offer !== shown) setShown(offer)
  const undo = () => void chat.again()?.undo()
  useCallKeys((action) => {
    if (action !== 'undo' || offer === null) return false
    undo()
    return true
  })
  const key = letterKeys.areOn() && <span className="by-keyboard"> {text.key}</span>
  if (shown === null) return null
  return (
    <div className={offer === null ? 'undo over' : 'undo'}>
      {offer === null ? (
        <span className="button">{text.button}</span>
      ) : (
        <button type="button" className="button" onClick={undo}>
          {text.button}
        </button>
      )}
      <p className="hint">
        {text.hints[shown]}
        {key}
      </p>
    </div>
  )
}
