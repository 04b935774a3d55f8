/** What leaves the browser, and what stays in it: looked at from outside. */
import { inProof } from '../helpers/sampled.ts'
import { startSignaling, type SignalingProcess } from '../helpers/signalingProcess.ts'
import { LANGUAGES } from '../../signaling/languages/languages.ts'
import { WORDS } from '../../signaling/languages/table.ts'
import { FEATURES } from '../../radar/features.ts'
import { closeBrowsers, openBrowsers } from './browsers.ts'
import { NOTHING_STORED, storedBy } from './harm.ts'
import { keepTimers, strayTimersOf } from './timersLeft.ts'
import { createPair, createVisitor, type Visitor } from './visitor.ts'

let server: SignalingProcess
beforeAll(async () => {
  ;[server] = await Promise.all([startSignaling(), openBrowsers(['chromium'], ['firefox'])])
})
afterAll(async () => {
  await closeBrowsers()
  await server.stop()
})

/** Keeps every frame that goes through the page's WebSocket, as text; runs in the page. */
function keepFrames(): void {
  const frames: string[] = []
  const keep = (data: unknown) => {
    const bytes = data instanceof ArrayBuffer ? new Uint8Array(data) : null
    frames.push(bytes === null ? String(data) : String.fromCharCode(...bytes))
  }
  const Original = WebSocket
  class Watched extends Original {
    constructor(url: string) {
      super(url)
      this.addEventListener('message', ({ data }) => keep(data))
    }
    override send(data: string | ArrayBuffer): void {
      keep(data)
      super.send(data)
    }
  }
  Object.assign(globalThis, { WebSocket: Watched, keptFrames: frames })
}

const framesOf = ({ page }: Visitor) =>
  page.evaluate(() => (globalThis as unknown as { keptFrames: string[] }).keptFrames)

describe('of a conversation', () => {
  let pair: readonly [Visitor, Visitor]
  beforeAll(async () => {
    pair = await createPair(server.origin, ['chromium', 'firefox'], {
      before: [keepFrames, keepTimers],
      nickname: 'Quetzalcoatl',
      interests: 'glassblowing',
    })
  })
  afterAll(() => Promise.all(pair.map((one) => one.leave())))

  it('[P1] lets the server read neither text nor nickname nor how browsers reach each other', async () => {
    const [first, second] = pair
    await first.sees('Quetzalcoatl')
    await first.write('an unmistakable sentence')
    await second.reads('an unmistakable sentence')
    const frames = (await Promise.all(pair.map(framesOf))).flat()
    const all = frames.join('\n')
    // The control: the search does find what the server is meant to see.
    expect(all).toContain('"type":"find"')
    expect(frames.some((frame) => !frame.startsWith('{'))).toBe(true)
    for (const secret of ['Quetzalcoatl', 'unmistakable', 'candidate', 'fingerprint', 'v=0'])
      expect(all).not.toContain(secret)
  })

  it('[P3] identifies nobody to the stranger: nothing a visitor sends the server is passed on but the key', async () => {
    for (const one of pair) {
      const matched = (await framesOf(one)).find((frame) => frame.includes('"matched"')) ?? ''
      expect(Object.keys(JSON.parse(matched) as object).toSorted()).toEqual([
        'answers',
        'common',
        'ice',
        'key',
        'pair',
        'report',
        'role',
        'type',
      ])
    }
  })

  it('[P4] leaves nothing behind in the browser when a conversation ends', async () => {
    const [first, second] = pair
    await first.write('soon forgotten')
    await second.reads('soon forgotten')
    await first.press('Stop')
    await second.hears('The stranger left')
    for (const one of pair) {
      expect(await one.page.evaluate(() => document.documentElement.outerHTML)).not.toContain(
        'soon forgotten',
      )
      await one.page.waitForFunction(() =>
        (globalThis as unknown as { keptConnections: RTCPeerConnection[] }).keptConnections.every(
          ({ connectionState }) => connectionState === 'closed',
        ),
      )
      // Nothing looks, measures or asks any more.
      expect(await strayTimersOf(one)).toEqual([])
      expect(await storedBy(one)).toEqual(NOTHING_STORED)
    }
  })
})

