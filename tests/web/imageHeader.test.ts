import { isAnimated, mayUnpack, pictureKind } from '../../web/chat/imageHeader.ts'

const text = (words: string) => Buffer.from(words, 'latin1')
const two = (value: number) => Buffer.from([value >> 8, value & 255])
const four = (value: number) => {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32BE(value)
  return bytes
}

const png = (width: number, height: number, more = '') =>
  Buffer.concat([
    text('\x89PNG\r\n\x1a\n'),
    four(13),
    text('IHDR'),
    four(width),
    four(height),
    text('\x08\x06\0\0\0CRC!'),
    text(more),
  ])

const segment = (marker: number, body: Uint8Array) =>
  Buffer.concat([Buffer.from([0xff, marker]), two(body.length + 2), body])
const frame = (width: number, height: number, marker = 0xc0) =>
  segment(
    marker,
    Buffer.concat([Buffer.from([8]), two(height), two(width), Buffer.from([1, 1, 0x11, 0])]),
  )
const jpeg = (...segments: Uint8Array[]) =>
  Buffer.concat([
    Buffer.from([0xff, 0xd8]),
    ...segments,
    segment(0xda, Buffer.alloc(4)),
    Buffer.alloc(8),
  ])

const chunk = (name: string, body: Uint8Array) => {
  const length = Buffer.alloc(4)
  length.writeUInt32LE(body.length)
  return Buffer.concat([text(name), length, body, Buffer.alloc(body.length % 2)])
}
const webp = (...chunks: Uint8Array[]) => Buffer.concat([text('RIFF\0\0\0\0WEBP'), ...chunks])
const three = (value: number) => Buffer.from([value & 255, (value >> 8) & 255, value >> 16])
const extended = (width: number, height: number, flags = 0) =>
  chunk('VP8X', Buffer.concat([Buffer.from([flags, 0, 0, 0]), three(width - 1), three(height - 1)]))
const lossy = (width: number, height: number) =>
  chunk(
    'VP8 ',
    Buffer.concat([
      text('\0\0\0\x9d\x01\x2a'),
      two(width).reverse(),
      two(height).reverse(),
      text('..'),
    ]),
  )
const lossless = (width: number, height: number) => {
  const body = Buffer.alloc(6)
  body[0] = 0x2f
  body.writeUInt32LE((width - 1) | ((height - 1) << 14), 1)
  return chunk('VP8L', body)
}

