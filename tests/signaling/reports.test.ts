import { createReports } from '../../signaling/reports.ts'
import { collectGarbage } from '../helpers/garbage.ts'

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
    expect(reports.redeem('a', NOW + 4)).toMatchObject({
      pair: 'pair of a',
      reported: 'not a',
      lastedMs: 1,
    })
    expect(reports.redeem('a', NOW)).toBeNull()
    reports.expire(NOW + WINDOW_MS - 1)
    expect(reports.size()).toBe(3)
    reports.expire(NOW + WINDOW_MS)
    expect(reports.redeem('b', NOW)).toBeNull()
    reports.expire(NOW + WINDOW_MS + 1)
    expect(reports.size()).toBe(2)
    expect(reports.redeem('c', NOW)).not.toBeNull()
    reports.expire(NOW + 10 * WINDOW_MS)
    expect(reports.redeem('d', NOW + 10 * WINDOW_MS)).toMatchObject({
      reported: 'not d',
      lastedMs: 10 * WINDOW_MS,
    })
    expect(reports.size()).toBe(0)
  })

  it('[P4] are redeemed once, before the end of the pair too', () => {
    const reports = createReports()
    reports.grant('a', SUBJECT)
    expect(reports.redeem('a', NOW)).not.toBeNull()
    reports.end('a', NOW)
    reports.expire(NOW + WINDOW_MS)
    expect(reports.redeem('a', NOW)).toBeNull()
    expect(reports.size()).toBe(0)
  })

  it('[P4] [P5] hold nobody’s address once they are redeemed, ended or not', async () => {
    const reports = createReports()
    // In a turn of its own, of which nothing is left on the stack.
    const redeem = async () => {
      const party = { ...ELSEWHERE.party }
      for (const token of ['live', 'ended']) reports.grant(token, { ...SUBJECT, party })
      reports.end('ended', NOW)
      for (const token of ['live', 'ended']) expect(reports.redeem(token, NOW)?.party).toBe(party)
      return new WeakRef(party)
    }
    const held = await redeem()
    await new Promise(setImmediate)
    collectGarbage()
    expect(held.deref()).toBeUndefined()
    expect(reports.size()).toBe(0)
  })

  it('[M9] are kept for the last 100,000 ended pairs at most, and all lapse', () => {
    const reports = createReports()
    for (let count = 0; count < 100_010; count += 1) {
      reports.grant(String(count), SUBJECT)
      reports.end(String(count), NOW)
    }
    expect(reports.size()).toBe(100_000)
    expect(reports.redeem('9', NOW)).toBeNull()
    expect(reports.redeem('10', NOW)).not.toBeNull()
    reports.expire(NOW + WINDOW_MS)
    expect(reports.size()).toBe(0)
    reports.grant('next', SUBJECT)
    reports.end('next', NOW + WINDOW_MS)
    reports.expire(NOW + 2 * WINDOW_MS)
    expect(reports.size()).toBe(0)
  })
})
