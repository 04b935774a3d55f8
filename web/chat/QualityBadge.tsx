/** How good the connection is: one word, and the numbers for whoever looks closer. */
import { Signal, SignalLow, SignalZero } from 'lucide-react'
import { useId, useState } from 'react'
import { locale, mediaWords } from './dictionary.ts'
import type { Quality } from './quality.ts'

const ICONS = { good: Signal, weak: SignalLow, lost: SignalZero } as const
const MEGABIT = 1_000_000

const figure = (value: number, maximumFractionDigits: number, style?: 'percent') =>
  new Intl.NumberFormat(locale, { maximumFractionDigits, style: style ?? 'decimal' }).format(value)

/** Bits per second in the unit that needs the fewest digits. */
function rateOf(bits: number): string {
  const { kilobits, megabits } = mediaWords.quality
  return bits >= MEGABIT ? megabits(figure(bits / MEGABIT, 1)) : kilobits(figure(bits / 1_000, 0))
}

export function QualityBadge({ quality }: { quality: Quality }) {
  const [isOpen, setIsOpen] = useState(false)
  const id = useId()
  const text = mediaWords.quality
  const { level, rtt, loss } = quality
  const Icon = ICONS[level]
  return (
    <span className={isOpen ? 'quality open' : 'quality'}>
      <button
        type="button"
        className={`badge ${level}`}
        aria-describedby={id}
        aria-expanded={isOpen}
        onClick={() => setIsOpen(!isOpen)}
        onBlur={() => setIsOpen(false)}
      >
        <Icon size={16} aria-hidden="true" />
        <span>{text.levels[level]}</span>
      </button>
      <span id={id} className="figures" role="tooltip">
        {[
          [text.roundTrip, rtt === null ? text.unknown : text.milliseconds(figure(rtt, 0))],
          [text.loss, loss === null ? text.unknown : figure(loss, 1, 'percent')],
          [text.received, rateOf(quality.rateIn)],
          [text.sent, rateOf(quality.rateOut)],
        ].map(([name, value]) => (
          <span key={name}>
            <span>{name}</span> <b>{value}</b>
          </span>
        ))}
      </span>
    </span>
  )
}
