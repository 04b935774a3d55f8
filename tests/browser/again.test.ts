/** Ways back to a stranger, and calm mode, between real browsers. */
import { inProof, sampled } from '../helpers/sampled.ts'
import { startSignaling, type SignalingProcess } from '../helpers/signalingProcess.ts'
import { findingsInBothThemes } from './axe.ts'
import { closeBrowsers, type Kind } from './browsers.ts'
import { boxOf, cutOf } from './looking.ts'
import {
  clickOn,
  connectionsOf,
  createPair,
  createVisitor,
  type Visitor,
  type VisitorOptions,
} from './visitor.ts'

let server: SignalingProcess
const here: Visitor[] = []
const SIZES = [
  { width: 800, height: 600 },
  { width: 360, height: 640 },
  { width: 640, height: 360 },
  { width: 1440, height: 900 },
]

beforeAll(async () => {
  server = await startSignaling()
})
afterEach(async () => {
  for (const visitor of here.splice(0)) await visitor.leave()
})
afterAll(async () => {
  await closeBrowsers()
  await server.stop()
})

const talk = (...people: Visitor[]) =>
  Promise.all(people.map((one) => one.hears('You are talking')))

async function meet(
  first: Kind,
  second: Kind,
  options?: VisitorOptions,
): Promise<[Visitor, Visitor]> {
  const pair = await createPair(server.origin, [first, second], options)
  here.push(...pair)
  return pair
}

/** Waits until a page holds one connection only, and that one lives. */
const holdsOne = ({ page }: Visitor) =>
  page.waitForFunction(
    () => {
      const kept = (globalThis as unknown as { keptConnections: RTCPeerConnection[] })
        .keptConnections
      const open = kept.filter(({ connectionState }) => connectionState !== 'closed')
      return open.length === 1 && open[0]?.connectionState === 'connected'
    },
    { polling: 50 },
  )

/** Waits until each of the first `count` connections of a page is closed. */
const closesAll = ({ page }: Visitor, count: number) =>
  page.waitForFunction(
    (known) =>
      (globalThis as unknown as { keptConnections: RTCPeerConnection[] }).keptConnections
        .slice(0, known)
        .every(({ connectionState }) => connectionState === 'closed'),
    { polling: 50 },
    count,
  )

/** Notes by the page's own clock when two began to talk, and when Next could first be pressed. */
function watchCalm(): void {
  const calm: { talking?: number; next?: number } = {}
  const look = () => {
    const status = document.querySelector('[role=status]')?.textContent ?? ''
    if (status.includes('You are talking')) calm.talking ??= performance.now()
    const next = document.querySelector<HTMLButtonElement>('button.next')
    // While they are being connected it works, too.
    if (next?.disabled === true) delete calm.next
    else if (next !== null) calm.next ??= performance.now()
  }
  const options = { subtree: true, childList: true, characterData: true, attributes: true }
  new MutationObserver(look).observe(document, options)
  Object.assign(globalThis, { calm })
}

/** Keeps what holds the screen awake from now on. */
function keepLocks(): void {
  const locks: WakeLockSentinel[] = []
  const request = navigator.wakeLock.request.bind(navigator.wakeLock)
  navigator.wakeLock.request = async (type) => {
    const lock = await request(type)
    locks.push(lock)
    return lock
  }
  Object.assign(globalThis, { locks })
}

/** Waits until so many of them hold it. */
const holdsLocks = ({ page }: Visitor, count: number) =>
  page.waitForFunction(
    (wanted) =>
      (globalThis as unknown as { locks: WakeLockSentinel[] }).locks.filter(
        ({ released }) => !released,
      ).length === wanted,
    { polling: 50 },
    count,
  )

/** Waits until there is no such button any more. */
const loses = ({ page }: Visitor, name: string) =>
  page.waitForFunction(
    (wanted) =>
      ![...document.querySelectorAll('button')].some((one) => one.textContent.trim() === wanted),
    { polling: 50 },
    name,
  )

const logOf = ({ page }: Visitor) =>
  page.evaluate(() => document.querySelector('[role=log]')?.textContent ?? '')

/** The three words that a page shows: in a call by themselves, after it on what leads back. */
async function codeOf({ page }: Visitor): Promise<string> {
  const shown = await page.waitForSelector('.code, .codes bdi')
  return (await shown?.evaluate((element) => element.textContent)) ?? ''
}

async function enter(visitor: Visitor, code: string): Promise<void> {
  await visitor.press('Have three words? Meet again')
  await visitor.page.type('#code', code)
  await visitor.press('Meet again')
}

it.each(sampled([['chromium', 'firefox']], [['firefox', 'chromium']]))(
  '[C27] [P12] Next is undone when both wish it, over one connection, and nothing said comes back: %s and %s',
  async (...kinds) => {
    // What is offered for three seconds stays for fifteen: two drivers take their time.
    const [first, second] = await meet(kinds[0], kinds[1], { hurry: { 3_000: 15_000 } })
    await first.write('before')
    await second.reads('before')
    const before = await connectionsOf(first)
    const theirs = await connectionsOf(second)
    await second.press('Hide your picture')
    await second.press('Chat')
    await first.press('Next')
    // Nothing is parked for the way back: the old one is gone while that is still offered.
    await Promise.all([closesAll(first, before), closesAll(second, theirs)])
    expect(await Promise.all([first.canPress('Go back'), second.canPress('Go back')])).toEqual([
      true,
      true,
    ])
    // In sight of both without scrolling, on a phone held sideways as well.
    for (const one of [first, second]) {
      await one.page.setViewport({ width: 640, height: 360 })
      expect(await cutOf(one, ['.undo button'])).toEqual([])
    }
    expect(await findingsInBothThemes(first)).toEqual([])
    await first.press('Go back')
    await first.hears('Going back')
    expect(await findingsInBothThemes(first)).toEqual([])
    await second.press('Go back')
    await talk(first, second)
    await Promise.all([holdsOne(first), holdsOne(second)])
    expect(await connectionsOf(first)).toBeGreaterThan(before)
    expect(await logOf(first)).not.toContain('before')
    await first.write('after')
    await second.reads('after')
    // As it was left: the chat put away and counted anew, one’s own picture hidden.
    expect(await second.page.$eval('.chat-fold', (one) => one.textContent)).toBe('Chat (1)')
    expect(await second.page.$('.self-hidden')).not.toBeNull()
    await first.watches('Stranger')
  },
)

