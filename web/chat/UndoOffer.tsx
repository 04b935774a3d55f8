/** For three seconds after Next: a way back, for both alike. */
import { againWords } from './dictionary.ts'
import { letterKeys } from './letterKeys.ts'
import { useCallKeys } from './useCallKeys.ts'
import type { Chat, View } from './visit.ts'

export function UndoOffer({ chat, view }: { chat: Chat; view: View }) {
  const { offer } = view.again
  const text = againWords.offer
  const undo = () => void chat.again()?.undo()
  useCallKeys((action) => {
    if (action === 'undo') undo()
  })
  const key = letterKeys.areOn() && <span className="by-keyboard"> {text.key}</span>
  return (
    <div className="undo">
      <p className="spoken" role="status">
        {offer !== null && text.said}
        {offer !== null && key}
      </p>
      {offer !== null && (
        <>
          <button type="button" className="button" onClick={undo}>
            {text.button}
          </button>
          <p className="hint">
            {text.hints[offer]}
            {key}
          </p>
        </>
      )}
    </div>
  )
}
