/** Whose searches are counted together: those of a network, but for who has shown to be a person. */
import { createWorld, settle, type Person } from './hubHarness.ts'

/** Of one socket, in ten minutes. */
const RENEWALS = 10

describe('a person', () => {
  it('[M9] leaves no place behind, whoever goes first', async () => {
    const { advance, arrive, hub, limits } = createWorld()
    const people = ['shared', 'elsewhere', 'shared'].map((key) => arrive({ key }))
    const [a, b, neighbour] = people
    for (const person of [a, b]) {
      person?.find()
      await settle()
    }
    advance(15_000)
    // He shows to be a person by the very call that his going ends.
    a?.gone()
    b?.gone()
    neighbour?.gone()
    advance(60_000)
    expect({ hub: hub.residue(), limits: limits.residue() }).toEqual({ hub: 0, limits: 0 })
  })

  it('[R6] has searches of his own, and leaves those of the network to others', async () => {
    const { advance, arrive } = createWorld({ finds: 2 })
    const a = arrive({ key: 'shared' })
    const b = arrive({ key: 'elsewhere' })
    for (const person of [a, b]) {
      person.find()
      await settle()
    }
    advance(15_000)
    a.find()
    await settle()
    const neighbour = arrive({ key: 'shared' })
    // The neighbours have one search left of their common two, and he has one of his own.
    for (const person of [neighbour, a, neighbour]) {
      person.find()
      await settle()
    }
    expect([a, neighbour].map((person) => person.count('refused'))).toEqual([0, 1])
    a.find({ interests: ['other'] })
    await settle()
    expect(a.count('refused')).toBe(1)
  })
})

describe('a search', () => {
  it('[V5] asked for again costs its network nothing, as long as it is not more often than a page does it', async () => {
    const { arrive, evidence, hub } = createWorld({ finds: 3 })
    const note = jest.spyOn(evidence, 'note')
    const [a, b] = [arrive(), arrive()]
    const find = async (person: Person) => {
      person.find({ interests: [person.visitor.id.slice(0, 9)] })
      await settle()
    }
    for (let times = 0; times < 1 + RENEWALS; times += 1) for (const one of [a, b]) await find(one)
    expect([a, b].map((one) => one.count('waiting'))).toEqual([1 + RENEWALS, 1 + RENEWALS])
    expect(note).toHaveBeenCalledTimes(2)
    // What is beyond that is a search like any other: it takes the last one of the network.
    await find(a)
    expect([a.count('waiting'), a.count('refused')]).toEqual([2 + RENEWALS, 0])
    expect(note).toHaveBeenCalledTimes(3)
    expect(note).toHaveBeenLastCalledWith(a.visitor.party, 'finds', expect.any(Number))
    await find(b)
    expect(b.last('refused').reason).toBe('tooManySearches')
    expect([a, b].map((one) => one.visitor.state.phase)).toEqual(['waiting', 'idle'])
    for (const one of [a, b]) one.gone()
    expect(hub.residue()).toBe(0)
  })

  it('[V5] is counted per prefix, not per visitor', async () => {
    const { arrive } = createWorld({ finds: 1 })
    const [a, b, c] = [arrive({ key: 'one' }), arrive({ key: 'one' }), arrive({ key: 'two' })]
    for (const person of [a, b, c]) person.find({ interests: [person.visitor.id.slice(0, 9)] })
    await settle()
    expect([a, b, c].map((person) => person.count('refused'))).toEqual([0, 1, 0])
  })
})
