import { isPictureExpected } from '../../web/chat/LivenessNotice.tsx'
import {
  LOOK_HEIGHT,
  LOOK_WIDTH,
  NO_LOOKS,
  observe,
  troubleOf,
  type Looks,
  type Trouble,
} from '../../web/chat/liveness.ts'
import { lookAt } from '../../web/chat/useLiveness.ts'
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
  const context = {
    drawImage: () => undefined,
    getImageData: () => ({ data: new Uint8ClampedArray(4 * LOOK_WIDTH * LOOK_HEIGHT) }),
  } as unknown as Parameters<typeof lookAt>[0]
  const video = (videoWidth: number, paused: boolean) =>
    lookAt(context, { videoWidth, paused } as HTMLVideoElement)?.length ?? null
  expect(video(640, false)).toBe(LOOK_WIDTH * LOOK_HEIGHT)
  expect(video(640, true)).toBeNull()
  expect(video(0, false)).toBeNull()
  sight.state = 'hidden'
  expect(video(640, false)).toBeNull()
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
