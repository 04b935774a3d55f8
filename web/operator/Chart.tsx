/** Lines over time on a canvas: the one file that knows uPlot. Thin, one hue, named at their ends. */
import { useEffect, useRef } from 'react'
import uPlot from 'uplot'
import 'uplot/dist/uPlot.min.css'
import { formatClock } from './format.ts'

export interface Series {
  readonly label: string
  readonly values: readonly (number | null)[]
}

export interface ChartProps {
  /** Milliseconds since the epoch. */
  readonly at: readonly number[]
  readonly series: readonly Series[]
  readonly format: (value: number) => string
  /** What the picture says, for those who do not see it. */
  readonly summary: string
}

const HEIGHT = 150
/** The first line is solid and full; the others stay apart by dashes, not by colour. */
const DASHES: readonly number[][] = [[], [6, 3], [2, 3]]
const LABEL_SPACE = 58
const LONE_SPACE = 18
const AXIS_SPACE = 50
/** Whole steps only: nobody is half online, and no wait is told in fractions of a millisecond. */
const STEPS = Array.from({ length: 10 }, (_, power) =>
  [1, 2, 5].map((step) => step * 10 ** power),
).flat()
const FONT = '12px system-ui, sans-serif'
const LABEL_HEIGHT = 14

/** Puts the labels below one another where the lines end close together, none below `bottom`. Pure. */
export function spread(wanted: readonly number[], height: number, bottom: number): number[] {
  const order = wanted.map((_, index) => index).sort((a, b) => (wanted[a] ?? 0) - (wanted[b] ?? 0))
  const placed = [...wanted]
  let least = -Infinity
  for (const index of order) {
    placed[index] = Math.max(placed[index] ?? 0, least)
    least = placed[index] + height
  }
  let most = bottom
  for (const index of order.toReversed()) {
    placed[index] = Math.min(placed[index] ?? 0, most)
    most = placed[index] - height
  }
  return placed
}

/** Writes each line's name where it ends. */
function drawLabels(plot: uPlot, ink: string): void {
  const { ctx, bbox } = plot
  if (plot.series.length < 3) return
  const scale = devicePixelRatio
  const ends = plot.series.slice(1).flatMap(({ label }, index) => {
    const values = (plot.data[index + 1] ?? []) as readonly (number | null)[]
    const last = values.findLast((value) => value !== null)
    if (last === undefined || last === null) return []
    return [{ label: typeof label === 'string' ? label : '', y: plot.valToPos(last, 'y', true) }]
  })
  const height = LABEL_HEIGHT * scale
  const places = spread(
    ends.map(({ y }) => y),
    height,
    bbox.top + bbox.height,
  )
  ctx.save()
  ctx.fillStyle = ink
  ctx.font = FONT.replace('12px', `${12 * scale}px`)
  ctx.textAlign = 'left'
  ctx.textBaseline = 'middle'
  ends.forEach(({ label }, index) =>
    ctx.fillText(label, bbox.left + bbox.width + 6 * scale, places[index] ?? 0),
  )
  ctx.restore()
}

export function Chart({ at, series, format, summary }: ChartProps) {
  const box = useRef<HTMLDivElement>(null)
  const plot = useRef<uPlot | null>(null)
  const data = [
    at.map((time) => time / 1_000),
    ...series.map(({ values }) => [...values]),
  ] as uPlot.AlignedData
  // For the effect that builds the plot, which must not run again for every new row.
  const latest = useRef(data)
  useEffect(() => {
    latest.current = data
    plot.current?.setData(data)
  })
  const labels = series.map(({ label }) => label).join('\n')

  useEffect(() => {
    const element = box.current
    if (element === null) return undefined
    const scheme = matchMedia('(prefers-color-scheme: light)')

    function draw(): void {
      if (element === null) return
      plot.current?.destroy()
      const style = getComputedStyle(element)
      const colour = (name: string) => style.getPropertyValue(name).trim()
      const axis = {
        stroke: colour('--quiet'),
        font: FONT,
        ticks: { show: false },
        border: { show: false },
      }
      plot.current = new uPlot(
        {
          width: Math.max(200, element.clientWidth),
          height: HEIGHT,
          // A lone line is named by its title, and needs room for half a time only.
          padding: [10, labels.includes('\n') ? LABEL_SPACE : LONE_SPACE, 0, 0],
          legend: { show: false },
          cursor: { show: false },
          scales: {
            x: { time: true },
            y: { range: (_, __, most) => [0, Math.max(1, most) * 1.1] },
          },
          axes: [
            {
              ...axis,
              size: 26,
              grid: { show: false },
              space: 70,
              values: (_, splits) => splits.map((split) => formatClock(split * 1_000)),
            },
            {
              ...axis,
              size: AXIS_SPACE,
              space: 28,
              incrs: STEPS,
              grid: { stroke: colour('--line'), width: 1 },
              values: (_, splits) => splits.map(format),
            },
          ],
          series: [
            {},
            ...labels.split('\n').map((label, index) => ({
              label,
              stroke: colour('--chart'),
              width: 1.5,
              dash: DASHES[index % DASHES.length] ?? [],
              points: { show: false },
            })),
          ],
          hooks: { draw: [(self) => drawLabels(self, colour('--text'))] },
        },
        latest.current,
        element,
      )
    }

    draw()
    const observer = new ResizeObserver(() => {
      const width = Math.max(200, element.clientWidth)
      if (plot.current !== null && plot.current.width !== width)
        plot.current.setSize({ width, height: HEIGHT })
    })
    observer.observe(element)
    scheme.addEventListener('change', draw)
    return () => {
      observer.disconnect()
      scheme.removeEventListener('change', draw)
      plot.current?.destroy()
      plot.current = null
    }
  }, [labels, format])

  return <div className="chart" role="img" aria-label={summary} ref={box} />
}
