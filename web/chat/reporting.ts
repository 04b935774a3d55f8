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
  /** The two have seen each other. */
  opened(): void
  /**
   * It is over: this stranger can be reported for a minute more, as the last one. One with whom no
   * call came about leaves the one before in his place.
   */
  end(): void
  /** Reports whom the view named so: the dialog may be older than the present call or connection. */
  report(subject: string, reason: ReportReason): void
  /** The server has said what became of a report. */
  answered(): void
  /**
   * The socket is back: a report that may not have arrived goes out, and the server is told that the
   * stranger is still there to be reported.
   */
  socketOpen(): void
  close(): void
}

interface Sent {
  readonly subject: string
  readonly token: string
  readonly reason: ReportReason
}

export function createReporting(
  send: (message: ClientMessage) => boolean,
  show: (change: Partial<View>) => void,
): Reporting {
  const timers = createTimers<'window' | 'answer'>()
  /** The view names a stranger by his first token: he stays the same when a rebuild brings another. */
  let current: string | null = null
  let last: string | null = null
  /** Their newest tokens, which the server knows. */
  let currentToken = ''
  let lastToken = ''
  /** Whether a call with the present stranger has come about. */
  let isOpen = false
  /** Reports that nobody has answered yet, in the order in which they are. */
  let pending: Sent[] = []

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

  /** The server no longer knows what these are about. */
  function giveUp(): void {
    pending = []
    show({ reportResult: 'lapsed' })
    forget(last)
  }

  /** Sent is not yet arrived: the socket may be dead. */
  function transmit({ subject, token, reason }: Sent): void {
    if (send({ type: 'report', token, reason })) forget(subject)
  }

  return {
    begin(token) {
      if (current === null) isOpen = false
      current ??= token
      currentToken = token
      show({ reportResult: null })
      showSubjects()
    },
    opened() {
      isOpen = true
    },
    end() {
      if (current === null) return
      if (isOpen || pending.some(({ subject }) => subject === current)) {
        last = current
        lastToken = currentToken
        timers.set('window', REPORT_WINDOW_MS, () => forget(last))
      }
      current = null
      showSubjects()
    },
    report(subject, reason) {
      if (subject !== current && subject !== last) return
      show({ reportResult: 'sending' })
      const report = { subject, token: subject === current ? currentToken : lastToken, reason }
      pending = [...pending.filter((one) => one.subject !== subject), report]
      timers.set('answer', REPORT_WINDOW_MS, giveUp)
      transmit(report)
    },
    answered() {
      pending = pending.slice(1)
      if (pending.length === 0) timers.clear('answer')
    },
    socketOpen() {
      for (const report of pending) transmit(report)
      if (current !== null) send({ type: 'keep', token: currentToken })
    },
    close() {
      current = null
      pending = []
      timers.clearAll()
      forget(last)
    },
  }
}
