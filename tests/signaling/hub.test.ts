import type { Verdict } from '../../signaling/limits.ts'
import { waitCell } from '../../signaling/metrics.ts'
import { NO_MEDIA_MS } from '../../signaling/protocol.ts'
import { createWorld, settle } from './hubHarness.ts'
import { CLIENT_EXAMPLES } from './protocolExamples.ts'

const FIVE_SECONDS = 5_000
const { hello, noMedia, stop } = CLIENT_EXAMPLES

describe('a pairing', () => {
  it('[M3] [M5] is told to both: one pair, both keys, and who offers', async () => {
    const { arrive, tally } = createWorld()
    const [early, late] = [arrive(), arrive()]
    early.find({ interests: ['x'], languages: ['en'], key: 'e'.repeat(87) })
    await settle()
    expect(early.last('waiting').ice).toEqual([{ urls: ['stun:stun.example.org'] }])
    late.find({ interests: ['y', 'x'], languages: ['en', 'de'], key: 'l'.repeat(87) })
    await settle()
    const [toEarly, toLate] = [early.last('matched'), late.last('matched')]
    expect(toEarly.pair).toBe(toLate.pair)
    expect([toEarly.key, toLate.key]).toEqual(['l'.repeat(87), 'e'.repeat(87)])
    // The one who waited longer has had the time to prepare the offer.
    expect([toEarly.role, toLate.role]).toEqual(['offer', 'answer'])
    expect(toEarly.common).toEqual({ interests: ['x'], languages: ['en'] })
    expect(toLate.common).toEqual(toEarly.common)
    expect(toEarly.report).not.toBe(toLate.report)
    expect(late.count('waiting')).toBe(0)
    expect(tally.introductions).toBe(1)
  })

  it('[M15] comes about by a token, and is missed after 20 s', async () => {
    const { arrive, advance } = createWorld()
    const [a, b, c] = [arrive(), arrive(), arrive()]
    a.meet('one')
    c.meet('other')
    await settle()
    expect([a.count('waiting'), c.count('waiting')]).toEqual([1, 1])
    b.meet('one')
    await settle()
    expect([a.last('matched').role, b.last('matched').role]).toEqual(['offer', 'answer'])
    expect(a.last('matched').pair).toBe(b.last('matched').pair)
    advance(20_000)
    expect(c.last('partnerLeft').why).toBe('missed')
    expect(c.visitor.state.phase).toBe('idle')
  })

  it('[M2] ends for a token: the old partner is told, and the call may go on', async () => {
    const { arrivePaired } = createWorld()
    const [a, b] = await arrivePaired()
    a.meet('again')
    expect(b.last('partnerLeft').why).toBe('lost')
    b.meet('again')
    await settle()
    expect(a.last('matched').pair).toBe(b.last('matched').pair)
    expect(a.count('matched')).toBe(2)
  })

  it.each([
    ['skipped', (person: { find(): void }) => person.find()],
    ['left', (person: { say(message: typeof stop): void }) => person.say(stop)],
    ['left', (person: { gone(clean: boolean): void }) => person.gone(true)],
    ['lost', (person: { gone(clean: boolean): void }) => person.gone(false)],
  ] as const)('[M4] ends with %s for the partner', async (why, end) => {
    const { arrivePaired } = createWorld()
    const [a, b] = await arrivePaired()
    end(a)
    const pair = b.last('matched')?.pair
    expect(b.last('partnerLeft')).toEqual({ type: 'partnerLeft', why, pair })
    expect(b.count('partnerLeft')).toBe(1)
    expect(a.count('partnerLeft')).toBe(0)
    expect(b.visitor.state).toEqual({ phase: 'idle', consent: true })
    expect([a.visitor.partner, b.visitor.partner]).toEqual([null, null])
  })

  it('[M4] never comes about with one who has gone', async () => {
    const { arrive, advance } = createWorld()
    const [a, b] = [arrive(), arrive()]
    a.find()
    a.gone()
    b.find()
    await settle()
    advance(FIVE_SECONDS)
    expect(b.count('matched')).toBe(0)
  })

  it('[P9] never comes about with one who has not consented', async () => {
    const { arrive } = createWorld()
    const [a, b] = [arrive({ greets: false }), arrive()]
    b.find()
    a.say({ ...hello, adult: false })
    a.find()
    await settle()
    expect(a.closes).toEqual(['consentRequired'])
    expect(b.count('matched')).toBe(0)
  })
})

