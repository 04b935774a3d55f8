/** Devices that cannot be had. */

/** Run in the page: cameras and microphones that fail like that until the test says otherwise. */
export const failing = {
  busy: () => {
    const { mediaDevices } = navigator
    const original = mediaDevices.getUserMedia.bind(mediaDevices)
    mediaDevices.getUserMedia = async (constraints) => {
      if ('isFree' in globalThis || constraints?.video === undefined || constraints.video === false)
        return original(constraints)
      throw new DOMException('Could not start video source', 'NotReadableError')
    }
  },
  silent: () => {
    // The empty page, on which every browser begins, has none.
    const mediaDevices: MediaDevices | undefined = navigator.mediaDevices
    if (mediaDevices === undefined) return
    const original = mediaDevices.getUserMedia.bind(mediaDevices)
    mediaDevices.getUserMedia = async (constraints) => {
      if ('isFree' in globalThis || constraints?.audio === undefined) return original(constraints)
      throw new DOMException('Requested device not found', 'NotFoundError')
    }
  },
  hidden: () => {
    Object.defineProperty(Navigator.prototype, 'mediaDevices', { get: () => undefined })
  },
  insecure: () => {
    Object.defineProperty(globalThis, 'isSecureContext', { value: false })
    Object.defineProperty(Navigator.prototype, 'mediaDevices', { get: () => undefined })
  },
}
