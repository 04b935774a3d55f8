/**
 * A small grey copy of what a video shows. Frames begin with how bright they are: a few bytes of that
 * are read where the browser gives them. To paint a frame costs many times as much, all of it.
 */
import { LOOK_HEIGHT, LOOK_WIDTH } from './liveness.ts'

const LENGTH = LOOK_WIDTH * LOOK_HEIGHT
/** Frames that begin so, as WebCodecs names them. */
const BRIGHTNESS_FIRST: readonly unknown[] = ['I420', 'I420A', 'I422', 'I444', 'NV12']
/** Brightness that is sent goes from 16 to 235. */
const DARKEST = 16
const RANGE = 219

type Painter = Pick<CanvasRenderingContext2D, 'drawImage' | 'getImageData'>

/**
 * Copies pictures, one after the other.
 *
 * @returns `null` where the browser has no canvas
 */
export function createGreyCopies(): ((video: HTMLVideoElement) => Promise<Uint8Array>) | null {
  const canvas = document.createElement('canvas')
  Object.assign(canvas, { width: LOOK_WIDTH, height: LOOK_HEIGHT })
  const context = canvas.getContext('2d', { willReadFrequently: true })
  if (context === null) return null
  let room = new Uint8Array(0)
  let isReadable = true

  /** Of each place four pixels, as a browser takes that makes a picture smaller in a hurry. */
  async function read(frame: VideoFrame): Promise<Uint8Array> {
    const bytes = frame.allocationSize()
    if (room.length !== bytes) room = new Uint8Array(bytes)
    const [plane] = await frame.copyTo(room)
    const { width = 0, height = 0 } = frame.visibleRect ?? {}
    const { offset = 0, stride = 0 } = plane ?? {}
    const [first, second] = frame.colorSpace.fullRange === true ? [0, 255] : [DARKEST, RANGE]
    const grey = new Uint8Array(LENGTH)
    for (let at = 0; at < LENGTH; at += 1) {
      const x = (((at % LOOK_WIDTH) + 0.5) * width) / LOOK_WIDTH
      const y = ((Math.floor(at / LOOK_WIDTH) + 0.5) * height) / LOOK_HEIGHT
      const corner =
        offset + Math.max(0, Math.floor(y) - 1) * stride + Math.max(0, Math.floor(x) - 1)
      const sum =
        (room[corner] ?? 0) +
        (room[corner + 1] ?? 0) +
        (room[corner + stride] ?? 0) +
        (room[corner + stride + 1] ?? 0)
      grey[at] = Math.min(255, Math.max(0, ((sum / 4 - first) * 255) / second))
    }
    room.fill(0)
    return grey
  }

  return async (video) => {
    const frame = isReadable ? frameOf(video) : null
    // To be given frames of another kind costs more than to paint, each time (Firefox 153).
    if (frame !== null) isReadable = BRIGHTNESS_FIRST.includes(frame.format)
    try {
      if (frame !== null && isReadable) return await read(frame)
    } catch {
      isReadable = false
    } finally {
      frame?.close()
    }
    return paint(context, video)
  }
}

function frameOf(video: HTMLVideoElement): VideoFrame | null {
  try {
    return new VideoFrame(video)
  } catch {
    // The browser has none, or none of this video.
    return null
  }
}

function paint(context: Painter, video: HTMLVideoElement): Uint8Array {
  context.drawImage(video, 0, 0, LOOK_WIDTH, LOOK_HEIGHT)
  const { data } = context.getImageData(0, 0, LOOK_WIDTH, LOOK_HEIGHT)
  const grey = new Uint8Array(LENGTH)
  for (let at = 0; at < LENGTH; at += 1)
    grey[at] = ((data[at * 4] ?? 0) + (data[at * 4 + 1] ?? 0) + (data[at * 4 + 2] ?? 0)) / 3
  return grey
}
