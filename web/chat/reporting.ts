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
  /** Reports whom the view named so: the dialog may be older than the present call or connection. */
  report(subject: string, reason: ReportReason): void
  /** The socket is back: a report that could not be sent goes out. */
  socketOpen(): void
  close(): void
}

export function createReporting(
  send: (message: ClientMessage) => boolean,
  show: (change: Partial<View>) => void,
): Reporting {
  const timers = createTimers<'window'>()
  /** The view names a stranger by his first token: he stays the same when a rebuild brings another. */
  let current: string | null = null
  let last: string | null = null
  /** Their newest tokens, which the server knows. */
  let currentToken = ''
  let lastToken = ''
  let pending: { subject: string; token: string; reason: ReportReason } | null = null

  function showSubjects(): void {
    show({ subject: current, lastSubject: last })
  }

  function forget(subject: string | null): void {
    if (current === subject) current = null
    if (last === subject) {
      last = null
      timers.clear('window')
    }
    showSubjects()
  }

  function lapse(): void {
    if (pending !== null && pending.subject === last) {
      pending = null
      show({ reportResult: 'lapsed' })
    }
    forget(last)
  }

  function transmit(report: NonNullable<typeof pending>): void {
    const { subject, token, reason } = report
    if (send({ type: 'report', token, reason })) {
      pending = null
      forget(subject)
    } else pending = report
  }

  return {
    begin(token) {
      current ??= token
      currentToken = token
      show({ reportResult: null })
      showSubjects()
    },
    end() {
      if (current === null) return
      last = current
      lastToken = currentToken
      current = null
      timers.set('window', REPORT_WINDOW_MS, lapse)
      showSubjects()
    },
    report(subject, reason) {
      if (subject !== current && subject !== last) return
      show({ reportResult: 'sending' })
      transmit({ subject, token: subject === current ? currentToken : lastToken, reason })
    },
    socketOpen() {
      if (pending !== null) transmit(pending)
    },
    close() {
      current = null
      pending = null
      forget(last)
    },
  }
}
