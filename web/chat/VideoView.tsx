/** One moving picture, and what is heard with it. */
import { useMemo, useRef, type RefObject } from 'react'
import { useHearing, type Hearing } from './hearing.ts'
import { words } from './dictionary.ts'
import { usePlayer } from './usePlayer.ts'

interface Props {
  readonly stream: MediaStream | null
  readonly label: string
  /** As in a mirror: one's own face, and nothing that is to be read. */
  readonly isMirrored?: boolean
  /** All of the picture, however much of its place stays empty. */
  readonly isWhole?: boolean
  /** What is laid over it on the page is missing wherever else it is shown. */
  readonly isKeptHere?: boolean
  /** How its sound is heard; without it the picture is silent, as one's own is. */
  readonly hearing?: Hearing
  readonly video?: RefObject<HTMLVideoElement | null>
}

const SILENCE: Hearing = { speaker: null, volume: 1, isMuted: true }

export function VideoView({
  stream,
  label,
  isMirrored = false,
  isWhole = false,
  isKeptHere = false,
  hearing = SILENCE,
  video,
}: Props) {
  const own = useRef<HTMLVideoElement>(null)
  const ref = video ?? own
  const audio = useRef<HTMLAudioElement>(null)
  const isHeard = hearing !== SILENCE
  // Apart: Chromium plays no sound beside a picture before that has come.
  const seen = useMemo(
    () => (isHeard && stream ? new MediaStream(stream.getVideoTracks()) : stream),
    [isHeard, stream],
  )
  const voice = useMemo(
    () => (isHeard && stream ? new MediaStream(stream.getAudioTracks()) : null),
    [isHeard, stream],
  )
  const picture = usePlayer(ref, seen)
  const sound = usePlayer(audio, voice)

  useHearing(audio, hearing)

  function play(): void {
    picture.play()
    sound.play()
  }

  return (
    <>
      <video
        ref={ref}
        className={['video', isMirrored && 'own', isWhole && 'whole'].filter(Boolean).join(' ')}
        aria-label={label}
        disablePictureInPicture={isKeptHere}
        autoPlay
        playsInline
        muted
        // Browsers have switches of their own, which know nothing of ours.
        onVolumeChange={({ currentTarget }) => {
          currentTarget.muted = true
        }}
        onPlaying={picture.onPlaying}
      />
      {isHeard && <audio ref={audio} autoPlay onPlaying={sound.onPlaying} />}
      {(picture.isBlocked || sound.isBlocked) && (
        <button type="button" className="button sound" onClick={play}>
          {words.call.turnSoundOn}
        </button>
      )}
    </>
  )
}
