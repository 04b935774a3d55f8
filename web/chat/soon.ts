/** Loading for who has just asked for it: what comes much later would open over something else. */

/** How long somebody waits for what he asked for. */
export const PATIENCE_MS = 5_000

/** Asks once; the returned function stops the waiting. */
export function soon<T>(
  load: () => Promise<T>,
  take: (made: T) => void,
  giveUp: () => void,
): () => void {
  let isOver = false
  function end(then: () => void): void {
    if (isOver) return
    stop()
    then()
  }
  const timer = setTimeout(end, PATIENCE_MS, giveUp)
  function stop(): void {
    isOver = true
    clearTimeout(timer)
  }
  load().then(
    (made) => end(() => take(made)),
    () => end(giveUp),
  )
  return stop
}
