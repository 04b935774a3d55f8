/** What a page makes and has to give back, counted in the page itself, before any script of ours. */

/** What a page has to give back; kept weakly, or it would be this count that holds it. */
export interface Held {
  readonly keptConnections: RTCPeerConnection[]
  readonly timers: Set<unknown>
  readonly urls: Set<string>
  readonly tracks: WeakRef<MediaStreamTrack>[]
  readonly sounds: WeakRef<AudioContext>[]
  readonly workers: Set<WeakRef<Worker>>
}

/** Counts timers that wait, object URLs, tracks, workers and audio contexts that live; in the page, before any script of ours. */
export function keepCount(): void {
  const timers = new Set<unknown>()
  const urls = new Set<string>()
  const tracks: WeakRef<MediaStreamTrack>[] = []
  const sounds: WeakRef<AudioContext>[] = []
  const workers = new Set<WeakRef<Worker>>()
  const {
    setTimeout: later,
    clearTimeout: forget,
    setInterval: often,
    clearInterval: stop,
  } = window
  Object.assign(globalThis, {
    timers,
    urls,
    tracks,
    sounds,
    workers,
    setTimeout(then: () => void, delay: number) {
      const timer: number = later(() => {
        timers.delete(timer)
        then()
      }, delay)
      timers.add(timer)
      return timer
    },
    clearTimeout(timer: number) {
      timers.delete(timer)
      forget(timer)
    },
    setInterval(then: () => void, delay: number) {
      const timer = often(then, delay)
      timers.add(timer)
      return timer
    },
    clearInterval(timer: number) {
      timers.delete(timer)
      stop(timer)
    },
  })
  const { createObjectURL, revokeObjectURL } = URL
  URL.createObjectURL = (thing: Blob) => {
    const url = createObjectURL(thing)
    urls.add(url)
    return url
  }
  URL.revokeObjectURL = (url) => {
    urls.delete(url)
    revokeObjectURL(url)
  }
  const keep = <Thing extends MediaStreamTrack>(track: Thing): Thing => {
    tracks.push(new WeakRef(track))
    return track
  }
  const keepAll = (stream: MediaStream): MediaStream => {
    for (const track of stream.getTracks()) keep(track)
    return stream
  }
  // The empty page before ours has no devices.
  if (isSecureContext) {
    const { getUserMedia, getDisplayMedia } = MediaDevices.prototype
    MediaDevices.prototype.getUserMedia = async function ask(how) {
      return keepAll(await getUserMedia.call(this, how))
    }
    MediaDevices.prototype.getDisplayMedia = async function ask(how) {
      return keepAll(await getDisplayMedia.call(this, how))
    }
  }
  const { clone } = MediaStreamTrack.prototype
  MediaStreamTrack.prototype.clone = function copy() {
    return keep(clone.call(this))
  }
  const [Sound, Work] = [AudioContext, Worker]
  class WatchedSound extends Sound {
    constructor(options?: AudioContextOptions) {
      super(options)
      sounds.push(new WeakRef(this))
    }
  }
  class WatchedWorker extends Work {
    readonly #kept = new WeakRef<Worker>(this)
    constructor(url: string | URL, options?: WorkerOptions) {
      super(url, options)
      workers.add(this.#kept)
    }
    override terminate(): void {
      workers.delete(this.#kept)
      super.terminate()
    }
  }
  Object.assign(globalThis, { AudioContext: WatchedSound, Worker: WatchedWorker })
}

/** Headless Firefox has no screen to share: a canvas stands in for it. In the page, before the tracks are counted. */
export function shareCanvas(): void {
  // The empty page before ours has no devices.
  if (!isSecureContext || !navigator.userAgent.includes('Firefox')) return
  MediaDevices.prototype.getDisplayMedia = async () => {
    const canvas = document.createElement('canvas')
    canvas.getContext('2d')?.fillRect(0, 0, canvas.width, canvas.height)
    return canvas.captureStream(1)
  }
}
