/** A person at a browser: presses what has a name, reads what is said, watches and listens. */
import type { ElementHandle, Page } from 'puppeteer-core'
import { openTab, type BrowserOptions, type Kind } from './browsers.ts'

export interface VisitorOptions extends BrowserOptions {
  readonly mode?: 'video' | 'text'
  readonly interests?: string
  readonly nickname?: string
  readonly isBlurred?: boolean
  /** `small` ones, by default: where they are not the point, they leave the processor to the rest. */
  readonly pictures?: 'small' | 'whole'
  readonly viewport?: { readonly width: number; readonly height: number }
  readonly scheme?: 'dark' | 'light'
  /** Run in the page before any script of ours. */
  readonly before?: (() => void) | readonly (() => void)[]
  /** Waits of the page that pass sooner: so many milliseconds asked for, so many waited. */
  readonly hurry?: Readonly<Record<number, number>>
}

export interface Visitor {
  readonly kind: Kind
  readonly page: Page
  /** What the page wrote to the console as error, and what it threw. */
  readonly complaints: readonly string[]
  /** Hosts it asked for anything. */
  readonly hosts: ReadonlySet<string>
  /** Ticks the box and presses Find, with what was chosen. */
  find(): Promise<void>
  /** Presses the first visible button of that accessible name, anywhere or within a part of the page. */
  press(name: string, within?: string): Promise<void>
  canPress(name: string): Promise<boolean>
  /** Waits until the status region says something that contains `words`. */
  hears(words: string): Promise<void>
  /** Waits until the page shows `words` anywhere. */
  sees(words: string): Promise<void>
  write(text: string): Promise<void>
  /** Waits until the chat holds `text`. */
  reads(text: string): Promise<void>
  /** Waits until a named video shows a picture that is not black and moves. */
  watches(label: 'Stranger' | 'You'): Promise<void>
  /** Waits until sound of some energy has been received from the stranger. */
  listens(): Promise<void>
  /** Loads the page anew, as somebody whom nobody has met, and who has chosen the same. */
  comeAgain(): Promise<void>
  leave(): Promise<void>
}

const PATIENCE_MS = 20_000

/** Counts every connection and socket of the page, so that tests can break them. */
function keepConnections(): void {
  const connections: RTCPeerConnection[] = []
  const Original = RTCPeerConnection
  class Watched extends Original {
    constructor(configuration?: RTCConfiguration) {
      super(configuration)
      connections.push(this)
    }
  }
  Object.assign(globalThis, { RTCPeerConnection: Watched, keptConnections: connections })
}

/** Runs in the page: of each camera a quarter of the pixels, and a third of the frames. */
function askForLess(): void {
  // The empty page, on which every browser begins, has none.
  if (!('MediaDevices' in globalThis)) return
  const { getUserMedia } = MediaDevices.prototype
  const less = {
    width: { ideal: 640 },
    height: { ideal: 360 },
    frameRate: { ideal: 10, max: 10 },
  }
  MediaDevices.prototype.getUserMedia = function ask(wanted) {
    const video = typeof wanted?.video === 'object' ? { ...wanted.video, ...less } : wanted?.video
    return getUserMedia.call(this, { ...wanted, ...(video !== undefined && { video }) })
  }
}

function hurryUp(waits: Readonly<Record<number, number>>): void {
  const later = setTimeout
  Object.assign(globalThis, {
    setTimeout: (then: () => void, asked = 0) => later(then, waits[asked] ?? asked),
  })
}

/** Compares two moments of a video; runs in the page. */
async function hasMovingPicture(label: string): Promise<boolean> {
  const video = document.querySelector<HTMLVideoElement>(`video[aria-label="${label}"]`)
  if (video === null || video.videoWidth === 0) return false
  const canvas = document.createElement('canvas')
  canvas.width = 64
  canvas.height = 48
  const context = canvas.getContext('2d', { willReadFrequently: true })
  if (context === null) return false
  const look = () => {
    context.drawImage(video, 0, 0, 64, 48)
    return context.getImageData(0, 0, 64, 48).data
  }
  const before = look().slice()
  for (let frame = 0; frame < 5; frame += 1)
    await new Promise((resolve) => video.requestVideoFrameCallback(resolve))
  const after = look()
  let light = 0
  let change = 0
  for (let at = 0; at < after.length; at += 4)
    for (const channel of [0, 1, 2]) {
      light += after[at + channel] ?? 0
      change += Math.abs((after[at + channel] ?? 0) - (before[at + channel] ?? 0))
    }
  const samples = (after.length / 4) * 3
  return light / samples > 8 && change / samples > 0.05
}

