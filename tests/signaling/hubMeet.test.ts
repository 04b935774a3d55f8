/** Meetings by token are asked for by the page alone, so that a program could ask for any number. */
import { DEFAULT_THRESHOLDS } from '../../radar/thresholds.ts'
import { createWorld, settle, type Person } from './hubHarness.ts'
import { partyOf, strangerOf } from './parties.ts'
import { CLIENT_EXAMPLES } from './protocolExamples.ts'

const STEADY_MS = 15_000
const A_MINUTE = 40

beforeEach(() => {
  // The limits read the clock of the machine; what they await are microtasks.
  jest.useFakeTimers({ doNotFake: ['nextTick', 'queueMicrotask', 'setImmediate'] })
})
afterEach(() => {
  jest.useRealTimers()
})

async function meet(pair: readonly [Person, Person], token: string): Promise<void> {
  for (const one of pair) one.meet(token)
  await settle()
  for (const one of pair) expect(one.closes).toEqual([])
}

describe('meetings by token', () => {
  it('[V5] are limited for each socket; one too many is missed, and the next minute has others', async () => {
    const { arrive, hub } = createWorld()
    const [a, b, c] = [arrive(), arrive(), arrive()]
    for (let count = 0; count < A_MINUTE; count += 1) await meet([a, b], `${count}`)
    expect([a.count('matched'), a.count('partnerLeft')]).toEqual([A_MINUTE, 0])
    a.meet('oneMore')
    await settle()
    expect(a.last('partnerLeft').why).toBe('missed')
    expect(a.visitor.state.phase).toBe('idle')
    // Another behind the same address has his own.
    await meet([b, c], 'nobodyComes')
    expect([b, c].map((one) => one.count('matched'))).toEqual([A_MINUTE, 0])
    jest.advanceTimersByTime(60_000)
    await meet([a, c], 'aMinuteLater')
    expect(a.last('matched').pair).toBe(c.last('matched').pair)
    for (const one of [a, b, c]) one.gone()
    hub.tick()
  })

  it('[M15] that are asked for again as the match is on its way are one, and the call begins', async () => {
    const { arrive } = createWorld()
    const [a, b] = [arrive(), arrive()]
    const again = { type: 'meet', token: 't'.repeat(43), key: 'k'.repeat(87) } as const
    a.say(again)
    b.meet('t'.repeat(43))
    a.say(again)
    await settle()
    a.say(again)
    a.signal(Buffer.from('offer'))
    await settle()
    expect([a.count('matched'), a.closes, b.count('partnerLeft')]).toEqual([1, [], 0])
    expect(b.frames).toEqual([Buffer.from('offer')])
  })

  it('[M4] and a search that is asked for again so skips nobody', async () => {
    const { arrive } = createWorld()
    const [a, b] = [arrive(), arrive()]
    const key = 'k'.repeat(87)
    a.find({ key })
    b.find()
    await settle()
    a.find({ key })
    a.signal(Buffer.from('offer'))
    await settle()
    expect([a.count('matched'), a.closes, b.count('partnerLeft')]).toEqual([1, [], 0])
    expect(b.frames).toEqual([Buffer.from('offer')])
    a.find()
    expect(b.last('partnerLeft').why).toBe('skipped')
  })

  it.each([
    ['found each other', false, [partyOf(0).prefix]],
    ['asked for each other, whose time together nobody here knows', true, []],
  ])('[R8] and Next at once says something of two who %s', async (_name, asked, said) => {
    const { arrive, evidence } = createWorld()
    const subject = arrive({ key: partyOf(0) })
    for (let network = 0; network < DEFAULT_THRESHOLDS.evidence.skipped.least; network += 1) {
      const stranger = arrive({ key: strangerOf(network) })
      if (asked) await meet([subject, stranger], `afterRestart${network}`)
      else for (const one of [subject, stranger]) one.find({ interests: [`only ${network}`] })
      await settle()
      expect(stranger.last('matched').pair).toBe(subject.last('matched').pair)
      stranger.find()
      stranger.gone()
    }
    const heard = evidence.take(1_000).filter(({ signal }) => signal === 'skipped')
    expect(heard.map(({ prefix }) => prefix)).toEqual(said)
  })

  it('[M15] lapse by a clock that nobody sets, while people are told of the time of day', async () => {
    const { arrive, hub } = createWorld({ isLive: true })
    const one = arrive()
    one.meet('nobodyComes')
    await settle()
    jest.setSystemTime(Date.now() - 3_600_000)
    jest.advanceTimersByTime(20_000)
    hub.tick()
    expect(one.last('partnerLeft').why).toBe('missed')
    hub.refuse(one.visitor, 'full')
    expect(one.last('refused').until).toBe(Date.now() + 30_000)
  })

  it('[V5] that were taken back while the limit was asked are not held against anybody', async () => {
    const { arrive, advance, hub } = createWorld()
    const [a, b, c] = [arrive(), arrive(), arrive()]
    a.meet('token')
    a.say(CLIENT_EXAMPLES.stop)
    b.meet('token')
    await settle()
    c.meet('token')
    await settle()
    expect([a.count('matched'), a.count('waiting')]).toEqual([0, 0])
    expect(b.last('matched').pair).toBe(c.last('matched').pair)
    for (const one of [a, b, c]) one.gone()
    advance(61_000)
    expect(hub.residue()).toBe(0)
  })

  it('[R10] are noticed as searches are, once they are more than an honest page’s', async () => {
    const { arrive, evidence, hub, pass } = createWorld()
    const sockets = Array.from({ length: 2 }, () => arrive({ key: strangerOf(1) }))
    // After a start everybody is believed to be a person for a while.
    pass(180_000)
    for (let count = 0; count < 3 * A_MINUTE; count += 1) {
      for (const one of sockets) one.meet(`${count}_${one.visitor.id}`)
      await settle()
    }
    hub.tick()
    expect(evidence.take(10).map(({ signal }) => signal)).toEqual(['finds'])
  })

  it('[R6] bring back a hundred calls of one address that broke at once, and nobody is accused', async () => {
    const { arrive, evidence, hub, pass } = createWorld()
    // After a start everybody is believed to be a person for a while.
    arrive({ key: strangerOf(2) })
    pass(180_000)
    for (let count = 0; count < 100; count += 1) {
      arrive({ key: strangerOf(1) }).meet(`${count}`)
      await settle()
    }
    hub.tick()
    expect(evidence.take(10)).toEqual([])
  })

  it('[R6] show nobody to be a person, for both may be one; who was found has shown it', async () => {
    const { arrive, pass } = createWorld()
    const own = [arrive({ key: strangerOf(1) }), arrive({ key: strangerOf(2) })] as const
    await meet(own, 'ourOwn')
    pass(STEADY_MS)
    own[0].say(CLIENT_EXAMPLES.stop)
    expect(own.map(({ visitor }) => visitor.isSteady)).toEqual([false, false])
    for (const one of own) one.find()
    await settle()
    pass(5_000)
    const met = [arrive({ key: strangerOf(3) }), arrive({ key: strangerOf(4) })] as const
    for (const one of met) one.find({ interests: ['chess'] })
    await settle()
    pass(STEADY_MS)
    await meet(met, 'itBroke')
    expect(met.map(({ visitor }) => visitor.isSteady)).toEqual([true, true])
    pass(STEADY_MS)
    met[0].say(CLIENT_EXAMPLES.stop)
    expect(met.map(({ visitor }) => visitor.isSteady)).toEqual([true, true])
  })

  it('[R8] add no partners to the number of which reports are a share', async () => {
    const { arrive, evidence } = createWorld()
    const offender = arrive({ key: strangerOf(1) })
    const helper = arrive({ key: strangerOf(2) })
    for (let count = 0; count < 39; count += 1) await meet([offender, helper], `${count}`)
    offender.say(CLIENT_EXAMPLES.stop)
    for (let who = 10; who < 14; who += 1) {
      const reporter = arrive({ key: strangerOf(who) })
      offender.find({ interests: [`${who}`] })
      reporter.find({ interests: [`${who}`] })
      await settle()
      evidence.report(strangerOf(who), strangerOf(1), 60_000, Date.UTC(2027, 0, 1))
      offender.say(CLIENT_EXAMPLES.stop)
    }
    expect(evidence.take(10).map(({ signal }) => signal)).toContain('reports')
  })

  it('[R6] [C2] whoever leaves himself, on a socket that died unnoticed, is no witness of hurry', async () => {
    const { arrive, evidence } = createWorld()
    const skip = jest.spyOn(evidence, 'skip')
    const own = [arrive({ key: strangerOf(1) }), arrive({ key: strangerOf(1) })] as const
    for (const one of own) one.find()
    await settle()
    own[1].find()
    await settle()
    expect(own.map((one) => one.count('matched'))).toEqual([1, 1])
    expect(skip).not.toHaveBeenCalled()
    for (const one of own) one.gone()
    const others = [arrive({ key: strangerOf(2) }), arrive({ key: strangerOf(3) })] as const
    for (const one of others) one.find()
    await settle()
    others[1].find()
    await settle()
    expect(skip).toHaveBeenCalledTimes(1)
  })
})