describe('signals', () => {
  it('[V9] arrive as the very bytes, at the partner only', async () => {
    const { arrivePaired, arrive, tally } = createWorld()
    const [a, b] = await arrivePaired()
    const stranger = arrive()
    const frame = Buffer.from([0xff, 0, 0xfe, 0x7b])
    a.signal(frame)
    expect(b.frames).toHaveLength(1)
    expect(b.frames[0]).toBe(frame)
    expect(frame).toEqual(Buffer.from([0xff, 0, 0xfe, 0x7b]))
    expect([a.frames, stranger.frames]).toEqual([[], []])
    expect(tally.forwarded).toBe(1)
  })

  it('[V6] are 64 in one pairing; the next closes the sender alone', async () => {
    const { arrivePaired } = createWorld()
    const [a, b] = await arrivePaired()
    for (let index = 0; index < 64; index += 1) a.signal(Buffer.from([index]))
    expect(b.frames).toHaveLength(64)
    expect(a.closes).toEqual([])
    a.signal(Buffer.from([64]))
    expect(b.frames).toHaveLength(64)
    expect([a.closes, b.closes]).toEqual([['tooManyFrames'], []])
    expect(b.last('partnerLeft').why).toBe('lost')
  })

  it('[V6] are counted anew in the next pairing, and apart for both', async () => {
    const { arrivePaired } = createWorld()
    const [a, b] = await arrivePaired()
    const sendForty = () => {
      for (let index = 0; index < 40; index += 1) for (const one of [a, b]) one.signal(Buffer.of(1))
    }
    sendForty()
    a.meet('again')
    b.meet('again')
    await settle()
    sendForty()
    expect([a, b].map((one) => one.frames.length)).toEqual([80, 80])
    expect([a.closes, b.closes]).toEqual([[], []])
  })

  it('[M6] that come after the partner left reach nobody', async () => {
    const { arrivePaired, arrive } = createWorld()
    const [a, b] = await arrivePaired()
    const c = arrive()
    b.find({ interests: ['new'] })
    await settle()
    // The page of `a` does not know yet: this is a race, not a violation.
    a.signal(Buffer.from('late'))
    c.find({ interests: ['new'] })
    await settle()
    expect(b.last('matched').pair).toBe(c.last('matched').pair)
    a.signal(Buffer.from('later'))
    expect([b.frames, c.frames, a.closes]).toEqual([[], [], []])
  })

  it('[V1] close a visitor who sends them into his own search', async () => {
    const { arrivePaired } = createWorld()
    const [a, b] = await arrivePaired()
    a.find()
    a.signal(Buffer.from('late'))
    expect(a.closes).toEqual(['outOfTurn'])
    expect(b.frames).toEqual([])
  })
})

