/** Two visitors and a middleman between them, and what has to be seen of him in any case (P11). */
import { symbolNames } from '../../web/chat/languages/en/symbols.ts'
import type { Verdict } from '../../web/chat/verify.ts'
import type { Kind } from './browsers.ts'
import { startHostileServer, type HostileServer } from './hostileServer.ts'
import { checkWithEach, createMiddleman, passOn, type Tactic } from './middleman.ts'
import { createVisitor, type Visitor, type VisitorOptions } from './visitor.ts'

export const COMPARE = 'Not checked: compare symbols'
const SAME = 'We compared: same'
export const NOT_VERIFIED = 'Not verified'

export interface Scene {
  readonly first: Visitor
  readonly second: Visitor
  /** Both search, and get the middle. */
  meet(tactic: Tactic): Promise<void>
  close(): Promise<void>
}

export async function createScene(
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
export async function talk({ first, second }: Scene, words: string): Promise<void> {
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

export async function part({ first, second }: Scene): Promise<void> {
  await first.press('Stop')
  await first.hears('You left')
  await second.hears('The stranger left')
}

/**
 * He lets the check pass, as all else.
 *
 * @param withMedia whether there is a picture and a voice to be passed on
 */
export async function expectUnverified(scene: Scene, withMedia: boolean): Promise<void> {
  await scene.meet(passOn)
  const { first, second } = scene
  const both = [first, second]
  if (withMedia) {
    await Promise.all(both.map((one) => one.watches('Stranger')))
    await Promise.all(both.map((one) => one.listens()))
  }
  await talk(scene, 'passed on')
  await second.sees(NOT_VERIFIED)
  // Who committed has symbols, and nobody to find them the same with.
  expect(await second.canPress(COMPARE)).toBe(false)
  for (const one of both) expect(await one.canPress(SAME)).toBe(false)
  await part(scene)
}

/** He checks honestly with each of them. */
export async function expectOtherSymbols(scene: Scene): Promise<void> {
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
}
