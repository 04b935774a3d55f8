/** The visitor's own devices in a call: two cameras, a microphone that is muted, a narrow link. */
import { inProof } from '../helpers/sampled.ts'
import { startSignaling, type SignalingProcess } from '../helpers/signalingProcess.ts'
import { closeBrowsers } from './browsers.ts'
import { sendsFrom } from './mediaWatch.ts'
import { bePhone, tell, type Phone } from './phoneDevices.ts'
import { plugInSecond, takeLast } from './secondDevices.ts'
import { createPair, type Visitor } from './visitor.ts'

const OPTIONS = {
  viewport: { width: 1440, height: 900 },
  before: bePhone,
  pictures: 'whole',
} as const

let server: SignalingProcess
let one: Visitor
let other: Visitor
const both = () => [one, other] as const

beforeAll(async () => {
  server = await startSignaling()
  ;[one, other] = await createPair(server.origin, ['chromium', 'chromium'], OPTIONS)
})
afterAll(async () => {
  await closeBrowsers()
  await server.stop()
})

/** Waits until that sentence has gone. */
const forgets = ({ page }: Visitor, words: string) =>
  page.waitForFunction((gone) => !document.body.innerText.includes(gone), { polling: 50 }, words)

/** Waits until the stranger's picture has so many lines, or fewer. */
const linesWithin = ({ page }: Visitor, least: number, most: number) =>
  page.waitForFunction(
    (from, to) => {
      const video = document.querySelector<HTMLVideoElement>('video[aria-label=Stranger]')
      const lines = video?.videoHeight ?? 0
      return lines >= from && lines <= to
    },
    { polling: 100 },
    least,
    most,
  )

async function switchSetting(visitor: Visitor, name: string): Promise<void> {
  await visitor.press('Settings')
  await visitor.sees(name)
  const setting = await visitor.page.waitForSelector(`dialog ::-p-text(${name})`)
  // Not where the way out covers it.
  await setting?.evaluate((label) => label.scrollIntoView({ block: 'center' }))
  await setting?.click()
  await visitor.press('Done')
}

async function saves(): Promise<void> {
  await Promise.all(both().map((visitor) => linesWithin(visitor, 300, 720)))
  await switchSetting(one, 'Data saver')
  await Promise.all(both().map((visitor) => linesWithin(visitor, 1, 240)))
  await switchSetting(one, 'Data saver')
  await Promise.all(both().map((visitor) => linesWithin(visitor, 300, 720)))
}
it('[C16] a picture has fewer lines while either side saves data, in both directions', saves)

async function offersMirror(): Promise<boolean> {
  await one.press('Settings')
  await one.sees('Data saver')
  const text = await one.page.$eval('dialog', ({ innerText }) => innerText)
  await one.press('Done')
  return text.includes('Mirror your own picture')
}

it('[C15] the other camera of a phone shows what it sees, and not as in a mirror, nor any to who wants none', async () => {
  const isMirrored = (visitor = one, label = 'You') =>
    visitor.page.$eval(`video[aria-label=${label}]`, (video) =>
      getComputedStyle(video).transform.startsWith('matrix(-1'),
    )
  expect(await isMirrored()).toBe(true)
  await one.press('Other camera')
  await sendsFrom(one, 'fake_device_2')
  expect(await isMirrored()).toBe(false)
  // A switch that changes nothing is none.
  expect(await offersMirror()).toBe(false)
  await other.watches('Stranger')
  await one.press('Other camera')
  await sendsFrom(one, 'fake_device_0')
  expect([await isMirrored(), await isMirrored(other, 'Stranger')]).toEqual([true, false])
  expect(await offersMirror()).toBe(true)
  await switchSetting(one, 'Mirror your own picture')
  expect([await isMirrored(), await isMirrored(other, 'Stranger')]).toEqual([false, false])
})

