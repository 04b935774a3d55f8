/** The start screen and the search: fields that show what stands in them, controls that are in sight and stay. */
import type { Page } from 'puppeteer-core'
import * as dictionary from '../../web/chat/dictionary.ts'
import { ENGLISH, LANGUAGES } from '../../web/chat/languages/languages.ts'

/**
 * The fields that are narrower than what can stand in them: the longest choice of a list, and what an
 * empty line asks for; runs in the page. Only some browsers can tell how wide that is.
 */
function narrowFields(): string[] {
  if (!CSS.supports('field-sizing', 'content')) return ['cannot be told']
  const fields = document.querySelectorAll<HTMLElement>('select, input:placeholder-shown')
  return [...fields].flatMap((one) => {
    const { width } = one.getBoundingClientRect()
    const before = one.style.cssText
    const sizing = one.localName === 'select' ? 'fixed' : 'content'
    one.style.cssText = `field-sizing: ${sizing}; width: auto; min-width: 0; flex: none; justify-self: start`
    const needed = one.getBoundingClientRect().width
    one.style.cssText = before
    const name = one.getAttribute('placeholder') ?? one.id
    return needed > width + 0.5 ? [`${name}: ${needed} in ${width}`] : []
  })
}

/** Those of the start screen, which is shown in English, at every width that differs, in every language. */
export async function narrowInAll(page: Page): Promise<unknown[]> {
  const found: unknown[] = []
  // The language that it was opened in is the last.
  for (const language of [...LANGUAGES.filter((one) => one !== ENGLISH), ENGLISH]) {
    await dictionary.speak(language, language.tag)
    await page.select('select.languages', language.code)
    await page.waitForSelector(`[placeholder="${dictionary.startWords.start.addInterest}"]`)
    await page.evaluate((tag) => void (document.documentElement.lang = tag), language.tag)
    for (const width of [320, 360, 390, 768, 1280]) {
      await page.setViewport({ width, height: 844 })
      const narrow = await page.evaluate(narrowFields)
      if (narrow.length > 0) found.push({ language: language.code, width, narrow })
    }
  }
  await page.setViewport({ width: 390, height: 844 })
  return found
}

/**
 * What can be pressed in the column of a screen, and what of it is out of sight, or has neither an edge
 * nor a ground; runs in the page.
 */
export function pressedInColumn(): { named: (string | null)[]; wrong: (string | null)[] } {
  const all = [...document.querySelectorAll<HTMLElement>('.column button')]
  const isWrong = (one: HTMLElement) => {
    const { bottom } = one.getBoundingClientRect()
    const { borderTopColor, backgroundColor } = getComputedStyle(one)
    const isFlat = [borderTopColor, backgroundColor].every((colour) => colour.endsWith(' 0)'))
    return scrollY > 0 || bottom > innerHeight || isFlat
  }
  const textOf = ({ textContent }: HTMLElement) => textContent
  return { named: all.map(textOf), wrong: all.filter(isWrong).map(textOf) }
}

/** How far the controls of a search move when it says what else it may say; runs in the page. */
export function shiftOfActions(): number {
  const topOf = () => document.querySelector('.actions')?.getBoundingClientRect().top ?? Number.NaN
  const top = topOf()
  for (const one of document.querySelectorAll<HTMLElement>('.roomy')) {
    const text = one.querySelector('span')?.textContent ?? ''
    const { other = '' } = one.dataset
    one.dataset['other'] = text
    one.querySelector('span')?.replaceChildren(other)
  }
  return topOf() - top
}
