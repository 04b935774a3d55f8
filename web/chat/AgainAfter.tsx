/** After a conversation: the three words to meet again with, and all others that are still good. */
import { CodeList, type Enter } from './CodeEntry.tsx'
import { againWords, locale } from './dictionary.ts'
import { OUT } from './EndScreen.tsx'
import type { EndReason } from './session.ts'
import type { Chat, View } from './visit.ts'

interface Props {
  readonly chat: Chat
  readonly view: View
  readonly why: EndReason
  readonly onEnter: Enter
}

const timeOf = (until: number) => new Date(until).toLocaleTimeString(locale, { timeStyle: 'short' })

export function AgainAfter({ chat, view, why, onEnter }: Props) {
  const { meet } = againWords
  const { wish, code, until, codes } = view.again
  // Whoever comes from a conversation has said that he is an adult.
  const hasList = codes.length > 0 && !OUT.has(why)
  // These words come to the others once what belongs to them has been computed.
  const isListed = hasList && codes.some((one) => one.code === code)
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
            {/* Seen on what leads back and below it, and heard here, where they come. */}
            <p className={isListed ? 'spoken' : 'code'} lang="en" dir="ltr">
              {code}
            </p>
            <p className={isListed ? 'spoken' : 'hint'}>{meet.until(timeOf(until))}</p>
          </>
        )}
      </div>
      {hasList && (
        <CodeList
          codes={codes.toReversed()}
          said={isListed && until !== null ? meet.until(timeOf(until)) : null}
          isAdult
          onEnter={onEnter}
        />
      )}
    </>
  )
}
