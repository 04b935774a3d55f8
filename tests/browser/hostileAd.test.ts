/**
 * A hostile advertisement in real browsers tries to get out of its frame.
 *
 * What it can do all the same, and the privacy page says: see the address of whoever loads it, know
 * this site, use WebRTC (no browser enforces the policy against it), draw in its frame, use the
 * processor and the line, and open a window, as closed as itself, when one clicks on it.
 */
import { sampled } from '../helpers/sampled.ts'
import { waitUntil } from '../helpers/wait.ts'
import { createAdStage, type AdStage } from './adStage.ts'
import { closeBrowsers, openBrowsers, type Kind } from './browsers.ts'
import { hostileSnippet } from './hostileAd.ts'
import { createVisitor, type Visitor } from './visitor.ts'

const PATIENCE_MS = 20_000

const KINDS = ['chromium', 'firefox'] as const
/** One for each kind of browser, because both try at the same time. */
let stages: Record<Kind, AdStage>
beforeAll(async () => {
  const [chromium, firefox] = await Promise.all([
    createAdStage(),
    createAdStage(),
    openBrowsers(['chromium'], ['firefox']),
  ])
  stages = { chromium, firefox }
})
beforeEach(() => {
  for (const kind of KINDS) stages[kind].collector.forget()
})
afterAll(async () => {
  await closeBrowsers()
  for (const kind of KINDS) await stages[kind].close()
})

describe('a hostile advertisement', () => {
  const around = ({ page }: Visitor) =>
    page.evaluate(() => document.querySelector('main')?.innerHTML ?? '')

  /** Clicks into the frame until the advertisement has noticed it. */
  async function clickInside(kind: Kind, { page }: Visitor, y: number, end: string): Promise<void> {
    const frame = await page.waitForSelector('iframe')
    await waitUntil(PATIENCE_MS, async () => {
      await frame?.click({ offset: { x: 30, y } })
      return stages[kind].collector.waitFor([end], 2_000).then(
        () => true,
        () => false,
      )
    })
  }

  async function attack(kind: Kind, isElsewhere: boolean): Promise<void> {
    const { collector, startWith } = stages[kind]
    const server = await startWith(
      (page) => hostileSnippet({ collector: collector.origin, page }),
      isElsewhere,
    )
    const visitor = await createVisitor(kind, server.origin)
    const opened: string[] = []
    visitor.page.on('dialog', (dialog) => {
      opened.push(dialog.message())
      void dialog.dismiss()
    })
    visitor.page.on('popup', (popup) => opened.push(popup?.url() ?? 'a window'))
    if (kind === 'chromium') {
      const session = await visitor.page.createCDPSession()
      await session.send('Browser.setDownloadBehavior', { behavior: 'deny', eventsEnabled: true })
      session.on('Browser.downloadWillBegin', ({ url }) => opened.push(url))
    }
    // The page is complete: what the server says at first is heard, and what loads later has come.
    await visitor.page.waitForSelector('aside')
    await visitor.page.waitForSelector('.start-tools button:nth-of-type(2)')
    const before = await around(visitor)
    await visitor.press('Show advertisement')
    await collector.waitFor(['end'], PATIENCE_MS)
    expect({ opened, escapes: collector.escapes() }).toEqual({ opened: [], escapes: [] })
    // The driver's clicks do not reach a frame of another process in Firefox.
    const canClick = kind === 'chromium' || !isElsewhere
    if (canClick) {
      await clickInside(kind, visitor, 30, 'end 0')
      await clickInside(kind, visitor, 90, 'end 1')
      await collector.waitFor(['a window, its storage'], PATIENCE_MS)
    }

    const reports = [...collector.reports().values()]
    expect(reports.filter(({ won }) => won)).toEqual([])
    expect(reports.length).toBeGreaterThan(canClick ? 60 : 40)
    expect(new URL(visitor.page.url()).pathname).toBe('/')
    expect(await around(visitor)).toBe(before)
    expect(
      await visitor.page.evaluate(() => ['stolen', 'harm'].filter((name) => name in globalThis)),
    ).toEqual([])
    // Our page is in no frame, and nobody but the visitor has come to the server.
    for (const frame of visitor.page.frames().slice(1))
      expect(await frame.$('#root').catch(() => null)).toBeNull()
    await visitor.leave()
  }

  /** Whether it comes from an origin of its own, in each browser; else from a path of the page. */
  const CROSSED = sampled(
    [{ chromium: false, firefox: true }],
    [{ chromium: true, firefox: false }],
  )

  it.each(CROSSED)(
    '[P7] gets out of its frame in no way, from an origin of its own or a path of the page: %j',
    async (elsewhere) => {
      await Promise.all(KINDS.map((kind) => attack(kind, elsewhere[kind])))
    },
  )

  it('[P7] would be noticed: without a cage it gets most of what it tries', async () => {
    const { collector, plain } = stages.chromium
    collector.setFree(hostileSnippet({ collector: collector.origin, page: collector.origin }))
    const { page, leave } = await createVisitor('chromium', plain.origin)
    page.on('dialog', (dialog) => void dialog.accept())
    await page.goto(`${collector.origin}/free`)
    await waitUntil(
      PATIENCE_MS,
      () => collector.escapes().length > 0 && collector.reports().has('the camera'),
      () => [...collector.reports().keys()],
    )
    const won = [...collector.reports().values()].filter((one) => one.won).map(({ name }) => name)
    expect(won).toEqual(expect.arrayContaining(['the keyboard', 'cookies', 'the camera']))
    expect(won.length).toBeGreaterThanOrEqual(14)
    await leave()
  })
})
