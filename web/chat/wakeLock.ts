/** Keeps the screen from going dark during a conversation: the only file that asks for it. */
import { onReturn } from './coming.ts'

/** @returns lets it go dark again */
export function keepAwake(): () => void {
  const { wakeLock } = navigator as { wakeLock?: WakeLock }
  if (wakeLock === undefined) return () => undefined
  let held: WakeLockSentinel | null = null
  const isHeld = () => held !== null && !held.released
  let isOver = false

  /** A browser takes the lock away whenever the page is hidden. */
  async function acquire(lock: WakeLock): Promise<void> {
    if (isOver || document.visibilityState !== 'visible' || isHeld()) return
    const taken = await lock.request('screen')
    if (isOver || isHeld()) await taken.release()
    else held = taken
  }
  // A battery that is nearly empty refuses, and is right.
  const look = () => void acquire(wakeLock).catch(() => undefined)
  const forget = onReturn(look)
  look()

  return () => {
    isOver = true
    forget()
    held?.release().catch(() => undefined)
    held = null
  }
}
