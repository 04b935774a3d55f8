import { createLimits, placeRetryAt, type Rationed } from '../../signaling/limits.ts'

const NOW = Date.UTC(2027, 0, 1)
const SETTINGS = {
  connectionsPerAddress: 2,
  connectsPerMinute: 4,
  findsPerMinute: 3,
  reportsPerHour: 2,
}

beforeEach(() => {
  // The limiter awaits microtasks only; faking those would stop it for good.
  jest.useFakeTimers({ now: NOW, doNotFake: ['nextTick', 'queueMicrotask', 'setImmediate'] })
})
afterEach(() => {
  jest.useRealTimers()
})

describe('the key of a prefix', () => {
  it('[V5] is shared by a whole IPv6 /64 and an IPv4 address in both notations', () => {
    const { partyOf } = createLimits(SETTINGS)
    const keyOf = (address: string) => partyOf(address).key
    expect(keyOf('2001:db8:1:2::1')).toBe(keyOf('2001:db8:1:2:ffff::9'))
    expect(keyOf('203.0.113.9')).toBe(keyOf('::ffff:203.0.113.9'))
  })

  it('[V5] differs between prefixes', () => {
    const { partyOf } = createLimits(SETTINGS)
    const keyOf = (address: string) => partyOf(address).key
    const addresses = ['2001:db8:1:2::1', '2001:db8:1:3::1', '203.0.113.9', '203.0.113.8']
    expect(new Set(addresses.map(keyOf)).size).toBe(addresses.length)
  })

  it('[V5] tells nothing of the address', () => {
    const { partyOf } = createLimits(SETTINGS)
    const keyOf = (address: string) => partyOf(address).key
    for (const address of ['203.0.113.9', '2001:db8:1:2::1']) {
      expect(keyOf(address)).toMatch(/^[A-Za-z0-9_-]{22}$/)
      expect(keyOf(address)).not.toContain(address)
    }
  })

  it('[V5] cannot be computed elsewhere or joined with that of another day', () => {
    const limits = createLimits(SETTINGS)
    const today = limits.partyOf('203.0.113.9').key
    expect(createLimits(SETTINGS).partyOf('203.0.113.9').key).not.toBe(today)
    limits.rotate()
    expect(limits.partyOf('203.0.113.9').key).not.toBe(today)
  })
})

describe('places for open sockets', () => {
  it('[V5] are counted per key and come back', () => {
    const limits = createLimits(SETTINGS)
    expect([1, 2, 3].map(() => limits.occupy('a'))).toEqual([true, true, false])
    expect(limits.occupy('b')).toBe(true)
    limits.release('a')
    expect(limits.occupy('a')).toBe(true)
    expect(limits.occupy('a')).toBe(false)
  })

  it('[R6] are left to others by those who have shown to be people, up to eight times as many', () => {
    const limits = createLimits(SETTINGS)
    let people = 0
    for (; limits.occupy('a') && limits.vouch('a'); people += 1);
    // Two places, and sixteen people who left theirs.
    expect(people).toBe(16)
    expect([limits.occupy('a'), limits.occupy('a')]).toEqual([true, false])
    limits.release('a', true)
    expect(limits.vouch('a')).toBe(true)
    expect(limits.occupy('a')).toBe(true)
    for (let left = 0; left < 16; left += 1) limits.release('a', true)
    for (let left = 0; left < 2; left += 1) limits.release('a')
    expect(limits.residue()).toBe(0)
  })

  it('[R6] are not left by who has none', () => {
    expect(createLimits(SETTINGS).vouch('a')).toBe(false)
  })

  it('[M9] leave nothing behind, however often they are given back', () => {
    const limits = createLimits(SETTINGS)
    for (const key of ['a', 'a', 'b']) limits.occupy(key)
    expect(limits.residue()).toBe(2)
    for (const key of ['a', 'a', 'b', 'b', 'never']) limits.release(key)
    expect(limits.residue()).toBe(0)
    expect([1, 2, 3].map(() => limits.occupy('a'))).toEqual([true, true, false])
  })

  it('[V5] given under an old key go back under the old key', () => {
    const limits = createLimits(SETTINGS)
    const key = limits.partyOf('203.0.113.9').key
    limits.occupy(key)
    limits.rotate()
    limits.release(key)
    expect(limits.residue()).toBe(0)
  })

  it('[V5] are worth asking for again half a minute later', () => {
    expect(placeRetryAt(NOW)).toBe(NOW + 30_000)
  })
})

