/** A flood from one home, from its first socket to the kernel that drops it, and its end. */
import { setTimeout as pause } from 'node:timers/promises'
import { describeAsRoot } from '../helpers/asRoot.ts'
import { exchange, handshake, introduce } from '../helpers/client.ts'
import type { Operator } from '../helpers/radarOperator.ts'
import { waitUntil } from '../helpers/wait.ts'
import { dropsOf } from './drops.ts'
import { openLaboratory, type Laboratory } from './laboratory.ts'
import { FLOODERS_PATIENCE_MS, openWayIn, startFlood, type WayIn } from './wayIn.ts'

const HEALED_MS = 5_000
/** The first block is soon over; the second would outlast the test. */
const BLOCK_MS = 8_000
const SECOND_BLOCK_MS = 600_000
/** As often as people behind one address may come and search. */
const VISITS_EVERY_MS = 1_500
const SOON_MS = 20_000

describeAsRoot('the network laboratory: a flood', () => {
  let laboratory: Laboratory
  let flooder: WayIn
  let neighbour: WayIn
  let operator: Operator

  beforeAll(async () => {
    const ladder = { stepsMs: [BLOCK_MS, SECOND_BLOCK_MS], jitter: 0 }
    laboratory = await openLaboratory({ ladder })
    const [first, second] = laboratory.internet.homes
    flooder = await openWayIn(laboratory, first, FLOODERS_PATIENCE_MS)
    neighbour = await openWayIn(laboratory, second)
    operator = await laboratory.operator()
  })
  afterAll(() => laboratory.close())

  const blocked = () => dropsOf(laboratory.internet.host)
  const floodersAddress = () => laboratory.internet.homes[0].outside().v4

  /** Two in the other home talk on, and others come there, meet and go; says what went wrong. */
  function liveOn(): { readonly stop: () => Promise<{ met: number; wrong: string[] }> } {
    let goesOn = true
    const wrong: string[] = []
    let met = 0
    async function run(): Promise<void> {
      const friends = await Promise.all([neighbour.visit(), neighbour.visit()])
      await introduce(...friends)
      while (goesOn) {
        const visitors = await Promise.all([neighbour.visit(), neighbour.visit()])
        await introduce(...visitors)
        await Promise.all([exchange(...friends), exchange(...visitors)])
        for (const { ws } of visitors) ws.close()
        met += 1
        await pause(VISITS_EVERY_MS)
      }
      for (const { ws } of friends) ws.close()
    }
    const life = run().catch((error: unknown) => void wrong.push(String(error)))
    return {
      async stop() {
        goesOn = false
        await life
        return { met, wrong }
      },
    }
  }

  /** Floods until the kernel drops it, and shows that it does. */
  async function floodUntilDropped(): Promise<void> {
    const flood = startFlood(flooder)
    await waitUntil(SOON_MS, () => blocked().prefixes.includes(floodersAddress()), blocked)
    expect(blocked().prefixes).toEqual([floodersAddress()])
    expect(await isAnswered()).toBe(false)
    expect(blocked().packets).toBeGreaterThan(0)
    await flood.stop()
  }

  /** Whether nginx answers at all: its own list is renewed once a minute, after the kernel's. */
  const isAnswered = () =>
    handshake(flooder.target, flooder.from()).then(
      () => true,
      () => false,
    )

  it('[N3] is dropped by the kernel until its block ends by itself, and the other home never notices', async () => {
    const life = liveOn()
    await floodUntilDropped()
    await waitUntil(BLOCK_MS + SOON_MS, () => blocked().prefixes.length === 0, blocked)
    await waitUntil(SOON_MS, isAnswered)
    const { met, wrong } = await life.stop()
    expect(wrong).toEqual([])
    expect(met).toBeGreaterThan(3)
  })

  it('[N3] is dropped longer when it comes again, whoever empties the kernel’s rules, and until an operator lifts it', async () => {
    const life = liveOn()
    await floodUntilDropped()
    laboratory.internet.host.run('nft', 'flush', 'ruleset')
    expect(blocked().prefixes).toEqual([])
    await waitUntil(HEALED_MS, () => blocked().prefixes.includes(floodersAddress()), blocked)
    expect(await isAnswered()).toBe(false)

    const lifted = await operator.post('/api/blocks/lift', { prefix: floodersAddress() })
    expect(lifted.status).toBe(200)
    await waitUntil(SOON_MS, () => blocked().prefixes.length === 0, blocked)
    await waitUntil(SOON_MS, isAnswered)
    const { met, wrong } = await life.stop()
    expect(wrong).toEqual([])
    expect(met).toBeGreaterThan(3)
  })
})
