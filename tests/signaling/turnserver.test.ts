/** What coturn is told, word by word; tests/network tries what it then does. */
import { BlockList } from 'node:net'
import {
  INSIDE,
  RELAY_PORTS,
  renderTurnserver,
  type TurnserverSettings,
} from '../../signaling/turnserver.ts'

const SETTINGS: TurnserverSettings = {
  realm: 'chat.example.org',
  addresses: [
    { shown: '198.51.100.9', local: '198.51.100.9' },
    { shown: '2001:db8::9', local: '2001:db8::9' },
  ],
  secrets: ['new', 'old'],
  userQuota: 600,
  certificate: '/tls/chain.pem',
  key: '/tls/key.pem',
}
const lines = (change: Partial<TurnserverSettings> = {}) =>
  renderTurnserver({ ...SETTINGS, ...change })
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
const valuesOf = (name: string, change: Partial<TurnserverSettings> = {}) =>
  lines(change)
    .filter((line) => line.startsWith(`${name}=`))
    .map((line) => line.slice(name.length + 1))

function inside(address: string): boolean {
  const list = new BlockList()
  for (const [family, ranges] of [
    ['ipv4', INSIDE[4]],
    ['ipv6', INSIDE[6]],
  ] as const)
    for (const range of ranges) {
      const [least = '', most = ''] = range.split('-')
      list.addRange(least, most, family)
    }
  return list.check(address, address.includes(':') ? 'ipv6' : 'ipv4')
}

describe("coturn's configuration", () => {
  it.each([
    // The first and the last of each range of the IANA registries that is not the Internet.
    ['0.0.0.0', '0.255.255.255'],
    ['10.0.0.0', '10.255.255.255'],
    ['100.64.0.0', '100.127.255.255'],
    ['127.0.0.0', '127.255.255.255'],
    ['169.254.0.0', '169.254.255.255'],
    ['172.16.0.0', '172.31.255.255'],
    ['192.0.0.0', '192.0.0.255'],
    ['192.88.99.0', '192.88.99.255'],
    ['192.168.0.0', '192.168.255.255'],
    ['198.18.0.0', '198.19.255.255'],
    ['224.0.0.0', '239.255.255.255'],
    ['240.0.0.0', '255.255.255.255'],
    ['::1', '::1'],
    ['::a00:1', '::ffff:a00:1'],
    ['::ffff:0:0', '::ffff:ffff:ffff'],
    ['64:ff9b::', '64:ff9b::ffff:ffff'],
    ['64:ff9b:1::', '64:ff9b:1:ffff:ffff:ffff:ffff:ffff'],
    ['100::', '100::ffff:ffff:ffff:ffff'],
    ['2001::', '2001:1ff:ffff:ffff:ffff:ffff:ffff:ffff'],
    ['2002::', '2002:ffff:ffff:ffff:ffff:ffff:ffff:ffff'],
    ['3fff::', '3fff:fff:ffff:ffff:ffff:ffff:ffff:ffff'],
    ['5f00::', '5f00:ffff:ffff:ffff:ffff:ffff:ffff:ffff'],
    ['fc00::', 'fdff:ffff:ffff:ffff:ffff:ffff:ffff:ffff'],
    ['fe80::', 'febf:ffff:ffff:ffff:ffff:ffff:ffff:ffff'],
    ['ff00::', 'ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff'],
  ])('[E6] keeps the relay out of %s to %s', (least, most) => {
    expect([inside(least), inside(most)]).toEqual([true, true])
  })

  it.each([
    '1.1.1.1',
    '9.255.255.255',
    '11.0.0.0',
    '100.63.255.255',
    '100.128.0.0',
    '172.15.255.255',
    '172.32.0.0',
    '198.17.255.255',
    '198.20.0.0',
    '223.255.255.255',
    '2000::1',
    '2001:200::',
    '2003::1',
    '2a00::1',
    '3ffe:ffff::1',
    // For documentation: laboratories are made of them.
    '192.0.2.1',
    '198.51.100.1',
    '203.0.113.1',
    '2001:db8::1',
  ])('[E6] lets it reach strangers: %s', (address) => {
    expect(inside(address)).toBe(false)
  })

  it('[E6] denies every such range', () => {
    expect(valuesOf('denied-peer-ip')).toEqual([...INSIDE[4], ...INSIDE[6]])
  })

  it('[E6] allows its own addresses, shown and local, so that two who hide can meet', () => {
    const addresses = [{ shown: '203.0.113.9', local: '10.0.0.9' }]
    expect(valuesOf('allowed-peer-ip', { addresses })).toEqual(['203.0.113.9', '10.0.0.9'])
    expect(valuesOf('external-ip', { addresses })).toEqual(['203.0.113.9/10.0.0.9'])
    expect(valuesOf('listening-ip', { addresses })).toEqual(['10.0.0.9'])
    expect(valuesOf('relay-ip', { addresses })).toEqual(['10.0.0.9'])
    expect(valuesOf('external-ip')).toEqual([])
  })

  it('[E6] believes both secrets while they are being exchanged', () => {
    expect(valuesOf('static-auth-secret')).toEqual(['new', 'old'])
    expect(lines()).toContain('use-auth-secret')
  })

  it('[E6] has ports for all the allocations it grants', () => {
    const [total] = valuesOf('total-quota').map(Number)
    expect(total).toBeLessThanOrEqual(RELAY_PORTS.most - RELAY_PORTS.least + 1)
    expect(valuesOf('user-quota')).toEqual(['600'])
  })

  it('[E6] offers nothing but a relay over UDP', () => {
    for (const line of ['no-tcp-relay', 'no-multicast-peers', 'no-cli', 'no-dtls', 'no-rfc5780'])
      expect(lines()).toContain(line)
    expect(lines().join()).not.toContain('allow-loopback-peers')
  })

  it('[P5] writes nothing down', () => {
    for (const line of ['log-file=/dev/null', 'no-stdout-log', 'simple-log', 'userdb=:memory:'])
      expect(lines()).toContain(line)
    expect(lines().filter((line) => /^(verbose|Verbose|syslog)/.test(line))).toEqual([])
  })

  it('[E4] says why for every directive', () => {
    // A comment stands above each group of lines without a blank one between.
    const groups = renderTurnserver(SETTINGS).trim().split('\n\n')
    expect(groups.filter((group) => !group.startsWith('#'))).toEqual([])
  })
})
