/** Two who begin blurred: what arrives is blurred until both have pressed, whatever else happens. */
import type { ElementHandle } from 'puppeteer-core'
import { inProof, sampled } from '../helpers/sampled.ts'
import { startSignaling, type SignalingProcess } from '../helpers/signalingProcess.ts'
import { findingsInBothThemes } from './axe.ts'
import { closeBrowsers, type Kind } from './browsers.ts'
import { keepChannels, speak } from './harm.ts'
import { watchMedia } from './mediaWatch.ts'
import { given, sharpness, softens, watchSenders } from './sharpness.ts'
import { breakConnection, connectionsOf, createVisitor, recovers, type Visitor } from './visitor.ts'

/** Where no control is behind another. */
const DESKTOP = { width: 1440, height: 900 }
/** Between what is left of the test cameras' pictures when they are blurred, and when they are not. */
const BLURRED_MAX = 15
const CLEAR_MIN = 60

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

/** The first has chosen to begin blurred; the second has not. */
async function meet(kinds: readonly [Kind, Kind]) {
  const arrive = (kind: Kind, isBlurred: boolean) => {
    const before = [watchMedia, watchSenders]
    const look = { viewport: DESKTOP, pictures: 'whole' } as const
    return createVisitor(kind, server.origin, { ...look, isBlurred, before })
  }
  const [shy, other] = await Promise.all([arrive(kinds[0], true), arrive(kinds[1], false)])
  here.push(shy, other)
  await shy.find()
  await shy.hears('Looking for someone')
  await other.find()
  await Promise.all([shy.hears('You are talking'), other.hears('You are talking')])
  await Promise.all([shy.watches('Stranger'), other.watches('Stranger')])
  return { shy, other }
}

/** Presses twice, or keeps the key down, as fast as a hand does; what the note says then. */
async function twice(visitor: Visitor, name: string, key?: 'Enter'): Promise<string> {
  const { page } = visitor
  const handle = await page.waitForFunction(
    (wanted) =>
      [...document.querySelectorAll<HTMLButtonElement>('.note button')].find(
        (one) => one.textContent === wanted && one.checkVisibility({ visibilityProperty: true }),
      ),
    { polling: 50 },
    name,
  )
  const button = handle.asElement() as ElementHandle<Element> | null
  if (key === undefined) await button?.click({ count: 2 })
  else {
    await button?.focus()
    for (let times = 0; times < 2; times += 1) await page.keyboard.down(key)
    await page.keyboard.up(key)
  }
  return page.$eval('.notice-list', (list) => list.textContent)
}

/** Whether the browser gives the stranger's picture a window of its own, whoever asks it to. */
const canFloat = ({ page }: Visitor) =>
  page.$eval('video[aria-label=Stranger]', (video) =>
    (video as HTMLVideoElement).requestPictureInPicture().then(
      () => true,
      ({ name }: Error) => name,
    ),
  )

/** Reveal is not there at once for the second press of what lay over it, and was closed by the first. */
async function guards({ page }: Visitor): Promise<void> {
  await page.setViewport({ ...DESKTOP, width: 1280 })
  const seen = await page.evaluate(async () => {
    const opener = document.querySelector<HTMLElement>('.tool.opener')
    const reveal = document.querySelector('.note .button')
    const found: (boolean | undefined)[] = []
    for (let times = 0; times < 2; times += 1) {
      opener?.click()
      await new Promise((resolve) => setTimeout(resolve))
      found.push(
        opener?.ariaExpanded === 'true',
        reveal?.checkVisibility({ visibilityProperty: true }),
      )
    }
    return found
  })
  expect(seen).toEqual([true, true, false, false])
  await page.setViewport(DESKTOP)
}

/** Runs in the page: as in a browser that asks a picture whether it stays only before it floats. */
function hearNoWish(): void {
  const { setAttribute } = Element.prototype
  Element.prototype.setAttribute = function set(name, value) {
    if (name.toLowerCase() !== 'disablepictureinpicture') setAttribute.call(this, name, value)
  }
}

/** Waits until the stranger's picture is clear, and says how clear. */
async function clears(visitor: Visitor): Promise<void> {
  for (;;) if ((await sharpness(visitor)) > CLEAR_MIN) return
}

