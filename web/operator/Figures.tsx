/** What is going on now: four large figures with their last hour, and what stands beside them. */
import { memo } from 'react'
import type { History } from '../../radar/operatorProtocol.ts'
import type { Counts } from '../../radar/protocol.ts'
import { formatCount, formatWait, NOTHING } from './format.ts'
import { sharesOf, sinceStart, sparkline, type Column } from './history.ts'
import { words } from './words.ts'

const { figures } = words
const POINTS = 120

interface Figure {
  /** As in `data-figure`, which tests read. */
  readonly name: 'online' | 'inCalls' | 'waiting' | 'median'
  readonly column: Column
  readonly format: (value: number | null) => string
}
const formatMaybe = (value: number | null) => (value === null ? NOTHING : formatCount(value))
const LARGE: readonly Figure[] = [
  { name: 'online', column: 'online', format: formatMaybe },
  { name: 'inCalls', column: 'inCalls', format: formatMaybe },
  { name: 'waiting', column: 'waiting', format: formatMaybe },
  { name: 'median', column: 'waitMedianMs', format: formatWait },
]

function valueOf(counts: Counts | null, name: Figure['name']): number | null {
  if (counts === null) return null
  return name === 'median' ? counts.waitMedianMs : counts[name]
}

function Line({ column }: { column: readonly (number | null)[] }) {
  return (
    <svg
      className="line-chart"
      viewBox="0 -4 100 108"
      preserveAspectRatio="none"
      aria-hidden="true"
    >
      <path d={sparkline(column, POINTS)} />
    </svg>
  )
}

function Routes({ routes }: { routes: Counts['routes'] }) {
  const shares = sharesOf(routes)
  if (shares === null) return <p className="hint">{figures.none}</p>
  const { direct, relayed, failed } = shares
  const names = words.charts.series
  return (
    <>
      <p className="middle">{100 - failed} %</p>
      <svg className="share" viewBox="0 0 100 1" preserveAspectRatio="none" aria-hidden="true">
        <rect className="direct" width={direct} height="1" />
        <rect className="relayed" x={direct} width={relayed} height="1" />
        <rect className="failed" x={direct + relayed} width={100 - direct - relayed} height="1" />
      </svg>
      <p className="hint">
        {direct} % {names.direct} · {relayed} % {names.relayed} · {failed} % {names.failed}
      </p>
    </>
  )
}

export interface FiguresProps {
  readonly counts: Counts | null
  readonly history: History | null
}

export const Figures = memo(function Figures({ counts, history: whole }: FiguresProps) {
  const history = whole === null ? null : sinceStart(whole)
  const small = [
    [figures.introductions, formatMaybe(counts?.introductionsPerMinute ?? null)],
    [figures.p95, formatWait(counts?.waitP95Ms ?? null)],
    [figures.blocked, formatMaybe(counts?.blockedPerMinute ?? null)],
    [figures.throttled, formatMaybe(counts?.throttledPerMinute ?? null)],
  ] as const
  return (
    <section className="figures" aria-label={figures.label}>
      {LARGE.map(({ name, column, format }) => {
        const values = history?.[column] ?? []
        const known = values.filter((value) => value !== null)
        return (
          <div className="large" key={name}>
            <p className="label">{figures[name]}</p>
            <p className="value" data-figure={name}>
              {format(valueOf(counts, name))}
            </p>
            <Line column={values} />
            <p className="hint">
              <span className="wide-only">{figures.lastHour}</span>
              {known.length > 0 && <span>{figures.most(format(Math.max(...known)))}</span>}
            </p>
          </div>
        )
      })}
      <div className="small-figures">
        {small.map(([label, value]) => (
          <div key={label}>
            <p className="label">{label}</p>
            <p className="middle">{value}</p>
          </div>
        ))}
        <div>
          <p className="label">{figures.connected}</p>
          <Routes routes={counts?.routes ?? { direct: 0, relayed: 0, failed: 0 }} />
        </div>
      </div>
    </section>
  )
})
