/** Reporting a stranger: during the call, and for 60 s after it. */
import {
  REPORT_WINDOW_MS,
  type ClientMessage,
  type ReportReason,
  type ServerMessage,
} from '../../signaling/protocol.ts'
import { createRenewing, type LiveSeal } from './renewing.ts'
import { createTimers } from './timers.ts'
import type { ReportResult, View } from './visit.ts'

/** How long a call shows what became of a report about the stranger before. */
const FRESH_MS = 10_000

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
  /**
   * Takes what the server says: perhaps what became of a report, or whom it does not know.
   *
   * @returns what it means to the visit
   */
  hear(message: ServerMessage, live: LiveSeal): ServerMessage
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

function resultOf(message: ServerMessage): ReportResult | null {
  if (message.type === 'reported') return message.accepted ? 'accepted' : 'lapsed'
  return message.type === 'refused' && message.reason === 'tooManyReports' ? 'tooMany' : null
}

export function createReporting(
  send: (message: ClientMessage) => boolean,
  show: (change: Partial<View>) => void,
): Reporting {
  const renewing = createRenewing(send)
  const timers = createTimers<'window' | 'answer' | 'fresh'>()
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
  /** Whom the last report was about; nobody once another has gone, whom its result is not about. */
  let told: string | null = null

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

  function tell(subject: string, reportResult: ReportResult): void {
    if (subject !== told) return
    show({ reportResult })
    // There is another stranger, of whom nothing is said by it.
    if (current !== null) timers.set('fresh', FRESH_MS, () => show({ reportResult: null }))
  }

  function conclude(result: ReportResult): void {
    const [first, ...others] = pending
    if (first === undefined) return
    pending = others
    if (pending.length === 0) timers.clear('answer')
    tell(first.subject, result)
  }

  /** The server no longer knows what these are about. */
  function giveUp(): void {
    const given = pending
    pending = []
    for (const { subject } of given) {
      tell(subject, 'lapsed')
      forget(subject)
    }
  }

  /** Sent is not yet arrived: the socket may be dead. */
  function transmit({ subject, token, reason }: Sent): void {
    if (send({ type: 'report', token, reason })) forget(subject)
  }

  return {
    begin(token) {
      if (current === null) {
        isOpen = false
        show({ reportResult: null })
      }
      current ??= token
      currentToken = token
      renewing.stop()
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
        if (told !== current) {
          told = null
          show({ reportResult: null })
        }
        timers.set('window', REPORT_WINDOW_MS, () => forget(last))
      }
      current = null
      timers.clear('fresh')
      renewing.stop()
      showSubjects()
    },
    report(subject, reason) {
      if (subject !== current && subject !== last) return
      told = subject
      timers.clear('fresh')
      show({ reportResult: 'sending' })
      const report = { subject, token: subject === current ? currentToken : lastToken, reason }
      pending = [...pending.filter((one) => one.subject !== subject), report]
      timers.set('answer', REPORT_WINDOW_MS, giveUp)
      transmit(report)
    },
    hear(message, live) {
      const token = current === null ? null : renewing.hear(message, live)
      if (token !== null) currentToken = token
      const result = resultOf(message)
      if (result !== null) conclude(result)
      return renewing.understand(message)
    },
    socketOpen() {
      for (const report of pending) transmit(report)
      if (current !== null) send({ type: 'keep', token: currentToken })
    },
    close() {
      renewing.stop()
      current = null
      pending = []
      timers.clearAll()
      forget(last)
    },
  }
}
