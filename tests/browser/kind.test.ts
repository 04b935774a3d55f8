/** For shy people: questions that both see, and a picture that is not the camera's. */
import { inProof, sampled } from '../helpers/sampled.ts'
import { startSignaling, type SignalingProcess } from '../helpers/signalingProcess.ts'
import { findingsInBothThemes } from './axe.ts'
import { closeBrowsers } from './browsers.ts'
import { keepChannels, speak } from './harm.ts'
import { liveTracks, liveTracksAfter, watchMedia } from './mediaWatch.ts'
import { given, sharpness, softens, watchSenders } from './sharpness.ts'
import {
  breakConnection,
  connectionsOf,
  createPair,
  createVisitor,
  recovers,
  type Visitor,
} from './visitor.ts'

/** So long it may take, at about one look a second, until enough of a recording has come back. */
const PATIENT = { timeout: 100_000 }
/** Where no control is behind another. */
const DESKTOP = { width: 1440, height: 900 }

let server: SignalingProcess
const here: Visitor[] = []
beforeAll(async () => {
  server = await startSignaling()
})
afterEach(async () => {
  for (const one of here.splice(0)) await one.leave()
})
afterAll(async () => {
  await closeBrowsers()
  await server.stop()
})

/** The questions in a page's chat, once there are so many. */
async function questions({ page }: Visitor, count: number): Promise<string[]> {
  await page.waitForFunction(
    (wanted) => document.querySelectorAll('[role=log] .line-question span').length >= wanted,
    { polling: 50 },
    count,
  )
  return page.$$eval('[role=log] .line-question span', (found) =>
    found.map(({ textContent }) => textContent),
  )
}

it('[C26] gives both the same question, whoever asks, and goes on over a rebuilt connection', async () => {
  const [first, second] = await createPair(server.origin, ['chromium', 'firefox'], {
    mode: 'text',
    viewport: DESKTOP,
  })
  here.push(first, second)
  await first.press('Give us a question')
  const one = await questions(second, 1)
  expect(one[0]).toMatch(/\?$/)
  expect(await questions(first, 1)).toEqual(one)
  // Both are to read it before either asks for another: that is said, and no keyboard is lost.
  const pausing = '[aria-label="Question: the next one in a moment"][aria-disabled=true]'
  expect(await first.page.$(`${pausing}:focus`)).not.toBeNull()
  expect(await second.page.$(pausing)).not.toBeNull()
  expect(await findingsInBothThemes(first)).toEqual([])
  const before = await Promise.all([connectionsOf(first), connectionsOf(second)])
  await breakConnection(first)
  await Promise.all([recovers(first, before[0]), recovers(second, before[1])])
  await second.press('Give us a question')
  const two = await questions(first, 2)
  expect(two[0]).toBe(one[0])
  expect(two[1]).not.toBe(one[0])
  expect(await questions(second, 2)).toEqual(two)
})

inProof(
  '[C4] goes on when the words of a question cannot be loaded, and shows them when they can',
  async () => {
    const [first, second] = await createPair(server.origin, ['chromium', 'chromium'], {
      mode: 'text',
      viewport: DESKTOP,
    })
    here.push(first, second)
    const network = await first.page.createCDPSession()
    await network.send('Network.enable')
    const refused = new Promise<void>((resolve) =>
      network.on('Network.loadingFailed', ({ blockedReason }) => {
        if (blockedReason === 'inspector') resolve()
      }),
    )
    await network.send('Network.setBlockedURLs', { urls: ['*/assets/QuestionLine*'] })
    await second.press('Give us a question')
    const asked = await questions(second, 1)
    await refused
    await second.write('are you there?')
    await first.reads('are you there?')
    await first.write('yes')
    await second.reads('yes')
    await network.send('Network.setBlockedURLs', { urls: [] })
    expect(await questions(first, 1)).toEqual(asked)
  },
)

