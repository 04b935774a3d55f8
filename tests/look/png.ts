/** The pixels of a PNG as browsers write screenshots: eight bits, not interlaced. */
import { inflateSync } from 'node:zlib'

const SIGNATURE = 8
/** Bytes of a pixel, by the colour type in the file. */
const CHANNELS: Readonly<Record<number, number>> = { 2: 3, 6: 4 }

export interface Pixels {
  readonly width: number
  readonly height: number
  /** Bytes of one pixel, the first three of which are red, green and blue. */
  readonly channels: number
  readonly data: Uint8Array
}

/** How a byte is guessed from those at its left, above it, and above its left (PNG, section 9.4). */
function paeth(left: number, above: number, corner: number): number {
  const guess = left + above - corner
  const toLeft = Math.abs(guess - left)
  const toAbove = Math.abs(guess - above)
  const toCorner = Math.abs(guess - corner)
  if (toLeft <= toAbove && toLeft <= toCorner) return left
  return toAbove <= toCorner ? above : corner
}

export function readPng(file: Uint8Array): Pixels {
  const buffer = Buffer.from(file.buffer, file.byteOffset, file.byteLength)
  const parts: Buffer[] = []
  let [width, height, channels] = [0, 0, 0]
  for (let at = SIGNATURE; at < buffer.length;) {
    const length = buffer.readUInt32BE(at)
    const type = buffer.toString('latin1', at + 4, at + 8)
    const body = buffer.subarray(at + 8, at + 8 + length)
    if (type === 'IHDR') {
      width = body.readUInt32BE(0)
      height = body.readUInt32BE(4)
      channels = CHANNELS[body.readUInt8(9)] ?? 0
      if (body.readUInt8(8) !== 8 || channels === 0 || body.readUInt8(12) !== 0)
        throw new Error('Only screenshots are read.')
    }
    if (type === 'IDAT') parts.push(body)
    at += length + 12
  }
  const raw = inflateSync(Buffer.concat(parts))
  const stride = width * channels
  const data = new Uint8Array(stride * height)
  for (let y = 0; y < height; y += 1) {
    const filter = raw[y * (stride + 1)]
    const source = y * (stride + 1) + 1
    const row = y * stride
    for (let x = 0; x < stride; x += 1) {
      const left = x < channels ? 0 : data[row + x - channels]!
      const above = y === 0 ? 0 : data[row + x - stride]!
      const value = raw[source + x]!
      if (filter === 0) data[row + x] = value
      else if (filter === 1) data[row + x] = value + left
      else if (filter === 2) data[row + x] = value + above
      else if (filter === 3) data[row + x] = value + ((left + above) >> 1)
      else {
        const corner = x < channels || y === 0 ? 0 : data[row + x - stride - channels]!
        data[row + x] = value + paeth(left, above, corner)
      }
    }
  }
  return { width, height, channels, data }
}
