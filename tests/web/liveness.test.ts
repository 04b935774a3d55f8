import { isPictureExpected } from '../../web/chat/LivenessNotice.tsx'
import { createGreyCopies } from '../../web/chat/greyCopy.ts'
import {
  LOOK_HEIGHT,
  LOOK_WIDTH,
  NO_LOOKS,
  observe,
  troubleOf,
  type Looks,
  type Trouble,
} from '../../web/chat/liveness.ts'
import { isTelling, watchLiveness } from '../../web/chat/useLiveness.ts'
import { FIRST_VIEW, type View } from '../../web/chat/visit.ts'
import { createSight } from './fakeSight.ts'

/** Even dice, the same in every run. */
function dice(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}

type Scene = (x: number, y: number, ms: number) => number
/** What a camera shows: somebody who moves before a wall, never twice in the same way. */
const person: Scene = (x, y, ms) => {
  const sway = 4 * Math.sin(ms / 1_700) + 3 * Math.sin(ms / 433) + ms / 90_000
  return Math.hypot(x - 16 - sway, y - 12 - Math.sin(ms / 911)) < 7 ? 180 : 60 + x + y
}
const wall: Scene = (x, y) => 60 + x + y

/** What looks at a scene find, for so many seconds: the last trouble there was. */
function look(
  scene: Scene,
  seconds: number,
  { noise = 2, seed = 7, fps = 30 }: { noise?: number; seed?: number; fps?: number } = {},
): { looks: Looks; found: Trouble[] } {
  const roll = dice(seed)
  let looks = NO_LOOKS
  const found: Trouble[] = []
  for (let at = 0; at < seconds * 1_000; at += 700 + roll() * 600) {
    // A video shows one picture for a while.
    const shown = Math.floor((at / 1_000) * fps) * (1_000 / fps)
    const grey = new Uint8ClampedArray(LOOK_WIDTH * LOOK_HEIGHT)
    for (let pixel = 0; pixel < grey.length; pixel += 1)
      grey[pixel] =
        scene(pixel % LOOK_WIDTH, Math.floor(pixel / LOOK_WIDTH), shown) + noise * (roll() - 0.5)
    looks = observe(looks, { at, grey: new Uint8Array(grey.buffer) })
    const trouble = troubleOf(looks)
    if (trouble !== null) found.push(trouble)
  }
  return { looks, found }
}

describe('a picture', () => {
  it.each([
    ['of somebody who moves', person],
    ['of somebody in the dark', (x, y, ms) => person(x, y, ms) / 9],
    ['of an empty room', wall],
    ['that a lamp changes', (x, y, ms) => wall(x, y, ms) + 5 * Math.sin(ms / 3_000)],
  ] satisfies [string, Scene][])('[C25] %s is alive, for minutes', (_, scene) => {
    for (const seed of [1, 2]) expect(look(scene, 100, { seed }).found).toEqual([])
  })

  it('[C25] that is black is noticed within seconds, and not at once', () => {
    expect(look(() => 3, 3).found).toEqual([])
    expect(look(() => 3, 9).found[0]).toBe('black')
  })

  it('[C25] that is a still picture is noticed, though encoding touches it', () => {
    expect(look(wall, 8, { noise: 0 }).found).toEqual([])
    const touched: Scene = (x, y, ms) => wall(x, y, ms) + (x === 3 && ms % 2_000 < 900 ? 1 : 0)
    expect(look(touched, 30, { noise: 0 }).found[0]).toBe('frozen')
  })

  it.each([3_000, 7_300])(
    '[C25] that repeats itself every %i ms is noticed within a minute and a half',
    (round) => {
      for (const seed of [1, 2]) {
        const { found } = look((x, y, ms) => person(x, y, ms % round), 90, { seed, noise: 1 })
        expect(found[0]).toBe('looping')
      }
    },
  )

  it('[C25] is judged by its last minute and a half, however long it lasts', () => {
    expect(look(person, 110).looks.samples).toHaveLength(90)
  })

  it('[C25] that comes alive again is not held against anybody', () => {
    const { found, looks } = look((x, y, ms) => (ms < 20_000 ? 3 : person(x, y, ms)), 40)
    expect(found).toContain('black')
    expect(troubleOf(looks)).toBeNull()
  })
})

it('[C25] that this browser has not started, or does not draw, is nobody’s fault', () => {
  const sight = createSight()
  const video = (videoWidth: number, paused: boolean) =>
    isTelling({ videoWidth, paused } as HTMLVideoElement)
  expect([video(640, false), video(640, true), video(0, false)]).toEqual([true, false, false])
  sight.state = 'hidden'
  expect(video(640, false)).toBe(false)
})

