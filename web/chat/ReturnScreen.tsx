/** While the visitor waits for one he has met before. */
import { useEffect } from 'react'
import { clockTime } from './amounts.ts'
import { DeviceNote } from './DeviceNote.tsx'
import { againWords, visitWords, words } from './dictionary.ts'
import type { State } from './session.ts'
import { lostOf } from './Status.tsx'
import { useCountdown } from './useCountdown.ts'
import type { Chat, View } from './visit.ts'
import { keepAwake } from './wakeLock.ts'
import { WaitingScreen } from './WaitingScreen.tsx'

interface Props {
  readonly chat: Chat
  readonly view: View
  readonly state: Extract<State, { phase: 'returning' }>
  readonly onReportLast: (() => void) | null
}

export function ReturnScreen({ chat, view, state, onReportLast }: Props) {
  const left = useCountdown(state.until)
  // For minutes nothing is touched, and a phone that sleeps meets nobody.
  const isLong = state.way === 'code'
  useEffect(() => (isLong ? keepAwake() : undefined), [isLong])
  return (
    <WaitingScreen chat={chat} view={view} title={words.returning[state.way]}>
      <p className="hint">{againWords.waiting[state.way]}</p>
      {state.way === 'code' && (
        <p className="hint figures" role="timer">
          {againWords.left(clockTime(left))}
        </p>
      )}
      {view.socket.status === 'lost' && <p className="notice">{lostOf(view.socket)}</p>}
      <DeviceNote chat={chat} view={view} />
      <div className="actions row centred">
        <button type="button" className="button" onClick={chat.cancel}>
          {words.search.cancel}
        </button>
        {onReportLast !== null && (
          <button type="button" className="button quiet danger" onClick={onReportLast}>
            {visitWords.end.reportLast}
          </button>
        )}
      </div>
    </WaitingScreen>
  )
}
