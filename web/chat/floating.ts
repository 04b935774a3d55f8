/** The stranger's picture in a window of its own, above everything else. */
import { useSyncExternalStore } from 'react'

const EVENTS = ['enterpictureinpicture', 'leavepictureinpicture'] as const

function subscribe(onChange: () => void): () => void {
  for (const name of EVENTS) document.addEventListener(name, onChange, true)
  return () => {
    for (const name of EVENTS) document.removeEventListener(name, onChange, true)
  }
}
/** Where there is none the property is missing. */
const isFloating = () => (document.pictureInPictureElement ?? null) !== null

/** Firefox has a button of its own for it, and none for pages. */
export const canFloat = (): boolean => document.pictureInPictureEnabled === true

/** A picture that leaves the page would stay in its window, and stand still there. */
export function stopFloating(): void {
  if (isFloating()) document.exitPictureInPicture().catch(() => undefined)
}

/** Call it while the visitor presses. */
export function toggleFloating(video: HTMLVideoElement | null): void {
  if (isFloating()) stopFloating()
  // Without a picture there is nothing to float yet.
  else video?.requestPictureInPicture().catch(() => undefined)
}

export const useFloating = (): boolean => useSyncExternalStore(subscribe, isFloating)
