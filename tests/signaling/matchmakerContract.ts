/** What every matchmaker must do, whatever holds its queue: run it against each implementation. */
import { FALLBACK_MS } from '../../signaling/matchmaker.ts'
import type { Matchmaker, MatchmakerEffect, Ticket } from '../../signaling/matchmaker.ts'
import { MEET_TIMEOUT_MS } from '../../signaling/protocol.ts'

export type CreateMatchmaker = (emit: (effect: MatchmakerEffect) => void) => Matchmaker

const TEN_MINUTES_MS = 600_000

/** @param settle waits until everything asked so far has been answered */
export function describeMatchmaker(
  name: string,
  create: CreateMatchmaker,
  settle: () => Promise<void> = () => Promise.resolve(),
): void {
  describe(`${name} keeps the matchmaker's contract`, () => {
    let effects: MatchmakerEffect[]
    let matchmaker: Matchmaker
    let lastTicket: number

    beforeEach(() => {
      effects = []
      lastTicket = 0
      matchmaker = create((effect) => effects.push(effect))
    })

    function find(visitor: string, wish: Partial<Ticket> = {}, now = 0): string {
      const id = `t${(lastTicket += 1)}`
      const anything = { mode: 'video', interests: [], languages: [], calm: false } as const
      matchmaker.find({ id, visitor, ...anything, ...wish }, now)
      return id
    }

    function meet(visitor: string, token: string, now = 0): string {
      const id = `t${(lastTicket += 1)}`
      matchmaker.meet({ id, visitor }, token, now)
      return id
    }

    /** What has happened since the last look: `a+b` for a pair, `-a` for a meeting missed. */
    async function seen(): Promise<string[]> {
      await settle()
      return effects
        .splice(0)
        .map((effect) =>
          effect.type === 'matched'
            ? `${effect.first.visitor}+${effect.second.visitor}`
            : `-${effect.ticket.visitor}`,
        )
    }

    async function haveMet(now = 0): Promise<void> {
      find('a', {}, now)
      find('b', {}, now)
      expect(await seen()).toEqual(['a+b'])
    }

    it('[M1] never pairs a visitor with himself', async () => {
      find('a')
      find('a')
      matchmaker.tick(FALLBACK_MS)
      expect(await seen()).toEqual([])
      expect(matchmaker.waiting()).toBe(2)
    })

    it('[M2] pairs two of three and keeps the third waiting', async () => {
      find('a')
      find('b')
      find('c')
      matchmaker.tick(FALLBACK_MS)
      expect(await seen()).toEqual(['a+b'])
      expect(matchmaker.waiting()).toBe(1)
    })

    it('[M5] pairs two in the same mode at once, the one who waited longer first', async () => {
      const first = find('a', { interests: ['go', 'chess'], languages: ['de', 'en'] }, 0)
      const second = find('b', { interests: ['chess'], languages: ['en', 'fr'] }, 10)
      await settle()
      expect(effects).toEqual([
        {
          type: 'matched',
          first: expect.objectContaining({ id: first, visitor: 'a' }) as unknown,
          second: expect.objectContaining({ id: second, visitor: 'b' }) as unknown,
          common: { interests: ['chess'], languages: ['en'] },
        },
      ])
    })

    it('[M5] never mixes video and text', async () => {
      find('a', { mode: 'video' })
      find('b', { mode: 'text' })
      matchmaker.tick(FALLBACK_MS)
      expect(await seen()).toEqual([])
    })

    it('[M11] prefers most shared interests to a language and a longer wait', async () => {
      find('one', { interests: ['a'], languages: ['en'] })
      find('two', { interests: ['b', 'c'], languages: ['fr'] })
      find('seeker', { interests: ['a', 'b', 'c'], languages: ['en'] })
      expect(await seen()).toEqual(['two+seeker'])
    })

    it('[M11] prefers a shared language to a longer wait among equal interests', async () => {
      find('french', { interests: ['a'], languages: ['fr'] })
      find('english', { interests: ['b'], languages: ['en'] })
      find('seeker', { interests: ['a', 'b'], languages: ['de', 'en'] })
      expect(await seen()).toEqual(['english+seeker'])
    })

    it('[M11] prefers the longest wait among equals', async () => {
      find('early', { interests: ['a'] })
      find('late', { interests: ['b'] })
      find('seeker', { interests: ['b', 'a'] })
      expect(await seen()).toEqual(['early+seeker'])
    })

    it('[M11] counts an interest once, however often it is named', async () => {
      find('once', { interests: ['a'] })
      find('thrice', { interests: ['b', 'b', 'b'] })
      find('seeker', { interests: ['a', 'b'] })
      expect(await seen()).toEqual(['once+seeker'])
    })

    it('[M11] prefers a shared language for someone without interests', async () => {
      find('french', { interests: ['a'], languages: ['fr'] })
      find('english', { interests: ['b'], languages: ['en'] })
      find('seeker', { languages: ['en'] })
      expect(await seen()).toEqual(['english+seeker'])
    })

    it('[M12] pairs someone without interests with anyone at once', async () => {
      find('keen', { interests: ['a'], languages: ['fr'] })
      find('open', { languages: ['en'] })
      expect(await seen()).toEqual(['keen+open'])
      find('open', {})
      find('other', { interests: ['b'] })
      expect(await seen()).toEqual(['open+other'])
    })

    it('[M12] keeps different interests apart for 5 s, then pairs them', async () => {
      find('a', { interests: ['x'] }, 0)
      find('b', { interests: ['y'] }, 1_000)
      matchmaker.tick(4_999)
      expect(await seen()).toEqual([])
      matchmaker.tick(5_000)
      expect(await seen()).toEqual(['a+b'])
    })

    it('[M12] pairs a newcomer at once with one who has waited 5 s', async () => {
      find('patient', { interests: ['x'], languages: ['de'] }, 0)
      matchmaker.tick(FALLBACK_MS)
      find('newcomer', { interests: ['y'], languages: ['en'] }, FALLBACK_MS)
      expect(await seen()).toEqual(['patient+newcomer'])
    })

    it('[M12] lets one who has waited 5 s meet one in his language first', async () => {
      find('patient', { interests: ['x'], languages: ['de'] }, 0)
      find('french', { interests: ['y'], languages: ['fr'] }, 100)
      find('german', { interests: ['z'], languages: ['de'] }, 200)
      matchmaker.tick(FALLBACK_MS)
      expect(await seen()).toEqual(['patient+german'])
    })

    it.each([
      ['a', 'b'],
      ['b', 'a'],
    ])('[M13] pairs %s and %s again only when both have waited 5 s', async (one, other) => {
      await haveMet()
      find(one, {}, 1_000)
      find(other, {}, 4_000)
      matchmaker.tick(1_000 + FALLBACK_MS)
      expect(await seen()).toEqual([])
      matchmaker.tick(4_000 + FALLBACK_MS)
      expect(await seen()).toEqual([`${one}+${other}`])
    })

    it('[M13] prefers anyone else to the same stranger, whatever they share', async () => {
      find('a', { interests: ['x'] })
      find('b', { interests: ['x'] })
      expect(await seen()).toEqual(['a+b'])
      find('b', { interests: ['x'], languages: ['en'] }, 1_000)
      find('c', { interests: ['y'] }, 1_000)
      find('a', { interests: ['x'], languages: ['en'] }, 2_000)
      matchmaker.tick(1_000 + FALLBACK_MS)
      expect(await seen()).toEqual(['b+c'])
    })

    it.each([
      ['a', 'b'],
      ['b', 'a'],
    ])('[M13] pairs %s and %s at once again after ten minutes', async (one, other) => {
      await haveMet()
      find(one, {}, TEN_MINUTES_MS - 2)
      find(other, {}, TEN_MINUTES_MS - 1)
      expect(await seen()).toEqual([])
      matchmaker.cancel('t4')
      find(other, {}, TEN_MINUTES_MS)
      expect(await seen()).toEqual([`${one}+${other}`])
    })

    it('[M13] counts the ten minutes from the last meeting', async () => {
      await haveMet()
      meet('a', 'again', 500_000)
      meet('b', 'again', 500_000)
      expect(await seen()).toEqual(['a+b'])
      find('a', {}, TEN_MINUTES_MS)
      find('b', {}, TEN_MINUTES_MS)
      expect(await seen()).toEqual([])
    })

    it.each([
      ['a', 'b'],
      ['b', 'a'],
    ])('[M8] keeps %s from %s for good after a report', async (one, other) => {
      matchmaker.bar('a', 'b')
      find(one)
      find(other)
      matchmaker.tick(FALLBACK_MS)
      matchmaker.tick(10 * TEN_MINUTES_MS)
      expect(await seen()).toEqual([])
      meet(one, 'token', 10 * TEN_MINUTES_MS)
      meet(other, 'token', 10 * TEN_MINUTES_MS)
      expect(await seen()).toEqual([`-${one}`, `-${other}`])
    })

    it('[M8] keeps them apart even when the bar comes while both wait', async () => {
      find('a', { interests: ['x'] })
      find('b', { interests: ['y'] })
      matchmaker.bar('b', 'a')
      matchmaker.tick(FALLBACK_MS)
      expect(await seen()).toEqual([])
      find('c', {}, FALLBACK_MS)
      expect(await seen()).toEqual(['a+c'])
    })

    it('[M7] does nothing when the removal of a matched search comes late', async () => {
      const old = find('a')
      find('b')
      expect(await seen()).toEqual(['a+b'])
      find('a', { interests: ['x'] }, 1)
      matchmaker.cancel(old)
      expect(matchmaker.waiting()).toBe(1)
      find('c', { interests: ['x'] }, 2)
      expect(await seen()).toEqual(['a+c'])
    })

    it('[M7] never matches a search that was taken back, twice or for another reason', async () => {
      const old = find('a')
      matchmaker.cancel(old)
      matchmaker.cancel(old)
      matchmaker.cancel('never was')
      find('b')
      matchmaker.tick(FALLBACK_MS)
      expect(await seen()).toEqual([])
      expect(matchmaker.waiting()).toBe(1)
    })

    it('[M10] counts who waits', async () => {
      expect(matchmaker.waiting()).toBe(0)
      find('a', { interests: ['x'] })
      const second = find('b', { interests: ['y'] })
      expect(matchmaker.waiting()).toBe(2)
      matchmaker.cancel(second)
      expect(matchmaker.waiting()).toBe(1)
      find('c')
      await settle()
      expect(matchmaker.waiting()).toBe(0)
    })

    it('[M15] pairs exactly the two who present the same token', async () => {
      meet('a', 'one')
      meet('b', 'two')
      find('c')
      expect(await seen()).toEqual([])
      meet('d', 'one', 1)
      expect(await seen()).toEqual(['a+d'])
      meet('e', 'one', 2)
      expect(await seen()).toEqual([])
      meet('f', 'two', 3)
      expect(await seen()).toEqual(['b+f'])
    })

    it('[M15] pairs by token those who have just met', async () => {
      await haveMet()
      meet('b', 'token', 1_000)
      meet('a', 'token', 1_500)
      expect(await seen()).toEqual(['b+a'])
    })

    it('[M15] lets a token lapse after 20 s, and says so once', async () => {
      meet('a', 'token', 0)
      matchmaker.tick(MEET_TIMEOUT_MS - 1)
      expect(await seen()).toEqual([])
      matchmaker.tick(MEET_TIMEOUT_MS)
      matchmaker.tick(MEET_TIMEOUT_MS)
      expect(await seen()).toEqual(['-a'])
      meet('b', 'token', MEET_TIMEOUT_MS)
      expect(await seen()).toEqual([])
    })

    it('[M15] forgets a token that was taken back', async () => {
      const old = meet('a', 'token')
      matchmaker.cancel(old)
      meet('b', 'token')
      matchmaker.cancel(old)
      expect(await seen()).toEqual([])
      meet('c', 'token')
      expect(await seen()).toEqual(['b+c'])
    })

    it('[M9] keeps nothing of a report when one of the two has gone', async () => {
      matchmaker.bar('a', 'b')
      matchmaker.forget('a')
      await settle()
      expect(matchmaker.residue()).toBe(0)
    })

    it('[M9] keeps nothing of those who have gone', async () => {
      const wish = { interests: ['x', 'y'], languages: ['en', 'de'] }
      find('a', wish)
      find('b', wish)
      const waiting = find('c', wish)
      const old = find('d', { mode: 'text', interests: ['z'], calm: true })
      const presented = meet('e', 'token')
      matchmaker.tick(FALLBACK_MS)
      matchmaker.bar('a', 'b')
      matchmaker.bar('a', 'c')
      expect(matchmaker.residue()).toBeGreaterThan(0)
      for (const ticket of [waiting, old, presented]) matchmaker.cancel(ticket)
      for (const visitor of ['a', 'b', 'c', 'd', 'e']) matchmaker.forget(visitor)
      await settle()
      expect(matchmaker.residue()).toBe(0)
    })
  })
}