it('[S4] sets no cookie and asks no other host, on any page', async () => {
  const { page, hosts, complaints, leave } = await createVisitor('chromium', server.origin)
  for (const path of ['/', '/privacy', '/terms', '/what-the-server-sees', '/ar/privacy']) {
    await page.goto(server.origin + path)
    expect(await page.cookies()).toEqual([])
    expect([...hosts]).toEqual([new URL(server.origin).host])
    expect(complaints).toEqual([])
  }
  await leave()
})

it('[V14] gives up what it does not use, in names that the browser knows', async () => {
  const { page, leave } = await createVisitor('chromium', server.origin)
  const said: string[] = []
  page.on('console', (message) => said.push(message.text()))
  await page.reload()
  await page.waitForSelector('button[type=submit]')
  const allowed = await page.evaluate(() =>
    (
      document as unknown as { featurePolicy: { allowedFeatures(): string[] } }
    ).featurePolicy.allowedFeatures(),
  )
  expect(FEATURES.filter((feature) => allowed.includes(feature))).toEqual([
    'autoplay',
    'camera',
    'display-capture',
    'fullscreen',
    'media-playback-while-not-visible',
    'microphone',
    'on-device-speech-recognition',
    'picture-in-picture',
    'screen-wake-lock',
    'speaker-selection',
  ])
  // What this Chromium allows besides: hints of itself, and what has no use without a site that asks.
  const known: readonly string[] = FEATURES
  const others = allowed.filter((feature) => !known.includes(feature))
  expect(others.filter((feature) => !feature.startsWith('ch-'))).toEqual(['interest-cohort'])
  expect(said.filter((text) => text.includes('Policy'))).toEqual([])
  await leave()
})

it.each(['chromium', 'firefox'] as const)(
  '[C3] [V14] no text becomes a script, and no policy but ours can be made: %s',
  async (kind) => {
    const { page, leave } = await createVisitor(kind, server.origin)
    const outcomes = await page.evaluate(() => {
      const { trustedTypes } = globalThis as unknown as {
        trustedTypes: { createPolicy(name: string, rules: object): unknown }
      }
      const attempts: Record<string, () => unknown> = {
        'innerHTML =': () => (document.createElement('p').innerHTML = '<b>bold</b>'),
        'new Worker': () => new Worker('/x.js'),
        'createPolicy of another name': () => trustedTypes.createPolicy('other', {}),
        'a text node': () => document.createElement('p').append('control'),
      }
      const failureOf = (attempt: () => unknown) => {
        try {
          attempt()
          return 'went through'
        } catch (error) {
          return error instanceof TypeError ? 'TypeError' : String(error)
        }
      }
      return Object.fromEntries(
        Object.entries(attempts).map(([name, attempt]) => [name, failureOf(attempt)]),
      )
    })
    expect(outcomes).toEqual({
      'innerHTML =': 'TypeError',
      'new Worker': 'TypeError',
      'createPolicy of another name': 'TypeError',
      'a text node': 'went through',
    })
    await leave()
  },
)

it('[S1] would notice a request to another host', async () => {
  const visitor = await createVisitor('chromium', server.origin)
  await visitor.page.evaluate(() => {
    new Image().src = 'http://198.51.100.7/pixel.png'
  })
  await visitor.page.waitForFunction(() => true)
  const isNoticed = visitor.hosts.has('198.51.100.7') || visitor.complaints.length > 0
  expect(isNoticed).toBe(true)
  await visitor.leave()
})

it('[P10] [C11] reads every policy without a script, on paper too, with a way back; the page names its version', async () => {
  const { page, leave } = await createVisitor('chromium', server.origin)
  const [version, shown] = await page.evaluate(async () => [
    ((await (await fetch('/build.json')).json()) as { version: string }).version,
    document.querySelector('footer .version')?.textContent,
  ])
  expect(version).toMatch(/^\d+\.\d+\.\d+/)
  expect(shown).toContain(version)
  await page.setJavaScriptEnabled(false)
  const { privacy, pages } = WORDS.en
  for (const [path, last] of [
    ['/privacy', privacy.limits.text],
    ['/terms', pages.terms.guarantee.text],
    ['/what-the-server-sees', pages.view.nobody],
  ]) {
    await page.goto(server.origin + path)
    // Not what is there, but what is seen.
    const text = await page.$eval('main', (main) => main.innerText)
    expect(text).toContain(last)
    expect(text).toContain('22 November 2026')
    expect(text).toContain('The operator of this server has not named a contact yet.')
    expect(await page.$$eval('main a', (all) => all.map((one) => one.pathname))).toContain('/')
    // Nobody scrolls on paper.
    await page.emulateMediaType('print')
    const boxes = await page.$$eval('body *', (all) =>
      all
        .map((one) => getComputedStyle(one))
        .filter(({ overflowX }) => /auto|scroll/.test(overflowX)),
    )
    expect({ path, boxes: boxes.length }).toEqual({ path, boxes: 0 })
    await page.emulateMediaType('screen')
  }
  await leave()
})

