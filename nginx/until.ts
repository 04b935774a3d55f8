/** Waiting for a program that has just been started. */
import { setTimeout as pause } from 'node:timers/promises'

const EVERY_MS = 50
const PATIENCE_MS = 15_000

/** Tries until it is true; `false` when it has not become so. */
export async function until(isSo: () => Promise<boolean>): Promise<boolean> {
  const end = performance.now() + PATIENCE_MS
  while (performance.now() < end) {
    if (await isSo()) return true
    await pause(EVERY_MS)
  }
  return false
}
