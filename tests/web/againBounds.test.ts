/** What Undo and Meet again do to nobody else, and what they do not keep. */
import { MEET_TIMEOUT_MS } from '../../signaling/protocol.ts'
import { CODE_MS, REMEMBERED_MAX, UNDO_WAIT_MS, WISH_MS } from '../../web/chat/again.ts'
import { codeOf } from '../../web/chat/meeting.ts'
import type { Seal } from '../../web/chat/sealed.ts'
import type { State, Way } from '../../web/chat/session.ts'
import { FIRST_VIEW } from '../../web/chat/visit.ts'
import { collectGarbage } from '../helpers/garbage.ts'
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
} from './againPage.ts'

holdClock()

describe('Meet again', () => {
  it('[C29] of the present stranger is left alone when the last one is reported', () => {
    const [pressed, open] = [talk(), talk()]
    const present = sealOf(9)
    for (const page of [pressed, open]) {
      page.move(SEARCHING, NEXT)
      page.move(PAIRING, { type: 'waiting' })
      page.move(TALKING, { type: 'peerOpen', pair: 'q' })
      page.again.begin(present)
    }
    pressed.again.wish()
    for (const page of [pressed, open]) {
      page.again.forgetLast()
      page.again.begin(present)
    }
    expect(pressed.shown().wish).toBe('wished')
    expect(pressed.sent).toEqual([{ type: 'again' }, { type: 'again' }])
    // Who has not pressed it says nothing, whatever happens to the connection.
    expect(open.sent).toEqual([])
    open.again.wish()
    expect(open.sent).toEqual([{ type: 'again' }])
  })

  it.each(['reported', 'tampered', 'blocked'] as const)(
    '[C29] [M17] leads nowhere after such an end on the way back, before a connection: %s',
    async (why) => {
      const [back, undone, met] = [talk(), talk(), talk()]
      const returning = (way: Way): State => ({ phase: 'returning', way, until: 1, common })
      back.move(ended('skipped'), BYE)
      await back.again.undo()
      back.move(returning('back'), { type: 'waiting' })
      undone.again.wish()
      undone.move(SEARCHING, NEXT)
      await until(() => undone.shown().codes.length > 0)
      await undone.again.undo()
      undone.move(returning('undo'), { type: 'waiting' })
      met.move(ended('left'), BYE)
      met.again.wish()
      await until(() => met.shown().code !== null)
      met.move(IDLE, { type: 'cancel' })
      expect(await met.again.enter(await codeOf(secretOf(7)), FIRST_VIEW.wish)).toBe(true)
      met.move(returning('code'), { type: 'waiting' })
      for (const page of [back, undone, met]) {
        page.move(PAIRING, { type: 'waiting' })
        page.move(ended(why), { type: 'reported' })
        expect(page.shown()).toMatchObject({ wish: 'none', code: null, codes: [] })
        // Nor by the button, should it still be pressed.
        page.again.wish()
        expect(page.shown()).toMatchObject({ wish: 'none', codes: [] })
      }
    },
  )

  it('[C29] shows its token anew as soon as the server has forgotten it, which no timer of a hidden page does', () => {
    const page = talk()
    const returning: State = {
      phase: 'returning',
      way: 'code',
      until: Date.now() + CODE_MS,
      common,
    }
    const miss = () =>
      page.move(returning, { type: 'partnerLeft', why: 'missed', pair: null, now: Date.now() })
    page.move(IDLE, { type: 'cancel' })
    page.move(returning, { type: 'waiting' })
    // Its timers do not come, but time passes.
    jest.setSystemTime(Date.now() + MEET_TIMEOUT_MS)
    miss()
    expect(page.events).toEqual([{ type: 'returnAgain' }])
    // Two who may not meet are turned down at once, and would ask without an end.
    miss()
    expect(page.events).toHaveLength(1)
    jest.setSystemTime(Date.now() + MEET_TIMEOUT_MS)
    miss()
    expect(page.events).toHaveLength(2)
    // Who waits no more asks for nobody.
    page.move(IDLE, { type: 'cancel' })
    jest.setSystemTime(Date.now() + MEET_TIMEOUT_MS)
    page.move(IDLE, { type: 'partnerLeft', why: 'missed', pair: null, now: Date.now() })
    expect(page.events).toHaveLength(2)
  })

  it('[C29] leaves no words to who goes on before the stranger could hear of the wish', async () => {
    const broken: State = { phase: 'talking', pair: 'p', common, link: 'recovering' }
    const seal = sealOf(7)
    const press = () => {
      const page = createPage()
      page.again.begin(seal)
      page.move(broken, { type: 'peerDown', pair: 'p', now: 0 })
      page.again.wish()
      return page
    }
    const [unheard, said, mutual, left] = [press(), press(), press(), press()]
    said.move(TALKING, { type: 'peerOpen', pair: 'q' })
    said.again.begin(seal)
    said.move(broken, { type: 'peerDown', pair: 'q', now: 0 })
    mutual.hearWish()
    for (const page of [unheard, said, mutual]) page.move(SEARCHING, NEXT)
    // Who is left can still press it, and has words then.
    left.move(ended('lost'), { type: 'recoveryExpired' })
    await until(() => [said, mutual, left].every((page) => page.shown().codes.length > 0))
    expect(unheard.shown()).toMatchObject({ wish: 'none', codes: [] })
    // What was heard of one stranger is not of the next.
    said.move(TALKING, { type: 'peerOpen', pair: 'r' })
    said.again.begin(sealOf(9))
    said.move(broken, { type: 'peerDown', pair: 'r', now: 0 })
    said.again.wish()
    said.move(SEARCHING, NEXT)
    for (let turns = 0; turns < 20; turns += 1) await new Promise((done) => setImmediate(done))
    expect(said.shown().codes).toHaveLength(1)
  })

  it('[C29] knows which words lead to the last stranger, until there is another', async () => {
    const page = createPage()
    const meet = (met: number, wishes: boolean) => {
      page.move(TALKING, { type: 'peerOpen', pair: 'p' })
      page.again.begin(sealOf(met))
      if (wishes) page.again.wish()
      page.move(SEARCHING, NEXT)
    }
    const areLast = () => page.shown().codes.map(({ isLast }) => isLast)
    meet(1, true)
    await until(() => areLast().length === 1)
    expect(areLast()).toEqual([true])
    meet(2, true)
    await until(() => areLast().length === 2)
    expect(areLast()).toEqual([false, true])
    // The last is now one with whom there are no words.
    meet(3, false)
    expect(areLast()).toEqual([false, false])
  })

  it('[C29] keeps all words until they end, however often Meet again is pressed', async () => {
    const page = createPage()
    for (let met = 1; met <= 12; met += 1) {
      page.move(TALKING, { type: 'peerOpen', pair: 'p' })
      page.again.begin(sealOf(met))
      page.again.wish()
      page.move(SEARCHING, NEXT)
    }
    await until(() => page.shown().codes.length === 12)
    expect(page.shown().codes[0]?.code).toBe(await codeOf(secretOf(1)))
    // And a bound, for who presses it at once in every call.
    for (let met = 13; met <= REMEMBERED_MAX + 20; met += 1) {
      page.move(TALKING, { type: 'peerOpen', pair: 'p' })
      page.again.begin(sealOf(met))
      page.again.wish()
      page.move(SEARCHING, NEXT)
    }
    await until(() => page.shown().codes.length >= REMEMBERED_MAX)
    expect(page.shown().codes).toHaveLength(REMEMBERED_MAX)
  })

  it('[C29] [C27] keeps what the two share, for whichever way back', async () => {
    const shared = { interests: ['jazz'], languages: ['de'] }
    const [skipper, left] = [talk(), talk()]
    for (const page of [skipper, left]) {
      page.move({ phase: 'talking', pair: 'p', common: shared, link: 'live' }, NEXT)
      page.again.wish()
    }
    skipper.hearWish()
    skipper.move(SEARCHING, NEXT)
    left.move(ended('left'), BYE)
    await until(() => skipper.shown().codes.length > 0 && left.shown().codes.length > 0)
    await skipper.again.undo()
    left.move(IDLE, { type: 'cancel' })
    expect(await left.again.enter(await codeOf(secretOf(7)), FIRST_VIEW.wish)).toBe(true)
    for (const { events } of [skipper, left]) expect(events).toMatchObject([{ common: shared }])
  })

  it.each([
    ['video', 'video', 'video', [0, 0]],
    ['video', 'audio', 'video', [1, 0]],
    ['text', 'video', null, [0, 1]],
  ] as const)(
    '[C29] [C59] goes back to a %s chat from a call with %s with the devices that it takes',
    async (mode, had, wanted, [opened, closed]) => {
      const page = talk()
      page.set(mode)
      page.choose(wanted)
      page.move(ended('left'), BYE)
      page.again.wish()
      page.move(IDLE, { type: 'cancel' })
      page.choose(had)
      page.see({} as MediaStream)
      await page.again.enter(await codeOf(secretOf(7)), FIRST_VIEW.wish)
      expect(page.openDevices).toHaveBeenCalledTimes(opened)
      expect(page.closeDevices).toHaveBeenCalledTimes(closed)
    },
  )

  it('[C29] [M17] keeps no words of before for two whom Undo has brought together', async () => {
    const page = talk()
    page.again.wish()
    page.hearWish()
    page.move(SEARCHING, NEXT)
    await until(() => page.shown().codes.length > 0)
    await page.again.undo()
    page.move(
      { phase: 'returning', way: 'undo', until: Date.now() + UNDO_WAIT_MS, common },
      { type: 'waiting' },
    )
    page.move(PAIRING, { type: 'waiting' })
    page.move(TALKING, { type: 'peerOpen', pair: 'q' })
    page.again.begin(sealOf(9))
    expect(page.shown().codes).toEqual([])
  })

  it('[P8] knows of a stranger who was told the address, by whichever way they meet again', async () => {
    for (const [exposure, isTold] of [
      ['direct', true],
      ['hidden', false],
      // The statistics had not said so yet.
      [null, true],
    ] as const) {
      const page = talk()
      page.expose(exposure)
      page.again.wish()
      page.hearWish()
      page.move(SEARCHING, NEXT)
      page.expose(null)
      await page.again.undo()
      expect(page.again.meeting()).toMatchObject({ isTold })
      page.move(IDLE, { type: 'cancel' })
      expect(await page.again.enter(await codeOf(secretOf(7)), FIRST_VIEW.wish)).toBe(true)
      expect(page.again.meeting()).toMatchObject({ isTold })
    }
  })

  it('[P8] looks for the one with the words as hidden as the visitor was told, whatever the server says meanwhile', async () => {
    const page = talk()
    page.move(ended('left'), BYE)
    page.again.wish()
    page.move(IDLE, { type: 'cancel' })
    page.allow('always')
    const entered = page.again.enter(await codeOf(secretOf(7)), FIRST_VIEW.wish)
    page.allow('choice')
    expect([await entered, page.wish().hidden]).toEqual([true, true])
  })

  it('[P4] [C29] shows no words any more when they have ended', async () => {
    const page = talk()
    page.move(ended('left'), BYE)
    page.again.wish()
    await until(() => page.shown().code !== null)
    jest.advanceTimersByTime(CODE_MS - 1)
    expect(page.shown()).toMatchObject({ wish: 'wished', codes: [{}] })
    jest.advanceTimersByTime(1)
    expect(page.shown()).toEqual(FIRST_VIEW.again)
  })

  it('[P4] keeps the secret of a conversation no longer than it can be wished back', async () => {
    const page = createPage()
    const secret = await (async () => {
      const made = secretOf(3)
      page.again.begin(Promise.resolve({ derive: () => Promise.resolve(made) } as unknown as Seal))
      page.move(ended('left'), BYE)
      return new WeakRef(made)
    })()
    jest.advanceTimersByTime(WISH_MS)
    for (let turns = 0; turns < 100 && secret.deref() !== undefined; turns += 1) {
      await new Promise((resolve) => setImmediate(resolve))
      collectGarbage()
    }
    expect(secret.deref()).toBeUndefined()
    // What he is called is still known, for as long as he can be reported.
    page.again.forgetLast()
    expect(page.shown().codes).toEqual([])
  })
})