describe('what can be asked for in a while', () => {
  const rations: [Rationed, number, number][] = [
    ['connect', SETTINGS.connectsPerMinute, 60_000],
    ['find', SETTINGS.findsPerMinute, 60_000],
    ['renewal', 10, 600_000],
    ['report', SETTINGS.reportsPerHour, 3_600_000],
  ]

  it.each(rations)(
    '[V5] allows %s %i times in %i ms, then says until when',
    async (what, n, ms) => {
      const limits = createLimits(SETTINGS)
      for (let time = 0; time < n; time += 1)
        expect(await limits.spend(what, 'key')).toEqual({ allowed: true })
      jest.advanceTimersByTime(1_000)
      const verdict = await limits.spend(what, 'key')
      expect(verdict).toEqual({ allowed: false, until: NOW + ms })
      jest.advanceTimersByTime(ms - 1_001)
      expect(await limits.spend(what, 'key')).toMatchObject({ allowed: false })
      jest.advanceTimersByTime(2)
      expect(await limits.spend(what, 'key')).toEqual({ allowed: true })
    },
  )

  it('[V5] is over in time when somebody has set the clock back', async () => {
    const limits = createLimits(SETTINGS)
    for (let time = 0; time < 9; time += 1) await limits.spend('find', 'key')
    jest.setSystemTime(NOW - 86_400_000)
    jest.advanceTimersByTime(60_001)
    expect(await limits.spend('find', 'key')).toEqual({ allowed: true })
    limits.expire()
    expect(limits.asked()).toBe(1)
  })

  it('[V5] is counted apart for each key and each kind', async () => {
    const limits = createLimits(SETTINGS)
    for (let time = 0; time < 9; time += 1) await limits.spend('find', 'greedy')
    expect(await limits.spend('find', 'greedy')).toMatchObject({ allowed: false })
    expect(await limits.spend('find', 'modest')).toEqual({ allowed: true })
    expect(await limits.spend('connect', 'greedy')).toEqual({ allowed: true })
    expect(await limits.spend('report', 'greedy')).toEqual({ allowed: true })
  })

  it('[V5] is not renewed by going on to ask', async () => {
    const limits = createLimits(SETTINGS)
    for (let second = 0; second < 60; second += 1) {
      await limits.spend('find', 'key')
      jest.advanceTimersByTime(1_000)
    }
    expect(await limits.spend('find', 'key')).toEqual({ allowed: true })
  })

  it('[M9] is forgotten when its window is over, and counted anew by whoever asks next', async () => {
    const limits = createLimits(SETTINGS)
    for (const key of ['a', 'b', 'c']) await limits.spend('find', key)
    for (const what of ['renewal', 'report'] as const) await limits.spend(what, 'a')
    expect(limits.asked()).toBe(5)
    jest.advanceTimersByTime(59_999)
    limits.expire()
    expect(limits.asked()).toBe(5)
    jest.advanceTimersByTime(1)
    limits.expire()
    expect(limits.asked()).toBe(2)
    jest.advanceTimersByTime(540_000)
    limits.expire()
    expect(limits.asked()).toBe(1)
    jest.advanceTimersByTime(3_600_000)
    for (let time = 0; time < SETTINGS.findsPerMinute; time += 1)
      expect(await limits.spend('find', 'a')).toEqual({ allowed: true })
    limits.expire()
    expect(limits.asked()).toBe(1)
  })

  it('[V5] is independent between two processes', async () => {
    const one = createLimits(SETTINGS)
    for (let time = 0; time < 9; time += 1) await one.spend('find', 'key')
    expect(await createLimits(SETTINGS).spend('find', 'key')).toEqual({ allowed: true })
  })
})
