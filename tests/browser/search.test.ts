/** Before and during a search: who is here, cameras that fail, late messages, a silent server. */
import { findMessage, greet, type Client } from '../helpers/client.ts'
import { freePorts } from '../helpers/freePort.ts'
import { inProof } from '../helpers/sampled.ts'
import { startSignaling, type SignalingProcess } from '../helpers/signalingProcess.ts'
import { closeBrowsers } from './browsers.ts'
import { failing } from './failing.ts'
import { createPath } from './silentPath.ts'
import { connectionsOf, createVisitor, type Visitor } from './visitor.ts'

/** For the answer to a question of a searching page. */
const PROBE_MS = 2_000
/** A busy machine may be this much later. */
const LATE_MS = 3_000
const PATIENCE_MS = 20_000

let server: SignalingProcess
/** It is mostly waiting, so it begins first and lets the others work meanwhile. */
let silence: Promise<string[]>
const here: Visitor[] = []

beforeAll(async () => {
  silence = outliveSilence()
  silence.catch(() => undefined) // its own test says so
  server = await startSignaling()
})
afterEach(async () => {
  for (const one of here.splice(0)) await one.leave()
})
afterAll(async () => {
  await Promise.allSettled([silence])
  await closeBrowsers()
  await server.stop()
})

async function enter(...arguments_: Parameters<typeof createVisitor>): Promise<Visitor> {
  const visitor = await createVisitor(...arguments_)
  here.push(visitor)
  return visitor
}

describe('a camera that', () => {
  /** What the visitor is most likely to press: there is one such button on a screen. */
  const mainActions = ({ page }: Visitor) =>
    page.$$eval('.button.main', (found) => found.map(({ textContent }) => textContent))

  inProof('[C7] is in use by another program is named so, tried again, and found', async () => {
    const visitor = await enter('chromium', server.origin, { before: failing.busy })
    await visitor.find()
    await visitor.hears('The camera is busy')
    await visitor.sees('Another program or tab is using the camera or microphone')
    expect(await mainActions(visitor)).toEqual(['Try again'])
    await visitor.press('Try again')
    await visitor.hears('The camera is busy')
    await visitor.page.evaluate(() => Object.assign(globalThis, { isFree: true }).isFree)
    await visitor.press('Try again')
    await visitor.hears('Looking for someone')
    await visitor.watches('You')
    expect(visitor.complaints).toEqual([])
  })

  it.each([
    ['busy', 'The camera is busy', 'Close it, then try again', 'with audio only'],
    ['hidden', 'page came without encryption', 'Open this address with https', 'without camera'],
  ] as const)('[C7] is %s keeps no visitor from meeting', async (kind, said, advice, way) => {
    const visitor = await enter('chromium', server.origin, { before: failing[kind] })
    await visitor.find()
    await visitor.hears(said)
    await visitor.sees(advice)
    expect(await mainActions(visitor)).toEqual(['Try again'])
    await visitor.press(`Continue ${way}`)
    await visitor.hears('Looking for someone')
    const stranger = await enter('chromium', server.origin)
    await stranger.find()
    await visitor.hears('You are talking')
    await stranger.sees('The stranger’s camera is off')
    if (way === 'with audio only') await stranger.listens()
    expect(visitor.complaints).toEqual([])
  })

  it('[C7] comes without a microphone is seen all the same', async () => {
    const visitor = await enter('firefox', server.origin, { before: failing.silent })
    await visitor.find()
    await visitor.hears('No microphone found. Looking for someone')
    await visitor.watches('You')
    // Ten seconds pass for the page.
    await visitor.page.evaluate(() => {
      const { now } = Date
      Date.now = () => now() + 10_000
    })
    await visitor.page.waitForFunction(
      () => document.querySelector('main [aria-live=polite]')?.textContent?.includes('Still'),
      { polling: 50 },
    )
    await visitor.page.evaluate(() => Object.assign(globalThis, { isFree: true }).isFree)
    await visitor.press('Try again')
    await visitor.page.waitForFunction(
      () => !document.body.innerText.includes('To be heard, plug a microphone in'),
      { polling: 50 },
    )
    expect(visitor.complaints).toEqual([])
  })

  it('[C7] cannot be sealed in, because the page is insecure, is told as that, with a way back', async () => {
    const visitor = await enter('chromium', server.origin, { before: failing.insecure })
    await visitor.find()
    await visitor.hears('This page came without encryption. Browsers make private calls')
    await visitor.sees('Open with https')
    expect(await mainActions(visitor)).toEqual(['Open with https'])
    const way = await visitor.page.$eval('a.button.main', ({ href }) => href)
    expect(way).toBe(`https://${new URL(server.origin).hostname}/`)
    expect(await visitor.canPress('Find someone')).toBe(false)
    await visitor.press('Change what you look for')
    await visitor.sees('Talk with a stranger')
    expect(visitor.complaints).toEqual([])
  })
})

