/** Who did what, when and why (O6), the newest first. */
import { memo, useState } from 'react'
import type { Audit } from '../../radar/operatorProtocol.ts'
import { formatTime } from './format.ts'
import { Empty, Panel } from './Panel.tsx'
import { TableBox } from './TableBox.tsx'
import { words } from './words.ts'

const { audit: text } = words
const STEP = 100

type Entry = Audit['entries'][number]
/** These say it all; whom they are about is who did it, or nobody. */
const WITHOUT_SUBJECT: readonly Entry['action'][] = ['dryRunOn', 'dryRunOff', 'signIn', 'enrol']

function What({ entry, now }: { entry: Entry; now: number }) {
  const { action, subject, reason, until } = entry
  return (
    <>
      {text.actions[action]}{' '}
      {!WITHOUT_SUBJECT.includes(action) && <span className="mono">{subject}</span>}
      {(reason !== null || until !== null) && (
        <span className="under">
          {[
            ...(reason === null ? [] : [words.reasons[reason]]),
            ...(until === null ? [] : [text.until(formatTime(until, now))]),
          ].join(', ')}
        </span>
      )}
    </>
  )
}

export interface AuditTrailProps {
  readonly entries: Audit['entries'] | null
  readonly now: number
}

export const AuditTrail = memo(function AuditTrail({ entries, now }: AuditTrailProps) {
  const [shown, setShown] = useState(STEP)
  const { columns } = text
  const all = entries ?? []
  return (
    <Panel title={text.title} name="history">
      {all.length === 0 ? (
        <Empty text={text.empty} />
      ) : (
        <TableBox
          label={text.title}
          columns={[{ label: columns.at }, { label: columns.who }, { label: columns.what }]}
        >
          {all.slice(0, shown).map((entry, index) => (
            <tr key={`${entry.at} ${entry.action} ${entry.subject} ${all.length - index}`}>
              <td className="figure">{formatTime(entry.at, now)}</td>
              <th scope="row">{entry.who}</th>
              <td>
                <What entry={entry} now={now} />
              </td>
            </tr>
          ))}
        </TableBox>
      )}
      {all.length > shown && (
        <button type="button" className="link" onClick={() => setShown(shown + STEP)}>
          {words.blocklist.more(Math.min(STEP, all.length - shown))}
        </button>
      )}
    </Panel>
  )
})
