/** What comes from the stranger in a call, as the browser's own statistics have it. */
import { setTimeout as pause } from 'node:timers/promises'
import type { Page } from 'puppeteer-core'

/** The value in the middle; of an even number of them, what lies between the two there. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const [low = Number.NaN, high = Number.NaN] = [
    sorted[Math.floor((values.length - 1) / 2)],
    sorted[Math.floor(values.length / 2)],
  ]
  return (low + high) / 2
}

/** What the statistics say of what comes from the stranger; in the page. */
async function readIncoming() {
  const { keptConnections } = globalThis as unknown as { keptConnections: RTCPeerConnection[] }
  const connection = keptConnections.findLast(
    ({ connectionState }) => connectionState === 'connected',
  )
  const reports = [...((await connection?.getStats())?.values() ?? [])] as Record<string, unknown>[]
  const of = (kind: string) =>
    reports.find((report) => report['type'] === 'inbound-rtp' && report['kind'] === kind) ?? {}
  const number = (value: unknown) => Number(value ?? 0)
  const [audio, video] = [of('audio'), of('video')]
  return {
    at: performance.now(),
    lost: number(audio['packetsLost']),
    received: number(audio['packetsReceived']),
    concealed: number(audio['concealedSamples']) - number(audio['silentConcealedSamples']),
    samples: number(audio['totalSamplesReceived']),
    frames: number(video['framesDecoded']),
    height: number(video['frameHeight']),
    bytes: number(video['bytesReceived']),
  }
}
type Incoming = Awaited<ReturnType<typeof readIncoming>>

/** What came between two moments. */
function between(before: Incoming, after: Incoming) {
  const seconds = (after.at - before.at) / 1000
  const packets = after.received - before.received
  const lost = Math.max(0, after.lost - before.lost)
  return {
    audioLoss: lost / Math.max(1, packets + lost),
    concealed: (after.concealed - before.concealed) / Math.max(1, after.samples - before.samples),
    framesPerSecond: (after.frames - before.frames) / seconds,
    height: after.height,
    kilobits: ((after.bytes - before.bytes) * 8) / 1000 / seconds,
  }
}
export async function watchFor(page: Page, seconds: number) {
  const before = await page.evaluate(readIncoming)
  await pause(seconds * 1000)
  return between(before, await page.evaluate(readIncoming))
}
export type Figures = Awaited<ReturnType<typeof watchFor>>

/** What came in every few seconds, one after the other, for as long as `work` takes. */
export async function watchDuring(page: Page, seconds: number, work: Promise<unknown>) {
  let isOver = false
  const over = work.finally(() => {
    isOver = true
  })
  const all: Figures[] = []
  while (!isOver) all.push(await watchFor(page, seconds))
  await over
  return all
}

/** How well the voice came, and what of the picture. */
export const heardAndSeen = (one: Figures): string =>
  `audio loss ${(one.audioLoss * 100).toFixed(1)} %, concealed ${(one.concealed * 100).toFixed(1)} %; ` +
  `video ${one.kilobits.toFixed(0)} kbit/s, ${one.framesPerSecond.toFixed(1)} frames/s, ${one.height} lines`

/** How alive the picture was. */
export function pictures(all: readonly Figures[]): string {
  const speeds = all.map(({ framesPerSecond }) => framesPerSecond)
  const kilobits = median(all.map((one) => one.kilobits))
  return (
    `${median(speeds).toFixed(1)} frames/s, at least ${Math.min(...speeds).toFixed(1)}, ` +
    `of ${all.at(-1)?.height} lines, ${kilobits.toFixed(0)} kbit/s, in ${all.length} windows`
  )
}
