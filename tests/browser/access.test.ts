/** Every screen by eye, by key and by reader: axe-core, small phones, the keyboard alone. */
import { visitWords } from '../../web/chat/languages/en/visit.ts'
import { words } from '../../web/chat/languages/en/words.ts'
import { inProof, sampled } from '../helpers/sampled.ts'
import { COLOURS, findingsInBothThemes, findingsOf, type Look } from './axe.ts'
import { useServer } from './useServer.ts'
import { createVisitor, type Visitor, type VisitorOptions } from './visitor.ts'

/** In English, and where it is read from the right or has letters of another height. */
const POLICIES = sampled([''], ['/ar', '/hi']).flatMap((at) =>
  ['privacy', 'terms', 'what-the-server-sees'].map((name) => `${at}/${name}`),
)
const PHONE = { width: 360, height: 640 }
const DESKTOP = { width: 1440, height: 900 }

const server = useServer()

/** Whether everything fits the width: nothing to scroll sideways. */
const fits = ({ page }: Visitor) =>
  page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth)

async function check(visitor: Visitor, screen: string, look: Look = {}): Promise<void> {
  expect({ screen, findings: await findingsOf(visitor, look) }).toEqual({ screen, findings: [] })
  expect({ screen, fits: await fits(visitor) }).toEqual({ screen, fits: true })
  for (const link of ['/what-the-server-sees', '/privacy', '/terms'])
    expect({ screen, link, found: (await visitor.page.$(`a[href="${link}"]`)) !== null }).toEqual({
      screen,
      link,
      found: true,
    })
}

/** In the dark, and in the light, in which it stays. */
async function checkBoth(visitor: Visitor, screen: string): Promise<void> {
  for (const [value, look] of [
    ['dark', { rules: COLOURS }],
    ['light', {}],
  ] as const) {
    await visitor.page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value }])
    await check(visitor, `${screen}, ${value}`, look)
  }
}

/** What is pressed is pressed in the last of them, where there is the least room. */
const LOOKS = [
  { scheme: 'dark', viewport: DESKTOP, look: {} },
  // The same elements once more, in other colours.
  { scheme: 'light', viewport: DESKTOP, look: { rules: COLOURS } },
  { scheme: 'light', viewport: PHONE, look: { rules: COLOURS } },
  { scheme: 'dark', viewport: PHONE, look: {} },
] as const

async function checkEachLook(visitor: Visitor, screen: string): Promise<void> {
  const { page } = visitor
  for (const { scheme, viewport, look } of LOOKS) {
    await page.setViewport(viewport)
    await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }])
    await check(visitor, `${screen}, ${scheme}, ${viewport.width} wide`, look)
  }
}

// As drawn, all screens are looked at in `look.test.ts`; here they are as two visitors come to them.
inProof(
  '[C8] [P10] finds every screen accessible, dark and light, on a phone and on a desktop',
  async () => {
    const options: VisitorOptions = { viewport: PHONE, scheme: 'dark', interests: 'jazz' }
    const first = await createVisitor('chromium', server.origin, { ...options, nickname: 'Mira' })
    await checkEachLook(first, 'start')
    await first.press('Show what the server knows about me now')
    await first.sees('Your network address')
    await first.sees('127.0.0.1')
    const { network, consent, camera, steady } = visitWords.known
    expect(
      await first.page.$$eval('.known dt', (all) => all.map((one) => one.textContent)),
    ).toEqual([network, consent('18'), camera, steady])
    await checkEachLook(first, 'what the server knows')
    await first.press('Close')
    await first.press('Find someone')
    await first.sees('Please confirm that you are 18')
    await checkEachLook(first, 'start, reminded')
    await first.find()
    await first.hears('Looking for someone')
    await checkEachLook(first, 'search')
    const second = await createVisitor('chromium', server.origin, options)
    await second.find()
    await Promise.all([first.hears('You are talking'), second.hears('You are talking')])
    await second.watches('Stranger')
    await first.write('Good evening, and a rather long line so that it has to wrap somewhere')
    await second.reads('Good evening')
    await checkEachLook(second, 'call')
    await second.press('Report')
    await checkEachLook(second, 'report')
    await second.press('Back')
    await second.page.keyboard.press('?')
    await second.sees('Keyboard shortcuts')
    await checkEachLook(second, 'help')
    await second.press('Close')
    await first.press('Next')
    await second.hears('The stranger went on')
    await checkEachLook(second, 'end')
    await Promise.all([first.leave(), second.leave()])
    // Thirty-two looks, each through the whole of axe.
  },
  240_000,
)