it('[C43] leads from the page to its policies and back in the same language, without a script', async () => {
  const { page, leave } = await createVisitor('chromium', `${server.origin}/?lang=ar`)
  const links = () =>
    page.$$eval('main a, footer a, .consent a', (all) =>
      all.map((one) => one.getAttribute('href') ?? ''),
    )
  expect((await links()).toSorted()).toEqual(
    ['/ar/privacy', '/ar/terms', '/ar/terms', '/ar/what-the-server-sees'].toSorted(),
  )
  await page.waitForFunction(() =>
    /\p{Script=Arabic}/u.test(
      document.querySelector('meta[name=description]')?.getAttribute('content') ?? '',
    ),
  )
  await page.setJavaScriptEnabled(false)
  await page.goto(`${server.origin}/ar/what-the-server-sees`)
  const look = () =>
    page.$eval('html', ({ lang, dir }) => ({ lang, dir, at: location.pathname + location.search }))
  expect(await look()).toEqual({ lang: 'ar', dir: 'rtl', at: '/ar/what-the-server-sees' })
  expect(await page.$$eval('nav.tongues a', (all) => all.map((one) => one.hreflang))).toEqual(
    LANGUAGES.filter(({ code }) => code !== 'ar').map(({ tag }) => tag),
  )
  await Promise.all([page.waitForNavigation(), page.click('nav.tongues a[hreflang=hi]')])
  expect(await look()).toEqual({ lang: 'hi', dir: 'ltr', at: '/hi/what-the-server-sees' })
  await page.setJavaScriptEnabled(true)
  await Promise.all([page.waitForNavigation(), page.click('main a[href^="/?"]')])
  await page.waitForSelector('button[type=submit]')
  expect(await look()).toEqual({ lang: 'hi', dir: 'ltr', at: '/?lang=hi' })
  await leave()
})

describe('a server that meddles', () => {
  /** What a server could do to the frames that pass through it, done at the page's edge. */
  const meddle = {
    tampered: () => {
      const { send } = WebSocket.prototype
      WebSocket.prototype.send = function (data) {
        if (!(data instanceof ArrayBuffer)) return send.call(this, data)
        const bytes = new Uint8Array(data)
        bytes[10] = (bytes[10] ?? 0) ^ 1
        return send.call(this, bytes)
      }
    },
    replayed: () => {
      const { send } = WebSocket.prototype
      WebSocket.prototype.send = function (data) {
        send.call(this, data)
        if (data instanceof ArrayBuffer) send.call(this, data)
      }
    },
    swapped: () => {
      const { send } = WebSocket.prototype
      WebSocket.prototype.send = function (data) {
        const text =
          typeof data === 'string' ? data.replace(/"key":"B.{10}/, '"key":"BAAAAAAAAAA') : data
        send.call(this, text)
      }
    },
  }

  inProof('[C1] ends a tampered, a replayed and a swapped introduction in words', async () => {
    const victim = await createVisitor('chromium', server.origin, { mode: 'text' })
    await victim.find()
    for (const kind of ['tampered', 'replayed', 'swapped'] as const) {
      await victim.hears('Looking for someone')
      const before = meddle[kind]
      const other = await createVisitor('chromium', server.origin, { mode: 'text', before })
      await other.find()
      await victim.hears('The introduction was altered')
      await other.leave()
      await victim.press('Find someone')
    }
    expect(victim.complaints).toEqual([])
    await victim.leave()
  })
})
