/** Around a call: one's own picture, the policies, and leaving a stranger who does not read. */
import { setTimeout as pause } from 'node:timers/promises'
import type { KeyInput, Page } from 'puppeteer-core'
import { sampled } from '../helpers/sampled.ts'
import { useServer } from './useServer.ts'
import { boxOf, overlapsOf } from './looking.ts'
import { createPair, createVisitor, meetAgain, type Visitor } from './visitor.ts'

const server = useServer()

const LINKS = [
  ['What the server can see', '/what-the-server-sees', 'What the server can see'],
  ['Privacy', '/privacy', 'Privacy'],
  ['Terms', '/terms', 'Terms'],
] as const

/** Clicks once, and reads the page that opens beside this one. */
async function follow({ page }: Visitor, name: string, address: string): Promise<string> {
  const opening = page.browserContext().waitForTarget((one) => one.url() === address)
  await page.click(`footer ::-p-text(${name})`)
  const opened = await (await opening).page()
  if (opened === null) throw new Error(`${name} opened no page`)
  const title = await opened.waitForSelector('h1')
  const text = await title?.evaluate((one) => [one.textContent, String(globalThis.opener)])
  await opened.close()
  await page.bringToFront()
  return text?.join() ?? ''
}

it('[P10] the links below every screen open with one click from the start screen, which stays', async () => {
  const visitor = await createVisitor('chromium', server.origin, { nickname: 'Mira' })
  for (const [name, path, title] of LINKS)
    expect(await follow(visitor, name, server.origin + path)).toBe(`${title},null`)
  expect(visitor.page.url()).toBe(`${server.origin}/`)
  expect(await visitor.page.$eval('#nickname', (field) => (field as HTMLInputElement).value)).toBe(
    'Mira',
  )
  await visitor.leave()
})