describe('a search', () => {
  it('[M7] taken back in the same turn is not matched by a limit that answers later', async () => {
    const { arrive, hub } = createWorld()
    const [a, b] = [arrive(), arrive()]
    a.find()
    a.say(stop)
    b.find()
    await settle()
    expect([a.count('matched'), b.count('matched'), a.count('waiting')]).toEqual([0, 0, 0])
    expect(hub.headcount()).toEqual({ greeting: 0, idle: 1, waiting: 1, paired: 0 })
  })

  it('[M7] made twice in one turn counts once, the newer', async () => {
    const { arrive, hub } = createWorld()
    const [a, b] = [arrive(), arrive()]
    a.find({ interests: ['old'] })
    a.find({ interests: ['new'] })
    await settle()
    expect(a.count('waiting')).toBe(1)
    b.find({ interests: ['old'] })
    await settle()
    expect(b.count('matched')).toBe(0)
    b.find({ interests: ['new'] })
    await settle()
    expect([a.count('matched'), b.count('matched')]).toEqual([1, 1])
    expect(hub.headcount().paired).toBe(2)
  })

  it('[M11] [M12] asked for again under another key has waited all the while', async () => {
    const { arrive, advance, evidence, pass, tally } = createWorld()
    const picture = jest.spyOn(evidence, 'picture')
    const [a, b] = [arrive(), arrive()]
    a.find({ interests: ['x'], camera: true })
    await settle()
    advance(4_000)
    b.find({ interests: ['y'] })
    const key = 'n'.repeat(87)
    a.find({ interests: ['x'], key })
    await settle()
    expect([a.count('waiting'), a.count('matched')]).toEqual([2, 0])
    advance(1_000)
    expect([a.last('matched').role, b.last('matched').key]).toEqual(['offer', key])
    expect(a.last('matched').answers).toBe(key.slice(0, 12))
    expect(tally.waits[waitCell(5_000)]).toBe(1)
    // The camera was turned off between the two offers, so that no picture is due.
    pass(NO_MEDIA_MS)
    b.say(noMedia)
    a.say(stop)
    expect(picture).not.toHaveBeenCalled()
  })

  it('[M12] for something else begins anew', async () => {
    const { arrive, advance, hub } = createWorld()
    const [a, b] = [arrive(), arrive()]
    a.find({ interests: ['x'] })
    await settle()
    advance(4_000)
    b.find({ interests: ['y'] })
    a.find({ interests: ['z'] })
    await settle()
    advance(4_999)
    expect(hub.headcount().waiting).toBe(2)
    advance(1)
    expect([a.count('matched'), b.count('matched')]).toEqual([1, 1])
  })

  it('[M7] whose limit answers after the next one does not count', async () => {
    const answers: ((verdict: Verdict) => void)[] = []
    const spend = () => new Promise<Verdict>((resolve) => answers.push(resolve))
    const { arrive, hub } = createWorld({ limits: { spend } })
    const a = arrive()
    a.find({ interests: ['old'] })
    a.find({ interests: ['new'] })
    answers[1]?.({ allowed: true })
    await settle()
    answers[0]?.({ allowed: false, until: 1 })
    await settle()
    expect([a.count('waiting'), a.count('refused')]).toEqual([1, 0])
    expect(hub.headcount().waiting).toBe(1)
  })

  it('[M4] whose limit answers after the visitor has gone does not count', async () => {
    const answers: ((verdict: Verdict) => void)[] = []
    const spend = () => new Promise<Verdict>((resolve) => answers.push(resolve))
    const { arrive, hub } = createWorld({ limits: { spend } })
    const a = arrive()
    a.find()
    a.gone()
    answers[0]?.({ allowed: true })
    await settle()
    expect(hub.residue()).toBe(0)
  })

  it('[V5] too many is refused with the end of it, and the visitor is idle', async () => {
    const { arrive, hub, tally } = createWorld({ finds: 1 })
    const a = arrive()
    a.find()
    await settle()
    a.find({ interests: ['other'] })
    await settle()
    expect(a.last('refused').reason).toBe('tooManySearches')
    expect(a.last('refused').until).toBeGreaterThan(Date.now())
    expect(a.last('refused').until).toBeLessThanOrEqual(Date.now() + 60_000)
    expect(a.visitor.state.phase).toBe('idle')
    expect(a.closes).toEqual([])
    expect(tally.refusals.tooManySearches).toBe(1)
    a.gone()
    expect(hub.residue()).toBe(0)
  })
})

describe('the number online', () => {
  it('[V12] is announced when it changed, and not into calls', async () => {
    const { arrive, arrivePaired, hub } = createWorld()
    const [a, b] = await arrivePaired()
    const rest = Array.from({ length: 5 }, () => arrive())
    const silent = arrive({ greets: false })
    hub.announce()
    expect(rest[0]?.count('online')).toBe(1)
    expect(rest[0]?.last('online').count).toBe(8)
    expect([a, b, silent].map((person) => person.count('online'))).toEqual([0, 0, 0])
    hub.announce()
    expect(rest[0]?.count('online')).toBe(1)
    const ninth = arrive()
    expect(ninth.last('welcome').online).toBe(16)
    hub.announce()
    expect(rest[0]?.last('online').count).toBe(16)
    for (const person of [ninth, silent, a]) person.gone()
    hub.announce()
    expect(rest[0]?.last('online').count).toBe(0)
  })
})

describe('what is left', () => {
  it('[M9] is nothing when everybody has gone and the last report has lapsed', async () => {
    const { arrive, arrivePaired, advance, hub } = createWorld()
    const [a, b] = await arrivePaired()
    const [c, d, e, f] = [arrive(), arrive(), arrive(), arrive()]
    c.find({ interests: ['x', 'y'], languages: ['en'] })
    d.meet('token')
    e.say({ ...CLIENT_EXAMPLES.report, token: a.last('matched').report })
    await settle()
    f.say({ type: 'stop' })
    hub.text(f.visitor, null)
    for (const person of [a, b, c, d, e, f]) person.gone(false)
    advance(61_000)
    expect(hub.residue()).toBe(0)
    expect(hub.headcount()).toEqual({ greeting: 0, idle: 0, waiting: 0, paired: 0 })
  })

  it('[M9] is nothing of those who were gone twice or evicted before', async () => {
    const { arrivePaired, advance, hub } = createWorld()
    const [a, b] = await arrivePaired()
    hub.evict(a.visitor, 'tooManyFrames')
    hub.evict(a.visitor, 'helloTimeout')
    expect(a.closes).toEqual(['tooManyFrames'])
    for (const person of [a, b, a, b]) person.gone()
    advance(61_000)
    expect(hub.residue()).toBe(0)
  })
})
