import { createMatchmaker, FALLBACK_MS, type Ticket } from '../../signaling/matchmaker.ts'

let pairs: string[]
let lastTicket = 0
let matchmaker: ReturnType<typeof createMatchmaker>

beforeEach(() => {
  pairs = []
  matchmaker = createMatchmaker((effect) => {
    if (effect.type === 'matched') pairs.push(`${effect.first.visitor}+${effect.second.visitor}`)
  })
})

function find(visitor: string, wish: Partial<Ticket> = {}, now = 0): void {
  const id = `t${(lastTicket += 1)}`
  const anything = { mode: 'video', interests: [], languages: [], calm: false } as const
  matchmaker.find({ id, visitor, ...anything, ...wish }, now)
}

/** Who has met whom since the last look. */
const seen = () => pairs.splice(0)

it('[M16] prefers one of the same pace to a language and a longer wait', () => {
  find('brisk', { interests: ['a'], languages: ['en'] })
  find('calm', { interests: ['b'], languages: ['fr'], calm: true })
  find('seeker', { interests: ['a', 'b'], languages: ['en'], calm: true })
  expect(seen()).toEqual(['calm+seeker'])
  find('another', { interests: ['a'] })
  expect(seen()).toEqual(['brisk+another'])
})

it('[M16] prefers more shared interests to the same pace', () => {
  find('calm', { interests: ['a'], calm: true })
  find('brisk', { interests: ['b', 'c'] })
  find('seeker', { interests: ['a', 'b', 'c'], calm: true })
  expect(seen()).toEqual(['brisk+seeker'])
})

it('[M16] pairs calm visitors at once, whatever else they look for', () => {
  find('brisk')
  find('calm', { calm: true })
  expect(seen()).toEqual([])
  find('keen', { interests: ['x'], calm: true })
  expect(seen()).toEqual(['calm+keen'])
})

it.each([
  ['calm', 'brisk'],
  ['brisk', 'calm'],
])('[M16] keeps %s from %s until one of them has waited 5 s', (one, other) => {
  find(one, { calm: one === 'calm' }, 0)
  find(other, { calm: other === 'calm' }, 1_000)
  matchmaker.tick(FALLBACK_MS - 1)
  expect(seen()).toEqual([])
  matchmaker.tick(FALLBACK_MS)
  expect(seen()).toEqual([`${one}+${other}`])
})

it.each([
  ['calm', 'brisk'],
  ['brisk', 'calm'],
])('[M16] pairs a newcomer at once with one who has waited 5 s: %s, %s', (one, other) => {
  find(one, { calm: one === 'calm', interests: ['x'] }, 0)
  matchmaker.tick(FALLBACK_MS)
  find(other, { calm: other === 'calm', interests: ['y'] }, FALLBACK_MS)
  expect(seen()).toEqual([`${one}+${other}`])
})
