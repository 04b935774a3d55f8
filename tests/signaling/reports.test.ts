import { createReports } from '../../signaling/reports.ts'

const NOW = 1_000_000
const WINDOW_MS = 60_000
const ELSEWHERE = {
  party: { key: 'key', hood: 'hood', prefix: '203.0.113.9' },
  pairedAt: NOW,
}
const SUBJECT = { pair: 'pair', reported: 'other', ...ELSEWHERE }

describe('the tokens of reports', () => {
  it('[P4] lapse a minute after the pair, whatever was reported and ended in between', () => {
    const reports = createReports()
    for (const name of ['a', 'b', 'c', 'd'])
      reports.grant(name, { pair: `pair of ${name}`, reported: `not ${name}`, ...ELSEWHERE })
    reports.end('b', NOW)
    reports.end('a', NOW + 1)
    reports.end('b', NOW + 2)
    reports.end('c', NOW + 3)
    expect(reports.redeem('a')).toMatchObject({ pair: 'pair of a', reported: 'not a' })
    expect(reports.redeem('a')).toBeNull()
    reports.expire(NOW + WINDOW_MS - 1)
    expect(reports.size()).toBe(3)
    reports.expire(NOW + WINDOW_MS)
    expect(reports.redeem('b')).toBeNull()
    reports.expire(NOW + WINDOW_MS + 1)
    expect(reports.size()).toBe(2)
    expect(reports.redeem('c')).not.toBeNull()
    reports.expire(NOW + 10 * WINDOW_MS)
    expect(reports.redeem('d')).toMatchObject({ reported: 'not d' })
    expect(reports.size()).toBe(0)
  })

  it('[P4] are redeemed once, before the end of the pair too', () => {
    const reports = createReports()
    reports.grant('a', SUBJECT)
    expect(reports.redeem('a')).not.toBeNull()
    reports.end('a', NOW)
    reports.expire(NOW + WINDOW_MS)
    expect(reports.redeem('a')).toBeNull()
    expect(reports.size()).toBe(0)
  })

  it('[M9] are kept for the last 100,000 ended pairs at most, and all lapse', () => {
    const reports = createReports()
    for (let count = 0; count < 100_010; count += 1) {
      reports.grant(String(count), SUBJECT)
      reports.end(String(count), NOW)
    }
    expect(reports.size()).toBe(100_000)
    expect(reports.redeem('9')).toBeNull()
    expect(reports.redeem('10')).not.toBeNull()
    reports.expire(NOW + WINDOW_MS)
    expect(reports.size()).toBe(0)
    reports.grant('next', SUBJECT)
    reports.end('next', NOW + WINDOW_MS)
    reports.expire(NOW + 2 * WINDOW_MS)
    expect(reports.size()).toBe(0)
  })
})
