import * as fc from 'fast-check'
import { cleanDescription, isOwnNetwork, isUsableCandidate } from '../../web/chat/candidates.ts'

const line = (host: string, { port = 50_000, transport = 'udp', type = 'host' } = {}) =>
  `candidate:1 1 ${transport} 2122260223 ${host} ${port} typ ${type} generation 0`
const description = (...lines: string[]) =>
  ['v=0', 'o=- 1 2 IN IP4 127.0.0.1', 's=-', 't=0 0', ...lines, ''].join('\r\n')

/** Where a candidate may point: anywhere, only within one's own network, or nowhere. */
const PUBLIC = [
  '8.8.8.8',
  '1.1.1.1',
  '172.32.0.1',
  '100.128.0.1',
  '2606:4700::1111',
  '2A00:1450:4001:82A::200E',
  '192.0.2.7',
  '198.51.100.9',
  '203.0.113.4',
  '2001:db8::1',
  '::ffff:8.8.8.8',
]
const LOCAL = [
  '10.0.0.1',
  '172.16.0.1',
  '172.31.255.255',
  '192.168.1.1',
  '127.0.0.1',
  '::1',
  '169.254.169.254',
  'fe80::1',
  'fc00::1',
  'fd12:3456::1',
  '100.64.0.1',
  '3f2504e0-4f89-41d3-9a0c-0305e82c3301.local',
  '::ffff:10.0.0.1',
  '::ffff:127.0.0.1',
  '::ffff:a9fe:a9fe',
]
const NOWHERE = [
  '0.0.0.0',
  '::',
  '224.0.0.251',
  '239.255.255.250',
  'ff02::fb',
  '255.255.255.255',
  '240.0.0.1',
  '198.18.0.1',
  '192.0.0.1',
  // Each carries the private address 10.0.0.1 in a public-looking one.
  '64:ff9b::a00:1',
  '64:ff9b:1::a00:1',
  '2002:a00:1::1',
  '2001:0:a00:1::',
  '::ffff:0:10.0.0.1',
  'fec0::1',
  // Given out to nobody, though in no range with a name; the second carries 10.0.0.1.
  '4000::1',
  '::a00:1',
  // A network card of the machine that reads it.
  'fe80::1%eth0',
  '2606:4700::1111%1',
  'example.com',
  'localhost',
  'a.b.local',
  '.local',
  '_x.local',
  `${'a'.repeat(64)}.local`,
  'evil.com.local.',
  '0x7f.1',
  '010.0.0.1',
  '2130706433',
  '127.1',
  '8.8.8',
  '8.8.8.8.8',
  '256.1.1.1',
  '[2606:4700::1111]',
  '8.8.8.8:53',
]

const OWN_HOSTS = (
  'localhost 127.0.0.1 127.8.8.8 [::1] 192.168.1.20 10.0.0.5 172.16.0.1 169.254.7.7 100.64.0.9 ' +
  '[fe80::1] [fd00::7] [::ffff:10.0.0.1] raspberrypi pi.local chat.pi.local PI.LOCAL pi.local. ' +
  'chat.localhost nas.home.arpa chat.corp.internal'
).split(' ')
const FOREIGN_HOSTS = (
  'chat.example.org local.example.org pi.local.example 10.0.0.5.example.org 203.0.113.9 8.8.8.8 ' +
  '172.32.0.1 [2001:db8::1] [2606:4700::1111] [::] 0.0.0.0 192.168.1.20.nip.io pi.notlocal ' +
  'localhost.evil.example home.arpa.example notlocal.example'
).split(' ')

describe('a page', () => {
  it.each(OWN_HOSTS)('[C6] of %s was loaded from one’s own network', (host) => {
    expect(isOwnNetwork(host)).toBe(true)
  })

  it.each([...FOREIGN_HOSTS, ''])('[C6] of %s was not, whatever its server says', (host) => {
    expect(isOwnNetwork(host)).toBe(false)
  })
})

