/** What the detector noticed, the newest first. */
import { memo } from 'react'
import type { Feed } from '../../radar/operatorProtocol.ts'
import { formatCount, formatTime } from './format.ts'
import { Empty, Panel } from './Panel.tsx'
import { TableBox } from './TableBox.tsx'
import { words } from './words.ts'

const { feed: text } = words

export interface AbuseFeedProps {
  readonly feed: Feed | null
  /** Rounded, so that the list is drawn anew only when it says something new. */
  readonly now: number
  /** Opens the dialog to block a prefix, for those who may. */
  readonly onBlock: ((prefix: string) => void) | null
}

interface PrefixProps extends Pick<AbuseFeedProps, 'onBlock'> {
  readonly prefix: string
}

function PrefixLink({ prefix, onBlock }: PrefixProps) {
  if (onBlock === null) return <span className="mono">{prefix}</span>
  return (
    <button
      type="button"
      className="link mono"
      aria-label={words.blocklist.block(prefix)}
      title={words.blocklist.block(prefix)}
      onClick={() => onBlock(prefix)}
    >
      {prefix}
    </button>
  )
}

export const AbuseFeed = memo(function AbuseFeed({ feed, now, onBlock }: AbuseFeedProps) {
  const { columns } = text
  return (
    <Panel title={text.title} name="feed">
      {feed === null || feed.length === 0 ? (
        <Empty text={text.empty} />
      ) : (
        <TableBox
          label={text.title}
          columns={[
            { label: columns.at },
            { label: columns.signal },
            { label: columns.prefix, className: 'wide-only' },
            { label: columns.score, className: 'number wide-only' },
            { label: columns.verdict, className: 'wide-only' },
          ]}
        >
          {feed.map(({ at, signal, times, prefix, score, verdict }, index) => (
            <tr key={`${at} ${signal} ${prefix ?? ''} ${feed.length - index}`}>
              <td className="figure">{formatTime(at, now)}</td>
              <th scope="row">
                {text.signals[signal]}
                {times > 1 && <span className="hint figure"> {text.times(times)}</span>}
                <span className="under narrow-only">{text.verdicts[verdict]}</span>
                {/* A phone has no room for a column of addresses. */}
                {prefix !== null && (
                  <span className="under narrow-only">
                    <PrefixLink prefix={prefix} onBlock={onBlock} />
                  </span>
                )}
              </th>
              <td className="prefix wide-only">
                {prefix === null ? (
                  <span className="hint">{text.withheld}</span>
                ) : (
                  <PrefixLink prefix={prefix} onBlock={onBlock} />
                )}
              </td>
              <td className="number wide-only">{formatCount(score)}</td>
              <td className="wide-only">{text.verdicts[verdict]}</td>
            </tr>
          ))}
        </TableBox>
      )}
    </Panel>
  )
})
