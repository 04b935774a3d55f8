/** Loudness over time, as bars. */
import { VOICE_LEVELS } from './transferProtocol.ts'

/** Of one bar with the gap beside it, and of the loudest bar, in units of the drawing. */
const STEP = 4
const HEIGHT = 32
/** Silence is a line of dots. */
const LOWEST = 2
const LEVEL_MAX = 15

interface Props {
  /** From 0 to 15 each; none at all is drawn as silence. */
  readonly levels: readonly number[]
  /** How much of it has been heard, from 0 to 1. */
  readonly played?: number
}

const SILENCE: readonly number[] = Array.from({ length: VOICE_LEVELS }, () => 0)

export function VoiceWave({ levels, played = 0 }: Props) {
  const bars = levels.length === 0 ? SILENCE : levels
  return (
    <svg
      className="voice-wave"
      viewBox={`0 0 ${bars.length * STEP} ${HEIGHT}`}
      preserveAspectRatio="none"
      aria-hidden="true"
    >
      {bars.map((level, at) => {
        const height = LOWEST + ((HEIGHT - LOWEST) * level) / LEVEL_MAX
        return (
          <rect
            // Bars have no identity but their place.
            // oxlint-disable-next-line react/no-array-index-key
            key={at}
            className={at < played * bars.length ? 'played' : undefined}
            x={at * STEP + 1}
            y={(HEIGHT - height) / 2}
            width={STEP - 1.5}
            height={height}
            rx={1}
          />
        )
      })}
    </svg>
  )
}
