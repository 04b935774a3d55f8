/** Painted people, in the place of cameras and of pictures that were sent. */

/** What somebody's room is like: wall, light, clothes. */
type Palette = readonly [wall: string, light: string, clothes: string]
const STRANGER: Palette = ['#3d4a57', '#d9b08c', '#7a3b3b']
const OWN: Palette = ['#5b5140', '#c68f6b', '#2f4f4f']
const WIDTH = 640
const HEIGHT = 480
const FRAME_MS = 100

function paint([wall, light, clothes]: Palette): HTMLCanvasElement {
  const canvas = document.createElement('canvas')
  canvas.width = WIDTH
  canvas.height = HEIGHT
  const context = canvas.getContext('2d')
  if (context === null) return canvas
  context.fillStyle = wall
  context.fillRect(0, 0, WIDTH, HEIGHT)
  context.fillStyle = clothes
  context.beginPath()
  context.ellipse(WIDTH / 2, HEIGHT, 200, 160, 0, 0, 2 * Math.PI)
  context.fill()
  context.fillStyle = light
  context.beginPath()
  context.ellipse(WIDTH / 2, HEIGHT * 0.42, 92, 120, 0, 0, 2 * Math.PI)
  context.fill()
  return canvas
}

function streamOf(palette: Palette): MediaStream {
  const canvas = paint(palette)
  const stream = canvas.captureStream()
  // What never changes is never sent to who begins to look.
  const context = canvas.getContext('2d')
  setInterval(() => context?.fillRect(0, 0, 1, 1), FRAME_MS)
  // As a microphone would be there: silent, and never opened.
  const voice = new AudioContext().createMediaStreamDestination().stream
  for (const track of voice.getAudioTracks()) stream.addTrack(track)
  return stream
}

/** The pictures of one screen; made when it is drawn. */
export interface Paintings {
  readonly stranger: MediaStream
  readonly own: MediaStream
  readonly picture: string
}

export const makePaintings = (): Paintings => ({
  stranger: streamOf(STRANGER),
  own: streamOf(OWN),
  picture: paint(['#8fb6c9', '#f2e2b8', '#4c6b45']).toDataURL('image/png'),
})
