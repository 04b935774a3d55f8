/** One Chromium and one Firefox for all browser tests, with fresh contexts for every visitor. */
import puppeteer, { type Browser, type BrowserContext, type Page } from 'puppeteer-core'

export type Kind = 'chromium' | 'firefox'

const CHROMIUM = '/usr/bin/chromium'
const FIREFOX = '/usr/bin/firefox-esr'

/** Cameras that can be changed for each other: the first and the third show a picture. */
const FAKE_DEVICES = '--use-fake-device-for-media-stream=device-count=3'

/** Nothing but our own traffic, and cameras that show a moving test picture and beep. */
const CHROMIUM_ARGS = [
  '--no-sandbox',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
  '--disable-gpu',
  '--disable-quic',
  FAKE_DEVICES,
  '--autoplay-policy=no-user-gesture-required',
  // Several visitors share one window: none of them may be slowed down as a background tab.
  '--disable-backgrounding-occluded-windows',
  '--disable-renderer-backgrounding',
  '--disable-background-timer-throttling',
]

const FIREFOX_PREFS = {
  'media.navigator.streams.fake': true,
  'media.navigator.permission.disabled': true,
  'media.peerconnection.ice.loopback': true,
  'media.autoplay.default': 0,
  'network.captive-portal-service.enabled': false,
  'network.connectivity-service.enabled': false,
  'app.update.enabled': false,
  'datareporting.policy.dataSubmissionEnabled': false,
  'toolkit.telemetry.server': '',
  'browser.safebrowsing.downloads.remote.enabled': false,
  'services.settings.server': '',
  // As everybody's: a window that nobody asked for does not open.
  'dom.disable_open_during_load': true,
  'dom.min_background_timeout_value': 4,
  'dom.timeout.enable_budget_timer_throttling': false,
}

/** Where a browser lives that does not run here: its program and profile, and a way to Firefox. */
export interface Dwelling {
  readonly executablePath: string
  readonly profile: string
  /** Chromium is driven through a pipe, Firefox through this port. */
  readonly port: number
}

export interface BrowserOptions {
  /** `ask`: nobody answers the camera prompt; `deny`: it is refused. */
  readonly camera?: 'allow' | 'deny' | 'none'
  readonly dwelling?: Dwelling
  /** A public origin that leads to this machine, and that is trusted as if it had TLS. */
  readonly publicOrigin?: string
  /** In the browser's own profile, where what a page saves lies on the disk: a fresh context has it in memory. */
  readonly isAtHome?: boolean
  /** Firefox asks every site not to be tracked; Chromium cannot. */
  readonly isPrivate?: boolean
}

function launch(
  kind: Kind,
  { camera = 'allow', dwelling, isPrivate = false, publicOrigin }: BrowserOptions,
): Promise<Browser> {
  if (kind === 'firefox')
    return puppeteer.launch({
      browser: 'firefox',
      executablePath: dwelling?.executablePath ?? FIREFOX,
      ...(dwelling !== undefined && {
        userDataDir: dwelling.profile,
        debuggingPort: dwelling.port,
      }),
      headless: true,
      extraPrefsFirefox: {
        ...FIREFOX_PREFS,
        'privacy.globalprivacycontrol.enabled': isPrivate,
      },
    })
  const args = [...CHROMIUM_ARGS]
  if (camera === 'allow') args.push('--use-fake-ui-for-media-stream')
  if (camera === 'deny') args.push('--deny-permission-prompts')
  if (camera === 'none') args.splice(args.indexOf(FAKE_DEVICES), 1)
  if (publicOrigin !== undefined)
    args.push(
      `--host-resolver-rules=MAP ${new URL(publicOrigin).hostname} 127.0.0.1`,
      `--unsafely-treat-insecure-origin-as-secure=${publicOrigin}`,
    )
  return puppeteer.launch({
    executablePath: dwelling?.executablePath ?? CHROMIUM,
    ...(dwelling !== undefined && { userDataDir: dwelling.profile, pipe: true }),
    headless: true,
    // Windows that nobody asked for do not open in Firefox either.
    ignoreDefaultArgs: ['--disable-popup-blocking'],
    args,
  })
}

const open = new Map<string, Promise<Browser>>()

/** The shared browser of a kind; started at first use. */
export function browserOf(kind: Kind, options: BrowserOptions = {}): Promise<Browser> {
  const name = `${kind} ${options.camera ?? 'allow'} ${options.dwelling?.executablePath ?? ''} ${options.isPrivate ?? false} ${options.publicOrigin ?? ''}`
  let browser = open.get(name)
  if (browser === undefined) {
    browser = launch(kind, options)
    open.set(name, browser)
  }
  return browser
}

/** Starts browsers while something else starts, too. */
export async function openBrowsers(
  ...browsers: readonly (readonly [Kind, BrowserOptions?])[]
): Promise<void> {
  await Promise.all(browsers.map(([kind, options]) => browserOf(kind, options)))
}

export async function closeBrowsers(): Promise<void> {
  const browsers = [...open.values()]
  open.clear()
  await Promise.all(browsers.map(async (browser) => (await browser).close()))
}

export interface Tab {
  readonly context: BrowserContext
  readonly page: Page
  readonly close: () => Promise<void>
}

/** A visitor who shares nothing with any other, unless at home: no cookies, no storage, no cache. */
export async function openTab(kind: Kind, options: BrowserOptions = {}): Promise<Tab> {
  const browser = await browserOf(kind, options)
  const isAtHome = options.isAtHome ?? false
  const context = isAtHome ? browser.defaultBrowserContext() : await browser.createBrowserContext()
  const page = await context.newPage()
  return { context, page, close: () => (isAtHome ? page.close() : context.close()) }
}
