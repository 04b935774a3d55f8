/** A picture from a camera that may give none, and pictures that stay within the page. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { takePicture } from '../../web/chat/snapshot.ts'

const track = {} as MediaStreamTrack

/** As much of a page as a picture takes. */
function fakePage(play: () => Promise<void>, toBlob: (give: (blob: Blob | null) => void) => void) {
  const video = { play, videoWidth: 4, videoHeight: 3, srcObject: null as unknown }
  const canvas = { getContext: () => ({ drawImage: () => undefined }), toBlob }
  Object.assign(globalThis, {
    MediaStream: class {},
    document: { createElement: (name: string) => (name === 'video' ? video : canvas) },
  })
  return video
}
const never = () => new Promise<void>(() => undefined)
const atOnce = () => Promise.resolve()
const nothing = () => undefined

afterEach(() => {
  jest.useRealTimers()
  Reflect.deleteProperty(globalThis, 'MediaStream')
  Reflect.deleteProperty(globalThis, 'document')
})

it.each([
  ['plays', never, nothing],
  ['draws', atOnce, nothing],
])('[C7] a camera that never %s ends the wait', async (_, play, toBlob) => {
  jest.useFakeTimers()
  const video = fakePage(play, toBlob)
  let outcome = 'waiting'
  void takePicture(track).catch((error: unknown) => {
    outcome = String(error)
  })
  await jest.advanceTimersByTimeAsync(2_900)
  expect(outcome).toBe('waiting')
  await jest.advanceTimersByTimeAsync(200)
  expect(outcome).toContain('no picture')
  expect(video.srcObject).toBeNull()
})

it('[C20] a picture leaves no timer and no stream', async () => {
  jest.useFakeTimers()
  const video = fakePage(atOnce, (give) => give(new Blob(['p'], { type: 'image/jpeg' })))
  const file = await takePicture(track)
  expect([file.type, file.size]).toEqual(['image/jpeg', 1])
  expect([video.srcObject, jest.getTimerCount()]).toEqual([null, 0])
})

const chat = join(__dirname, '../../web/chat')
/** Each place where a video is made, up to where it is given something to show. */
const videos = readdirSync(chat)
  .filter((name) => /\.tsx?$/.test(name))
  .flatMap((name) =>
    [
      ...readFileSync(join(chat, name), 'utf8').matchAll(
        /<video\b[\s\S]*?\/>|createElement\('video'\)[\s\S]*?srcObject/g,
      ),
    ].map(([made]) => ({ name, made })),
  )

it('[C32] no video takes over the whole screen of a phone that would let it', () => {
  expect(videos.map(({ name }) => name)).toEqual(['VideoView.tsx', 'outlet.ts', 'snapshot.ts'])
  const leaving = videos.filter(({ made }) => !/\.playsInline = true|\n\s*playsInline\n/.test(made))
  expect(leaving.map(({ name }) => name)).toEqual([])
})
