/** An operator at a browser: presses and fills in what has a name, and reads what is said. */
import type { Page } from 'puppeteer-core'
import { COLOURS, findingsOf } from './axe.ts'
import { openTab, type Kind } from './browsers.ts'

export interface Operator {
  readonly page: Page
  /** Violations of the page's policy, and what the page threw. */
  readonly complaints: readonly string[]
  readonly press: (name: string) => Promise<void>
  readonly canPress: (name: string) => Promise<boolean>
  readonly fill: (label: string, text: string) => Promise<void>
  /** What a field holds. */
  readonly valueOf: (label: string) => Promise<string>
  /** Puts the keyboard on a button. */
  readonly focus: (name: string) => Promise<void>
  readonly sees: (words: string | RegExp) => Promise<void>
  readonly leave: () => Promise<void>
}

export interface OperatorOptions {
  readonly kind?: Kind
  readonly viewport?: { readonly width: number; readonly height: number }
  readonly scheme?: 'dark' | 'light'
  readonly hash?: string
  /** Comes with the session that the stub gives to this name, and waits for the figures. */
  readonly as?: string
}

/** The visible element of one of these kinds with that name; runs in the page. */
function named(selector: string, name: string): HTMLElement | undefined {
  return [...document.querySelectorAll<HTMLElement>(selector)].find((one) => {
    const labels = (one as Partial<HTMLInputElement>).labels ?? []
    const label = one.getAttribute('aria-label') ?? [...labels][0]?.textContent ?? one.textContent
    return label.trim() === name && one.checkVisibility()
  })
}

export async function createOperatorPage(
  origin: string,
  { kind = 'chromium', viewport, scheme, hash = '', as }: OperatorOptions = {},
): Promise<Operator> {
  const { page, context } = await openTab(kind)
  const complaints: string[] = []
  page.setDefaultTimeout(20_000)
  page.on('console', (message) => {
    if (/violat|refused to|trusted/i.test(message.text())) complaints.push(message.text())
  })
  page.on('pageerror', (error) => complaints.push(String(error)))
  await page.evaluateOnNewDocument(`globalThis.named = ${named.toString()}`)
  if (viewport !== undefined) await page.setViewport(viewport)
  if (scheme !== undefined)
    await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }])
  if (as !== undefined)
    await context.setCookie({ name: 'operator', value: `${as}.1`, domain: 'localhost' })
  await page.goto(origin + hash)

  const find = (selector: string, name: string) =>
    page.waitForFunction((...given) => named(...given), { polling: 50 }, selector, name)
  const operator: Operator = {
    page,
    complaints,
    async press(name) {
      const button = await find('button', name)
      await page.evaluate((one) => (one as HTMLElement).click(), button)
    },
    canPress: (name) => page.evaluate((wanted) => named('button', wanted) !== undefined, name),
    async fill(label, text) {
      const field = await find('input', label)
      await page.evaluate((one) => {
        const input = one as HTMLInputElement
        input.focus()
        input.select()
      }, field)
      await page.keyboard.type(text)
    },
    async valueOf(label) {
      const field = await find('input', label)
      return page.evaluate((one) => (one as HTMLInputElement).value, field)
    },
    async focus(name) {
      await page.evaluate((one) => (one as HTMLElement).focus(), await find('button', name))
    },
    async sees(words) {
      const pattern =
        typeof words === 'string' ? words.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&') : words.source
      try {
        await page.waitForFunction(
          (wanted) => new RegExp(wanted).test(document.body.innerText),
          { polling: 50 },
          pattern,
        )
      } catch (error) {
        const shown = await page.evaluate(() => document.body.innerText)
        throw new Error(`waited for "${String(words)}", but the page shows\n${shown}`, {
          cause: error,
        })
      }
    },
    leave: () => context.close(),
  }
  if (as !== undefined) {
    await page.waitForSelector('.chart canvas')
    await operator.sees('1,284')
  }
  return operator
}

const PHONE = { width: 360, height: 640 } as const
const DESKTOP = { width: 1440, height: 900 } as const
const SHAPES = [
  { scheme: 'light', viewport: DESKTOP, rules: undefined },
  // The same elements once more: what may differ is their colours and their size.
  { scheme: 'dark', viewport: PHONE, rules: [...COLOURS, 'target-size'] },
] as const

/**
 * Finds nothing serious on a screen, in either theme, and nothing that sticks out sideways.
 *
 * @param within the part that is new, where the rest was checked before
 */
export async function check(
  { page }: Pick<Operator, 'page'>,
  screen: string,
  within = 'html',
): Promise<void> {
  for (const { scheme, viewport, rules } of SHAPES) {
    await page.setViewport(viewport)
    await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }])
    const findings = await findingsOf({ page }, { within, ...(rules !== undefined && { rules }) })
    const fits = await page.evaluate(
      () => document.documentElement.scrollWidth <= document.documentElement.clientWidth,
    )
    expect({ screen, scheme, findings, fits }).toEqual({
      screen,
      scheme,
      findings: [],
      fits: true,
    })
  }
}
