/** What an end may have to say; a state that is missing is a type error. */
import type { BlockCause } from '../../signaling/protocol.ts'
import { BlockedNotice } from '../chat/BlockedNotice.tsx'
import { words } from '../chat/dictionary.ts'
import type { AppealState, ReportResult } from '../chat/visit.ts'
import { ended, NOON, OPEN } from './views.ts'

const nothing = (): void => undefined

/** What became of asking, and why one may have to. */
const APPEALS: Record<AppealState, BlockCause> = {
  none: 'reports',
  sending: 'reports',
  sent: 'network',
  lapsed: 'reports',
  tooMany: 'reports',
  failed: 'operator',
}

/** A network that is kept out. */
export function Blocks() {
  return Object.entries(APPEALS).map(([appeal, cause]) => (
    <BlockedNotice
      key={appeal}
      view={{ ...OPEN, appeal: appeal as AppealState, block: { cause, code: 'K7QX-2M9D' } }}
      state={ended('blocked', NOON + 3_600_000)}
      onAppeal={nothing}
    />
  ))
}

const RESULTS: Record<ReportResult, true> = {
  sending: true,
  accepted: true,
  lapsed: true,
  tooMany: true,
}

/** What became of a report. */
export function ReportResults() {
  return Object.keys(RESULTS).map((result) => (
    <p key={result} className="notice">
      {words.reportResult[result as ReportResult]}
    </p>
  ))
}
