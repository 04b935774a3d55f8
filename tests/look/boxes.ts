/** What a screen looks like, in few words: where everything is that can be seen, and its colours. */
import type { Page } from 'puppeteer-core'
import { readPng, type Pixels } from './png.ts'

export interface Box {
  /** Element and classes. */
  readonly kind: string
  /** What it is called or says, for whoever reads of a difference. */
  readonly label: string
  /** Left, top, width, height in CSS pixels. */
  readonly place: readonly [number, number, number, number]
  readonly isControl: boolean
}
/** Red, green and blue; `null` out of sight. */
export type Colour = readonly [number, number, number] | null

/** A box with its average colour, and with that of its edge, which is what a border changes. */
export interface Painted extends Box {
  readonly fill: Colour
  readonly edge: Colour
}

/** Everything that is seen, or that can be operated; runs in the page. */
function collect(): Box[] {
  const CONTROLS = 'button, a[href], input, select, textarea'
  const root = document.querySelector('dialog[open]') ?? document.body
  const hasText = (one: Element) =>
    [...one.childNodes].some(
      (node) => node.nodeType === Node.TEXT_NODE && node.nodeValue?.trim() !== '',
    )
  const isPainted = (one: Element) => {
    const { backgroundColor, borderTopWidth, borderTopStyle } = getComputedStyle(one)
    const hasBorder = borderTopStyle !== 'none' && borderTopWidth !== '0px'
    return hasBorder || !/^rgba\(.*, 0\)$/.test(backgroundColor)
  }
  return [root, ...root.querySelectorAll('*')]
    .filter(
      (one) =>
        one.closest('svg')?.isSameNode(one) !== false &&
        !one.matches('option, script') &&
        one.checkVisibility({ visibilityProperty: true }) &&
        (one === root ||
          one.matches(`${CONTROLS}, svg, img, video`) ||
          hasText(one) ||
          isPainted(one)),
    )
    .map((one): Box => {
      const { x, y, width, height } = one.getBoundingClientRect()
      const said = one.getAttribute('aria-label') ?? (hasText(one) ? one.textContent : '')
      return {
        kind: [one.localName, ...one.classList]
          .filter((word) => !word.startsWith('lucide'))
          .join('.'),
        label: said.trim().replaceAll(/\s+/g, ' ').slice(0, 24),
        place: [Math.round(x), Math.round(y), Math.round(width), Math.round(height)],
        isControl: one.matches(CONTROLS) || one.localName === 'dialog',
      }
    })
    .filter(({ place: [, , width, height] }) => width > 1 && height > 1)
}

/** The average within a rectangle, or of its outermost pixels alone. */
function averageOf(
  { width, height, channels, data }: Pixels,
  [x, y, w, h]: Box['place'],
  isEdge: boolean,
): Colour {
  const [left, right] = [Math.max(0, x), Math.min(width, x + w)]
  const [top, bottom] = [Math.max(0, y), Math.min(height, y + h)]
  const sum: [number, number, number] = [0, 0, 0]
  let count = 0
  for (let row = top; row < bottom; row += 1) {
    const isWhole = !isEdge || row === y || row === y + h - 1
    for (let column = left; column < right; column += 1) {
      if (!isWhole && column !== x && column !== x + w - 1) continue
      const at = (row * width + column) * channels
      sum[0] += data[at] ?? 0
      sum[1] += data[at + 1] ?? 0
      sum[2] += data[at + 2] ?? 0
      count += 1
    }
  }
  if (count === 0) return null
  return [Math.round(sum[0] / count), Math.round(sum[1] / count), Math.round(sum[2] / count)]
}

/** The luminance of a pixel, as contrast is reckoned (WCAG 2.2). */
function luminanceOf({ channels, data }: Pixels, at: number): number {
  const part = (channel: number) => {
    const value = (data[at * channels + channel] ?? 0) / 255
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
  }
  return 0.2126 * part(0) + 0.7152 * part(1) + 0.0722 * part(2)
}

/** The contrast between the lightest and the darkest pixel of a place: 1 where there is nothing. */
export function contrastIn(pixels: Pixels, [x, y, width, height]: Box['place'], inset = 0): number {
  let [least, most] = [1, 0]
  const right = Math.min(pixels.width, x + width - inset)
  const bottom = Math.min(pixels.height, y + height - inset)
  for (let row = Math.max(0, y + inset); row < bottom; row += 1)
    for (let column = Math.max(0, x + inset); column < right; column += 1) {
      const luminance = luminanceOf(pixels, row * pixels.width + column)
      least = Math.min(least, luminance)
      most = Math.max(most, luminance)
    }
  return least > most ? Number.NaN : (most + 0.05) / (least + 0.05)
}

async function shotOf(page: Page): Promise<Pixels> {
  const isFirefox = (await page.browser().version()).startsWith('firefox')
  const optimizeForSpeed = !isFirefox
  return readPng(
    await page.screenshot({ type: 'png', captureBeyondViewport: false, optimizeForSpeed }),
  )
}

/** What the page shows now, with its pixels. */
export async function seeAll(page: Page): Promise<{ boxes: Box[]; pixels: Pixels }> {
  return { boxes: await page.evaluate(collect), pixels: await shotOf(page) }
}

/** Looks at what the page shows now. */
export async function lookAt(page: Page): Promise<Painted[]> {
  const { boxes, pixels } = await seeAll(page)
  return boxes.map((box) => ({
    ...box,
    fill: averageOf(pixels, box.place, false),
    edge: box.isControl ? averageOf(pixels, box.place, true) : null,
  }))
}
