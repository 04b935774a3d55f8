/** Which timers a page has not ended yet. */
import type { Visitor } from './visitor.ts'

/** Keeps how long each timer waits that has not ended; runs in the page, before any script of ours. */
export function keepTimers(): void {
  const timers = new Map<unknown, number>()
  const { setTimeout: later, clearTimeout: forget, setInterval: often, clearInterval: end } = window
  const drop = (timer: number) => {
    timers.delete(timer)
    forget(timer)
    end(timer)
  }
  Object.assign(globalThis, {
    timers,
    setTimeout(then: (...given: unknown[]) => void, wait = 0, ...given: unknown[]) {
      const timer: number = later(() => {
        timers.delete(timer)
        then(...given)
      }, wait)
      timers.set(timer, wait)
      return timer
    },
    setInterval(then: () => void, wait = 0) {
      const timer = often(then, wait)
      timers.set(timer, wait)
      return timer
    },
    clearTimeout: drop,
    clearInterval: drop,
  })
}

/** Until a last word has got out. */
const LINGER_MS = 250
/** What may still wait when a conversation is over, each once and for so long. */
const AFTER_MS = {
  'a look whether the socket still answers': 20_000,
  'the camera stays ready': 30_000,
  'meeting again can be wished': 60_000,
  'a report can be sent': 60_000,
}

/** How long those wait that nobody knows of, once a conversation is over. */
export async function strayTimersOf({ page }: Visitor): Promise<number[]> {
  await page.waitForFunction(
    (linger) => {
      const { timers } = globalThis as unknown as { timers: Map<unknown, number> }
      return ![...timers.values()].includes(linger)
    },
    { polling: 50 },
    LINGER_MS,
  )
  const left = await page.evaluate(() => [
    ...(globalThis as unknown as { timers: Map<unknown, number> }).timers.values(),
  ])
  for (const ms of Object.values(AFTER_MS)) if (left.includes(ms)) left.splice(left.indexOf(ms), 1)
  return left
}
