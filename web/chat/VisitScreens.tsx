/** Every screen after the first: one chunk, loaded while the visitor reads the start screen. */
import { useCallback, useState } from 'react'
import { CallScreen } from './CallScreen.tsx'
import { CameraScreen } from './CameraScreen.tsx'
import type { Chat } from './chat.ts'
import { EndScreen } from './EndScreen.tsx'
import { ReportDialog } from './ReportDialog.tsx'
import { SearchScreen } from './SearchScreen.tsx'
import type { State } from './session.ts'
import type { View } from './visit.ts'

interface Props {
  readonly chat: Chat
  readonly view: View
  readonly state: Exclude<State, { phase: 'idle' }>
  readonly onFind: () => void
  readonly onChange: () => void
}

export function VisitScreens({ chat, view, state, onFind, onChange }: Props) {
  const [isReporting, setIsReporting] = useState(false)
  const isInCall = state.phase === 'pairing' || state.phase === 'talking'

  // A dialog about a stranger who can no longer be reported has lost its subject.
  if (isReporting && !view.canReport) setIsReporting(false)

  const openReport = useCallback(() => setIsReporting(true), [])
  const closeReport = useCallback(() => setIsReporting(false), [])
  const reportLast = view.canReport && !isInCall ? openReport : null

  function screen() {
    switch (state.phase) {
      case 'askingCamera':
        return <CameraScreen chat={chat} problem={state.problem} />
      case 'connecting':
      case 'waiting':
        return <SearchScreen chat={chat} view={view} state={state} onReportLast={reportLast} />
      case 'pairing':
      case 'talking':
        return <CallScreen chat={chat} view={view} state={state} onReport={openReport} />
      case 'ended':
        return (
          <EndScreen
            view={view}
            state={state}
            onFind={onFind}
            onChange={onChange}
            onReportLast={reportLast}
          />
        )
      default:
        return state satisfies never
    }
  }

  return (
    <>
      {screen()}
      {isReporting && (
        <ReportDialog
          isLast={!isInCall}
          onSend={(reason) => {
            setIsReporting(false)
            chat.report(reason)
          }}
          onClose={closeReport}
        />
      )}
    </>
  )
}
