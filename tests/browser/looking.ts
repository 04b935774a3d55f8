/** What tests of the layout ask of a page: what is cut off or covered, in what order, in what colours. */
import * as dictionary from '../../web/chat/dictionary.ts'
import type { Visitor } from './visitor.ts'

/** Of these, what is cut off, or covered anywhere by something that is no part of it. */
export const cutOf = ({ page }: Visitor, selectors: readonly string[]) =>
  page.evaluate(
    (wanted) =>
      wanted.filter((selector) => {
        const one = [...document.querySelectorAll(selector)].at(-1)
        if (one === undefined) return true
        const { left, top, right, bottom } = one.getBoundingClientRect()
        const isSeen = (x: number, y: number) => {
          const at = document.elementFromPoint(x, y)
          return at !== null && (one.contains(at) || at.contains(one))
        }
        const isIn = left >= 0 && top >= 0 && right <= innerWidth && bottom <= innerHeight
        // What is scrolled out of its list is found by its edges.
        const places = [top + 2, (top + bottom) / 2, bottom - 2]
        return !isIn || places.some((y) => !isSeen((left + right) / 2, y))
      }),
    selectors,
  )

export const boxOf = ({ page }: Visitor, selector: string) =>
  page.$eval(selector, (one) => one.getBoundingClientRect().toJSON() as DOMRect)

/** What of a page covers anything else of it, or makes it scroll sideways, in words. */
export const overlapsOf = ({ page }: Visitor, selectors: readonly string[]) =>
  page.evaluate((wanted) => {
    const boxes = wanted.map((selector) =>
      document.querySelector(selector)?.getBoundingClientRect(),
    )
    const said = wanted.filter((_, at) => (boxes[at]?.width ?? 0) === 0).map((one) => `no ${one}`)
    for (const [at, one] of boxes.entries())
      for (const [after, other] of boxes.entries())
        if (one !== undefined && other !== undefined && at < after) {
          const across = Math.min(one.right, other.right) - Math.max(one.left, other.left)
          const down = Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top)
          if (across > 1 && down > 1) said.push(`${wanted[at]} and ${wanted[after]}`)
        }
    const { scrollWidth, clientWidth } = document.documentElement
    if (scrollWidth > clientWidth) said.push(`scrolls sideways, to ${scrollWidth}`)
    return said
  }, selectors)

/** How many pixels at each edge belong to what the phone has there: its notch, its bars. */
type Insets = Readonly<Record<'top' | 'right' | 'bottom' | 'left', number>>

/**
 * Has the browser tell the styles of a phone's edges, until the function it gives is called. Firefox
 * cannot be told of any: there their tokens stand for them.
 */
export async function coverEdges(
  { kind, page }: Visitor,
  insets: Insets,
): Promise<() => Promise<void>> {
  if (kind === 'firefox') {
    await page.evaluate(tellEdges, insets)
    return () => page.evaluate(tellEdges, { top: '', right: '', bottom: '', left: '' } as const)
  }
  const session = await page.createCDPSession()
  await session.send('Emulation.setSafeAreaInsetsOverride', { insets })
  return () => session.detach()
}

/** Runs in the page. */
function tellEdges(insets: Readonly<Record<keyof Insets, number | ''>>): void {
  for (const [side, width] of Object.entries(insets))
    document.documentElement.style.setProperty(`--safe-${side}`, width === '' ? '' : `${width}px`)
}

/** Of all that these find and that is seen, what reaches into the edges. */
export const beyondOf = ({ page }: Visitor, selectors: readonly string[], insets: Insets) =>
  page.evaluate(
    (wanted, { top, right, bottom, left }) =>
      wanted.flatMap((selector) => {
        const all = [...document.querySelectorAll(selector)].filter((one) => one.checkVisibility())
        if (all.length === 0) return [`no ${selector}`]
        const beyond = all.filter((one) => {
          const box = one.getBoundingClientRect()
          const isAcross = box.left < left - 1 || box.right > innerWidth - right + 1
          return isAcross || box.top < top - 1 || box.bottom > innerHeight - bottom + 1
        })
        return beyond.map((one) => `${selector}: ${one.outerHTML.slice(0, 80)}`)
      }),
    selectors,
    insets,
  )

/** The fields one writes or chooses in, and those with letters so small that iOS zooms into them. */
export const smallFieldsOf = ({ page }: Visitor) =>
  page.evaluate(() => {
    const pressed = ['checkbox', 'radio', 'range', 'file']
    const fields = [
      ...document.querySelectorAll<HTMLInputElement>('input, select, textarea'),
    ].filter(({ type }) => !pressed.includes(type))
    const small = fields.filter((one) => Number.parseFloat(getComputedStyle(one).fontSize) < 16)
    return { fields: fields.length, small: small.map((one) => one.outerHTML.slice(0, 80)) }
  })

/**
 * Of the start screen's controls, those that lie under the button when they get the keyboard, each
 * scrolled to where it is half under it before, or in the middle of the window, where phones put what
 * is written into; runs in the page.
 */
