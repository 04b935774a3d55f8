/** Keeps the end of a log in sight, unless the visitor reads further up. */
import { useEffect, useRef, useState, type RefObject } from 'react'

/** Who looks at what is further up stays there. */
const NEAR_END_PX = 240

interface Heights {
  readonly scrollHeight: number
  readonly clientHeight: number
}

/** Whether who was scrolled so far down a log of these heights looked at its end. */
export const isNearEnd = ({ scrollHeight, clientHeight }: Heights, scrollTop: number): boolean =>
  scrollHeight - scrollTop - clientHeight < NEAR_END_PX

/** What is to be kept in sight; each is something else when there is something new of its kind. */
interface Watched {
  readonly added: string
  /** What the visitor added himself: that he wants to see. */
  readonly own: string
  /** What was there may have become taller. */
  readonly grown: string
}

/** @returns whether there is something new below what is in sight, and what brings it there */
export function useEndInSight(
  log: RefObject<HTMLElement | null>,
  { added, own, grown }: Watched,
): { readonly hasNew: boolean; readonly goToEnd: () => void } {
  const [hasNew, setHasNew] = useState(false)
  /** As the log was when it was last looked at: a lower one keeps its top in sight, not its end. */
  const before = useRef<Heights>({ scrollHeight: 0, clientHeight: 0 })

  // Figures that change move nothing: only what is new brings the end into sight.
  useEffect(() => {
    if (log.current === null) return
    if (isNearEnd(before.current, log.current.scrollTop)) toEnd(log.current)
    else setHasNew(true)
  }, [log, added])

  useEffect(() => {
    if (log.current !== null) toEnd(log.current)
  }, [log, own])

  useEffect(() => {
    if (log.current !== null) follow(log.current, log.current)
  }, [log, grown])

  useEffect(() => {
    const { scrollHeight = 0, clientHeight = 0 } = log.current ?? {}
    before.current = { scrollHeight, clientHeight }
  })

  useEffect(() => {
    const element = log.current
    if (element === null) return undefined
    const look = new ResizeObserver(() => {
      follow(element, before.current)
      const { scrollHeight, clientHeight } = element
      before.current = { scrollHeight, clientHeight }
    })
    look.observe(element)
    const onScroll = () => {
      if (isNearEnd(element, element.scrollTop)) setHasNew(false)
    }
    element.addEventListener('scroll', onScroll)
    return () => {
      look.disconnect()
      element.removeEventListener('scroll', onScroll)
    }
  }, [log])

  function goToEnd(): void {
    if (log.current === null) return
    setHasNew(false)
    toEnd(log.current)
    // What was pressed goes: the keyboard goes on in what it has brought into sight.
    log.current.focus()
  }
  return { hasNew, goToEnd }
}

const toEnd = (log: HTMLElement): void => log.scrollTo({ top: log.scrollHeight })

function follow(log: HTMLElement, before: Heights): void {
  if (isNearEnd(before, log.scrollTop)) toEnd(log)
}
