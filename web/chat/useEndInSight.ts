/** Keeps the end of a log in sight, unless the visitor reads further up. */
import { useEffect, useRef, type RefObject } from 'react'

/** Who looks at what is further up stays there. */
const NEAR_END_PX = 240

/**
 * @param added something else when there is something new, which is brought into sight
 * @param grown something else when what was there may have become taller
 */
export function useEndInSight(
  log: RefObject<HTMLElement | null>,
  added: string,
  grown: string,
): void {
  /** As the log was when it was last looked at: a lower one keeps its top in sight, not its end. */
  const before = useRef({ scrollHeight: 0, clientHeight: 0 })

  // Figures that change move nothing: only what is new brings the end into sight.
  useEffect(() => {
    log.current?.scrollTo({ top: log.current.scrollHeight })
  }, [log, added])

  useEffect(() => {
    if (log.current !== null) follow(log.current, log.current)
  }, [log, grown])

  useEffect(() => {
    const { scrollHeight = 0, clientHeight = 0 } = log.current ?? {}
    before.current = { scrollHeight, clientHeight }
  })

  useEffect(() => {
    const look = new ResizeObserver(() => {
      if (log.current === null) return
      follow(log.current, before.current)
      const { scrollHeight, clientHeight } = log.current
      before.current = { scrollHeight, clientHeight }
    })
    if (log.current !== null) look.observe(log.current)
    return () => look.disconnect()
  }, [log])
}

function follow(
  log: HTMLElement,
  { scrollHeight, clientHeight }: { readonly scrollHeight: number; readonly clientHeight: number },
): void {
  if (scrollHeight - log.scrollTop - clientHeight < NEAR_END_PX)
    log.scrollTo({ top: log.scrollHeight })
}
