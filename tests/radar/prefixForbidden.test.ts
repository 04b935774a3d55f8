/** What nobody may block, whoever asks: refused by the radar, and once more by who enforces. */
import { parsePrefix, problemOf, type Prefix } from '../../radar/prefix.ts'
import type { Problem } from '../../radar/operatorProtocol.ts'
import { signList } from '../../radar/signedList.ts'
import { createEnforcer } from '../../signaling/enforcer.ts'

const NOW = 1_800_000_000_000
const KEY = 'key'

function read(text: string): Prefix {
  const prefix = parsePrefix(text)
  if (prefix === null) throw new Error(`no prefix: ${text}`)
  return prefix
}

const own = ['203.0.113.1', '2001:db8:1::5'].map(read)
const proxies = ['198.51.100.10', '2001:db8:2::/64'].map(read)
const allowed = ['192.0.2.0/25', '2001:db8:3::/56'].map(read)

/** What the radar says to a block of this text. */
function radarSays(text: string): Problem | null {
  const prefix = parsePrefix(text)
  if (prefix === null) return 'notAnAddress'
  return problemOf(prefix, { own: [...own, ...proxies], allowed })
}

/** Whether signaling would enforce it if a list, truly signed, asked for it. */
function isEnforced(text: string, address: string): boolean {
  const enforcer = createEnforcer(KEY, [...own, ...proxies, ...allowed])
  const entries = [[text, 'network', 'flood', NOW / 1000 - 1, NOW / 1000 + 60]]
  enforcer.takeBlocklist(signList(KEY, 'blocklist', { version: 1, issuedAt: NOW, entries }), NOW)
  const throttled = [[text, NOW / 1000 + 60]]
  enforcer.takeThrottles(
    signList(KEY, 'throttles', { version: 1, issuedAt: NOW, everyone: false, entries: throttled }),
    NOW,
  )
  const isBlocked = enforcer.blockOf(address, NOW) !== null
  expect(enforcer.isThrottled(address, NOW)).toBe(isBlocked)
  return isBlocked
}

