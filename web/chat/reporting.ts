/** Reporting a stranger: during the call, and for 60 s after it. */
import {
  REPORT_WINDOW_MS,
  type ClientMessage,
  type ReportReason,
} from '../../signaling/protocol.ts'
import { createTimers } from './timers.ts'
import type { View } from './visit.ts'

export interface Reporting {
  /** A new stranger, or a new token for the same one after a rebuild. */
  begin(token: string): void
  /** The call is over: this stranger can be reported for a minute more, as the last one. */
  end(): void
  /** Reports whom the token is about: the dialog may be older than the present call. */
  report(token: string, reason: ReportReason): void
  /** The socket is back: a report that could not be sent goes out. */
  socketOpen(): void
  close(): void
}

export function createReporting(
  send: (message: ClientMessage) => boolean,
  show: (change: Partial<View>) => void,
): Reporting {
  const timers = createTimers<'window'>()
  let current: string | null = null
  let last: string | null = null
  let pending: { token: string; reason: ReportReason } | null = null

  function showSubjects(): void {
    show({ subject: current, lastSubject: last })
  }

  function forget(token: string | null): void {
    if (current === token) current = null
    if (last === token) {
      last = null
      timers.clear('window')
    }
    showSubjects()
  }

  function lapse(): void {
    if (pending !== null && pending.token === last) {
      pending = null
      show({ reportResult: 'lapsed' })
    }
    forget(last)
  }

  function transmit(token: string, reason: ReportReason): void {
    if (send({ type: 'report', token, reason })) {
      pending = null
      forget(token)
    } else pending = { token, reason }
  }

  return {
    begin(token) {
      current = token
      show({ reportResult: null })
      showSubjects()
    },
    end() {
      if (current === null) return
      last = current
      current = null
      timers.set('window', REPORT_WINDOW_MS, lapse)
      showSubjects()
    },
    report(token, reason) {
      if (token !== current && token !== last) return
      show({ reportResult: 'sending' })
      transmit(token, reason)
    },
    socketOpen() {
      if (pending !== null) transmit(pending.token, pending.reason)
    },
    close() {
      current = null
      pending = null
      forget(last)
    },
  }
}
