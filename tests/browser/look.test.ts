/**
 * The screens beside what they looked like, and for who sees with forced colours, or with everything
 * twice or four times as large: a dozen of them, or all in `npm run prove`.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { SCREEN_NAMES, type ScreenName } from '../../web/look/screens.ts'
import { inProof, sampled } from '../helpers/sampled.ts'
import { DIST } from '../helpers/signalingProcess.ts'
import { differences } from '../look/baseline.ts'
import { lookAt } from '../look/boxes.ts'
import { seenOverKeyboard, withLongChat } from '../look/chats.ts'
import { cutOff } from '../look/cutOff.ts'
import { ALIKE, DOZEN, NEW, type Sight } from '../look/dozen.ts'
import { contrastsOf, groundsOf, unseenIn } from '../look/forced.ts'
import {
  openGallery,
  SHEET_WIDTH,
  SIZES,
  THEMES,
  TONGUES,
  type Gallery,
  type Size,
  type Theme,
  type Tongue,
} from '../look/gallery.ts'
import { isShaded } from '../look/moreBelow.ts'
import { crampedIn } from '../look/reach.ts'
import { narrowInAll, pressedInColumn, shiftOfActions } from '../look/waiting.ts'
import { COLOURS, findingsOf, type Look } from './axe.ts'
import { closeBrowsers } from './browsers.ts'
import { coveredByBar } from './looking.ts'

/** All screens take minutes. */
const LONG = 900_000

let gallery: Gallery
beforeAll(async () => {
  gallery = await openGallery()
})
afterAll(async () => {
  await gallery.close()
  await closeBrowsers()
})

const OTHERS: readonly Sight[] = TONGUES.toReversed()
  .flatMap((tongue) =>
    SCREEN_NAMES.flatMap((screen) =>
      SIZES.flatMap((size) => THEMES.map((theme): Sight => [screen, tongue, size, theme])),
    ),
  )
  .filter((sight) => !DOZEN.some((one) => one.join() === sight.join()))

it(
  '[C50] every screen looks as it did',
  async () => {
    const found: Record<string, string[]> = {}
    for (const look of sampled(DOZEN, OTHERS)) {
      const [screen, tongue, size, theme] = look
      await gallery.light(theme)
      await gallery.show(screen, tongue, size)
      const said = differences(screen, `${tongue} ${size}`, theme, await lookAt(gallery.page))
      if (said.length > 0) found[look.join(' ')] = said
    }
    expect(found).toEqual({})
    expect(gallery.complaints).toEqual([])
  },
  LONG,
)

inProof('[C50] every state that no screen shows looks as it did', async () => {
  const found: Record<string, string[]> = {}
  // It names the colours as they are when it is drawn.
  await gallery.light('dark')
  await gallery.showSheet(SHEET_WIDTH)
  for (const theme of THEMES) {
    await gallery.light(theme)
    found[theme] = differences('sheet', 'en', theme, await lookAt(gallery.page))
  }
  expect(found).toEqual({ dark: [], light: [] })
})

it.each([
  ['a button that has moved', '.tool.next { translate: 5px }', 'button.tool.next 1 "Next" was at'],
  ['a button that is gone', '.tool.report { visibility: hidden }', '"Report" is gone'],
  ['another colour', ':root { --raised: #2b2917 !important }', 'button.tool.help 1'],
  ['another edge', ':root { --edge: #2c2926 !important }', 'the edge of button.tool.help 1'],
])('[C50] %s would be noticed', async (_, style, words) => {
  await gallery.light('dark')
  await gallery.show('call', 'en', '1440x900')
  const planted = await gallery.page.addStyleTag({ content: style })
  const said = differences('call', 'en 1440x900', 'dark', await lookAt(gallery.page))
  await planted.evaluate((one) => one.remove())
  expect(said.join('\n')).toContain(words)
})

it.each(THEMES)(
  '[C8] a dialog says that it goes on, until its end is in sight: %s',
  async (theme) => {
    await gallery.light(theme)
    await gallery.show('reportEither', 'en', '360x640')
    const seen = [await isShaded(gallery.page)]
    await gallery.page.$eval('dialog[open]', (dialog) => (dialog.scrollTop = dialog.scrollHeight))
    seen.push(await isShaded(gallery.page))
    await gallery.show('reportEither', 'en', '1440x900')
    seen.push(await isShaded(gallery.page))
    expect(seen).toEqual([true, false, false])
  },
)

const besides = (some: readonly ScreenName[]) => SCREEN_NAMES.filter((one) => !some.includes(one))

/** Those with most over each other; the others are quieter. */
const FULL: readonly ScreenName[] = ['notices', 'chosen']
const CROWDED = sampled(FULL, besides(FULL))

