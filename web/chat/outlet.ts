/**
 * Video tracks taken apart and put together: frame by frame where the browser can, which works as
 * well while the page is out of sight; else by a video element, a canvas and a timer, which then
 * slows down to about a picture a second (Firefox 153, Safari).
 */

/** Pictures a second. Blurred ones need no more, and their encoding costs less. */
const RATE = 12
const PERIOD_MS = 1_000 / RATE

type Painter = (picture: CanvasImageSource, width: number, height: number) => void

/** Of the mediacapture-transform draft, as Chromium has it. */
interface TrackStreams {
  readonly MediaStreamTrackProcessor?: new (how: {
    track: MediaStreamTrack
    maxBufferSize: number
  }) => { readonly readable: ReadableStream<VideoFrame> }
  readonly MediaStreamTrackGenerator?: new (how: {
    kind: 'video'
  }) => MediaStreamTrack & { readonly writable: WritableStream<VideoFrame> }
}
const streams = globalThis as TrackStreams

export interface Outlet {
  readonly track: MediaStreamTrack
  /** What is on the canvas goes out. */
  show(): void
  close(): void
}

/** @throws where the browser makes no track of a canvas */
export function openOutlet(canvas: HTMLCanvasElement): Outlet {
  const { MediaStreamTrackGenerator: Generator } = streams
  if (Generator === undefined) {
    const [track] = canvas.captureStream(RATE).getVideoTracks()
    if (track === undefined) throw new TypeError('the canvas gave no track')
    return { track, show: () => undefined, close: () => track.stop() }
  }
  const track = new Generator({ kind: 'video' })
  const writer = track.writable.getWriter()
  return {
    track,
    show() {
      // Who cannot keep up loses pictures, and does not queue them.
      if ((writer.desiredSize ?? 0) <= 0) return
      const frame = new VideoFrame(canvas, { timestamp: Math.round(performance.now() * 1_000) })
      writer.write(frame).catch(() => frame.close())
    },
    close() {
      track.stop()
      writer.close().catch(() => undefined)
    },
  }
}

async function readFrames(
  reader: ReadableStreamDefaultReader<VideoFrame>,
  onPicture: Painter,
): Promise<void> {
  let last = -Infinity
  for (;;) {
    const { value: frame } = await reader.read()
    if (frame === undefined) return
    try {
      const now = performance.now()
      // A little early is in time: cameras keep another beat.
      if (now - last < PERIOD_MS - 10) continue
      last = now
      onPicture(frame, frame.displayWidth, frame.displayHeight)
    } finally {
      frame.close()
    }
  }
}

/**
 * Gives the pictures of a track, until it ends or is closed; the track itself is left alone.
 *
 * @returns ends it
 */
export function watchPictures(track: MediaStreamTrack, onPicture: Painter): () => void {
  const { MediaStreamTrackProcessor: Processor } = streams
  if (Processor === undefined) {
    const video = document.createElement('video')
    video.muted = true
    video.playsInline = true
    video.srcObject = new MediaStream([track])
    video.play().catch(() => undefined)
    const timer = setInterval(() => {
      const { videoWidth, videoHeight } = video
      if (videoWidth > 0) onPicture(video, videoWidth, videoHeight)
    }, PERIOD_MS)
    return () => {
      clearInterval(timer)
      video.srcObject = null
    }
  }
  const reader = new Processor({ track, maxBufferSize: 1 }).readable.getReader()
  readFrames(reader, onPicture).catch(() => undefined)
  return () => void reader.cancel().catch(() => undefined)
}
