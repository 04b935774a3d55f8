/** What went wrong, the newest first. */
import type { Alerts as AlertList } from '../../radar/operatorProtocol.ts'
import { useDesk } from './context.ts'
import { formatAgo } from './format.ts'
import { Empty, Panel } from './Panel.tsx'
import { words } from './words.ts'

const { alerts: text } = words

export function Alerts({ alerts }: { alerts: AlertList | null }) {
  const { now } = useDesk()
  return (
    <Panel title={text.title} name="alerts">
      {alerts === null || alerts.length === 0 ? (
        <Empty text={text.empty} />
      ) : (
        <ul className="list scroll" tabIndex={0} aria-label={text.title}>
          {alerts.map(({ id, at, kind, count }) => (
            <li key={id}>
              <p>{text.kinds[kind]}</p>
              <p className="hint figure">
                {formatAgo(at, now)}
                {count > 1 && ` · ${text.times(count)}`}
              </p>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  )
}
