import { CODE_MS, UNDO_MS, UNDO_WAIT_MS, WISH_MS } from '../../web/chat/again.ts'
import { codeOf } from '../../web/chat/meeting.ts'
import { FIRST_VIEW } from '../../web/chat/visit.ts'
import {
  BYE,
  common,
  createPage,
  ended,
  holdClock,
  IDLE,
  NEXT,
  PAIRING,
  SEARCHING,
  sealOf,
  secretOf,
  talk,
  TALKING,
  until,
  waitingWithWords,
} from './againPage.ts'

holdClock()

describe('Next', () => {
  it('[C27] can be undone for three seconds, by both alike', async () => {
    expect(UNDO_MS).toBe(3_000)
    const skipper = talk()
    const left = talk()
    skipper.move(SEARCHING, NEXT)
    left.move(ended('skipped'), BYE)
    expect([skipper.shown().offer, left.shown().offer]).toEqual(['undo', 'back'])
    jest.advanceTimersByTime(UNDO_MS - 1)
    await Promise.all([skipper.again.undo(), left.again.undo()])
    const meetings = [skipper, left].map(({ again }) => again.meeting())
    expect(meetings[0]?.token).toMatch(/^[\w-]{43}$/)
    expect(meetings[1]).toEqual(meetings[0])
    const end = Date.now() + UNDO_WAIT_MS
    expect(skipper.events).toEqual([{ type: 'return', way: 'undo', until: end, common }])
    expect(left.events).toEqual([{ type: 'return', way: 'back', until: end, common }])
  })

  it('[C27] cannot be undone after three seconds', async () => {
    const page = talk()
    page.move(SEARCHING, NEXT)
    jest.advanceTimersByTime(UNDO_MS)
    expect(page.shown().offer).toBeNull()
    await page.again.undo()
    expect(page.events).toEqual([])
    expect(page.again.meeting()).toBeNull()
  })

  it.each([
    ['matched again', PAIRING],
    ['back at the start', IDLE],
  ])('[C27] cannot be undone when one is %s', async (_, after) => {
    const page = talk()
    page.move(SEARCHING, NEXT)
    page.move(after, { type: 'cancel' })
    expect(page.shown().offer).toBeNull()
    await page.again.undo()
    expect(page.events).toEqual([])
  })

  it('[C27] cannot be undone by one who was left and looks for somebody else', () => {
    const page = talk()
    page.move(ended('skipped'), BYE)
    page.move(SEARCHING, { type: 'find', hasDevices: true, now: 0 })
    expect(page.shown().offer).toBeNull()
  })

  it('[C27] [M17] cannot be undone once the stranger was reported', async () => {
    const page = talk()
    page.move(SEARCHING, NEXT)
    page.again.forgetLast()
    expect(page.shown().offer).toBeNull()
    await page.again.undo()
    expect(page.events).toEqual([])
  })

  it.each(['left', 'lost', 'reported', 'stopped', 'away', 'differed'] as const)(
    '[C27] is nothing that can be undone when the end was another: %s',
    (why) => {
      const page = talk()
      page.move(ended(why), { type: 'stop' })
      expect(page.shown().offer).toBeNull()
    },
  )

  it('[C27] is not undone for ever: the wait ends by itself', async () => {
    const page = talk()
    page.move(SEARCHING, NEXT)
    await page.again.undo()
    page.move(
      { phase: 'returning', way: 'undo', until: Date.now() + UNDO_WAIT_MS, common },
      { type: 'returnAgain' },
    )
    jest.advanceTimersByTime(UNDO_WAIT_MS)
    expect(page.events.at(-1)).toMatchObject({ type: 'returnExpired' })
  })
})

