/**
 * Loading, however often it takes: a server that is replaced is away for a moment only. Firefox 153
 * remembers that a script did not come, and asks no more until the page is loaded anew.
 */

/** How long to wait before asking again; longer each time, up to a bound. */
export const FIRST_PAUSE_MS = 2_000
export const PAUSE_MAX_MS = 30_000

/** Asks until it is there, and gives it to `take`; what is returned stops the asking. */
export function insist<T>(load: () => Promise<T>, take: (made: T) => void): () => void {
  let isOver = false
  let timer: ReturnType<typeof setTimeout> | undefined
  function ask(pause: number): void {
    load().then(
      (made) => {
        if (!isOver) take(made)
      },
      () => {
        if (!isOver) timer = setTimeout(ask, pause, Math.min(2 * pause, PAUSE_MAX_MS))
      },
    )
  }
  ask(FIRST_PAUSE_MS)
  return () => {
    isOver = true
    clearTimeout(timer)
  }
}
