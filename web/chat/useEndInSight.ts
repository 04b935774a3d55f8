/** Keeps in sight what the visitor wants to see of a log: its end, or the first of what is new. */
import { useEffectEvent, useLayoutEffect, useRef, useState, type RefObject } from 'react'
import { createInSight, type InSight } from './inSight.ts'

/** What is to be kept in sight; what it holds stands in one element of its own. */
interface Watched {
  /** How much there has been in it so far: something else when there is something new. */
  readonly count: number
  /** What the visitor added himself, something else each time: that he wants to see. */
  readonly own: string
  readonly isFolded: boolean
  /** How many entries there are from the first on that nobody had seen at such a count. */
  readonly unseenSince: (count: number) => number
}

/** How far below the top of all entries one of them is, counted from the last; `null` for none. */
function topOf(log: HTMLElement, fromEnd: number): number | null {
  const entries = log.firstElementChild
  const entry = [...(entries?.querySelectorAll(':scope > :not(.hint)') ?? [])].at(-fromEnd)
  if (fromEnd === 0 || !(entry instanceof HTMLElement)) return null
  return entry.getBoundingClientRect().top - (entries?.getBoundingClientRect().top ?? 0)
}

/** @returns whether there is something new below what is in sight, and what brings it there */
export function useEndInSight(
  log: RefObject<HTMLElement | null>,
  { count, own, isFolded, unseenSince }: Watched,
): { readonly hasNew: boolean; readonly goToEnd: () => void } {
  const [isEnd, setIsEnd] = useState(true)
  /** When the end was in sight last, there had been so much. */
  const [seen, setSeen] = useState(count)
  const inSight = useRef<InSight | null>(null)
  const onLook = useEffectEvent((isEndNow: boolean) => {
    setIsEnd(isEndNow)
    if (isEndNow) setSeen(count)
  })
  const firstUnseen = useEffectEvent((element: HTMLElement) => topOf(element, unseenSince(seen)))

  // Before it is painted: else what is new would be seen for a moment where it does not stay.
  useLayoutEffect(() => {
    const element = log.current
    if (element === null) return undefined
    const made = createInSight(element, (isEndNow) => onLook(isEndNow))
    inSight.current = made
    const observer = new ResizeObserver(made.look)
    observer.observe(element)
    // Some of it comes later than its entry: words that are loaded, a picture.
    if (element.firstElementChild !== null) observer.observe(element.firstElementChild)
    element.addEventListener('scroll', made.look)
    return () => {
      observer.disconnect()
      element.removeEventListener('scroll', made.look)
    }
  }, [log])
  useLayoutEffect(() => {
    if (log.current === null) return
    if (isFolded) inSight.current?.fold()
    else inSight.current?.unfold(firstUnseen(log.current))
  }, [log, isFolded])
  useLayoutEffect(() => inSight.current?.look(), [count])
  useLayoutEffect(() => inSight.current?.end(), [own])

  function goToEnd(): void {
    inSight.current?.end()
    // What was pressed goes: the keyboard goes on in what it has brought into sight.
    log.current?.focus()
  }
  return { hasNew: !isEnd && unseenSince(seen) > 0, goToEnd }
}
