/** Who has talked for a while with somebody from elsewhere is taken for a person. */
import { createWorld, settle } from './hubHarness.ts'

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
    a.find()
    await settle()
    expect(a.count('refused')).toBe(1)
  })
})