it.each([
  ['at twice the size', '720x450'],
  ['where four times the size leaves 320 pixels', '320x568'],
  ['on the widest phone held sideways', '956x440'],
] as const)(
  '[C51] every screen is whole %s',
  async (_, size) => {
    const found: Record<string, string[]> = {}
    for (const screen of CROWDED) {
      await gallery.show(screen, 'en', size)
      const said = await crampedIn(gallery.page)
      if (said.length > 0) found[screen] = said
    }
    expect(found).toEqual({})
    expect(gallery.complaints).toEqual([])
  },
  LONG,
)

it.each(['360x640', '1440x900', '640x280', '568x240', '360x225'] as const)(
  '[C32] [C51] a long chat makes no call taller than the window, and Report, Stop and Next are in sight: %s',
  async (size) => {
    await gallery.show('call', 'en', size)
    expect(await gallery.page.evaluate(withLongChat)).toEqual({ taller: 0, unseen: [] })
  },
)

it('[C39] [C22] a field is as wide as what can stand in it, in every language', async () => {
  await gallery.show('start', 'en', '390x844')
  expect(await narrowInAll(gallery.page)).toEqual([])
})

it.each(['640x170', '360x340'] as const)(
  '[C39] [C32] what is written into is not under the one button above the keyboard of a phone: %s',
  async (size) => {
    // What it says above the button is the longest in this language.
    await gallery.show('code', 'es', size)
    expect(await gallery.page.$eval('#code', ({ localName }) => localName)).toBe('input')
    expect(await gallery.page.evaluate(coveredByBar)).toEqual([])
  },
)

it.each(['search', 'return'] as const)(
  '[C7] [C32] whatever can be pressed while one waits is in sight on a phone, and looks like it: %s',
  async (screen) => {
    await gallery.show(screen, 'en', '390x844')
    const { named, wrong } = await gallery.page.evaluate(pressedInColumn)
    expect(named).toEqual(expect.arrayContaining(['Cancel', 'Camera off']))
    expect(wrong).toEqual([])
  },
)

it('[C41] what is said of a search moves none of its controls when it changes', async () => {
  await gallery.show('search', 'en', '390x844')
  expect(await gallery.page.evaluate(shiftOfActions)).toBe(0)
})

it('[C32] a short name of the stranger is read whole beside two signs', async () => {
  await gallery.show('call', 'en', '640x360')
  expect(await gallery.page.$eval('.name', (one) => one.scrollWidth - one.clientWidth)).toBe(0)
})

it('[C32] what is answered is seen while a keyboard lies over the lower half of the page', async () => {
  await gallery.show('call', 'en', '360x640')
  expect(await gallery.page.evaluate(seenOverKeyboard)).toEqual([true, true])
})

it('[C32] above a keyboard notes lie over the older half of the chat, and nothing shines through', async () => {
  await gallery.show('notices', 'en', '390x844')
  const seen = await gallery.page.evaluate(() => {
    document.documentElement.style.setProperty('--keyboard', '380px')
    const boxOf = (selector: string) => document.querySelector(selector)?.getBoundingClientRect()
    const { top = 0, bottom = 0 } = boxOf('.log') ?? {}
    const ground = getComputedStyle(document.querySelector('.note') ?? document.body)
    const room = (top + bottom) / 2 - (boxOf('.notices')?.bottom ?? Infinity)
    const seenThrough = /[\d.]+(?=\)$)/.exec(ground.backgroundColor)?.[0]
    document.documentElement.style.removeProperty('--keyboard')
    return { isAbove: room >= 0, isDense: Number(seenThrough) > 0.9 }
  })
  expect(seen).toEqual({ isAbove: true, isDense: true })
})

it.each(['360x640', '640x360', '1440x900'] as const)(
  '[C53] whatever the stranger says, captions move no button and stay in their place: %s',
  async (size) => {
    await gallery.show('captions', 'en', size)
    const places = await gallery.page.evaluate((reveal) => {
      const said = document.querySelector('.captions span')
      const notes = [...document.querySelectorAll('.note button')]
      return ['', 'Well.', said?.textContent ?? '', 'and so on '.repeat(16)].map((text) => {
        if (said !== null) said.textContent = text
        const { bottom = 0 } = said?.getBoundingClientRect() ?? {}
        // Notes are read out, and stand in the order in which they came.
        const isNote = said?.closest('.notice-list') !== null
        const button = notes.find((one) => one.textContent === reveal)?.getBoundingClientRect()
        return { button: button?.toJSON(), bottom, isNote }
      })
    }, 'Reveal')
    expect(places[2]).toMatchObject({ button: expect.any(Object), isNote: false })
    for (const { button, bottom } of places) {
      expect(button).toEqual(places[2]?.button)
      expect(bottom).toBeCloseTo(places[2]?.bottom ?? 0)
    }
  },
)

