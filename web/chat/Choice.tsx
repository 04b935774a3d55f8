/**
 * A list of which one is chosen. Browsers call each the choice that arrows and letters pass in a closed
 * list: here it is the one that Enter is pressed on, or that is left there. Esc gives it up.
 */
import { useRef, useState, type ComponentProps } from 'react'
import { useLeaving } from './useLeaving.ts'

/** What a key changes, it changes in its turn; from an open list nobody chooses so soon. */
const TURN_MS = 100

interface Props extends ComponentProps<'select'> {
  readonly value: string
  readonly onChoose: (value: string) => void
}

export function Choice({ value, onChoose, ...rest }: Props) {
  /** What the keys have come to. */
  const [passed, setPassed] = useState<string | null>(null)
  const pressedAt = useRef(-TURN_MS)
  function choose(wanted: string | null): void {
    setPassed(null)
    if (wanted !== null && wanted !== value) onChoose(wanted)
  }
  return (
    <select
      {...rest}
      {...useLeaving(() => choose(passed))}
      value={passed ?? value}
      // Before its dialog closes by that, which takes the keyboard away from here.
      onKeyDownCapture={({ key }) => {
        if (key === 'Escape') setPassed(null)
      }}
      onKeyDown={(event) => {
        pressedAt.current = performance.now()
        if (event.key !== 'Enter') return
        // In a form it would send that: never what was meant while there is something to choose.
        if (passed !== null || event.repeat) event.preventDefault()
        choose(passed)
        pressedAt.current = -TURN_MS
      }}
      onChange={({ target }) => {
        if (performance.now() - pressedAt.current < TURN_MS) setPassed(target.value)
        else choose(target.value)
      }}
    />
  )
}
