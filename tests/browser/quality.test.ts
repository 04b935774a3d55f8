/** A call that stays good: devices, screens, the badge, being away, and a light that goes out. */
import { inProof } from '../helpers/sampled.ts'
import { findingsInBothThemes } from './axe.ts'
import {
  holdsLocks,
  HURRY,
  liveTracks,
  liveTracksAfter,
  sendsFrom,
  showsShape,
  turn,
  watchMedia,
} from './mediaWatch.ts'
import { useServer } from './useServer.ts'
import { breakConnection, connectionsOf, createPair, recovers, type Visitor } from './visitor.ts'

const DESKTOP = { width: 1440, height: 900 }
const PHONE = { width: 360, height: 640 }
/** In headless Firefox a canvas stands in for the screen. */
const SCREENS = { chromium: [16, 9], firefox: [4, 1] } as const

const server = useServer()

const inDialog = ({ page }: Visitor) =>
  page.evaluate(() => document.activeElement?.closest('dialog') !== null)
const focused = ({ page }: Visitor) =>
  page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? '')

/** Presses Tab until what has the focus is what is wanted. */
async function tabTo({ page }: Visitor, selector: string): Promise<void> {
  for (let press = 0; press < 40; press += 1) {
    if (await page.evaluate((one) => document.activeElement?.matches(one) ?? false, selector))
      return
    await page.keyboard.press('Tab')
  }
  throw new Error(`Tab never reaches ${selector}`)
}

async function expectClean(visitor: Visitor, screen: string): Promise<void> {
  expect({ screen, findings: await findingsInBothThemes(visitor) }).toEqual({
    screen,
    findings: [],
  })
}

const titled = ({ page }: Visitor, title: string) =>
  page.waitForFunction((wanted) => document.title === wanted, { polling: 50 }, title)

/** One leaves by Stop, with the settings and a screen open; the other by Cancel of the next search. */
async function leavesInTheDark(one: Visitor, other: Visitor): Promise<void> {
  await one.press('Share screen')
  await other.sees('The stranger shows a screen')
  await one.press('Mute')
  await one.press('Settings')
  await one.sees('Stranger’s volume')
  expect((await liveTracks(one)).length).toBeGreaterThan(2)
  expect(await liveTracksAfter(one, 'Stop')).toBe(0)
  await other.hears('The stranger left')
  await other.press('Find someone')
  await other.hears('Looking for someone')
  expect((await liveTracks(other)).length).toBeGreaterThan(0)
  expect(await liveTracksAfter(other, 'Cancel')).toBe(0)
}

