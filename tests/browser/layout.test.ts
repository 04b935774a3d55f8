/** What is seen at once, on a phone and on a desktop: whole, in its order, and over any picture. */
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import type { ElementHandle, HTTPRequest } from 'puppeteer-core'
import { ENGLISH, LANGUAGES } from '../../web/chat/languages/languages.ts'
import * as dictionary from '../../web/chat/dictionary.ts'
import { sampled } from '../helpers/sampled.ts'
import { startSignaling, type SignalingProcess } from '../helpers/signalingProcess.ts'
import { closeBrowsers } from './browsers.ts'
import { countsWhatComes, opensForWhoComes, putsAwayAll } from './folding.ts'
import {
  boxOf,
  comeTo,
  contrastOf,
  coveredByBar,
  cutNames,
  cutOf,
  namesOfTools,
  placesOf,
} from './looking.ts'
import { createPair, createVisitor, type Visitor } from './visitor.ts'

const PHONE = { width: 360, height: 640 }
const SIDEWAYS = { width: 640, height: 360 }
const DESKTOP = { width: 1440, height: 900 }
const LONG_NAME = 'a very long name of a document, final version (3), really final for you.pdf'
/** Of a colour against anything, whatever else it lies on (WCAG 1.4.11). */
const CONTRAST = 3

let server: SignalingProcess
const folder = mkdtempSync(join(tmpdir(), 'layout-'))
beforeAll(async () => {
  server = await startSignaling()
})
afterAll(async () => {
  await closeBrowsers()
  await server.stop()
  rmSync(folder, { recursive: true })
})

