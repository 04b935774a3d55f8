import { createWorld, settle } from './hubHarness.ts'

describe('the relay', () => {
  it('[P8] is lent before a search, so that a page can see whether it answers', async () => {
    const { arrive } = createWorld()
    const person = arrive()
    expect(person.last('welcome').hiding).toBe('choice')
    person.say({ type: 'checkRelay' })
    await settle()
    expect(person.last('relay').ice).toEqual([{ urls: ['stun:stun.example.org'] }])
    expect(person.visitor.state.phase).toBe('idle')
  })

  it('[V5] is lent to a network as often as it may search, and then no more', async () => {
    const { arrive } = createWorld({ finds: 3 })
    const [person, neighbour, other] = [arrive(), arrive(), arrive({ key: 'elsewhere' })]
    for (let times = 0; times < 3; times += 1) person.say({ type: 'checkRelay' })
    neighbour.say({ type: 'checkRelay' })
    other.say({ type: 'checkRelay' })
    await settle()
    expect(person.last('relay').ice).toHaveLength(1)
    expect(neighbour.last('relay').ice).toEqual([])
    expect(other.last('relay').ice).toHaveLength(1)
    expect(neighbour.closes).toEqual([])
  })

  it('is not asked for by whoever has already begun to search', async () => {
    const { arrive } = createWorld()
    const person = arrive()
    person.find()
    person.say({ type: 'checkRelay' })
    await settle()
    expect([person.count('relay'), person.closes.length]).toEqual([0, 0])
  })
})