/** Whether more sound energy than `before` was received; its amount, or `false`. In the page. */
async function receivedEnergy(before: number): Promise<number | false> {
  // Decoded is not yet heard: something has to play it.
  const isPlayed = [
    ...document.querySelectorAll<HTMLMediaElement>('.stage audio, .stage video'),
  ].some(({ muted, currentTime }) => !muted && currentTime > 0)
  if (!isPlayed) return false
  const { keptConnections } = globalThis as unknown as { keptConnections: RTCPeerConnection[] }
  const connection = keptConnections.findLast(
    ({ connectionState }) => connectionState === 'connected',
  )
  if (connection === undefined) return false
  let energy = 0
  for (const report of (await connection.getStats()).values() as Iterable<Record<string, unknown>>)
    if (report['type'] === 'inbound-rtp' && report['kind'] === 'audio')
      energy += Number(report['totalAudioEnergy'] ?? 0)
  return energy > before && energy
}

/** Scrolls as a person does who sees only half of what he wants, or something else over it. */
function uncover(element: Element): void {
  const { left, top, width, height } = element.getBoundingClientRect()
  const seen = document.elementFromPoint(left + width / 2, top + height / 2)
  if (seen === null || !(element.contains(seen) || seen.contains(element)))
    element.scrollIntoView({ block: 'center', behavior: 'instant' })
}

/** Clicks on what a selector finds, wherever on the page it is. */
export async function clickOn(page: Page, selector: string): Promise<void> {
  const element = await page.waitForSelector(selector)
  await element?.evaluate(uncover)
  await element?.click()
  await element?.dispose()
}

/** Says on the start screen whom the visitor looks for. */
async function chooseOn(
  page: Page,
  { mode, interests, nickname, isBlurred = false }: VisitorOptions,
): Promise<void> {
  await page.waitForSelector('button[type=submit]')
  if (mode === 'text') await clickOn(page, 'input[value=text]')
  if (isBlurred) await clickOn(page, '[aria-describedby=blur-hint]')
  if (interests !== undefined) await page.type('input[autocapitalize=none]', `${interests},`)
  if (nickname !== undefined) await page.type('#nickname', nickname)
}

