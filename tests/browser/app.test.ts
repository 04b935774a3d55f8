/** The page as an app: installed, kept for the time without a network, followed by the next build. */
import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { LANGUAGES } from '../../web/chat/languages/languages.ts'
import { inProof, sampled } from '../helpers/sampled.ts'
import { DIST, startSignaling } from '../helpers/signalingProcess.ts'
import { findingsInBothThemes } from './axe.ts'
import { copyBuild, copyNextBuild } from './builds.ts'
import { useServer } from './useServer.ts'
import { createPair, createVisitor, type Visitor } from './visitor.ts'

const server = useServer()

const { files } = JSON.parse(readFileSync(join(DIST, 'web', 'build.json'), 'utf8')) as {
  files: Record<string, string>
}
/** All that may be kept: the page, what it is made of, and what stands for it. */
const STATIC = [
  '/',
  ...Object.keys(files)
    .filter((path) => path.startsWith('assets/'))
    .map((path) => `/${path}`),
  '/icon-192.png',
  '/icon-waiting.svg',
  '/icon.svg',
  '/manifest.webmanifest',
  ...LANGUAGES.map(({ code }) => `/manifest.${code}.webmanifest`),
].toSorted()

/** What the browser keeps of this site: workers, and the addresses of answers by cache. */
const keptBy = ({ page }: Visitor) =>
  page.evaluate(async () => {
    const kept: Record<string, string[]> = {}
    for (const name of await caches.keys()) {
      const requests = await (await caches.open(name)).keys()
      kept[name] = requests.map(({ url }) => url.slice(location.origin.length)).toSorted()
    }
    return { workers: (await navigator.serviceWorker.getRegistrations()).length, kept }
  })

async function keep(visitor: Visitor): Promise<void> {
  await visitor.press('Keep this page on this device')
  // There before it has something to tell.
  const told = await visitor.page.waitForSelector('dialog [role=status]')
  await visitor.press('Keep it')
  await visitor.sees('This page is kept on this device')
  const said = await told?.evaluate((one) => (one.isConnected ? one.textContent : null))
  expect(said).toBe('This page is kept on this device')
  await visitor.press('Close')
}

const scriptOf = ({ page }: Visitor) =>
  page.$eval('script[type=module]', (script) => new URL((script as HTMLScriptElement).src).pathname)

describe('installing', () => {
  it('[C30] finds nothing wrong with the manifest, and the page can be installed', async () => {
    const visitor = await createVisitor('chromium', server.origin)
    const browser = await visitor.page.createCDPSession()
    const manifest = await browser.send('Page.getAppManifest')
    expect(manifest.errors).toEqual([])
    expect(JSON.parse(manifest.data ?? '')).toMatchObject({
      name: 'P2P Chat',
      start_url: '/',
      scope: '/',
      display: 'standalone',
    })
    const { installabilityErrors } = await browser.send('Page.getInstallabilityErrors')
    // Visitors of these tests are as in a private window, where nothing can be installed.
    expect(installabilityErrors.map(({ errorId }) => errorId)).toEqual(['in-incognito'])
    // Who reads the page in another language than the browser's own starts the app in it.
    await visitor.page.select('select.languages', 'ar')
    await visitor.page.waitForSelector('link[rel=manifest][href="/manifest.ar.webmanifest"]')
    const translated = await browser.send('Page.getAppManifest')
    expect(translated.errors).toEqual([])
    const { id, lang, dir, start_url: start } = JSON.parse(translated.data ?? '')
    expect({ id, lang, dir, start }).toEqual({
      id: '/?lang=ar',
      lang: 'ar',
      dir: 'rtl',
      start: '/?lang=ar',
    })
    await visitor.page.select('select.languages', 'en')
    await visitor.page.waitForSelector('link[rel=manifest][href="/manifest.webmanifest"]')
    expect(visitor.complaints).toEqual([])
    await visitor.leave()
  })

  it('[C30] has icons of the sizes they name, which show what icon.svg shows, one for who reads no manifest', async () => {
    const visitor = await createVisitor('chromium', server.origin)
    const differences = await visitor.page.evaluate(async () => {
      const draw = async (path: string) => {
        const image = new Image()
        image.src = path
        await image.decode()
        const canvas = document.createElement('canvas')
        canvas.width = canvas.height = 64
        const context = canvas.getContext('2d', { willReadFrequently: true })
        context?.drawImage(image, 0, 0, 64, 64)
        // The middle: corners are round or not.
        const pixels = context?.getImageData(8, 8, 48, 48).data ?? new Uint8ClampedArray()
        return { width: image.naturalWidth, height: image.naturalHeight, pixels }
      }
      const { icons } = (await (await fetch('/manifest.webmanifest')).json()) as {
        icons: { src: string; sizes: string }[]
      }
      // Phones of Apple take this one.
      const touch = document.querySelector('link[rel=apple-touch-icon]')?.getAttribute('href')
      icons.push({ src: touch ?? 'none', sizes: '512x512' })
      const wanted = await draw('/icon.svg')
      const found = []
      for (const { src, sizes } of icons) {
        const { width, height, pixels } = await draw(src)
        let difference = 0
        for (const [at, value] of pixels.entries())
          difference += Math.abs(value - (wanted.pixels[at] ?? 0))
        found.push({
          src,
          isSized: sizes === 'any' || sizes === `${width}x${height}`,
          isSame: difference / pixels.length < 4,
        })
      }
      return found
    })
    const good = { isSized: true, isSame: true }
    expect(differences).toEqual([
      { src: '/icon.svg', ...good },
      { src: '/icon-192.png', ...good },
      { src: '/icon-512.png', ...good },
      { src: '/icon-maskable-512.png', ...good },
      { src: '/icon-maskable-512.png', ...good },
    ])
    await visitor.leave()
  })
})

