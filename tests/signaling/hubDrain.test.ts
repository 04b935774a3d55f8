import { createWorld, settle } from './hubHarness.ts'

const GRACE_MS = 5_000

describe('draining', () => {
  it('[V10] tells everybody at once but those in a fresh introduction', async () => {
    const { arrive, arrivePaired, pass, hub, tally } = createWorld()
    const old = await arrivePaired()
    pass(GRACE_MS)
    const fresh = await arrivePaired()
    const [idle, silent, waiting, meeting] = [
      arrive(),
      arrive({ greets: false }),
      arrive(),
      arrive(),
    ]
    waiting.find()
    meeting.meet('token')
    await settle()
    expect(hub.isDraining()).toBe(false)
    hub.drain(GRACE_MS)
    expect(hub.isDraining()).toBe(true)
    for (const person of [...old, idle, silent, waiting, meeting])
      expect(person.closes).toEqual(['updating'])
    for (const person of fresh) expect(person.closes).toEqual([])
    expect(tally.closes.updating).toBe(6)
  })

  it('[V10] lets an introduction finish, and ends it after the grace', async () => {
    const { arrivePaired, advance, hub } = createWorld()
    const [a, b] = await arrivePaired()
    hub.drain(GRACE_MS)
    const frame = Buffer.from('answer')
    a.signal(frame)
    expect(b.frames).toEqual([frame])
    advance(GRACE_MS - 1)
    expect([a.closes, b.closes]).toEqual([[], []])
    advance(1)
    expect([a.closes, b.closes]).toEqual([['updating'], ['updating']])
  })

  it('[V10] pairs nobody who searches meanwhile', async () => {
    const { arrive, arrivePaired, hub, tally } = createWorld()
    const pair = await arrivePaired()
    const early = arrive()
    early.find()
    hub.drain(GRACE_MS)
    for (const person of pair) person.find()
    await settle()
    expect(tally.introductions).toBe(1)
    expect(early.closes).toEqual(['updating'])
    for (const person of pair) {
      expect(person.count('matched')).toBe(1)
      expect(person.closes).toEqual(['updating'])
    }
  })

  it('[V10] pairs nobody who presents a token meanwhile', async () => {
    const { arrivePaired, hub, tally } = createWorld()
    const pair = await arrivePaired()
    hub.drain(GRACE_MS)
    for (const person of pair) person.meet('token')
    await settle()
    expect(tally.introductions).toBe(1)
    for (const person of pair) expect(person.count('matched')).toBe(1)
  })

  it('[V10] leaves nothing behind', async () => {
    const { arrive, arrivePaired, advance, hub } = createWorld()
    const everybody = [...(await arrivePaired()), arrive(), arrive()]
    everybody[2]?.find()
    await settle()
    hub.drain(GRACE_MS)
    advance(GRACE_MS)
    for (const person of everybody) person.gone()
    advance(61_000)
    expect(hub.residue()).toBe(0)
  })
})

describe('a full house', () => {
  it('[V5] refuses with the time to come back, then closes', () => {
    const { arrive, hub, tally } = createWorld({ maxVisitors: 2 })
    arrive()
    expect(hub.isFull()).toBe(false)
    arrive()
    expect(hub.isFull()).toBe(true)
    const third = arrive({ greets: false })
    hub.refuse(third.visitor, 'full')
    expect(third.last('refused')).toMatchObject({
      reason: 'full',
      until: Date.UTC(2027, 0, 1) + 30_000,
    })
    expect(third.closes).toEqual(['full'])
    expect(tally.refusals.full).toBe(1)
    third.gone()
  })

  it('[V2] ignores all that comes from a visitor who has been closed', async () => {
    const { arrive, arrivePaired, hub } = createWorld()
    const [a, b] = await arrivePaired()
    hub.text(a.visitor, '{"type":')
    expect(a.closes).toEqual(['badMessage'])
    const before = b.inbox.length
    a.signal(Buffer.from('late'))
    hub.text(a.visitor, null)
    a.find()
    a.meet('token')
    await settle()
    expect(a.closes).toEqual(['badMessage'])
    expect([b.frames, b.inbox.length]).toEqual([[], before])
    expect(b.last('partnerLeft').why).toBe('lost')
    // Nobody meets him either, by search or by token.
    const next = arrive()
    next.find()
    await settle()
    next.meet('token')
    await settle()
    expect(next.count('matched')).toBe(0)
  })
})
