import { MEET_TIMEOUT_MS } from '../../signaling/protocol.ts'
import { createRendezvous } from '../../signaling/rendezvous.ts'

describe('a rendezvous', () => {
  it('[M15] brings two together and forgets their token', () => {
    const { present, size } = createRendezvous<string>()
    expect(present('token', 'a', 0)).toBeNull()
    expect(present('token', 'b', 1)).toBe('a')
    expect(size()).toBe(0)
    expect(present('token', 'c', 2)).toBeNull()
  })

  it('[M15] is taken back only by the one who waits there', () => {
    const { present, withdraw } = createRendezvous<string>()
    present('token', 'a', 0)
    withdraw('token', 'b')
    withdraw('other', 'a')
    expect(present('token', 'b', 1)).toBe('a')
    present('token', 'c', 2)
    withdraw('token', 'c')
    expect(present('token', 'd', 3)).toBeNull()
  })

  it('[M15] lapses for each after his own 20 s, in order', () => {
    const { present, expire, size } = createRendezvous<string>()
    present('one', 'a', 0)
    present('two', 'b', 1_000)
    expect(expire(MEET_TIMEOUT_MS - 1)).toEqual([])
    expect(expire(MEET_TIMEOUT_MS)).toEqual(['a'])
    expect(expire(MEET_TIMEOUT_MS + 1_000)).toEqual(['b'])
    expect(size()).toBe(0)
  })
})