describe('keeping the page', () => {
  it.each(sampled(['chromium'], ['firefox']))(
    '[C30][P4] keeps the static files and nothing of a conversation, and lets go of all of it: %s',
    async (kind) => {
      const pair = await createPair(server.origin, [kind, 'chromium'], { mode: 'text' })
      const [first, second] = pair
      await first.press('Stop')
      await second.hears('The stranger left')
      await first.press('Change what you look for')
      await keep(first)
      for (const one of pair) await one.press('Find someone')
      await Promise.all(pair.map((one) => one.hears('You are talking')))
      await first.write('nowhere to be found')
      await second.reads('nowhere to be found')
      await first.press('Stop')
      await first.press('Change what you look for')

      const { workers, kept } = await keptBy(first)
      expect(workers).toBe(1)
      expect(Object.keys(kept)).toEqual([expect.stringMatching(/^page-[\da-f]{16}$/)])
      expect(Object.values(kept)).toEqual([STATIC])

      // It is offered no more; there is how to remove it.
      expect(await first.canPress('Keep this page on this device')).toBe(false)
      await first.press('This page is kept on this device')
      await first.page.waitForSelector('dialog[open]')
      expect(await findingsInBothThemes(first, 'dialog[open]')).toEqual([])
      await first.press('Remove it')
      await first.sees('Keep this page on this device?')
      expect(await findingsInBothThemes(first, 'dialog[open]')).toEqual([])
      expect(await keptBy(first)).toEqual({ workers: 0, kept: {} })
      for (const one of pair) {
        expect(one.complaints).toEqual([])
        await one.leave()
      }
    },
  )

  it.each(sampled(['chromium'], ['firefox']))(
    '[C30] opens without a network, and says so: %s',
    async (kind) => {
      const own = await startSignaling()
      const visitor = await createVisitor(kind, own.origin)
      await keep(visitor)
      await own.stop()
      await visitor.page.reload()
      await visitor.sees('Not connected to the server')
      expect(await visitor.canPress('Find someone')).toBe(true)
      await visitor.page.setOfflineMode(true)
      await visitor.sees('You are offline')
      expect(await findingsInBothThemes(visitor, '.page-notes, form')).toEqual([])
      await visitor.page.setOfflineMode(false)
      await visitor.page.waitForFunction(() => !document.body.innerText.includes('You are offline'))
      // Policies are the server's: an old one is never shown.
      await expect(visitor.page.goto(`${own.origin}/privacy`)).rejects.toThrow(
        /ERR_|NS_ERROR_|neterror/,
      )
      await visitor.leave()
    },
  )

  inProof('[C30] comes from the server as long as there is one, whatever is kept', async () => {
    const next = copyNextBuild()
    const old = await startSignaling()
    const visitor = await createVisitor('chromium', old.origin)
    await keep(visitor)
    const before = await scriptOf(visitor)
    await old.stop()
    const own = await startSignaling({ SIGNALING_PORT: String(old.port) }, next.dist)
    await visitor.page.reload()
    expect(await scriptOf(visitor)).toBe(before.replace('index-', 'index-next'))
    // The page is new already: what is kept follows without a question.
    await visitor.page.waitForFunction(
      async () => (await caches.keys()).join() === 'page-0000000000000000',
      { polling: 50 },
    )
    expect(await visitor.canPress('Reload')).toBe(false)
    await visitor.leave()
    await own.stop()
    next.remove()
  })
})