it('[C15] who speaks while muted is told so, until he is heard', async () => {
  const words = 'You are muted'
  await one.press('Mute')
  await other.sees('The stranger is muted')
  expect(await one.page.evaluate(() => document.body.innerText)).not.toContain(words)
  await tell(one, { speaks: true })
  await one.sees(words)
  await one.press('Unmute')
  await forgets(one, words)
  await other.listens()
  await other.page.waitForSelector('.stage.speaking')
  await tell(one, { speaks: false })
  await other.page.waitForSelector('.stage:not(.speaking)')
})

it('[C15] the settings show that a microphone hears, and play a sound where the stranger is heard', async () => {
  const meterShows = (least: number, most: number) =>
    one.page.waitForFunction(
      (from, to) => {
        const level = Number(document.querySelector('[role=meter]')?.getAttribute('aria-valuenow'))
        return level >= from && level <= to
      },
      { polling: 50 },
      least,
      most,
    )
  await one.press('Settings')
  await meterShows(0, 0)
  await tell(one, { speaks: true })
  await meterShows(50, 100)
  await tell(one, { speaks: false })
  await one.press('Play a test sound')
  await one.sees('Playing…')
  await one.sees('Play a test sound')
  expect(await one.page.$('dialog [role=alert]')).toBeNull()
  await one.press('Done')
})

it('[C15] another microphone is opened, and another speaker plays, once they are chosen', async () => {
  await one.press('Settings')
  const [microphone, speaker] = [await takeLast(one, 'Microphone'), await takeLast(one, 'Speaker')]
  expect(microphone).not.toBe('')
  expect(speaker).not.toBe('')
  await one.page.waitForFunction(
    (asked, heard) =>
      (globalThis as unknown as { phone: Phone }).phone.microphone === asked &&
      document.querySelector<HTMLAudioElement>('.stage audio')?.sinkId === heard,
    { polling: 50 },
    microphone,
    speaker,
  )
  await one.press('Done')
  await tell(one, { speaks: true })
  await other.listens()
  await tell(one, { speaks: false })
})

it('[C15] a speaker that the browser names in a list of its own only is asked for, and plays', async () => {
  // As Firefox does: the visitor chooses, and no list tells of it before.
  const asked = await one.page.evaluate(async () => {
    const { mediaDevices } = navigator
    const found = await mediaDevices.enumerateDevices()
    const first = found.find(({ kind, deviceId }) => kind === 'audiooutput' && deviceId !== '')
    const selectAudioOutput = () => Promise.resolve(first)
    Object.assign(mediaDevices, { selectAudioOutput })
    return first?.deviceId
  })
  expect(asked).toBeTruthy()
  await one.press('Settings')
  await one.press('Choose a speaker')
  await one.page.waitForFunction(
    (id) => document.querySelector<HTMLAudioElement>('.stage audio')?.sinkId === id,
    { polling: 50 },
    asked,
  )
  await one.press('Done')
})

async function isTaken(): Promise<void> {
  await one.press('Take a picture')
  await one.page.waitForSelector('.pick img')
  await one.press('Send')
  await other.press('Reveal')
  await one.press('Camera off')
  await one.page.waitForSelector('[aria-label="Take a picture"]', { hidden: true })
  await one.press('Camera on')
}
it('[C19] a picture is taken with one’s own camera while it is on', isTaken)

it('[C7] [C15] another camera takes the place of one that was unplugged, and can be chosen otherwise', async () => {
  await one.page.evaluate(() => {
    const { srcObject } = document.querySelector<HTMLVideoElement>('video[aria-label=You]') ?? {}
    if (!(srcObject instanceof MediaStream)) return
    const [track] = srcObject.getVideoTracks()
    track?.stop()
    track?.dispatchEvent(new Event('ended'))
  })
  await one.sees('Your camera was disconnected. Now you use fake_device_')
  await other.watches('Stranger')
  await one.press('Choose another')
  await one.sees('Stranger’s volume')
  await one.press('Done')
  await forgets(one, 'Your camera was disconnected')
})

