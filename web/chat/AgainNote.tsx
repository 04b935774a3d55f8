/** In a call: what became of the wish to meet again. */
import { CODE_MS } from './again.ts'
import { countText } from './counts.ts'
import { againWords } from './dictionary.ts'
import type { Chat, View } from './visit.ts'

export function AgainNote({ chat, view }: { chat: Chat; view: View }) {
  const { meet } = againWords
  const { wish, code, isRead } = view.again
  // What has been read is shown again by Meet again.
  if (isRead || (wish !== 'wished' && wish !== 'mutual')) return null
  return (
    <div className="note">
      <p>{wish === 'wished' ? meet.wished : meet.mutual}</p>
      {code !== null && (
        <>
          {wish === 'wished' && <p className="small">{meet.alone}</p>}
          <p className="code" lang="en" dir="ltr">
            {code}
          </p>
          <p className="small">{meet.after(countText(CODE_MS / 60_000))}</p>
        </>
      )}
      <button type="button" className="button" onClick={() => chat.again()?.read()}>
        {meet.close}
      </button>
    </div>
  )
}