inProof('[C26] lets no stranger write a question, or flood the chat with them', async () => {
  const hostile = await createVisitor('chromium', server.origin, {
    mode: 'text',
    before: keepChannels,
  })
  const victim = await createVisitor('chromium', server.origin, { mode: 'text' })
  here.push(hostile, victim)
  await hostile.find()
  await hostile.hears('Looking for someone')
  await victim.find()
  await victim.hears('You are talking')
  await speak(
    hostile,
    'chat',
    Array.from({ length: 100 }, (_, at) =>
      JSON.stringify({ type: 'question', count: at + 1, question: 'injected', text: 'injected' }),
    ),
  )
  await speak(hostile, 'chat', [JSON.stringify({ type: 'text', id: 1, text: 'the last word' })])
  await victim.reads('the last word')
  const shown = await questions(victim, 1)
  expect(shown.length).toBeLessThanOrEqual(6)
  expect(shown.join()).not.toContain('injected')
})

/** Runs in the page: keeps what it says to the server. */
function keepSaid(): void {
  const said: unknown[] = []
  Object.assign(globalThis, { said })
  const { send } = WebSocket.prototype
  WebSocket.prototype.send = function say(data) {
    said.push(data)
    send.call(this, data)
  }
}

/** Which devices the page was ever given. */
const devicesOf = ({ page }: Visitor) =>
  page.evaluate(() =>
    (globalThis as unknown as { kept: { tracks: MediaStreamTrack[] } }).kept.tracks.map(
      ({ kind }) => kind,
    ),
  )

it.each(sampled(['chromium'], ['firefox']))(
  '[C24] [C18] one sees and hears oneself with nobody looked for; a shape chosen then opens no camera: %s',
  async (kind) => {
    const options = { before: [watchMedia, keepSaid], viewport: DESKTOP }
    const shy = await createVisitor(kind, server.origin, options)
    here.push(shy)
    await shy.press('Camera and sound')
    await shy.sees('Nobody is looked for')
    expect(await findingsInBothThemes(shy)).toEqual([])
    expect(await devicesOf(shy)).toEqual([])
    await shy.press('Use camera and microphone')
    await shy.watches('You')
    await shy.page.waitForSelector('dialog [role=meter]')
    await shy.sees('Play a test sound')
    // One's own picture has a place of its own above what can be chosen.
    const [end = 0, next = 0] = await shy.page.evaluate(() => [
      document.querySelector('dialog .preview')?.getBoundingClientRect().bottom,
      document.querySelector('dialog fieldset')?.getBoundingClientRect().top,
    ])
    expect(end).toBeLessThan(next)
    expect(await liveTracksAfter(shy, 'Done')).toBe(0)
    expect(
      await shy.page.evaluate(() => (globalThis as unknown as { said: unknown[] }).said.join()),
    ).not.toContain('"find"')

    const opened = (await devicesOf(shy)).length
    await shy.press('Camera and sound')
    await shy.sees('A drawn shape')
    await shy.page.click('::-p-text(A drawn shape)')
    await shy.watches('You')
    await shy.press('Done')
    const other = await createVisitor('chromium', server.origin, { viewport: DESKTOP })
    here.push(other)
    await other.find()
    await shy.find()
    await other.sees('The stranger shows a drawn shape')
    await other.watches('Stranger')
    const since = (await devicesOf(shy)).slice(opened)
    expect(new Set(since)).toEqual(new Set(['audio']))
  },
)

/** What comes in the place of the camera's picture. */
type Painted = 'black' | 'still' | 'round'