inProof('[C8] finds the camera problem and the text chat accessible', async () => {
  const denied = await createVisitor('chromium', server.origin, { camera: 'deny', viewport: PHONE })
  await denied.find()
  await denied.hears('The camera is blocked')
  await checkBoth(denied, 'camera')
  const writers: Visitor[] = []
  for (const viewport of [PHONE, DESKTOP]) {
    const writer = await createVisitor('chromium', server.origin, { mode: 'text', viewport })
    await writer.find()
    writers.push(writer)
  }
  for (const writer of writers) await writer.hears('You are talking')
  for (const writer of writers) await checkBoth(writer, 'text chat')
  for (const one of [denied, ...writers]) await one.leave()
})

it('[C8] [P10] finds the policies accessible in both themes', async () => {
  const reader = await createVisitor('chromium', server.origin, { viewport: PHONE })
  for (const path of POLICIES) {
    await reader.page.goto(server.origin + path)
    expect({ path, findings: await findingsInBothThemes(reader) }).toEqual({ path, findings: [] })
    expect(await fits(reader)).toBe(true)
  }
  await reader.leave()
})

it('[C8] would notice a button without a name', async () => {
  const visitor = await createVisitor('chromium', server.origin)
  await visitor.page.evaluate(() => document.body.append(document.createElement('button')))
  expect(await findingsOf(visitor)).toEqual([expect.stringContaining('button-name')])
  await visitor.leave()
})

it.each(sampled(['chromium'], ['firefox']))(
  '[C8] can be used from start to end by keyboard alone: %s',
  async (kind) => {
    const writer = await createVisitor(kind, server.origin)
    const { keyboard } = writer.page
    const focused = () =>
      writer.page.evaluate(() => {
        const { activeElement } = document
        return activeElement?.getAttribute('aria-label') ?? activeElement?.textContent ?? ''
      })
    /** How wide the line around what has the focus is in each theme; some draw it around what stands for them. */
    const expectOutline = async () => {
      for (const value of kind === 'firefox' ? ['its own'] : ['dark', 'light']) {
        if (kind === 'chromium')
          await writer.page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value }])
        const told = await writer.page.evaluate(() => {
          const at = document.activeElement
          const widths = [at, at?.nextElementSibling, at?.closest('.compose-field')].map((one) => {
            if (!(one instanceof HTMLElement)) return 0
            const { outlineStyle, outlineWidth, outlineColor } = getComputedStyle(one)
            const isSeen = outlineStyle !== 'none' && !/^rgba.*, 0\)/.test(outlineColor)
            return isSeen ? Number.parseFloat(outlineWidth) : 0
          })
          return { html: at?.outerHTML.slice(0, 80), isOutlined: Math.max(...widths) >= 2 }
        })
        expect({ value, ...told }).toEqual({ value, ...told, isOutlined: true })
      }
    }
    const tabTo = async (wanted: string, key: 'Tab' | 'ArrowRight' = 'Tab') => {
      for (let presses = 0; presses < 20; presses += 1) {
        await keyboard.press(key)
        await expectOutline()
        const isThere = await writer.page.evaluate((name) => {
          const at = document.activeElement
          const label = at instanceof HTMLInputElement ? at.labels?.[0]?.textContent : null
          return [label, at?.getAttribute('aria-label'), at?.textContent].some((text) =>
            text?.includes(name),
          )
        }, wanted)
        if (isThere) return
      }
      throw new Error(`no way to "${wanted}" by ${key}`)
    }
    /** As a reader finds it; Firefox tells its driver nothing of this. */
    const expectNamed = async (role: string, ...names: string[]) => {
      if (kind === 'firefox') return
      for (const name of names)
        expect([
          name,
          (await writer.page.$(`::-p-aria([name="${name}"][role="${role}"])`)) !== null,
        ]).toEqual([name, true])
    }
    await expectNamed('radio', 'Video', 'Text only')
    await expectNamed('button', 'Find someone')
    // What a call takes is there before it is wished for, simple-peer with it.
    await writer.page.waitForFunction(
      () => performance.getEntriesByType('resource').some(({ name }) => name.includes('/call-')),
      { polling: 50 },
    )
    await tabTo('Video')
    await keyboard.press('ArrowRight')
    await tabTo('Interests')
    await writer.page.keyboard.type('chess')
    await keyboard.press('Enter')
    await writer.page.evaluate(() => {
      const clipboardData = new DataTransfer()
      clipboardData.setData('text', 'jazz, old maps;tea')
      const paste = new ClipboardEvent('paste', { bubbles: true, cancelable: true })
      // Firefox takes none with the event.
      Object.defineProperty(paste, 'clipboardData', { value: clipboardData })
      document.activeElement?.dispatchEvent(paste)
    })
    const chips = () =>
      writer.page.evaluate(() => {
        const all = document.activeElement?.closest('.chips')?.querySelectorAll('.chip') ?? []
        return [...all].map((one) => one.textContent.replace('×', '').trim())
      })
    expect(await chips()).toEqual(['chess', 'jazz', 'old maps', 'tea'])
    // Held down for too long, it takes away what was being written, and nothing that was done.
    await writer.page.evaluate(() =>
      document.activeElement?.dispatchEvent(
        new KeyboardEvent('keydown', { key: 'Backspace', repeat: true, bubbles: true }),
      ),
    )
    expect(await chips()).toHaveLength(4)
    for (const left of [3, 2, 1]) {
      await keyboard.press('Backspace')
      expect(await chips()).toHaveLength(left)
    }
    await tabTo('18')
    // The name of the space bar that both browsers' drivers know.
    await keyboard.press(' ')
    await tabTo('Find someone')
    await keyboard.press('Enter')
    await writer.hears('Looking for someone')
    // The later screens may still be loading when the state is announced.
    await writer.page.waitForFunction(
      () => document.activeElement?.textContent === 'Looking for someone who likes chess',
    )
    await expectNamed('button', 'Cancel')
    const other = await createVisitor('chromium', server.origin, { mode: 'text' })
    await other.find()
    await writer.hears('You are talking')
    await writer.page.waitForFunction(
      () => document.activeElement?.getAttribute('aria-label') === 'Message',
    )
    await expectOutline()
    await expectNamed('log', 'Chat')
    await expectNamed('textbox', 'Message')
    await expectNamed('button', 'Next', 'Stop', 'Report', 'Attach')
    // The browser's own control for files is no second one beside it.
    if (kind === 'chromium')
      expect(JSON.stringify(await writer.page.accessibility.snapshot())).not.toMatch(/no file/i)
    await writer.page.keyboard.type('m and n are letters here,')
    await keyboard.down('Shift')
    await keyboard.press('Enter')
    await keyboard.up('Shift')
    await writer.page.keyboard.type('on two lines')
    await keyboard.press('Enter')
    await other.reads('m and n are letters here,\non two lines')
    // Once is no more than a question, and after three seconds not even that.
    await keyboard.press('Escape')
    await writer.sees(words.call.armed)
    await writer.page.waitForFunction(
      (text) => !document.body.innerText.includes(text),
      { polling: 50 },
      words.call.armed,
    )
    await keyboard.press('Escape')
    await keyboard.press('Escape')
    await other.hears('The stranger left')
    expect(await focused()).toContain('You left')
    await Promise.all([writer.leave(), other.leave()])
  },
)