export function coveredByBar(): string[] {
  const bar = document.querySelector('.find-bar')
  const controls = [
    ...document.querySelectorAll<HTMLElement>('form :is(a, button, input, select):not(:disabled)'),
  ]
  if (bar === null || controls.length === 0) return ['nothing there']
  return controls
    .filter((one) => {
      if (bar.contains(one)) return false
      const middle = (({ top, bottom }) => (top + bottom) / 2)(one.getBoundingClientRect())
      document.querySelector<HTMLElement>(':focus')?.blur()
      const isUnder = () => {
        const [at, over] = [one.getBoundingClientRect(), bar.getBoundingClientRect()]
        return at.bottom > over.top && at.top < over.bottom
      }
      scrollBy(0, middle - bar.getBoundingClientRect().top)
      one.focus()
      if (isUnder()) return true
      const { top, bottom } = one.getBoundingClientRect()
      scrollBy(0, (top + bottom - innerHeight) / 2)
      return isUnder()
    })
    .map((one) => one.outerHTML)
}

/** Of the buttons of a toolbar, the places in the order of the keyboard. */
export const placesOf = ({ page }: Visitor) =>
  page.$$eval('.toolbar button', (all) =>
    all
      .filter((one) => one.checkVisibility())
      .map((one) => {
        const { x, y } = one.getBoundingClientRect()
        return { x, y }
      }),
  )

/** What is written on the controls of a call, in the language that is spoken now. */
export function namesOfTools(): string[] {
  const { toolbar } = dictionary.visitWords
  const { tools } = dictionary.mediaWords
  return [
    toolbar.report,
    toolbar.mute,
    toolbar.unmute,
    toolbar.camera,
    tools.more,
    tools.share,
    tools.stopSharing,
    tools.fullScreen,
    tools.float,
    dictionary.againWords.meet.button,
    dictionary.kindWords.question.short,
    tools.settings,
    toolbar.stop,
    toolbar.next,
    toolbar.help,
  ]
}

/**
 * Of the controls of an English page, those that do not hold their names in another language;
 * runs in the page.
 */
export function cutNames(english: readonly string[], others: readonly string[]): string[] {
  const found: string[] = []
  const tools = [...document.querySelectorAll<HTMLElement>('.toolbar .tool')].filter((one) =>
    one.checkVisibility(),
  )
  const names = tools.map((tool) => tool.querySelector<HTMLElement>('.tool-name > span'))
  const texts = names.map((name) => name?.textContent ?? '')
  for (const [at, name] of names.entries())
    if (name !== null) name.textContent = others[english.indexOf(texts[at] ?? '')] ?? 'unknown'
  for (const [at, name] of names.entries()) {
    const [inner, outer] = [name, tools[at]].map((one) => one?.getBoundingClientRect())
    const isHeld =
      inner !== undefined &&
      outer !== undefined &&
      inner.width > 0 &&
      inner.left >= outer.left &&
      inner.right <= outer.right &&
      (name?.scrollWidth ?? 0) <= inner.width + 1 &&
      inner.height <= 34
    if (!isHeld || name?.textContent === 'unknown') found.push(name?.textContent ?? '')
  }
  const right = document.querySelector('.toolbar')?.getBoundingClientRect().right ?? 0
  if (tools.some((tool) => tool.getBoundingClientRect().right > right)) found.push('too wide')
  for (const [at, name] of names.entries()) if (name !== null) name.textContent = texts[at] ?? ''
  return found
}

/**
 * Whether a machine draws these letters: else Firefox draws their numbers, in boxes that are wider, and
 * all as wide; runs in the page.
 */
export function hasLetters(text: string): boolean {
  const context = document.createElement('canvas').getContext('2d')
  const widthOf = (letter: string) => context?.measureText(letter).width
  return Array.from(text).some((letter) => widthOf(letter) !== widthOf('\uE000'))
}

/** Of two colours as `rgb(...)`, as WCAG 2.2 defines it. */
export function contrastOf(...colours: readonly [string, string]): number {
  const light = colours.map((colour) => {
    const [red = 0, green = 0, blue = 0] = [...colour.matchAll(/[\d.]+/g)].map(([figure]) => {
      const value = Number(figure) / 255
      return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
    })
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
  })
  return (Math.max(...light) + 0.05) / (Math.min(...light) + 0.05)
}

/** A keyboard that covers the page instead of making it smaller, as on phones of one maker. */
export function coverByHand(): void {
  const sight = Object.assign(new EventTarget(), {
    height: innerHeight,
    offsetTop: 0,
    scale: 1,
  })
  Object.defineProperty(globalThis, 'visualViewport', { get: () => sight })
}

/** Puts the keyboard on an element as if it had come by Tab: one browser is told so, the other takes any key for that. */
export async function comeTo({ page }: Visitor, selector: string): Promise<void> {
  await page.focus('textarea')
  await page.$eval(selector, (one) =>
    (one as HTMLElement).focus({ focusVisible: true } as FocusOptions),
  )
  await page.keyboard.press('Shift')
}
