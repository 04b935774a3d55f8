/** One moving picture. */
import { useEffect, useRef, useState } from 'react'
import { words } from './words.ts'

interface Props {
  readonly stream: MediaStream | null
  readonly label: string
  /** One's own picture: silent, and as in a mirror. */
  readonly isOwn?: boolean
}

export function VideoView({ stream, label, isOwn = false }: Props) {
  const ref = useRef<HTMLVideoElement>(null)
  const [isBlocked, setIsBlocked] = useState(false)

  useEffect(() => {
    const video = ref.current
    if (video === null) return undefined
    video.srcObject = stream
    // Some browsers want one more touch before they play sound.
    if (stream !== null)
      video.play().catch((error: unknown) => {
        if (error instanceof Error && error.name === 'NotAllowedError') setIsBlocked(true)
      })
    return () => {
      video.srcObject = null
    }
  }, [stream])

  return (
    <>
      <video
        ref={ref}
        className={isOwn ? 'video own' : 'video'}
        aria-label={label}
        autoPlay
        playsInline
        muted={isOwn}
      />
      {isBlocked && (
        <button
          type="button"
          className="button sound"
          onClick={() => {
            setIsBlocked(false)
            ref.current?.play().catch(() => setIsBlocked(true))
          }}
        >
          {words.call.turnSoundOn}
        </button>
      )}
    </>
  )
}
