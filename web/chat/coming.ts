/** The visitor comes back to the page: some phones say so by one of these events only. */

/** @returns stops listening */
export function onReturn(listener: () => void): () => void {
  const look = () => {
    if (document.visibilityState === 'visible') listener()
  }
  document.addEventListener('visibilitychange', look)
  addEventListener('focus', look)
  addEventListener('pageshow', look)
  return () => {
    document.removeEventListener('visibilitychange', look)
    removeEventListener('focus', look)
    removeEventListener('pageshow', look)
  }
}

/**
 * Some phones stop what plays while another app is in front, and show black until it is given anew.
 * @throws {DOMException} when the browser does not play it, or not without a press
 */
export async function revive(
  player: HTMLMediaElement | null,
  stream: MediaStream | null,
): Promise<void> {
  if (player === null || stream === null || !player.paused) return
  player.srcObject = null
  player.srcObject = stream
  await player.play()
}
