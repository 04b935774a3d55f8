/**
 * Where the keyboard goes on when the control it was on has gone: a button that was pressed once, a
 * note that was read, a dialog whose opener is no more. Else it would begin again at the top.
 */

/**
 * What can be gone on from, within what is left: never a button, or a long press would press it; and
 * nothing of what was said, the oldest of which stands far above.
 */
const PLACES =
  'main[tabindex], h1[tabindex], h2[tabindex], [role=group][tabindex]:not([role=log] *), input, textarea, select'

/** Safari before 17.4 cannot be asked. */
const isShown = (element: Partial<Element> & Pick<Element, 'getClientRects'>): boolean =>
  element.checkVisibility?.() ?? element.getClientRects().length > 0

const isOfUse = (element: Element): boolean =>
  element.isConnected && isShown(element) && !element.matches(':disabled')

/**
 * The place nearest to what has gone.
 *
 * @param path what it stood in, from the inside
 */
function nextPlace(path: readonly Element[]): Element | undefined {
  for (const around of path) {
    if (!isOfUse(around)) continue
    if (around.matches('[tabindex]')) return around
    const inside = [...around.querySelectorAll(PLACES)].find(isOfUse)
    if (inside !== undefined) return inside
  }
  return undefined
}

function pathOf(element: Element): Element[] {
  const path = [element]
  for (let at = element.parentElement; at !== null; at = at.parentElement) path.push(at)
  return path
}

/** Looks from now on, for as long as the page is open. */
export function keepFocus(): void {
  /** What the keyboard is on, and what that stands in; nothing for who uses a pointer. */
  let path: readonly Element[] = []

  addEventListener('pointerdown', () => {
    path = []
  })
  addEventListener('focusin', ({ target }) => {
    const isByKeyboard = target instanceof Element && target.matches(':focus-visible')
    path = isByKeyboard ? pathOf(target) : []
  })

  function look(): void {
    const [last, ...around] = path
    if (last === undefined || isOfUse(last)) return
    const { activeElement } = document
    // Somebody else has found it a place.
    if (activeElement !== null && activeElement !== document.body && activeElement !== last) return
    path = []
    const place = nextPlace(around)
    if (place instanceof HTMLElement) place.focus()
  }
  new MutationObserver(look).observe(document.body, {
    subtree: true,
    childList: true,
    attributeFilter: ['disabled', 'hidden'],
  })
}
