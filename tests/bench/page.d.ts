/** What is measured of the page itself, for the proof that expects it. */
import type { Browser, Page } from 'puppeteer-core'

/** Milliseconds, or how far things moved; `floor` is a page of ours without scripts. */
interface Beside {
  readonly ours: number
  readonly floor: number
}
/** Milliseconds of the page's thread in each frame's time. */
interface Frames {
  readonly p95: number
  readonly most: number
  readonly wall: number
  readonly frames: number
}

export const FRAME_GOAL_MS: number
export function measureStart(
  browser: Browser,
  origin: string,
): Promise<{ readonly paint: Beside; readonly blocked: Beside; readonly moved: Beside }>
export function measureFrames(
  page: Page,
  other: Page,
  scene?: {
    /** A file is received, and not sent. */
    readonly isReceiver?: boolean
    /** So many lines are in the chat before. */
    readonly lines?: number
  },
): Promise<{
  readonly quiet: Frames
  readonly typing: Frames
  readonly moving: Frames
  /** Whether the file still moved when the last line was typed. */
  readonly isMoving: boolean
}>
