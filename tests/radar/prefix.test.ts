import { randomBytes, randomInt } from 'node:crypto'
import { BlockList } from 'node:net'
import ipaddr from 'ipaddr.js'
import {
  contains,
  createPrefixMap,
  halves,
  overlaps,
  parsePrefix,
  textOf,
  type Prefix,
} from '../../radar/prefix.ts'

function read(text: string): Prefix {
  const prefix = parsePrefix(text)
  if (prefix === null) throw new Error(`no prefix: ${text}`)
  return prefix
}

describe('the canonical form', () => {
  test.each([
    ['203.0.113.7', '203.0.113.7'],
    ['203.0.113.7/32', '203.0.113.7'],
    ['203.0.113.255/24', '203.0.113.0/24'],
    ['203.0.113.129/25', '203.0.113.128/25'],
    ['203.0.113.7/31', '203.0.113.6/31'],
    ['255.255.255.255/1', '128.0.0.0/1'],
    ['2001:DB8::1', '2001:db8::/64'],
    ['2001:db8:0:0:ffff:ffff:ffff:ffff', '2001:db8::/64'],
    ['2001:db8::1/128', '2001:db8::/64'],
    ['2001:db8:0:1::/65', '2001:db8:0:1::/64'],
    ['2001:db8:ffff:ffff::/56', '2001:db8:ffff:ff00::/56'],
    ['2001:0db8:00a0::/48', '2001:db8:a0::/48'],
    ['2001:db8:0:1:0:0:0:0/64', '2001:db8:0:1::/64'],
    ['1:2:3:4:5:6:192.0.2.1', '1:2:3:4::/64'],
    ['ffff::/1', '8000::/1'],
    ['::/0', '::/0'],
    // One IPv4 address, however it is dressed.
    ['::ffff:203.0.113.7', '203.0.113.7'],
    ['::FFFF:cb00:7107', '203.0.113.7'],
    ['0:0:0:0:0:ffff:203.0.113.7', '203.0.113.7'],
    ['::ffff:203.0.113.7/128', '203.0.113.7'],
    ['64:ff9b::203.0.113.7', '203.0.113.7'],
    ['64:ff9b::cb00:7107/128', '203.0.113.7'],
    ['2002:cb00:7107::', '203.0.113.7'],
    ['2002:cb00:7107:5:6:7:8:9', '203.0.113.7'],
    ['2002:cb00:7107::/48', '203.0.113.7'],
    ['2001:0:102:304:0:0:34ff:8ef8', '203.0.113.7'],
  ])('[R2] of %s is %s', (text, canonical) => {
    expect(parsePrefix(text)?.text).toBe(canonical)
    expect(parsePrefix(canonical)?.text).toBe(canonical)
  })

  test.each([
    // More than one IPv4 address in disguise.
    ['::ffff:0:0/96'],
    ['::ffff:203.0.113.0/120'],
    ['::ffff:203.0.113.7/127'],
    ['64:ff9b::/96'],
    ['64:ff9b::cb00:7100/120'],
    ['2002:cb00:7107::/47'],
    ['2001:0:102:304::/64'],
    // Spellings that some take for an address, and we do not.
    ['0203.0.113.7'],
    ['0xcb.0.0x71.7'],
    ['3405803783'],
    ['127.1'],
    ['203.0.113'],
    ['203.0.113.256'],
    ['203.0.113.7.8'],
    ['203.0.113.07'],
    ['203.0.113.-7'],
    ['203.0.113.7 '],
    [' 203.0.113.7'],
    ['203.0.113.7\n'],
    ['２03.0.113.7'],
    ['2001:db8:::1'],
    ['2001:db8::1::2'],
    ['2001:db8::12345'],
    ['2001:db8'],
    ['1:2:3:4:5:6:7:8:9'],
    ['[2001:db8::1]'],
    ['fe80::1%eth0'],
    ['2001:db8::1%1'],
    ['2001:db8::1%'],
    // Lengths.
    ['203.0.113.7/33'],
    ['203.0.113.7/-1'],
    ['203.0.113.7/'],
    ['203.0.113.7/032'],
    ['203.0.113.7/+32'],
    ['203.0.113.7/3e1'],
    ['203.0.113.7/0x18'],
    ['203.0.113.7/24.0'],
    ['203.0.113.7/24/24'],
    ['203.0.113.7/255.255.255.0'],
    ['2001:db8::/129'],
    ['2001:db8::/1000'],
    ['/24'],
    ['/'],
    [''],
    ['localhost'],
    ['null'],
    ['__proto__'],
    ['203.0.113.7; drop table'],
  ])('[R3] there is none of %p', (text) => {
    expect(parsePrefix(text)).toBeNull()
  })

  test('[R3] nothing random throws, and what is read is what others read', () => {
    const alphabet = '0123456789abcdefABCDEF:./% xg-'
    const map = createPrefixMap<number>()
    map.set(read('203.0.113.0/24'), 1)
    map.set(read('2001:db8::/48'), 1)
    for (let round = 0; round < 10_000; round += 1) {
      const length = randomInt(48)
      const text =
        round % 5 === 0
          ? randomBytes(length).toString('latin1')
          : Array.from(randomBytes(length), (byte) => alphabet[byte % alphabet.length]).join('')
      const prefix = parsePrefix(text)
      if (map.find(text) !== null) throw new Error(`found ${text}`)
      if (prefix === null) continue
      expect(textOf(prefix)).toBe(prefix.text)
      expect(parsePrefix(prefix.text)).toEqual(prefix)
      expect(ipaddr.isValid(text.split('/', 1)[0] ?? '')).toBe(true)
    }
  })

  test('[R2] of 10,000 random addresses is what another library says', () => {
    for (let round = 0; round < 5_000; round += 1) {
      const four = ipaddr.fromByteArray([...randomBytes(4)]).toString()
      const bits = randomInt(33)
      const network = ipaddr.IPv4.networkAddressFromCIDR(`${four}/${bits}`).toString()
      const text4 = bits === 32 ? four : `${network}/${bits}`
      if (read(`${four}/${bits}`).text !== text4) throw new Error(`${four}/${bits} is ${text4}`)

      // 2400::/8 carries no IPv4 address.
      const bytes = [0x24, ...randomBytes(15)].map((byte) => (randomInt(3) === 0 ? 0 : byte))
      bytes[0] = 0x24
      const address = ipaddr.fromByteArray(bytes) as ipaddr.IPv6
      const wide = randomInt(8, 129)
      const due = ipaddr.IPv6.networkAddressFromCIDR(
        `${address.toNormalizedString()}/${Math.min(wide, 64)}`,
      )
      for (const spelling of [address.toNormalizedString(), address.toRFC5952String()]) {
        const prefix = read(`${spelling}/${wide}`)
        const found = ipaddr.parseCIDR(prefix.text)
        if (found[0].toString() !== due.toString() || found[1] !== Math.min(wide, 64))
          throw new Error(`${spelling}/${wide} became ${prefix.text}`)
      }
    }
  })
})

