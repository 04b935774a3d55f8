/** Reporting the stranger: during the call, and for 60 s after it. */
import {
  REPORT_WINDOW_MS,
  type ClientMessage,
  type ReportReason,
} from '../../signaling/protocol.ts'
import { createTimers } from './timers.ts'
import type { View } from './visit.ts'

export interface Reporting {
  /** A new stranger: from now on reports are about this one. */
  begin(token: string): void
  /** The call is over: a report stays possible for a minute. */
  end(): void
  report(reason: ReportReason): void
  /** The socket is back: a report that could not be sent goes out. */
  socketOpen(): void
  close(): void
}

export function createReporting(
  send: (message: ClientMessage) => boolean,
  show: (change: Partial<View>) => void,
): Reporting {
  const timers = createTimers<'window'>()
  let token: string | null = null
  let pending: ReportReason | null = null

  function forget(): void {
    token = null
    pending = null
    timers.clear('window')
    show({ canReport: false })
  }

  /** The minute is over: a report that did not get out by then never will. */
  function lapse(): void {
    if (pending !== null) show({ reportResult: 'lapsed' })
    forget()
  }

  function transmit(reason: ReportReason): void {
    if (token === null) return
    if (send({ type: 'report', token, reason })) forget()
    else pending = reason
  }

  return {
    begin(granted) {
      timers.clear('window')
      token = granted
      pending = null
      show({ canReport: true, reportResult: null })
    },
    end() {
      if (token !== null) timers.set('window', REPORT_WINDOW_MS, lapse)
    },
    report(reason) {
      if (token === null) return
      show({ reportResult: 'sending' })
      transmit(reason)
    },
    socketOpen() {
      if (pending !== null) transmit(pending)
    },
    close: forget,
  }
}
