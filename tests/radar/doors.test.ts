import { createDoors } from '../../radar/doors.ts'
import type { Role } from '../../radar/protocol.ts'

describe('the doors of the broker', () => {
  const passwords = { radar: 'a', signaling: 'b', firewall: 'c', reader: 'd' }
  const asked: string[] = []
  const enter = createDoors(passwords, {
    redeemTicket(username, ticket, clientId) {
      asked.push([username, ticket, clientId].join(' '))
      return ticket === 'good' ? { name: 'Ann', role: 'moderator' } : null
    },
  })
  beforeEach(() => {
    asked.length = 0
  })

  test.each<[username: string, password: string, role: Role | null]>([
    ['radar', 'a', 'radar'],
    ['signaling', 'b', 'signaling'],
    ['firewall', 'c', 'firewall'],
    ['reader', 'd', 'reader'],
    ['reader', 'b', null],
    ['radar', '', null],
    ['radar', 'good', null],
    ['signaling', 'b ', null],
    ['signaling', 'B', null],
  ])('let %s in by its own password alone: %p', (username, password, role) => {
    expect(enter(username, password, `${username}/1`)).toBe(role)
    // A ticket opens nothing to whoever is called like a process.
    expect(asked).toEqual([])
  })

  test('ask for a ticket from anybody else', () => {
    expect(enter('ann', 'good', 'ann/1')).toBe('moderator')
    expect(enter('ann', 'bad', 'ann/2')).toBeNull()
    for (const name of ['', 'Radar', 'toString', '__proto__', 'viewer'])
      expect(enter(name, 'a', `${name}/1`)).toBeNull()
    expect(asked.slice(0, 2)).toEqual(['ann good ann/1', 'ann bad ann/2'])
  })
})
