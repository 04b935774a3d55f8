import { createHmac } from 'node:crypto'
import { iceServers, turnCredential } from '../../signaling/turn.ts'

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
  it('are none where nothing is configured', () => {
    expect(iceServers({ stunUrls: [], turnUrls: [], turnSecret: null }, NOW)).toEqual([])
  })

  it('are none without a secret, rather than an open relay', () => {
    expect(iceServers({ ...SETTINGS, stunUrls: [], turnSecret: null }, NOW)).toEqual([])
  })

  it('give STUN no credential and TURN a fresh one', () => {
    const [stun, turn, ...more] = iceServers(SETTINGS, NOW)
    expect(stun).toEqual({ urls: ['stun:a'] })
    expect(turn?.urls).toEqual(['turn:a', 'turns:a'])
    expect(turn?.username).toMatch(/^\d+:[A-Za-z0-9_-]{16}$/)
    const expected = createHmac('sha1', SECRET)
      .update(turn?.username ?? '')
      .digest('base64')
    expect(turn?.credential).toBe(expected)
    expect(more).toEqual([])
  })

  it('never use an id twice, so that coturn cannot link two searches', () => {
    const names = Array.from({ length: 1_000 }, () => iceServers(SETTINGS, NOW)[1]?.username)
    expect(new Set(names).size).toBe(1_000)
  })
})
