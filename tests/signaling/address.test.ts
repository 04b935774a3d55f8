import fc from 'fast-check'
import {
  isLocal,
  limitPrefix,
  parsePrefix,
  visitorAddress,
  type Prefix,
} from '../../signaling/address.ts'

function trust(...texts: string[]): Prefix[] {
  return texts.map((text) => {
    const prefix = parsePrefix(text)
    if (prefix === null) throw new Error(`${text} is no prefix`)
    return prefix
  })
}

const PROXY = '10.0.0.1'
const TRUSTED = trust('10.0.0.0/8', 'fd00::/8')

describe("the visitor's address", () => {
  /** What somebody may write into the header on his way to us, and what the proxy adds. */
  const spoofs: [string, string, string | null][] = [
    ['nothing but the proxy', '203.0.113.9', '203.0.113.9'],
    ['a left-most spoof', '8.8.8.8, 203.0.113.9', '203.0.113.9'],
    ['a left-most proxy address', '10.0.0.7, 203.0.113.9', '203.0.113.9'],
    ['a left-most loopback', '127.0.0.1,203.0.113.9', '203.0.113.9'],
    ['left-most rubbish', '<script>, 203.0.113.9', '203.0.113.9'],
    ['fifteen spoofs', `${'8.8.8.8,'.repeat(15)}203.0.113.9`, '203.0.113.9'],
    ['seventeen hops', `${'8.8.8.8,'.repeat(16)}203.0.113.9`, null],
    ['a thousand hops', `${'8.8.8.8,'.repeat(999)}203.0.113.9`, null],
    ['spaces around', '  203.0.113.9\t', '203.0.113.9'],
    ['a second trusted proxy', '203.0.113.9, 10.9.9.9', '203.0.113.9'],
    ['proxies of both families', '203.0.113.9, fd00::1, 10.9.9.9', '203.0.113.9'],
    ['only trusted proxies', '10.2.2.2, 10.1.1.1', '10.2.2.2'],
    ['an empty header', '', null],
    ['a trailing comma', '203.0.113.9,', null],
    ['only commas', ',,,', null],
    ['a word', 'unknown', null],
    ['a port', '203.0.113.9:4711', null],
    ['a port after IPv6', '[2001:db8::1]:4711', null],
    ['brackets', '[2001:db8::1]', null],
    ['octal', '010.0.0.1', null],
    ['three parts', '127.1', null],
    ['hexadecimal', '0x7f.1', null],
    ['one number', '2130706433', null],
    ['too much', '256.1.1.1', null],
    ['a prefix', '203.0.113.0/24', null],
    ['a Forwarded element', 'for=203.0.113.9', null],
    ['rubbish behind a proxy', '8.8.8.8, rubbish, 10.1.1.1', null],
    ['IPv6', '2001:DB8:0:0::1', '2001:db8::1'],
    ['IPv4 in IPv6', '::ffff:203.0.113.9', '203.0.113.9'],
    ['IPv4 in IPv6, in hexadecimal', '::ffff:cb00:7109', '203.0.113.9'],
    ['a trusted IPv4 in IPv6', '203.0.113.9, ::ffff:10.1.1.1', '203.0.113.9'],
  ]
  it.each(spoofs)('[V4] is read behind a proxy from %s', (_what, header, expected) => {
    expect(visitorAddress(PROXY, header, TRUSTED)).toBe(expected)
  })

  it.each(spoofs)('[V4] is the own one of whoever is no proxy, claiming %s', (_what, header) => {
    expect(visitorAddress('198.51.100.1', header, TRUSTED)).toBe('198.51.100.1')
    expect(visitorAddress(PROXY, header, [])).toBe(PROXY)
    expect(visitorAddress('::ffff:198.51.100.1', header, TRUSTED)).toBe('198.51.100.1')
  })

  it('[V4] is the proxy itself when the header is missing', () => {
    expect(visitorAddress(PROXY, undefined, TRUSTED)).toBe(PROXY)
  })

  it('[V4] believes a proxy that Node reports as IPv4 in IPv6', () => {
    expect(visitorAddress('::ffff:10.0.0.1', '203.0.113.9', TRUSTED)).toBe('203.0.113.9')
  })

  it('[V4] goes through a chain of two proxies, and believes no third', () => {
    const chain = trust('192.0.2.1', '192.0.2.2')
    expect(visitorAddress('192.0.2.1', '1.1.1.1, 203.0.113.9, 192.0.2.2', chain)).toBe(
      '203.0.113.9',
    )
    expect(visitorAddress('192.0.2.1', '1.1.1.1, 203.0.113.9, 192.0.2.3', chain)).toBe('192.0.2.3')
  })

  it('[V4] is unknown when the socket has none', () => {
    expect(visitorAddress(undefined, '203.0.113.9', TRUSTED)).toBeNull()
    expect(visitorAddress('', undefined, TRUSTED)).toBeNull()
    expect(visitorAddress('/run/socket', undefined, TRUSTED)).toBeNull()
  })

  it('[V4] never throws, whatever a trusted proxy forwards', () => {
    const zone = fc.string({ maxLength: 8 })
    const hop = fc.oneof(
      fc.string(),
      fc.ipV4(),
      fc.ipV4Extended(),
      fc.ipV6(),
      fc.tuple(fc.ipV6(), zone).map(([address, name]) => `${address}%${name}`),
    )
    const header = fc.array(hop, { maxLength: 18 }).map((hops) => hops.join(','))
    fc.assert(
      fc.property(header, (text) => {
        const address = visitorAddress(PROXY, text, trust('10.0.0.0/8', '::/1'))
        // What the rest of the file makes of it must not throw either.
        if (address !== null) expect([limitPrefix(address), isLocal(address)]).toHaveLength(2)
      }),
      { numRuns: 5_000 },
    )
  })

  it.each(['fe80::1%eth0', 'fe80::1%eth0.100', 'fe80::1%a-b', 'fe80::1%a:b', 'fe80::1%'])(
    '[V4] never throws at a link-local address with a zone: %s',
    (address) => {
      expect(() => visitorAddress(PROXY, address, TRUSTED)).not.toThrow()
      expect(() => visitorAddress(address, undefined, TRUSTED)).not.toThrow()
    },
  )
})

