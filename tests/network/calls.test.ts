/** Calls between two homes, through whatever their routers do, and while they do it. */
import type { Kind } from '../browser/browsers.ts'
import { connectionsOf, recovers, type Visitor } from '../browser/visitor.ts'
import { describeAsRoot } from '../helpers/asRoot.ts'
import { sampled } from '../helpers/sampled.ts'
import { visitWords } from '../../web/chat/dictionary.ts'
import type { Nat, Traffic } from './internet.ts'
import { openLaboratory, type Laboratory } from './laboratory.ts'
import { routeOf } from './route.ts'

const { exposure } = visitWords

/** The share of all bytes that the way of a call carries; the rest is looking for better ones. */
const SHARE = 0.8
const RECOVERED_MS = 10_000
const HELLO = 'hello from one home'
const COMPARE = 'Not checked: compare symbols'
const SAME = 'We compared: same'

describeAsRoot('the network laboratory: a call', () => {
  let laboratory: Laboratory
  const here: Visitor[] = []

  beforeAll(async () => {
    laboratory = await openLaboratory()
  })
  afterEach(async () => {
    for (const one of here.splice(0)) await one.leave()
  })
  afterAll(() => laboratory.close())

  async function call(nats: readonly [Nat, Nat], kinds: readonly [Kind, Kind]): Promise<Visitor[]> {
    const { homes } = laboratory.internet
    for (const [nth, home] of homes.entries()) home.setNat(nats[nth] ?? 'easy')
    const pair = await Promise.all(
      homes.map((home, nth) => laboratory.visit(home, kinds[nth], { pictures: 'whole' })),
    )
    here.push(...pair)
    for (const one of pair) await one.find()
    await Promise.all(pair.map((one) => one.hears('You are talking')))
    return pair
  }

  /** Sees pictures move and words arrive both ways, and returns which bytes that took. */
  async function talk(pair: readonly Visitor[]): Promise<Traffic> {
    const [first, second] = pair as [Visitor, Visitor]
    // The first second of a call goes any way that answers.
    await Promise.all(pair.map((one) => one.watches('Stranger')))
    const before = laboratory.internet.traffic()
    await first.write(HELLO)
    await second.reads(HELLO)
    await second.write('hello from the other')
    await first.reads('hello from the other')
    await Promise.all(pair.map((one) => one.watches('Stranger')))
    const after = laboratory.internet.traffic()
    return {
      direct: after.direct - before.direct,
      overUdp: after.overUdp - before.overUdp,
      overTcp: after.overTcp - before.overTcp,
    }
  }

  const shareOf = (traffic: Traffic, way: keyof Traffic) =>
    traffic[way] / (traffic.direct + traffic.overUdp + traffic.overTcp)

  it.each(sampled([['chromium', 'firefox', 1]], [['chromium', 'chromium', 0]]))(
    '[N1] [N5] goes directly from home to home, and comes back within 10 s, with its chat and compared as before, when an address changes: %s, %s, home %i',
    async (waiting, coming, mover) => {
      const pair = await call(['easy', 'easy'], [waiting, coming])
      const [first] = pair as [Visitor, Visitor]
      const traffic = await talk(pair)
      for (const one of pair)
        for (const { type } of await routeOf(one)) expect(['srflx', 'prflx']).toContain(type)
      expect(shareOf(traffic, 'direct')).toBeGreaterThan(SHARE)
      for (const one of pair) await one.sees(exposure.direct)

      await first.press(COMPARE)
      await first.press(SAME)
      const before = await Promise.all(pair.map(connectionsOf))
      const since = performance.now()
      laboratory.internet.homes[mover].move()
      await Promise.all(pair.map((one, nth) => recovers(one, before[nth] ?? 0)))
      await Promise.all(pair.map((one) => one.watches('Stranger')))
      expect(performance.now() - since).toBeLessThan(RECOVERED_MS)
      for (const one of pair) await one.reads(HELLO)
      expect(await first.canPress(SAME)).toBe(true)
      await first.write('still here')
      await pair[1]?.reads('still here')
    },
  )

  it('[N1] goes through the relay where a router gives everybody another port', async () => {
    const pair = await call(['easy', 'symmetric'], ['chromium', 'chromium'])
    const traffic = await talk(pair)
    for (const one of pair) expect((await routeOf(one)).map(({ type }) => type)).toContain('relay')
    expect(shareOf(traffic, 'overUdp')).toBeGreaterThan(SHARE)
    for (const one of pair) await one.sees(exposure.relayed)
  })

  it('[N1] goes through the relay over TCP or TLS where UDP is blocked', async () => {
    const pair = await call(['tcpOnly', 'tcpOnly'], ['chromium', 'chromium'])
    const traffic = await talk(pair)
    for (const one of pair)
      expect((await routeOf(one))[0]).toEqual({
        type: 'relay',
        relayProtocol: expect.stringMatching(/^(tcp|tls)$/),
      })
    expect(shareOf(traffic, 'overTcp')).toBeGreaterThan(SHARE)
    for (const one of pair) await one.sees(exposure.relayed)
  })
})
