import type { ClientMessage } from '../../signaling/protocol.ts'
import { createWorld, settle, type Person } from './hubHarness.ts'
import { CLIENT_EXAMPLES } from './protocolExamples.ts'

const FIVE_SECONDS = 5_000
const TEN_MINUTES = 600_000

const reportOf = (token: string): ClientMessage => ({
  type: 'report',
  token,
  reason: 'harassment',
})
const tokenOf = (person: Person): string => person.last('matched').report

/** Both search again, and wait long enough for anybody. */
async function bothSearch(world: ReturnType<typeof createWorld>, a: Person, b: Person) {
  for (const person of [a, b]) person.find()
  await settle()
  world.advance(FIVE_SECONDS)
  world.advance(TEN_MINUTES)
}

describe('a report', () => {
  it('[P4] [M8] ends the pair, and the two do not meet again', async () => {
    const world = createWorld()
    const [a, b] = await world.arrivePaired()
    a.say(reportOf(tokenOf(a)))
    await settle()
    expect(a.last('reported').accepted).toBe(true)
    expect(a.visitor.state.phase).toBe('idle')
    expect(b.last('partnerLeft').why).toBe('left')
    expect(world.tally.reports.harassment).toBe(1)
    await bothSearch(world, a, b)
    expect([a.count('matched'), b.count('matched')]).toEqual([1, 1])
    a.meet('token')
    b.meet('token')
    await settle()
    expect([a, b].map((person) => person.last('partnerLeft').why)).toEqual(['missed', 'missed'])
  })

  it('[M8] counts before a search that follows it in the same turn', async () => {
    const world = createWorld()
    const [a, b] = await world.arrivePaired()
    // So long that the mark of having met has lapsed, and nothing but the bar keeps them apart.
    world.advance(TEN_MINUTES)
    b.say(CLIENT_EXAMPLES.stop)
    b.find()
    await settle()
    world.advance(FIVE_SECONDS)
    a.say(reportOf(tokenOf(a)))
    a.find()
    await settle()
    world.advance(FIVE_SECONDS)
    expect([a.count('matched'), b.count('matched')]).toEqual([1, 1])
  })

  it.each([
    [60_000 - 1, true],
    [60_000, false],
    [61_000, false],
  ])('[P4] %i ms after the end is accepted: %s', async (ms, accepted) => {
    const world = createWorld()
    const [a, b] = await world.arrivePaired()
    const token = tokenOf(a)
    b.find()
    world.advance(ms)
    a.say(reportOf(token))
    await settle()
    expect(a.last('reported').accepted).toBe(accepted)
    expect(world.tally.reports.harassment).toBe(accepted ? 1 : 0)
  })

  it('[P4] is taken for as long as the pair lasts', async () => {
    const world = createWorld()
    const [a] = await world.arrivePaired()
    world.advance(3_600_000)
    a.say(reportOf(tokenOf(a)))
    await settle()
    expect(a.last('reported').accepted).toBe(true)
  })

  const HOUR_MS = 3_600_000
  type Losing = (stranger: Person, world: ReturnType<typeof createWorld>) => void
  const losses: [string, Losing][] = [
    ['breaks', (stranger) => stranger.gone(false)],
    ['is closed by the server', (stranger, { hub }) => hub.text(stranger.visitor, null)],
    ['asks for a meeting', (stranger) => stranger.meet('nobodyComes')],
  ]
  it.each(losses)('[P9] is taken while the call outlives a socket that %s', async (_how, lose) => {
    const world = createWorld()
    const [a, b] = await world.arrivePaired()
    lose(b, world)
    expect(a.last('partnerLeft').why).toBe('lost')
    world.advance(HOUR_MS)
    a.say(reportOf(tokenOf(a)))
    await settle()
    expect(a.last('reported').accepted).toBe(true)
  })

  it.each([
    [60_000 - 1, true],
    [60_000, false],
  ])(
    '[P4] [P9] %i ms after the stranger ended the call that outlived one’s own socket: %s',
    async (ms, accepted) => {
      const world = createWorld()
      const [a, b] = await world.arrivePaired()
      b.gone(false)
      world.advance(HOUR_MS)
      a.say(CLIENT_EXAMPLES.stop)
      world.advance(ms)
      const again = world.arrive()
      again.say(reportOf(tokenOf(b)))
      await settle()
      expect(again.last('reported').accepted).toBe(accepted)
      for (const person of [a, again]) person.gone()
      world.advance(60_000)
      expect(world.hub.residue()).toBe(0)
    },
  )

  type Ending = (person: Person, world: ReturnType<typeof createWorld>) => void | Promise<void>
  const endings: [string, Ending][] = [
    ['stops', (person) => person.say(CLIENT_EXAMPLES.stop)],
    ['searches', (person) => person.find()],
    ['leaves', (person) => person.gone()],
    ['breaks off', (person) => person.gone(false)],
    ['is sent away', (person, { hub }) => hub.evict(person.visitor, 'tooManyFrames')],
    [
      'waits in vain for the stranger',
      async (person, world) => {
        person.meet('nobodyComes')
        await settle()
        world.advance(20_000)
      },
    ],
    [
      'searches in the middle of a meeting',
      (person) => {
        person.meet('nobodyComes')
        person.find()
      },
    ],
    [
      'has the next token',
      async (person, world) => {
        for (const one of [person, world.arrive()]) one.meet('token')
        await settle()
      },
    ],
  ]
  it.each(
    endings.flatMap(([who, end]) => [
      [60_000 - 1, who, true, end] as const,
      [60_000, who, false, end] as const,
    ]),
  )('[P4] [P9] %i ms after one whose call outlived it %s: %s', async (ms, _who, accepted, end) => {
    const world = createWorld()
    const [a, b] = await world.arrivePaired()
    const token = tokenOf(a)
    b.gone(false)
    world.advance(HOUR_MS)
    await end(a, world)
    const reporter = world.arrive()
    world.advance(ms)
    reporter.say(reportOf(token))
    await settle()
    expect(reporter.last('reported').accepted).toBe(accepted)
  })

  it('[P4] counts once, and each of the two has his own', async () => {
    const world = createWorld()
    const [a, b] = await world.arrivePaired()
    const [mine, his] = [tokenOf(a), tokenOf(b)]
    a.say(reportOf(mine))
    await settle()
    // The page may not have heard that it arrived: that it did is still true.
    a.say(reportOf(mine))
    await settle()
    expect([a.last('reported').accepted, world.tally.reports.harassment]).toEqual([true, 1])
    b.say(reportOf(his))
    await settle()
    expect(b.last('reported').accepted).toBe(true)
    expect(world.tally.reports.harassment).toBe(2)
  })

  it('[P4] [M8] works over a socket opened since', async () => {
    const world = createWorld()
    const [a, b] = await world.arrivePaired()
    const token = tokenOf(a)
    a.gone(false)
    const again = world.arrive()
    again.say(reportOf(token))
    await settle()
    expect(again.last('reported').accepted).toBe(true)
    await bothSearch(world, again, b)
    expect([again.count('matched'), b.count('matched')]).toEqual([0, 1])
  })

  it('[P4] [M8] that comes again over the next socket keeps the two apart, and counts no more', async () => {
    const world = createWorld()
    const [a, b] = await world.arrivePaired()
    const token = tokenOf(a)
    a.say(reportOf(token))
    await settle()
    a.gone(false)
    const again = world.arrive()
    again.say(reportOf(token))
    await settle()
    expect([again.last('reported').accepted, world.tally.reports.harassment]).toEqual([true, 1])
    await bothSearch(world, again, b)
    expect([again.count('matched'), b.count('matched')]).toEqual([0, 1])
  })

  it('[P4] about one who has gone is counted, and leaves nothing', async () => {
    const world = createWorld()
    const [a, b] = await world.arrivePaired()
    const token = tokenOf(a)
    b.gone()
    a.say(reportOf(token))
    await settle()
    expect(a.last('reported').accepted).toBe(true)
    a.gone()
    world.advance(61_000)
    expect(world.hub.residue()).toBe(0)
  })

  it('[P4] about an earlier pair leaves the present one alone', async () => {
    const world = createWorld()
    const [a, b] = await world.arrivePaired()
    const token = tokenOf(a)
    const c = world.arrive()
    a.find()
    c.find()
    await settle()
    expect(a.last('matched').pair).toBe(c.last('matched').pair)
    a.say(reportOf(token))
    await settle()
    expect(a.last('reported').accepted).toBe(true)
    expect([a, c].map((person) => person.visitor.state.phase)).toEqual(['paired', 'paired'])
    await settle()
    expect(b.count('reported')).toBe(0)
  })

  it('[M8] lapses when one of the two has gone', async () => {
    const world = createWorld()
    const [a, b] = await world.arrivePaired()
    a.say(reportOf(tokenOf(a)))
    await settle()
    b.gone()
    const newcomer = world.arrive()
    newcomer.find()
    a.find()
    await settle()
    expect(a.last('matched').pair).toBe(newcomer.last('matched').pair)
  })

  it('[P4] with a made-up token is answered and changes nothing', async () => {
    const world = createWorld()
    const [a, b] = await world.arrivePaired()
    a.say(reportOf('x'.repeat(22)))
    await settle()
    expect(a.last('reported').accepted).toBe(false)
    expect([a, b].map((person) => person.visitor.state.phase)).toEqual(['paired', 'paired'])
  })

  it('[P4] is answered in its turn, however much is to be asked about the one before', async () => {
    const world = createWorld()
    const [a] = await world.arrivePaired()
    // As a page says them again over its next socket, which knows the answers by their order.
    for (const token of [tokenOf(a), 'x'.repeat(22)]) a.say(reportOf(token))
    await settle()
    const answers = a.inbox.filter((message) => message.type === 'reported')
    expect(answers.map(({ accepted }) => accepted)).toEqual([true, false])
  })

  it('[V5] [M8] too many is not counted, and parts the two for good all the same', async () => {
    const world = createWorld({ reports: 1 })
    const [c, d] = await world.arrivePaired()
    // Made-up ones take nothing from those behind the same address who have met somebody.
    for (const person of [c, d]) person.say(reportOf('x'.repeat(22)))
    await settle()
    c.say(reportOf(tokenOf(c)))
    await settle()
    expect(c.last('reported').accepted).toBe(true)
    for (const person of [c, d]) person.gone()
    const [a, b] = await world.arrivePaired()
    a.say(reportOf(tokenOf(a)))
    await settle()
    expect(a.last('refused').reason).toBe('tooManyReports')
    expect(a.count('reported')).toBe(0)
    expect(world.tally.reports.harassment).toBe(1)
    expect(b.last('partnerLeft').why).toBe('left')
    await bothSearch(world, a, b)
    expect([a.count('matched'), b.count('matched')]).toEqual([1, 1])
  })

  it('[M8] parts the two for good, whatever the word of the network weighs', async () => {
    const isThrottled = (_: string, __: number, steady?: boolean) => steady === true
    const world = createWorld({ enforcer: { isThrottled } })
    const [a, b] = await world.arrivePaired()
    a.say(reportOf(tokenOf(a)))
    await settle()
    await bothSearch(world, a, b)
    expect([a.count('matched'), b.count('matched')]).toEqual([1, 1])
  })
})
