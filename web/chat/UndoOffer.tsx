/** For three seconds after Next: a way back, for both alike. */
import { againWords } from './dictionary.ts'
import { useCallKeys } from './useCallKeys.ts'
import type { Chat, View } from './visit.ts'

export function UndoOffer({ chat, view }: { chat: Chat; view: View }) {
  const { offer } = view.again
  const undo = () => void chat.again()?.undo()
  useCallKeys((action) => {
    if (action === 'undo') undo()
  })
  return (
    <div className="undo">
      <p className="spoken" role="status">
        {offer === null ? '' : againWords.offer[offer].said}
      </p>
      {offer !== null && (
        <>
          <button type="button" className="button" onClick={undo}>
            {againWords.offer[offer].button}
          </button>
          <p className="hint">{againWords.offer[offer].hint}</p>
        </>
      )}
    </div>
  )
}
