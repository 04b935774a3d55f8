/** The page that shows every screen by itself, built for one test and opened in a browser. */
import { spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'puppeteer-core'
import sirv from 'sirv'
import type { ScreenName } from '../../web/look/screens.ts'
import { browserOf, type Kind } from '../browser/browsers.ts'
import { REPOSITORY } from '../helpers/signalingProcess.ts'
import { boxFont } from './boxFont.ts'

export const THEMES = ['dark', 'light'] as const
export type Theme = (typeof THEMES)[number]
export const SIZES = ['360x640', '768x1024', '1440x900'] as const
export type Size = (typeof SIZES)[number]
/** One language from each side. */
export const TONGUES = ['en', 'ar'] as const
/** As wide is the page of every state when it is looked at. */
export const SHEET_WIDTH = 1440
export type Tongue = (typeof TONGUES)[number]

export interface Gallery {
  readonly page: Page
  /** Draws a screen as at a size and in a language. */
  show(screen: ScreenName, tongue: string, size: `${number}x${number}`): Promise<void>
  /** Draws everything that screens are made of; if a width is given, in a window as tall as that. */
  showSheet(width?: number): Promise<void>
  light(theme: Theme): Promise<void>
  /** Shows the system's few colours alone, as for who cannot see others. */
  forceColours(): Promise<void>
  /** What went wrong in the page. */
  readonly complaints: readonly string[]
  close(): Promise<void>
}

/** Puts every letter into the same box, and lets nothing blink. */
function useBoxes(font: string): void {
  const bytes = Uint8Array.from(atob(font), (letter) => letter.charCodeAt(0))
  const face = new FontFace('Box', bytes)
  document.fonts.add(face)
  void face.load()
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(`
    * { font-family: Box !important; caret-color: transparent !important }
    /* Painted by whatever other font a machine has for them, if any. */
    .symbols span { opacity: 0 }
  `)
  document.adoptedStyleSheets = [sheet]
}

function build(): string {
  const folder = mkdtempSync(join(tmpdir(), 'p2p-chat-look-'))
  const { status, stderr } = spawnSync(
    process.execPath,
    [
      join(REPOSITORY, 'node_modules/vite/bin/vite.js'),
      'build',
      'web',
      '--mode=look',
      '--logLevel=error',
      `--outDir=${folder}`,
      '--emptyOutDir',
    ],
    // As in production, whatever the tests run as.
    { cwd: REPOSITORY, env: { NODE_ENV: 'production' }, encoding: 'utf8' },
  )
  if (status !== 0) throw new Error(`The screens cannot be built: ${stderr}`)
  return folder
}

interface Opening {
  /** Whether letters are boxes, the same on every machine; else they are as they are. */
  readonly hasBoxes?: boolean
  /** Firefox has its own time. */
  readonly kind?: Kind
  /** Firefox keeps one theme; Chromium is told by `light`. */
  readonly theme?: Theme
  /** Whether Firefox shows the system's few colours alone. */
  readonly hasForcedColours?: boolean
}

export async function openGallery({
  hasBoxes = true,
  kind = 'chromium',
  hasForcedColours = false,
  theme,
}: Opening = {}): Promise<Gallery> {
  const folder = build()
  const serve = sirv(folder)
  const server = createServer((request, response) => serve(request, response))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const options = { hasForcedColours, ...(theme && { scheme: theme }) }
  const context = await (await browserOf(kind, options)).createBrowserContext()
  const page = await context.newPage()
  const complaints: string[] = []
  page.on('pageerror', (error) => complaints.push(String(error)))
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text())
  })
  if (hasBoxes) await page.evaluateOnNewDocument(useBoxes, boxFont().toString('base64'))
  if (kind === 'chromium') await page.emulateTimezone('UTC')
  const features = [{ name: 'prefers-reduced-motion', value: 'reduce' }]
  const light = (value: Theme) =>
    page.emulateMediaFeatures([...features, { name: 'prefers-color-scheme', value }])
  if (kind === 'chromium') await light('dark')

  let shown: string | null = null
  let drawn = ''
  async function open(query: string): Promise<void> {
    if (shown !== query) await page.goto(`${origin}/look.html${query}`)
    shown = query
    await page.waitForSelector('#root[data-drawn]')
  }

  return {
    page,
    complaints,
    light,
    async show(screen, tongue, size) {
      // Another light alone draws nothing anew.
      const asked = `${screen} ${tongue} ${size}`
      if (drawn === asked) return
      drawn = asked
      const [width = 0, height = 0] = size.split('x').map(Number)
      await page.setViewport({ width, height })
      await open(`?lang=${tongue}`)
      await page.evaluate((name) => {
        document.getElementById('root')?.removeAttribute('data-drawn')
        dispatchEvent(new CustomEvent('draw', { detail: name }))
      }, screen)
      await page.waitForSelector('#root[data-drawn]')
    },
    async showSheet(width) {
      drawn = ''
      if (width !== undefined) await page.setViewport({ width, height: 900 })
      await open('')
      if (width === undefined) return
      const height = await page.evaluate(() => document.documentElement.scrollHeight)
      await page.setViewport({ width, height })
    },
    async forceColours() {
      const session = await page.createCDPSession()
      await session.send('Emulation.setEmulatedMedia', {
        features: [...features, { name: 'forced-colors', value: 'active' }],
      })
    },
    async close() {
      await context.close()
      server.closeAllConnections()
      server.close()
      rmSync(folder, { recursive: true })
    },
  }
}
