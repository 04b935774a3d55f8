/** Part of `npm run prove:media`: what fifty strangers leave behind in a page. */
import type { CDPSession, ElementHandle } from 'puppeteer-core'
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { closeBrowsers } from '../browser/browsers.ts'
import { createVisitor, type Visitor } from '../browser/visitor.ts'
import { MINE, plays, recordsUntil, THEIRS } from '../browser/voiceNotes.ts'
import { startSignaling, type SignalingProcess } from '../helpers/signalingProcess.ts'

const FEW = 5
const MANY = 50
const GROWTH_MAX = 1.1

/** Of the picture that is chosen, at least; and of a file that takes some blocks. */
const PICTURE_BYTES = 300_000
const FILE_BYTES = 1_500_000
/** All but each third conversation have files, voice notes and a shared screen as well. */
const PLAIN_EVERY = 3
/** So wide that all controls of a call stand in a row. */
const WIDE = { width: 1440, height: 900 }

/** What a page has to give back; kept weakly, or it would be this count that holds it. */
interface Held {
  readonly keptConnections: RTCPeerConnection[]
  readonly timers: Set<unknown>
  readonly urls: Set<string>
  readonly tracks: WeakRef<MediaStreamTrack>[]
  readonly sounds: WeakRef<AudioContext>[]
  readonly workers: Set<WeakRef<Worker>>
}