describe('Meet again', () => {
  it('[C29] gives both the same words when both have pressed it, and tells nobody before', async () => {
    const [one, other] = [talk(), talk()]
    one.again.wish()
    expect(one.sent).toEqual([{ type: 'again' }])
    expect(one.shown().wish).toBe('wished')
    other.hearWish()
    expect(other.shown()).toMatchObject({ wish: 'open', code: null })
    other.again.wish()
    one.hearWish()
    await until(() => one.shown().code !== null && other.shown().code !== null)
    expect(one.shown()).toMatchObject({ wish: 'mutual', until: null })
    expect(one.shown().code).toBe(other.shown().code)
    expect(one.shown().code).toBe(await codeOf(secretOf(7)))
  })

  it('[C29] gives who goes on the words before, and who is left the same when that is asked', async () => {
    const [skipper, left] = [talk(), talk()]
    skipper.again.wish()
    left.hearWish()
    await until(() => skipper.shown().code !== null)
    const { code } = skipper.shown()
    expect(skipper.shown()).toMatchObject({ wish: 'wished', until: null })
    skipper.move(SEARCHING, NEXT)
    left.move(ended('skipped'), BYE)
    await until(() => skipper.shown().codes.length > 0)
    const end = Date.now() + CODE_MS
    const codes = [{ code, until: end }]
    expect(skipper.shown()).toMatchObject({ wish: 'none', code: null, codes })
    expect(left.shown()).toMatchObject({ wish: 'open', code: null, codes: [] })
    left.again.wish()
    await until(() => left.shown().code !== null)
    expect(left.shown()).toMatchObject({ wish: 'mutual', code, codes })
    skipper.move(IDLE, { type: 'cancel' })
    expect(await skipper.again.enter(code ?? '', FIRST_VIEW.wish)).toBe(true)
  })

  it('[C29] says at once that no words lead back to one who went on without them', async () => {
    const [before, after, skipper] = [talk(), talk(), talk()]
    before.again.wish()
    await until(() => before.shown().code !== null)
    skipper.hearWish()
    skipper.move(SEARCHING, NEXT)
    for (const page of [before, after]) page.move(ended('skipped'), BYE)
    // Whether there still is such a button says nothing of the stranger.
    expect(after.shown()).toMatchObject({ wish: 'open', code: null })
    after.again.wish()
    for (const page of [before, after]) {
      expect(page.shown()).toMatchObject({ wish: 'vain', code: null, until: null, codes: [] })
      page.move(SEARCHING, { type: 'find', hasDevices: true, now: 0 })
      expect(page.shown().wish).toBe('none')
    }
    expect(skipper.shown()).toMatchObject({ wish: 'none', codes: [] })
  })

  it('[C29] shows the words again in the call to who has read them and presses it once more', async () => {
    const page = talk()
    page.again.wish()
    page.again.read()
    expect(page.shown()).toMatchObject({ wish: 'wished', isRead: true })
    page.again.wish()
    expect(page.shown()).toMatchObject({ wish: 'wished', isRead: false })
    expect(page.sent).toEqual([{ type: 'again' }])
    page.again.read()
    // What is new has not been read.
    page.hearWish()
    expect(page.shown()).toMatchObject({ wish: 'mutual', isRead: false })
    page.again.read()
    page.move(SEARCHING, NEXT)
    expect(page.shown().isRead).toBe(false)
  })

  it('[C29] says that both wish it when the stranger had pressed it before the end', async () => {
    const page = talk()
    page.hearWish()
    page.move(ended('left'), BYE)
    page.again.wish()
    await until(() => page.shown().code !== null)
    expect(page.shown()).toMatchObject({ wish: 'mutual', until: Date.now() + CODE_MS })
  })

  it('[C29] says so again over a rebuilt connection', () => {
    const seal = sealOf(7)
    const page = createPage()
    page.again.begin(seal)
    page.again.wish()
    page.again.begin(seal)
    expect(page.sent).toEqual([{ type: 'again' }, { type: 'again' }])
    expect(page.shown().wish).toBe('wished')
  })

  it('[C29] can be pressed for a minute after the end, and on that screen only', async () => {
    const page = talk()
    page.move(ended('left'), BYE)
    expect(page.shown().wish).toBe('open')
    page.again.wish()
    await until(() => page.shown().code !== null)
    const end = Date.now() + CODE_MS
    expect(page.shown()).toMatchObject({ wish: 'wished', until: end, codes: [{ until: end }] })
    const late = talk()
    late.move(ended('left'), BYE)
    jest.advanceTimersByTime(WISH_MS)
    late.again.wish()
    expect(late.shown()).toMatchObject({ wish: 'none', codes: [] })
    const gone = talk()
    gone.move(ended('left'), BYE)
    gone.move(IDLE, { type: 'cancel' })
    gone.again.wish()
    expect(gone.shown()).toMatchObject({ wish: 'none', codes: [] })
  })

  it.each(['reported', 'differed', 'tampered', 'blocked'] as const)(
    '[C29] [M17] is not asked after such an end: %s',
    (why) => {
      const page = talk()
      page.again.wish()
      page.hearWish()
      page.move(ended(why), { type: 'reported' })
      expect(page.shown()).toMatchObject({ wish: 'none', code: null, codes: [] })
    },
  )

  it('[C29] [M17] is forgotten when the last stranger is reported', async () => {
    const page = talk()
    page.again.wish()
    page.hearWish()
    page.move(SEARCHING, NEXT)
    await until(() => page.shown().codes.length > 0)
    page.again.forgetLast()
    expect(page.shown().codes).toEqual([])
  })

  it('[C29] looks for the one with whom this page has the words, and for nobody else', async () => {
    const page = talk()
    page.choose('audio')
    page.move(ended('left'), BYE)
    page.again.wish()
    page.move(IDLE, { type: 'cancel' })
    page.choose(null)
    const wish = { ...FIRST_VIEW.wish, hidden: true, mode: 'text' as const }
    expect(await page.again.enter('apple river stone', wish)).toBe(false)
    expect(page.events).toEqual([])
    expect(page.again.meeting()).toBeNull()
    const end = Date.now() + CODE_MS
    expect(await page.again.enter(` ${(await codeOf(secretOf(7))).toUpperCase()}`, wish)).toBe(true)
    expect(page.events).toEqual([{ type: 'return', way: 'code', until: end, common }])
    // The way they met before, and all else as it is chosen now.
    expect(page.wish()).toEqual({ ...wish, mode: 'video' })
    // Who was only heard is not asked for a camera.
    expect(page.choice()).toBe('audio')
    expect(page.openDevices).toHaveBeenCalledTimes(1)
    expect(page.closeDevices).not.toHaveBeenCalled()
  })

  it('[C29] shows its token again every 15 s, and never after 15 minutes', async () => {
    const page = talk()
    page.move(ended('left'), BYE)
    page.again.wish()
    page.move(IDLE, { type: 'cancel' })
    await page.again.enter(await codeOf(secretOf(7)), FIRST_VIEW.wish)
    page.move(waitingWithWords(), { type: 'waiting' })
    jest.advanceTimersByTime(CODE_MS)
    const said = page.events.map(({ type }) => type)
    expect(said.filter((type) => type === 'returnAgain').length).toBeLessThanOrEqual(60)
    expect(said.filter((type) => type === 'returnAgain').length).toBeGreaterThan(55)
    expect(said).toContain('returnExpired')
    page.move(ended('codeOver'), { type: 'returnExpired', now: 0 })
    const count = page.events.length
    jest.advanceTimersByTime(CODE_MS)
    expect(page.events).toHaveLength(count)
  })

  it('[C29] forgets the words after 15 minutes, and once they have brought the two together', async () => {
    const page = talk()
    page.move(ended('left'), BYE)
    page.again.wish()
    page.move(IDLE, { type: 'cancel' })
    await until(() => page.shown().codes.length > 0)
    // Behind the screen that showed them they are still to be seen, with their end.
    expect(page.shown()).toMatchObject({
      code: null,
      codes: [{ code: await codeOf(secretOf(7)), until: Date.now() + CODE_MS }],
    })
    jest.advanceTimersByTime(CODE_MS - 1)
    expect(page.shown().codes).toHaveLength(1)
    jest.advanceTimersByTime(1)
    expect(page.shown().codes).toEqual([])
    expect(await page.again.enter(await codeOf(secretOf(7)), FIRST_VIEW.wish)).toBe(false)

    const met = talk(9)
    met.move(ended('left'), BYE)
    met.again.wish()
    met.move(IDLE, { type: 'cancel' })
    await until(() => met.shown().codes.length > 0)
    expect(await met.again.enter(await codeOf(secretOf(9)), FIRST_VIEW.wish)).toBe(true)
    met.move(waitingWithWords(), { type: 'waiting' })
    met.move(PAIRING, { type: 'waiting' })
    met.move(TALKING, { type: 'peerOpen', pair: 'q' })
    met.again.begin(sealOf(11))
    expect(met.shown()).toMatchObject({ codes: [], wish: 'open', code: null })
  })

  it('[P4] [C29] keeps nothing when the page closes', async () => {
    const page = talk()
    page.again.wish()
    page.move(ended('left'), BYE)
    page.again.close()
    expect(page.shown()).toEqual(FIRST_VIEW.again)
    // Nor what was being made out just then.
    for (let turns = 0; turns < 20; turns += 1) await new Promise((done) => setImmediate(done))
    expect(page.shown()).toEqual(FIRST_VIEW.again)
    expect(jest.getTimerCount()).toBe(0)
    const looking = talk()
    looking.move(ended('skipped'), BYE)
    await looking.again.undo()
    expect(looking.again.meeting()).not.toBeNull()
    looking.again.close()
    expect(looking.again.meeting()).toBeNull()
  })
})
