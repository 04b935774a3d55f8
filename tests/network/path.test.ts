/** A home gets another public address in the middle of a call. */
import type { Kind } from '../browser/browsers.ts'
import { recovers, connectionsOf, type Visitor } from '../browser/visitor.ts'
import { describeAsRoot } from '../helpers/asRoot.ts'
import { openLaboratory, type Laboratory } from './laboratory.ts'

/** What is promised; the machine's own slowness comes on top, as the pictures before show it. */
const RECOVERED_MS = 10_000

describeAsRoot('the network laboratory: a call whose path changes', () => {
  let laboratory: Laboratory
  const here: Visitor[] = []

  beforeAll(async () => {
    laboratory = await openLaboratory()
  })
  afterEach(async () => {
    for (const one of here.splice(0)) await one.leave()
  })
  afterAll(() => laboratory.close())

  it.each([
    ['chromium', 'chromium', 'the one who waited'],
    ['chromium', 'chromium', 'the one who came'],
    ['chromium', 'firefox', 'the one who came'],
  ] as const)(
    '[N5] comes back within 10 s, with its chat and compared as before: %s and %s, and %s moves',
    async (waiting, coming, mover) => {
      const { homes } = laboratory.internet
      const kinds: readonly Kind[] = [waiting, coming]
      const pair = await Promise.all(homes.map((home, nth) => laboratory.visit(home, kinds[nth])))
      here.push(...pair)
      const [first, second] = pair as [Visitor, Visitor]
      await first.find()
      await first.hears('Looking for')
      await second.find()
      await Promise.all(pair.map((one) => one.hears('You are talking')))
      await first.write('before the change')
      await second.reads('before the change')
      await Promise.all(pair.map((one) => one.watches('Stranger')))

      await first.press('Not checked: compare symbols')
      await first.press('We compared: same')
      const before = await Promise.all(pair.map(connectionsOf))
      const since = performance.now()
      homes[mover === 'the one who waited' ? 0 : 1].move()
      await Promise.all(pair.map((one, nth) => recovers(one, before[nth] ?? 0)))
      await Promise.all(pair.map((one) => one.watches('Stranger')))
      expect(performance.now() - since).toBeLessThan(RECOVERED_MS)
      await first.reads('before the change')
      await second.reads('before the change')
      expect(await first.canPress('We compared: same')).toBe(true)
      await second.write('after the change')
      await first.reads('after the change')
    },
  )
})