describe('who looks at a picture', () => {
  beforeEach(() => jest.useFakeTimers())
  afterEach(() => jest.useRealTimers())
  const VIDEO = { videoWidth: 640, paused: false } as HTMLVideoElement
  const black = new Uint8Array(LOOK_WIDTH * LOOK_HEIGHT)

  it('[C25] waits for a frame that is handed out late, and asks for no second one meanwhile', async () => {
    createSight()
    const asked: ((grey: Uint8Array) => void)[] = []
    const said: (Trouble | null)[] = []
    const stop = watchLiveness(
      () => new Promise((resolve) => asked.push(resolve)),
      () => VIDEO,
      (trouble) => said.push(trouble),
    )
    await jest.advanceTimersByTimeAsync(60_000)
    expect([asked.length, said]).toEqual([1, []])
    asked[0]?.(black)
    await jest.advanceTimersByTimeAsync(1_300)
    expect([asked.length, said]).toEqual([2, [null]])
    stop()
    asked[1]?.(black)
    await jest.advanceTimersByTimeAsync(60_000)
    expect([asked.length, said]).toEqual([2, [null]])
  })

  it('[C25] forgets what it saw when there is nothing to see', async () => {
    createSight()
    let video: HTMLVideoElement | null = VIDEO
    const said: (Trouble | null)[] = []
    const copy = jest.fn(() => Promise.resolve(black))
    const stop = watchLiveness(
      copy,
      () => video,
      (trouble) => said.push(trouble),
    )
    await jest.advanceTimersByTimeAsync(12_000)
    expect(said.at(-1)).toBe('black')
    video = null
    await jest.advanceTimersByTimeAsync(1_300)
    video = VIDEO
    await jest.advanceTimersByTimeAsync(1_300)
    expect(said.at(-1)).toBe(null)
    stop()
    copy.mockClear()
    await jest.advanceTimersByTimeAsync(1_300)
    expect(copy).not.toHaveBeenCalled()
  })
})

describe('a grey copy', () => {
  const VIDEO = {} as HTMLVideoElement
  let painted = 0
  let closed = 0

  /** What a browser has: a canvas that paints `grey` all over, and frames, if any, of this kind. */
  function browserWith(grey: number, frame: object | null) {
    painted = 0
    closed = 0
    const context = {
      drawImage: () => (painted += 1),
      getImageData: () => ({
        data: new Uint8ClampedArray(4 * LOOK_WIDTH * LOOK_HEIGHT).fill(grey),
      }),
    }
    const canvas = { getContext: () => context }
    Object.assign(globalThis, {
      document: { createElement: () => canvas },
      VideoFrame:
        frame === null
          ? undefined
          : class {
              constructor() {
                Object.assign(this, { close: () => (closed += 1) }, frame)
              }
            },
    })
    return createGreyCopies()
  }

  /** A frame that is dark at the left and bright at the right, with rows that end in rubbish. */
  function halved(format: string, dark: number, bright: number, fullRange: boolean) {
    const [width, height, offset, stride] = [64, 48, 7, 80]
    return {
      format,
      visibleRect: { width, height },
      colorSpace: { fullRange },
      allocationSize: (): number => offset + stride * height * 2,
      copyTo(room: Uint8Array) {
        room.fill(99)
        for (let y = 0; y < height; y += 1)
          for (let x = 0; x < width; x += 1)
            room[offset + y * stride + x] = x < width / 2 ? dark : bright
        return Promise.resolve([{ offset, stride }])
      },
    }
  }

  it.each<[string, number[], Parameters<typeof halved>]>([
    ['as it is sent', [0, 255], ['I420', 16, 235, false]],
    ['as it is sent, in one plane less', [0, 255], ['NV12', 16, 235, false]],
    ['in full', [40, 240], ['I420', 40, 240, true]],
  ])('[C25] is read from a frame whose brightness is there %s', async (_, halves, how) => {
    const grey = await browserWith(120, halved(...how))?.(VIDEO)
    const places = Array.from({ length: LOOK_HEIGHT }, () =>
      halves.flatMap((half) => Array.from({ length: LOOK_WIDTH / 2 }, () => half)),
    )
    expect([...(grey ?? [])]).toEqual(places.flat())
    expect([painted, closed]).toEqual([0, 1])
  })

  it.each([
    ['that has no frames', null],
    ['whose frames are in colours', halved('BGRX', 16, 235, false)],
    [
      'that keeps its frames to itself',
      {
        format: 'I420',
        allocationSize: (): number => 1,
        copyTo: () => Promise.reject(new TypeError()),
      },
    ],
  ])('[C25] is painted by a browser %s, which is asked for one once', async (_, frame) => {
    const copy = browserWith(120, frame)
    for (const time of [1, 2]) {
      const grey = await copy?.(VIDEO)
      expect([grey?.length, new Set(grey)]).toEqual([LOOK_WIDTH * LOOK_HEIGHT, new Set([120])])
      expect([painted, closed]).toEqual([time, frame === null ? 0 : 1])
    }
  })
})

describe('a live picture', () => {
  const common = { interests: [], languages: [] }
  const state = { phase: 'talking', pair: 'p', common, link: 'live' } as const
  const talking: View = { ...FIRST_VIEW, state }
  const { conversation } = talking
  const withMedia = (change: Partial<View['conversation']['partnerMedia']>): View => ({
    ...talking,
    conversation: { ...conversation, partnerMedia: { ...conversation.partnerMedia, ...change } },
  })

  it('[C25] is expected of a camera that is on', () => {
    expect(isPictureExpected(talking)).toBe(true)
  })

  it.each([
    ['whose camera is off', withMedia({ camera: false })],
    ['who shows a screen', withMedia({ screen: true })],
    ['whose link has no room for it', withMedia({ paused: true })],
    ['who is softened', withMedia({ look: 'soft' })],
    ['who is drawn', withMedia({ look: 'shape' })],
    ['who is blurred', withMedia({ look: 'blurred' })],
    ['who is away', { ...talking, conversation: { ...conversation, partnerPresence: 'away' } }],
    ['who is to be blurred', { ...talking, reveal: { mine: false, theirs: true } }],
    ['who is being brought back', { ...talking, state: { ...state, link: 'recovering' } }],
    ['in a text chat', { ...talking, wish: { ...talking.wish, mode: 'text' } }],
  ] satisfies [string, View][])('[C25] is not expected of a stranger %s', (_, view) => {
    expect(isPictureExpected(view)).toBe(false)
  })
})
