/** One round control of a call: an icon, and its name where there is room. */
import type { ReactNode } from 'react'

interface Props {
  readonly name: string
  /** What is written under the icon, where the name is too long; it is a part of the name. */
  readonly short?: string
  /** What may stand there instead: its room is kept, so that nothing beside it moves. */
  readonly other?: string | undefined
  readonly icon: ReactNode
  readonly className?: string
  readonly isDisabled?: boolean
  /** It does nothing for a moment, as its name says; the keyboard stays on it. */
  readonly isPausing?: boolean
  /** Whether what it opens is open, and the id of that. */
  readonly isExpanded?: boolean
  readonly controls?: string
  readonly onPress: () => void
}

export function Tool({
  name,
  short = name,
  other,
  icon,
  className = '',
  isDisabled = false,
  isPausing = false,
  isExpanded,
  controls,
  onPress,
}: Props) {
  return (
    <button
      type="button"
      className={`tool ${className}`}
      aria-label={name}
      aria-expanded={isExpanded}
      aria-controls={controls}
      title={name}
      aria-disabled={isPausing || undefined}
      disabled={isDisabled}
      onClick={isPausing ? undefined : onPress}
    >
      {icon}
      <span className="tool-name" aria-hidden="true" data-other={other}>
        <span>{short}</span>
      </span>
    </button>
  )
}
