/** The last hour or day as four charts, each readable also as a table. */
import { memo, useId, useMemo, useState } from 'react'
import type { History } from '../../radar/operatorProtocol.ts'
import { Chart, type Series } from './Chart.tsx'
import { useDesk } from './context.ts'
import { formatCount, formatTime, formatWait, NOTHING } from './format.ts'
import { rowsFor, sinceStart, SPANS, type Column, type Span } from './history.ts'
import { Empty, Panel } from './Panel.tsx'
import { TableBox } from './TableBox.tsx'
import { words } from './words.ts'

const { charts } = words
const ROWS = 60

interface Plan {
  readonly title: string
  readonly columns: readonly Column[]
  readonly format: (value: number) => string
}
const PLANS: readonly Plan[] = [
  { title: charts.people, columns: ['online', 'inCalls', 'waiting'], format: formatCount },
  { title: charts.introductions, columns: ['introductions'], format: formatCount },
  { title: charts.wait, columns: ['waitMedianMs', 'waitP95Ms'], format: formatWait },
  { title: charts.routes, columns: ['direct', 'relayed', 'failed'], format: formatCount },
]

function AsTable({ plan, history }: { plan: Plan; history: History }) {
  const { now } = useDesk()
  const { title, columns, format } = plan
  const labels = [charts.time, ...columns.map((column) => charts.series[column])]
  return (
    <TableBox label={charts.asTable(title)} columns={labels.map((label) => ({ label }))}>
      {rowsFor(history.at.length, ROWS).map((row) => (
        <tr key={history.at[row]}>
          <th scope="row">{formatTime(history.at[row] ?? 0, now)}</th>
          {columns.map((column) => {
            const value = history[column][row] ?? null
            return <td key={column}>{value === null ? NOTHING : format(value)}</td>
          })}
        </tr>
      ))}
    </TableBox>
  )
}

function ChartCard({ plan, history }: { plan: Plan; history: History }) {
  const [isTable, setTable] = useState(false)
  const id = useId()
  const { title, columns, format } = plan
  const series: Series[] = columns.map((column) => ({
    label: charts.series[column],
    values: history[column],
  }))
  const said = series.map(({ label, values }) => {
    const last = values.findLast((value) => value !== null) ?? null
    return `${label} ${last === null ? NOTHING : format(last)}`
  })
  const isEmpty = series.every(({ values }) => values.every((value) => value === null))
  return (
    <div className="chart-card">
      <header>
        <h3 id={id}>{title}</h3>
        <button
          type="button"
          className="link"
          aria-pressed={isTable}
          aria-label={charts.asTable(title)}
          onClick={() => setTable(!isTable)}
        >
          {charts.table}
        </button>
      </header>
      {isTable && <AsTable plan={plan} history={history} />}
      {!isTable && isEmpty && <Empty text={charts.empty} />}
      {!isTable && !isEmpty && (
        <Chart
          at={history.at}
          series={series}
          format={format}
          summary={`${title}: ${said.join(', ')}`}
        />
      )}
    </div>
  )
}

export const Charts = memo(function Charts({
  histories,
}: {
  histories: Readonly<Record<Span, History | null>>
}) {
  const { operator } = useDesk()
  const [span, setSpan] = useState<Span>('hour')
  const whole = histories[span]
  const history = useMemo(() => (whole === null ? null : sinceStart(whole)), [whole])
  const choose = (next: Span) => {
    setSpan(next)
    operator.loadHistory(next)
  }
  return (
    <Panel
      title={charts.title}
      name="charts"
      aside={
        <fieldset className="segments">
          <legend className="spoken">{charts.title}</legend>
          {SPANS.map((one) => (
            <label key={one}>
              <input type="radio" name="span" checked={span === one} onChange={() => choose(one)} />
              <span>{charts.spans[one]}</span>
            </label>
          ))}
        </fieldset>
      }
    >
      {history === null ? (
        <Empty text={charts.loading} />
      ) : (
        <div className="chart-grid">
          {PLANS.map((plan) => (
            <ChartCard key={plan.title} plan={plan} history={history} />
          ))}
        </div>
      )}
    </Panel>
  )
})
