/** Part of `npm run prove:media`: what fifty strangers leave behind in a page. */
import type { CDPSession, ElementHandle } from 'puppeteer-core'
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { browserOf, closeBrowsers, type Kind } from '../browser/browsers.ts'
import { createVisitor, type Visitor } from '../browser/visitor.ts'
import { MINE, recordsUntil, THEIRS } from '../browser/voiceNotes.ts'
import { startSignaling, type SignalingProcess } from '../helpers/signalingProcess.ts'
import { memoryOf, treeOf } from './browserCost.ts'
import { keepCount, shareCanvas, type Held } from './keepCount.ts'

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
  // It may be over before anybody looks.
  await receiver.page.waitForFunction(
    (note) => (document.querySelector<HTMLAudioElement>(`${note} audio`)?.played.length ?? 0) > 0,
    { polling: 50 },
    THEIRS,
  )
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

/** What has ended, or nobody holds, is given back. */
async function collect(session: CDPSession): Promise<void> {
  for (let round = 0; round < 5; round += 1) await session.send('HeapProfiler.collectGarbage')
}

/** What a page keeps count of. What the tests themselves keep is not the page's, and goes with this. */
async function count(visitor: Visitor) {
  // The last one is closed a moment after the words are there, and one waits for the next.
  await visitor.page.waitForFunction(
    () => {
      const { keptConnections } = globalThis as unknown as Held
      return keptConnections.filter((one) => one.connectionState !== 'closed').length === 1
    },
    { polling: 50 },
  )
  return visitor.page.evaluate(() => {
    const { keptConnections, timers, urls, tracks, sounds, workers } = globalThis as unknown as Held
    const live = keptConnections.filter((one) => one.connectionState !== 'closed')
    keptConnections.splice(0, Infinity, ...live)
    return {
      timers: timers.size,
      urls: urls.size,
      connections: live.length,
      tracks: tracks.filter((one) => one.deref()?.readyState === 'live').length,
      sounds: sounds.filter((one) => (one.deref()?.state ?? 'closed') !== 'closed').length,
      workers: workers.size,
      elements: document.querySelectorAll('*').length,
    }
  })
}

/** What a page holds in memory: of Chromium alone, for no other browser is asked so closely. */
async function weigh(session: CDPSession) {
  await collect(session)
  const { usedSize } = await session.send('Runtime.getHeapUsage')
  const { nodes, jsEventListeners } = await session.send('Memory.getDOMCounters')
  const held = await heldBy(session)
  return { held, heap: usedSize, nodes, listeners: jsEventListeners }
}

/** Bytes of all processes of a browser; printed alone, for nobody can make it give back what has ended. */
async function resident(kind: Kind): Promise<number> {
  const { pid } = (await browserOf(kind)).process() ?? {}
  if (pid === undefined) throw new Error('the browser was not started here')
  return memoryOf(treeOf(pid))
}

async function look(visitor: Visitor, session: CDPSession | null) {
  if (session !== null) await collect(session)
  return { ...(await count(visitor)), ...(session === null ? {} : await weigh(session)) }
}
type Looked = Awaited<ReturnType<typeof look>>

const KINDS: readonly Kind[] = ['chromium', 'firefox']

test.each(KINDS)(
  '[P4] fifty strangers leave no more in a page than five: %s',
  async (kind) => {
    const visitor = await createVisitor(kind, server.origin, {
      before: [shareCanvas, keepCount, saveNowhere],
      viewport: WIDE,
    })
    const session = kind === 'chromium' ? await visitor.page.createCDPSession() : null
    await visitor.find()
    await visitor.hears('Looking for someone')
    await drawPicture(visitor)
    for (let nth = 0; nth < FEW; nth += 1) await meet(visitor, nth)
    const few = await look(visitor, session)
    const early = await resident(kind)
    for (let nth = FEW; nth < MANY; nth += 1) await meet(visitor, nth)
    const many = await look(visitor, session)
    process.stdout.write(
      `${kind}, after ${FEW}: ${JSON.stringify(few)}\nafter ${MANY}: ${JSON.stringify(many)}\n`,
    )
    const times = (await resident(kind)) / early
    process.stdout.write(`${kind}, memory of all its processes: ${times.toFixed(2)} times\n`)
    expect(many.urls).toBe(0)
    // Camera and microphone go on to the next one, and a connection waits for him.
    for (const what of ['tracks', 'connections', 'sounds', 'workers'] as const)
      expect([what, many[what]]).toEqual([what, few[what]])
    expect([few.tracks, few.connections, few.workers]).toEqual([2, 1, 0])
    expect(many.timers).toBeLessThanOrEqual(few.timers + 1)
    const growth = (what: keyof Looked) => Number(many[what]) / Number(few[what])
    expect(growth('elements')).toBeLessThan(GROWTH_MAX)
    if (session !== null)
      for (const what of ['held', 'nodes', 'listeners'] as const)
        expect([what, growth(what) < GROWTH_MAX]).toEqual([what, true])
    await visitor.leave()
  },
  1_500_000,
)
