/** "Hide my address": what a stranger's home and browser learn, whatever becomes of the relay. */
import type { Kind } from '../browser/browsers.ts'
import type { Visitor } from '../browser/visitor.ts'
import { describeAsRoot } from '../helpers/asRoot.ts'
import { addressesIn } from '../helpers/spellings.ts'
import { waitUntil } from '../helpers/wait.ts'
import { visitWords, words } from '../../web/chat/dictionary.ts'
import { startCapture, type Capture } from './capture.ts'
import type { Home } from './internet.ts'
import { openLaboratory, type Laboratory } from './laboratory.ts'
import { bearWitness, witnessedBy } from './witness.ts'

const HIDE = 'input[aria-describedby=address-hint]'
const { exposure } = visitWords
const NO_RELAY = 'The relay does not answer'
const PATIENCE_MS = 30_000

const addressesOf = ({ inside, outside }: Home): string[] => [
  ...Object.values(inside),
  ...Object.values(outside()),
]

/** From now on, every text of the status region. */
async function keepWhatIsSaid({ page }: Visitor): Promise<() => Promise<string[]>> {
  await page.evaluate(() => {
    const said: string[] = []
    new MutationObserver(() => {
      said.push(document.querySelector('[role=status]')?.textContent ?? '')
    }).observe(document.body, { subtree: true, childList: true, characterData: true })
    Object.assign(globalThis, { said })
  })
  return () => page.evaluate(() => (globalThis as unknown as { said: string[] }).said)
}

describeAsRoot('the network laboratory: who hides his address', () => {
  let laboratory: Laboratory
  let captures: Capture[]
  const here: Visitor[] = []

  beforeAll(async () => {
    laboratory = await openLaboratory()
  })
  beforeEach(async () => {
    const { router } = laboratory.internet.homes[1]
    // What its router refuses has come all the same.
    captures = await Promise.all(['outside', 'inside'].map((card) => startCapture(router, card)))
  })
  afterEach(async () => {
    for (const one of here.splice(0)) await one.leave()
  })
  afterAll(() => laboratory.close())

  /** How many packets of that home came to the stranger's, and passed his router. */
  async function packetsFrom(home: Home): Promise<number[]> {
    const counted = await Promise.all(captures.map((one) => one.stop(addressesOf(home))))
    for (const { all } of counted) expect(all).toBeGreaterThan(0)
    return counted.map(({ named }) => named)
  }

  async function enter(
    home: Home,
    kind: Kind,
    hides: boolean,
    interests: string,
  ): Promise<Visitor> {
    const visitor = await laboratory.visit(home, kind, {
      before: bearWitness,
      ...(interests !== '' && { interests }),
    })
    here.push(visitor)
    if (hides) {
      await visitor.page.waitForSelector(`${HIDE}:enabled`)
      // By key: on a low page the button stands over it.
      await visitor.page.focus(HIDE)
      await visitor.page.keyboard.press(' ')
    }
    return visitor
  }

  /** Two with an interest of their own, so that others may meet at the same time. */
  async function meet(kind: Kind, hides: boolean): Promise<[Visitor, Visitor]> {
    const [here_, there] = laboratory.internet.homes
    const pair = await Promise.all([
      enter(here_, kind, hides, kind),
      enter(there, 'chromium', false, kind),
    ])
    await Promise.all(pair.map((one) => one.find()))
    await Promise.all(pair.map((one) => one.hears('You are talking')))
    await Promise.all(pair.map((one) => one.watches('Stranger')))
    const [first, second] = pair
    await first.write('from where?')
    await second.reads('from where?')
    return pair
  }

  it('[P8] sends the stranger no packet and tells his browser no address, from Chromium and from Firefox', async () => {
    const [home] = laboratory.internet.homes
    const pairs = await Promise.all([meet('chromium', true), meet('firefox', true)])
    for (const [hider, stranger] of pairs) {
      await hider.sees(exposure.hidden)
      await stranger.sees(exposure.relayed)
      expect(addressesIn(await witnessedBy(stranger), addressesOf(home))).toEqual([])
    }
    expect(await packetsFrom(home)).toEqual([0, 0])
  })

  it('[P8] is seen where he does not hide, so that these eyes are open', async () => {
    const [first, second] = await meet('chromium', false)
    await first.sees(exposure.direct)
    await second.sees(exposure.direct)
    const [home] = laboratory.internet.homes
    const { v4, v6 } = home.outside()
    const seen = addressesIn(await witnessedBy(second), [v4, v6])
    expect(seen).toEqual([v4, v6])
    for (const packets of await packetsFrom(home)) expect(packets).toBeGreaterThan(100)
  })

  it('[P8] has no call, in words, when the relay dies in the middle of it, nor while it is away', async () => {
    const [hider, stranger] = await meet('chromium', true)
    await laboratory.host.program('turn').stop()
    await hider.sees('Only through it your address stays hidden, so the call stopped here')
    const told = [await witnessedBy(stranger)]
    await stranger.page.reload()
    await stranger.page.waitForSelector('button[type=submit]')
    await stranger.find()
    const heard = await keepWhatIsSaid(hider)
    await hider.press('Find someone')
    // The relay refuses so quickly that nobody would hear both.
    let said: readonly string[] = []
    await waitUntil(
      PATIENCE_MS,
      async () => {
        said = await heard()
        const searching = said.findIndex((text) => /Looking for|Someone is here/.test(text))
        return searching >= 0 && said.slice(searching).some((text) => text.includes(NO_RELAY))
      },
      () => [...new Set(said)],
    )
    told.push(await witnessedBy(stranger))
    const [home] = laboratory.internet.homes
    expect(told.every((text) => text.length > 0)).toBe(true)
    expect(addressesIn(told.join('\n'), addressesOf(home))).toEqual([])
    expect(await packetsFrom(home)).toEqual([0, 0])

    await hider.press('Change what you look for')
    await hider.sees(words.relay.hiddenAway)
    await hider.page.focus(HIDE)
    await hider.page.keyboard.press(' ')
    await hider.sees(words.relay.away)
    // Once off, it cannot be switched on.
    expect(await hider.page.$(`${HIDE}:enabled`)).toBeNull()
    await laboratory.host.start('turn')
    await hider.press('Check again')
    await hider.page.waitForSelector(`${HIDE}:enabled`)
  })

  it('[P8] is told when the relay has no more room for his network', async () => {
    const { host } = laboratory
    host.deploy('--user-quota', '1')
    await host.program('turn').stop()
    await host.start('turn')
    const late = await enter(laboratory.internet.homes[0], 'chromium', false, '')
    await late.sees(words.relay.full)
    expect(await late.page.$(`${HIDE}:enabled`)).toBeNull()
  })
})
