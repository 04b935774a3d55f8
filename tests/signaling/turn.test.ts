import { createHmac } from 'node:crypto'
import { createRelay, turnCredential, type Relay } from '../../signaling/turn.ts'

const NOW = Date.UTC(2027, 0, 1) + 999
const SECRET = 'a secret that coturn knows as well'
const SETTINGS = { stunUrls: ['stun:a'], turnUrls: ['turn:a', 'turns:a'], turnSecret: SECRET }

describe('a TURN credential', () => {
  it('is what coturn computes from the same secret', () => {
    const { username, credential } = turnCredential(SECRET, 'id', NOW)
    expect(credential).toBe(createHmac('sha1', SECRET).update(username).digest('base64'))
  })

  it('agrees with a value computed by openssl', () => {
    // printf '1600:abc' | openssl dgst -sha1 -hmac north -binary | base64
    expect(turnCredential('north', 'abc', 1_000_000)).toEqual({
      username: '1600:abc',
      credential: 'VMTwAFMPP/Ku/T6JETwwfeZ/Lkw=',
    })
  })

  it('lapses after 600 s, in whole seconds', () => {
    const { username } = turnCredential(SECRET, 'id', NOW)
    expect(username).toBe(`${Date.UTC(2027, 0, 1) / 1000 + 600}:id`)
  })

  it('depends on the secret', () => {
    const { credential } = turnCredential(SECRET, 'id', NOW)
    expect(turnCredential(`${SECRET}.`, 'id', NOW).credential).not.toBe(credential)
  })
})

describe('the servers for one search', () => {
  const HOUR_MS = 3_600_000
  const nameOf = (relay: Relay, party: string, now = NOW) =>
    relay.servers(party, now)[1]?.username?.replace(/^\d+:/, '')

  it('are none where nothing is configured', () => {
    const nothing = createRelay({ stunUrls: [], turnUrls: [], turnSecret: null })
    expect(nothing.servers('party', NOW)).toEqual([])
  })

  it('are none without a secret, rather than an open relay', () => {
    const open = createRelay({ ...SETTINGS, stunUrls: [], turnSecret: null })
    expect(open.servers('party', NOW)).toEqual([])
  })

  it('[P1] give STUN no credential, so that no call can go that way, and TURN one that coturn will accept', () => {
    const [stun, turn, ...more] = createRelay(SETTINGS).servers('party', NOW)
    expect(stun).toEqual({ urls: ['stun:a'] })
    expect(turn?.urls).toEqual(['turn:a', 'turns:a'])
    expect(turn?.username).toMatch(/^\d+:[A-Za-z0-9_-]{16}$/)
    const expected = createHmac('sha1', SECRET)
      .update(turn?.username ?? '')
      .digest('base64')
    expect(turn?.credential).toBe(expected)
    expect(more).toEqual([])
  })

  it('[V15] bear one name per network, so that its quota holds, and another every hour', () => {
    const relay = createRelay(SETTINGS)
    const name = nameOf(relay, 'party')
    expect(nameOf(relay, 'party', NOW + HOUR_MS - 1)).toBe(name)
    expect(nameOf(relay, 'other')).not.toBe(name)
    const next = nameOf(relay, 'party', NOW + HOUR_MS)
    expect(next).not.toBe(name)
    // A clock set back does not freeze the name.
    expect(nameOf(relay, 'party', NOW - HOUR_MS)).not.toBe(next)
  })

  it('[V15] bear no name that another process could compute', () => {
    expect(nameOf(createRelay(SETTINGS), 'party')).not.toBe(nameOf(createRelay(SETTINGS), 'party'))
  })
})
