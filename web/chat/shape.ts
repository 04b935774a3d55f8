/** A drawn shape in a camera's place: made of dice alone, and moved a little by the voice. */
import { openOutlet, type Outlet } from './outlet.ts'

const WIDTH = 320
const HEIGHT = 240
const FRAME_MS = 80
/** Nothing moves, but a connection wants a picture now and then. */
const STILL_MS = 1_000
const PETALS = 3

/** What a shape is drawn from: one number for each of its traits, from 0 to 1. */
export type Seed = readonly number[]

export const rollSeed = (): Seed =>
  [...crypto.getRandomValues(new Uint8Array(1 + PETALS * 3))].map((byte) => byte / 255)

function draw(context: CanvasRenderingContext2D, seed: Seed, seconds: number, voice: number): void {
  const [hue = 0, ...traits] = seed
  context.globalCompositeOperation = 'source-over'
  context.fillStyle = `hsl(${hue * 360} 18% 12%)`
  context.fillRect(0, 0, WIDTH, HEIGHT)
  context.globalCompositeOperation = 'screen'
  for (let petal = 0; petal < PETALS; petal += 1) {
    const [turn = 0, reach = 0, tone = 0] = traits.slice(petal * 3)
    const angle = 2 * Math.PI * (turn + (seconds * (0.5 + reach)) / 24)
    const x = WIDTH / 2 + Math.cos(angle) * (18 + 34 * reach)
    const y = HEIGHT / 2 + Math.sin(angle) * (14 + 26 * reach)
    const radius = 46 + 26 * tone + 34 * voice
    context.fillStyle = `hsl(${(hue + tone / 3) * 360} 45% ${34 + 8 * petal}%)`
    context.beginPath()
    context.ellipse(x, y, radius, radius * (0.75 + 0.25 * reach), angle, 0, 2 * Math.PI)
    context.fill()
  }
}

/** @param loudness how loud the visitor is now, from 0 to 1 */
export function openShape(seed: Seed, loudness: () => number): Pick<Outlet, 'track' | 'close'> {
  const canvas = document.createElement('canvas')
  canvas.width = WIDTH
  canvas.height = HEIGHT
  const context = canvas.getContext('2d')
  if (context === null) throw new TypeError('there is no canvas')
  const isStill = matchMedia('(prefers-reduced-motion: reduce)').matches
  const outlet = openOutlet(canvas)
  let voice = 0
  function paint(): void {
    if (context === null) return
    // Rises at once and falls slowly, as a breath does.
    voice = Math.max(isStill ? 0 : loudness(), voice * 0.85)
    draw(context, seed, isStill ? 0 : performance.now() / 1_000, voice)
    outlet.show()
  }
  paint()
  const timer = setInterval(paint, isStill ? STILL_MS : FRAME_MS)
  return {
    track: outlet.track,
    close() {
      clearInterval(timer)
      outlet.close()
    },
  }
}
