/** What tests of voice notes do and look at: pages that keep count of what they hold, and their notes. */
import type { Kind } from './browsers.ts'
import { keepUploads } from './uploads.ts'
import { createPair, type Visitor, type VisitorOptions } from './visitor.ts'

export const MINE = '[aria-label="Your voice note"]'
export const THEIRS = '[aria-label="Voice note from stranger"]'

export interface Kept {
  readonly tracks: MediaStreamTrack[]
  readonly urls: Map<string, Blob>
  readonly channels: RTCDataChannel[]
  asked: number
  /** How often anything began to sound. */
  plays: number
}

/** Keeps every track, address and channel of the page, to see what is left of them. */
function keepAll(): void {
  const kept: Kept = { tracks: [], urls: new Map(), channels: [], asked: 0, plays: 0 }
  Object.assign(globalThis, { kept })
  // The empty page before ours has no devices.
  if (!isSecureContext) return
  const heard = ({ target }: Event) => {
    // What the stranger says now is no note of his.
    if (target instanceof HTMLAudioElement && target.srcObject === null) kept.plays += 1
  }
  addEventListener('play', heard, true)
  const { getUserMedia } = MediaDevices.prototype
  MediaDevices.prototype.getUserMedia = async function ask(how) {
    kept.asked += 1
    const stream = await getUserMedia.call(this, how)
    kept.tracks.push(...stream.getTracks())
    return stream
  }
  const { clone } = MediaStreamTrack.prototype
  MediaStreamTrack.prototype.clone = function copy() {
    const track = clone.call(this)
    kept.tracks.push(track)
    return track
  }
  const { createObjectURL, revokeObjectURL } = URL
  URL.createObjectURL = (blob) => {
    const url = createObjectURL.call(URL, blob)
    kept.urls.set(url, blob as Blob)
    return url
  }
  URL.revokeObjectURL = (url) => {
    kept.urls.delete(url)
    revokeObjectURL.call(URL, url)
  }
  const { createDataChannel } = RTCPeerConnection.prototype
  RTCPeerConnection.prototype.createDataChannel = function create(...how) {
    const channel = createDataChannel.apply(this, how)
    kept.channels.push(channel)
    return channel
  }
}

/** Two who have found each other, on pages that keep count of what they hold. */
export const meet = (origin: string, kinds: readonly [Kind, Kind], options: VisitorOptions) =>
  createPair(origin, kinds, { ...options, before: [keepAll, keepUploads] })

export const liveMicrophones = ({ page }: Visitor): Promise<number> =>
  page.evaluate(
    () =>
      (globalThis as unknown as { kept: Kept }).kept.tracks.filter(
        ({ kind, readyState }) => kind === 'audio' && readyState === 'live',
      ).length,
  )
export const timesAsked = ({ page }: Visitor): Promise<number> =>
  page.evaluate(() => (globalThis as unknown as { kept: Kept }).kept.asked)
export const timesPlayed = ({ page }: Visitor): Promise<number> =>
  page.evaluate(() => (globalThis as unknown as { kept: Kept }).kept.plays)
export const addressesOf = ({ page }: Visitor): Promise<number> =>
  page.evaluate(() => (globalThis as unknown as { kept: Kept }).kept.urls.size)

export async function recordsUntil({ page }: Visitor, time: string): Promise<void> {
  await page.waitForFunction(
    (wanted) =>
      (document.querySelector('.voice-recording .voice-time')?.textContent ?? '') >= wanted,
    { polling: 50 },
    time,
  )
}

export const visibleSends = ({ page }: Visitor): Promise<number> =>
  page.$$eval('[aria-label=Send]', (all) => all.filter((one) => one.checkVisibility()).length)

/** Chooses with an arrow where a note is heard from, before anything of it was heard, and plays it. */
export async function playsFromSecond({ page }: Visitor, place: string): Promise<void> {
  await page.waitForSelector(`${place} .voice-play:not(:disabled)`)
  await page.focus(`${place} input`)
  await page.keyboard.press('ArrowRight')
  await page.waitForSelector(`${place} input[aria-valuetext^="0:01"]`)
  await page.$eval(`${place} audio`, (audio) =>
    audio.addEventListener('seeked', () => audio.setAttribute('data-from', `${audio.currentTime}`)),
  )
  await page.click(`${place} .voice-play`)
  await page.waitForSelector(`${place} audio[data-from^="1"]`)
}

/** Waits until the player in `place` is so. */
export async function plays(
  { page }: Visitor,
  place: string,
  state: 'playing' | 'paused' | 'beyond 1 s',
): Promise<void> {
  await page.waitForFunction(
    (where, wanted) => {
      const audio = document.querySelector<HTMLAudioElement>(`${where} audio`)
      if (audio === null) return false
      if (wanted === 'beyond 1 s') return audio.currentTime > 1
      return audio.paused === (wanted === 'paused')
    },
    { polling: 50 },
    place,
    state,
  )
}

/** What is really in the received file. */
export const soundOf = ({ page }: Visitor, place: string) =>
  page.$eval(`${place} audio`, async (audio) => {
    const { kept } = globalThis as unknown as { kept: Kept }
    const blob = kept.urls.get(audio.src)
    if (blob === undefined) throw new Error('there is no such file')
    const context = new OfflineAudioContext(1, 48_000, 48_000)
    const sound = await context.decodeAudioData(await blob.arrayBuffer())
    const energy = sound.getChannelData(0).reduce((sum, sample) => sum + sample * sample, 0)
    return {
      bytes: blob.size,
      type: blob.type,
      seconds: sound.duration,
      loudness: energy / sound.length,
    }
  })
