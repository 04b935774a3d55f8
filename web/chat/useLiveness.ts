/** Looks at the stranger's picture about once a second, as it is shown, and keeps none of it. */
import { useEffect, useState, type RefObject } from 'react'
import { createGreyCopies } from './greyCopy.ts'
import { NO_LOOKS, observe, troubleOf, type Trouble } from './liveness.ts'

/** Between two looks: never an even beat, see liveness.ts. */
const PAUSE_MIN_MS = 700
const PAUSE_MAX_MS = 1_300

/**
 * Whether what a video shows tells of the stranger: not while this browser has not started it, or
 * draws nothing new out of sight.
 */
export const isTelling = (video: HTMLVideoElement): boolean =>
  video.videoWidth > 0 && !video.paused && document.visibilityState !== 'hidden'

type Copy = NonNullable<ReturnType<typeof createGreyCopies>>

/**
 * Looks until it is told to stop, one look after the other: a frame that a browser is slow to hand
 * out is not joined by more.
 *
 * @param show is told after each look what is wrong with the picture, if anything
 * @returns what stops it
 */
export function watchLiveness(
  copy: Copy,
  getVideo: () => HTMLVideoElement | null,
  show: (trouble: Trouble | null) => void,
): () => void {
  let looks = NO_LOOKS
  let isOver = false
  let timer: ReturnType<typeof setTimeout> | undefined
  function plan(): void {
    timer = setTimeout(
      () => void look(),
      PAUSE_MIN_MS + Math.random() * (PAUSE_MAX_MS - PAUSE_MIN_MS),
    )
  }
  async function look(): Promise<void> {
    const shown = getVideo()
    const at = performance.now()
    const isShown = shown !== null && isTelling(shown)
    try {
      const grey = isShown ? await copy(shown) : undefined
      if (isOver) return
      looks = grey === undefined ? NO_LOOKS : observe(looks, { at, grey })
      show(troubleOf(looks))
    } finally {
      if (!isOver) plan()
    }
  }
  plan()
  return () => {
    isOver = true
    clearTimeout(timer)
  }
}

/** @param isExpected whether a picture of a camera is to be seen now */
export function useLiveness(
  video: RefObject<HTMLVideoElement | null>,
  isExpected: boolean,
): Trouble | null {
  const [trouble, setTrouble] = useState<Trouble | null>(null)

  useEffect(() => {
    const copy = isExpected ? createGreyCopies() : null
    if (copy === null) return undefined
    const stop = watchLiveness(copy, () => video.current, setTrouble)
    return () => {
      stop()
      setTrouble(null)
    }
  }, [video, isExpected])

  return trouble
}
