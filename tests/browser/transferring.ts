/** What tests of transfers share: a stage, things to send, and what a page keeps of them. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ElementHandle } from 'puppeteer-core'
import { startSignaling } from '../helpers/signalingProcess.ts'
import { closeBrowsers, type Kind } from './browsers.ts'
import { keepUploads } from './uploads.ts'
import { createPair, type Visitor, type VisitorOptions } from './visitor.ts'

interface Kept {
  readonly urls: Map<string, Blob>
  readonly workers: Set<Worker>
  readonly saved: { readonly href: string; readonly name: string }[]
  readonly channels: RTCDataChannel[]
  /** Everything that came through the second channel, as bytes. */
  readonly came: ArrayBuffer[]
  /** Bytes of chunks that were sent, and after how many of them the channel takes no more. */
  sent: number
  limit: number
}

/** Keeps count of what a page has to give back; runs in the page, before any script of ours. */
export function keepCount(): void {
  const kept: Kept = {
    urls: new Map(),
    workers: new Set(),
    saved: [],
    channels: [],
    came: [],
    sent: 0,
    limit: Infinity,
  }
  Object.assign(globalThis, { kept })
  const { createDataChannel } = RTCPeerConnection.prototype
  RTCPeerConnection.prototype.createDataChannel = function create(label, how) {
    const channel = createDataChannel.call(this, label, how)
    if (how?.id !== 1) return channel
    kept.channels.push(channel)
    channel.addEventListener('message', ({ data }) => {
      if (data instanceof ArrayBuffer) kept.came.push(data)
    })
    const send = channel.send.bind(channel) as (data: unknown) => void
    channel.send = (data: unknown) => {
      if (ArrayBuffer.isView(data)) kept.sent += data.byteLength
      send(data)
    }
    const buffered = Object.getOwnPropertyDescriptor(RTCDataChannel.prototype, 'bufferedAmount')
    Object.defineProperty(channel, 'bufferedAmount', {
      get: () =>
        kept.sent >= kept.limit ? Number.MAX_SAFE_INTEGER : Number(buffered?.get?.call(channel)),
    })
    return channel
  }
  const { createObjectURL, revokeObjectURL } = URL
  URL.createObjectURL = (thing: Blob) => {
    const url = createObjectURL(thing)
    kept.urls.set(url, thing)
    return url
  }
  URL.revokeObjectURL = (url) => {
    kept.urls.delete(url)
    revokeObjectURL(url)
  }
  const Original = Worker
  class Counted extends Original {
    constructor(url: string | URL, options?: WorkerOptions) {
      super(url, options)
      kept.workers.add(this)
    }
    override terminate(): void {
      kept.workers.delete(this)
      super.terminate()
    }
  }
  const { click } = HTMLElement.prototype
  HTMLElement.prototype.click = function press() {
    if (!(this instanceof HTMLAnchorElement)) return click.call(this)
    // What is saved is looked at here, and the disk stays as it is.
    kept.saved.push({ href: this.href, name: this.download })
    return undefined
  }
  Object.assign(globalThis, { Worker: Counted })
}

const BEFORE = [keepCount, keepUploads]

/** From so many bytes of chunks on, nothing more leaves this page. */
export const holdAfter = ({ page }: Visitor, bytes: number) =>
  page.evaluate((limit) => {
    const { kept } = globalThis as unknown as { kept: Kept }
    kept.limit = kept.sent + limit
  }, bytes)

/** Lets everything leave again. */
export const letGo = ({ page }: Visitor) =>
  page.evaluate(() => {
    const { kept } = globalThis as unknown as { kept: Kept }
    kept.limit = Infinity
    for (const channel of kept.channels) channel.dispatchEvent(new Event('bufferedamountlow'))
  })

/** Bytes of chunks that have left this page so far. */
export const sentBy = ({ page }: Visitor) =>
  page.evaluate(() => (globalThis as unknown as { kept: Kept }).kept.sent)

/** Everything that came through the second channel, read as text. */
export const cameTo = ({ page }: Visitor) =>
  page.evaluate(async () => {
    const { kept } = globalThis as unknown as { kept: Kept }
    return new TextDecoder('latin1').decode(await new Blob(kept.came).arrayBuffer())
  })

