/** Advertising in real browsers: who is asked, when it is there, and what moves (nothing). */
import { sampled } from '../helpers/sampled.ts'
import type { SignalingProcess } from '../helpers/signalingProcess.ts'
import { waitUntil } from '../helpers/wait.ts'
import { createAdStage, type AdStage } from './adStage.ts'
import { findingsOf } from './axe.ts'
import { closeBrowsers, openBrowsers } from './browsers.ts'
import { createVisitor, type Visitor, type VisitorOptions } from './visitor.ts'

const PATIENCE_MS = 20_000
const SHOW = 'Show advertisement'
const REFUSE = 'No, thanks'
const HIDE = 'Hide advertisement'

let stage: AdStage
let honest: SignalingProcess
let blocked: SignalingProcess
beforeAll(async () => {
  const browsers = openBrowsers(['chromium'], ['firefox', { isPrivate: true }])
  stage = await createAdStage()
  const { origin } = stage.collector
  honest = await stage.startWith(
    () => `<h1>Buy</h1><script>fetch("${origin}/seen", { mode: "no-cors" })</script>
<img alt="" src="${origin}/never">`,
  )
  blocked = await stage.startWith(() => '<h1>Never seen</h1>', true, true)
  await browsers
})
beforeEach(() => stage.collector.forget())
afterAll(async () => {
  await closeBrowsers()
  await stage.close()
})

/** What a page has of advertising now, and has asked for. */
const traceOf = ({ page }: Visitor) =>
  page.evaluate(() => ({
    slots: document.querySelectorAll('aside').length,
    frames: document.querySelectorAll('iframe').length,
    words: /advert|Example Ads/i.test(document.documentElement.outerHTML),
    asked: performance
      .getEntriesByType('resource')
      .map(({ name }) => name)
      .filter((name) => /AdSlot|advertisement/i.test(name)),
  }))
const NO_TRACE = { slots: 0, frames: 0, words: false, asked: [] }
const framesOf = ({ page }: Visitor) => page.$$eval('iframe', (frames) => frames.length)

/** Notes what the browser says has jumped; runs in the page. */
function keepShifts(): void {
  const shifts: string[] = []
  Object.assign(globalThis, { shifts })
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) shifts.push(entry.name)
  }).observe({ type: 'layout-shift' })
}
/** From here on, nothing may move: two frames later all that came before has been told. */
const forgetShifts = ({ page }: Visitor) =>
  page.evaluate(async () => {
    for (const _ of [1, 2]) await new Promise((resolve) => requestAnimationFrame(resolve))
    ;(globalThis as unknown as { shifts: string[] }).shifts.length = 0
  })
const lookAtSlot = ({ page }: Visitor) =>
  page.$eval('aside', (slot) => {
    const { top, height } = slot.getBoundingClientRect()
    const { shifts } = globalThis as unknown as { shifts: string[] }
    return { top: top + scrollY, height, shifts }
  })
/** What is not where it would be without the slot: whenever that comes, it moves nothing else. */
const movedBySlot = ({ page }: Visitor) =>
  page.evaluate(() => {
    const places = () =>
      [...document.querySelectorAll('main, main *')].map((one) => {
        const { x, y, width, height } = one.getBoundingClientRect()
        return [x, y, width, height].join()
      })
    const slot = document.querySelector('aside')
    const before = places()
    slot?.style.setProperty('display', 'none')
    const without = places()
    slot?.style.removeProperty('display')
    return before.filter((place, at) => place !== without[at])
  })
/** Of a start screen that has been greeted and has shown all that it will. */
async function settled(visitor: Visitor): Promise<Visitor> {
  await visitor.page.waitForSelector('#address-hint')
  await visitor.press('Show what the server knows about me now')
  await visitor.sees('127.0.0.1')
  await visitor.press('Close')
  return visitor
}

it('[P7] leaves no trace where it is off', async () => {
  const visitor = await settled(await createVisitor('chromium', stage.plain.origin))
  expect(await traceOf(visitor)).toEqual(NO_TRACE)
  await visitor.leave()
})

