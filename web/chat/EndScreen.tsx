/** Who left, in words, and how to go on. */
import type { ReactNode } from 'react'
import { BlockedNotice } from './BlockedNotice.tsx'
import { Footer } from './Footer.tsx'
import { OwnPreview } from './OwnPreview.tsx'
import type { EndReason, State } from './session.ts'
import { endOf, isInsecure } from './Status.tsx'
import { UndoOffer } from './UndoOffer.tsx'
import { useScreenFocus } from './useScreenFocus.ts'
import type { Chat, View } from './visit.ts'
import { locale, startWords, visitWords, words } from './dictionary.ts'

/** Where no search can begin nothing is to be got ready, and nobody met again. */
export const OUT: ReadonlySet<EndReason> = new Set(['outdated', 'unsupported', 'blocked'])

interface Props {
  readonly chat: Chat
  readonly view: View
  readonly state: Extract<State, { phase: 'ended' }>
  readonly onFind: () => void
  readonly onChange: () => void
  readonly onDevices: () => void
  readonly onReportLast: (() => void) | null
  /** What leads back to the last stranger. */
  readonly children?: ReactNode
}

/** The one thing that leads on; nothing, where nothing in this browser does. */
function MainAction({ why, onFind }: { readonly why: EndReason; readonly onFind: () => void }) {
  const { end, blocked, insecure } = visitWords
  if (isInsecure(why))
    return (
      <a
        className="button main"
        href={`https://${location.hostname}${location.pathname}${location.search}`}
      >
        {insecure.open}
      </a>
    )
  if (why === 'unsupported') return null
  const [label, act] =
    why === 'outdated'
      ? [end.reload, () => location.reload()]
      : [why === 'blocked' ? blocked.again : end.find, onFind]
  return (
    <button type="button" className="button main" onClick={act}>
      {label}
    </button>
  )
}

export function EndScreen(props: Props) {
  const { chat, view, state, onFind, onChange, onDevices, onReportLast, children } = props
  const title = useScreenFocus<HTMLHeadingElement>()
  const { end } = visitWords
  const { title: said, text } = endOf(state.why)
  return (
    <main className="page">
      <div className="column centred">
        <h1 ref={title} tabIndex={-1}>
          {said}
        </h1>
        <UndoOffer chat={chat} view={view} />
        <p>{text}</p>
        {state.why === 'stopped' && <p className="hint by-keyboard">{end.byKey}</p>}
        {state.why === 'blocked' && (
          <BlockedNotice view={view} state={state} onAppeal={chat.appeal} />
        )}
        {state.why !== 'blocked' && state.until !== null && (
          <p className="hint">
            {end.until(new Date(state.until).toLocaleTimeString(locale, { timeStyle: 'medium' }))}
          </p>
        )}
        {view.reportResult !== null && (
          <p className="notice">{words.reportResult[view.reportResult]}</p>
        )}
        <div className="actions">
          <MainAction why={state.why} onFind={onFind} />
          <button type="button" className="button" onClick={onChange}>
            {end.change}
          </button>
          {view.wish.mode === 'video' && !OUT.has(state.why) && (
            <button type="button" className="button quiet" onClick={onDevices}>
              {startWords.start.devices}
            </button>
          )}
          {onReportLast !== null && (
            <button type="button" className="button quiet danger" onClick={onReportLast}>
              {end.reportLast}
            </button>
          )}
        </div>
        {children}
        <OwnPreview chat={chat} view={view} isSmall />
      </div>
      <Footer />
    </main>
  )
}
