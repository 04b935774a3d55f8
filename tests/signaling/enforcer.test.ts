/** What signaling makes of the radar's lists: whom they may name, for how long, and how many. */
import { parsePrefix } from '../../radar/prefix.ts'
import type { BlocklistEntry, BlockReason } from '../../radar/protocol.ts'
import { appealCode, signList } from '../../radar/signedList.ts'
import { limitPrefix } from '../../signaling/address.ts'
import { createEnforcer, NEW_BLOCKS_MAX } from '../../signaling/enforcer.ts'

const KEY = 'the key that radar and signaling share'
const NOW = Date.UTC(2027, 0, 1)
const SINCE = NOW / 1_000 - 60
const UNTIL = NOW / 1_000 + 600
const OWN = ['198.51.100.7', '2001:db8:77::/48', '203.0.113.128/25']

const entryOf = (prefix: string, reason: BlockReason = 'manual', until = UNTIL): BlocklistEntry => [
  prefix,
  'app',
  reason,
  SINCE,
  until,
]

/** What an address looks like by the time anybody is asked about it. */
const arrivingAs = (address: string) => limitPrefix(address)

function createRig(own: readonly string[] = OWN) {
  const never = own.flatMap((text) => parsePrefix(text) ?? [])
  const enforcer = createEnforcer(KEY, never)
  let version = 0
  return {
    ...enforcer,
    block(prefixes: readonly (string | BlocklistEntry)[], now = NOW): boolean {
      const entries = prefixes.map((one) => (typeof one === 'string' ? entryOf(one) : one))
      const list = { version: (version += 1), issuedAt: now, entries }
      return enforcer.takeBlocklist(signList(KEY, 'blocklist', list), now)
    },
    throttle(prefixes: readonly string[], everyone = false, now = NOW): boolean {
      const entries = prefixes.map((one) => [one, UNTIL])
      const list = { version: (version += 1), issuedAt: now, everyone, entries }
      return enforcer.takeThrottles(signList(KEY, 'throttles', list), now)
    },
    isBlocked: (address: string, now = NOW) => enforcer.blockOf(arrivingAs(address), now) !== null,
  }
}

describe('a block', () => {
  it.each<[string, BlockReason, string]>([
    ['flood', 'flood', 'network'],
    ['malformed frames', 'malformed', 'network'],
    ['too many searches', 'searches', 'network'],
    ['spam', 'spam', 'network'],
    ['reports', 'reports', 'reports'],
    ['age', 'age', 'reports'],
    ['an operator', 'manual', 'operator'],
  ])('[R21] for %s tells cause, end and the code that the radar knows', (_name, reason, cause) => {
    const { block, blockOf } = createRig()
    expect(block([entryOf('101.55.66.77', reason)])).toBe(true)
    expect(blockOf('101.55.66.77', NOW)).toEqual({
      cause,
      until: UNTIL * 1_000,
      code: appealCode(KEY, '101.55.66.77', SINCE),
    })
  })

  it.each([
    ['an address', '101.55.66.77', ['101.55.66.77', '::ffff:101.55.66.77'], ['101.55.66.78']],
    ['a mapped address', '::ffff:101.55.66.77', ['101.55.66.77'], ['101.55.66.76']],
    [
      'a /64',
      '2a0f:e8b4:3c71:d529::/64',
      ['2a0f:e8b4:3c71:d529:1:2:3:4'],
      ['2a0f:e8b4:3c71:d52a::'],
    ],
    [
      'one of a /64',
      '2a0f:e8b4:3c71:d529::9',
      ['2a0f:e8b4:3c71:d529::'],
      ['2a0f:e8b4:3c71:d528::9'],
    ],
    [
      'a /48',
      '2a0f:e8b4:3c71::/48',
      ['2a0f:e8b4:3c71:1::', '2a0f:e8b4:3c71:ffff::1'],
      ['2a0f:e8b4:3c72::1'],
    ],
    ['a /24', '101.55.66.0/24', ['101.55.66.0', '101.55.66.255'], ['101.55.67.0', '101.55.65.255']],
    ['a /31', '101.55.66.76/31', ['101.55.66.77'], ['101.55.66.75', '101.55.66.78']],
  ])('[R21] of %s holds for it and nobody else', (_name, prefix, inside, outside) => {
    const { block, isBlocked } = createRig()
    block([prefix])
    expect(inside.filter((address) => !isBlocked(address))).toEqual([])
    expect(outside.filter((address) => isBlocked(address))).toEqual([])
  })

  it('[R21] lapses by itself, at its very end, even if the radar says nothing more', () => {
    const { block, isBlocked } = createRig()
    block(['101.55.66.77'])
    expect(isBlocked('101.55.66.77', UNTIL * 1_000 - 1)).toBe(true)
    expect(isBlocked('101.55.66.77', UNTIL * 1_000)).toBe(false)
  })

  it('[R21] is over when the next list does not name it', () => {
    const { block, isBlocked } = createRig()
    block(['101.55.66.77', '101.55.66.99'])
    block(['101.55.66.99'])
    expect([isBlocked('101.55.66.77'), isBlocked('101.55.66.99')]).toEqual([false, true])
  })
})

