/** Plays one voice note: where it stands, how fast, and whether it can be played at all. */
import { useEffect, useRef, useState, type ComponentProps, type RefObject } from 'react'
import { pauseVoices } from './voice.ts'

const SPEEDS = [1, 1.5, 2] as const
/** What is longer than it was said to be ends after this. */
const OVER_SECONDS = 1
/** A player that complains and goes on only has no loudspeaker; one that stands still is broken. */
const STUCK_MS = 1_000

export interface VoicePlayer {
  readonly events: Partial<ComponentProps<'audio'>>
  readonly isPlaying: boolean
  readonly isBroken: boolean
  /** Some files do not say how long they are: those play from their beginning only. */
  readonly isSeekable: boolean
  /** In seconds. */
  readonly position: number
  readonly speed: number
  readonly toggle: () => void
  readonly seek: (seconds: number) => void
  readonly changeSpeed: () => void
}

/** Browsers hold all of a note for its player: one that nobody has heard gets none. */
function fill(player: HTMLAudioElement, url: string): void {
  if (!player.hasAttribute('src')) player.src = url
}
function empty(player: HTMLAudioElement): void {
  player.removeAttribute('src')
  player.load()
}
function go(player: HTMLAudioElement, seconds: number): void {
  player.currentTime = seconds
}
function hasten(player: HTMLAudioElement, speed: number): void {
  player.playbackRate = speed
}

/**
 * @param audio where it is played
 * @param url what is played; another one begins anew
 * @param seconds as long as its sender says: for what is shown, and the most that is played
 */
export function useVoicePlayer(
  audio: RefObject<HTMLAudioElement | null>,
  url: string | null,
  seconds: number,
): VoicePlayer {
  const [isPlaying, setIsPlaying] = useState(false)
  const [isBroken, setIsBroken] = useState(false)
  const [isSeekable, setIsSeekable] = useState(true)
  const [position, setPosition] = useState(0)
  const [speed, setSpeed] = useState<number>(SPEEDS[0])
  const stuck = useRef<ReturnType<typeof setTimeout> | null>(null)

  // An element that has left the page plays on, and keeps what it plays, until somebody stops it.
  useEffect(() => {
    const player = audio.current
    return () => {
      player?.pause()
      if (player !== null) empty(player)
      if (stuck.current !== null) clearTimeout(stuck.current)
    }
  }, [audio, url])

  function rewind(): void {
    setIsPlaying(false)
    setPosition(0)
  }

  const events: VoicePlayer['events'] = {
    onPlay({ currentTarget }) {
      pauseVoices(currentTarget)
      setIsPlaying(true)
    },
    onPause: () => setIsPlaying(false),
    onEnded: rewind,
    onLoadedMetadata({ currentTarget }) {
      const canSeek = Number.isFinite(currentTarget.duration)
      setIsSeekable(canSeek)
      hasten(currentTarget, speed)
      if (canSeek && position > 0) go(currentTarget, position)
    },
    onTimeUpdate({ currentTarget }) {
      if (currentTarget.currentTime > seconds + OVER_SECONDS) {
        currentTarget.load()
        rewind()
      } else if (!currentTarget.ended) setPosition(Math.min(currentTarget.currentTime, seconds))
    },
    onError({ currentTarget }) {
      const at = currentTarget.currentTime
      const giveUp = () => {
        currentTarget.pause()
        setIsBroken(true)
      }
      if (currentTarget.readyState === HTMLMediaElement.HAVE_NOTHING) return giveUp()
      if (stuck.current !== null) clearTimeout(stuck.current)
      stuck.current = setTimeout(() => {
        if (!currentTarget.paused && currentTarget.currentTime === at) giveUp()
      }, STUCK_MS)
      return undefined
    },
  }

  return {
    events,
    isPlaying,
    isBroken,
    isSeekable,
    position,
    speed,
    toggle() {
      const player = audio.current
      if (player === null || url === null) return
      if (!player.paused) return player.pause()
      fill(player, url)
      // What cannot be played says so by an event.
      void player.play().catch(() => undefined)
    },
    seek(to) {
      const player = audio.current
      setPosition(to)
      if (player !== null && player.readyState !== HTMLMediaElement.HAVE_NOTHING) go(player, to)
    },
    changeSpeed() {
      const next = SPEEDS[(SPEEDS.findIndex((one) => one === speed) + 1) % SPEEDS.length] ?? 1
      setSpeed(next)
      if (audio.current !== null) hasten(audio.current, next)
    },
  }
}
