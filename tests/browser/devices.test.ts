/** The visitor's own devices in a call: two cameras, a microphone that is muted, a narrow link. */
import { inProof } from '../helpers/sampled.ts'
import { startSignaling, type SignalingProcess } from '../helpers/signalingProcess.ts'
import { closeBrowsers } from './browsers.ts'
import { sendsFrom } from './mediaWatch.ts'
import { createPair, type Visitor } from './visitor.ts'

interface Phone {
  /** What the microphone hears: nothing, until it is told to. */
  speaks: boolean
  /** Which microphone the page has asked for by name. */
  microphone: string
  /** The link loses a fifth, and has no room for any picture. */
  isNarrow: boolean
}

/** Runs in the page: cameras that look two ways, a microphone and a link that do as they are told. */
function bePhone(): void {
  const phone: Phone = { speaks: false, microphone: '', isNarrow: false }
  Object.assign(globalThis, { phone })
  const mediaDevices: MediaDevices | undefined = navigator.mediaDevices
  // The empty page, on which every browser begins, has none.
  if (mediaDevices === undefined) return

  const { getSettings } = MediaStreamTrack.prototype
  const facingOf = (label: string) => (label.includes('device_0') ? 'user' : 'environment')
  MediaStreamTrack.prototype.getSettings = function read() {
    const settings = getSettings.call(this)
    return this.kind === 'video' ? { ...settings, facingMode: facingOf(this.label) } : settings
  }
  function listen(): MediaStreamTrack[] {
    const context = new AudioContext()
    const output = context.createMediaStreamDestination()
    const voice = new GainNode(context, { gain: 0 })
    const tone = new OscillatorNode(context)
    tone.connect(voice).connect(output)
    tone.start()
    setInterval(() => {
      voice.gain.value = phone.speaks ? 0.5 : 0
    }, 50)
    return output.stream.getAudioTracks()
  }
  const getUserMedia = mediaDevices.getUserMedia.bind(mediaDevices)
  mediaDevices.getUserMedia = async (wanted = {}) => {
    const { video } = wanted
    const facing = typeof video === 'object' ? video.facingMode : undefined
    const all = await mediaDevices.enumerateDevices()
    const other = all.find(({ label }) => label.includes('device_2'))
    const looks =
      facing === 'environment' ? { video: { deviceId: { exact: other?.deviceId ?? '' } } } : {}
    const stream = await getUserMedia({ ...wanted, ...looks })
    for (const track of stream.getAudioTracks()) track.stop()
    const { audio } = wanted
    const named = typeof audio === 'object' ? audio.deviceId : undefined
    if (typeof named === 'object' && 'exact' in named) phone.microphone = String(named.exact)
    const heard = wanted.audio === undefined || wanted.audio === false ? [] : listen()
    return new MediaStream([...stream.getVideoTracks(), ...heard])
  }

  const { getStats } = RTCPeerConnection.prototype
  let lost = 0
  RTCPeerConnection.prototype.getStats = async function read() {
    const reports = (await getStats.call(this)) as unknown as Map<string, Record<string, unknown>>
    if (!phone.isNarrow) return reports as unknown as RTCStatsReport
    lost += 20
    const told = (report: Record<string, unknown>) => {
      if (report['type'] === 'candidate-pair') return { availableOutgoingBitrate: 40_000 }
      if (report['type'] === 'remote-inbound-rtp') return { packetsLost: lost }
      return {}
    }
    return new Map(
      [...reports].map(([id, report]) => [id, { ...report, ...told(report) }]),
    ) as unknown as RTCStatsReport
  }
}

const tell = ({ page }: Visitor, change: Partial<Phone>) =>
  page.evaluate((wanted) => {
    Object.assign((globalThis as unknown as { phone: Phone }).phone, wanted)
  }, change)

let server: SignalingProcess
let one: Visitor
let other: Visitor
const both = () => [one, other] as const

beforeAll(async () => {
  server = await startSignaling()
  const options = {
    viewport: { width: 1440, height: 900 },
    before: bePhone,
    pictures: 'whole',
  } as const
  ;[one, other] = await createPair(server.origin, ['chromium', 'chromium'], options)
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

it('[C16] a picture has fewer lines while either side saves data, in both directions', async () => {
  await Promise.all(both().map((visitor) => linesWithin(visitor, 300, 720)))
  await switchSetting(one, 'Data saver')
  await Promise.all(both().map((visitor) => linesWithin(visitor, 1, 240)))
  await switchSetting(one, 'Data saver')
  await Promise.all(both().map((visitor) => linesWithin(visitor, 300, 720)))
})

it('[C15] the other camera of a phone shows what it sees, and not as in a mirror', async () => {
  const isMirrored = () =>
    one.page.$eval('video[aria-label=You]', (video) =>
      getComputedStyle(video).transform.startsWith('matrix(-1'),
    )
  expect(await isMirrored()).toBe(true)
  await one.press('Other camera')
  await sendsFrom(one, 'fake_device_2')
  expect(await isMirrored()).toBe(false)
  await other.watches('Stranger')
  await one.press('Other camera')
  await sendsFrom(one, 'fake_device_0')
  expect(await isMirrored()).toBe(true)
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
  async function take(label: string): Promise<string> {
    const list = await one.page.waitForSelector(
      `dialog ::-p-aria([name="${label}"][role="combobox"])`,
    )
    const last = await list?.evaluate((select) => {
      const { options } = select as HTMLSelectElement
      return options[options.length - 1]?.value
    })
    await list?.select(last ?? '')
    return last ?? ''
  }
  const [microphone, speaker] = [await take('Microphone'), await take('Speaker')]
  expect(microphone).not.toBe('')
  expect(speaker).not.toBe('')
  await one.page.waitForFunction(
    (asked, heard) =>
      (globalThis as unknown as { phone: Phone }).phone.microphone === asked &&
      document.querySelector<HTMLVideoElement>('video[aria-label=Stranger]')?.sinkId === heard,
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
    (id) => document.querySelector<HTMLVideoElement>('video[aria-label=Stranger]')?.sinkId === id,
    { polling: 50 },
    asked,
  )
  await one.press('Done')
})

it('[C19] a picture is taken with one’s own camera while it is on', async () => {
  await one.press('Take a picture')
  await one.page.waitForSelector('.pick img')
  await one.press('Send')
  await other.press('Reveal')
  await one.press('Camera off')
  await one.page.waitForSelector('[aria-label="Take a picture"]', { hidden: true })
  await one.press('Camera on')
})

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

it('[C15] the stranger is as loud as the visitor likes, or silent, which is said', async () => {
  const heard = () =>
    one.page.$eval('video[aria-label=Stranger]', (video) => {
      const { volume, muted } = video as HTMLVideoElement
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
})

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

inProof(
  '[C16] a link without room has the picture paused, in words for both, and the voice goes on',
  async () => {
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
  },
)

it('[C18] nothing floats any more when the visitor has left', async () => {
  await one.press('Stop')
  await one.hears('You left')
  await floats(one, null)
  for (const { complaints } of both()) expect(complaints).toEqual([])
})