describe.each(sampled(['chromium'], ['firefox']))('the start screen in %s', (kind) => {
  it('[C39] [P2] says what a call shows of the address, in sight of who presses Find', async () => {
    const visitor = await createVisitor(kind, server.origin)
    for (const viewport of [PHONE, { width: 320, height: 568 }, SIDEWAYS]) {
      await visitor.page.setViewport(viewport)
      expect(await cutOf(visitor, ['#address-hint', 'button[type=submit]'])).toEqual([])
    }
    expect(await visitor.page.$eval('#address-hint', (one) => one.textContent)).toContain(
      'shows your network address to the stranger',
    )
    // What goes by below it is not read through it.
    const ground = await visitor.page.$eval('.find-bar', (one) => {
      const { backgroundColor, borderTopWidth } = getComputedStyle(one)
      return { backgroundColor, borderTopWidth }
    })
    expect(ground.borderTopWidth).toBe('1px')
    expect(ground.backgroundColor).toMatch(/^rgb\(/)
    await visitor.leave()
  })

  it('[C32] keeps what has the keyboard above the button, on the narrowest phone, with a long hint', async () => {
    const visitor = await createVisitor(kind, server.origin, {
      viewport: { width: 320, height: 568 },
    })
    const { page } = visitor
    await page.goto(`${server.origin}/?lang=es`)
    await page.waitForSelector('.start-tools button')
    const { height } = await boxOf(visitor, '.find-bar')
    expect(height).toBeGreaterThan(148)
    expect(await page.evaluate(coveredByBar)).toEqual([])
    await visitor.leave()
  })

  it('[C41] is followed at once by the frame of the search, which stays where it is', async () => {
    const visitor = await createVisitor(kind, server.origin, { viewport: PHONE })
    const { page } = visitor
    const held: HTTPRequest[] = []
    let isHolding = true
    await page.setRequestInterception(true)
    page.on('request', (request) => {
      // Nor is what the start screen has below its button needed to press that.
      if (isHolding && /\/(VisitScreens|StartTools)-/.test(request.url())) held.push(request)
      else void request.continue()
    })
    await page.reload()
    await page.waitForSelector('button[type=submit]')
    await visitor.find()
    // While React puts one in the place of the other, both are there, and one of them is hidden.
    const seen = async () =>
      (
        await page.waitForFunction(() =>
          [...document.querySelectorAll('.rings')]
            .map((one) => one.getBoundingClientRect().toJSON() as DOMRect)
            .find(({ height }) => height > 0),
        )
      ).jsonValue()
    const before = await seen()
    // Script and styles are two requests, and the second may not have been seen yet.
    isHolding = false
    for (const request of held) void request.continue()
    await visitor.hears('Looking for someone')
    await page.waitForSelector('.preview video')
    expect(await seen()).toEqual(before)
    await visitor.leave()
  })
})

describe.each(sampled(['chromium'], ['firefox']))('a call in %s', (kind) => {
  // Firefox draws letters of no font as their numbers, which are wider: it has to be measured where
  // there is a font of each.
  const languages = LANGUAGES.filter(({ code }) => kind === 'chromium' || code !== 'hi')
  let first: Visitor
  let second: Visitor
  beforeAll(async () => {
    ;[first, second] = await createPair(server.origin, [kind, 'chromium'], {
      viewport: PHONE,
      interests: 'jazz',
    })
  })
  afterAll(async () => {
    for (const one of [first, second]) {
      expect(one.complaints).toEqual([])
      await one.leave()
    }
  })

  afterEach(() => dictionary.speak(ENGLISH, ENGLISH.tag))

  async function send(name: string, bytes: Uint8Array): Promise<void> {
    writeFileSync(join(folder, name), bytes)
    const input = (await second.page.$('input[type=file]')) as ElementHandle<HTMLInputElement>
    await input.uploadFile(join(folder, name))
    await second.press('Send', '.to-send')
  }

  it('[C40] has a file with a long name seen at once with the answers to it', async () => {
    for (const line of ['one', 'two', 'three', 'four']) await second.write(line)
    await first.reads('four')
    await send(LONG_NAME, new Uint8Array(1_000_000))
    await first.page.waitForSelector('.file-actions')
    const parts = ['.file-name', '.file-head .figures', '.file-actions .strong', '.file-actions']
    expect(await cutOf(first, parts)).toEqual([])
    // Its end says what it is, and is not what is left out.
    const end = await boxOf(first, '.file-name > :last-child')
    const card = await boxOf(first, '.file-item')
    expect(end.right).toBeLessThanOrEqual(card.right)
    const name = await first.page.$eval('.file-name', (one) => [
      one.textContent,
      one.lastElementChild?.textContent,
    ])
    expect(name).toEqual([LONG_NAME, expect.stringMatching(/\.pdf$/)])
    await first.press('Decline')
  })

  it('[C40] has a picture seen whole', async () => {
    const pixels = await second.page.evaluate(async () => {
      const canvas = new OffscreenCanvas(640, 480)
      canvas.getContext('2d')?.fillRect(0, 0, 640, 480)
      return [...new Uint8Array(await (await canvas.convertToBlob()).arrayBuffer())]
    })
    await send('picture.png', Uint8Array.from(pixels))
    await first.page.waitForSelector('.picture img')
    expect(await cutOf(first, ['.picture'])).toEqual([])
  })

  it('[C40] leaves most of its row to the message, and room for a finger to the rest', async () => {
    for (const viewport of [PHONE, DESKTOP]) {
      await first.page.setViewport(viewport)
      const [row, field] = [await boxOf(first, '.compose'), await boxOf(first, '.compose-field')]
      expect(field.width / (row.width - 16)).toBeGreaterThanOrEqual(0.6)
      const targets = await first.page.$$eval('.compose button', (all) =>
        all.map((one) => Math.min(one.offsetWidth, one.offsetHeight)),
      )
      expect(targets.length).toBeGreaterThanOrEqual(3)
      expect(Math.min(...targets)).toBeGreaterThanOrEqual(44)
    }
    await first.page.type('textarea', 'a')
    expect(await first.canPress('Take a picture')).toBe(false)
    await first.press('Send')
    await second.reads('a')
    expect(await first.canPress('Take a picture')).toBe(true)
  })

  it('[C38] has its controls in the order in which they are seen', async () => {
    for (const viewport of [PHONE, DESKTOP, { ...DESKTOP, width: 1100 }]) {
      await first.page.setViewport(viewport)
      const places = (await placesOf(first)).map(({ x }) => x)
      expect(places.length).toBeGreaterThan(5)
      expect(places).toEqual(places.toSorted((a, b) => a - b))
      // Where a desktop has room it is in sight.
      expect(await first.canPress('Share screen')).toBe(viewport !== PHONE)
    }
    await first.page.setViewport(SIDEWAYS)
    const places = (await placesOf(first)).map(({ y }) => y)
    expect(places).toEqual(places.toSorted((a, b) => a - b))
  })

  it('[C38] has the name of each control written on it, in every language', async () => {
    const english = namesOfTools()
    const found: unknown[] = []
    const tell = (tag: string) =>
      first.page.evaluate((lang) => void (document.documentElement.lang = lang), tag)
    for (const width of [1920, 1440, 1421, 1420, 1081, 920, 412, 360])
      for (const language of languages) {
        await first.page.setViewport({ ...DESKTOP, width })
        await dictionary.speak(language, language.tag)
        await tell(language.tag)
        const cut = await first.page.evaluate(cutNames, english, namesOfTools())
        if (cut.length > 0) found.push({ width, language: language.code, cut })
      }
    await tell(ENGLISH.tag)
    expect(found).toEqual([])
  })

  it('[C32] has room for the whole of what is to be compared, in every language', async () => {
    await first.page.setViewport(PHONE)
    await first.page.waitForSelector('.in-short')
    const { ready } = dictionary.visitWords.verify.badge
    expect(await first.canPress(ready)).toBe(true)
    for (const language of languages) {
      await dictionary.speak(language, language.tag)
      const { readyShort } = dictionary.visitWords.verify.badge
      const room = await first.page.$eval(
        '.in-short',
        (one, text) => {
          const before = one.textContent
          one.textContent = text
          const { scrollWidth = 0, clientWidth = 0 } = one.parentElement ?? {}
          one.textContent = before
          return clientWidth - scrollWidth
        },
        readyShort,
      )
      expect({ readyShort, room }).toEqual({ readyShort, room: 0 })
    }
  })

  it('[C38] has numbers about the connection that cover nothing one would press', async () => {
    for (const viewport of [PHONE, DESKTOP]) {
      await first.page.setViewport(viewport)
      await first.page.waitForSelector('.quality button')
      await first.page.focus('.quality button')
      await first.page.keyboard.press('Enter')
      await first.page.waitForFunction(() => {
        const one = document.querySelector('.quality [role=tooltip]')
        return one !== null && getComputedStyle(one).visibility === 'visible'
      })
      const covered = await first.page.evaluate(() => {
        const told = document.querySelector('.quality [role=tooltip]')?.getBoundingClientRect()
        return [...document.querySelectorAll('button')]
          .filter((one) => one.checkVisibility())
          .filter((one) => {
            const { left, top, right, bottom } = one.getBoundingClientRect()
            const {
              left: start = 0,
              top: above = 0,
              right: end = 0,
              bottom: below = 0,
            } = told ?? {}
            return left < end && right > start && top < below && bottom > above
          })
          .map((one) => one.getAttribute('aria-label') ?? one.textContent)
      })
      expect(covered).toEqual([])
      await first.page.keyboard.press('Enter')
    }
  })

  it('[C42] shows by two colours where the keyboard is, over any picture', async () => {
    await first.page.setViewport(PHONE)
    // Firefox is not told which by anybody but its owner.
    for (const value of kind === 'chromium' ? ['light', 'dark'] : [null]) {
      if (value !== null)
        await first.page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value }])
      for (const wanted of ['.stage button.badge', '.self-tools button:last-child', '.chat-fold']) {
        await comeTo(first, wanted)
        const colours = await first.page.$eval(wanted, (one) => {
          const { outlineColor, outlineWidth, boxShadow } = getComputedStyle(one)
          const shadow = /rgb\([^)]*\)/.exec(boxShadow)?.[0] ?? ''
          return { outline: outlineColor, shadow, isWide: outlineWidth === '3px' }
        })
        expect(colours).toMatchObject({ shadow: expect.stringMatching(/^rgb/), isWide: true })
        // Whatever lies beside them, one of two that differ so much stands out from it.
        expect(contrastOf(colours.outline, colours.shadow)).toBeGreaterThan(CONTRAST ** 2)
      }
    }
  })

  it('[C40] puts the chat away wholly at a press, and only what brings it back stays', async () => {
    for (const viewport of [PHONE, SIDEWAYS, DESKTOP]) {
      await first.page.setViewport(viewport)
      await putsAwayAll(first, viewport === SIDEWAYS ? 2 : 3)
    }
  })

  it('[C40] counts what comes to a chat that was put away, has it read aloud, and shows it', async () => {
    // Lower than all that comes.
    await first.page.setViewport({ ...PHONE, height: 560 })
    await countsWhatComes(first, second, () => send('offered.bin', new Uint8Array(2_000_000)))
  })

  it('[C40] has the chat open for who writes, chooses or comes to it', async () => {
    await opensForWhoComes(first, [DESKTOP, PHONE], join(folder, 'offered.bin'))
  })

  it('[C38] has one Stop and no second Cancel while a voice note is recorded', async () => {
    await first.page.setViewport(PHONE)
    await first.press('Voice note')
    await first.page.waitForSelector('[role=meter]')
    const named = () =>
      first.page.$$eval('button', (all) =>
        all
          .filter((one) => one.checkVisibility())
          .map((one) => one.getAttribute('aria-label') ?? one.textContent),
      )
    const names = await named()
    expect(names.filter((name) => name === 'Stop')).toHaveLength(1)
    expect(names).toEqual(expect.arrayContaining(['Finish note', 'Discard note']))
    expect(new Set(names).size).toBe(names.length)
    await first.press('Discard note')
  })

  it('[C41] keeps the room of Undo when it has ended', async () => {
    await first.press('Next')
    await first.page.waitForSelector('.undo button')
    const before = await boxOf(first, '.preview')
    await first.page.waitForSelector('.undo.over')
    expect(await first.canPress('Go back')).toBe(false)
    expect(await boxOf(first, '.preview')).toEqual(before)
  })
})
