/** The whole page on the whole screen, so that controls and chat stay within reach. */
import { useSyncExternalStore } from 'react'

function subscribe(onChange: () => void): () => void {
  document.addEventListener('fullscreenchange', onChange)
  return () => document.removeEventListener('fullscreenchange', onChange)
}
const isFull = () => document.fullscreenElement !== null

/** Phones of one maker have none. */
export const canFillScreen = (): boolean => document.fullscreenEnabled === true

export function leaveFullScreen(): void {
  if (isFull()) document.exitFullscreen().catch(() => undefined)
}

/** Call it while the visitor presses. A browser that refuses has its reasons, and shows them. */
export function toggleFullScreen(): void {
  if (isFull()) leaveFullScreen()
  else document.documentElement.requestFullscreen().catch(() => undefined)
}

export const useFullScreen = (): boolean => useSyncExternalStore(subscribe, isFull)