/** From now on the stranger sees this: one that is black or stands still, or one that comes round. */
const replacePicture = ({ page }: Visitor, what: Painted) =>
  page.evaluate(async (kind) => {
    const canvas = document.createElement('canvas')
    canvas.width = 320
    canvas.height = 240
    const context = canvas.getContext('2d')
    const FRAMES = 26
    let frame = 0
    setInterval(() => {
      if (context === null) return
      context.fillStyle = kind === 'black' ? 'black' : 'slategrey'
      context.fillRect(0, 0, 320, 240)
      if (kind === 'black') return
      // A recording has the same frames in every round.
      if (kind === 'round') frame = (frame + 1) % FRAMES
      const turned = (2 * Math.PI * frame) / FRAMES
      context.fillStyle = 'bisque'
      const [x, y] = [Math.cos(turned), Math.sin(turned)]
      context.fillRect(110 + 90 * x, 70 + 60 * y, 100, 100)
    }, 100)
    const [painted = null] = canvas.captureStream(10).getVideoTracks()
    const { keptConnections } = globalThis as unknown as { keptConnections: RTCPeerConnection[] }
    const sender = keptConnections
      .at(-1)
      ?.getSenders()
      .find(({ track }) => track?.kind === 'video')
    await sender?.replaceTrack(painted)
  }, what)

/** Whether this page says within that time that the picture is not live. */
const doubts = ({ page }: Visitor, timeout: number) =>
  page
    .waitForFunction(() => document.body.innerText.includes('No live picture'), {
      polling: 100,
      timeout,
    })
    .then(
      () => true,
      () => false,
    )

inProof.each(['chromium', 'firefox'] as const)(
  '[C25] a picture that stands still, and a short recording over and over, are pointed out, and a camera is not: in %s',
  async (kind) => {
    const [stranger, other] = await createPair(server.origin, ['chromium', kind], {
      viewport: DESKTOP,
    })
    here.push(stranger, other)
    await other.watches('Stranger')
    // As long as either of the others needs.
    expect(await doubts(other, 60_000)).toBe(false)
    await replacePicture(stranger, 'still')
    await other.page.waitForSelector('::-p-text(No live picture: it does not move.)', PATIENT)
    await replacePicture(stranger, 'round')
    await other.page.waitForSelector('::-p-text(No live picture: it repeats itself.)', PATIENT)
  },
  360_000,
)

it.each(sampled([['chromium', 'chromium']], [['firefox', 'chromium']]))(
  '[C24] [C25] shows the stranger a softened picture, or a shape without any camera; a black one is pointed out, with a way on: %s to %s',
  async (...kinds) => {
    const before = [watchMedia, watchSenders]
    const [shy, other] = await createPair(server.origin, kinds, {
      before,
      viewport: DESKTOP,
      pictures: 'whole',
    })
    here.push(shy, other)
    await other.watches('Stranger')
    const clear = await sharpness(other)
    const since = (await given(shy)).length
    await shy.press('Settings')
    await shy.sees('Soft focus')
    await shy.page.click('::-p-text(Soft focus)')
    await other.sees('The stranger’s picture is softened')
    // The test picture of Firefox has hardly an edge: there the track says what is sent.
    if (kinds[0] === 'chromium') {
      await softens(other, clear / 3)
      expect(await sharpness(other)).toBeLessThan(clear / 3)
    }
    await shy.page.click('::-p-text(A drawn shape)')
    await other.sees('The stranger shows a drawn shape')
    await other.watches('Stranger')
    expect((await given(shy)).slice(since)).not.toContain(true)
    expect(await liveTracks(shy)).not.toContain('video')
    expect(await findingsInBothThemes(shy)).toEqual([])
    await shy.page.click('::-p-text(Your camera)')
    await shy.press('Done')
    await other.page.waitForFunction(() => !document.body.innerText.includes('a drawn shape'))
    await other.watches('Stranger')
    expect(await liveTracks(shy)).toContain('video')
    expect(await other.page.$('.note')).toBeNull()

    await replacePicture(shy, 'black')
    await other.sees('No live picture: it is black.')
    expect(await findingsInBothThemes(other)).toEqual([])
    await other.press('Next', '.note')
    await shy.hears('The stranger went on')
  },
)
