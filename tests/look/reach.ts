/** What can be seen, pressed and read of a screen where there is little room for it. */
import type { Page } from 'puppeteer-core'

/** Everything that is out of reach, covered or cut off, in words; runs in the page. */
function collect(): string[] {
  const said: string[] = []
  const { scrollingElement } = document
  if (scrollingElement !== null && scrollingElement.scrollWidth > scrollingElement.clientWidth)
    said.push(`the page scrolls sideways, to ${scrollingElement.scrollWidth}`)
  const root = document.querySelector('dialog[open]') ?? document.body
  const nameOf = (one: Element) => {
    const label = one.getAttribute('aria-label') ?? one.textContent.trim().slice(0, 30)
    return `${one.localName}.${[...one.classList].join('.')} "${label}"`
  }
  /** What lies on top at a point belongs to the control, or to its label, or holds it. */
  const isHit = (one: Element, x: number, y: number) => {
    const hit = document.elementFromPoint(x, y)
    if (hit === null) return false
    if (one.contains(hit) || hit.closest('label')?.contains(one) === true) return true
    // What was opened over it goes with the next press, or where it was opened.
    return hit.closest('.more-tools, .badges.open') !== null
  }
  for (const one of root.querySelectorAll('button, a[href], input, select, textarea')) {
    const { pointerEvents } = getComputedStyle(one)
    const { width } = one.getBoundingClientRect()
    const isSeen = one.checkVisibility({ visibilityProperty: true }) && width > 1
    if (!isSeen || pointerEvents === 'none') continue
    one.scrollIntoView({ block: 'center', inline: 'nearest', behavior: 'instant' })
    const box = one.getBoundingClientRect()
    const isOut = box.left < -1 || box.right > innerWidth + 1 || box.top < -1
    if (isOut || box.bottom > innerHeight + 1) {
      said.push(`${nameOf(one)} is out of sight`)
      continue
    }
    const y = box.top + box.height / 2
    const hits = [0.25, 0.5, 0.75].map((part) => isHit(one, box.left + box.width * part, y))
    // What lies on a picture leaves the rest of it to be pressed.
    const isWhole = one.matches('.cover') ? hits.includes(true) : !hits.includes(false)
    if (!isWhole) said.push(`${nameOf(one)} is covered`)
  }
  for (const one of root.querySelectorAll('*')) {
    const hasText = [...one.childNodes].some(
      (node) => node.nodeType === Node.TEXT_NODE && node.nodeValue?.trim() !== '',
    )
    const { overflowX, overflowY } = getComputedStyle(one)
    const isCut =
      (overflowX === 'hidden' && one.scrollWidth > one.clientWidth + 1) ||
      (overflowY === 'hidden' && one.scrollHeight > one.clientHeight + 1)
    // What is heard and not seen is cut on purpose; what has a tooltip is read there, and what is
    // known of a call when its button is pressed.
    const isMeant = one.closest('[title], .spoken, .badges:not(.open), .quality .good') !== null
    if (hasText && isCut && !isMeant && one.checkVisibility())
      said.push(`${nameOf(one)} is cut off`)
  }
  return said
}

export const crampedIn = (page: Page): Promise<string[]> => page.evaluate(collect)
