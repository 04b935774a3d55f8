/** For two who began blurred: who waits for whom, and the one thing to press; and how it came out. */
import { useEffect, useState } from 'react'
import { kindWords } from './dictionary.ts'
import { isCovered, NOT_REVEALED } from './reveal.ts'
import type { Chat, View } from './visit.ts'

/** Long enough to read it, and to look at the picture then. */
const CLEAR_MS = 6_000

interface Props {
  readonly chat: Chat
  readonly view: View
}

/** That both are seen clearly now; it goes by itself, for it stands before the picture. */
function ClearNote() {
  const [isOver, setIsOver] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setIsOver(true), CLEAR_MS)
    return () => clearTimeout(timer)
  }, [])
  return isOver ? null : <p className="note">{kindWords.reveal.clear}</p>
}

export function RevealNotice({ chat, view }: Props) {
  const text = kindWords.reveal
  if (!isCovered(view)) return view.reveal === null ? null : <ClearNote />
  const { mine, theirs, closedBy } = view.reveal ?? NOT_REVEALED
  const said = theirs ? text.asked : text.both
  return (
    <div className="note">
      {closedBy !== undefined && !mine && <p>{text.closed[closedBy]}</p>}
      <p>{mine ? text.waiting : said}</p>
      {/* Two buttons: the second press of one, or a key that is held, is never one of the other. */}
      {mine ? (
        <button
          key="takeBack"
          type="button"
          className="button late"
          onClick={() => chat.media()?.cover.takeBack()}
        >
          {text.takeBack}
        </button>
      ) : (
        <button
          key="press"
          type="button"
          className="button late"
          onClick={() => chat.media()?.cover.press()}
        >
          {text.press}
        </button>
      )}
    </div>
  )
}