describe('a call between Chromium and Firefox', () => {
  let chromium: Visitor
  let firefox: Visitor

  beforeAll(async () => {
    // The third of Chromium's test cameras has no small pictures.
    const options = {
      viewport: DESKTOP,
      before: watchMedia,
      hurry: HURRY,
      pictures: 'whole',
    } as const
    ;[chromium, firefox] = await createPair(server.origin, ['chromium', 'firefox'], options)
  })
  afterAll(async () => {
    for (const one of [chromium, firefox]) await one.leave()
  })
  const others = () =>
    [
      ['chromium', chromium, firefox],
      ['firefox', firefox, chromium],
    ] as const

  it('[C16] says how good it is, with numbers that are its own', async () => {
    for (const one of [chromium, firefox]) {
      const { page } = one
      await page.waitForFunction(
        () => {
          const told = document.querySelector('.quality [role=tooltip]')?.textContent ?? ''
          return /Round trip [\d,]+ ms/.test(told) && /Lost on the way [\d.,]+%/.test(told)
        },
        { polling: 100 },
      )
      const told = () =>
        page.$eval('.quality [role=tooltip]', (one) => getComputedStyle(one).visibility)
      expect(await told()).toBe('hidden')
      await page.hover('.quality button')
      expect(await told()).toBe('visible')
      // Esc puts it away, and means nothing else then.
      await page.keyboard.press('Escape')
      expect(await told()).toBe('hidden')
      await page.mouse.move(0, 0)
      await page.hover('.quality button')
      expect(await told()).toBe('visible')
      await page.mouse.move(0, 0)
      // It stays for a moment, so that the pointer can come to it.
      await page.waitForFunction(
        () =>
          getComputedStyle(document.querySelector('.quality [role=tooltip]') ?? document.body)
            .visibility === 'hidden',
        { polling: 50 },
      )
      const figures = await page.$eval('.quality [role=tooltip]', (one) => one.textContent)
      for (const way of ['Received', 'Sent'])
        expect(figures).toMatch(new RegExp(`${way} [\\d.,]+ (?:k|M)bit/s`))
      await page.focus('.quality button')
      await page.keyboard.press('Enter')
      expect(await told()).toBe('visible')
      await expectClean(one, 'quality')
      await page.keyboard.press('Escape')
      expect(await told()).toBe('hidden')
      expect(await page.$$eval('.notices .note', (all) => all.length)).toBe(0)
      expect(await page.$eval('.quality button', (one) => one.textContent)).toMatch(/connection$/)
    }
  })

  it('[C15] has its camera changed from the settings, by keyboard alone, and goes on', async () => {
    await sendsFrom(chromium, 'fake_device_0')
    await tabTo(chromium, '[aria-label=Settings]')
    await chromium.page.keyboard.press('Enter')
    await chromium.sees('Stranger’s volume')
    expect(await inDialog(chromium)).toBe(true)
    await expectClean(chromium, 'settings')
    await tabTo(chromium, 'select')
    await chromium.page.keyboard.press('End')
    // Given up with the dialog, it is not chosen.
    await chromium.page.keyboard.press('Escape')
    await chromium.press('Settings')
    await tabTo(chromium, 'select')
    expect(await chromium.page.$eval('dialog select', ({ selectedIndex }) => selectedIndex)).toBe(0)
    await chromium.page.keyboard.press('End')
    await chromium.page.keyboard.press('Enter')
    await sendsFrom(chromium, 'fake_device_2')
    await chromium.page.keyboard.press('Escape')
    await chromium.page.waitForSelector('dialog', { hidden: true })
    expect(await focused(chromium)).toBe('Settings')
    await firefox.watches('Stranger')
    // The camera that is not used any more is off.
    expect((await liveTracks(chromium)).filter((kind) => kind === 'video')).toHaveLength(1)
    await chromium.press('Other camera')
    await sendsFrom(chromium, 'fake_device_0')
    await firefox.watches('Stranger')
  })

  inProof('[C15] has its voice cleaned otherwise, and is heard, which is seen', async () => {
    for (const [, one, other] of others()) {
      await one.press('Settings')
      await (await one.page.waitForSelector('::-p-text(Take out background noise)'))?.click()
      await one.press('Done')
      await other.listens()
      await other.page.waitForSelector('.stage.speaking')
    }
  })

  inProof('[C24] shows a shape without any camera from Firefox, too', async () => {
    await firefox.press('Settings')
    await firefox.sees('A drawn shape')
    await firefox.page.click('::-p-text(A drawn shape)')
    await chromium.sees('The stranger shows a drawn shape')
    await chromium.watches('Stranger')
    expect(await liveTracks(firefox)).not.toContain('video')
    await firefox.page.click('::-p-text(Your camera)')
    await firefox.press('Done')
    await chromium.page.waitForFunction(() => !document.body.innerText.includes('a drawn shape'))
    await chromium.watches('Stranger')
    expect(await liveTracks(firefox)).toContain('video')
  })

  it('[C15] shows a screen to the other, whole, over a rebuilt connection too, and then the camera again', async () => {
    for (const [kind, one, other] of others()) {
      const [width, height] = SCREENS[kind]
      await one.press('Share screen')
      await one.sees('You are sharing your screen')
      await other.sees('The stranger shows a screen')
      await showsShape(other, width, height)
      const fitOf = (video: Element) => getComputedStyle(video).objectFit
      expect(await other.page.$eval('video[aria-label=Stranger]', fitOf)).toBe('contain')
      if (kind === 'chromium') {
        const before = await connectionsOf(other)
        await breakConnection(one)
        await recovers(other, before)
        await showsShape(other, width, height)
      }
      await one.press('Stop sharing')
      await other.page.waitForFunction(
        () => !document.body.innerText.includes('The stranger shows a screen'),
      )
      await other.watches('Stranger')
      expect((await liveTracks(one)).filter((track) => track === 'video')).toHaveLength(1)
    }
  })

  it('[C15] ends the sharing that the browser has ended, and leaves a camera off that was off', async () => {
    await chromium.press('Camera off')
    await chromium.press('Share screen')
    await firefox.sees('The stranger shows a screen')
    await chromium.page.evaluate(() => {
      const { tracks } = (globalThis as unknown as { kept: { tracks: MediaStreamTrack[] } }).kept
      const screen = tracks.findLast(({ kind }) => kind === 'video')
      screen?.stop()
      screen?.dispatchEvent(new Event('ended'))
    })
    await firefox.sees('The stranger’s camera is off')
    expect(await chromium.canPress('Share screen')).toBe(true)
    await chromium.press('Camera on')
    await firefox.watches('Stranger')
  })

  it('[C15] fills the screen with all of its controls, and leaves it', async () => {
    for (const one of [chromium, firefox]) {
      const isFull = () => one.page.evaluate(() => document.fullscreenElement !== null)
      await one.press('Full screen')
      await one.page.waitForFunction(() => document.fullscreenElement !== null)
      const tools = ['Mute', 'Next', 'Stop', 'Report']
      for (const name of tools) expect(await one.canPress(name)).toBe(true)
      // A small screen has the others behind a button.
      if (await one.canPress('More')) await one.press('More')
      expect(await one.canPress('Settings')).toBe(true)
      await one.press('Leave full screen')
      await one.page.waitForFunction(() => document.fullscreenElement === null)
      expect(await isFull()).toBe(false)
    }
  })

  it('[C17] [C31] tells the other who is away, and who is back in time', async () => {
    for (const [, one, other] of others()) {
      await turn(one, 'hidden')
      await other.hears('Stranger is away…')
      // Meanwhile the tab says what waits.
      await other.write('are you there')
      await titled(one, '(1) P2P Chat')
      await turn(one, 'visible')
      await other.hears('The stranger is back')
      await titled(one, 'P2P Chat')
    }
  })

  it('[C15] keeps the screen awake, and again after it was out of sight', async () => {
    for (const one of [chromium, firefox]) {
      if (!(await one.page.evaluate(() => 'wakeLock' in navigator))) continue
      await holdsLocks(one, 1)
      // As the browser does with a page that is out of sight.
      await one.page.evaluate(async () => {
        const { locks } = (globalThis as unknown as { kept: { locks: WakeLockSentinel[] } }).kept
        for (const lock of locks) await lock.release()
      })
      await turn(one, 'visible')
      await holdsLocks(one, 1)
    }
  })

  it('[C17] [C18] ends for both when one stays away, and lets go of everything', async () => {
    await turn(firefox, 'hidden')
    await firefox.hears('You were away')
    await chromium.hears('The stranger did not come back')
    expect(await liveTracks(firefox)).toEqual([])
    for (const one of [chromium, firefox]) await holdsLocks(one, 0)
    for (const one of [chromium, firefox]) expect(one.complaints).toEqual([])
  })

  inProof('[C18] has no light on any more in Firefox', async () => {
    await turn(firefox, 'visible')
    for (const one of [firefox, chromium]) await one.press('Find someone')
    for (const one of [firefox, chromium]) await one.hears('You are talking')
    await leavesInTheDark(firefox, chromium)
  })
})

