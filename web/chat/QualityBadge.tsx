/** How good the connection is: one word, and the numbers for whoever looks closer. */
import { Signal, SignalLow, SignalZero } from 'lucide-react'
import { useEffect, useEffectEvent, useId, useRef, useState } from 'react'
import { mediaWords } from './dictionary.ts'
import { isForFigures } from './escape.ts'
import { numberFormat } from './formats.ts'
import type { Quality } from './quality.ts'

const ICONS = { good: Signal, weak: SignalLow, lost: SignalZero } as const
const MEGABIT = 1_000_000

const figure = (value: number, maximumFractionDigits: number, style?: 'percent') =>
  numberFormat({ maximumFractionDigits, style: style ?? 'decimal' }).format(value)

/** Bits per second in the unit that needs the fewest digits. */
function rateOf(bits: number): string {
  const { kilobits, megabits } = mediaWords.quality
  return bits >= MEGABIT ? megabits(figure(bits / MEGABIT, 1)) : kilobits(figure(bits / 1_000, 0))
}

export function QualityBadge({ quality }: { quality: Quality }) {
  const [isOpen, setIsOpen] = useState(false)
  /** Put away, though the pointer or the keyboard is still here. */
  const [isAway, setIsAway] = useState(false)
  const id = useId()
  const figures = useRef<HTMLSpanElement>(null)
  const text = mediaWords.quality
  const { level, rtt, loss } = quality
  const Icon = ICONS[level]

  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (!isForFigures(event.key, figures.current)) return
    // It means this, and neither the call nor what else listens here: these are gone by its turn.
    event.stopImmediatePropagation()
    setIsOpen(false)
    setIsAway(true)
  })
  useEffect(() => {
    const listener = (event: KeyboardEvent) => onKey(event)
    document.addEventListener('keydown', listener, true)
    return () => document.removeEventListener('keydown', listener, true)
  }, [])

  return (
    <span
      className={['quality', isOpen && 'open', isAway && 'away'].filter(Boolean).join(' ')}
      onPointerLeave={() => setIsAway(false)}
    >
      <button
        type="button"
        className={`badge ${level}`}
        aria-describedby={id}
        aria-expanded={isOpen}
        onClick={() => {
          setIsOpen(!isOpen)
          setIsAway(false)
        }}
        onBlur={() => {
          setIsOpen(false)
          setIsAway(false)
        }}
      >
        <Icon size={16} aria-hidden="true" />
        <span>{text.levels[level]}</span>
      </button>
      <span ref={figures} id={id} className="figures" role="tooltip">
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
