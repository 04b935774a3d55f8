/** In Firefox what look.test.ts asks of Chromium: both themes, little room, and the system's few colours alone. */
import { SCREEN_NAMES } from '../../web/look/screens.ts'
import { findingsOf } from '../browser/axe.ts'
import { closeBrowsers } from '../browser/browsers.ts'
import { NEW } from '../look/dozen.ts'
import { contrastsOf, groundsOf, unseenIn } from '../look/forced.ts'
import { openGallery, THEMES, type Gallery } from '../look/gallery.ts'
import { crampedIn } from '../look/reach.ts'

/** Every screen, each drawn by a browser that is slower at it. */
const LONG = 600_000

let gallery: Gallery | undefined
afterEach(async () => {
  expect(gallery?.complaints).toEqual([])
  await gallery?.close()
  gallery = undefined
})
afterAll(closeBrowsers)

it.each([
  ['at twice the size', '720x450'],
  ['where four times the size leaves 320 pixels', '320x568'],
  ['on the widest phone held sideways', '956x440'],
] as const)(
  '[C51] every screen is whole in Firefox %s',
  async (_, size) => {
    gallery = await openGallery({ kind: 'firefox' })
    const found: Record<string, string[]> = {}
    for (const screen of SCREEN_NAMES) {
      await gallery.show(screen, 'en', size)
      const said = await crampedIn(gallery.page)
      if (said.length > 0) found[screen] = said
    }
    expect(found).toEqual({})
  },
  LONG,
)

it(
  '[C51] with forced colours every control is seen in Firefox, what is chosen, on, and how far',
  async () => {
    gallery = await openGallery({ kind: 'firefox', hasForcedColours: true })
    const { page } = gallery
    const found: Record<string, string[]> = {}
    for (const screen of SCREEN_NAMES) {
      await gallery.show(screen, 'en', '768x1024')
      const unseen = await unseenIn(page)
      if (unseen.length > 0) found[screen] = unseen
    }
    expect(await page.evaluate(() => matchMedia('(forced-colors: active)').matches)).toBe(true)
    expect(found).toEqual({})
    await gallery.show('start', 'en', '768x1024')
    const [chosen, other] = await groundsOf(page)
    expect(chosen).toHaveLength(3)
    expect(chosen).not.toEqual(other)
    await gallery.show('reminded', 'en', '768x1024')
    const switches = await contrastsOf(page, '[role=switch]', 5)
    expect(switches.length).toBeGreaterThan(1)
    expect(Math.min(...switches)).toBeGreaterThan(3)
    await gallery.show('sent', 'en', '1440x900')
    expect(Math.min(...(await contrastsOf(page, '.progress', 2)))).toBeGreaterThan(3)
  },
  LONG,
)

it.each(THEMES)(
  '[C8] every screen is accessible in Firefox in its %s theme',
  async (theme) => {
    gallery = await openGallery({ kind: 'firefox', theme })
    const found: Record<string, string[]> = {}
    for (const screen of SCREEN_NAMES) {
      await gallery.show(screen, 'en', '360x640')
      const said = await findingsOf(gallery, NEW[screen])
      if (said.length > 0) found[screen] = said
    }
    const isDark = () => matchMedia('(prefers-color-scheme: dark)').matches
    expect(await gallery.page.evaluate(isDark)).toBe(theme === 'dark')
    expect(found).toEqual({})
  },
  LONG,
)