describe('a picture of a stranger', () => {
  it.each([
    ['PNG', png(640, 480), 'image/png'],
    ['JPEG', jpeg(segment(0xe1, Buffer.alloc(60)), frame(640, 480)), 'image/jpeg'],
    ['progressive JPEG', jpeg(frame(640, 480, 0xc2)), 'image/jpeg'],
    ['JPEG with filling', jpeg(Buffer.from([0xff, 0xff]), frame(1, 1)), 'image/jpeg'],
    ['lossy WebP', webp(lossy(640, 480)), 'image/webp'],
    ['lossless WebP', webp(lossless(640, 480)), 'image/webp'],
    ['extended WebP', webp(extended(640, 480), lossy(640, 480)), 'image/webp'],
    ['PNG of the largest side', png(4_096, 3_906), 'image/png'],
  ])('[C19] may be unpacked: %s', (_, bytes, mime) => {
    expect(mayUnpack(bytes, mime)).toBe(true)
  })

  it.each([
    ['a PNG of 900 million pixels', png(30_000, 30_000), 'image/png'],
    ['one that is too wide', png(4_097, 1), 'image/png'],
    ['one with too many pixels', png(4_096, 4_000), 'image/png'],
    ['one without pixels', png(0, 10), 'image/png'],
    ['a JPEG of 4,294 million pixels', jpeg(frame(65_535, 65_535)), 'image/jpeg'],
    ['a JPEG with a second, larger frame', jpeg(frame(9, 9), frame(9_000, 9)), 'image/jpeg'],
    ['a JPEG whose size comes later', jpeg(frame(640, 0)), 'image/jpeg'],
    [
      'a JPEG with noise between its parts',
      jpeg(segment(0xe0, text('JFIF')), text('noise'), frame(9, 9)),
      'image/jpeg',
    ],
    ['a JPEG whose parts run beyond its end', jpeg(text('\xff\xe1\xff\xff')), 'image/jpeg'],
    ['a JPEG without a frame', jpeg(), 'image/jpeg'],
    ['a JPEG without an end of its head', jpeg(frame(9, 9)).subarray(0, 14), 'image/jpeg'],
    ['a JPEG of nothing', text('\xff\xd8\xff'), 'image/jpeg'],
    [
      'a WebP that says little and holds much',
      webp(extended(9, 9), lossy(16_000, 9)),
      'image/webp',
    ],
    ['a WebP that says much', webp(extended(16_777_216, 16_777_216)), 'image/webp'],
    ['a lossless WebP of 16,384', webp(lossless(16_384, 16_384)), 'image/webp'],
    ['a WebP of nothing we know', webp(chunk('JUNK', Buffer.alloc(20)), lossy(9, 9)), 'image/webp'],
    ['a PNG that was called JPEG', png(9, 9), 'image/jpeg'],
    ['a JPEG that was called PNG', jpeg(frame(9, 9)), 'image/png'],
    [
      'a large JPEG with the head of a small PNG in it',
      jpeg(segment(0xfe, Buffer.concat([text('..'), png(9, 9).subarray(8)])), frame(9_000, 9_000)),
      'image/png',
    ],
    ['a GIF', text('GIF89a\x01\0\x01\0......'), 'image/gif'],
    ['a drawing', text('<svg xmlns="http://www.w3.org/2000/svg"/>'), 'image/png'],
    ['a page', text('<!doctype html><script>alert(1)</script>'), 'image/jpeg'],
    ['a PNG cut short', png(9, 9).subarray(0, 20), 'image/png'],
    ['nothing', Buffer.alloc(0), 'image/png'],
  ])('[C19] is not unpacked: %s', (_, bytes, mime) => {
    expect(mayUnpack(bytes, mime)).toBe(false)
  })

  it('[C19] may be any bytes at all', () => {
    let state = 7
    const random = () => (state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0)
    const starts = [jpeg(frame(9, 9)), png(9, 9), webp(extended(9, 9), lossy(9, 9))]
    for (let times = 0; times < 3_000; times += 1) {
      const bytes = Buffer.from(starts[times % 3] ?? [])
      for (let changes = 0; changes < 4; changes += 1) bytes[random() % bytes.length] = random()
      const cut = bytes.subarray(0, random() % (bytes.length + 1))
      for (const mime of ['image/jpeg', 'image/png', 'image/webp'])
        expect(typeof mayUnpack(cut, mime)).toBe('boolean')
      expect(typeof isAnimated(cut)).toBe('boolean')
    }
  })
})

describe('a picture of one’s own', () => {
  it.each([
    ['heic', '\0\0\0\x18ftypheic\0\0\0\0mif1heic'],
    ['heic', '\0\0\0\x18ftypmif1\0\0\0\0mif1heic'],
    ['avif', '\0\0\0\x1cftypmif1\0\0\0\0mif1avifmiaf'],
    ['avif', '\0\0\0\x18ftypavif\0\0\0\0mif1avif'],
    [null, '\0\0\0\x18ftypisom\0\0\0\0isommp42'],
    ['gif', 'GIF89a......'],
    ['bmp', 'BM..........'],
    [null, 'just some words'],
    [null, 'GIF'],
  ])('[C19] is told by how it begins: %s', (kind, begin) => {
    expect(pictureKind(text(begin))).toBe(kind)
  })

  it.each([
    ['a GIF in a loop', text('GIF89a\x01\0\x01\0\0\0\0!\xff\x0bNETSCAPE2.0\x03'), true],
    ['a GIF that stands still', text('GIF89a\x01\0\x01\0\0\0\0;'), false],
    ['a WebP with frames', webp(extended(9, 9, 2)), true],
    ['a WebP without', webp(extended(9, 9)), false],
    ['a PNG with frames', png(9, 9, '\0\0\0\x08acTL'), true],
    ['a PNG without', png(9, 9), false],
  ])('[C19] moves, or does not: %s', (_, bytes, moves) => {
    expect(isAnimated(bytes)).toBe(moves)
  })
})
