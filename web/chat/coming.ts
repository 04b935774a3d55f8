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

/** Some phones stop a picture while another app is in front, and show black until it is given anew. */
export function revive(video: HTMLVideoElement | null, stream: MediaStream | null): void {
  if (video === null || stream === null || !video.paused) return
  video.srcObject = null
  video.srcObject = stream
  video.play().catch(() => undefined)
}