it('[C38] what the call asks is seen whole at once, with its answers', async () => {
  const found: unknown[] = []
  // The second has the longest of these names.
  for (const tongue of ['en', 'id'] as const)
    for (const screen of ['captions', 'notices'] as const)
      for (const size of ['640x360', '740x360', '360x640'] as const) {
        await gallery.show(screen, tongue, size)
        const cut = await cutOff(gallery.page, '.notices .button')
        if (cut.length > 0) found.push({ screen, tongue, size, cut })
      }
  expect(found).toEqual([])
})

it.each(['360x640', '640x360'] as const)(
  '[C32] whatever is known of a call is read whole on a phone, once it was asked for: %s',
  async (size) => {
    await gallery.show('badges', 'en', size)
    expect(await gallery.page.$$eval('.badges .aside', (all) => all.length)).toBe(4)
    expect(await cutOff(gallery.page, '.badges .badge')).toEqual([])
  },
)

/** The same elements have other colours in the light, and other places on a desktop. */
const READ = sampled<readonly [Tongue, Size, Theme, Look]>(
  [
    ['en', '360x640', 'dark', {}],
    ['en', '360x640', 'light', { rules: COLOURS }],
  ],
  [
    ['en', '1440x900', 'light', {}],
    ['en', '1440x900', 'dark', { rules: COLOURS }],
  ],
)

const AXED = sampled(besides(ALIKE), ALIKE)

/** The way out of an open dialog, which nobody should have to look for. */
const WAY_OUT = 'dialog[open] > button:last-child, dialog[open] > :last-child > button:last-child'

it(
  '[C8] every screen is accessible, and the way out of each dialog in sight',
  async () => {
    const found: Record<string, string[]> = {}
    // Another light draws nothing anew: it comes last.
    for (const screen of AXED)
      for (const [tongue, size, theme, look] of READ) {
        await gallery.light(theme)
        await gallery.show(screen, tongue, size)
        const said = [
          ...(await findingsOf(gallery, { ...look, ...NEW[screen] })),
          ...(await cutOff(gallery.page, WAY_OUT)).map((name) => `cut off: ${name}`),
        ]
        if (said.length > 0) found[[screen, tongue, size, theme].join(' ')] = said
      }
    expect(found).toEqual({})
  },
  LONG,
)

it('[C8] the states that stand on the page of all of them alone are accessible, too', async () => {
  await gallery.showSheet()
  const found: Record<string, string[]> = {}
  for (const [theme, look] of [
    ['dark', {}],
    ['light', { rules: COLOURS }],
  ] as const) {
    await gallery.light(theme)
    found[theme] = await findingsOf(gallery, look)
  }
  expect(found).toEqual({ dark: [], light: [] })
})

it(
  '[C51] with forced colours every control is seen',
  async () => {
    await gallery.forceColours()
    const found: Record<string, string[]> = {}
    for (const screen of CROWDED) {
      await gallery.show(screen, 'en', '768x1024')
      const unseen = await unseenIn(gallery.page)
      if (unseen.length > 0) found[screen] = unseen
    }
    expect(found).toEqual({})
  },
  LONG,
)

it('[C51] with forced colours it is seen what is chosen, on, and how far', async () => {
  await gallery.forceColours()
  await gallery.show('start', 'en', '768x1024')
  const [chosen, other] = await groundsOf(gallery.page)
  expect(chosen).toHaveLength(3)
  expect(chosen).not.toEqual(other)
  await gallery.show('reminded', 'en', '768x1024')
  const switches = await contrastsOf(gallery.page, '[role=switch]', 5)
  expect(switches.length).toBeGreaterThan(1)
  for (const contrast of switches) expect(contrast).toBeGreaterThan(3)
  await gallery.show('sent', 'en', '1440x900')
  for (const contrast of await contrastsOf(gallery.page, '.progress', 2))
    expect(contrast).toBeGreaterThan(3)
})

it('[C50] the page that shows every state draws them all, and is in no build for visitors', async () => {
  await gallery.showSheet()
  const parts = await gallery.page.$$eval('.part', (all) => all.map((one) => one.children.length))
  expect(parts.length).toBeGreaterThan(9)
  expect(Math.min(...parts)).toBeGreaterThan(1)
  expect(gallery.complaints).toEqual([])
  const files = readdirSync(join(DIST, 'web'), { recursive: true, encoding: 'utf8' })
  const scripts = files.filter((path) => path.endsWith('.js'))
  expect(scripts.length).toBeGreaterThan(10)
  expect(files.filter((path) => path.includes('look.html'))).toEqual([])
  const isOfSheet = (path: string) =>
    readFileSync(join(DIST, 'web', path), 'utf8').includes('evening-walk.pdf')
  expect(scripts.filter(isOfSheet)).toEqual([])
})
