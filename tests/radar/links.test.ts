import { createLinks, linkAddress } from '../../radar/links.ts'
import { LINK_LIFE_MS } from '../../radar/operatorProtocol.ts'

const NOW = 1_000_000

describe('links', () => {
  test('[R15] are 32 random bytes behind the # of an address', () => {
    const { token, until } = createLinks().issue('invitation', 'viewer', null, 'ann', NOW)
    expect(token).toMatch(/^[\w-]{43}$/)
    expect(until).toBe(NOW + LINK_LIFE_MS)
    expect(linkAddress('https://radar.example.org', token)).toBe(
      `https://radar.example.org/#join=${token}`,
    )
  })

  test('[R15] [O3] last ten minutes', () => {
    const links = createLinks()
    const { token } = links.issue('invitation', 'viewer', null, 'ann', NOW)
    expect(links.find(token, NOW + LINK_LIFE_MS - 1)?.role).toBe('viewer')
    expect(links.find(token, NOW + LINK_LIFE_MS)).toBeNull()
    expect(links.take(token, NOW + LINK_LIFE_MS)).toBeNull()
    expect(links.find('A'.repeat(43), NOW)).toBeNull()
  })

  test('[R15] show the same authenticator secret whenever they are opened', () => {
    const links = createLinks()
    const { token } = links.issue('invitation', 'viewer', null, 'ann', NOW)
    const other = links.issue('invitation', 'viewer', null, 'ann', NOW)
    expect(links.find(token, NOW)?.secret).toBe(links.find(token, NOW + 1)?.secret)
    expect(links.find(token, NOW)?.secret).not.toBe(links.find(other.token, NOW)?.secret)
  })

  test('[R15] are in one hand at a time', () => {
    const links = createLinks()
    const { token } = links.issue('invitation', 'viewer', null, 'ann', NOW)
    expect(links.take(token, NOW)).not.toBeNull()
    expect(links.take(token, NOW)).toBeNull()
    expect(links.find(token, NOW)).toBeNull()
    links.release(token)
    expect(links.take(token, NOW)).not.toBeNull()
    links.void('ann')
    expect(links.isGood(token)).toBe(false)
    links.release(token)
    expect(links.find(token, NOW)).toBeNull()
  })

  test('[R15] are a hundred at most', () => {
    const links = createLinks()
    const first = links.issue('invitation', 'viewer', null, 'ann', NOW)
    const second = links.issue('invitation', 'viewer', null, 'ann', NOW)
    for (let more = 0; more < 99; more += 1) links.issue('invitation', 'viewer', null, 'ann', NOW)
    expect(links.find(first.token, NOW)).toBeNull()
    expect(links.find(second.token, NOW)).not.toBeNull()
  })
})
