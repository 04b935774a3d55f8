/**
 * The keyboard of a phone, where it covers the page instead of making it smaller: how much of the
 * page it covers is told to the styles. Browsers that obey `interactive-widget` measure nothing here.
 */

/** Less is no keyboard but a bar of the browser's. */
const KEYBOARD_MIN_PX = 80

type Sight = Pick<VisualViewport, 'height' | 'scale'>

/** How much of the page's height is covered from below; a page seen through a lens is not covered. */
export function coveredBy(pageHeight: number, { height, scale }: Sight): number {
  const covered = Math.round(pageHeight - height)
  return scale > 1.01 || covered < KEYBOARD_MIN_PX ? 0 : covered
}

/** Looks from now on, for as long as the page is open. */
export function watchKeyboard(): void {
  const { visualViewport } = window
  if (visualViewport === null) return
  let covered = 0
  const look = () => {
    const next = coveredBy(window.innerHeight, visualViewport)
    if (next !== covered)
      document.documentElement.style.setProperty('--keyboard', `${(covered = next)}px`)
    // Such browsers also push the page up, of which all is in sight now.
    if (covered > 0 && document.querySelector('.call') !== null) scrollTo(0, 0)
  }
  visualViewport.addEventListener('resize', look)
  visualViewport.addEventListener('scroll', look)
}
