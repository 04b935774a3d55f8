import { SESSION_IDLE_MS, SESSION_LIFE_MS, TICKET_LIFE_MS } from '../../radar/operatorProtocol.ts'
import { createSessions } from '../../radar/sessions.ts'

function start() {
  const clock = { now: 1_000_000 }
  const cuts: [string, string | null][] = []
  const sessions = createSessions(
    (username, clientId) => cuts.push([username, clientId]),
    () => clock.now,
  )
  return { clock, cuts, sessions }
}

describe('sessions', () => {
  test('[R17] end after a quarter of an hour without use, and are renewed by it', () => {
    const { clock, sessions } = start()
    const token = sessions.open('ann')
    expect(token).toMatch(/^[\w-]{43}$/)
    clock.now += SESSION_IDLE_MS - 1
    expect(sessions.use(token)).toBe('ann')
    clock.now += SESSION_IDLE_MS - 1
    expect(sessions.use(token)).toBe('ann')
    clock.now += SESSION_IDLE_MS
    expect(sessions.use(token)).toBeNull()
    expect(sessions.count('ann')).toBe(0)
  })

  test('[R17] end after twelve hours, however much they are used', () => {
    const { clock, sessions } = start()
    const token = sessions.open('ann')
    const end = clock.now + SESSION_LIFE_MS
    while (clock.now < end - 60_000) {
      clock.now += 60_000
      expect(sessions.use(token)).toBe('ann')
    }
    clock.now = end
    expect(sessions.use(token)).toBeNull()
  })

  test('[R17] only whole tokens open them', () => {
    const { sessions } = start()
    const token = sessions.open('ann')
    for (const wrong of ['', token.slice(1), `${token}A`, `${token} `, 'A'.repeat(43), '__proto__'])
      expect(sessions.use(wrong)).toBeNull()
    expect(sessions.use(token)).toBe('ann')
  })

  test('[R17] are ten an operator and two hundred in all; the one idle longest makes room', () => {
    const { sessions } = start()
    const anns = Array.from({ length: 10 }, () => sessions.open('ann'))
    sessions.use(anns[0] ?? '')
    sessions.open('ann')
    expect(sessions.use(anns[0] ?? '')).toBe('ann')
    expect(sessions.use(anns[1] ?? '')).toBeNull()
    expect(sessions.count('ann')).toBe(10)
    for (let other = 0; other < 200; other += 1) sessions.open(`operator${other}`)
    expect(sessions.count('ann')).toBe(0)
    expect(sessions.count('operator0')).toBe(1)
  })

  test('[R17] ending all of one operator leaves the others and cuts every connection', () => {
    const { cuts, sessions } = start()
    const [first, second, other] = [
      sessions.open('ann'),
      sessions.open('ann'),
      sessions.open('bob'),
    ]
    sessions.endAll('ann')
    expect([first, second, other].map((token) => sessions.use(token))).toEqual([null, null, 'bob'])
    expect(cuts).toEqual([['ann', null]])
  })
})

describe('tickets', () => {
  test('[R17] open one connection, once', () => {
    const { sessions } = start()
    const ticket = sessions.ticket(sessions.open('ann'))
    expect(ticket).toMatchObject({ username: 'ann' })
    expect(ticket?.clientId).toMatch(/^ann\/[\w-]{22}$/)
    const { username = '', password = '', clientId = '' } = ticket ?? {}
    expect(sessions.redeem(username, password, clientId)).toBe('ann')
    expect(sessions.redeem(username, password, clientId)).toBeNull()
  })

  test('[R17] are spent by a wrong try, and are bound to name and client id', () => {
    const { sessions } = start()
    const token = sessions.open('ann')
    const other = sessions.ticket(sessions.open('bob'))
    const { username = '', password = '', clientId = '' } = sessions.ticket(token) ?? {}
    expect(sessions.redeem('bob', password, other?.clientId ?? '')).toBeNull()
    expect(sessions.redeem(username, `${password}A`, clientId)).toBeNull()
    expect(sessions.redeem(username, password, clientId)).toBeNull()
    const again = sessions.ticket(token)
    expect(sessions.redeem('bob', again?.password ?? '', again?.clientId ?? '')).toBeNull()
    expect(sessions.redeem('ann', '', 'ann/none')).toBeNull()
  })

  test('[R17] last thirty seconds', () => {
    const { clock, sessions } = start()
    const token = sessions.open('ann')
    const late = sessions.ticket(token)
    clock.now += TICKET_LIFE_MS
    expect(sessions.redeem('ann', late?.password ?? '', late?.clientId ?? '')).toBeNull()
    const inTime = sessions.ticket(token)
    clock.now += TICKET_LIFE_MS - 1
    expect(sessions.redeem('ann', inTime?.password ?? '', inTime?.clientId ?? '')).toBe('ann')
  })

  test('[R17] of an ended session are refused, and its connections end with it', () => {
    const { clock, cuts, sessions } = start()
    const token = sessions.open('ann')
    const used = sessions.ticket(token)
    sessions.redeem('ann', used?.password ?? '', used?.clientId ?? '')
    clock.now += SESSION_IDLE_MS - 1_000
    const open = sessions.open('ann')
    clock.now += 1_000
    expect(sessions.sweep()).toBe(1)
    // Only the connection of the session that ended.
    expect(cuts).toEqual([['ann', used?.clientId]])
    const left = sessions.ticket(open)
    sessions.endAll('ann')
    expect(sessions.redeem('ann', left?.password ?? '', left?.clientId ?? '')).toBeNull()
    expect(sessions.ticket(open)).toBeNull()
  })

  test('[R17] keep nine connections of one session from being open at once', () => {
    const { cuts, sessions } = start()
    const token = sessions.open('ann')
    const ids = Array.from({ length: 9 }, () => {
      const { password = '', clientId = '' } = sessions.ticket(token) ?? {}
      expect(sessions.redeem('ann', password, clientId)).toBe('ann')
      return clientId
    })
    expect(cuts).toEqual([['ann', ids[0]]])
  })
})
