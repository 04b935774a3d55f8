/** Plays a stream in an element, for as long as both are there. */
import { useEffect, useState, type RefObject } from 'react'
import { onReturn, revive } from './coming.ts'

export interface Player {
  /** The browser wants a press before it plays that. */
  readonly isBlocked: boolean
  /** For the element: it plays, whatever started it: a press, the visitor's return, or a new connection. */
  readonly onPlaying: () => void
  readonly play: () => void
}

export function usePlayer(
  ref: RefObject<HTMLMediaElement | null>,
  stream: MediaStream | null,
): Player {
  const [isBlocked, setIsBlocked] = useState(false)

  useEffect(() => {
    const element = ref.current
    if (element === null) return undefined
    // Some browsers want one more touch before they play sound, or do after another app was in front.
    const onRefused = (error: unknown) => {
      if (error instanceof Error && error.name === 'NotAllowedError') setIsBlocked(true)
    }
    element.srcObject = stream
    if (stream !== null) element.play().catch(onRefused)
    const leave = onReturn(() => void revive(element, stream).catch(onRefused))
    return () => {
      leave()
      element.srcObject = null
    }
  }, [ref, stream])

  return {
    isBlocked,
    onPlaying: () => setIsBlocked(false),
    play: () => {
      ref.current?.play().catch(() => undefined)
    },
  }
}
