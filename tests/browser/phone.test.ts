/** Small screens, keyboards over the page, and a tab that nobody looks at. */
import { sampled } from '../helpers/sampled.ts'
import type { Kind } from './browsers.ts'
import {
  beyondOf,
  boxOf,
  coverByHand,
  coverEdges,
  cutOf,
  overlapsOf,
  smallFieldsOf,
} from './looking.ts'
import { turn, watchMedia } from './mediaWatch.ts'
import { escapesOneByOne, goesBackFromFullScreen } from './oneCall.ts'
import { watchSigns } from './signs.ts'
import { useServer } from './useServer.ts'
import { createPair, createVisitor, type Visitor } from './visitor.ts'

const PHONE = { width: 360, height: 640 }
const SIDEWAYS = { width: 640, height: 360 }
/** The widest phones, held sideways: wider than a narrow page, and as low as a phone. */
const LARGE_SIDEWAYS = { width: 956, height: 440 }
const DESKTOP = { width: 1440, height: 900 }
const KINDS: readonly Kind[] = sampled(['chromium'], ['firefox'])

const server = useServer()

const NEXT = 'button[aria-label=Next]'
const CONTROLS = ['Mute', 'Camera off', 'More', 'Next', 'Stop', 'Report'].map(
  (name) => `button[aria-label="${name}"]`,
)
/** What lies beside each other in a call, over the stranger's picture or below it. */
const PARTS = ['.badges', '.self', '.chat', '.toolbar', '.call .footer']
const MESSAGE = 'textarea[aria-label=Message]'

const cover = ({ page }: Visitor, height: number) =>
  page.evaluate((left) => {
    Object.assign(visualViewport ?? {}, { height: left })
    visualViewport?.dispatchEvent(new Event('resize'))
  }, height)

it.each(KINDS)(
  '[C32] has the one button in sight before anything is scrolled: %s',
  async (kind) => {
    const visitor = await createVisitor(kind, server.origin)
    for (const viewport of [PHONE, SIDEWAYS, { width: 320, height: 568 }]) {
      await visitor.page.setViewport(viewport)
      expect(await cutOf(visitor, ['button[type=submit]'])).toEqual([])
    }
    expect(await smallFieldsOf(visitor)).toEqual({ fields: expect.any(Number), small: [] })
    // Wide enough that what ignored it would be too wide.
    const insets = { top: 0, right: 130, bottom: 21, left: 130 }
    await visitor.page.setViewport(SIDEWAYS)
    const end = await coverEdges(visitor, insets)
    const sides = { ...insets, top: Number.MIN_SAFE_INTEGER, bottom: Number.MIN_SAFE_INTEGER }
    expect(await beyondOf(visitor, ['.page :is(h1, p, a, button, label, select)'], sides)).toEqual(
      [],
    )
    expect(await beyondOf(visitor, ['button[type=submit]'], insets)).toEqual([])
    await end()
    await visitor.page.setViewport({ width: 320, height: 568 })
    // What is focused is not under it.
    await visitor.page.focus('input[type=checkbox]')
    const [box, button] = [
      await boxOf(visitor, 'input[type=checkbox]'),
      await boxOf(visitor, 'button[type=submit]'),
    ]
    expect(box.bottom <= button.top || box.top >= button.bottom).toBe(true)
    await visitor.leave()
  },
)

