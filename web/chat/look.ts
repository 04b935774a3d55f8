/** How a visitor's picture leaves him, and how much of it is left when it is blurred. Pure. */
import type { PictureChoice } from './settings.ts'

/**
 * `blurred`: no face can be told; `soft`: shapes and movement, no details; `shape`: drawn, and
 * nothing of the camera.
 */
export type Look = 'clear' | 'blurred' | 'soft' | 'shape'

/** Pixels that remain of the longer side. A face that fills the picture is a dozen of them. */
const GRAIN = { blurred: 24, soft: 56 }
/** What is sent is smoothed up to this, so that no squares are seen. */
const SENT = { blurred: 192, soft: 336 }

/** @param isScreen the screen stands in the camera's place */
export function lookOf(picture: PictureChoice, isCovered: boolean, isScreen: boolean): Look {
  // Whoever shows his screen wants it read; what is covered is covered all the same.
  if (isScreen) return isCovered ? 'blurred' : 'clear'
  if (picture === 'shape') return 'shape'
  if (isCovered) return 'blurred'
  return picture === 'soft' ? 'soft' : 'clear'
}

export interface Size {
  readonly width: number
  readonly height: number
}

/** The size of what remains, and of what is sent, for a picture of that size. */
export function sizesOf(look: 'blurred' | 'soft', { width, height }: Size): [Size, Size] {
  const longer = Math.max(width, height, 1)
  const fit = (side: number): Size => ({
    width: Math.max(2, 2 * Math.round((side * width) / longer / 2)),
    height: Math.max(2, 2 * Math.round((side * height) / longer / 2)),
  })
  return [fit(GRAIN[look]), fit(SENT[look])]
}
