/** A call whose chat is made longer, or written into; both run in the page. */

/** By how much the page grows with forty lines more, and what of the controls is out of sight then. */
export function withLongChat(): { taller: number; unseen: string[] } {
  const line = document.querySelector('.line-mine')
  const scroller = document.documentElement
  const before = scroller.scrollHeight
  const copies = Array.from({ length: 40 }, () => line?.cloneNode(true) as Element)
  line?.after(...copies)
  const after = scroller.scrollHeight
  for (const one of copies) one.remove()
  const isUnseen = (name: string) => {
    const one = document.querySelector(`.toolbar [aria-label=${name}]`)
    const { left = 0, top = 0, right = 0, bottom = 0 } = one?.getBoundingClientRect() ?? {}
    const isIn = left >= 0 && top >= 0 && right <= innerWidth && bottom <= innerHeight
    const hit = document.elementFromPoint((left + right) / 2, (top + bottom) / 2)
    return !isIn || one?.contains(hit) !== true
  }
  return { taller: after - before, unseen: ['Report', 'Stop', 'Next'].filter(isUnseen) }
}

/** Whether a line is seen at its top and at its foot while a keyboard lies over the lower half. */
export function seenOverKeyboard(): (boolean | undefined)[] {
  // As keyboard.ts tells it where a browser lays its keyboard over the page.
  document.documentElement.style.setProperty('--keyboard', '300px')
  document.querySelector<HTMLElement>('.compose textarea')?.focus()
  const lines = [...document.querySelectorAll('.line-theirs')]
  document.querySelector('.log-entries')?.replaceChildren(...lines.slice(0, 1))
  const { left = 0, top = 0, bottom = 0 } = lines[0]?.getBoundingClientRect() ?? {}
  const hits = [top + 2, bottom - 2].map((y) =>
    lines[0]?.contains(document.elementFromPoint(left + 20, y)),
  )
  document.documentElement.style.removeProperty('--keyboard')
  return hits
}
