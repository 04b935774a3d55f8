/**
 * What the start screen costs a slow phone, and how busy later screens keep the page.
 *
 * Beside each figure stands that of a page without scripts, or of a call in which nothing happens,
 * from the same run: only the ratios carry over to another machine.
 */
import { readdirSync, readFileSync } from 'node:fs'

const ROUNDS = 3
/** As slow as the phones that Lighthouse has in mind. */
const SLOWER = 4
/** Time for all that a page loads by itself. */
const SETTLED_MS = 1_500
const LONG_TASK_MS = 50
const FRAME_MS = 1_000 / 60
/** Of 95 in 100 frames: then none is lost for our sake. */
export const FRAME_GOAL_MS = 16
const WATCH_MS = 4_000
const LOOKS_MS = 10_000
/** Of each half: what moves is still moving when the last line has been typed. */
const HALF_BYTES = 160_000_000
/** Faster than this a page takes somebody's lines for a flood, and leaves some out. */
const LINE_MS = 100

const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]

/** Notes what a page takes to appear; runs in the page before anything else. */
function watchLoading() {
  const seen = { paint: 0, blocked: 0, moved: 0 }
  globalThis.seen = seen
  const watch = (type, note) =>
    new PerformanceObserver((list) => list.getEntries().forEach(note)).observe({
      type,
      buffered: true,
    })
  watch('paint', ({ name, startTime }) => {
    if (name === 'first-contentful-paint') seen.paint = startTime
  })
  watch('longtask', ({ duration }) => (seen.blocked += Math.max(0, duration - 50)))
  watch('layout-shift', ({ value, hadRecentInput }) => (seen.moved += hadRecentInput ? 0 : value))
}

async function load(browser, url) {
  const context = await browser.createBrowserContext()
  const page = await context.newPage()
  await page.setViewport({ width: 360, height: 640, isMobile: true, hasTouch: true })
  await page.emulateCPUThrottling(SLOWER)
  await page.evaluateOnNewDocument(watchLoading)
  await page.goto(url)
  await new Promise((resolve) => setTimeout(resolve, SETTLED_MS * SLOWER))
  const seen = await page.evaluate(() => globalThis.seen)
  await context.close()
  return seen
}

/** Of the start screen and of a page without scripts: first paint, blocking time, movement. */
export async function measureStart(browser, origin) {
  const ours = []
  const plain = []
  for (let round = 0; round < ROUNDS; round += 1) {
    plain.push(await load(browser, `${origin}/terms`))
    ours.push(await load(browser, origin))
  }
  const figure = (part) => ({
    ours: median(ours.map((one) => one[part])),
    floor: median(plain.map((one) => one[part])),
  })
  return { paint: figure('paint'), blocked: figure('blocked'), moved: figure('moved') }
}

export async function benchStart(browser, origin) {
  const start = await measureStart(browser, origin)
  const row = (name, { ours: mine, floor }, digits) => {
    const ratio = floor > 0 ? `, ratio ${(mine / floor).toFixed(2)}` : ''
    return `${name}: ${mine.toFixed(digits)} to ${floor.toFixed(digits)}${ratio}\n`
  }
  return (
    `\nstart screen on a phone, ${SLOWER} times slower, beside our page without scripts\n` +
    row('first contentful paint (ms)', start.paint, 0) +
    row(`blocked beyond ${LONG_TASK_MS} ms (ms)`, start.blocked, 0) +
    row('layout shift', start.moved, 3)
  )
}

/** What the page's main thread did meanwhile, as the browser itself tells. */
async function record(page, act) {
  await page.tracing.start({
    categories: ['devtools.timeline', 'disabled-by-default-devtools.timeline', 'blink.user_timing'],
  })
  await page.evaluate(() => performance.mark('bench'))
  await act()
  const { traceEvents } = JSON.parse(Buffer.from(await page.tracing.stop()).toString())
  const mark = traceEvents.find(({ name, cat }) => name === 'bench' && cat?.includes('user_timing'))
  return traceEvents.filter(({ pid, tid }) => pid === mark.pid && tid === mark.tid)
}

/**
 * Milliseconds of work in each frame's time in which there was any: what the page's thread had of a
 * processor. By the clock on the wall it is more, as far as others have the processors meanwhile;
 * both ends of the call encode and decode pictures on this very machine.
 */
async function watchFrames(page, act) {
  const frames = new Map()
  for (const { name, ph, ts, dur, tdur } of await record(page, act)) {
    if (name !== 'RunTask' || ph !== 'X') continue
    const frame = Math.floor(ts / 1_000 / FRAME_MS)
    const { work, wall } = frames.get(frame) ?? { work: 0, wall: 0 }
    frames.set(frame, { work: work + tdur / 1_000, wall: wall + dur / 1_000 })
  }
  const sorted = (part) => [...frames.values()].map((one) => one[part]).toSorted((a, b) => a - b)
  const [work, wall] = [sorted('work'), sorted('wall')]
  const place = Math.floor(work.length * 0.95)
  return { p95: work[place], most: work.at(-1), wall: wall[place], frames: work.length }
}

/**
 * Marks both halves of each look at the stranger's picture (greyCopy.ts): a frame is asked for its
 * bytes, or else painted, and what is in them is read when they have come. Runs in the page.
 */
function markLooks() {
  const mark = (prototype, name) => {
    const before = prototype[name]
    prototype[name] = function marked(...what) {
      performance.mark('look')
      const result = before.apply(this, what)
      if (!(result instanceof Promise)) return result
      return result.then((bytes) => {
        performance.mark('read')
        return bytes
      })
    }
  }
  mark(CanvasRenderingContext2D.prototype, 'drawImage')
  mark(VideoFrame.prototype, 'copyTo')
}