async function expectBlurred(...visitors: readonly Visitor[]): Promise<void> {
  for (const one of visitors) {
    expect(await given(one)).not.toContain(true)
    expect(await sharpness(one)).toBeLessThan(BLURRED_MAX)
  }
}

it.each(sampled([['chromium', 'firefox']], [['firefox', 'chromium']]))(
  '[C23] [C55] until both press Reveal both send a blur: %s and %s',
  async (...kinds) => {
    const { shy, other } = await meet(kinds)
    await expectBlurred(shy, other)
    // The test picture of Firefox has hardly an edge: there the track says what is sent.
    const [edged, plain] = kinds[0] === 'chromium' ? [shy, other] : [other, shy]
    // Firefox floats pictures by a button of its own, which it shows over none that asks to stay.
    const asksToStay = () =>
      plain.page.$eval('video[aria-label=Stranger]', (video) => video.disablePictureInPicture)
    expect(await asksToStay()).toBe(true)
    await edged.page.waitForSelector('[aria-label^="Picture in picture"]:disabled')
    expect(await canFloat(edged)).toBe('InvalidStateError')
    await other.sees('Both pictures are blurred until you both press Reveal.')
    expect(await findingsInBothThemes(shy)).toEqual([])
    await guards(shy)
    // A held key, or a double click, is one wish.
    expect(await twice(shy, 'Reveal', 'Enter')).toContain('waiting for the stranger')
    expect(await twice(shy, 'Stay blurred')).toContain('until you both press Reveal')
    await shy.press('Reveal')
    await shy.sees('You have pressed Reveal; waiting for the stranger.')
    await other.sees('The stranger would like to reveal.')
    await expectBlurred(shy, other)
    await other.press('Reveal')
    await clears(plain)
    expect(await asksToStay()).toBe(false)
    expect((await given(edged)).at(-1)).toBe(true)
    expect((await given(plain)).at(-1)).toBe(true)
    await edged.press('Picture in picture')
    await edged.page.waitForFunction(() => document.pictureInPictureElement !== null)
    await edged.page.evaluate(hearNoWish)
    await shy.press('Blur again')
    await edged.page.waitForFunction(() => document.pictureInPictureElement === null)
    await Promise.all([shy, other].map((one) => one.sees('until you both press Reveal')))
    expect(await asksToStay()).toBe(true)
    await Promise.all([shy.watches('Stranger'), other.watches('Stranger')])
    for (const one of [shy, other]) {
      await softens(one, BLURRED_MAX)
      expect(await sharpness(one)).toBeLessThan(BLURRED_MAX)
      expect((await given(one)).at(-1)).toBe(false)
    }
  },
)

inProof(
  '[C23] stays blurred through other cameras, camera off and on, and a rebuilt connection',
  async () => {
    const { shy, other } = await meet(['chromium', 'chromium'])
    for (const one of [shy, other]) {
      await one.press('Other camera')
      await one.press('Camera off')
      await one.press('Camera on')
      await one.page.waitForSelector('[aria-label^="Share screen"]:disabled')
    }
    const before = await Promise.all([connectionsOf(shy), connectionsOf(other)])
    await breakConnection(shy)
    await Promise.all([recovers(shy, before[0]), recovers(other, before[1])])
    await Promise.all([shy.watches('Stranger'), other.watches('Stranger')])
    await expectBlurred(shy, other)
    await shy.press('Next')
    await other.hears('The stranger went on')
  },
)

it('[C23] a stranger who says early that he reveals himself sees nothing more', async () => {
  const hostile = await createVisitor('chromium', server.origin, { before: keepChannels })
  const shy = await createVisitor('firefox', server.origin, { isBlurred: true })
  here.push(hostile, shy)
  await hostile.find()
  await hostile.hears('Looking for someone')
  await shy.find()
  await shy.hears('You are talking')
  await hostile.watches('Stranger')
  const claims = [true, false, true].map((ready) => JSON.stringify({ type: 'reveal', ready }))
  await speak(hostile, 'chat', claims)
  await shy.sees('The stranger would like to reveal.')
  await speak(hostile, 'chat', claims.slice(1))
  await hostile.watches('Stranger')
  expect(await sharpness(hostile)).toBeLessThan(BLURRED_MAX)
  expect(await shy.canPress('Reveal')).toBe(true)
})
