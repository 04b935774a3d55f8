/** One moving picture. */
import { useEffect, useRef, useState, type RefObject } from 'react'
import { onReturn, revive } from './coming.ts'
import { useHearing } from './hearing.ts'
import { words } from './dictionary.ts'

interface Props {
  readonly stream: MediaStream | null
  readonly label: string
  /** One's own picture: silent. */
  readonly isOwn?: boolean
  /** As in a mirror: one's own face, and nothing that is to be read. */
  readonly isMirrored?: boolean
  /** All of the picture, however much of its place stays empty. */
  readonly isWhole?: boolean
  /** What is laid over it on the page is missing wherever else it is shown. */
  readonly isKeptHere?: boolean
  /** From 0 to 1. */
  readonly volume?: number
  readonly isMuted?: boolean
  /** Where it is heard; `null` where everything else is. */
  readonly speaker?: string | null
  readonly video?: RefObject<HTMLVideoElement | null>
}

export function VideoView({
  stream,
  label,
  isOwn = false,
  isMirrored = isOwn,
  isWhole = false,
  isKeptHere = false,
  volume = 1,
  isMuted = isOwn,
  speaker = null,
  video,
}: Props) {
  const own = useRef<HTMLVideoElement>(null)
  const ref = video ?? own
  const [isBlocked, setIsBlocked] = useState(false)

  useEffect(() => {
    const element = ref.current
    if (element === null) return undefined
    element.srcObject = stream
    // Some browsers want one more touch before they play sound.
    if (stream !== null)
      element.play().catch((error: unknown) => {
        if (error instanceof Error && error.name === 'NotAllowedError') setIsBlocked(true)
      })
    return () => {
      element.srcObject = null
    }
  }, [ref, stream])

  useEffect(() => onReturn(() => revive(ref.current, stream)), [ref, stream])

  useHearing(ref, { speaker, volume, isMuted })

  return (
    <>
      <video
        ref={ref}
        className={['video', isMirrored && 'own', isWhole && 'whole'].filter(Boolean).join(' ')}
        aria-label={label}
        disablePictureInPicture={isKeptHere}
        autoPlay
        playsInline
        muted={isMuted}
        // Whatever started it: a press, the visitor's return, or a connection that was made anew.
        onPlaying={() => setIsBlocked(false)}
      />
      {isBlocked && (
        <button
          type="button"
          className="button sound"
          onClick={() => ref.current?.play().catch(() => undefined)}
        >
          {words.call.turnSoundOn}
        </button>
      )}
    </>
  )
}