describe('a phone', () => {
  let one: Visitor
  let other: Visitor
  beforeAll(async () => {
    const options = { viewport: PHONE, before: watchMedia }
    ;[one, other] = await createPair(server.origin, ['chromium', 'chromium'], options)
    // On a phone what is said of the stranger's picture is read on a press.
    await other.page.setViewport(DESKTOP)
  })
  const isCleanInBoth = async (screen: string) => {
    for (const value of ['dark', 'light']) {
      await one.page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value }])
      await expectClean(one, `${screen}, ${value}`)
    }
  }

  it('[C8] [C15] has everything within reach, and nothing moves', async () => {
    const places = () =>
      one.page.$$eval('.toolbar > .tool', (tools) =>
        tools
          .filter((tool) => tool.checkVisibility())
          .map((tool) => tool.getBoundingClientRect().toJSON() as DOMRect),
      )
    const before = await places()
    expect(new Set(before.map(({ top }) => top)).size).toBe(1)
    for (const { width, height } of before) {
      expect(width).toBeGreaterThanOrEqual(44)
      expect(height).toBeGreaterThanOrEqual(44)
    }
    await one.press('More')
    await isCleanInBoth('more')
    for (const name of ['Share screen', 'Full screen', 'Settings'])
      expect(await one.canPress(name)).toBe(true)
    await one.page.keyboard.press('Escape')
    expect(await one.canPress('Settings')).toBe(false)
    expect(await one.page.evaluate(() => document.body.innerText)).not.toContain('Press Esc again')
    await one.press('More')
    await one.press('Share screen')
    await other.sees('The stranger shows a screen')
    await isCleanInBoth('sharing')
    await one.press('More')
    await one.press('Settings')
    await one.sees('Stranger’s volume')
    await isCleanInBoth('settings')
    await one.press('Done')
    expect(await places()).toEqual(before)
    await one.press('Stop sharing')
  })

  it('[C18] has no light on any more when its visitor has left', async () => {
    for (const { page } of [one, other]) await page.setViewport(DESKTOP)
    await leavesInTheDark(one, other)
  })
})
