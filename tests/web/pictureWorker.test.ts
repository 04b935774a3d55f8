/** The worker without a browser: decoders and canvases that only have a size. */
import type { PictureAnswer } from '../../web/chat/pictureTasks.ts'
import { claimOf } from '../browser/transferring.ts'

/** What a canvas of so many pixels makes, at a quality. */
let bytesPerPixel = 0.5
let decoded = { width: 1, height: 1 }
const painted: string[] = []

class FakeCanvas {
  readonly width: number
  readonly height: number
  constructor(width: number, height: number) {
    this.width = width
    this.height = height
  }
  getContext() {
    const { width, height } = this
    const data = Uint8ClampedArray.from({ length: width === 16 ? 1_024 : 0 }, (_, at) =>
      Number([40, 120, 200, 255][at % 4]),
    )
    return {
      fillRect: () => undefined,
      drawImage: () => void painted.push(`${width}x${height}`),
      getImageData: () => ({ data }),
    }
  }
  convertToBlob({ quality }: { quality: number }) {
    const size = Math.round(this.width * this.height * bytesPerPixel * quality)
    return Promise.resolve({ size, name: `${this.width}x${this.height} at ${quality}` })
  }
}

const unpack = jest.fn(() => Promise.resolve(decoded))
let answered: (answer: PictureAnswer) => void = () => undefined
Object.assign(globalThis, {
  OffscreenCanvas: FakeCanvas,
  createImageBitmap: unpack,
  postMessage: (answer: PictureAnswer) => answered(answer),
})

async function ask(task: object): Promise<PictureAnswer> {
  await import('../../web/chat/pictureWorker.ts')
  const answer = new Promise<PictureAnswer>((resolve) => (answered = resolve))
  const { onmessage } = globalThis as unknown as { onmessage: (event: object) => void }
  onmessage({ data: task })
  return answer
}
const copy = (file: Partial<Blob>, bytesMax = 4_194_304) => ask({ task: 'copy', file, bytesMax })
const fileOf = (bytes: Uint8Array<ArrayBuffer>) => new Blob([bytes])

beforeEach(() => {
  painted.length = 0
  unpack.mockClear()
  bytesPerPixel = 0.5
})

it.each([
  [4_000, 3_000, '2048x1536'],
  [3_000, 4_000, '1536x2048'],
  [2_048, 10, '2048x10'],
  [800, 600, '800x600'],
])('[C19] a picture of %d x %d goes as %s', async (width, height, size) => {
  decoded = { width, height }
  expect(await copy(fileOf(new Uint8Array(20)))).toMatchObject({
    picture: { name: `${size} at 0.88` },
  })
})

it('[C19] goes first less exact, then with fewer pixels, until it is small enough', async () => {
  decoded = { width: 4_096, height: 2_048 }
  // 2,048 x 1,024 pixels are 2,097,152.
  bytesPerPixel = 2
  expect(await copy(fileOf(new Uint8Array(20)), 3_200_000)).toMatchObject({
    picture: { name: '2048x1024 at 0.75' },
  })
  expect(await copy(fileOf(new Uint8Array(20)), 2_000_000)).toMatchObject({
    picture: { name: '1434x717 at 0.88' },
  })
})

it('[C19] says before it takes the memory that a picture is too large', async () => {
  decoded = { width: 1, height: 1 }
  expect(await copy(fileOf(Uint8Array.from(claimOf(13_000, 10_000))))).toEqual({ problem: 'huge' })
  expect(await copy({ size: 134_217_729 })).toEqual({ problem: 'huge' })
  expect(unpack).not.toHaveBeenCalled()
  expect(await copy(fileOf(Uint8Array.from(claimOf(12_000, 10_000))))).toHaveProperty('picture')
  // One that does not say it, or says something else.
  decoded = { width: 12_001, height: 10_000 }
  expect(await copy(fileOf(new Uint8Array(20)))).toEqual({ problem: 'huge' })
})

describe('a picture of a stranger', () => {
  /** The first bytes of a PNG, which claim a size. */
  function pngOf(width: number, height: number): Uint8Array<ArrayBuffer> {
    const bytes = new Uint8Array(40)
    bytes.set([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
    const view = new DataView(bytes.buffer)
    view.setUint32(8, 13)
    bytes.set(new TextEncoder().encode('IHDR'), 12)
    view.setUint32(16, width)
    view.setUint32(20, height)
    return bytes
  }
  const see = (width: number, height: number, mime = 'image/png') =>
    ask({ task: 'open', file: fileOf(pngOf(width, height)), mime })

  it.each([
    ['is a bomb of 30,000 by 30,000', 30_000, 30_000, 'image/png'],
    ['has a side too long', 4_097, 1, 'image/png'],
    ['has too many pixels', 4_001, 4_000, 'image/png'],
    ['is of another kind than he said', 10, 10, 'image/jpeg'],
  ])('[C19] that %s is unreadable, and never unpacked', async (_, width, height, mime) => {
    expect(await see(width, height, mime)).toEqual({ problem: 'unreadable' })
    expect(unpack).not.toHaveBeenCalled()
  })

  it('[C19] is painted anew as large as it is, once, and is not what came', async () => {
    decoded = { width: 4_000, height: 3_000 }
    expect(await see(4_000, 3_000)).toEqual({
      picture: { size: 5_520_000, name: '4000x3000 at 0.92' },
      isAnimated: false,
    })
    expect(painted).toEqual(['4000x3000'])
  })

  it('[C19] that its decoder does not take is unreadable', async () => {
    unpack.mockRejectedValueOnce(new TypeError('no picture'))
    expect(await see(10, 10)).toEqual({ problem: 'unreadable' })
  })
})
