/** Part of `npm run prove:media`: what fifty strangers leave behind in a page. */
import type { CDPSession, ElementHandle } from 'puppeteer-core'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { closeBrowsers } from '../browser/browsers.ts'
import { createVisitor, type Visitor } from '../browser/visitor.ts'
import { startSignaling, type SignalingProcess } from '../helpers/signalingProcess.ts'

const FEW = 5
const MANY = 50
const GROWTH_MAX = 1.1

/** A picture of one red pixel. */
const PICTURE = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGP4z8AAAAMBAQDJ/pLvAAAAAElFTkSuQmCC',
  'base64',
)

/** Counts timers that wait, and object URLs that live; in the page, before any script of ours. */
function keepCount(): void {
  const timers = new Set<unknown>()
  const urls = new Set<string>()
  const {
    setTimeout: later,
    clearTimeout: forget,
    setInterval: often,
    clearInterval: stop,
  } = window
  Object.assign(globalThis, {
    timers,
    urls,
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
}

let server: SignalingProcess
let folder: string

beforeAll(async () => {
  server = await startSignaling()
  folder = mkdtempSync(join(tmpdir(), 'p2pchat-strangers-'))
  writeFileSync(join(folder, 'picture.png'), PICTURE)
})
afterAll(async () => {
  await closeBrowsers()
  await server.stop()
  rmSync(folder, { recursive: true })
})

/** Meets somebody new: words and a picture both ways, then Next. */
async function meet(visitor: Visitor): Promise<void> {
  const stranger = await createVisitor('chromium', server.origin)
  await stranger.find()
  await Promise.all([visitor, stranger].map((one) => one.hears('You are talking')))
  await stranger.write('hello')
  await visitor.reads('hello')
  for (const one of [visitor, stranger]) {
    const input = (await one.page.waitForSelector(
      'input[type=file]',
    )) as ElementHandle<HTMLInputElement>
    await input.uploadFile(join(folder, 'picture.png'))
    await input.dispose()
    await one.press('Send')
  }
  await Promise.all([visitor, stranger].map((one) => one.press('Reveal')))
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
  // What the tests themselves keep is not the page's.
  const counts = await visitor.page.evaluate(() => {
    const kept = globalThis as unknown as {
      keptConnections: unknown[]
      timers: Set<unknown>
      urls: Set<string>
    }
    kept.keptConnections.length = 0
    return { timers: kept.timers.size, urls: kept.urls.size }
  })
  for (let round = 0; round < 5; round += 1) await session.send('HeapProfiler.collectGarbage')
  const { usedSize } = await session.send('Runtime.getHeapUsage')
  const { nodes, jsEventListeners } = await session.send('Memory.getDOMCounters')
  const held = await heldBy(session)
  return { ...counts, held, heap: usedSize, nodes, listeners: jsEventListeners }
}

test('[P4] fifty strangers leave no more in a page than five', async () => {
  const visitor = await createVisitor('chromium', server.origin, { before: keepCount })
  const session = await visitor.page.createCDPSession()
  await visitor.find()
  await visitor.hears('Looking for someone')
  for (let nth = 0; nth < FEW; nth += 1) await meet(visitor)
  const few = await look(visitor, session)
  for (let nth = FEW; nth < MANY; nth += 1) await meet(visitor)
  const many = await look(visitor, session)
  process.stdout.write(
    `after ${FEW}: ${JSON.stringify(few)}\nafter ${MANY}: ${JSON.stringify(many)}\n`,
  )
  expect(many.held / few.held).toBeLessThan(GROWTH_MAX)
  expect(many.timers).toBeLessThanOrEqual(few.timers + 1)
  expect(many.urls).toBe(0)
  expect(many.nodes / few.nodes).toBeLessThan(GROWTH_MAX)
  expect(many.listeners / few.listeners).toBeLessThan(GROWTH_MAX)
  await visitor.leave()
}, 900_000)