describe.each(sampled(['chromium'], ['firefox']))('in a call, in %s', (browser) => {
  let first: Visitor
  let second: Visitor
  beforeAll(async () => {
    ;[first, second] = await createPair(server.origin, [browser, 'chromium'])
  })
  afterAll(async () => {
    for (const one of [first, second]) await one.leave()
  })

  interface Point {
    readonly x: number
    readonly y: number
  }
  const PICTURE = 'video[aria-label=You]'

  /** Where a thing in the page can be grasped: nothing may cover it there. */
  function gripOf({ page }: Visitor, selector: string): Promise<Point> {
    return page.$eval(selector, (thing) => {
      const { x, y, width, height } = thing.getBoundingClientRect()
      const grip = { x: x + width / 2, y: y + height / 4 }
      const above = document.elementFromPoint(grip.x, grip.y)
      if (!thing.contains(above)) throw new Error(`it is covered by ${above?.outerHTML}`)
      return grip
    })
  }

  /** Waits until it lies still in that corner of the stage. */
  async function restsIn({ page }: Visitor, corner: string, selector: string): Promise<void> {
    await page.waitForFunction(
      (sides, wanted) => {
        const stage = document.querySelector('.stage')?.getBoundingClientRect() ?? new DOMRect()
        const box = document.querySelector(wanted)?.getBoundingClientRect() ?? new DOMRect()
        const gaps: Record<string, number> = {
          top: box.top - stage.top,
          bottom: stage.bottom - box.bottom,
          left: box.left - stage.left,
          right: stage.right - box.right,
        }
        const isNear = (side: string, other: string) =>
          (gaps[side] ?? 0) > 0 && (gaps[side] ?? 0) < (gaps[other] ?? 0)
        const [vertical, horizontal] = sides
        // The lower half of a phone belongs to the chat: there "bottom" is just above it.
        const isLow = (gaps['top'] ?? 0) > 0.25 * stage.height
        return (
          isLow === (vertical === 'bottom') &&
          (horizontal === 'left' ? isNear('left', 'right') : isNear('right', 'left'))
        )
      },
      { polling: 50 },
      corner.split(' '),
      selector,
    )
  }

  const pointers = {
    mouse: ({ mouse }: Page) => ({
      async press({ x, y }: Point) {
        await mouse.move(x, y)
        await mouse.down()
      },
      move: ({ x, y }: Point) => mouse.move(x, y, { steps: 5 }),
      lift: () => mouse.up(),
    }),
    finger: ({ touchscreen }: Page) => ({
      press: ({ x, y }: Point) => touchscreen.touchStart(x, y).then(() => undefined),
      move: ({ x, y }: Point) => touchscreen.touchMove(x, y),
      lift: () => touchscreen.touchEnd(),
    }),
  }
  const DESKTOP = {
    viewport: { width: 1440, height: 900 },
    drops: { 'bottom left': { x: 0.3, y: 0.3 }, 'bottom right': { x: 0.7, y: 0.7 } },
  }
  const PHONE = {
    viewport: { width: 360, height: 640 },
    drops: { 'bottom left': { x: 0.3, y: 0.7 }, 'bottom right': { x: 0.8, y: 0.6 } },
  }

  /** Two touches so near each other are two only after this; sooner they are a double tap. */
  const DOUBLE_MS = 350
  let touchedAt = 0

  /** What a finger presses, by its name; it is done when this resolves. */
  async function tap({ page }: Visitor, { x, y }: Point): Promise<string | null> {
    const before = await page.evaluate(() => {
      const taps = globalThis as { taps?: number }
      if (taps.taps === undefined)
        addEventListener('click', () => (taps.taps = (taps.taps ?? 0) + 1), true)
      return (taps.taps ??= 0)
    })
    const name = await page.evaluate(
      (left, top) => document.elementFromPoint(left, top)?.closest('button')?.ariaLabel ?? null,
      x,
      y,
    )
    await pause(Math.max(0, touchedAt + DOUBLE_MS - performance.now()))
    await page.touchscreen.tap(x, y)
    touchedAt = performance.now()
    await page.waitForFunction(
      (known) => (globalThis as { taps?: number }).taps !== known,
      { polling: 20 },
      before,
    )
    return name
  }

  // Before the drags: for a second or two after one this browser makes no click of a touch.
  it('[C8] one’s own picture is moved by a tap on its button, over nothing else, and by no other tap', async () => {
    const MOVE = '[aria-label="Move your picture"]'
    const middleOf = (box: DOMRect) => ({ x: box.x + box.width / 2, y: box.y + box.height / 2 })
    const SIDEWAYS = { width: 640, height: 360 }
    for (const viewport of [{ width: 320, height: 568 }, SIDEWAYS]) {
      await first.page.setViewport(viewport)
      const seen = new Set<string>()
      for (let times = 0; times < 3; times += 1) {
        const [before, button] = [await boxOf(first, '.self'), await boxOf(first, MOVE)]
        expect(Math.min(button.width, button.height)).toBeGreaterThanOrEqual(24)
        expect(await tap(first, middleOf(button))).toBe('Move your picture')
        const after = await boxOf(first, '.self')
        expect({ x: after.x, y: after.y }).not.toEqual({ x: before.x, y: before.y })
        expect(await overlapsOf(first, ['.self', '.badges', '.toolbar', '.compose'])).toEqual([])
        seen.add(`${after.x} ${after.y}`)
      }
      const rest = await boxOf(first, '.self')
      expect(await tap(first, { x: rest.x + rest.width / 2, y: rest.y + 10 })).toBeNull()
      expect(await boxOf(first, '.self')).toEqual(rest)
      // Of a phone held sideways two corners are one.
      expect(seen.size).toBe(viewport === SIDEWAYS ? 2 : 3)
    }
    // Where a mouse brings the buttons up, a finger's touch presses none that is not seen yet.
    const [rest, button] = [await boxOf(first, '.self'), await boxOf(first, MOVE)]
    const fade = (opacity: string) =>
      first.page.$eval(
        '.self-tools',
        (one, to) => ((one as HTMLElement).style.opacity = to),
        opacity,
      )
    await fade('0')
    await tap(first, middleOf(button))
    expect(await boxOf(first, '.self')).toEqual(rest)
    await fade('1')
    await tap(first, middleOf(button))
    expect(await boxOf(first, '.self')).not.toEqual(rest)
  })

  it.each(sampled([['finger', 'a phone', PHONE]], [['mouse', 'a desktop', DESKTOP]]))(
    'one’s own picture follows a %s on %s, stays in the corner where it is let go, and is hidden there',
    async (kind, _name, { viewport, drops }) => {
      await first.page.setViewport(viewport)
      await first.watches('You')
      const pointer = pointers[kind](first.page)
      const isAt = ({ x, y }: Point) =>
        first.page.waitForFunction(
          (wanted, left, top) => {
            const box = document.querySelector(wanted)?.getBoundingClientRect() ?? new DOMRect()
            return Math.hypot(box.x + box.width / 2 - left, box.y + box.height / 4 - top) < 2
          },
          { polling: 50 },
          PICTURE,
          x,
          y,
        )
      for (const [corner, { x, y }] of Object.entries(drops)) {
        const stage = await first.page.$eval('.stage', (one) => {
          const { left, top, width, height } = one.getBoundingClientRect()
          return { left, top, width, height }
        })
        const target = { x: stage.left + stage.width * x, y: stage.top + stage.height * y }
        await pointer.press(await gripOf(first, PICTURE))
        await pointer.move(target)
        await isAt(target)
        await pointer.lift()
        await restsIn(first, corner, PICTURE)
        // Neither the pointer that goes on, nor what happens in the call, moves it again.
        const rest = await gripOf(first, PICTURE)
        await first.page.mouse.move(stage.left + stage.width / 2, stage.top + stage.height / 2)
        await second.write(`you are ${corner}`)
        await first.reads(`you are ${corner}`)
        expect(await gripOf(first, PICTURE)).toEqual(rest)

        if (corner !== 'bottom left') continue
        await first.press('Hide your picture')
        expect(await first.page.$(PICTURE)).toBeNull()
        const BUTTON = '[aria-label="Show your picture"]'
        await restsIn(first, corner, BUTTON)
        await gripOf(first, BUTTON)
        await second.watches('Stranger')
        await first.press('Show your picture')
        await isAt(rest)
      }
      await first.watches('You')
    },
  )

  it('[P10] the links below every screen open with one click from a call, which goes on', async () => {
    for (const [name, path, title] of LINKS.slice(1)) {
      expect(await follow(first, name, server.origin + path)).toBe(`${title},null`)
      await second.write(`still here after ${name}`)
      await first.reads(`still here after ${name}`)
    }
    await Promise.all([first.watches('Stranger'), second.watches('Stranger')])
    for (const one of [first, second]) await one.hears('You are talking')
  })
})

