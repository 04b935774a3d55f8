/** Waiting for what has no event of its own. */
import { setTimeout as pause } from 'node:timers/promises'

const POLL_MS = 20

/**
 * Waits until something holds, and returns how long that took in milliseconds.
 *
 * The machine may be busy: what this process itself was held up by meanwhile comes on top of the
 * time allowed, three times, because others were held up as well.
 */
export async function waitUntil(
  withinMs: number,
  condition: () => boolean | Promise<boolean>,
  describe: () => unknown = () => '',
): Promise<number> {
  const since = performance.now()
  let heldUp = 0
  for (;;) {
    if (await condition()) return performance.now() - since
    const before = performance.now()
    await pause(POLL_MS)
    heldUp += Math.max(0, performance.now() - before - 2 * POLL_MS)
    const waited = performance.now() - since
    if (waited > withinMs + 3 * heldUp)
      throw new Error(`not within ${Math.round(waited)} ms: ${JSON.stringify(describe())}`)
  }
}

/** Measures how long this process is held up at the worst, in milliseconds. */
export function measureStalls(): { stop: () => number } {
  let last = performance.now()
  let worst = 0
  const timer = setInterval(() => {
    const now = performance.now()
    worst = Math.max(worst, now - last - POLL_MS)
    last = now
  }, POLL_MS)
  return {
    stop() {
      clearInterval(timer)
      return worst
    },
  }
}