describe('a candidate', () => {
  it.each(PUBLIC)('[C6] for %s is used everywhere', (host) => {
    expect([isUsableCandidate(line(host), false), isUsableCandidate(line(host), true)]).toEqual([
      true,
      true,
    ])
  })

  it.each(LOCAL)('[C6] for %s is used only within one’s own network', (host) => {
    expect([isUsableCandidate(line(host), false), isUsableCandidate(line(host), true)]).toEqual([
      false,
      true,
    ])
  })

  it.each(NOWHERE)('[C6] for %s is used nowhere', (host) => {
    expect([isUsableCandidate(line(host), false), isUsableCandidate(line(host), true)]).toEqual([
      false,
      false,
    ])
  })

  it.each([
    [1024, true],
    [65_535, true],
    [1023, false],
    [80, false],
    [53, false],
    [9, false],
    [0, false],
    [65_536, false],
    [99_999, false],
    [100_000, false],
  ])('[C6] for port %d is used: %s', (port, usable) => {
    expect(isUsableCandidate(line('8.8.8.8', { port }), false)).toBe(usable)
  })

  it.each(['host', 'srflx', 'prflx', 'relay'])('[C6] of type %s is used', (type) => {
    expect(isUsableCandidate(line('8.8.8.8', { type }), false)).toBe(true)
  })

  it.each(['', 'HOST', 'hosts', 'local', 'constructor'])('[C6] of type "%s" is not', (type) => {
    expect(isUsableCandidate(line('8.8.8.8', { type }), false)).toBe(false)
  })

  it.each(['tcp', 'TCP', 'ssltcp', 'tls', 'xudp'])('[C6] over %s is not used', (transport) => {
    expect(isUsableCandidate(line('8.8.8.8', { transport }), true)).toBe(false)
  })

  it('[C6] is read whatever the case of its transport, and with or without a=', () => {
    expect(isUsableCandidate(line('8.8.8.8', { transport: 'UDP' }), false)).toBe(true)
    expect(isUsableCandidate(`a=${line('8.8.8.8')}`, false)).toBe(true)
  })

  it.each([
    ['is empty', ''],
    ['is too long', `${line('8.8.8.8')} ${'x'.repeat(500)}`],
    ['has no type', 'candidate:1 1 udp 1 8.8.8.8 50000'],
    ['has a long foundation', line('8.8.8.8').replace(':1 ', `:${'1'.repeat(33)} `)],
    ['has a negative port', line('8.8.8.8').replace('50000', '-50000')],
    ['has a port in hex', line('8.8.8.8').replace('50000', '0xC350')],
    ['stands behind something else', `x ${line('8.8.8.8')}`],
  ])('[C6] that %s is not used', (_, text) => {
    expect(isUsableCandidate(text, true)).toBe(false)
  })

  it('[C6] of any form is judged without an error', () => {
    const word = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 30 }),
      fc.ipV4(),
      fc.ipV6(),
      fc.domain(),
      fc.constantFrom('udp', 'typ', 'host', 'candidate:1', '1', '50000', '::', '%', '/'),
    )
    const built = fc.array(word, { maxLength: 12 }).map((words) => words.join(' '))
    const hosted = word.map((host) => line(host))
    fc.assert(
      fc.property(fc.oneof(built, hosted), fc.boolean(), (text, lan) => {
        expect(typeof isUsableCandidate(text, lan)).toBe('boolean')
      }),
    )
  })

  it('[C6] for any private IPv4 address stays at home, however it is written', () => {
    const byte = fc.nat(255)
    const address = fc.oneof(
      fc.tuple(fc.constant(10), byte, byte, byte),
      fc.tuple(fc.constant(127), byte, byte, byte),
      fc.tuple(fc.constant(192), fc.constant(168), byte, byte),
      fc.tuple(fc.constant(172), fc.integer({ min: 16, max: 31 }), byte, byte),
      fc.tuple(fc.constant(100), fc.integer({ min: 64, max: 127 }), byte, byte),
    )
    fc.assert(
      fc.property(address, ([a, b, c, d]) => {
        const [high, low] = [a * 256 + b, c * 256 + d].map((part) => part.toString(16))
        for (const host of [
          `${a}.${b}.${c}.${d}`,
          `::ffff:${a}.${b}.${c}.${d}`,
          `::ffff:${high}:${low}`,
          `64:ff9b::${high}:${low}`,
          `2002:${high}:${low}::1`,
        ])
          expect(isUsableCandidate(line(host), false)).toBe(false)
      }),
    )
  })
})