describe.each(KINDS)('a call: %s', (kind) => {
  let first: Visitor
  let second: Visitor
  beforeAll(async () => {
    ;[first, second] = await createPair(server.origin, [kind, 'chromium'], {
      viewport: PHONE,
      nickname: 'Wolfeschlegelsteinhausen',
      interests: 'jazz',
      before: [coverByHand, watchMedia],
    })
  })
  afterAll(async () => {
    for (const one of [first, second]) {
      expect(one.complaints).toEqual([])
      await one.leave()
    }
  })

  it('[C32] [C39] takes two lines for what is known of it, and tells the rest on a press', async () => {
    await first.page.waitForSelector('.badge.name')
    await first.page.waitForSelector('.badge.aside')
    await first.page.waitForFunction(() => document.body.innerText.includes('Not checked:'))
    expect((await boxOf(first, '.badges')).height).toBeLessThanOrEqual(2 * 32 + 8)
    const exposed = () => first.page.evaluate(() => document.body.innerText.includes('Direct:'))
    expect(await exposed()).toBe(false)
    await first.page.click('.badge.opener')
    expect(await exposed()).toBe(true)
    expect(
      await first.page.$$eval('.badge.aside', (all) =>
        all.filter((one) => one.checkVisibility()).map(({ textContent }) => textContent),
      ),
    ).toContain('You both like jazz.')
    await first.hears('You both like jazz.')
    await first.page.click('.badge.opener')
    expect(await exposed()).toBe(false)
  })

  it('[C32] keeps Next above what the phone itself draws at the bottom', async () => {
    expect(await first.page.$eval('meta[name=viewport]', (one) => one.content)).toContain(
      'viewport-fit=cover',
    )
    const root = (value: string) =>
      first.page.evaluate((to) => {
        document.documentElement.style.setProperty('--safe-bottom', to)
      }, value)
    const before = (await boxOf(first, NEXT)).bottom
    await root('34px')
    const { bottom } = await boxOf(first, NEXT)
    expect(PHONE.height - bottom).toBeGreaterThanOrEqual(34)
    expect(before - bottom).toBeGreaterThan(0)
    await root('')
    expect((await boxOf(first, NEXT)).bottom).toBe(before)
  })

  it('[C32] has Next in the corner of the thumb, and all else in reach, upright and sideways', async () => {
    for (const viewport of [PHONE, SIDEWAYS, LARGE_SIDEWAYS]) {
      await first.page.setViewport(viewport)
      await cover(first, viewport.height)
      expect(await cutOf(first, [...CONTROLS, MESSAGE])).toEqual([])
      expect(await overlapsOf(first, PARTS)).toEqual([])
      const next = await boxOf(first, NEXT)
      expect(viewport.width - next.right).toBeLessThan(12)
      expect(viewport.height - next.bottom).toBeLessThan(60)
      expect(Math.min(next.width, next.height)).toBeGreaterThanOrEqual(40)
    }
    await first.page.setViewport(PHONE)
  })

  it('[C32] lies under nothing that a phone has at its edges, and no field makes it zoom', async () => {
    const around = { top: 30, right: 59, bottom: 21, left: 59 }
    await first.page.setViewport(LARGE_SIDEWAYS)
    await cover(first, LARGE_SIDEWAYS.height)
    let end = await coverEdges(first, around)
    expect(await beyondOf(first, [...CONTROLS, MESSAGE, ...PARTS], around)).toEqual([])
    await first.press('More')
    await first.press('Settings')
    await first.page.waitForSelector('dialog[open] select')
    expect(await beyondOf(first, ['dialog'], around)).toEqual([])
    const { fields, small } = await smallFieldsOf(first)
    expect(fields).toBeGreaterThan(2)
    expect(small).toEqual([])
    await end()
    // More at one end than at the other: the middle of it all would lie under it.
    const upright = { top: 80, right: 40, bottom: 0, left: 40 }
    await first.page.setViewport(PHONE)
    await cover(first, PHONE.height)
    end = await coverEdges(first, upright)
    expect(await beyondOf(first, ['dialog'], upright)).toEqual([])
    await first.press('Done')
    await end()
  })

  it('[C32] keeps what is written above a keyboard, however the browser shows it', async () => {
    await first.page.click(MESSAGE)
    for (const viewport of [
      { width: 360, height: 340 },
      { width: 640, height: 170 },
    ]) {
      await first.page.setViewport(viewport)
      await cover(first, viewport.height)
      expect(await cutOf(first, [MESSAGE])).toEqual([])
    }
    await first.page.setViewport(PHONE)
    await cover(first, 340)
    expect((await boxOf(first, MESSAGE)).bottom).toBeLessThanOrEqual(340)
    await cover(first, PHONE.height)
    expect((await boxOf(first, NEXT)).bottom).toBeGreaterThan(500)
  })

  it('[C34] puts away by Esc what lies open over a file or a note, and then that', () =>
    escapesOneByOne(first, __filename))

  it('[C32] does not move a control when another one changes its name', async () => {
    await first.page.setViewport({ ...DESKTOP, width: 1600 })
    await cover(first, DESKTOP.height)
    const before = await boxOf(first, NEXT)
    await first.press('Share screen')
    await first.sees('You are sharing your screen')
    expect(await first.canPress('Stop sharing')).toBe(true)
    expect(await boxOf(first, NEXT)).toEqual(before)
    await first.press('Stop sharing')
    await first.press('Mute')
    expect(await first.canPress('Unmute')).toBe(true)
    expect(await boxOf(first, NEXT)).toEqual(before)
  })

  it('[C15] fills the screen as long as something on it leads out of that', () =>
    goesBackFromFullScreen(first))
})

