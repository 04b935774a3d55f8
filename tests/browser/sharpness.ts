/** How much of a picture can be told, as it arrives; and which tracks a page gives to its senders. */
import type { Visitor } from './visitor.ts'

/**
 * Runs in the page before any script of ours: notes every track that is given to a sender of
 * pictures, and whether it is a device's own.
 */
export function watchSenders(): void {
  const given: boolean[] = []
  Object.assign(globalThis, { given })
  const { replaceTrack } = RTCRtpSender.prototype
  RTCRtpSender.prototype.replaceTrack = function replace(track) {
    const { kept } = globalThis as unknown as { kept: { tracks: MediaStreamTrack[] } }
    if (track?.kind === 'video') given.push(kept.tracks.includes(track))
    return replaceTrack.call(this, track)
  }
}

/** For each track that was given to a sender of pictures: whether it is a device's own. */
export const given = ({ page }: Visitor): Promise<boolean[]> =>
  page.evaluate(() => (globalThis as unknown as { given: boolean[] }).given)

/** Frames that are looked at for one figure. */
const MOMENTS = 4

/**
 * Variance of the Laplacian of a few moments of a video, the highest of them; runs in the page.
 * The test cameras' lines and letters make hundreds, what is blurred to a few pixels makes hardly any.
 */
async function sharpnessIn(label: string, moments: number): Promise<number> {
  const WIDTH = 160
  const HEIGHT = 120
  const video = document.querySelector<HTMLVideoElement>(`video[aria-label="${label}"]`)
  const canvas = document.createElement('canvas')
  canvas.width = WIDTH
  canvas.height = HEIGHT
  const context = canvas.getContext('2d', { willReadFrequently: true })
  if (video === null || context === null || video.videoWidth === 0) return 0
  let highest = 0
  for (let moment = 0; moment < moments; moment += 1) {
    await new Promise((resolve) => video.requestVideoFrameCallback(resolve))
    context.drawImage(video, 0, 0, WIDTH, HEIGHT)
    const { data } = context.getImageData(0, 0, WIDTH, HEIGHT)
    const light = (x: number, y: number) => {
      const at = (y * WIDTH + x) * 4
      return ((data[at] ?? 0) + (data[at + 1] ?? 0) + (data[at + 2] ?? 0)) / 3
    }
    let sum = 0
    let squares = 0
    let count = 0
    for (let y = 1; y < HEIGHT - 1; y += 1)
      for (let x = 1; x < WIDTH - 1; x += 1) {
        const edge =
          light(x - 1, y) + light(x + 1, y) + light(x, y - 1) + light(x, y + 1) - 4 * light(x, y)
        sum += edge
        squares += edge * edge
        count += 1
      }
    highest = Math.max(highest, squares / count - (sum / count) ** 2)
  }
  return highest
}

/** How sharp the stranger's picture is as it arrives. */
export const sharpness = ({ page }: Visitor): Promise<number> =>
  page.evaluate(sharpnessIn, 'Stranger', MOMENTS)

/** About two seconds of pictures; a busy machine takes its time, and shows no more of them. */
const SOON_FRAMES = 60

/** Waits until it is softer than that: the words about a picture come before the picture, but not by much. */
export async function softens(visitor: Visitor, limit: number): Promise<void> {
  let last = Infinity
  for (let shown = 0; shown < SOON_FRAMES && last >= limit; shown += MOMENTS)
    last = await sharpness(visitor)
  expect(last).toBeLessThan(limit)
}