describe('the prefix that limits count', () => {
  it.each([
    ['203.0.113.9', '203.0.113.9'],
    ['::ffff:203.0.113.9', '203.0.113.9'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::'],
    ['2001:db8:1:2:ffff:ffff:ffff:ffff', '2001:db8:1:2::'],
    ['2001:db8:1:3::1', '2001:db8:1:3::'],
    ['::1', '::'],
  ])('[V5] of %s is %s', (address, prefix) => {
    expect(limitPrefix(address)).toBe(prefix)
  })

  it('[V5] is shared by exactly those who agree in 64 bits', () => {
    const half = fc.tuple(...Array.from({ length: 4 }, () => fc.nat({ max: 0xffff })))
    const text = (words: readonly number[]) => words.map((word) => word.toString(16)).join(':')
    fc.assert(
      fc.property(half, half, half, half, (network, one, otherNetwork, other) => {
        // The first word keeps clear of ranges in which an IPv4 address is embedded.
        const address = (net: readonly number[], rest: readonly number[]) =>
          `2001:${text(net.slice(1))}:${text(rest)}`
        const mine = limitPrefix(address(network, one))
        expect(limitPrefix(address(network, other))).toBe(mine)
        const isSame = text(network.slice(1)) === text(otherNetwork.slice(1))
        expect(limitPrefix(address(otherNetwork, other)) === mine).toBe(isSame)
      }),
    )
  })
})

describe('whether the visitor is near', () => {
  it.each([
    '127.0.0.1',
    '127.255.0.1',
    '10.1.2.3',
    '172.16.0.1',
    '172.31.255.255',
    '192.168.1.1',
    '169.254.1.1',
    '::1',
    'fe80::1',
    'fd12::1',
    '::ffff:192.168.1.1',
  ])('says yes to %s', (address) => {
    expect(isLocal(address)).toBe(true)
  })

  it.each([
    '203.0.113.9',
    '8.8.8.8',
    '172.32.0.1',
    '192.169.0.1',
    '100.64.0.1',
    '0.0.0.0',
    '224.0.0.1',
    '2001:db8::1',
    '2a00:1450::1',
    '::',
    '::ffff:8.8.8.8',
  ])('says no to %s', (address) => {
    expect(isLocal(address)).toBe(false)
  })
})

describe('a prefix in the settings', () => {
  it.each([
    ['10.0.0.0/8', '10.0.0.0', 8],
    ['192.0.2.1', '192.0.2.1', 32],
    ['192.0.2.1/32', '192.0.2.1', 32],
    ['0.0.0.0/0', '0.0.0.0', 0],
    ['::1', '::1', 128],
    ['fd00::/8', 'fd00::', 8],
    ['::ffff:10.0.0.1', '10.0.0.1', 32],
  ])('is read from %s', (text, address, bits) => {
    const prefix = parsePrefix(text)
    expect(prefix?.[0].toString()).toBe(address)
    expect(prefix?.[1]).toBe(bits)
  })

  it.each([
    '',
    '/',
    '/8',
    'localhost',
    '10.0.0.0/33',
    '10.0.0.0/-1',
    '10.0.0.0/',
    '10.0.0.0/8/8',
    '10.0.0.0/8.0',
    '10.0.0.0/ 8',
    '10.0.0.0/0x8',
    '10.0.0.0/0008',
    '::1/129',
    '010.0.0.0/8',
    '127.1/8',
    ' 10.0.0.1',
    '::ffff:10.0.0.0/104',
  ])('is refused as %j', (text) => {
    expect(parsePrefix(text)).toBeNull()
  })

  it('[V4] is never thrown at, whatever is configured', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string(), fc.ipV4Extended(), fc.ipV6()),
        fc.string(),
        (host, bits) => {
          parsePrefix(host)
          parsePrefix(`${host}/${bits}`)
        },
      ),
      { numRuns: 5_000 },
    )
  })
})