describe('a page out of sight', () => {
  const icon = ({ page }: Visitor) =>
    page.$eval('link[rel=icon]', (one) => one.getAttribute('href'))
  const titled = ({ page }: Visitor, title: string) =>
    page.waitForFunction((wanted) => document.title === wanted, { polling: 50 }, title)

  const signsOf = ({ page }: Visitor) =>
    page.evaluate(() =>
      (
        globalThis as unknown as {
          signs: () => { shown: string[]; asked: number; tones: number; touches: number }
        }
      ).signs(),
    )
  const open = (kind: Kind): Promise<Visitor> =>
    createVisitor(kind, server.origin, { mode: 'text', before: watchMedia })

  it.each(sampled(['chromium'], ['firefox']))(
    '[C31] says in its tab what waits, until somebody looks: %s',
    async (kind) => {
      const visitor = await open(kind)
      await visitor.find()
      await visitor.hears('Looking for someone')
      await turn(visitor, 'hidden')
      const stranger = await createVisitor('chromium', server.origin, { mode: 'text' })
      await stranger.find()
      await titled(visitor, 'Someone is here · P2P Chat')
      expect(await icon(visitor)).toBe('/icon-waiting.svg')
      await stranger.write('a secret word')
      await titled(visitor, '(1) P2P Chat')
      await stranger.write('another one')
      await titled(visitor, '(2) P2P Chat')
      await turn(visitor, 'visible')
      await titled(visitor, 'P2P Chat')
      expect(await icon(visitor)).toBe('/icon.svg')
      await stranger.write('seen at once')
      await visitor.reads('seen at once')
      expect(await visitor.page.title()).toBe('P2P Chat')
      // Who leaves takes with him what waited.
      await turn(visitor, 'hidden')
      await stranger.write('too late')
      await titled(visitor, '(1) P2P Chat')
      await stranger.press('Stop')
      await titled(visitor, 'P2P Chat')
      for (const one of [visitor, stranger]) {
        expect(one.complaints).toEqual([])
        await one.leave()
      }
    },
  )

  it.each(sampled(['chromium'], ['firefox']))(
    '[C31] sounds and notifies only when that was switched on, without a word of the stranger: %s',
    async (kind) => {
      const visitor = await open(kind)
      await visitor.page.evaluateOnNewDocument(watchSigns)
      await visitor.page.reload()
      await visitor.page.waitForSelector('input[value=text]')
      await visitor.page.click('input[value=text]')
      await visitor.find()
      await visitor.hears('Looking for someone')
      expect(await signsOf(visitor)).toEqual({ shown: [], asked: 0, tones: 0, touches: 0 })

      await visitor.press('Settings')
      await visitor.sees('Desktop notifications')
      await visitor.page.evaluate(() => Object.assign(globalThis, { answer: 'denied' }))
      await visitor.page.click('::-p-text(Desktop notifications)')
      await visitor.sees('Your browser blocks notifications')
      await visitor.page.evaluate(() => Object.assign(globalThis, { answer: 'granted' }))
      await visitor.page.click('::-p-text(Desktop notifications)')
      await visitor.page.waitForFunction(
        () => !document.body.innerText.includes('Your browser blocks notifications'),
      )
      await visitor.page.click('::-p-text(Sounds)')
      expect(await signsOf(visitor)).toMatchObject({ shown: [], asked: 2, tones: 2 })
      await visitor.press('Done')

      await turn(visitor, 'hidden')
      const stranger = await createVisitor('chromium', server.origin, {
        mode: 'text',
        nickname: 'Quetzalcoatl',
      })
      await stranger.find()
      await titled(visitor, 'Someone is here · P2P Chat')
      await stranger.write('a secret word')
      await titled(visitor, '(1) P2P Chat')
      const notice =
        'Someone is here: You have been connected. The stranger sees that you are away.'
      expect(await signsOf(visitor)).toEqual({ shown: [notice], asked: 2, tones: 5, touches: 1 })
      await turn(visitor, 'visible')
      await titled(visitor, 'P2P Chat')
      await stranger.write('seen at once')
      await visitor.reads('seen at once')
      // In sight it is felt, and not heard.
      expect(await signsOf(visitor)).toEqual({
        shown: [notice, 'closed'],
        asked: 2,
        tones: 5,
        touches: 2,
      })
      for (const one of [visitor, stranger]) await one.leave()
    },
  )
})
