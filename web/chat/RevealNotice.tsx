/** For two who began blurred: who waits for whom, and the one thing to press. */
import { kindWords } from './dictionary.ts'
import { isCovered, NOT_REVEALED } from './reveal.ts'
import type { Chat, View } from './visit.ts'

interface Props {
  readonly chat: Chat
  readonly view: View
}

export function RevealNotice({ chat, view }: Props) {
  const text = kindWords.reveal
  if (!isCovered(view)) return null
  const { mine, theirs } = view.reveal ?? NOT_REVEALED
  const said = theirs ? text.asked : text.both
  return (
    <div className="note">
      <p>{mine ? text.waiting : said}</p>
      {mine ? (
        <button type="button" className="button" onClick={() => chat.media()?.cover.takeBack()}>
          {text.takeBack}
        </button>
      ) : (
        <button type="button" className="button" onClick={() => chat.media()?.cover.press()}>
          {text.press}
        </button>
      )}
    </div>
  )
}