describe('a description', () => {
  it('[C6] keeps every line but the candidates that must not be used', () => {
    const kept = ['m=audio 9 UDP/TLS/RTP/SAVPF 111', 'a=mid:0', `a=${line('8.8.8.8')}`]
    const dropped = [
      `a=${line('10.0.0.1')}`,
      `a=${line('8.8.8.8', { port: 80 })}`,
      `a=${line('8.8.8.8', { transport: 'tcp' })}`,
      'a=candidate:nonsense',
      `a=${line('10.0.0.1').replace('candidate', 'CANDIDATE')}`,
      `A=${line('10.0.0.1').replace('candidate', 'Candidate')}`,
    ]
    const [first = '', ...rest] = kept
    const mixed = description(first, ...dropped, ...rest)
    expect(cleanDescription(mixed, false)).toBe(description(...kept))
  })

  it('[C6] keeps private candidates where the server says lan', () => {
    const local = description('m=audio 9 UDP/TLS/RTP/SAVPF 111', `a=${line('192.168.1.7')}`)
    expect(cleanDescription(local, true)).toBe(local)
  })

  it('[C6] is cleaned whichever line ends it has', () => {
    const bare = description(`a=${line('10.0.0.1')}`, `a=${line('8.8.8.8')}`)
    const cleaned = description(`a=${line('8.8.8.8')}`)
    expect(cleanDescription(bare.replaceAll('\r\n', '\n'), false)).toBe(cleaned)
  })

  it('[C6] may have three sections, and no fourth', () => {
    const section = 'm=audio 9 UDP/TLS/RTP/SAVPF 111'
    expect(cleanDescription(description(section, section, section), false)).not.toBeNull()
    expect(cleanDescription(description(section, section, section, section), false)).toBeNull()
  })

  it('[C6] may have 14,000 characters, and no more', () => {
    const short = description().length
    const padded = (length: number) => description('x'.repeat(length - short - 2))
    expect(padded(14_000)).toHaveLength(14_000)
    expect(cleanDescription(padded(14_000), false)).not.toBeNull()
    expect(cleanDescription(padded(14_001), false)).toBeNull()
  })

  it.each(['', 'v=1\r\n', ' v=0\r\n', '{"sdp":1}'])(
    '[C6] that begins with "%s" is none',
    (text) => {
      expect(cleanDescription(text, true)).toBeNull()
    },
  )

  it('[C6] holds no refused candidate after it was cleaned, and every other line', () => {
    const candidate = fc
      .record({
        host: fc.constantFrom(...PUBLIC, ...LOCAL, ...NOWHERE),
        port: fc.constantFrom(80, 50_000),
        transport: fc.constantFrom('udp', 'tcp'),
      })
      .map(({ host, ...rest }) => `a=${line(host, rest)}`)
    const other = fc.constantFrom(
      'a=mid:0',
      'a=sendrecv',
      'a=end-of-candidates',
      'c=IN IP4 0.0.0.0',
    )
    const lines = fc.array(fc.oneof(candidate, other), { maxLength: 20 })
    fc.assert(
      fc.property(lines, fc.boolean(), (all, lan) => {
        const cleaned = cleanDescription(description(...all), lan)
        const expected = all.filter(
          (one) => !one.startsWith('a=candidate') || isUsableCandidate(one, lan),
        )
        expect(cleaned).toBe(description(...expected))
      }),
    )
  })

  it('[C6] of any form is cleaned without an error', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.boolean(), (text, lan) => {
        const cleaned = cleanDescription(`v=0\n${text}`, lan)
        expect(cleaned === null || cleaned.startsWith('v=0')).toBe(true)
      }),
    )
  })
})
