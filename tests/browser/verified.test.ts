/** The check for a middleman in real browsers: the same symbols on both sides, over every rebuild. */
import { inProof, sampled } from '../helpers/sampled.ts'
import { check } from './operatorVisitor.ts'
import { useServer } from './useServer.ts'
import {
  breakConnection,
  connectionsOf,
  createPair,
  createVisitor,
  recovers,
  type Visitor,
} from './visitor.ts'

const server = useServer()

const COMPARE = 'Not checked: compare symbols'
const SAME = 'We compared: same'

/** Opens the comparison and reads the four names. */
async function symbolsOf(visitor: Visitor): Promise<string[]> {
  await visitor.press(COMPARE)
  await visitor.page.waitForSelector('.symbols')
  return visitor.page.$$eval('.symbols li', (items) =>
    items.map(({ lastChild }) => lastChild?.textContent ?? ''),
  )
}

it.each(sampled(['firefox'], ['chromium']))(
  '[P11] shows the same four symbols to two with nobody between them, and ends in words for who says that they differ, in Chromium and %s',
  async (kind) => {
    const visitors = await Promise.all([
      createVisitor('chromium', server.origin, { mode: 'text' }),
      createVisitor(kind, server.origin, { mode: 'text' }),
    ])
    for (const one of visitors) await one.find()
    const [first = [], second = []] = await Promise.all(visitors.map(symbolsOf))
    expect(first).toHaveLength(4)
    expect(first.every((name) => /^[a-z ]+$/.test(name))).toBe(true)
    expect(second).toEqual(first)
    const [one, other] = visitors as [Visitor, Visitor]
    // What is written, who stands between could change: here they can only be looked at.
    await one.sees('Typing them here proves nothing')
    await check(one, `verify-${kind}`)
    // It is called the same to who has said so, and to nobody else.
    await one.press(SAME)
    await other.press('Later')
    expect([await one.canPress(COMPARE), await other.canPress(COMPARE)]).toEqual([false, true])

    await other.press(COMPARE)
    await other.press('They differ: leave')
    await other.hears('Somebody stands between you')
    await other.sees('whoever runs it is named under Privacy')
    expect(await other.page.$$eval('main a', (all) => all.map((link) => link.pathname))).toContain(
      '/privacy',
    )
    await one.hears('The stranger left')
    expect(visitors.flatMap(({ complaints }) => complaints)).toEqual([])
    for (const visitor of visitors) await visitor.leave()
  },
)

inProof(
  '[P11] stays compared on a rebuilt connection, for it has the same certificates',
  async () => {
    const pair = await createPair(server.origin, ['chromium', 'chromium'], { mode: 'text' })
    const [first, second] = pair
    const symbols = await symbolsOf(first)
    await first.press(SAME)
    expect(await first.canPress(COMPARE)).toBe(false)
    const before = await Promise.all(pair.map(connectionsOf))
    await breakConnection(first)
    await Promise.all(pair.map((one, at) => recovers(one, before[at] ?? 0)))
    await first.press(SAME)
    await first.press('Later')
    expect(await symbolsOf(second)).toEqual(symbols)
    for (const one of pair) await one.leave()
  },
)
