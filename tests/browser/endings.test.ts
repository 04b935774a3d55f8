/** The ways a conversation begins without everything, and ends. */
import { setTimeout as pause } from 'node:timers/promises'
import { FALLBACK_MS } from '../../signaling/matchmaker.ts'
import { valueOf } from '../helpers/metrics.ts'
import { startSignaling, type SignalingProcess } from '../helpers/signalingProcess.ts'
import { closeBrowsers } from './browsers.ts'
import {
  asksBeforeClosing,
  closesUnasked,
  comesBack,
  ignoresLetters,
  plugsInAgain,
  reportsTheOneBefore,
} from './oneCall.ts'
import { createPair, createVisitor, type Visitor } from './visitor.ts'

let server: SignalingProcess
const here: Visitor[] = []
/** Pairs with which several tests go on. */
const staying: Visitor[] = []

/** Two whose browsers never learn where the other is; they are mostly waiting, so they begin first. */
let apart: Promise<{ said: string[]; stop: () => Promise<void> }>

/** Runs in the page: no way leads to the stranger. */
function ignoreCandidates(): void {
  const Original = RTCPeerConnection
  class Deaf extends Original {
    override addIceCandidate(): Promise<void> {
      return Promise.resolve()
    }
    // On a busy machine a description is sent so late that candidates stand in it already.
    override setRemoteDescription({ type, sdp = '' }: RTCSessionDescriptionInit): Promise<void> {
      return super.setRemoteDescription({ type, sdp: sdp.replace(/a=candidate.*\r\n/g, '') })
    }
  }
  Object.assign(globalThis, { RTCPeerConnection: Deaf })
}

async function keepApart(): Promise<{ said: string[]; stop: () => Promise<void> }> {
  const elsewhere = await startSignaling()
  const pair: Visitor[] = []
  const stop = async () => {
    for (const one of pair) await one.leave()
    await elsewhere.stop()
  }
  try {
    return { said: await stayApart(elsewhere, pair), stop }
  } catch (error) {
    await stop()
    throw error
  }
}

async function stayApart(elsewhere: SignalingProcess, pair: Visitor[]): Promise<string[]> {
  for (let index = 0; index < 2; index += 1) {
    const one = await createVisitor('chromium', elsewhere.origin, {
      mode: 'text',
      before: ignoreCandidates,
      // The time for each try.
      hurry: { 10_000: 3_000 },
    })
    pair.push(one)
    await one.find()
  }
  const said: string[] = []
  for (const words of ['Someone is here', 'Trying once more', 'could not be connected']) {
    await Promise.all(pair.map((one) => one.hears(words)))
    said.push(words)
  }
  const failures = valueOf(await elsewhere.metrics(), 'signaling_outcomes_total{route="failed"}')
  said.push(failures > 0 ? 'counted' : 'not counted')
  return said
}

beforeAll(async () => {
  server = await startSignaling()
  apart = keepApart()
  apart.catch(() => undefined) // the test that awaits it says so
})
afterEach(async () => {
  for (const one of here.splice(0)) await one.leave()
})
afterAll(async () => {
  await (await apart.catch(() => null))?.stop()
  for (const one of staying) await one.leave()
  await closeBrowsers()
  await server.stop()
})

async function enter(...arguments_: Parameters<typeof createVisitor>): Promise<Visitor> {
  const visitor = await createVisitor(...arguments_)
  here.push(visitor)
  return visitor
}

const reportsOf = async (reason: string) =>
  valueOf(await server.metrics(), `signaling_reports_total{reason="${reason}"}`)

/** Two who look for somebody since then, one of whom has reported the other: in text, unlike those of the next tests. */
const apartSince = { ms: 0, pair: [] as Visitor[] }

it('[P9] [C5] ends the call at once on a report, for good', async () => {
  const pair = await createPair(server.origin, ['chromium', 'chromium'], { mode: 'text' })
  const [first, second] = pair
  apartSince.pair.push(...pair)
  await first.press('Report')
  await first.press('Looks under 18')
  await first.hears('Your report was counted')
  await second.hears('The stranger left')
  expect(await reportsOf('minor')).toBe(1)
  for (const one of pair) {
    await one.press('Find someone')
    await one.hears('Looking for someone')
  }
  apartSince.ms = performance.now()
})

