/** Looks at the stranger's picture about once a second, as it is shown, and keeps none of it. */
import { useEffect, useState, type RefObject } from 'react'
import { LOOK_HEIGHT, LOOK_WIDTH, NO_LOOKS, observe, troubleOf, type Trouble } from './liveness.ts'

/** Between two looks: never an even beat, see liveness.ts. */
const PAUSE_MIN_MS = 700
const PAUSE_MAX_MS = 1_300

/**
 * A small grey copy of what a video shows; `null` while it shows nothing, or nothing that tells of
 * the stranger: this browser has not started it, or draws nothing new out of sight.
 */
export function lookAt(
  context: Pick<CanvasRenderingContext2D, 'drawImage' | 'getImageData'>,
  video: HTMLVideoElement,
): Uint8Array | null {
  const isShown = video.videoWidth > 0 && !video.paused && document.visibilityState !== 'hidden'
  if (!isShown) return null
  context.drawImage(video, 0, 0, LOOK_WIDTH, LOOK_HEIGHT)
  const { data } = context.getImageData(0, 0, LOOK_WIDTH, LOOK_HEIGHT)
  return Uint8Array.from(
    { length: LOOK_WIDTH * LOOK_HEIGHT },
    (_, at) => ((data[at * 4] ?? 0) + (data[at * 4 + 1] ?? 0) + (data[at * 4 + 2] ?? 0)) / 3,
  )
}

/** @param isExpected whether a picture of a camera is to be seen now */
export function useLiveness(
  video: RefObject<HTMLVideoElement | null>,
  isExpected: boolean,
): Trouble | null {
  const [trouble, setTrouble] = useState<Trouble | null>(null)

  useEffect(() => {
    const canvas = document.createElement('canvas')
    canvas.width = LOOK_WIDTH
    canvas.height = LOOK_HEIGHT
    const context = canvas.getContext('2d', { willReadFrequently: true })
    if (!isExpected || context === null) return undefined
    let looks = NO_LOOKS
    let timer: ReturnType<typeof setTimeout> | undefined
    function plan(): void {
      timer = setTimeout(look, PAUSE_MIN_MS + Math.random() * (PAUSE_MAX_MS - PAUSE_MIN_MS))
    }
    function look(): void {
      plan()
      const shown = video.current
      const grey = shown === null || context === null ? null : lookAt(context, shown)
      looks = grey === null ? NO_LOOKS : observe(looks, { at: performance.now(), grey })
      setTrouble(troubleOf(looks))
    }
    plan()
    return () => {
      clearTimeout(timer)
      setTrouble(null)
    }
  }, [video, isExpected])

  return trouble
}
