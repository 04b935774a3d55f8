/** While the visitor waits: what is happening, how long, and a way out. */
import { secondsText } from './amounts.ts'
import { DeviceNote } from './DeviceNote.tsx'
import { mediaWords, visitWords, words } from './dictionary.ts'
import { listFormat } from './formats.ts'
import type { State } from './session.ts'
import { UndoOffer } from './UndoOffer.tsx'
import { useSeconds } from './useSeconds.ts'
import type { Chat, View } from './visit.ts'
import { WaitingScreen } from './WaitingScreen.tsx'

/** From here on there is a word of comfort. */
const HINT_S = 10
/** As many interests are named; a phone has no room for ten. */
const NAMED_MAX = 3

interface Props {
  readonly chat: Chat
  readonly view: View
  readonly state: Extract<State, { phase: 'connecting' | 'waiting' }>
  readonly onReportLast: (() => void) | null
  readonly onSettings: () => void
}

export function SearchScreen({ chat, view, state, onReportLast, onSettings }: Props) {
  const seconds = useSeconds(state.since)
  const { search } = words
  const { interests } = view.wish
  const interestList = listFormat({ type: 'disjunction' }).format(interests.slice(0, NAMED_MAX))
  const hasInterests = interests.length > 0
  const isLong = seconds >= HINT_S
  const hint = hasInterests ? search.hintAnyone : search.hint
  const named = hasInterests ? search.titleInterests(interestList) : search.title
  // From then on it may be anyone: the title asks for nobody else.
  const searching = isLong ? search.title : named
  return (
    <WaitingScreen
      chat={chat}
      view={view}
      title={state.phase === 'connecting' ? search.connecting : searching}
      longTitle={named}
    >
      <UndoOffer chat={chat} view={view} />
      {state.notice !== null && <p className="notice">{words.notice[state.notice]}</p>}
      <DeviceNote chat={chat} view={view} />
      {/* Said once, when it changes. */}
      <p className="hint roomy" data-other={isLong ? search.keepOpen : hint} aria-live="polite">
        <span>{isLong ? hint : search.keepOpen}</span>
      </p>
      <p className="hint figures">{secondsText(seconds)}</p>
      <div className="actions row centred">
        <button type="button" className="button" onClick={chat.cancel}>
          {search.cancel}
        </button>
        <button type="button" className="button" onClick={onSettings}>
          {mediaWords.tools.settings}
        </button>
        {onReportLast !== null && (
          <button type="button" className="button quiet danger" onClick={onReportLast}>
            {visitWords.end.reportLast}
          </button>
        )}
      </div>
      {view.reportResult !== null && (
        <p className="hint">{words.reportResult[view.reportResult]}</p>
      )}
    </WaitingScreen>
  )
}
