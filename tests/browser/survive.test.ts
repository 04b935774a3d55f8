/** What a call survives: a lost path, and the death and return of the signaling server. */
import { setTimeout as pause } from 'node:timers/promises'
import { valueOf } from '../helpers/metrics.ts'
import { sampled } from '../helpers/sampled.ts'
import { startSignaling, type SignalingProcess } from '../helpers/signalingProcess.ts'
import { cutOff } from '../look/cutOff.ts'
import { closeBrowsers } from './browsers.ts'
import { breakConnection, connectionsOf, createPair, createVisitor, recovers } from './visitor.ts'

let server: SignalingProcess

/** The same address again, as after a crash and a restart by the supervisor. */
function restart(dead: SignalingProcess): Promise<SignalingProcess> {
  return startSignaling({
    SIGNALING_PORT: String(dead.port),
    SIGNALING_METRICS_PORT: String(dead.metricsPort),
  })
}

/** Runs in the page: its first match is the last that comes over that socket, in both directions. */
function cutOnceMatched(): void {
  let isCut = false
  let finds = 0
  class Cut extends WebSocket {
    constructor(url: string) {
      super(url)
      this.addEventListener('message', ({ data }) => {
        if (isCut || !String(data).startsWith('{"type":"matched"')) return
        isCut = true
        this.close(4000)
      })
    }
    override send(data: string | ArrayBuffer): void {
      if (typeof data === 'string' && data.startsWith('{"type":"find"')) finds += 1
      super.send(data)
    }
  }
  Object.assign(globalThis, { WebSocket: Cut, cutAndFinds: () => [isCut, finds] })
}

beforeAll(async () => {
  server = await startSignaling()
})
afterAll(async () => {
  await closeBrowsers()
  await server.stop()
})

/** Runs in the page: as in a browser that starts no sound unasked, until it is told to. */
function playNothing(): void {
  const { play } = HTMLMediaElement.prototype
  HTMLMediaElement.prototype.play = function refuse() {
    this.pause()
    return Promise.reject(new DOMException('not unasked', 'NotAllowedError'))
  }
  Object.assign(globalThis, { playAll: () => (HTMLMediaElement.prototype.play = play) })
}
const playAll = () => void (globalThis as unknown as { playAll: () => unknown }).playAll()

/** The server has introduced two. */
async function untilPaired(one: SignalingProcess): Promise<void> {
  for (let tries = 0; tries < 200; tries += 1) {
    if (valueOf(await one.metrics(), 'signaling_visitors{phase="paired"}') >= 2) return
    await pause(50)
  }
  throw new Error('the server has introduced nobody')
}

it.each(sampled([['chromium', 'chromium']], [['firefox', 'chromium']]))(
  '[C4] rebuilds a call whose path was lost, more than once, and keeps it while the server is dead: %s and %s',
  async (...kinds) => {
    const pair = await createPair(server.origin, kinds)
    const [first, second] = pair
    for (const round of ['one', 'two']) {
      await first.page.evaluate(round === 'one' ? playNothing : playAll)
      const before = await Promise.all(pair.map(connectionsOf))
      await Promise.all([breakConnection(second), first.write(`written while broken, ${round}`)])
      await Promise.all(pair.map((one, at) => recovers(one, before[at] ?? 0)))
      await second.reads(`written while broken, ${round}`)
      // What plays again needs no press any more.
      await first.page.waitForSelector('.button.sound', round === 'one' ? {} : { hidden: true })
      for (const [width, height] of [
        [360, 640],
        [640, 360],
        [1280, 720],
      ] as const) {
        await first.page.setViewport({ width, height })
        expect(await cutOff(first.page, '.button.sound')).toEqual([])
      }
    }

    await server.stop()
    await first.sees('The server is away')
    await second.write('still here without a server')
    await first.reads('still here without a server')
    await Promise.all([first.watches('Stranger'), second.watches('Stranger')])

    server = await restart(server)
    const before = await Promise.all(pair.map(connectionsOf))
    await breakConnection(first)
    await Promise.all(pair.map((one, at) => recovers(one, before[at] ?? 0)))
    await first.reads('still here without a server')
    await second.write('and the chat is still there')
    await first.reads('and the chat is still there')
    await Promise.all([first.watches('Stranger'), second.watches('Stranger')])

    // It has never seen the two together, until their pages say so; no connection is made for that.
    await server.stop()
    await first.sees('The server is away')
    server = await restart(server)
    const made = await Promise.all(pair.map(connectionsOf))
    await untilPaired(server)
    await second.write('nobody noticed')
    await first.reads('nobody noticed')
    expect(await Promise.all(pair.map(connectionsOf))).toEqual(made)
    await first.press('Report')
    await first.press('Spam or scam')
    await first.hears('Your report was counted')
    await second.hears('The stranger left')
    expect(valueOf(await server.metrics(), 'signaling_reports_total{reason="spam"}')).toBe(1)
    for (const one of pair) await one.leave()
  },
)