it('[C7] lets in who has no camera, and shows the stranger all the same', async () => {
  const blind = await enter('chromium', server.origin, { camera: 'deny' })
  await blind.find()
  await blind.hears('The camera is blocked')
  await blind.press('Continue with audio only')
  await blind.hears('The microphone is blocked. Looking for someone')
  await blind.sees('To be heard, allow the microphone')
  const seen = await enter('firefox', server.origin)
  await seen.find()
  await blind.hears('You are talking')
  await blind.watches('Stranger')
  await seen.sees('The stranger’s camera is off')
  await seen.write('I cannot see you')
  await blind.reads('I cannot see you')
  expect(await blind.page.$('video[aria-label=You]')).toBeNull()
})

it('[C7] has a message for a machine without any device, and a way on', async () => {
  const bare = await enter('chromium', server.origin, { camera: 'none' })
  await bare.find()
  await bare.hears('No camera or microphone found')
  expect(await bare.canPress('Try again')).toBe(true)
  await bare.press('Continue without camera')
  await bare.hears('Looking for someone')
})

it('[C5] goes back to the start when a search is cancelled, and switches the camera off', async () => {
  const visitor = await enter('chromium', server.origin)
  await visitor.find()
  await visitor.hears('Looking for someone')
  const isLive = () =>
    visitor.page.evaluate(() => {
      const { keptTracks } = globalThis as unknown as { keptTracks: MediaStreamTrack[] }
      return keptTracks.map(({ readyState }) => readyState)
    })
  // The words may be there before one's own picture is.
  await visitor.page.waitForFunction(() => {
    const video = document.querySelector<HTMLVideoElement>('video[aria-label=You]')
    const stream = video?.srcObject
    Object.assign(globalThis, { keptTracks: stream instanceof MediaStream && stream.getTracks() })
    return stream instanceof MediaStream
  })
  expect(await isLive()).toEqual(['live', 'live'])
  await visitor.press('Cancel')
  await visitor.sees('Talk with a stranger')
  expect(await isLive()).toEqual(['ended', 'ended'])
})

/** Each goes on where the one before has left the two. */
describe('one call', () => {
  let first: Visitor
  let second: Visitor
  beforeAll(async () => {
    ;[first, second] = await createPair(server.origin)
    staying.push(first, second)
  })

  it('mutes and hides for the stranger, by key and by button', async () => {
    await first.page.keyboard.press('m')
    await second.sees('The stranger is muted')
    await first.press('Unmute')
    await first.press('Camera off')
    await second.sees('The stranger’s camera is off')
    await first.press('Camera on')
    await second.watches('Stranger')
  })

  it('[C34] does nothing by single keys once they are switched off', () =>
    ignoresLetters(first, second))

  it('[C7] says what to do when a device is unplugged during a call: of each what is so', () =>
    plugsInAgain(first, second))

  it('hides and shows one’s own picture, and moves it', async () => {
    const corner = () => first.page.$eval('.self', ({ className }) => className)
    const before = await corner()
    await first.page.focus('[aria-label="Move your picture"]')
    await first.page.keyboard.press('Enter')
    expect(await corner()).not.toBe(before)
    // Nor does an arrow lose the stranger to who would move it that way.
    await first.page.keyboard.press('ArrowRight')
    await first.press('Hide your picture')
    await first.press('Show your picture')
    await first.watches('You')
  })

  it('[C36] gives a picture anew that stopped while another app was in front', () =>
    comesBack(first))

  it('[C35] asks before a live call is closed with its page, and goes on for who stays', () =>
    asksBeforeClosing(first, second))

  it('[C5] arms leaving with Esc and leaves with the second', async () => {
    await first.page.keyboard.press('Escape')
    await first.sees('Press Esc again to leave')
    await first.page.keyboard.press('Escape')
    await first.hears('You left')
    await second.hears('The stranger left')
  })

  it('[P4] lets the last stranger be reported after he has gone, wherever that is thought of', async () => {
    expect(await second.canPress('Report the last stranger')).toBe(true)
    await second.press('Change what you look for')
    await second.press('Report the last stranger')
    await second.press('Spam or scam')
    await second.hears('Your report was counted')
    expect(await second.canPress('Report the last stranger')).toBe(false)
  })

  it('[C35] asks nobody before the start and the end screen are closed', () =>
    closesUnasked(first, second))
})

