/** The ways a conversation begins without everything, and ends. */
import { valueOf } from '../helpers/metrics.ts'
import { startSignaling, type SignalingProcess } from '../helpers/signalingProcess.ts'
import { closeBrowsers } from './browsers.ts'
import { createPair, createVisitor, type Visitor } from './visitor.ts'

let server: SignalingProcess
const here: Visitor[] = []
/** Pairs that several tests go on with. */
const staying: Visitor[] = []

/** Two whose browsers never learn where the other is; it takes 20 s to give up, so it begins first. */
let apart: Promise<{ said: string[]; stop: () => Promise<void> }>
/** A report, and the 10 s after it in which nobody is found: they pass beside the tests. */
let reported: Promise<void>

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
    const one = await createVisitor('chromium', elsewhere.origin, { before: ignoreCandidates })
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

/** Looks under 18: the report ends the call, and no search brings the two together again. */
async function reportMinor(): Promise<void> {
  const elsewhere = await startSignaling()
  const people: Visitor[] = []
  try {
    const [first, second] = await createPair(elsewhere.origin)
    people.push(first, second)
    await first.press('Report')
    await first.press('Looks under 18')
    await first.hears('Your report was counted')
    await second.hears('The stranger left')
    const reports = 'signaling_reports_total{reason="minor"}'
    expect(valueOf(await elsewhere.metrics(), reports)).toBe(1)
    await first.press('Find someone')
    await second.press('Find someone')
    // Past the time at which anybody else would be paired: a third meets one of them.
    await Promise.all([first.sees('Still looking'), second.sees('Still looking')])
    const third = await createVisitor('chromium', elsewhere.origin)
    people.push(third)
    await third.find()
    await third.hears('You are talking')
  } finally {
    for (const one of people) await one.leave()
    await elsewhere.stop()
  }
}

beforeAll(async () => {
  server = await startSignaling()
  apart = keepApart()
  apart.catch(() => undefined) // the test that awaits it says so
  // After it, and not beside it: its ten seconds are short on a busy machine.
  reported = apart.then(reportMinor, reportMinor)
  reported.catch(() => undefined)
})
afterEach(async () => {
  for (const one of here.splice(0)) await one.leave()
})
afterAll(async () => {
  await (await apart.catch(() => null))?.stop()
  await reported.catch(() => undefined)
  for (const one of staying) await one.leave()
  await closeBrowsers()
  await server.stop()
})

async function enter(...arguments_: Parameters<typeof createVisitor>): Promise<Visitor> {
  const visitor = await createVisitor(...arguments_)
  here.push(visitor)
  return visitor
}

async function enterPair(
  ...arguments_: Parameters<typeof createPair>
): Promise<[Visitor, Visitor]> {
  const pair = await createPair(...arguments_)
  here.push(...pair)
  return pair
}

it('[C7] lets in who has no camera, and shows the stranger all the same', async () => {
  const blind = await enter('chromium', server.origin, { camera: 'deny' })
  await blind.find()
  await blind.hears('The camera is blocked')
  await blind.press('Continue without camera')
  await blind.hears('Looking for someone')
  const seen = await enter('chromium', server.origin)
  await seen.find()
  await blind.hears('You are talking')
  await blind.watches('Stranger')
  await seen.sees('The stranger’s camera is off')
  await seen.write('I cannot see you')
  await blind.reads('I cannot see you')
  expect(
    await blind.page.evaluate(() => document.querySelector('video[aria-label=You]')),
  ).toBeNull()
})

it('[C7] has a message for a machine without any device, and a way on', async () => {
  const bare = await enter('chromium', server.origin, { camera: 'none' })
  await bare.find()
  await bare.hears('No camera or microphone found')
  expect(await bare.canPress('Try again')).toBe(true)
  await bare.press('Continue without camera')
  await bare.hears('Looking for someone')
})