/** Runs in the page: its sockets can be cut, what they are told is known, and it can fall silent to the stranger. */
function openToHarm(): void {
  const sockets: WebSocket[] = []
  let kept = 0
  class Watched extends WebSocket {
    constructor(url: string) {
      super(url)
      sockets.push(this)
      this.addEventListener('message', ({ data }) => {
        if (String(data) === '{"type":"kept","known":true}') kept += 1
      })
    }
  }
  Object.assign(globalThis, {
    WebSocket: Watched,
    cutSocket: () => sockets.at(-1)?.close(4000),
    keptCount: () => kept,
    saysNothing: () => (RTCDataChannel.prototype.send = () => undefined),
  })
}
const cutSocket = () => (globalThis as unknown as { cutSocket: () => void }).cutSocket()
const isKept = () => (globalThis as unknown as { keptCount: () => number }).keptCount() > 0
const saysNothing = () => (globalThis as unknown as { saysNothing: () => void }).saysNothing()

it.each(sampled([['chromium', 'firefox']], [['firefox', 'chromium']]))(
  '[M18] [C5] says that the stranger left, though a socket was lost in the call and nothing else comes through: %s and %s',
  async (...kinds) => {
    const pair = await createPair(server.origin, kinds, { before: openToHarm })
    const [first, second] = pair
    await first.page.evaluate(cutSocket)
    await first.page.waitForFunction(isKept)
    await second.write('the call goes on')
    await first.reads('the call goes on')
    await second.page.evaluate(saysNothing)
    await second.press('Stop')
    await first.hears('The stranger left')
    await Promise.all(pair.map((one) => one.leave()))
  },
)

it.each(sampled(['chromium'], ['firefox']))(
  '[C4] [V10] goes on searching by itself when the server dies or is updated, and comes back: %s',
  async (kind) => {
    const waiting = await createVisitor(kind, server.origin)
    await waiting.find()
    await waiting.hears('Looking for someone')
    await server.stop()
    await waiting.hears('The server cannot be reached')
    server = await restart(server)
    await waiting.hears('Looking for someone')

    server.kill('SIGTERM')
    await waiting.hears('Server is updating')
    expect((await server.exited).code).toBe(0)
    server = await restart(server)
    await waiting.hears('Looking for someone')

    // Who loses the server in the middle of an introduction comes back to the same stranger at once.
    const other = await createVisitor('chromium', server.origin, { before: cutOnceMatched })
    await other.find()
    await Promise.all([waiting.hears('You are talking'), other.hears('You are talking')])
    const seen = await other.page.evaluate(() =>
      (globalThis as unknown as { cutAndFinds(): [boolean, number] }).cutAndFinds(),
    )
    expect(seen).toEqual([true, 1])
    await Promise.all([waiting.leave(), other.leave()])
  },
)
