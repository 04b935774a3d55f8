import type { ClientMessage } from '../../signaling/protocol.ts'
import { createReports } from '../../signaling/reports.ts'
import { collectGarbage } from '../helpers/garbage.ts'
import { createWorld, settle, type Person, type World } from './hubHarness.ts'
import { CLIENT_EXAMPLES } from './protocolExamples.ts'

const NOW = 1_000_000
const WINDOW_MS = 60_000
const ELSEWHERE = {
  party: { key: 'key', hood: 'hood', prefix: '203.0.113.9' },
  pairedAt: NOW,
}
const SUBJECT = { pair: 'pair', reported: 'other', ...ELSEWHERE }

describe('the tokens of reports', () => {
  it('[P4] lapse a minute after the pair, whatever was reported and ended in between', () => {
    const reports = createReports()
    for (const name of ['a', 'b', 'c', 'd'])
      reports.grant(name, 'one', { pair: `pair of ${name}`, reported: `not ${name}`, ...ELSEWHERE })
    reports.end('b', NOW)
    reports.end('a', NOW + 1)
    reports.end('b', NOW + 2)
    reports.end('c', NOW + 3)
    expect(reports.redeem('a', NOW + 4)).toMatchObject({
      pair: 'pair of a',
      reported: 'not a',
      counts: { lastedMs: 1 },
    })
    // Said again by a page that never heard of it: about the same, and without weight.
    const again = { pair: 'pair of a', reported: 'not a', counts: null }
    expect(reports.redeem('a', NOW)).toEqual(again)
    reports.expire(NOW + WINDOW_MS - 1)
    expect(reports.size()).toBe(4)
    reports.expire(NOW + WINDOW_MS)
    expect(reports.redeem('b', NOW)).toBeNull()
    reports.expire(NOW + WINDOW_MS + 1)
    expect([reports.size(), reports.redeem('a', NOW)]).toEqual([2, null])
    expect(reports.redeem('c', NOW)?.counts).not.toBeNull()
    reports.expire(NOW + 10 * WINDOW_MS)
    expect(reports.redeem('d', NOW + 10 * WINDOW_MS)).toMatchObject({
      reported: 'not d',
      counts: { lastedMs: 10 * WINDOW_MS },
    })
    expect(reports.size()).toBe(1)
    reports.expire(NOW + 11 * WINDOW_MS)
    expect(reports.size()).toBe(0)
  })

  it('[P4] count once, before the end of the pair too, and lapse a minute later', () => {
    const reports = createReports()
    reports.grant('a', 'one', SUBJECT)
    expect(reports.redeem('a', NOW)?.counts).not.toBeNull()
    reports.end('a', NOW + 1)
    expect(reports.redeem('a', NOW + 2)?.counts).toBeNull()
    reports.expire(NOW + WINDOW_MS)
    expect(reports.redeem('a', NOW)).toBeNull()
    expect(reports.size()).toBe(0)
  })

  it('[P4] [P5] hold nobody’s address once they are redeemed, ended or not, or have lapsed', async () => {
    const reports = createReports()
    // In a turn of its own, of which nothing is left on the stack.
    const redeem = async () => {
      const party = { ...ELSEWHERE.party }
      reports.grant('kept', 'one', SUBJECT)
      reports.grant('lapsed', 'two', { ...SUBJECT, party }, 'kept')
      reports.end('lapsed', NOW - WINDOW_MS)
      reports.expire(NOW)
      for (const token of ['live', 'ended']) reports.grant(token, 'one', { ...SUBJECT, party })
      reports.end('ended', NOW)
      for (const token of ['live', 'ended'])
        expect(reports.redeem(token, NOW)?.counts?.party).toBe(party)
      return new WeakRef(party)
    }
    const held = await redeem()
    await new Promise(setImmediate)
    collectGarbage()
    expect(held.deref()).toBeUndefined()
    expect(reports.size()).toBe(3)
    reports.expire(NOW + WINDOW_MS)
    expect(reports.size()).toBe(1)
  })

  it('[P4] [P9] last on with who keeps them, and do not hold up those that lapse after them', () => {
    const reports = createReports()
    for (const name of ['a', 'b', 'c', 'd']) reports.grant(name, 'one', SUBJECT)
    for (const [ms, name] of ['a', 'b', 'c'].entries()) reports.release(name, 'one', NOW + ms)
    expect(reports.keep('a', 'two')).toBe('one')
    expect(reports.keep('b', 'two')).toBe('one')
    // His first socket was only thought to be alive.
    expect(reports.keep('d', 'two')).toBe('one')
    reports.release('d', 'one', NOW)
    reports.expire(NOW + WINDOW_MS + 2)
    expect(reports.redeem('c', NOW)).toBeNull()
    expect(reports.size()).toBe(3)
    // Again and again, before it would have lapsed the first time and after.
    const later = NOW + WINDOW_MS + 3
    for (const [ms, holder] of ['two', 'three', 'four'].entries()) {
      reports.release('a', holder, later + ms)
      expect(reports.keep('a', ['three', 'four', 'five'][ms] ?? '')).toBe(holder)
    }
    reports.release('b', 'two', later + 3)
    reports.expire(later + WINDOW_MS + 2)
    expect(reports.size()).toBe(3)
    reports.expire(later + WINDOW_MS + 3)
    expect(reports.keep('b', 'three')).toBeNull()
    expect(reports.redeem('d', NOW + 10 * WINDOW_MS)?.counts?.lastedMs).toBe(10 * WINDOW_MS)
    reports.release('a', 'five', NOW + 10 * WINDOW_MS)
    expect(reports.redeem('a', NOW + 11 * WINDOW_MS)?.counts?.lastedMs).toBe(10 * WINDOW_MS)
    reports.expire(NOW + 11 * WINDOW_MS)
    expect(reports.size()).toBe(0)
  })

  it('[P4] are kept by nobody once the conversation is over, whichever socket said so', () => {
    const reports = createReports()
    for (const name of ['a', 'b', 'c', 'd']) reports.grant(name, 'one', SUBJECT)
    reports.end('a', NOW)
    reports.keep('b', 'two')
    reports.end('b', NOW)
    reports.release('c', 'one', NOW)
    reports.end('c', NOW + 1)
    reports.redeem('d', NOW)
    for (const name of ['a', 'b', 'c', 'd', 'made up', ''])
      expect([name, reports.keep(name, 'three')]).toEqual([name, null])
    expect(reports.size()).toBe(4)
    reports.expire(NOW + WINDOW_MS)
    expect(reports.size()).toBe(0)
  })

  it('[M9] are kept for the last 100,000 ended pairs at most, and all lapse', () => {
    const reports = createReports()
    for (let count = 0; count < 100_010; count += 1) {
      reports.grant(String(count), 'one', SUBJECT)
      reports.end(String(count), NOW)
    }
    expect(reports.size()).toBe(100_000)
    expect(reports.redeem('9', NOW)).toBeNull()
    expect(reports.redeem('10', NOW)).not.toBeNull()
    reports.expire(NOW + WINDOW_MS)
    expect(reports.size()).toBe(0)
    reports.grant('next', 'one', SUBJECT)
    reports.end('next', NOW + WINDOW_MS)
    reports.expire(NOW + 2 * WINDOW_MS)
    expect(reports.size()).toBe(0)
  })
})