it('[C5] connects two who only want to write, without asking for a camera', async () => {
  const asked = () => {
    Object.assign(globalThis, { askedForCamera: 0 })
    const { mediaDevices } = navigator
    const original = mediaDevices.getUserMedia.bind(mediaDevices)
    mediaDevices.getUserMedia = (constraints) => {
      Object.assign(globalThis, { askedForCamera: 1 })
      return original(constraints)
    }
  }
  const [first, second] = await enterPair(server.origin, ['chromium', 'firefox'], {
    mode: 'text',
    before: asked,
  })
  await first.write('<b>plain</b> https://example.org')
  await second.reads('<b>plain</b> https://example.org')
  expect(await second.page.$$eval('[role=log] a, [role=log] b', (found) => found.length)).toBe(0)
  for (const one of [first, second])
    expect(await one.page.evaluate('globalThis.askedForCamera')).toBe(0)
})

it('[C5] says that the stranger left when he closes the tab', async () => {
  const [first, second] = await enterPair(server.origin)
  await second.page.close()
  await first.hears('The stranger left')
  expect(await first.canPress('Find someone')).toBe(true)
})

it('[P4] lets the last stranger be reported after he has gone', async () => {
  const [first, second] = await enterPair(server.origin)
  await second.press('Stop')
  await first.hears('The stranger left')
  await first.press('Report the last stranger')
  await first.press('Spam or scam')
  await first.hears('Your report was counted')
  expect(await first.canPress('Report the last stranger')).toBe(false)
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
  await visitor.page.evaluate(() => {
    const video = document.querySelector<HTMLVideoElement>('video[aria-label=You]')
    const stream = video?.srcObject
    const tracks = stream instanceof MediaStream ? stream.getTracks() : []
    Object.assign(globalThis, { keptTracks: tracks })
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

  it('[C7] says what to do when a device is unplugged during a call', async () => {
    await first.page.evaluate(() => {
      // There is no other camera either, until it is plugged in again.
      const { getUserMedia } = MediaDevices.prototype
      const { mediaDevices } = navigator
      mediaDevices.getUserMedia = () =>
        Promise.reject(new DOMException('there is none', 'NotFoundError'))
      Object.assign(globalThis, {
        plugIn() {
          mediaDevices.getUserMedia = getUserMedia.bind(mediaDevices)
        },
      })
      const { srcObject } = document.querySelector<HTMLVideoElement>('video[aria-label=You]') ?? {}
      if (!(srcObject instanceof MediaStream)) return
      const [track] = srcObject.getVideoTracks()
      track?.stop()
      track?.dispatchEvent(new Event('ended'))
    })
    await first.sees('Plug the camera or microphone in again')
    await first.page.evaluate(() => (globalThis as unknown as { plugIn(): void }).plugIn())
    await first.press('Try again')
    await first.watches('You')
  })

  it('hides and shows one’s own picture, and moves it', async () => {
    const corner = () => first.page.$eval('.self', ({ className }) => className)
    const before = await corner()
    await first.page.focus('[aria-label="Move your picture"]')
    await first.page.keyboard.press('Enter')
    expect(await corner()).not.toBe(before)
    await first.press('Hide your picture')
    await first.press('Show your picture')
    await first.watches('You')
  })

  it('[C5] arms leaving with Esc and leaves with the second', async () => {
    await first.page.keyboard.press('Escape')
    await first.sees('Press Esc again to leave')
    await first.page.keyboard.press('Escape')
    await first.hears('You left')
    await second.hears('The stranger left')
  })
})

describe('one chat', () => {
  let first: Visitor
  let second: Visitor
  beforeAll(async () => {
    ;[first, second] = await createPair(server.origin, ['chromium', 'chromium'], { mode: 'text' })
    staying.push(first, second)
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

  it('[P9] reports the stranger whom the dialog was opened for, not the one who came meanwhile', async () => {
    await first.press('Next')
    await second.hears('The stranger went on')
    await first.press('Report the last stranger')
    const third = await enter('chromium', server.origin, { mode: 'text' })
    await third.find()
    await third.hears('You are talking')
    await first.press('Harassment or hate')
    await first.page.waitForFunction(() => document.querySelector('dialog[open]') === null)
    await third.write('still here')
    await first.reads('still here')
    const reports = 'signaling_reports_total{reason="harassment"}'
    expect(valueOf(await server.metrics(), reports)).toBe(1)
  })
})

it('[P9] ends the call at once on a report, and does not pair the two again', async () => {
  await reported
})

it('[C5] tries twice to connect two strangers, then looks for somebody else by itself', async () => {
  const { said } = await apart
  expect(said).toEqual(['Someone is here', 'Trying once more', 'could not be connected', 'counted'])
})
