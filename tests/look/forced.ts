/** What is still seen where the system's few colours are all there are. */
import type { Page } from 'puppeteer-core'
import { contrastIn, seeAll, type Box } from './boxes.ts'
import { areOnTop } from './cutOff.ts'

/** What stands out for whoever sees badly (WCAG 1.4.11). */
const CONTRAST = 3

/** The controls that do not stand out against what is round them. */
export async function unseenIn(page: Page): Promise<string[]> {
  const { boxes, pixels } = await seeAll(page)
  // Choices have no look of their own; what is scrolled away or waits for the keyboard has none now.
  const controls = boxes.filter(
    ({ kind, isControl }) => isControl && !/^(input|button\.cover|dialog)/.test(kind),
  )
  const isOnTop = await areOnTop(
    page,
    controls.map(({ place }) => place),
  )
  return controls
    .filter(({ place }, at) => isOnTop[at] === true && contrastIn(pixels, place) < CONTRAST)
    .map(({ kind, label }) => `${kind} "${label}"`)
}

/** The contrast within each element that a selector finds, without so many pixels of its edge. */
export async function contrastsOf(
  page: Page,
  selector: string,
  inset: number,
): Promise<readonly number[]> {
  const places = await page.$$eval(selector, (all) =>
    all.map((one): Box['place'] => {
      const { x, y, width, height } = one.getBoundingClientRect()
      return [Math.round(x), Math.round(y), Math.round(width), Math.round(height)]
    }),
  )
  const { pixels } = await seeAll(page)
  return places.map((place) => contrastIn(pixels, place, inset))
}

/** The grounds of the two choices of the start screen, of which one is chosen. */
export async function groundsOf(page: Page): Promise<readonly (readonly number[])[]> {
  const { pixels, boxes } = await seeAll(page)
  const choices = boxes.filter(({ label }) => ['Video', 'Text only'].includes(label))
  return choices.map(({ place: [x, y] }) => {
    const from = ((y + 6) * pixels.width + x + 24) * pixels.channels
    return [0, 1, 2].map((channel) => pixels.data[from + channel] ?? 0)
  })
}
