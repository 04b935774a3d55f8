/** A real middleman: both calls work, everything passes through him, and the check tells (P11). */
import { symbolNames } from '../../web/chat/languages/en/symbols.ts'
import { createVerification, type Verdict, type VerifyMessage } from '../../web/chat/verify.ts'
import { closeBrowsers, type Kind } from './browsers.ts'
import { startHostileServer, type HostileServer } from './hostileServer.ts'
import {
  checkWithEach,
  createMiddleman,
  passOn,
  type Alter,
  type Side,
  type Tactic,
} from './middleman.ts'
import { createVisitor, type Visitor, type VisitorOptions } from './visitor.ts'

const COMPARE = 'Not checked: compare symbols'
const SAME = 'We compared: same'
const NOT_VERIFIED = 'Not verified'

interface Scene {
  readonly first: Visitor
  readonly second: Visitor
  /** Both search, and get the middle. */
  meet(tactic: Tactic): Promise<void>
  close(): Promise<void>
}

async function createScene(
  kinds: readonly [Kind, Kind],
  options: VisitorOptions = {},
): Promise<Scene> {
  const server: HostileServer = await startHostileServer()
  const first = await createVisitor(kinds[0], server.origin, options)
  await server.arrived(1)
  const second = await createVisitor(kinds[1], server.origin, options)
  await server.arrived(2)
  const middle = await createMiddleman('chromium', server)
  const both = [first, second]
  let isFirstTime = true
  return {
    first,
    second,
    async meet(tactic) {
      if (isFirstTime) for (const one of both) await one.find()
      else for (const one of both) await one.press('Find someone')
      isFirstTime = false
      await middle.meet(tactic, options.mode !== 'text')
      await Promise.all(both.map((one) => one.hears('You are talking')))
    },
    async close() {
      for (const one of both) await one.leave()
      await middle.leave()
      await server.close()
    },
  }
}

/** Through the middle, in both directions. */
async function talk({ first, second }: Scene, words: string): Promise<void> {
  await first.write(`${words} from the first`)
  await second.reads(`${words} from the first`)
  await second.write(`${words} from the second`)
  await first.reads(`${words} from the second`)
}

/** Opens the comparison, reads the four names and closes it. */
async function symbolsOf(visitor: Visitor): Promise<string[]> {
  await visitor.press(COMPARE)
  await visitor.page.waitForSelector('.symbols')
  const names = await visitor.page.$$eval('.symbols li', (items) =>
    items.map(({ lastChild }) => lastChild?.textContent ?? ''),
  )
  await visitor.press('Later')
  return names
}

const namesOf = (verdict: Verdict | undefined) =>
  verdict?.type === 'symbols' ? verdict.symbols.map((symbol) => symbolNames[symbol]) : verdict

async function part({ first, second }: Scene): Promise<void> {
  await first.press('Stop')
  await first.hears('You left')
  await second.hears('The stranger left')
}

afterAll(closeBrowsers)

describe.each([
  ['chromium', 'firefox'],
  ['firefox', 'chromium'],
] as const)('between %s, who offers, and %s, who answers', (...kinds) => {
  let scene: Scene
  beforeAll(async () => {
    scene = await createScene(kinds)
  })
  afterAll(() => scene.close())

  it('[P11] who passes on picture, voice, text and the check is not verified', async () => {
    await scene.meet(passOn)
    const { first, second } = scene
    const both = [first, second]
    await Promise.all(both.map((one) => one.watches('Stranger')))
    await Promise.all(both.map((one) => one.listens()))
    await talk(scene, 'passed on')
    await second.sees(NOT_VERIFIED)
    // Who committed has symbols, and nobody to find them the same with.
    expect(await second.canPress(COMPARE)).toBe(false)
    for (const one of both) expect(await one.canPress(SAME)).toBe(false)
    await part(scene)
  })

  it('[P11] who checks honestly with each is shown by other symbols', async () => {
    const runs = checkWithEach()
    await scene.meet(runs.tactic)
    const { first, second } = scene
    await talk(scene, 'checked')
    const [mine, theirs] = await Promise.all([symbolsOf(first), symbolsOf(second)])
    expect(mine).toHaveLength(4)
    expect(theirs).toHaveLength(4)
    expect(theirs).not.toEqual(mine)
    // The middle has found the very symbols that each of them sees: its checks were real.
    const shown = new Map(runs.verdicts)
    expect(namesOf(shown.get('first'))).toEqual(mine)
    expect(namesOf(shown.get('second'))).toEqual(theirs)
    await first.press(COMPARE)
    await first.press('They differ: leave')
    await first.hears('Somebody stands between you')
    await second.hears('The stranger left')
  })
})

describe('who meddles with the check', () => {
  let scene: Scene
  let earlier: VerifyMessage[]
  beforeAll(async () => {
    earlier = await saidToAnother()
    scene = await createScene(['chromium', 'chromium'], { mode: 'text' })
  })
  afterAll(() => scene.close())

  const reveal = (nonce: string): VerifyMessage => ({ type: 'verify', step: 'reveal', nonce })

  /** What an honest check with somebody else has said. */
  async function saidToAnother(): Promise<VerifyMessage[]> {
    const said: VerifyMessage[] = []
    const run = createVerification(
      'offer',
      { certificates: [new Uint8Array(32), new Uint8Array(32)], keys: ['own', 'other'] },
      false,
      (message) => said.push(message),
      () => undefined,
    )
    await run.begin()
    await run.take({ type: 'verify', step: 'nonce', nonce: 'x'.repeat(43), known: false })
    return said
  }

  it.each<readonly [string, Alter, readonly Side[]]>([
    [
      'repeats what he heard and said',
      (to, message, { heard }) => (to === 'first' ? [...heard, message] : [message, message]),
      ['first', 'second'],
    ],
    [
      'reveals before he has committed or been told a nonce',
      (_, message, { nonce }) => [reveal(nonce), message],
      ['first', 'second'],
    ],
    [
      'reveals another nonce than he committed to',
      (_, message) => [message.step === 'reveal' ? reveal('x'.repeat(43)) : message],
      ['second'],
    ],
    [
      'says what he said to another',
      (to, message) =>
        to === 'second' ? earlier.filter(({ step }) => step === message.step) : [message],
      ['second'],
    ],
  ])('[P11] and %s, is not verified', async (_, alter, unverified) => {
    const { tactic } = checkWithEach(alter)
    await scene.meet(tactic)
    await talk(scene, 'meddled')
    for (const side of unverified) {
      await scene[side].sees(NOT_VERIFIED)
      expect(await scene[side].canPress(COMPARE)).toBe(false)
    }
    await part(scene)
  })

  it('[P11] and keeps his words back, is not verified, nor when he says them late', async () => {
    const late: (() => void)[] = []
    const tactic: Tactic = (meeting) =>
      checkWithEach().tactic({
        bound: meeting.bound,
        say: (side, text) => late.push(() => meeting.say(side, text)),
      })
    await scene.meet(tactic)
    await talk(scene, 'meanwhile')
    const both = [scene.first, scene.second]
    await Promise.all(both.map((one) => one.sees(NOT_VERIFIED)))
    expect(late.length).toBeGreaterThan(1)
    for (const say of late) say()
    // What comes after them has come over the same channel.
    await talk(scene, 'afterwards')
    for (const one of both) {
      await one.sees(NOT_VERIFIED)
      expect(await one.canPress(COMPARE)).toBe(false)
    }
    await part(scene)
  })
})
