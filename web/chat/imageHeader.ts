/**
 * What a picture says of itself in its first bytes, read before any decoder sees it: a few bytes can
 * claim so many pixels that unpacking them fills the memory. Pure.
 * JPEG: ITU-T T.81 B.2; PNG: W3C PNG 11.2; WebP: RFC 9649; brands of HEIC and AVIF: ISO 23008-12.
 */

export type PictureKind = 'jpeg' | 'png' | 'webp' | 'gif' | 'heic' | 'avif' | 'bmp'

export interface PictureSize {
  readonly width: number
  readonly height: number
}

/** Larger pictures from a stranger are not unpacked. */
const SIDE_MAX = 4_096
const PIXELS_MAX = 16_000_000

const HEIC_BRANDS = new Set('heic heix heim heis hevc hevx hevm hevs mif1 msf1'.split(' '))

const viewOf = (bytes: Uint8Array) => new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
const textAt = (bytes: Uint8Array, at: number, length: number) =>
  String.fromCharCode(...bytes.subarray(at, at + length))
const beginsWith = (bytes: Uint8Array, ...begin: number[]) =>
  begin.every((byte, at) => bytes[at] === byte)

/** HEIC and AVIF share a container, and sometimes the first of their brands. */
function brandOf(bytes: Uint8Array): PictureKind | null {
  const end = Math.min(bytes.length, viewOf(bytes).getUint32(0), 128)
  const brands = [textAt(bytes, 8, 4)]
  for (let at = 16; at + 4 <= end; at += 4) brands.push(textAt(bytes, at, 4))
  if (brands.includes('avif') || brands.includes('avis')) return 'avif'
  return brands.some((brand) => HEIC_BRANDS.has(brand)) ? 'heic' : null
}

/** Which kind of picture begins like this; `null` when none that we know. */
export function pictureKind(bytes: Uint8Array): PictureKind | null {
  if (bytes.length < 12) return null
  if (beginsWith(bytes, 0xff, 0xd8, 0xff)) return 'jpeg'
  if (beginsWith(bytes, 0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)) return 'png'
  if (textAt(bytes, 0, 4) === 'RIFF' && textAt(bytes, 8, 4) === 'WEBP') return 'webp'
  if (/^GIF8[79]a/.test(textAt(bytes, 0, 6))) return 'gif'
  if (textAt(bytes, 4, 4) === 'ftyp') return brandOf(bytes)
  return textAt(bytes, 0, 2) === 'BM' ? 'bmp' : null
}

/** Start-of-frame markers; their neighbours in the same range mean something else. */
const isFrame = (marker: number) =>
  marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc

function largest(sizes: readonly PictureSize[]): PictureSize | null {
  if (sizes.length === 0) return null
  return {
    width: Math.max(...sizes.map(({ width }) => width)),
    height: Math.max(...sizes.map(({ height }) => height)),
  }
}

/** Stricter than decoders: between its segments stands nothing. */
function jpegSize(bytes: Uint8Array): PictureSize | null {
  const view = viewOf(bytes)
  const frames: PictureSize[] = []
  let at = 2
  while (at + 4 <= bytes.length) {
    if (bytes[at] !== 0xff) return null
    const marker = bytes[at + 1] ?? 0
    if (marker === 0xff) {
      at += 1
      continue
    }
    if (marker === 0xda) return largest(frames)
    const isBare = marker === 0x01 || (marker >= 0xd0 && marker <= 0xd9)
    if (isBare || marker === 0) return null
    const length = view.getUint16(at + 2)
    if (length < 2 || at + 2 + length > bytes.length) return null
    if (isFrame(marker)) {
      if (length < 7) return null
      frames.push({ height: view.getUint16(at + 5), width: view.getUint16(at + 7) })
    }
    at += 2 + length
  }
  return null
}

function pngSize(bytes: Uint8Array): PictureSize | null {
  const view = viewOf(bytes)
  if (bytes.length < 33 || view.getUint32(8) !== 13 || textAt(bytes, 12, 4) !== 'IHDR') return null
  return { width: view.getUint32(16), height: view.getUint32(20) }
}

const threeBytes = (view: DataView, at: number) =>
  view.getUint16(at, true) + view.getUint8(at + 2) * 65_536

/** What one chunk of a WebP picture says of its size; `null` when nothing. */
function webpChunkSize(bytes: Uint8Array, at: number): PictureSize | null {
  const view = viewOf(bytes)
  const name = textAt(bytes, at, 4)
  const body = at + 8
  if (name === 'VP8X' && body + 10 <= bytes.length)
    return { width: threeBytes(view, body + 4) + 1, height: threeBytes(view, body + 7) + 1 }
  if (name === 'ANMF' && body + 12 <= bytes.length)
    return { width: threeBytes(view, body + 6) + 1, height: threeBytes(view, body + 9) + 1 }
  if (name === 'VP8 ' && body + 10 <= bytes.length)
    return {
      width: view.getUint16(body + 6, true) % 16_384,
      height: view.getUint16(body + 8, true) % 16_384,
    }
  if (name === 'VP8L' && body + 5 <= bytes.length) {
    const bits = view.getUint32(body + 1, true)
    return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 }
  }
  return null
}

/** The picture, its frames and the picture inside may each claim a size: the largest counts. */
function webpSize(bytes: Uint8Array): PictureSize | null {
  const view = viewOf(bytes)
  const sizes: PictureSize[] = []
  let at = 12
  while (at + 8 <= bytes.length) {
    const size = webpChunkSize(bytes, at)
    if (size !== null) sizes.push(size)
    else if (at === 12) return null
    const length = view.getUint32(at + 4, true)
    at += 8 + length + (length % 2)
  }
  return largest(sizes)
}

const SIZES: Readonly<Record<string, (bytes: Uint8Array) => PictureSize | null>> = {
  'image/jpeg': jpegSize,
  'image/png': pngSize,
  'image/webp': webpSize,
}

/** What a picture says of its size; `null` when it says nothing that we understand. */
export const toldSize = (bytes: Uint8Array): PictureSize | null =>
  SIZES[`image/${pictureKind(bytes)}`]?.(bytes) ?? null

/**
 * Whether a picture from a stranger may be unpacked: it is what it was called, and not too large.
 *
 * @param bytes the whole picture
 * @param mime what the stranger called it
 */
export function mayUnpack(bytes: Uint8Array, mime: string): boolean {
  const kind = pictureKind(bytes)
  if (kind === null || mime !== `image/${kind}`) return false
  const size = toldSize(bytes)
  if (size === null) return false
  const { width, height } = size
  return (
    width > 0 &&
    height > 0 &&
    width <= SIDE_MAX &&
    height <= SIDE_MAX &&
    width * height <= PIXELS_MAX
  )
}

function has(bytes: Uint8Array, text: string, from = 0): boolean {
  const first = text.charCodeAt(0)
  for (let at = bytes.indexOf(first, from); at !== -1; at = bytes.indexOf(first, at + 1))
    if (textAt(bytes, at, text.length) === text) return true
  return false
}

/** Whether a picture moves; one that says so in an odd way may be missed. */
export function isAnimated(bytes: Uint8Array): boolean {
  const kind = pictureKind(bytes)
  if (kind === 'gif') return has(bytes, 'NETSCAPE2.0')
  if (kind === 'webp') return textAt(bytes, 12, 4) === 'VP8X' && ((bytes[20] ?? 0) & 2) !== 0
  return kind === 'png' && has(bytes.subarray(0, 4_096), 'acTL')
}
