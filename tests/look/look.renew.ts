/** `npm run look:renew`: takes what the screens look like now as what they should look like. */
import { SCREEN_NAMES } from '../../web/look/screens.ts'
import { closeBrowsers } from '../browser/browsers.ts'
import { writeBaseline } from './baseline.ts'
import { lookAt, type Painted } from './boxes.ts'
import { openGallery, SHEET_WIDTH, SIZES, TONGUES, type Gallery } from './gallery.ts'

let gallery: Gallery
beforeAll(async () => {
  gallery = await openGallery()
})
afterAll(async () => {
  await gallery.close()
  await closeBrowsers()
})

test('what the screens look like is written down', async () => {
  const looks: Record<string, Record<string, Record<'dark' | 'light', Painted[]>>> = {}
  for (const tongue of TONGUES)
    for (const screen of SCREEN_NAMES)
      for (const size of SIZES) {
        await gallery.light('dark')
        await gallery.show(screen, tongue, size)
        const dark = await lookAt(gallery.page)
        await gallery.light('light')
        const light = await lookAt(gallery.page)
        looks[screen] = { ...looks[screen], [`${tongue} ${size}`]: { dark, light } }
      }
  await gallery.light('dark')
  await gallery.showSheet(SHEET_WIDTH)
  const dark = await lookAt(gallery.page)
  await gallery.light('light')
  writeBaseline('sheet', { en: { dark, light: await lookAt(gallery.page) } })
  for (const screen of SCREEN_NAMES) writeBaseline(screen, looks[screen] ?? {})
  expect(gallery.complaints).toEqual([])
}, 600_000)