/** Object URLs and workers that a page still holds. */
export const heldBy = ({ page }: Visitor) =>
  page.evaluate(() => {
    const { kept } = globalThis as unknown as { kept: Kept }
    return { urls: kept.urls.size, workers: kept.workers.size }
  })

/** Waits until it holds nothing that has to be given back. */
export const holdsNothing = ({ page }: Visitor) =>
  page.waitForFunction(
    () => {
      const { kept } = globalThis as unknown as { kept: Kept }
      return kept.urls.size + kept.workers.size === 0
    },
    { polling: 50 },
  )

/** From now on the page notes when it says so, however short. */
export const noteOf = ({ page }: Visitor, words: string) =>
  page.evaluate((wanted) => {
    const look = new MutationObserver(() => {
      if (document.querySelector('[role=log]')?.textContent.includes(wanted))
        Object.assign(globalThis, { wasSeen: true })
    })
    look.observe(document.body, { subtree: true, childList: true, characterData: true })
  }, words)
export const wasSeen = ({ page }: Visitor) => page.evaluate(() => 'wasSeen' in globalThis)

/** Waits until a progressbar stands between these. */
export const isUnderWay = ({ page }: Visitor, least = 1) =>
  page.waitForFunction(
    (from) => {
      const now = document.querySelector('[role=progressbar]')?.getAttribute('aria-valuenow')
      return Number(now ?? -1) >= from
    },
    { polling: 50 },
    least,
  )

/** Waits until a page says how fast something goes, and how long it still takes. */
export const tellsRate = ({ page }: Visitor) =>
  page.waitForFunction(
    () =>
      [...document.querySelectorAll('.progress-words')].some((line) =>
        /\d [kM]B\/s · about \d+ \w+ left$/.test(line.textContent),
      ),
    { polling: 50 },
  )

/** What the page would have saved last: under which name, and as which bytes. */
export async function lastSaved({ page }: Visitor): Promise<{ name: string; bytes: Buffer }> {
  const { name, text } = await page.evaluate(async () => {
    const { kept } = globalThis as unknown as { kept: Kept }
    const saved = kept.saved.at(-1)
    const blob = kept.urls.get(saved?.href ?? '')
    if (saved === undefined || blob === undefined) throw new Error('nothing was saved')
    const text = await new Promise<string>((resolve) => {
      const reader = new FileReader()
      reader.addEventListener('load', () => resolve(reader.result as string))
      reader.readAsDataURL(blob)
    })
    return { name: saved.name, text }
  })
  return { name, bytes: Buffer.from(text.slice(text.indexOf(',') + 1), 'base64') }
}

export interface Folder {
  /** Writes a file, and returns its path. */
  put(name: string, bytes: Uint8Array): string
  remove(): void
}

export function createFolder(): Folder {
  const path = mkdtempSync(join(tmpdir(), 'transfers-'))
  return {
    put(name, bytes) {
      const file = join(path, name)
      writeFileSync(file, bytes)
      return file
    },
    remove: () => rmSync(path, { recursive: true }),
  }
}

export interface Stage {
  readonly origin: string
  readonly folder: Folder
  /** Two who have found each other, on pages that keep count; to write, unless `options` say else. */
  meet(kinds: readonly [Kind, Kind], options?: VisitorOptions): Promise<[Visitor, Visitor]>
  close(): Promise<void>
}

/** A server, a folder, and whoever meets there. */
export async function openStage(): Promise<Stage> {
  const server = await startSignaling()
  const folder = createFolder()
  return {
    origin: server.origin,
    folder,
    meet: (kinds, options = {}) =>
      createPair(server.origin, kinds, { mode: 'text', before: BEFORE, ...options }),
    async close() {
      await closeBrowsers()
      await server.stop()
      folder.remove()
    },
  }
}

/** Waits until a page says these words so many times. */
export const saysTimes = ({ page }: Visitor, words: string, times: number) =>
  page.waitForFunction(
    (wanted, count) => document.body.innerText.split(wanted).length > count,
    { polling: 50 },
    words,
    times,
  )

/** Bytes of which no two parts are alike. */
export function variedBytes(length: number): Buffer<ArrayBuffer> {
  const bytes = Buffer.alloc(length)
  let state = length + 1
  for (let at = 0; at + 4 <= length; at += 4) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    bytes.writeUInt32LE(state, at)
  }
  return bytes
}

