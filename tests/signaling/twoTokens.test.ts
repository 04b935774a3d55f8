/** Both tokens of one pair: each lasts as long as somebody can say that the conversation goes on. */
import { createReports, type Reports } from '../../signaling/reports.ts'
import { partyOf } from './parties.ts'

describe('the two tokens of a pair', () => {
  const NOW = 1_000_000
  const WINDOW_MS = 60_000
  const ABOUT = { pair: 'pair', reported: 'other', party: partyOf(0), pairedAt: NOW }
  /** Both tokens of a pair whose first is held by `one`, and whose second by `two`. */
  function grantBoth() {
    const reports = createReports()
    reports.grant('a', 'one', ABOUT)
    reports.grant('b', 'two', ABOUT, 'a')
    return reports
  }
  const LATE = NOW + 10 * WINDOW_MS

  it.each<[string, (reports: Reports) => void]>([
    ['ends it', (reports) => reports.end('b', LATE)],
    ['reports', (reports) => void reports.redeem('b', LATE)],
    ['is gone, too', (reports) => reports.release('b', 'two', LATE)],
  ])('[P4] [P9] last on without a socket until a minute after the stranger %s', (_how, end) => {
    const reports = grantBoth()
    reports.release('a', 'one', NOW + 1)
    reports.expire(LATE)
    expect(reports.size()).toBe(2)
    end(reports)
    reports.expire(LATE + WINDOW_MS - 1)
    // The time together is that of which the server knows.
    expect(reports.redeem('a', LATE)?.counts?.lastedMs).toBe(1)
    reports.expire(LATE + WINDOW_MS)
    expect(reports.size()).toBe(0)
  })

  it.each([true, false])('[P4] [P9] wait for both when one of two is back: %s', (isOther) => {
    const reports = grantBoth()
    reports.release('a', 'one', NOW)
    reports.release('b', 'two', NOW + 1)
    expect(reports.keep('a', 'three')).toBe('one')
    if (isOther) {
      expect(reports.keep('b', 'four')).toBe('two')
      reports.release('b', 'four', NOW + 2)
    }
    reports.expire(LATE)
    expect(reports.size()).toBe(2)
    reports.release('a', 'three', LATE)
    reports.expire(LATE + WINDOW_MS - 1)
    expect(reports.size()).toBe(2)
    reports.expire(LATE + WINDOW_MS)
    expect(reports.size()).toBe(0)
  })

  it('[P4] are not there for longer because the stranger comes back to what is over', () => {
    const reports = grantBoth()
    reports.release('a', 'one', NOW)
    expect(reports.overOf('a')).toBeNull()
    expect(reports.end('b', NOW + 1)?.holder).toBe('one')
    expect(reports.overOf('a')).toBe('pair')
    expect(reports.keep('a', 'three')).toBeNull()
    reports.expire(NOW + 1 + WINDOW_MS)
    expect([reports.size(), reports.overOf('a')]).toEqual([0, null])
  })

  it('[P4] [P9] are kept alone when the stranger’s has lapsed, which nobody has said the end of', () => {
    const reports = grantBoth()
    reports.redeem('b', NOW)
    expect(reports.overOf('a')).toBeNull()
    reports.expire(NOW + WINDOW_MS)
    expect([reports.keep('a', 'three'), reports.end('a', LATE)]).toEqual(['one', null])
    reports.expire(LATE + WINDOW_MS)
    expect(reports.size()).toBe(0)
  })
})