it('[M8] [C5] does not bring them together again, and says that a stranger left who closes the tab', async () => {
  const { ms, pair } = apartSince
  const [first] = pair
  if (first === undefined) throw new Error('the two of the report, above, are not there')
  // Had there been no report, they would meet now: two who have met do so when nobody else comes.
  await pause(Math.max(0, ms + FALLBACK_MS + 1_000 - performance.now()))
  for (const one of pair) expect(await one.canPress('Cancel')).toBe(true)
  const third = await enter('firefox', server.origin, { mode: 'text' })
  await third.find()
  await Promise.all([first.hears('You are talking'), third.hears('You are talking')])
  await third.page.close()
  await first.hears('The stranger left')
  expect(await first.canPress('Find someone')).toBe(true)
  for (const one of pair) await one.leave()
})

describe('one chat between Chromium and Firefox', () => {
  const asked = () => {
    Object.assign(globalThis, { askedForCamera: 0 })
    const { mediaDevices } = navigator
    const original = mediaDevices.getUserMedia.bind(mediaDevices)
    mediaDevices.getUserMedia = (constraints) => {
      Object.assign(globalThis, { askedForCamera: 1 })
      return original(constraints)
    }
  }
  let first: Visitor
  let second: Visitor
  beforeAll(async () => {
    const options = { mode: 'text', before: asked } as const
    ;[first, second] = await createPair(server.origin, ['chromium', 'firefox'], options)
    staying.push(first, second)
  })

  it('[C5] connects two who only want to write, without asking for a camera', async () => {
    await first.write('<b>plain</b> https://example.org')
    await second.reads('<b>plain</b> https://example.org')
    expect(await second.page.$$eval('[role=log] a, [role=log] b', (found) => found.length)).toBe(0)
    for (const one of [first, second])
      expect(await one.page.evaluate('globalThis.askedForCamera')).toBe(0)
  })

  it('says before sending that a message is too long, and shows who is typing', async () => {
    await first.page.type('textarea', 'x')
    await second.reads('is typing')
    await first.page.evaluate(() => {
      const area = document.querySelector('textarea')
      if (area !== null) area.setRangeText('y'.repeat(2_000), 1, 1)
      area?.dispatchEvent(new InputEvent('input', { bubbles: true }))
    })
    await first.sees('1 character too long')
    await first.page.keyboard.press('Enter')
    await first.page.keyboard.press('Backspace')
    await first.sees('0 characters left')
    await first.page.keyboard.press('Enter')
    await second.reads('y'.repeat(1_990))
  })

  it('[C32] the newest line stays in sight when the page becomes lower, unless an older one is read', async () => {
    const { page } = first
    const distances = () =>
      page.$eval('[role=log]', ({ scrollTop, scrollHeight, clientHeight }) => ({
        above: scrollTop,
        below: scrollHeight - clientHeight - scrollTop,
      }))
    const frames = () =>
      page.evaluate(
        () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))),
      )
    await page.setViewport({ width: 360, height: 640 })
    await frames()
    expect((await distances()).above).toBeGreaterThan(240)
    expect((await distances()).below).toBeLessThan(2)
    await page.setViewport({ width: 360, height: 560 })
    await frames()
    expect((await distances()).below).toBeLessThan(2)
    await page.$eval('[role=log]', (log) => log.scrollTo({ top: 0 }))
    await page.setViewport({ width: 360, height: 540 })
    await frames()
    expect((await distances()).above).toBe(0)
    await second.write('something newer')
    await first.press('New message')
    expect((await distances()).below).toBeLessThan(2)
    await page.setViewport({ width: 800, height: 600 })
  })

  it('[P9] [C20] reports the last stranger with another already there, and keeps nothing of him for that one', async () => {
    await first.page.type('textarea', 'half a sentence')
    await first.press('Next')
    await second.hears('The stranger went on')
    await first.press('Report the last stranger')
    const third = await enter('chromium', server.origin, { mode: 'text' })
    await third.find()
    await third.hears('You are talking')
    expect(await first.page.$eval('textarea', ({ value }) => value)).toBe('')
    await first.press('Harassment or hate')
    await first.page.waitForFunction(() => document.querySelector('dialog[open]') === null)
    await first.sees('About the last stranger: Thank you')
    await third.write('still here')
    await first.reads('still here')
    expect(await reportsOf('harassment')).toBe(1)

    // Who waits already is met within a moment: nobody can open the dialog before.
    await reportsTheOneBefore(third, second)
    expect(await reportsOf('spam')).toBe(2)
  })
})

it('[C5] tries twice to connect two strangers, then looks for somebody else by itself', async () => {
  const { said } = await apart
  expect(said).toEqual(['Someone is here', 'Trying once more', 'could not be connected', 'counted'])
})