inProof('[C27] Undo is gone after a while, and waits for nobody who does not wish it', async () => {
  const [first, second] = await meet('chromium', 'chromium')
  const offered = second.page.waitForSelector('.undo button')
  await first.press('Next')
  await first.page.keyboard.press('z')
  await Promise.all([first.hears('Going back'), offered])
  await loses(second, 'Go back')
  await first.hears('did not come back together')
  await second.hears('The stranger went on')
})

inProof('[C27] [M17] there is no Undo after a report', async () => {
  const [first, second] = await meet('chromium', 'chromium')
  await first.press('Next')
  await first.page.waitForSelector('.undo button')
  await first.press('Report the last stranger')
  await first.press('Something else')
  await loses(first, 'Go back')
  await second.hears('The stranger went on')
})

it('[C29] [C15] three words bring the same two together again, and nobody who guesses them', async () => {
  const [first, guesser] = await meet('chromium', 'chromium')
  await guesser.press('Stop')
  await guesser.press('Meet again')
  await codeOf(guesser)
  await guesser.press('Change what you look for')
  await first.press('Find someone')
  const second = await createVisitor('firefox', server.origin)
  here.push(second)
  await second.find()
  await talk(first, second)
  for (const one of [first, second]) {
    if (!(await one.canPress('Meet again'))) await one.press('More')
    await one.press('Meet again')
  }
  const [code, same] = await Promise.all([codeOf(first), codeOf(second)])
  expect(code).toMatch(/^[a-z]+ [a-z]+ [a-z]+$/)
  expect(same).toBe(code)
  for (const { width, height } of SIZES) {
    await first.page.setViewport({ width, height })
    expect(await cutOf(first, ['.note .code', '.note .code ~ .button'])).toEqual([])
  }
  // Read and closed, they are there again for who asks.
  await first.press('OK')
  await first.page.waitForSelector('.code', { hidden: true })
  await first.press('Meet again')
  expect(await codeOf(first)).toBe(code)
  await first.press('Stop')
  expect(await codeOf(first)).toBe(code)
  expect(await codeOf(second)).toBe(code)
  expect(await findingsInBothThemes(first)).toEqual([])
  await first.press('Change what you look for')
  await enter(guesser, code)
  await guesser.sees('This page does not know these words')
  expect(await findingsInBothThemes(guesser)).toEqual([])
  // Whoever has been shown them has nothing to write: one press, and Cancel leads back to them.
  // Nor to look for: they are in sight before anything is scrolled, no wider than all the rest.
  for (const { width, height } of SIZES) {
    await first.page.setViewport({ width, height })
    expect(await cutOf(first, ['.codes .button'])).toEqual([])
    const [list, field] = [await boxOf(first, '.codes .button'), await boxOf(first, '.modes')]
    expect([list.left, list.right]).toEqual([field.left, field.right])
  }
  await first.page.evaluate(keepLocks)
  await first.press(`Meet again: the last stranger ${code}`)
  await first.hears('Waiting for the stranger')
  // A phone that sleeps meets nobody.
  await holdsLocks(first, 1)
  await first.press('Cancel')
  await holdsLocks(first, 0)
  await first.sees('The words are good for')
  await enter(first, ` ${code.toUpperCase()} `)
  await first.hears('Waiting for the stranger')
  expect(await findingsInBothThemes(first)).toEqual([])
  // From the end of their conversation as from the start.
  await second.press(`Meet again: the last stranger ${code}`)
  await talk(first, second)
  await first.watches('Stranger')
  await Promise.all([holdsOne(first), holdsOne(second)])
})

inProof(
  '[C28] who is calm gives a stranger ten seconds, can stop at once, and is not sent on',
  async () => {
    const calm: Visitor[] = []
    for (const kind of ['chromium', 'firefox'] as const) {
      const one = await createVisitor(kind, server.origin, {
        mode: 'text',
        before: watchCalm,
      })
      here.push(one)
      calm.push(one)
      await clickOn(one.page, '::-p-aria(Calm)')
      await one.find()
    }
    const [first, second] = calm as [Visitor, Visitor]
    await talk(first, second)
    expect(await first.canPress('Next')).toBe(false)
    await first.page.focus('main')
    await first.page.keyboard.press('n')
    expect(await first.page.$eval('button.next', (one) => one.getAttribute('aria-label'))).toMatch(
      /^Next in \d+ ?s$/,
    )
    expect(await first.canPress('Stop')).toBe(true)
    await first.write('still here')
    await second.reads('still here')
    for (const { page } of [first, second]) {
      await page.waitForSelector('button.next:enabled')
      const { talking = 0, next = 0 } = await page.evaluate(
        () => (globalThis as unknown as { calm: { talking?: number; next?: number } }).calm,
      )
      // Browsers round what timers wait.
      expect(next - talking).toBeGreaterThan(9_900)
    }
    const offered = second.page.waitForSelector('.undo button')
    await first.press('Next')
    await Promise.all([second.hears('The stranger went on'), offered])
    await loses(second, 'Go back')
    expect(await second.canPress('Find someone')).toBe(true)
  },
)
