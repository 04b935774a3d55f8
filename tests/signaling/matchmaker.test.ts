import {
  CANDIDATES_MAX,
  createMatchmaker,
  type MatchmakerEffect,
  type Ticket,
} from '../../signaling/matchmaker.ts'
import { describeMatchmaker } from './matchmakerContract.ts'

describeMatchmaker('the matchmaker in memory', createMatchmaker)

/**
 * Tickets of one visitor who searches in many tabs: nobody is paired with himself, so they all
 * stay, although they have everything in common.
 */
function ticketOfHermit(id: string, calm: boolean, onLook: () => void): Ticket {
  return {
    id,
    get visitor() {
      onLook()
      return 'hermit'
    },
    mode: 'video',
    interests: ['chess', 'tea'],
    languages: ['en', 'de'],
    calm,
  }
}

/** Ends a test early that would otherwise look at everybody 10,000 times. */
const LOOKS_MAX = 5_000

/** A matchmaker in which hermits wait; `cost` counts how many of them one act looks at. */
function createCrowd(waiting: number) {
  let looks = 0
  const effects: MatchmakerEffect[] = []
  const matchmaker = createMatchmaker((effect) => effects.push(effect))
  const onLook = (): void => {
    looks += 1
    if (looks > LOOKS_MAX) throw new Error('one act looks at the whole crowd')
  }
  for (let index = 0; index < waiting; index += 1) {
    looks = 0
    matchmaker.find(ticketOfHermit(`t${index}`, index % 2 === 0, onLook), 0)
  }
  return {
    matchmaker,
    effects,
    cost(act: () => void): number {
      looks = 0
      act()
      return looks
    },
  }
}

type Seeker = Omit<Ticket, 'id' | 'mode' | 'calm'>

function looksPerSearch(waiting: number, seeker: Seeker) {
  const { matchmaker, effects, cost } = createCrowd(waiting)
  const looks = cost(() =>
    matchmaker.find({ id: 'seeker', mode: 'video', calm: true, ...seeker }, 1),
  )
  return { looks, pairs: effects.length }
}

describe('the cost of a search', () => {
  const seekers: [string, Seeker, number][] = [
    ['finds nobody', { visitor: 'hermit', interests: ['chess', 'tea'], languages: ['en'] }, 0],
    ['finds nobody and names nothing', { visitor: 'hermit', interests: [], languages: [] }, 0],
    ['finds by interest', { visitor: 'guest', interests: ['tea'], languages: ['en'] }, 1],
    ['finds by language', { visitor: 'guest', interests: [], languages: ['de'] }, 1],
    ['finds anyone', { visitor: 'guest', interests: [], languages: ['fr'] }, 1],
  ]

  it.each(seekers)('[M14] is the same among 100 and 10,000 when one %s', (_how, seeker, pairs) => {
    const few = looksPerSearch(100, seeker)
    const many = looksPerSearch(10_000, seeker)
    expect(few.pairs).toBe(pairs)
    expect(many).toEqual(few)
    // Interests are looked for in both paces.
    const lists = 2 * seeker.interests.length + seeker.languages.length + 1
    // The pair itself is read a few times more, for history and effect.
    expect(many.looks).toBeLessThanOrEqual(2 * lists * CANDIDATES_MAX + 8)
    expect(many.looks).toBeGreaterThan(0)
  })

  it('[M14] is nothing when one is taken back from the middle of a long queue', () => {
    const { matchmaker, cost } = createCrowd(10_000)
    expect(cost(() => matchmaker.cancel('t5000'))).toBe(0)
    expect(matchmaker.waiting()).toBe(9_999)
  })
})

describe('the choice among several', () => {
  const effects: MatchmakerEffect[] = []
  let matchmaker = createMatchmaker(() => undefined)
  beforeEach(() => {
    effects.length = 0
    matchmaker = createMatchmaker((effect) => effects.push(effect))
  })

  function find(visitor: string, interests: string[], languages: string[], now: number): void {
    const id = `${visitor} at ${now}`
    matchmaker.find({ id, visitor, mode: 'video', interests, languages, calm: false }, now)
  }
  const ticketOf = (id: string): Ticket => ({
    id,
    visitor: 'a',
    mode: 'video',
    interests: ['tea'],
    languages: ['en'],
    calm: false,
  })
  const pairs = () =>
    effects.map((effect) => effect.type === 'matched' && [effect.first.id, effect.second.id])

  it('[M11] is the one in the same language behind many who wait longer', () => {
    for (let count = 0; count <= CANDIDATES_MAX; count += 1)
      find(`French ${count}`, [`interest ${count}`], ['fr'], 0)
    find('English', ['tea'], ['en'], 1)
    find('seeker', [], ['en'], 2)
    expect(pairs()).toEqual([['English at 1', 'seeker at 2']])
  })

  it('[M13] is anyone else before the same stranger, also when all have waited', () => {
    for (const visitor of ['a', 'b']) find(visitor, [], [], 0)
    matchmaker.bar('b', 'c')
    find('b', ['tea'], [], 1)
    matchmaker.tick(5_001)
    find('a', ['tea'], [], 5_002)
    find('c', ['chess'], [], 5_003)
    matchmaker.tick(10_002)
    expect(pairs().slice(1)).toEqual([['a at 5002', 'c at 5003']])
  })

  it('[M11] is who waits longest, also when he has asked for the same again', () => {
    find('early', ['tea'], ['en'], 0)
    find('late', ['chess'], ['en'], 1)
    expect(matchmaker.renew('early at 0', { ...ticketOf('new'), visitor: 'early' })).toBe(true)
    // The old ticket is nobody's any more.
    matchmaker.cancel('early at 0')
    expect([matchmaker.waiting(), matchmaker.renew('early at 0', ticketOf('x'))]).toEqual([
      2,
      false,
    ])
    find('seeker', [], ['en'], 2)
    expect(pairs()).toEqual([['new', 'seeker at 2']])
  })

  it.each<Partial<Ticket>>([
    { mode: 'text' },
    { calm: true },
    { interests: ['tea'] },
    { interests: ['tea,chess'] },
    { languages: [] },
  ])('[M11] is not kept for another wish: %j', (change) => {
    const ticket = { ...ticketOf('a'), interests: ['tea', 'chess'] }
    matchmaker.find(ticket, 0)
    expect(matchmaker.renew('a', { ...ticket, id: 'b', ...change })).toBe(false)
    matchmaker.cancel('a')
    expect(matchmaker.residue()).toBe(0)
  })
})
