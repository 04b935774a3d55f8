/** Every screen after the first: one chunk, loaded while the visitor reads the start screen. */
import { useCallback, useEffect, useRef, useState } from 'react'
import { AgainAfter } from './AgainAfter.tsx'
import { CallScreen } from './CallScreen.tsx'
import { CameraScreen } from './CameraScreen.tsx'
import type { Enter } from './CodeEntry.tsx'
import { EndScreen } from './EndScreen.tsx'
import { escapeFrom } from './escaping.ts'
import { leaveFullScreen } from './fullScreen.ts'
import { HelpDialog } from './HelpDialog.tsx'
import { LazySettings, TryOutDialog } from './LazySettings.tsx'
import { ReportDialog } from './ReportDialog.tsx'
import { ReturnScreen } from './ReturnScreen.tsx'
import { SearchScreen } from './SearchScreen.tsx'
import { FIRST_PLACE } from './SelfView.tsx'
import type { State } from './session.ts'
import { useCallKeys } from './useCallKeys.ts'
import type { Chat, View } from './visit.ts'

export { CodeEntry } from './CodeEntry.tsx'
export { watchPage } from './pageWatch.tsx'

interface Props {
  readonly chat: Chat
  readonly view: View
  readonly state: Exclude<State, { phase: 'idle' }>
  readonly onFind: () => void
  readonly onChange: () => void
  /** Looks for the one with whom the visitor has these words. */
  readonly onEnter: Enter
}

/** Back at the start: what was pressed by a finger has gone, and readers begin at the title. */
function focusStart(): void {
  // Who uses the keyboard has a place by then (keepFocus.ts).
  if (document.activeElement !== document.body) return
  const title = document.querySelector('h1')
  title?.setAttribute('tabindex', '-1')
  title?.focus({ preventScroll: true })
}

export function VisitScreens({ chat, view, state, onFind, onChange, onEnter }: Props) {
  /** Whom the open dialog is about: another stranger may have come since it was opened. */
  const [reported, setReported] = useState<string | null>(null)
  const isInCall = state.phase === 'pairing' || state.phase === 'talking'
  const isSearching = state.phase === 'connecting' || state.phase === 'waiting'
  const isOver = state.phase === 'ended'
  /** Where the settings were opened: they close with the call, and before the next search. */
  const [setting, setSetting] = useState<'visit' | 'end' | null>(null)
  const closeSettings = useCallback(() => setSetting(null), [])
  const openSettings = useCallback(() => setSetting('visit'), [])
  if (setting !== null && (setting === 'end') !== isOver) setSetting(null)

  // A dialog about a stranger who can no longer be reported has lost its subject.
  const { subject, lastSubject } = view
  if (reported !== null && reported !== subject && reported !== lastSubject) setReported(null)

  // What was chosen for one call holds in the next.
  const [isChatFolded, setIsChatFolded] = useState(false)
  const [selfPlace, setSelfPlace] = useState(FIRST_PLACE)

  const [isHelping, setIsHelping] = useState(false)
  if (isInCall && isHelping) setIsHelping(false)
  const closeHelp = useCallback(() => setIsHelping(false), [])

  /** The end of the call; or since then the last press of Esc, or what a dialog may have heard of one. */
  const quietSince = useRef(0)
  const isAsking = reported !== null || setting !== null || isHelping
  useEffect(() => {
    if (isOver) quietSince.current = performance.now()
  }, [isOver, isAsking])

  // What asks for the full screen stands in the call, and with it what leaves it. It lasts from one
  // call to the next.
  const mayBeFull = isInCall || isSearching || state.phase === 'returning'
  useEffect(() => {
    if (!mayBeFull) leaveFullScreen()
  }, [mayBeFull])

  useEffect(
    () => () => {
      leaveFullScreen()
      setTimeout(focusStart)
    },
    [],
  )

  useCallKeys((action) => {
    // A call has more keys, and listens itself.
    if (isInCall) return false
    if (action === 'help') {
      setIsHelping(true)
      return true
    }
    if (action !== 'stop') return false
    if (setting !== null) {
      // It is still on its way: open, it would have heard of that itself.
      closeSettings()
      return true
    }
    const now = performance.now()
    const way = escapeFrom(state, now - quietSince.current)
    quietSince.current = now
    if (way === 'cancel') chat.cancel()
    if (way === 'find') onFind()
    return way !== null
  })

  const closeReport = useCallback(() => setReported(null), [])
  const reportLast = lastSubject !== null && !isInCall ? () => setReported(lastSubject) : null

  function screen() {
    switch (state.phase) {
      case 'askingCamera':
        return (
          <CameraScreen chat={chat} view={view} problem={state.problem} onReportLast={reportLast} />
        )
      case 'connecting':
      case 'waiting':
        return (
          <SearchScreen
            chat={chat}
            view={view}
            state={state}
            onReportLast={reportLast}
            onSettings={openSettings}
          />
        )
      case 'returning':
        return <ReturnScreen chat={chat} view={view} state={state} onReportLast={reportLast} />
      case 'pairing':
      case 'talking':
        return (
          <CallScreen
            chat={chat}
            view={view}
            state={state}
            isChatFolded={isChatFolded}
            onChatFold={setIsChatFolded}
            selfPlace={selfPlace}
            onSelfPlace={setSelfPlace}
            onReport={() => setReported(subject)}
            onSettings={openSettings}
          />
        )
      case 'ended':
        return (
          <EndScreen
            chat={chat}
            view={view}
            state={state}
            onFind={onFind}
            onChange={onChange}
            onDevices={() => setSetting('end')}
            onReportLast={reportLast}
          >
            <AgainAfter chat={chat} view={view} why={state.why} onEnter={onEnter} />
          </EndScreen>
        )
      default:
        return state satisfies never
    }
  }

  return (
    <>
      {screen()}
      {setting === 'end' && isOver && (
        <TryOutDialog chat={chat} view={view} wish={view.wish} onClose={closeSettings} />
      )}
      {setting === 'visit' && (isInCall || isSearching) && (
        <LazySettings chat={chat} view={view} onClose={closeSettings} />
      )}
      {isHelping && !isInCall && <HelpDialog isInCall={false} onClose={closeHelp} />}
      {reported !== null && (
        <ReportDialog
          // Another one, when another is chosen: it begins at its own title.
          key={reported}
          isLast={reported !== subject}
          hasOther={subject !== null}
          onLast={lastSubject === null ? null : () => setReported(lastSubject)}
          onSend={(reason) => {
            setReported(null)
            chat.report(reported, reason)
          }}
          onClose={closeReport}
        />
      )}
    </>
  )
}