/** What it costs to see that a picture is live: milliseconds of the main thread. */
async function watchLooks(page) {
  await page.evaluate(markLooks)
  const events = await record(page, () => pause(LOOKS_MS))
  const marks = events.filter(({ cat }) => cat?.includes('user_timing'))
  const halves = marks.filter(({ name }) => name === 'look' || name === 'read')
  const count = marks.filter(({ name }) => name === 'look').length
  if (count === 0) throw new Error('no look at the picture was seen')
  const took = events
    .filter(({ name, ph }) => name === 'RunTask' && ph === 'X')
    .filter(({ ts, dur }) => halves.some((half) => half.ts >= ts && half.ts <= ts + dur))
    .map(({ tdur }) => tdur / 1_000)
  const sum = took.reduce((all, one) => all + one, 0)
  return { each: sum / count, most: Math.max(...took), share: sum / LOOKS_MS, count }
}

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms))

async function type(page) {
  await page.focus('textarea[aria-label=Message]')
  const end = Date.now() + WATCH_MS
  for (let line = 0; Date.now() < end; line += 1) {
    await page.type('textarea[aria-label=Message]', `line ${line}, said in a hurry`, { delay: 30 })
    await page.keyboard.press('Enter')
  }
}

/** Nobody answers the browser's question where to save; in the page. */
function saveInFolder() {
  globalThis.showSaveFilePicker = async ({ suggestedName }) =>
    (await navigator.storage.getDirectory()).getFileHandle(suggestedName, { create: true })
}

/** Sends a file that the other accepts, and comes back when it moves. */
async function beginTransfer(page, other) {
  await page.evaluate((bytes) => {
    const chosen = new DataTransfer()
    const half = new Uint8Array(bytes)
    chosen.items.add(new File([half, half], 'large.bin'))
    const input = document.querySelector('input[type=file]')
    input.files = chosen.files
    input.dispatchEvent(new Event('change', { bubbles: true }))
  }, HALF_BYTES)
  await page.waitForSelector('.to-send-actions .strong:not(:disabled)')
  await page.click('.to-send-actions .strong')
  await other.waitForSelector('.file-actions .strong')
  await other.evaluate(saveInFolder)
  await other.click('.file-actions .strong')
}

/** The other says so many lines, all of which the page shows. */
async function hear(page, other, count) {
  for (let line = 1; line <= count; line += 1) {
    await other.type('textarea[aria-label=Message]', `${line}`)
    await other.keyboard.press('Enter')
    await pause(LINE_MS)
  }
  await page.waitForFunction(
    (wanted) => document.querySelectorAll('[role=log] .line-theirs').length >= wanted,
    { polling: 100 },
    count,
  )
}

/**
 * How busy a call keeps the page, while nothing happens, while typing, while a file moves: one that
 * it sends, or receives. Before that the chat can be given so many lines.
 */
export async function measureFrames(page, other, { isReceiver = false, lines = 0 } = {}) {
  const [sender, receiver] = isReceiver ? [other, page] : [page, other]
  await hear(page, other, lines)
  const quiet = await watchFrames(page, () => pause(WATCH_MS))
  const typing = await watchFrames(page, () => type(page))
  const moving = await watchFrames(page, async () => {
    await beginTransfer(sender, receiver)
    await page.waitForSelector('[role=progressbar]')
    await type(page)
  })
  const isMoving = (await page.$('[role=progressbar]')) !== null
  return { quiet, typing, moving, isMoving }
}

export async function benchFrames(page, other) {
  const { quiet, typing, moving, isMoving } = await measureFrames(page, other)
  const looks = await watchLooks(page)
  const row = (name, { p95, most, wall, frames }) =>
    `${name}: ${p95.toFixed(1)}, at most ${most.toFixed(1)}, in ${frames} frames, ` +
    `ratio ${(p95 / quiet.p95).toFixed(2)}, goal ${FRAME_GOAL_MS}.0 ${p95 <= FRAME_GOAL_MS ? 'kept' : 'MISSED'}; ` +
    `by the wall clock ${wall.toFixed(1)}\n`
  return (
    '\nwork of the page in a frame (ms, 95 of 100), beside a call in which nothing happens\n' +
    row('nothing', quiet) +
    row('typing', typing) +
    row(`typing while a file is sent${isMoving ? '' : ', which ended before'}`, moving) +
    `a look at whether the picture is live: ${looks.each.toFixed(1)}, ` +
    `at most ${looks.most.toFixed(1)}, ${looks.count} in ${LOOKS_MS / 1_000} s, ` +
    `${(looks.share * 100).toFixed(2)} % of a processor\n`
  )
}

/** What has to be loaded before Find can be pressed, with the largest of the languages. */
export function scriptBytes() {
  const read = (path) => readFileSync(`dist/web/${path}`, 'utf8')
  const sizeOf = (path) => readFileSync(`dist/web/${path}.gz`).length
  const first = new Set(
    [...read('index.html').matchAll(/(?:src|href)="\/(assets\/[^"]+\.js)"/g)].map(
      ([, path]) => path,
    ),
  )
  for (const path of first)
    for (const [, name] of read(path).matchAll(/(?:^|[;}\s])import[^("';]*["']\.\/([^"']+)["']/g))
      first.add(`assets/${name}`)
  const languages = readdirSync('dist/web/assets').filter((name) => /^start-.*\.js$/.test(name))
  return (
    [...first].reduce((sum, path) => sum + sizeOf(path), 0) +
    Math.max(...languages.map((name) => sizeOf(`assets/${name}`)))
  )
}