/** Names what moved though nobody had pressed anything (Layout Instability); runs in the page. */
function nameShifts(): void {
  const shifts: string[] = []
  Object.assign(globalThis, { shifts })
  const placeOf = ({ x, y, width, height }: DOMRectReadOnly) => [x, y, width, height].join(' ')
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries() as (PerformanceEntry & {
      value: number
      hadRecentInput: boolean
      sources: { node: Node | null; previousRect: DOMRectReadOnly; currentRect: DOMRectReadOnly }[]
    })[]) {
      if (!entry.hadRecentInput && entry.sources.length === 0)
        shifts.push(`something by ${entry.value}`)
      for (const { node, previousRect, currentRect } of entry.hadRecentInput ? [] : entry.sources) {
        const html = node instanceof Element ? node.outerHTML.slice(0, 80) : node?.textContent
        const [from, to] = [previousRect, currentRect].map(placeOf)
        // Words that are replaced by others in the same place have not moved.
        if (from !== to) shifts.push(`${html} from ${from} to ${to}`)
      }
    }
  }).observe({ type: 'layout-shift', buffered: true })
}

it.each([PHONE, DESKTOP])(
  '[C52] what comes later moves nothing on the start screen',
  async (viewport) => {
    const visitor = await createVisitor('chromium', server.origin, {
      viewport,
      before: nameShifts,
    })
    const { page } = visitor
    await visitor.sees('Keep this page on this device')
    const shiftsSoFar = () =>
      page.evaluate(async () => {
        // A shift is told of after the frame in which it happened.
        for (let frame = 0; frame < 3; frame += 1) await new Promise(requestAnimationFrame)
        return (globalThis as unknown as { shifts: string[] }).shifts
      })
    expect(await shiftsSoFar()).toEqual([])
    // And it would be noticed.
    await page.evaluate(() =>
      document.querySelector('h1')?.style.setProperty('padding-top', '40px'),
    )
    expect(await shiftsSoFar()).not.toEqual([])
    await visitor.leave()
  },
)

it('stands still when less motion is asked for', async () => {
  const visitor = await createVisitor('chromium', server.origin)
  const moving = () =>
    visitor.page.evaluate(
      () => document.getAnimations().filter((one) => one.playState === 'running').length,
    )
  await visitor.find()
  await visitor.hears('Looking for someone')
  expect(await moving()).toBeGreaterThan(0)
  await visitor.page.emulateMediaFeatures([{ name: 'prefers-reduced-motion', value: 'reduce' }])
  expect(await moving()).toBe(0)
  await visitor.leave()
})