describe('a list', () => {
  const good = ['101.55.66.77']
  const list = (version: number, more: object = {}) => ({
    version,
    issuedAt: NOW,
    entries: ['101.9.9.9'].map((one) => entryOf(one)),
    ...more,
  })
  const old = NOW - 121_000

  it.each([
    ['signed by somebody else', signList('another key', 'blocklist', list(8))],
    ['not signed', JSON.stringify(list(8))],
    ['for another topic', signList(KEY, 'throttles', list(8))],
    ['older than the last', signList(KEY, 'blocklist', list(6))],
    ['stale', signList(KEY, 'blocklist', list(8, { issuedAt: old }))],
    ['of another shape', signList(KEY, 'blocklist', list(8, { entries: [['101.9.9.9']] }))],
  ])('[R20] that is %s is not taken: the last good one stays', (_name, payload) => {
    const { isBlocked, takeBlocklist } = createRig()
    takeBlocklist(
      signList(KEY, 'blocklist', list(7, { entries: good.map((one) => entryOf(one)) })),
      NOW,
    )
    expect(takeBlocklist(payload, NOW)).toBe(false)
    expect([isBlocked('101.9.9.9'), isBlocked('101.55.66.77')]).toEqual([false, true])
  })

  it('[R20] of throttles is checked like one of blocks, and their versions are counted apart', () => {
    const { takeBlocklist, takeThrottles, isThrottled } = createRig()
    const throttles = (version: number) => ({
      version,
      issuedAt: NOW,
      everyone: false,
      entries: [['101.9.9.9', UNTIL]],
    })
    expect(takeBlocklist(signList(KEY, 'blocklist', list(50)), NOW)).toBe(true)
    for (const payload of [
      signList('another key', 'throttles', throttles(60)),
      signList(KEY, 'blocklist', throttles(60)),
      signList(KEY, 'throttles', { ...throttles(60), issuedAt: old }),
      signList(KEY, 'throttles', list(60)),
    ])
      expect(takeThrottles(payload, NOW)).toBe(false)
    expect(isThrottled('101.9.9.9', NOW)).toBe(false)
    expect(takeThrottles(signList(KEY, 'throttles', throttles(3)), NOW)).toBe(true)
    expect(takeThrottles(signList(KEY, 'throttles', throttles(2)), NOW)).toBe(false)
    expect(isThrottled('101.9.9.9', NOW)).toBe(true)
    expect(isThrottled('101.9.9.9', UNTIL * 1_000)).toBe(false)
  })

  it.each([
    ['everybody', '0.0.0.0/0', '101.1.1.1'],
    ['all of IPv6', '::/0', '2a0f:e8b4::1'],
    ['half of the Internet', '128.0.0.0/1', '151.1.1.1'],
    ['more than a /24', '101.55.66.0/23', '101.55.66.77'],
    ['more than a /48', '2a0f:e8b4:3c70::/47', '2a0f:e8b4:3c71::1'],
    ['this machine', '127.0.0.1', '127.0.0.1'],
    ['a private network', '192.168.1.0/24', '192.168.1.5'],
    ['carrier-grade NAT', '100.64.3.4', '100.64.3.4'],
    ['a server of ours', '198.51.100.7', '198.51.100.7'],
    ['a server of ours in other clothes', '::ffff:198.51.100.7', '198.51.100.7'],
    ['the network around a server of ours', '198.51.100.0/24', '198.51.100.200'],
    ['one of our own networks', '2001:db8:77:1::/64', '2001:db8:77:1::5'],
    ['one of our proxies', '203.0.113.130', '203.0.113.130'],
    ['the network around our proxies', '203.0.113.0/24', '203.0.113.5'],
    ['nothing that is an address', '999.1.1.1', '101.1.1.1'],
  ])('[R3] that names %s is obeyed in everything else', (_name, prefix, address) => {
    const { block, isBlocked, isThrottled, refused, throttle } = createRig()
    block(['101.55.66.99'])
    expect(block([prefix, '101.55.60.60', entryOf(prefix, 'flood')])).toBe(true)
    expect([isBlocked(address), isBlocked('101.55.60.60'), refused()]).toEqual([false, true, 2])
    throttle([prefix, '101.55.60.60'])
    expect([isThrottled(arrivingAs(address), NOW), isThrottled('101.55.60.60', NOW)]).toEqual([
      false,
      true,
    ])
  })

  it('[R3] after the first brings no more new blocks than a radar of sound mind would', () => {
    const { block, isBlocked, refused } = createRig()
    const many = (network: number, count: number) =>
      Array.from({ length: count }, (_, index) => `${network}.7.${index >> 8}.${index & 255}`)
    const blockedOf = (all: readonly string[]) => all.filter((one) => isBlocked(one)).length
    const [first, second] = [many(101, 6_000), many(103, NEW_BLOCKS_MAX + 1_000)]
    block(first)
    expect([blockedOf(first), refused()]).toEqual([6_000, 0])
    block([...first, ...second])
    expect([blockedOf(first), blockedOf(second), refused()]).toEqual([6_000, NEW_BLOCKS_MAX, 1_000])
    // However often the list comes, what was refused waits for the next minute.
    block([...first, ...second], NOW + 59_999)
    expect([blockedOf(second), refused()]).toEqual([NEW_BLOCKS_MAX, 1_000])
    // Then it is new again, and what stands costs nothing.
    block([...first, ...second], NOW + 60_000)
    expect([blockedOf(first), blockedOf(second), refused()]).toEqual([6_000, second.length, 0])
  })

  it('[R3] that names what nobody may block does not use up its room for others', () => {
    const { block, isBlocked, refused } = createRig()
    block([])
    const nobody = Array.from(
      { length: NEW_BLOCKS_MAX },
      (_, index) => `10.7.${index >> 8}.${index & 255}`,
    )
    block([...nobody, '101.55.66.77'])
    expect([isBlocked('101.55.66.77'), refused()]).toEqual([true, NEW_BLOCKS_MAX])
  })
})