async function isHeard(): Promise<void> {
  const heard = () =>
    one.page.$eval('.stage audio', (audio) => {
      const { volume, muted } = audio as HTMLAudioElement
      return { volume, muted }
    })
  expect(await heard()).toEqual({ volume: 1, muted: false })
  await one.press('Settings')
  await (await one.page.waitForSelector('dialog input[type=range]'))?.focus()
  await one.page.keyboard.press('Home')
  await one.page.keyboard.press('ArrowRight')
  await one.press('Done')
  expect(await heard()).toEqual({ volume: 0.05, muted: false })
  await switchSetting(one, 'Mute the stranger')
  await one.sees('You have muted the stranger')
  expect(await heard()).toEqual({ volume: 0.05, muted: true })
  await one.press('Hear the stranger')
  await forgets(one, 'You have muted the stranger')
  expect((await heard()).muted).toBe(false)
  // The browser's own switch of a picture finds nothing to let out.
  const inPicture = await one.page.$eval('video[aria-label=Stranger]', (picture) => {
    const { srcObject } = picture as HTMLVideoElement
    return srcObject instanceof MediaStream && srcObject.getTracks().map(({ kind }) => kind)
  })
  expect(inPicture).toEqual(['video'])
}
it('[C15] the stranger is as loud as the visitor likes, or silent, which is said', isHeard)

/** Waits until that is the only thing in a window of its own. */
const floats = ({ page }: Visitor, label: string | null) =>
  page.waitForFunction(
    (wanted) => (document.pictureInPictureElement?.ariaLabel ?? null) === wanted,
    { polling: 50 },
    label,
  )

it('[C15] the stranger’s picture floats above everything else, and comes back', async () => {
  await one.press('Picture in picture')
  await floats(one, 'Stranger')
  await one.press('Back to the page')
  await floats(one, null)
  await one.press('Picture in picture')
  await floats(one, 'Stranger')
})

async function pauses(): Promise<void> {
  await tell(one, { isNarrow: true })
  await one.sees('Your picture is paused')
  await other.sees('The stranger’s picture is paused')
  await tell(one, { speaks: true })
  await other.listens()
  await tell(one, { isNarrow: false })
  await Promise.all([
    forgets(one, 'Your picture is paused'),
    forgets(other, 'The stranger’s picture is paused'),
  ])
  await other.watches('Stranger')
}
inProof(
  '[C16] a link without room has the picture paused, in words for both, and the voice goes on',
  pauses,
)

it('[C18] nothing floats any more when the visitor has left', async () => {
  await one.press('Stop')
  await one.hears('You left')
  await floats(one, null)
  for (const { complaints } of both()) expect(complaints).toEqual([])
})

/** Firefox has one device of each kind here, and names speakers to who has asked for one only. */
async function chooses(): Promise<void> {
  await plugInSecond(one)
  await one.press('Settings')
  expect(await takeLast(one, 'Camera')).toBe('second videoinput')
  await sendsFrom(one, 'Second videoinput')
  expect(await takeLast(one, 'Microphone')).toBe('second audioinput')
  await sendsFrom(one, 'Second audioinput', 'audio')
  await one.press('Choose a speaker')
  await one.page.waitForFunction(
    () => document.querySelector<HTMLAudioElement>('.stage audio')?.sinkId === 'second audiooutput',
    { polling: 50 },
  )
  await one.press('Done')
  await tell(one, { speaks: true })
  await Promise.all([other.watches('Stranger'), other.listens()])
  await tell(one, { speaks: false })
}

/** It floats pictures by itself, and measures nothing where no sound can be played. */
inProof(
  '[C15] [C16] [C19] Firefox chooses other devices, saves data, takes pictures, turns the stranger down, and gives up a picture',
  async () => {
    await Promise.all(both().map((visitor) => visitor.leave()))
    ;[one, other] = await createPair(server.origin, ['firefox', 'chromium'], OPTIONS)
    for (const proof of [chooses, saves, isTaken, isHeard, pauses]) await proof()
    for (const { complaints } of both()) expect(complaints).toEqual([])
  },
)