describe('a visitor', () => {
  it('[P7] who asks all sites not to be tracked is not asked: Chromium', async () => {
    const visitor = await settled(
      await createVisitor('chromium', honest.origin, {
        before: () => Object.assign(navigator, { globalPrivacyControl: true }),
      }),
    )
    expect(await traceOf(visitor)).toEqual(NO_TRACE)
    await visitor.leave()
  })

  it('[P7] who asks all sites not to be tracked is not asked, nor served: Firefox', async () => {
    const visitor = await settled(
      await createVisitor('firefox', honest.origin, { isPrivate: true }),
    )
    expect(await traceOf(visitor)).toEqual(NO_TRACE)
    await visitor.page.goto(`${honest.origin}/advertisement`)
    await visitor.sees('asks not to be tracked')
    expect(stage.collector.asked()).toEqual([])
    await visitor.leave()
  })

  it('[P7] is asked on every screen anew, where nothing jumps, and sees none while searching and talking', async () => {
    const first = await createVisitor('chromium', honest.origin, { before: keepShifts })
    await first.press(SHOW)
    await waitUntil(PATIENCE_MS, () => stage.collector.asked().includes('/seen'))
    expect(await framesOf(first)).toBe(1)
    await first.find()
    await first.hears('Looking for someone')
    const gone = { slots: 0, frames: 0, words: false }
    expect(await traceOf(first)).toMatchObject(gone)

    stage.collector.forget()
    const second = await createVisitor('chromium', honest.origin, { before: keepShifts })
    await second.page.waitForSelector('aside')
    await second.press(REFUSE)
    await second.find()
    await Promise.all([first.hears('You are talking'), second.hears('You are talking')])
    for (const one of [first, second]) expect(await traceOf(one)).toMatchObject(gone)
    await first.press('Stop')
    await second.hears('The stranger left')
    for (const one of [first, second]) {
      // Neither yes nor no is remembered.
      await one.page.waitForSelector('aside[data-answer=none]')
      expect(await framesOf(one)).toBe(0)
      // Nor does anything move on this screen, whenever the slot comes and whatever is answered.
      expect(await movedBySlot(one)).toEqual([])
    }
    await forgetShifts(second)
    const end = await lookAtSlot(second)
    await second.press(SHOW)
    await waitUntil(PATIENCE_MS, () => stage.collector.asked().includes('/seen'))
    expect(await lookAtSlot(second)).toEqual(end)
    await second.press('Find someone')
    await second.hears('Looking for someone')
    expect(await traceOf(second)).toMatchObject(gone)
    expect(first.complaints).toEqual([expect.stringContaining("'webrtc'")])
    await Promise.all([first.leave(), second.leave()])
  })

  it.each(sampled(['video'], ['text']))(
    '[P7] sees none any more when Find asks for anything: %s',
    async (mode) => {
      /** Notes what there is of it whenever the camera is asked for, or the server. */
      const before = () => {
        const found: number[] = []
        Object.assign(globalThis, { found })
        const look = () => found.push(document.querySelectorAll('aside, iframe').length)
        const { getUserMedia } = navigator.mediaDevices
        navigator.mediaDevices.getUserMedia = (wish) => {
          look()
          return getUserMedia.call(navigator.mediaDevices, wish)
        }
        const { send } = WebSocket.prototype
        WebSocket.prototype.send = function (data) {
          if (typeof data === 'string' && data.includes('"adult":true')) look()
          send.call(this, data)
        }
      }
      const visitor = await createVisitor('chromium', honest.origin, { before, mode })
      await visitor.press(SHOW)
      await visitor.find()
      await visitor.hears('Looking for someone')
      const found = () =>
        visitor.page.evaluate(() => (globalThis as unknown as { found: number[] }).found)
      expect(await found()).toEqual(mode === 'video' ? [0, 0] : [0])
      await visitor.leave()
    },
  )

  it('[P7] asks nobody else for anything before he agrees, nor after he refuses', async () => {
    const visitor = await settled(await createVisitor('chromium', honest.origin))
    await visitor.page.waitForSelector('aside[data-answer=none]')
    await visitor.press(REFUSE)
    await visitor.page.waitForSelector('aside[data-answer=no]')
    expect(stage.collector.asked()).toEqual([])
    expect([...visitor.hosts]).toEqual([new URL(honest.origin).host])
    expect(visitor.complaints).toEqual([])
    expect(await visitor.canPress('Find someone')).toBe(true)
    // Beside a camera that is tried out there is none either.
    await visitor.press('Camera and sound')
    await visitor.page.waitForSelector('aside', { hidden: true })
    await visitor.press('Done')
    await visitor.page.waitForSelector('aside[data-answer=none]')
    await visitor.leave()
  })

  it.each([
    ['dark', { width: 360, height: 640 }, 'served'],
    ['light', { width: 1440, height: 900 }, 'blocked'],
  ] as const)(
    '[P7] [C8] sees nothing jump, with the keyboard alone: %s, %j, %s',
    async (scheme, viewport, way) => {
      const shorten = () => {
        // Whoever waits eight seconds has waited long enough.
        const wait = globalThis.setTimeout
        Object.assign(globalThis, {
          setTimeout: (then: () => void, ms?: number) => wait(then, ms === 8_000 ? 100 : ms),
        })
      }
      const options: VisitorOptions = { scheme, viewport, before: [keepShifts, shorten] }
      const { origin } = way === 'served' ? honest : blocked
      const visitor = await createVisitor('chromium', origin, options)
      const { page } = visitor
      await page.waitForSelector('.start-tools button')
      await page.waitForSelector('aside')
      const named = () => page.evaluate(() => document.activeElement?.textContent)
      expect(await movedBySlot(visitor)).toEqual([])
      // What comes last above it, comes into room that was kept.
      const room = await page.$eval('.start-tools', (tools) => {
        const heights: number[] = []
        for (const display of ['', 'none']) {
          for (const one of tools.querySelectorAll('button')) one.style.display = display
          heights.push(tools.getBoundingClientRect().height)
        }
        for (const one of tools.querySelectorAll('button')) one.style.display = ''
        return heights
      })
      expect(room[1]).toBe(room[0])
      await forgetShifts(visitor)
      const start = await lookAtSlot(visitor)
      expect(await findingsOf(visitor)).toEqual([])
      await page.focus('footer select')
      await page.keyboard.press('Tab')
      expect(await named()).toBe(SHOW)
      await page.keyboard.press('Enter')
      await visitor.sees('does not load')
      expect(await named()).toBe(HIDE)
      expect(await lookAtSlot(visitor)).toEqual(start)
      expect(await findingsOf(visitor)).toEqual([])
      expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(
        true,
      )
      await page.keyboard.press('Enter')
      expect(await framesOf(visitor)).toBe(0)
      expect(await lookAtSlot(visitor)).toEqual(start)
      await visitor.leave()
    },
  )
})
