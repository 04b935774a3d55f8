/** The controls of one voice note: play, where it stands, how fast. */
import { clockTime } from './amounts.ts'
import { countText } from './counts.ts'
import { Pause, Play } from 'lucide-react'
import { useEffect, useRef, type KeyboardEvent } from 'react'
import { useHearing, type Hearing } from './hearing.ts'
import { useVoicePlayer } from './useVoicePlayer.ts'
import { VOICE_CLASS } from './voice.ts'
import { VoiceWave } from './VoiceWave.tsx'
import { voiceWords } from './dictionary.ts'
import './styles/voice.css'

/** How far an arrow key goes. */
const KEY_SECONDS = 1
const KEYS: Readonly<Record<string, number>> = {
  ArrowLeft: -KEY_SECONDS,
  ArrowDown: -KEY_SECONDS,
  ArrowRight: KEY_SECONDS,
  ArrowUp: KEY_SECONDS,
}

interface Props {
  /** `null` while there is nothing to play yet, or no longer. */
  readonly url: string | null
  readonly seconds: number
  readonly levels: readonly number[]
  readonly hearing: Hearing
  /** It has just been recorded, and is only listened to: the key that ended it now plays it. */
  readonly isPreview?: boolean
}

export function VoicePlayer({ url, seconds, levels, hearing, isPreview = false }: Props) {
  const { voice } = voiceWords
  const audio = useRef<HTMLAudioElement>(null)
  const player = useVoicePlayer(audio, url, seconds)
  useHearing(audio, hearing, url)
  const { isPlaying, isBroken, position, speed } = player
  const play = useRef<HTMLButtonElement>(null)
  const canPlay = url !== null && !isBroken
  const name = isPlaying ? voice.pause : voice.play
  const total = clockTime(Math.round(seconds))
  const hasBegun = isPlaying || position > 0
  const times = voice.times(countText(speed))

  useEffect(() => {
    if (isPreview) play.current?.focus()
  }, [isPreview])

  function onKeyDown(event: KeyboardEvent): void {
    const by = KEYS[event.key]
    // Enter would send the form around it.
    if (by !== undefined || event.key === 'Enter') event.preventDefault()
    if (by !== undefined) player.seek(Math.min(seconds, Math.max(0, position + by)))
  }

  return (
    <div className="voice-player">
      {url !== null && (
        // It is somebody's voice: nobody has written down what it says.
        // oxlint-disable-next-line jsx-a11y/media-has-caption
        <audio ref={audio} className={VOICE_CLASS} preload="none" {...player.events} />
      )}
      <button
        ref={play}
        type="button"
        className="round voice-play"
        aria-label={name}
        title={name}
        disabled={!canPlay}
        onClick={player.toggle}
      >
        {isPlaying ? (
          <Pause size={18} fill="currentColor" aria-hidden="true" />
        ) : (
          <Play size={18} fill="currentColor" aria-hidden="true" />
        )}
      </button>
      <span className="voice-track">
        <VoiceWave levels={levels} played={seconds > 0 ? position / seconds : 0} />
        <input
          type="range"
          min={0}
          max={Math.max(seconds, 0.1)}
          step={0.1}
          value={position}
          disabled={!canPlay || !player.isSeekable}
          aria-label={voice.position}
          aria-valuetext={`${clockTime(position)} / ${total}`}
          onChange={({ target }) => player.seek(Number(target.value))}
          onKeyDown={onKeyDown}
        />
      </span>
      <span className="voice-time figures" aria-hidden="true">
        {!hasBegun && total}
        {hasBegun && (isPreview ? clockTime(position) : `${clockTime(position)} / ${total}`)}
      </span>
      {!isPreview && (
        <button
          type="button"
          className="round figures"
          aria-label={voice.speed(times)}
          title={voice.speed(times)}
          disabled={!canPlay}
          onClick={player.changeSpeed}
        >
          {times}
        </button>
      )}
      {isBroken && (
        <p className="problem" role="alert">
          {voice.broken}
        </p>
      )}
    </div>
  )
}
