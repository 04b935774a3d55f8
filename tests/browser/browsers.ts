/** One Chromium and one Firefox for all browser tests of a file or a run, with fresh contexts for every visitor. */
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

/** As with a contrast theme of Windows, with Firefox's own dim highlight, over whatever a page wishes for. */
const FORCED_COLOURS = {
  'ui.useAccessibilityTheme': 1,
  'browser.display.document_color_use': 2,
  'browser.display.background_color': '#000000',
  'browser.display.background_color.dark': '#000000',
  'browser.display.foreground_color': '#ffffff',
  'browser.display.foreground_color.dark': '#ffffff',
}

/** As Firefox counts them. */
const SCHEMES = { dark: 0, light: 1 }

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
  /** Firefox shows the system's few colours alone; Chromium is told so page by page. */
  readonly hasForcedColours?: boolean
  /** What Firefox says that the visitor prefers, if it is to say so; Chromium is told so page by page. */
  readonly scheme?: 'dark' | 'light'
}

/** Of each kind the browser that all suites of a run share, by the address at which it is driven. */
const SHARED: Readonly<Record<Kind, string>> = {
  chromium: 'TEST_CHROMIUM',
  firefox: 'TEST_FIREFOX',
}

/** Starts the browsers that the suites of this run share, which cost more to start than to use. */
export async function shareBrowsers(): Promise<void> {
  await Promise.all(
    (Object.entries(SHARED) as [Kind, string][]).map(async ([kind, name]) => {
      const browser = await launch(kind, {})
      process.env[name] = browser.wsEndpoint()
      await browser.disconnect()
    }),
  )
}

const connectTo = (kind: Kind, endpoint: string): Promise<Browser> =>
  puppeteer.connect({
    browserWSEndpoint: endpoint,
    ...(kind === 'firefox' && { protocol: 'webDriverBiDi' }),
  })

/** Ends them. */
export async function endSharing(): Promise<void> {
  for (const [kind, name] of Object.entries(SHARED) as [Kind, string][])
    // One that has died on the way has ended already.
    await connectTo(kind, process.env[name] ?? '').then(
      (browser) => browser.close(),
      () => undefined,
    )
}

function launch(
  kind: Kind,
  {
    camera = 'allow',
    dwelling,
    hasForcedColours = false,
    isPrivate = false,
    publicOrigin,
    scheme,
  }: BrowserOptions,
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
        ...(hasForcedColours && FORCED_COLOURS),
        ...(scheme && { 'layout.css.prefers-color-scheme.content-override': SCHEMES[scheme] }),
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

interface Opened {
  readonly browser: Browser
  /** Whether others go on with it. */
  readonly isShared: boolean
}
const open = new Map<string, Promise<Opened>>()

/** The one that is shared, where it will do and still lives; else one of its own. */
async function find(kind: Kind, options: BrowserOptions): Promise<Opened> {
  const { [SHARED[kind]]: endpoint } = process.env
  const { camera = 'allow', isPrivate = false, hasForcedColours = false } = options
  const { dwelling, publicOrigin, scheme } = options
  const isPlain = !isPrivate && !hasForcedColours && scheme === undefined
  const isUsual = camera === 'allow' && isPlain && !dwelling && publicOrigin === undefined
  const browser =
    endpoint !== undefined && isUsual ? await connectTo(kind, endpoint).catch(() => null) : null
  return browser === null
    ? { browser: await launch(kind, options), isShared: false }
    : { browser, isShared: true }
}

/** The shared browser of a kind; started at first use. */
export async function browserOf(kind: Kind, options: BrowserOptions = {}): Promise<Browser> {
  const name = `${kind} ${options.camera ?? 'allow'} ${options.dwelling?.executablePath ?? ''} ${options.isPrivate ?? false} ${options.hasForcedColours ?? false} ${options.scheme ?? ''} ${options.publicOrigin ?? ''}`
  const opened = open.get(name) ?? find(kind, options)
  open.set(name, opened)
  return (await opened).browser
}

/** Starts browsers while something else starts, too. */
export async function openBrowsers(
  ...browsers: readonly (readonly [Kind, BrowserOptions?])[]
): Promise<void> {
  await Promise.all(browsers.map(([kind, options]) => browserOf(kind, options)))
}

/** Closes them, or what visitors have left in those that others go on with. */
export async function closeBrowsers(): Promise<void> {
  const all = [...open.values()]
  open.clear()
  await Promise.all(
    all.map(async (opening) => {
      const { browser, isShared } = await opening
      if (!isShared) return browser.close()
      const common = browser.defaultBrowserContext()
      const left = browser.browserContexts().filter((context) => context !== common)
      await Promise.all(left.map((context) => context.close()))
      return browser.disconnect()
    }),
  )
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