describe('what nobody may block', () => {
  test.each<[text: string, inside: string, problem: Problem]>([
    ['0.0.0.0/0', '8.8.8.8', 'prefixTooWide'],
    ['::/0', '2600::1', 'prefixTooWide'],
    ['8.8.8.0/23', '8.8.8.8', 'prefixTooWide'],
    ['8.0.0.0/8', '8.8.8.8', 'prefixTooWide'],
    ['0.0.0.0/1', '8.8.8.8', 'prefixTooWide'],
    ['2600::/47', '2600::1', 'prefixTooWide'],
    ['2600::/32', '2600::1', 'prefixTooWide'],
    ['2000::/3', '2600::1', 'prefixTooWide'],
    ['::ffff:0:0/96', '8.8.8.8', 'notAnAddress'],
    ['64:ff9b::/96', '8.8.8.8', 'notAnAddress'],
    ['2002::/16', '8.8.8.8', 'notAnAddress'],
    // Ours, in whatever dress, alone or among others.
    ['203.0.113.1', '203.0.113.1', 'addressOurs'],
    ['203.0.113.0/24', '203.0.113.1', 'addressOurs'],
    ['203.0.113.0/31', '203.0.113.0', 'addressOurs'],
    ['::ffff:203.0.113.1', '203.0.113.1', 'addressOurs'],
    ['64:ff9b::203.0.113.1', '203.0.113.1', 'addressOurs'],
    ['2002:cb00:7101::1', '203.0.113.1', 'addressOurs'],
    ['2001:db8:1::/64', '2001:db8:1::9', 'addressOurs'],
    ['2001:db8:1::/48', '2001:db8:1:ffff::9', 'addressOurs'],
    ['198.51.100.10', '198.51.100.10', 'addressOurs'],
    ['198.51.100.0/24', '198.51.100.10', 'addressOurs'],
    ['2001:db8:2::1', '2001:db8:2::1', 'addressOurs'],
    // Spared by the operator.
    ['192.0.2.127', '192.0.2.127', 'addressAllowed'],
    ['192.0.2.0/24', '192.0.2.200', 'addressAllowed'],
    ['2001:db8:3:ff::1', '2001:db8:3:ff::1', 'addressAllowed'],
    ['2001:db8:3::/48', '2001:db8:3:ffff::1', 'addressAllowed'],
    // Not the public Internet.
    ['0.0.0.0', '0.0.0.0', 'addressPrivate'],
    ['0.1.2.3', '0.1.2.3', 'addressPrivate'],
    ['10.0.0.1', '10.0.0.1', 'addressPrivate'],
    ['10.255.255.0/24', '10.255.255.255', 'addressPrivate'],
    ['100.64.0.1', '100.64.0.1', 'addressPrivate'],
    ['100.127.255.255', '100.127.255.255', 'addressPrivate'],
    ['127.0.0.1', '127.0.0.1', 'addressPrivate'],
    ['127.255.255.255', '127.255.255.255', 'addressPrivate'],
    ['169.254.169.254', '169.254.169.254', 'addressPrivate'],
    ['172.16.0.1', '172.16.0.1', 'addressPrivate'],
    ['172.31.255.255', '172.31.255.255', 'addressPrivate'],
    ['192.168.1.0/24', '192.168.1.1', 'addressPrivate'],
    ['192.0.0.1', '192.0.0.1', 'addressPrivate'],
    ['198.18.0.1', '198.18.0.1', 'addressPrivate'],
    ['198.19.255.255', '198.19.255.255', 'addressPrivate'],
    ['224.0.0.1', '224.0.0.1', 'addressPrivate'],
    ['239.255.255.250', '239.255.255.250', 'addressPrivate'],
    ['240.0.0.1', '240.0.0.1', 'addressPrivate'],
    ['255.255.255.255', '255.255.255.255', 'addressPrivate'],
    ['::', '::', 'addressPrivate'],
    ['::1', '::1', 'addressPrivate'],
    ['::10.0.0.1', '::10.0.0.1', 'addressPrivate'],
    ['::ffff:10.0.0.1', '10.0.0.1', 'addressPrivate'],
    ['::ffff:127.0.0.1', '::ffff:127.0.0.1', 'addressPrivate'],
    ['64:ff9b::127.0.0.1', '127.0.0.1', 'addressPrivate'],
    ['2002:7f00:1::', '127.0.0.1', 'addressPrivate'],
    ['100::1', '100::1', 'addressPrivate'],
    ['2001::/23', '2001:2::1', 'notAnAddress'],
    ['2001:2::/48', '2001:2::1', 'addressPrivate'],
    ['3fff::1', '3fff::1', 'addressPrivate'],
    ['fc00::1', 'fc00::1', 'addressPrivate'],
    ['fd12:3456:789a::/48', 'fd12:3456:789a::1', 'addressPrivate'],
    ['fe80::1', 'fe80::1', 'addressPrivate'],
    ['febf:ffff:ffff::/48', 'febf:ffff:ffff::1', 'addressPrivate'],
    ['ff02::1', 'ff02::1', 'addressPrivate'],
    ['ff0e::/48', 'ff0e::1', 'addressPrivate'],
  ])('[R3] %s: the radar refuses it, and so does whoever enforces', (text, inside, problem) => {
    expect(radarSays(text)).toBe(problem)
    expect(isEnforced(text, inside)).toBe(false)
  })

  test.each([
    ['0203.0.113.7'],
    ['0xcb.0.0x71.7'],
    ['3405803783'],
    ['203.0.113'],
    ['203.0.113.7/33'],
    ['2001:db8::1%eth0'],
    ['::ffff:203.0.113.0/120'],
    [''],
  ])('[R3] %p, which is no address: both refuse it', (text) => {
    expect(radarSays(text)).toBe('notAnAddress')
    expect(isEnforced(text, '203.0.113.7')).toBe(false)
  })

  // Laboratories are made of documentation addresses, and nobody lives there.
  test.each([
    ['8.8.8.8', '8.8.8.8'],
    ['8.8.8.0/24', '8.8.8.255'],
    ['::ffff:8.8.8.8', '8.8.8.8'],
    ['8.8.8.8', '::ffff:8.8.8.8'],
    ['8.8.8.8', '64:ff9b::808:808'],
    ['192.0.2.128/25', '192.0.2.128'],
    ['198.51.100.11', '198.51.100.11'],
    ['203.0.113.2/31', '203.0.113.3'],
    ['9.255.255.255', '9.255.255.255'],
    ['11.0.0.0', '11.0.0.0'],
    ['100.63.255.255', '100.63.255.255'],
    ['100.128.0.0', '100.128.0.0'],
    ['172.15.255.255', '172.15.255.255'],
    ['172.32.0.0', '172.32.0.0'],
    ['223.255.255.255', '223.255.255.255'],
    ['2001:200::/48', '2001:200::1'],
    ['2001:db8:1:1::/64', '2001:db8:1:1::9'],
    ['2001:db8:4::/48', '2001:db8:4:ffff:ffff:ffff:ffff:ffff'],
    ['2003::1', '2003::2'],
    ['2600::/48', '2600::1'],
    ['3ffe::/48', '3ffe::1'],
  ])('[R3] %s may be blocked, and that blocks %s', (text, address) => {
    expect(radarSays(text)).toBeNull()
    expect(isEnforced(text, address)).toBe(true)
  })

  test('[R3] signaling refuses it in a list among others, and takes the others', () => {
    const enforcer = createEnforcer(KEY, own)
    const row = (text: string) => [text, 'app', 'manual', NOW / 1000, NOW / 1000 + 60]
    const entries = ['10.0.0.0/24', '8.8.8.8', '203.0.113.1', '0.0.0.0/0'].map(row)
    const list = signList(KEY, 'blocklist', { version: 2, issuedAt: NOW, entries })
    expect(enforcer.takeBlocklist(list, NOW)).toBe(true)
    expect(enforcer.refused()).toBe(3)
    const blocked = ['8.8.8.8', '10.0.0.1', '203.0.113.1', '8.8.8.9'].map(
      (address) => enforcer.blockOf(address, NOW) !== null,
    )
    expect(blocked).toEqual([true, false, false, false])
  })
})