export async function createVisitor(
  kind: Kind,
  origin: string,
  options: VisitorOptions = {},
): Promise<Visitor> {
  const { page, close } = await openTab(kind, options)
  const complaints: string[] = []
  const hosts = new Set<string>()
  page.setDefaultTimeout(PATIENCE_MS)
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text())
  })
  page.on('pageerror', (error) => complaints.push(String(error)))
  // Who leaves a live call says yes when the browser asks; a test that listens answers itself.
  page.on('dialog', (dialog) => {
    if (dialog.type() === 'beforeunload' && page.listenerCount('dialog') === 1) void dialog.accept()
  })
  page.on('request', (request) => {
    const url = new URL(request.url())
    if (url.protocol.startsWith('http')) hosts.add(url.host)
  })
  await page.evaluateOnNewDocument(keepConnections)
  if (options.pictures !== 'whole') await page.evaluateOnNewDocument(askForLess)
  if (options.hurry !== undefined) await page.evaluateOnNewDocument(hurryUp, options.hurry)
  for (const before of [options.before ?? []].flat()) await page.evaluateOnNewDocument(before)
  if (options.viewport !== undefined) await page.setViewport(options.viewport)
  if (options.scheme !== undefined)
    await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: options.scheme }])
  await page.goto(origin)
  await chooseOn(page, options)

  const button = (name: string, within = 'body') =>
    page.evaluateHandle(
      (wanted, place) => {
        const named = [...document.querySelectorAll(`${place} button`)].filter(
          (one) => (one.getAttribute('aria-label') ?? one.textContent).trim() === wanted,
        )
        return named.find((one) => one.checkVisibility()) ?? null
      },
      name,
      within,
    )

  const visitor: Visitor = {
    kind,
    page,
    complaints,
    hosts,
    async find() {
      await clickOn(page, 'input[type=checkbox]')
      await visitor.press('Find someone')
    },
    async press(name, within = 'body') {
      await page.waitForFunction(
        (wanted, place) =>
          [...document.querySelectorAll<HTMLButtonElement>(`${place} button`)].some(
            (one) =>
              (one.getAttribute('aria-label') ?? one.textContent).trim() === wanted &&
              // What is guarded against a second press is waited for.
              one.checkVisibility({ visibilityProperty: true }) &&
              !one.disabled,
          ),
        { polling: 50 },
        name,
        within,
      )
      const element = (await button(name, within)).asElement()
      if (element === null) throw new Error(`there is no button "${name}" any more`)
      try {
        await (element as ElementHandle<Element>).evaluate(uncover)
        await (element as ElementHandle<Element>).click()
      } catch (error) {
        // It was drawn anew in the moment of the press: whoever sees that presses again.
        const isStill = (element as ElementHandle<Element>)
          .evaluate((one) => one.isConnected && one.checkVisibility())
          .catch(() => false)
        if (await isStill) throw error
        await visitor.press(name, within)
      } finally {
        // Else the driver keeps what is long gone from the page.
        await element.dispose()
      }
    },
    canPress: async (name) => (await button(name)).asElement() !== null,
    async hears(words) {
      const status = () => document.querySelector('[role=status]')?.textContent ?? ''
      try {
        await page.waitForFunction(
          (wanted) => document.querySelector('[role=status]')?.textContent?.includes(wanted),
          { polling: 50 },
          words,
        )
      } catch (error) {
        const said = await page.evaluate(status)
        throw new Error(`waited for "${words}", but the page says "${said}"`, { cause: error })
      }
    },
    async sees(words) {
      await page.waitForFunction(
        (wanted) => document.body.innerText.includes(wanted),
        { polling: 50 },
        words,
      )
    },
    async write(text) {
      await page.click('textarea[aria-label=Message]')
      await page.type('textarea[aria-label=Message]', text)
      await page.keyboard.press('Enter')
    },
    async reads(text) {
      await page.waitForFunction(
        (wanted) => document.querySelector('[role=log]')?.textContent?.includes(wanted) ?? false,
        { polling: 50 },
        text,
      )
    },
    async watches(label) {
      await page.waitForFunction(hasMovingPicture, { polling: 100 }, label)
    },
    async listens() {
      const start = await page.waitForFunction(receivedEnergy, { polling: 100 }, 0)
      await page.waitForFunction(receivedEnergy, { polling: 100 }, Number(await start.jsonValue()))
    },
    async comeAgain() {
      await page.reload()
      await chooseOn(page, options)
    },
    leave: close,
  }
  return visitor
}

/** Breaks the newest connection of a page, as a lost path does. */
export async function breakConnection({ page }: Visitor): Promise<void> {
  await page.evaluate(() => {
    const { keptConnections } = globalThis as unknown as { keptConnections: RTCPeerConnection[] }
    keptConnections.findLast(({ connectionState }) => connectionState === 'connected')?.close()
  })
}

/** How many connections a page has made so far. */
export const connectionsOf = ({ page }: Visitor): Promise<number> =>
  page.evaluate(
    () => (globalThis as unknown as { keptConnections: unknown[] }).keptConnections.length,
  )

/** Waits until a page talks over a newer connection than the first `before`. */
export async function recovers({ page, hears }: Visitor, before: number): Promise<void> {
  await page.waitForFunction(
    (known) =>
      (globalThis as unknown as { keptConnections: RTCPeerConnection[] }).keptConnections
        .slice(known)
        .some(({ connectionState }) => connectionState === 'connected'),
    { polling: 50 },
    before,
  )
  await hears('You are talking')
}

/** The two find each other at once, however often they have met; their pages may be made odd before. */
export async function meetAgain(
  pair: readonly [Visitor, Visitor],
  prepare: () => Promise<void> = () => Promise.resolve(),
): Promise<void> {
  await Promise.all(pair.map((one) => one.comeAgain()))
  await prepare()
  for (const one of pair) await one.find()
  await Promise.all(pair.map((one) => one.hears('You are talking')))
}

/** Two visitors who have found each other. */
export async function createPair(
  origin: string,
  kinds: readonly [Kind, Kind] = ['chromium', 'chromium'],
  options: VisitorOptions = {},
): Promise<[Visitor, Visitor]> {
  const [first, second] = await Promise.all([
    createVisitor(kinds[0], origin, options),
    createVisitor(kinds[1], origin, options),
  ])
  await first.find()
  await first.hears('Looking for someone')
  await second.find()
  await Promise.all([first.hears('You are talking'), second.hears('You are talking')])
  return [first, second]
}