/** Counts timers that wait, object URLs, tracks, workers and audio contexts that live; in the page, before any script of ours. */
function keepCount(): void {
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

/** What is saved goes nowhere: the disk stays as it is. In the page. */
function saveNowhere(): void {
  const { click } = HTMLElement.prototype
  HTMLElement.prototype.click = function press() {
    if (!(this instanceof HTMLAnchorElement)) click.call(this)
  }
}

let server: SignalingProcess
let folder: string

beforeAll(async () => {
  server = await startSignaling()
  folder = mkdtempSync(join(tmpdir(), 'p2pchat-strangers-'))
  writeFileSync(join(folder, 'file.bin'), randomBytes(FILE_BYTES))
})
afterAll(async () => {
  await closeBrowsers()
  await server.stop()
  rmSync(folder, { recursive: true })
})

/** Waits for an element without holding it, which would be the test's leak. */
async function appears({ page }: Visitor, selector: string, hidden = false): Promise<void> {
  const handle = await page.waitForSelector(selector, { hidden })
  await handle?.dispose()
}

async function choose({ page }: Visitor, name: string): Promise<void> {
  const input = (await page.waitForSelector('input[type=file]')) as ElementHandle<HTMLInputElement>
  await input.uploadFile(join(folder, name))
  await input.dispose()
}

/** A picture of noise, which nothing makes smaller; drawn by a browser. */
async function drawPicture({ page }: Visitor): Promise<void> {
  const text = await page.evaluate(() => {
    const canvas = new OffscreenCanvas(400, 250)
    const context = canvas.getContext('2d')
    const noise = new ImageData(400, 250)
    for (let at = 0; at < noise.data.length; at += 4) {
      crypto.getRandomValues(noise.data.subarray(at, at + 3))
      noise.data[at + 3] = 255
    }
    context?.putImageData(noise, 0, 0)
    return canvas.convertToBlob({ type: 'image/png' }).then(
      (blob) =>
        new Promise<string>((resolve) => {
          const reader = new FileReader()
          reader.addEventListener('load', () => resolve(reader.result as string))
          reader.readAsDataURL(blob)
        }),
    )
  })
  const bytes = Buffer.from(text.slice(text.indexOf(',') + 1), 'base64')
  expect(bytes.length).toBeGreaterThan(PICTURE_BYTES)
  writeFileSync(join(folder, 'picture.png'), bytes)
}

/** One sends a file, the other takes it and saves it, or has enough of it. */
async function passFile(sender: Visitor, receiver: Visitor, isCancelled: boolean): Promise<void> {
  await choose(sender, 'file.bin')
  await sender.press('Send')
  if (isCancelled) {
    await appears(receiver, '::-p-aria(Accept[role="button"])')
    await sender.press('Cancel')
    await appears(receiver, '.file-actions', true)
    return
  }
  await receiver.press('Accept')
  await receiver.press('Save', '.file-item')
}

/** A note of a second, and the stranger hears it. */
async function speak(sender: Visitor, receiver: Visitor): Promise<void> {
  await sender.press('Voice note')
  await recordsUntil(sender, '0:01')
  await sender.press('Finish note')
  await appears(sender, `form ${MINE}`)
  await sender.press('Send')
  await appears(receiver, `${THEIRS} .voice-play:not(:disabled)`)
  await receiver.page.click(`${THEIRS} .voice-play`)
  await plays(receiver, THEIRS, 'playing')
}

/** Meets somebody new: words and pictures both ways, mostly more, then Next. */
async function meet(visitor: Visitor, nth: number): Promise<void> {
  const stranger = await createVisitor('chromium', server.origin, { before: saveNowhere })
  await stranger.find()
  await Promise.all([visitor, stranger].map((one) => one.hears('You are talking')))
  // The chat comes after the words, and writing waits for nothing.
  await appears(stranger, 'textarea[aria-label=Message]')
  await stranger.write('hello')
  await visitor.reads('hello')
  for (const one of [visitor, stranger]) {
    await choose(one, 'picture.png')
    await one.press('Send')
  }
  await Promise.all([visitor, stranger].map((one) => one.press('Reveal')))
  if (nth % PLAIN_EVERY !== 0) {
    await passFile(stranger, visitor, false)
    await passFile(visitor, stranger, nth % 2 === 0)
    await speak(visitor, stranger)
    await speak(stranger, visitor)
    await visitor.press('Share screen')
    await stranger.sees('The stranger shows a screen')
    await visitor.press('Stop sharing')
  }
  await visitor.press('Next')
  await stranger.leave()
  await visitor.hears('Looking for someone')
}

interface Snapshot {
  readonly snapshot: {
    readonly meta: {
      readonly node_fields: readonly string[]
      readonly node_types: readonly [readonly string[], ...unknown[]]
    }
  }
  readonly nodes: readonly number[]
  readonly strings: readonly string[]
}

/** The browser's own diary of how quick a page is, which has bounds of its own. */
const DIARY =
  /^(Performance|LayoutShift|LargestContentfulPaint|InteractionContentfulPaint|TaskAttribution|DOMRectReadOnly|blink::(ScriptTiming|NetworkResources))/

/**
 * Bytes of all that a page holds: neither the diary, nor the machine code that V8 makes of functions
 * that are used often, which grows for the first dozens of strangers and is the same for all of them.
 */
async function heldBy(session: CDPSession): Promise<number> {
  const parts: string[] = []
  const take = ({ chunk }: { chunk: string }) => parts.push(chunk)
  session.on('HeapProfiler.addHeapSnapshotChunk', take)
  await session.send('HeapProfiler.takeHeapSnapshot', { reportProgress: false })
  session.off('HeapProfiler.addHeapSnapshotChunk', take)
  const { snapshot, nodes, strings } = JSON.parse(parts.join('')) as Snapshot
  const { node_fields: fields, node_types: types } = snapshot.meta
  const [type, name, size] = ['type', 'name', 'self_size'].map((field) => fields.indexOf(field))
  let sum = 0
  for (let at = 0; at < nodes.length; at += fields.length) {
    const kind = types[0][nodes[at + (type ?? 0)] ?? 0]
    const isDiary = DIARY.test(strings[nodes[at + (name ?? 0)] ?? 0] ?? '')
    if (kind !== 'code' && !isDiary) sum += nodes[at + (size ?? 0)] ?? 0
  }
  return sum
}

async function look(visitor: Visitor, session: CDPSession) {
  // The last one is closed a moment after the words are there, and one waits for the next.
  await visitor.page.waitForFunction(() => {
    const { keptConnections } = globalThis as unknown as Held
    return keptConnections.filter((one) => one.connectionState !== 'closed').length === 1
  })
  // What has ended, or nobody holds, is given back; and what the tests themselves keep is not the page's.
  for (let round = 0; round < 5; round += 1) await session.send('HeapProfiler.collectGarbage')
  const counts = await visitor.page.evaluate(() => {
    const { keptConnections, timers, urls, tracks, sounds, workers } = globalThis as unknown as Held
    const connections = keptConnections.filter((one) => one.connectionState !== 'closed').length
    keptConnections.length = 0
    return {
      timers: timers.size,
      urls: urls.size,
      connections,
      tracks: tracks.filter((one) => one.deref()?.readyState === 'live').length,
      sounds: sounds.filter((one) => (one.deref()?.state ?? 'closed') !== 'closed').length,
      workers: workers.size,
    }
  })
  for (let round = 0; round < 5; round += 1) await session.send('HeapProfiler.collectGarbage')
  const { usedSize } = await session.send('Runtime.getHeapUsage')
  const { nodes, jsEventListeners } = await session.send('Memory.getDOMCounters')
  const held = await heldBy(session)
  return { ...counts, held, heap: usedSize, nodes, listeners: jsEventListeners }
}

test('[P4] fifty strangers leave no more in a page than five', async () => {
  const visitor = await createVisitor('chromium', server.origin, {
    before: [keepCount, saveNowhere],
    viewport: WIDE,
  })
  const session = await visitor.page.createCDPSession()
  await visitor.find()
  await visitor.hears('Looking for someone')
  await drawPicture(visitor)
  for (let nth = 0; nth < FEW; nth += 1) await meet(visitor, nth)
  const few = await look(visitor, session)
  for (let nth = FEW; nth < MANY; nth += 1) await meet(visitor, nth)
  const many = await look(visitor, session)
  process.stdout.write(
    `after ${FEW}: ${JSON.stringify(few)}\nafter ${MANY}: ${JSON.stringify(many)}\n`,
  )
  expect(many.urls).toBe(0)
  // Camera and microphone go on to the next one, and a connection waits for him.
  for (const what of ['tracks', 'connections', 'sounds', 'workers'] as const)
    expect([what, many[what]]).toEqual([what, few[what]])
  expect([few.tracks, few.connections, few.workers]).toEqual([2, 1, 0])
  expect(many.timers).toBeLessThanOrEqual(few.timers + 1)
  expect(many.held / few.held).toBeLessThan(GROWTH_MAX)
  expect(many.nodes / few.nodes).toBeLessThan(GROWTH_MAX)
  expect(many.listeners / few.listeners).toBeLessThan(GROWTH_MAX)
  await visitor.leave()
}, 1_500_000)