/** How many pixels the newest of these pictures has, across and down. */
export const newestSize = ({ page }: Visitor, selector: string): Promise<number[]> =>
  page.$$eval(selector, (all) => {
    const { naturalWidth, naturalHeight } = all.at(-1) as HTMLImageElement
    return [naturalWidth, naturalHeight]
  })

/** Chooses files with the page's own file input. */
export async function choose({ page }: Visitor, ...paths: string[]): Promise<void> {
  const input = (await page.waitForSelector(
    'input[type=file]:enabled',
  )) as ElementHandle<HTMLInputElement>
  await input.uploadFile(...paths)
}

/** Chooses, looks at the preview, and sends. */
export async function sendFiles(visitor: Visitor, ...paths: string[]): Promise<void> {
  await choose(visitor, ...paths)
  await visitor.press('Send')
}

/** Says in a photo where it was taken; found nowhere else. */
export const PLACE = 'Canary Wharf 51.5054N'

/** EXIF 2.32, 4.6: held turned to the right, made by a camera, at a place. */
function exif(): Buffer {
  const entries = (list: readonly (readonly [number, number, number, number])[]) => {
    const bytes = Buffer.alloc(2 + list.length * 12 + 4)
    bytes.writeUInt16LE(list.length, 0)
    for (const [place, [tag, type, count, value]] of list.entries()) {
      const at = 2 + place * 12
      bytes.writeUInt16LE(tag, at)
      bytes.writeUInt16LE(type, at + 2)
      bytes.writeUInt32LE(count, at + 4)
      bytes.writeUInt32LE(value, at + 8)
    }
    return bytes
  }
  const text = Buffer.from(`${PLACE}\0`)
  const first = 8
  const places = first + 2 + 3 * 12 + 4
  const texts = places + 2 + 12 + 4
  const tiff = Buffer.concat([
    Buffer.from('II*\0\x08\0\0\0', 'latin1'),
    entries([
      [0x010f, 2, text.length, texts],
      [0x0112, 3, 1, 6],
      [0x8825, 4, 1, places],
    ]),
    entries([[0x001b, 2, text.length, texts]]),
    text,
  ])
  const body = Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), tiff])
  const head = Buffer.from([0xff, 0xe1, 0, 0])
  head.writeUInt16BE(body.length + 2, 2)
  return Buffer.concat([head, body])
}

/** A photo, red on the left and blue on the right, that says where it was taken. */
export async function photo({ page }: Visitor, width: number, height: number): Promise<Buffer> {
  const text = await page.evaluate(
    (wide, high) => {
      const canvas = document.createElement('canvas')
      canvas.width = wide
      canvas.height = high
      const context = canvas.getContext('2d')
      if (context === null) throw new Error('no canvas')
      context.fillStyle = 'red'
      context.fillRect(0, 0, wide / 2, high)
      context.fillStyle = 'blue'
      context.fillRect(wide / 2, 0, wide / 2, high)
      return canvas.toDataURL('image/jpeg', 0.9)
    },
    width,
    height,
  )
  const bytes = Buffer.from(text.slice(text.indexOf(',') + 1), 'base64')
  return Buffer.concat([bytes.subarray(0, 2), exif(), bytes.subarray(2)])
}

/** A photo of nothing but noise: none takes more bytes. */
export async function noise({ page }: Visitor, width: number, height: number): Promise<Buffer> {
  const text = await page.evaluate(
    (wide, high) => {
      const canvas = document.createElement('canvas')
      canvas.width = wide
      canvas.height = high
      const pixels = new ImageData(wide, high)
      const words = new Uint32Array(pixels.data.buffer)
      let state = 1
      for (let at = 0; at < words.length; at += 1) {
        state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
        words[at] = (state >>> 8) | 0xff_00_00_00
      }
      canvas.getContext('2d')?.putImageData(pixels, 0, 0)
      return canvas.toDataURL('image/jpeg', 0.5)
    },
    width,
    height,
  )
  return Buffer.from(text.slice(text.indexOf(',') + 1), 'base64')
}

/** The first bytes of a JPEG that says it is so large (ITU-T T.81, B.2.2), and no picture. */
export function claimOf(width: number, height: number): Buffer {
  const bytes = Buffer.from(
    'ffd8ffc00011080000000003012200021101031101ffda000c03010002110311003f00',
    'hex',
  )
  bytes.writeUInt16BE(height, 7)
  bytes.writeUInt16BE(width, 9)
  return bytes
}
