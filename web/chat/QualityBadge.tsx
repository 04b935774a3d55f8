/** How good the connection is: one word, and the numbers for whoever looks closer. */
import { Signal, SignalLow, SignalZero } from 'lucide-react'
import { useId, useState } from 'react'
import { mediaWords } from './mediaWords.ts'
import type { Quality } from './quality.ts'

const ICONS = { good: Signal, weak: SignalLow, lost: SignalZero } as const
const whole = new Intl.NumberFormat('en', { maximumFractionDigits: 0 })
const tenth = new Intl.NumberFormat('en', { maximumFractionDigits: 1 })
const percent = new Intl.NumberFormat('en', { style: 'percent', maximumFractionDigits: 1 })
const MEGABIT = 1_000_000

/** Bits per second in the unit that needs the fewest digits. */
function rateOf(bits: number): string {
  const { kilobits, megabits } = mediaWords.quality
  return bits >= MEGABIT
    ? megabits(tenth.format(bits / MEGABIT))
    : kilobits(whole.format(bits / 1_000))
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
          [text.roundTrip, rtt === null ? text.unknown : text.milliseconds(whole.format(rtt))],
          [text.loss, loss === null ? text.unknown : percent.format(loss)],
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