describe('a message of the server that crosses with Cancel', () => {
  interface Held {
    /** The type of message that is on its way for as long as the test says. */
    held: string
    late: (() => void)[]
    /** Every track the page was given. */
    given: MediaStreamTrack[]
  }

  function holdMessages(): void {
    const state: Held = { held: '', late: [], given: [] }
    Object.assign(globalThis, state)
    const global = globalThis as unknown as Held
    const Original = WebSocket
    class Slow extends Original {
      constructor(url: string | URL) {
        super(url)
        // Ours is the first listener, so that it decides what the page's own ever sees.
        this.addEventListener('message', (event: MessageEvent<unknown>) => {
          const { data } = event
          if (!event.isTrusted || global.held === '' || typeof data !== 'string') return
          if (!data.includes(`"type":"${global.held}"`)) return
          event.stopImmediatePropagation()
          global.late.push(() => this.dispatchEvent(new MessageEvent('message', { data })))
        })
      }
    }
    Object.assign(globalThis, { WebSocket: Slow })
    const { mediaDevices } = navigator
    const original = mediaDevices.getUserMedia.bind(mediaDevices)
    mediaDevices.getUserMedia = async (constraints) => {
      const stream = await original(constraints)
      global.given.push(...stream.getTracks())
      return stream
    }
  }

  const hold = ({ page }: Visitor, type: string) =>
    page.evaluate((wanted) => Object.assign(globalThis, { held: wanted }).held, type)
  const isHeld = ({ page }: Visitor) =>
    page.waitForFunction(() => (globalThis as unknown as Held).late.length > 0, { polling: 50 })
  const deliver = ({ page }: Visitor) =>
    page.evaluate(() => {
      const global = globalThis as unknown as Held
      global.held = ''
      for (const arrive of global.late.splice(0)) arrive()
    })
  const tracks = ({ page }: Visitor) =>
    page.evaluate(() => (globalThis as unknown as Held).given.map(({ readyState }) => readyState))

  /** On the start screen, with everything off, and ready to search again. */
  async function expectAtStart(visitor: Visitor): Promise<void> {
    await visitor.hears('You are back at the start')
    // It was pressed by a pointer, and has gone.
    await visitor.page.waitForFunction(() => document.activeElement?.localName === 'h1')
    expect(await visitor.canPress('Find someone')).toBe(true)
    expect(await visitor.canPress('Cancel')).toBe(false)
    expect(await tracks(visitor)).toEqual(['ended', 'ended'])
    expect(visitor.complaints).toEqual([])
  }

  it('[C2] does not bring the search back when it is "waiting"', async () => {
    const ghost = await enter('chromium', server.origin, { before: holdMessages })
    await hold(ghost, 'waiting')
    await ghost.find()
    await isHeld(ghost)
    await ghost.hears('Connecting')
    expect(await tracks(ghost)).toEqual(['live', 'live'])
    await ghost.press('Cancel')
    await ghost.sees('Talk with a stranger')
    await deliver(ghost)
    await expectAtStart(ghost)

    const [second, third] = await Promise.all([greet(server), greet(server)])
    // Were the ghost still searching, the second would meet it before the third comes.
    second.send(findMessage({ mode: 'video' }))
    await second.next('waiting')
    third.send(findMessage({ mode: 'video' }))
    const { pair } = await third.next('matched')
    expect(await second.next('matched')).toMatchObject({ pair })
    await expectAtStart(ghost)
    expect(await connectionsOf(ghost)).toBe(0)
  })

  it('[C2] does not begin a call when it is "matched", and the stranger is told', async () => {
    const ghost = await enter('chromium', server.origin, { before: holdMessages })
    await ghost.find()
    await ghost.hears('Looking for someone')
    await hold(ghost, 'matched')
    const second = await greet(server)
    second.send(findMessage({ mode: 'video' }))
    const { pair } = await second.next('matched')
    await isHeld(ghost)
    await ghost.press('Cancel')
    await ghost.sees('Talk with a stranger')
    expect(await second.next('partnerLeft')).toMatchObject({ pair, why: 'left' })
    await deliver(ghost)
    await expectAtStart(ghost)

    await ghost.press('Find someone')
    await ghost.hears('Looking for someone')
  })
})

