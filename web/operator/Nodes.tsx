/** How well each signaling node is. */
import type { Counts } from '../../radar/protocol.ts'
import { formatCount, formatDuration, formatWait } from './format.ts'
import { healthOf } from './nodes.ts'
import { Empty, Panel } from './Panel.tsx'
import { TableBox } from './TableBox.tsx'
import { words } from './words.ts'

const { nodes: text } = words
/** Enough of an id to tell nodes apart. */
const SHORT = 6

export function Nodes({ nodes }: { nodes: Counts['nodes'] }) {
  const { columns } = text
  return (
    <Panel title={text.title} name="nodes">
      {nodes.length === 0 ? (
        <Empty text={text.empty} />
      ) : (
        <TableBox
          label={text.title}
          columns={[
            { label: columns.node },
            { label: columns.health },
            { label: columns.online, className: 'number' },
            { label: columns.lag, className: 'number' },
            { label: columns.memory, className: 'number wide-only' },
            { label: columns.age, className: 'number wide-only' },
          ]}
        >
          {nodes.map((one) => {
            const health = healthOf(one)
            return (
              <tr key={one.node}>
                <th scope="row">
                  <span className="mono">{one.node.slice(0, SHORT)}</span>
                  <span className="under">{text.build(one.build, formatDuration(one.upMs))}</span>
                </th>
                <td>
                  <span className={`health ${health}`}>{text.health[health]}</span>
                </td>
                <td className="number">{formatCount(one.online)}</td>
                <td className="number">{formatWait(one.lagMs)}</td>
                <td className="number wide-only">{text.megabytes(one.memoryMb)}</td>
                <td className="number wide-only">{formatWait(one.ageMs)}</td>
              </tr>
            )
          })}
        </TableBox>
      )}
    </Panel>
  )
}