describe('a throttle', () => {
  it('[R22] is for the prefixes named, and in a storm for everybody but those who have talked', () => {
    const { isThrottled, throttle } = createRig()
    throttle(['101.55.66.77', '2a0f:e8b4:3c71:d529::/64'])
    const slowed = (address: string, steady?: boolean) =>
      isThrottled(arrivingAs(address), NOW, steady)
    expect(['::ffff:101.55.66.77', '2a0f:e8b4:3c71:d529:5::1'].map((one) => slowed(one))).toEqual([
      true,
      true,
    ])
    expect(slowed('101.55.66.78')).toBe(false)
    // Who is named has earned it, however long he has talked.
    expect(slowed('101.55.66.77', true)).toBe(true)
    throttle(['101.55.66.77'], true)
    expect(slowed('101.55.66.78')).toBe(true)
    expect(slowed('101.55.66.78', true)).toBe(false)
    expect(slowed('101.55.66.77', true)).toBe(true)
    throttle([])
    expect(slowed('101.55.66.77')).toBe(false)
  })

  it('[R22] blocks nobody, and a block slows nobody down', () => {
    const { block, isBlocked, isThrottled, throttle } = createRig()
    throttle(['101.55.66.77'], true)
    block(['101.55.66.99'])
    expect(isBlocked('101.55.66.77')).toBe(false)
    throttle(['101.55.66.77'])
    expect(isThrottled('101.55.66.99', NOW)).toBe(false)
  })
})