const PAIRS = sampled([['chromium', 'chromium']], [['firefox', 'chromium']])

describe.each(PAIRS)(
  '%s and a %s that does not read, to which nothing more can be sent',
  (...kinds) => {
    const ways = [
      {
        name: 'Next',
        go: (first: Visitor) => first.press('Next'),
        said: 'Looking for someone',
        told: 'The stranger went on',
      },
      {
        name: 'Stop',
        go: (first: Visitor) => first.press('Stop'),
        said: 'You left',
        told: 'The stranger left',
      },
      {
        name: 'Esc',
        async go(first: Visitor) {
          await first.page.keyboard.press('Escape')
          await first.sees('Press Esc again to leave')
          await first.page.keyboard.press('Escape')
        },
        said: 'You left',
        told: 'The stranger left',
      },
    ] as const
    let pair: readonly [Visitor, Visitor]
    beforeAll(async () => {
      pair = await createPair(server.origin, kinds, { mode: 'text' })
    })
    afterAll(async () => {
      for (const one of pair) await one.leave()
    })

    it.each(ways)('[C5] is left at once by $name', async ({ name, go, said, told }) => {
      const [first, second] = pair
      if (name !== 'Next') await meetAgain(pair)
      await first.page.evaluate(() => {
        RTCDataChannel.prototype.send = () => {
          throw new DOMException('RTCDataChannel send queue is full', 'OperationError')
        }
      })
      await first.write('you will not read this')
      await go(first)
      await Promise.all([first.hears(said), second.hears(told)])
      expect(first.complaints).toEqual([])
    })

    it('[C34] and finds someone by Esc once more, but not in one flurry of presses', async () => {
      const [first, second] = pair
      const { page } = first
      await meetAgain(pair)
      const escapeAt = async (time: number, key: KeyInput = 'Escape') => {
        await page.evaluate((now) => {
          performance.now = () => now
        }, time)
        await page.keyboard.press(key)
        if (key === '?') await page.waitForSelector('dialog[open]')
      }
      const LEFT = await page.evaluate(() => performance.now())
      await escapeAt(LEFT)
      await first.sees('Press Esc again to leave')
      await escapeAt(LEFT)
      await Promise.all([first.hears('You left'), second.hears('The stranger left')])
      // Told to who has keys; this browser has none that it knows of.
      expect(await page.$eval('.by-keyboard', (one) => one.textContent)).toBe(
        'Press Esc to find someone.',
      )
      // What a dialog has heard of a flurry counts as well.
      for (const [at, key] of [[999], [1_998], [5_000, '?'], [5_100], [5_200]] as const) {
        await escapeAt(LEFT + at, key)
        expect(await page.$eval('h1', (one) => one.textContent)).toBe('You left')
      }
      await escapeAt(LEFT + 6_200)
      await first.hears('Looking for someone')
      await second.page.keyboard.press('Escape')
      await page.keyboard.press('Escape')
      await page.waitForSelector('::-p-aria(Find someone)')
      expect(await second.page.$eval('h1', (one) => one.textContent)).toBe('The stranger left')
    })
  },
)
