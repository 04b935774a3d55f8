/** Where and how loud something is heard: the only file that chooses a speaker for the stranger. */
import { useEffect, type RefObject } from 'react'
import type { Settings } from './settings.ts'

export interface Hearing {
  /** An id of the browser; `null` where everything else is heard. */
  readonly speaker: string | null
  /** From 0 to 1. */
  readonly volume: number
  readonly isMuted: boolean
}

/** The stranger, as the visitor has set him. */
export const ofStranger = ({ speaker, volume, isStrangerMuted }: Settings): Hearing => ({
  speaker,
  volume,
  isMuted: isStrangerMuted,
})

/** One's own: what was set for the stranger does not hold for it. */
export const ofMine = ({ speaker }: Settings): Hearing => ({ speaker, volume: 1, isMuted: false })

export function hear(element: HTMLMediaElement, { speaker, volume, isMuted }: Hearing): void {
  element.volume = volume
  element.muted = isMuted
  if (!('setSinkId' in element) || element.sinkId === (speaker ?? '')) return
  // A speaker that has gone leaves the sound where it was.
  element.setSinkId(speaker ?? '').catch(() => undefined)
}

/** @param part of the element's life: another one stands in its place when this is another */
export function useHearing(
  ref: RefObject<HTMLMediaElement | null>,
  { speaker, volume, isMuted }: Hearing,
  part: unknown = null,
): void {
  useEffect(() => {
    if (ref.current !== null) hear(ref.current, { speaker, volume, isMuted })
  }, [ref, part, speaker, volume, isMuted])
}
