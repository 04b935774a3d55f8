/**
 * The worker that unpacks pictures and paints them anew: what a stranger sent never meets a decoder
 * of the page, and what the visitor sends holds nothing but what can be seen.
 */
import { isAnimated, mayUnpack, pictureKind, toldSize, type PictureSize } from './imageHeader.ts'
import type { PictureAnswer, PictureTask } from './pictureTasks.ts'

const SIDE_MAX = 2_048
/** A large camera makes pictures of 100,000,000 bytes; nobody makes larger ones. */
const SOURCE_BYTES_MAX = 134_217_728
const SOURCE_PIXELS_MAX = 120_000_000
/** Until the copy is small enough: first less exact, then fewer pixels. */
const QUALITIES = [0.88, 0.75, 0.6]
const STEP = 0.7
/** A stranger's picture was made small by him already. */
const OPENED_QUALITY = 0.92
/** Browsers that mislead fingerprinters change colours by a little, or all of them. */
const TRUE_WITHIN = 8

function paint(picture: ImageBitmap, scale: number): OffscreenCanvas {
  const width = Math.max(1, Math.round(picture.width * scale))
  const height = Math.max(1, Math.round(picture.height * scale))
  const canvas = new OffscreenCanvas(width, height)
  const context = canvas.getContext('2d')
  if (context === null) throw new TypeError('no canvas')
  context.imageSmoothingQuality = 'high'
  // JPEG knows no transparency.
  context.fillStyle = '#fff'
  context.fillRect(0, 0, width, height)
  context.drawImage(picture, 0, 0, width, height)
  return canvas
}

const toJpeg = (canvas: OffscreenCanvas, quality: number) =>
  canvas.convertToBlob({ type: 'image/jpeg', quality })

/** Whether what is painted can be read again as it is. */
function isCanvasTrue(): boolean {
  if (typeof OffscreenCanvas === 'undefined') return false
  const context = new OffscreenCanvas(16, 16).getContext('2d')
  if (context === null) return false
  context.fillStyle = 'rgb(40 120 200)'
  context.fillRect(0, 0, 16, 16)
  const { data } = context.getImageData(0, 0, 16, 16)
  return data.every(
    (value, at) => Math.abs(value - ([40, 120, 200, 255][at % 4] ?? 0)) <= TRUE_WITHIN,
  )
}

/** Decoders turn the picture as its camera says; what says so does not survive. */
function unpack(file: Blob): Promise<ImageBitmap> {
  return createImageBitmap(file, { imageOrientation: 'from-image' })
}

async function open(bytes: Uint8Array<ArrayBuffer>, mime: string): Promise<PictureAnswer> {
  if (!mayUnpack(bytes, mime)) return { problem: 'unreadable' }
  const file = new Blob([bytes], { type: mime })
  const picture = await unpack(file)
  // Such a browser would show noise: it gets what has at least been measured.
  const shown = isCanvasTrue() ? await toJpeg(paint(picture, 1), OPENED_QUALITY) : file
  return { picture: shown, isAnimated: false }
}

const isHuge = ({ width, height }: PictureSize) => width * height > SOURCE_PIXELS_MAX

async function copy(bytes: Uint8Array<ArrayBuffer>, bytesMax: number): Promise<PictureAnswer> {
  if (pictureKind(bytes) === 'heic') return { problem: 'heic' }
  if (!isCanvasTrue()) return { problem: 'hidden' }
  // Most say it before they take the memory; the others are measured when they have.
  const told = toldSize(bytes)
  if (told !== null && isHuge(told)) return { problem: 'huge' }
  const picture = await unpack(new Blob([bytes]))
  if (isHuge(picture)) return { problem: 'huge' }
  let scale = Math.min(1, SIDE_MAX / Math.max(picture.width, picture.height))
  for (;;) {
    const canvas = paint(picture, scale)
    for (const quality of QUALITIES) {
      const made = await toJpeg(canvas, quality)
      if (made.size <= bytesMax) return { picture: made, isAnimated: isAnimated(bytes) }
    }
    scale *= STEP
  }
}

async function answer(request: PictureTask): Promise<PictureAnswer> {
  if (request.file.size > SOURCE_BYTES_MAX) return { problem: 'huge' }
  try {
    const bytes = new Uint8Array(await request.file.arrayBuffer())
    return await (request.task === 'open'
      ? open(bytes, request.mime)
      : copy(bytes, request.bytesMax))
  } catch {
    return { problem: 'unreadable' }
  }
}

onmessage = async ({ data }: MessageEvent<PictureTask>) => {
  postMessage(await answer(data))
}