describe('a call that outlives the socket of who reports', () => {
  const HOUR_MS = 3_600_000
  const tokenOf = (person: Person): string => person.last('matched').report
  const reportOf = (token: string): ClientMessage => ({ ...CLIENT_EXAMPLES.report, token })
  const keepOf = (token: string): ClientMessage => ({ type: 'keep', token })
  /** One whose socket broke in a call, and who comes back over another. */
  async function breakAndReturn({ isNoticed = true, awayMs = 0 } = {}) {
    const world = createWorld()
    const [a, b] = await world.arrivePaired()
    const token = tokenOf(a)
    if (isNoticed) a.gone(false)
    world.advance(awayMs)
    const again = world.arrive()
    again.say(keepOf(token))
    return { world, a, b, again, token }
  }

  it.each([
    ['broke', true, HOUR_MS],
    ['is dead, which nobody has noticed yet', false, 0],
  ])(
    '[P4] [P9] is taken while the call outlives one’s own socket that %s',
    async (_how, isNoticed, awayMs) => {
      const { world, a, again, token } = await breakAndReturn({ isNoticed, awayMs })
      if (!isNoticed) a.gone(false)
      world.advance(HOUR_MS)
      // And so again.
      again.gone(false)
      const third = world.arrive()
      third.say(keepOf(token))
      world.advance(HOUR_MS)
      third.say(reportOf(token))
      await settle()
      expect(third.last('reported').accepted).toBe(true)
      expect(again.inbox.map(({ type }) => type)).toEqual(['welcome', 'kept'])
      expect(again.last('kept').known).toBe(true)
    },
  )

  const lastWords: [string, (person: Person) => void][] = [
    ['stops', (person) => person.say(CLIENT_EXAMPLES.stop)],
    ['searches', (person) => person.find()],
    ['breaks off', (person) => person.gone(false)],
    ['leaves', (person) => person.gone()],
  ]
  it.each(
    lastWords.flatMap(([who, end]) => [
      [60_000 - 1, who, true, end] as const,
      [60_000, who, false, end] as const,
    ]),
  )('[P4] [P9] %i ms after one who kept it %s: %s', async (ms, _who, accepted, end) => {
    const { world, b, again, token } = await breakAndReturn()
    world.advance(HOUR_MS)
    b.say(CLIENT_EXAMPLES.stop)
    end(again)
    world.advance(ms)
    const reporter = world.arrive()
    reporter.say(reportOf(token))
    await settle()
    expect(reporter.last('reported').accepted).toBe(accepted)
    for (const person of [b, again, reporter]) person.gone()
    world.advance(600_000)
    expect(world.hub.residue()).toBe(0)
  })

  it.each([
    [
      'a minute after both are gone',
      (world: World, a: Person, b: Person) => {
        for (const person of [a, b]) person.gone(false)
        world.advance(60_000)
      },
    ],
    ['after one’s Stop', (_: World, a: Person) => a.say(CLIENT_EXAMPLES.stop)],
    ['after the stranger’s Next', (_: World, __: Person, b: Person) => b.find()],
    ['after it was used', (_: World, a: Person) => a.say(reportOf(tokenOf(a)))],
  ])('[P4] [R8] is not kept %s', async (_when, end) => {
    const world = createWorld()
    const [a, b] = await world.arrivePaired()
    end(world, a, b)
    await settle()
    const again = world.arrive()
    again.say(keepOf(tokenOf(a)))
    expect(again.visitor.reportToken).toBe('')
    expect(again.last('kept').known).toBe(false)
    expect(again.closes).toEqual([])
    world.advance(60_000)
    again.say(reportOf(tokenOf(a)))
    await settle()
    expect(again.last('reported').accepted).toBe(false)
  })

  it('[P4] [P9] is taken once both have met there anew, whose server was restarted', async () => {
    const world = createWorld()
    const [a, b] = [world.arrive(), world.arrive()]
    for (const one of [a, b]) {
      one.say(keepOf('n'.repeat(22)))
      expect(one.last('kept').known).toBe(false)
      one.say(CLIENT_EXAMPLES.meet)
    }
    await settle()
    a.say(reportOf(tokenOf(a)))
    await settle()
    expect(a.last('reported').accepted).toBe(true)
    for (const one of [a, b]) one.gone()
    world.advance(600_000)
    expect(world.hub.residue()).toBe(0)
  })

  it('[P4] is over when the stranger says so, though another socket kept it before', async () => {
    const { world, a, b, again, token } = await breakAndReturn({ isNoticed: false })
    b.find()
    expect(again.last('partnerLeft').why).toBe('skipped')
    expect(a.inbox.at(-1)).toEqual(a.last('matched'))
    world.advance(60_000)
    again.say(reportOf(token))
    await settle()
    expect(again.last('reported').accepted).toBe(false)
  })

  it.each([
    ['at once', false],
    ['for good, once the one who stayed has reported', true],
  ])(
    '[M13] [P9] leads nobody back to who has a socket opened since, %s',
    async (_when, isReported) => {
      const { world, b, again } = await breakAndReturn()
      if (isReported) b.say(reportOf(tokenOf(b)))
      else b.say(CLIENT_EXAMPLES.stop)
      await settle()
      for (const person of [again, b]) person.find()
      await settle()
      expect(again.visitor.state.phase).toBe('waiting')
      world.advance(isReported ? HOUR_MS : 10_000)
      await settle()
      expect(again.visitor.state.phase).toBe(isReported ? 'waiting' : 'paired')
    },
  )

  it('[P4] is kept by token alone, one at a time, and never in a search or a call', async () => {
    const { world, b, again, token } = await breakAndReturn()
    const [c, d] = await world.arrivePaired()
    const others = [tokenOf(c), tokenOf(d)] as const
    for (const person of [c, d]) person.gone(false)
    again.say(keepOf(others[0]))
    again.say(keepOf('x'.repeat(22)))
    expect(again.visitor.reportToken).toBe(token)
    const stranger = world.arrive()
    stranger.say(keepOf('x'.repeat(22)))
    expect(stranger.visitor.reportToken).toBe('')
    stranger.find()
    stranger.say(keepOf(others[1]))
    expect(stranger.visitor.reportToken).toBe('')
    const { pair } = b.last('matched')
    b.say(CLIENT_EXAMPLES.stop)
    b.find()
    await settle()
    world.advance(5_000)
    expect(stranger.visitor.state.phase).toBe('paired')
    stranger.say(keepOf(others[1]))
    expect(stranger.visitor.reportToken).toBe(tokenOf(stranger))
    expect([again, stranger].flatMap(({ closes }) => closes)).toEqual([])
    // Nobody has kept theirs.
    world.advance(60_000)
    for (const other of others) again.say(reportOf(other))
    await settle()
    expect(again.inbox.slice(1)).toEqual([
      ...[true, false, false].map((known) => ({ type: 'kept', known })),
      { type: 'partnerLeft', why: 'left', pair },
      ...others.map(() => ({ type: 'reported', accepted: false })),
    ])
  })
})
