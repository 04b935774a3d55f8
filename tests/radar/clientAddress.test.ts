import { clientPrefix } from '../../radar/clientAddress.ts'
import { parsePrefix } from '../../radar/prefix.ts'

const PROXIES = ['10.0.0.1', '10.0.0.2', '2001:db8:5::53', '127.0.0.1'].flatMap(
  (text) => parsePrefix(text) ?? [],
)

describe('where a request comes from', () => {
  const spellings: [string | undefined, string | null][] = [
    ['203.0.113.7', '203.0.113.7'],
    ['::ffff:203.0.113.7', '203.0.113.7'],
    ['::FFFF:cb00:7107', '203.0.113.7'],
    ['0:0:0:0:0:ffff:203.0.113.7', '203.0.113.7'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:0DB8:0001:0002::', '2001:db8:1:2::/64'],
    ['2001:db8:1:2::9', '2001:db8:1:2::/64'],
    ['::1', '::/64'],
    ['::', '::/64'],
    ['fe80::1%eth0', 'fe80::/64'],
    ['1::8', '1::/64'],
    [undefined, null],
    ['', null],
    ['010.0.0.1', null],
    ['127.1', null],
    ['0x7f.0.0.1', null],
    ['radar.example.org', null],
  ]
  test.each(spellings)('%s is counted as %s', (address, prefix) => {
    expect(clientPrefix(address, undefined, [])).toBe(prefix)
  })

  /** Socket, header, result. */
  const forwarded: [string, string | string[] | undefined, string | null][] = [
    // Somebody who is no proxy of ours can claim what he likes.
    ['203.0.113.7', '198.51.100.9', '203.0.113.7'],
    ['203.0.113.7', '10.0.0.1', '203.0.113.7'],
    ['203.0.113.7', 'nonsense', '203.0.113.7'],
    ['203.0.113.7', '10.0.0.1, '.repeat(30), '203.0.113.7'],
    // Through a proxy the rightmost stranger counts.
    ['10.0.0.1', '198.51.100.9', '198.51.100.9'],
    ['::ffff:10.0.0.1', ' 198.51.100.9 ', '198.51.100.9'],
    ['10.0.0.1', '192.0.2.1, 198.51.100.9', '198.51.100.9'],
    ['10.0.0.1', ['192.0.2.1', '198.51.100.9'], '198.51.100.9'],
    ['10.0.0.1', '192.0.2.1, 198.51.100.9, 10.0.0.2', '198.51.100.9'],
    ['2001:db8:5::53', '2001:db8:7:8:9::1', '2001:db8:7:8::/64'],
    // An address that merely carries a proxy's address is not the proxy.
    ['2002:a00:1::1', '198.51.100.9', '10.0.0.1'],
    ['64:ff9b::127.0.0.1', '198.51.100.9', '127.0.0.1'],
    ['10.0.0.1', 'nonsense, 198.51.100.9', '198.51.100.9'],
    // A proxy that says nothing, or only names proxies, is the client itself.
    ['10.0.0.1', undefined, '10.0.0.1'],
    ['10.0.0.1', '10.0.0.2', '10.0.0.2'],
    // A proxy that forwards no address is not believed at all.
    ['10.0.0.1', '', null],
    ['10.0.0.1', 'unknown', null],
    ['10.0.0.1', '198.51.100.9:443', null],
    ['10.0.0.1', '198.51.100.9,', null],
    ['10.0.0.1', '[2001:db8::1]', null],
    ['10.0.0.1', '198.51.100.9, '.repeat(17) + '198.51.100.9', null],
  ]
  test.each(forwarded)(
    '[R18] socket %s with "%s" forwarded counts as %s',
    (socket, header, prefix) => {
      expect(clientPrefix(socket, header, PROXIES)).toBe(prefix)
    },
  )
})
