/** Reads Prometheus' text format, as far as our own metrics use it. Pure. */

/** From `name{labels}` as written to the value. */
export type Metrics = ReadonlyMap<string, number>

export function parseMetrics(text: string): Metrics {
  const metrics = new Map<string, number>()
  for (const line of text.split('\n')) {
    const end = line.lastIndexOf(' ')
    if (end > 0 && !line.startsWith('#')) metrics.set(line.slice(0, end), Number(line.slice(end)))
  }
  return metrics
}

/** The value of one series; throws when there is none, so that a renamed one cannot pass for 0. */
export function valueOf(metrics: Metrics, series: string): number {
  const value = metrics.get(series)
  if (value === undefined) throw new Error(`no series ${series}`)
  return value
}

export function visitorsIn(metrics: Metrics): number {
  return ['greeting', 'idle', 'waiting', 'paired']
    .map((phase) => valueOf(metrics, `signaling_visitors{phase="${phase}"}`))
    .reduce((sum, count) => sum + count, 0)
}