it.each(sampled(['chromium'], ['firefox']))(
  '[C30] a new build waits until it is let in, and asks in no search and in no call: %s',
  async (kind) => {
    const next = copyNextBuild()
    const old = await startSignaling()
    const visitor = await createVisitor(kind, old.origin, { mode: 'text' })
    await keep(visitor)
    const before = await scriptOf(visitor)
    await visitor.find()
    await visitor.hears('Looking for someone')
    await old.stop()
    const own = await startSignaling({ SIGNALING_PORT: String(old.port) }, next.dist)
    await visitor.hears('Looking for someone')
    await visitor.page.evaluate(async () => {
      const registration = await navigator.serviceWorker.getRegistration()
      await registration?.update()
      const worker = registration?.installing ?? null
      if (worker !== null)
        await new Promise<void>((resolve) => {
          const look = () => {
            if (worker.state !== 'installing') resolve()
          }
          worker.addEventListener('statechange', look)
          look()
        })
    })
    // The page has been told of it before it is asked: both come over the same way.
    await visitor.page.evaluate(async () => {
      const waiting = (await navigator.serviceWorker.getRegistration())?.waiting ?? null
      if (waiting === null) throw new Error('no worker waits')
      const { port1, port2 } = new MessageChannel()
      const answer = new Promise((resolve) => port1.addEventListener('message', resolve))
      port1.start()
      waiting.postMessage('whose build is this?', [port2])
      await answer
    })
    expect(await visitor.canPress('Reload')).toBe(false)

    const stranger = await createVisitor('chromium', own.origin, { mode: 'text' })
    await stranger.find()
    await visitor.hears('You are talking')
    expect(await visitor.canPress('Reload')).toBe(false)
    await visitor.press('Stop')
    await visitor.sees('A new version is ready.')
    expect(await findingsInBothThemes(visitor, '.page-notes')).toEqual([])
    expect(await scriptOf(visitor)).toBe(before)
    const loaded = visitor.page.waitForNavigation()
    await visitor.press('Reload')
    await loaded
    expect(await scriptOf(visitor)).toBe(before.replace('index-', 'index-next'))
    expect(Object.keys((await keptBy(visitor)).kept)).toEqual(['page-0000000000000000'])
    for (const one of [visitor, stranger]) await one.leave()
    await own.stop()
    next.remove()
  },
)

inProof('[C30] a build without the worker removes it, with all that it kept', async () => {
  const without = copyBuild()
  rmSync(join(without.web, 'keeper.js'))
  const old = await startSignaling()
  const visitor = await createVisitor('chromium', old.origin)
  await keep(visitor)
  await old.stop()
  const own = await startSignaling({ SIGNALING_PORT: String(old.port) }, without.dist)
  await visitor.page.reload()
  await visitor.page.waitForFunction(
    async () =>
      (await caches.keys()).length + (await navigator.serviceWorker.getRegistrations()).length ===
      0,
    { polling: 50 },
  )
  await visitor.leave()
  await own.stop()
  without.remove()
})