/** Opens pages and plain sockets one after the other, and writes down what the pages show. */
async function countPeople(): Promise<string[]> {
  const crowded = await startSignaling()
  const pages: Visitor[] = []
  const crowd: Client[] = []
  const story: string[] = []
  const figureOf = ({ page }: Visitor) => page.$eval('main', ({ textContent }) => textContent)

  async function note(): Promise<void> {
    const shown = await Promise.all(pages.map(figureOf))
    story.push(shown.map((text) => /\d+ people here/.exec(text)?.[0] ?? 'nothing').join())
  }
  async function changes(to: string | null): Promise<void> {
    await Promise.all(
      pages.map(({ page }) =>
        page.waitForFunction(
          (wanted) => {
            const text = document.querySelector('main')?.textContent ?? ''
            return wanted === null ? !text.includes('here') : text.includes(wanted)
          },
          { polling: 50 },
          to,
        ),
      ),
    )
    await note()
  }
  try {
    for (let people = 0; people < 6; people += 1) crowd.push(await greet(crowded))
    pages.push(await createVisitor('chromium', crowded.origin, { before: keepCounts }))
    await pages[0]?.page.waitForFunction(() => 'counted' in globalThis, { polling: 50 })
    await note()
    // The eighth is told with his welcome, the others with the next announcement.
    pages.push(await createVisitor('chromium', crowded.origin))
    await changes('8 people here')
    crowd.push(await greet(crowded))
    await changes('16 people here')
    for (const client of crowd.splice(0, 2)) client.ws.close()
    await changes(null)
  } finally {
    for (const { ws } of crowd) ws.close()
    for (const one of pages) await one.leave()
    await crowded.stop()
  }
  return story
}

/** Notes that the server has said how many are here, whatever the page makes of it. */
function keepCounts(): void {
  const Original = WebSocket
  class Noted extends Original {
    constructor(url: string | URL) {
      super(url)
      this.addEventListener('message', () =>
        setTimeout(() => Object.assign(globalThis, { counted: true })),
      )
    }
  }
  Object.assign(globalThis, { WebSocket: Noted })
}

inProof('[V12] say how many people are here from eight on, and in eights', async () => {
  expect(await countPeople()).toEqual([
    'nothing',
    '8 people here,8 people here',
    '16 people here,16 people here',
    'nothing,nothing',
  ])
})

/** One who searches behind a path that falls silent; waits so long that it begins first. */
async function outliveSilence(): Promise<string[]> {
  const [port = 0] = await freePorts(1)
  const origin = `http://localhost:${port}`
  const behind = await startSignaling({ SIGNALING_ORIGINS: origin })
  const path = await createPath(port, behind.port)
  const story: string[] = []
  const visitors: Visitor[] = []
  try {
    const searching = await createVisitor('chromium', origin, {
      mode: 'text',
      // The time between two questions.
      hurry: { 20_000: 2_000 },
    })
    visitors.push(searching)
    await searching.find()
    await searching.hears('Looking for someone')

    // Nothing happens in the page: it asks by itself from time to time.
    path.fallSilent()
    await searching.hears('The server cannot be reached')
    await searching.sees('The server cannot be reached')
    story.push('noticed')
    path.comeBack()
    await searching.hears('Looking for someone')
    story.push('searched on')

    // A network that came back, or a lid that was opened, is a reason to ask at once.
    path.fallSilent()
    searching.page.setDefaultTimeout(PROBE_MS + LATE_MS)
    await searching.page.evaluate(() => dispatchEvent(new Event('online')))
    await searching.hears('The server cannot be reached')
    story.push('noticed at once')
    path.comeBack()
    await searching.hears('Looking for someone')

    searching.page.setDefaultTimeout(PATIENCE_MS)
    const other = await createVisitor('chromium', origin, { mode: 'text' })
    visitors.push(other)
    await other.find()
    await Promise.all([searching.hears('You are talking'), other.hears('You are talking')])
    story.push('met someone')
  } finally {
    for (const one of visitors) await one.leave()
    await path.close()
    await behind.stop()
  }
  return story
}

it('notices a server that fell silent during a search, says so, and searches on', async () => {
  expect(await silence).toEqual(['noticed', 'searched on', 'noticed at once', 'met someone'])
})
