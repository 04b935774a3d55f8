/** After a conversation: the three words to meet again with. */
import { againWords, locale } from './dictionary.ts'
import type { Chat, View } from './visit.ts'

const timeOf = (until: number) => new Date(until).toLocaleTimeString(locale, { timeStyle: 'short' })

export function AgainAfter({ chat, view }: { chat: Chat; view: View }) {
  const { meet } = againWords
  const { wish, code, until } = view.again
  return (
    <>
      {wish === 'open' && (
        <div className="again">
          <button type="button" className="button" onClick={() => chat.again()?.wish()}>
            {meet.button}
          </button>
          <p className="hint">{meet.hint}</p>
        </div>
      )}
      <div className="again" role="status">
        {wish === 'vain' && <p>{meet.vain}</p>}
        {code !== null && until !== null && (
          <>
            <p>{wish === 'mutual' ? meet.mutual : meet.alone}</p>
            <p className="code" lang="en" dir="ltr">
              {code}
            </p>
            <p className="hint">{meet.until(timeOf(until))}</p>
          </>
        )}
      </div>
    </>
  )
}