describe('prefixes among each other', () => {
  test('two halves are all of the whole, without overlap', () => {
    for (const text of ['0.0.0.0/0', '203.0.112.0/23', '203.0.113.6/31', '::/0', '2600::/31']) {
      const whole = read(text)
      const [lower, upper] = halves(whole)
      expect([contains(whole, lower), contains(whole, upper)]).toEqual([true, true])
      expect([overlaps(lower, upper), contains(lower, whole)]).toEqual([false, false])
      expect([lower.bits, upper.bits]).toEqual([whole.bits + 1, whole.bits + 1])
      expect(read(textOf(upper))).toEqual({ ...upper, text: textOf(upper) })
    }
    expect(halves(read('2600::/32')).map(textOf)).toEqual(['2600::/33', '2600:0:8000::/33'])
    expect(halves(read('2600::/63')).map(textOf)).toEqual(['2600::/64', '2600:0:0:1::/64'])
    expect(halves(read('203.0.113.0/24')).map(textOf)).toEqual([
      '203.0.113.0/25',
      '203.0.113.128/25',
    ])
    expect(contains(read('0.0.0.0/0'), read('2600::/64'))).toBe(false)
  })

  test('are found by address, the narrowest first, as the list of Node finds them', () => {
    for (let round = 0; round < 20; round += 1) {
      const map = createPrefixMap<string>()
      const each = new Map<string, BlockList>()
      for (let count = 0; count < 20; count += 1) {
        const isFour = randomInt(2) === 0
        const text = isFour
          ? `8.8.${randomInt(4)}.${randomInt(256)}/${randomInt(20, 33)}`
          : `2600:0:${randomInt(4)}:${randomInt(4)}::/${randomInt(40, 65)}`
        const prefix = read(text)
        map.set(prefix, prefix.text)
        const list = new BlockList()
        list.addSubnet(text.split('/', 1)[0] ?? '', prefix.bits, isFour ? 'ipv4' : 'ipv6')
        each.set(prefix.text, list)
      }
      expect(map.size()).toBe(each.size)
      const [gone = ''] = each.keys()
      map.delete(read(gone))
      each.delete(gone)
      for (let probe = 0; probe < 50; probe += 1) {
        const isFour = probe % 2 === 0
        const address = isFour
          ? `8.8.${randomInt(4)}.${randomInt(256)}`
          : `2600:0:${randomInt(4)}:${randomInt(4)}::${randomInt(9)}`
        const due = [...each]
          .filter(([, list]) => list.check(address, isFour ? 'ipv4' : 'ipv6'))
          .map(([text]) => text)
          .sort((a, b) => read(b).bits - read(a).bits)
        expect(map.findAll(address)).toEqual(due)
        expect(map.find(address)).toBe(due[0] ?? null)
      }
      map.clear()
      expect([map.size(), map.find('8.8.8.8')]).toEqual([0, null])
    }
  })
})
