/** What advertising is set to, what pages are told of it, and which headers follow. */
import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ConfigError } from '../../radar/settings.ts'
import { adsOf, frameSources, type Advertising } from '../../signaling/ads.ts'
import { readConfig, type Config } from '../../signaling/config.ts'
import { advertisementHeaders, securityHeaders } from '../../signaling/headers.ts'
import { parseServerMessage, type Ads } from '../../signaling/protocol.ts'
import { choicesUnder, contentOf, peopleUnder, thingsUnder } from '../helpers/policies.ts'
import { SERVER_EXAMPLES } from './protocolExamples.ts'

const SNIPPET = '<script>advertise()</script>'
let folder: string
let file: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'p2p-chat-ads-'))
  file = join(folder, 'snippet.html')
  writeFileSync(file, SNIPPET)
  writeFileSync(join(folder, 'empty.html'), ' \n\t')
  writeFileSync(join(folder, 'large.html'), 'x'.repeat(65_537))
  writeFileSync(join(folder, 'full.html'), 'x'.repeat(65_536))
  writeFileSync(join(folder, 'latin1.html'), Buffer.from([0x3c, 0xe9, 0x3e]))
  mkdirSync(join(folder, 'folder.html'))
})
afterAll(() => rmSync(folder, { recursive: true }))

const ORIGINS = ['https://chat.example.org']
const read = (settings: Readonly<Record<string, string>>): Config =>
  readConfig({ SIGNALING_ORIGINS: ORIGINS[0], ...settings })
const withAds = (more: Readonly<Record<string, string>> = {}): Config =>
  read({ ADS_FILE: file, ADS_NETWORK: 'Example Ads', ...more })

function complaints(settings: Readonly<Record<string, string>>): string[] {
  try {
    read(settings)
  } catch (error) {
    if (error instanceof ConfigError) return error.message.split('\n')
    throw error
  }
  return []
}

const ADVERTISING: Advertising = {
  network: 'Example Ads',
  origin: null,
  size: { width: 300, height: 250 },
  snippet: SNIPPET,
}
const ELSEWHERE: Advertising = { ...ADVERTISING, origin: 'https://ads.example.net' }

describe('the settings of advertising', () => {
  it('[P7] are off by default', () => {
    expect(read({}).ADVERTISING).toBeNull()
  })

  it('[P7] need a file and a name, and nothing more', () => {
    expect(withAds().ADVERTISING).toEqual(ADVERTISING)
    expect(
      withAds({ ADS_ORIGIN: 'https://ads.example.net', ADS_SIZE: '320x50' }).ADVERTISING,
    ).toEqual({ ...ELSEWHERE, size: { width: 320, height: 50 } })
    expect(withAds({ ADS_FILE: join(folder, 'full.html') }).ADVERTISING?.snippet).toHaveLength(
      65_536,
    )
  })

  it.each([
    [{ ADS_NETWORK: 'Example Ads' }, /^ADS_NETWORK needs ADS_FILE/],
    [{ ADS_ORIGIN: 'https://ads.example.net' }, /^ADS_ORIGIN needs ADS_FILE/],
    [{ ADS_SIZE: '300x250' }, /^ADS_SIZE needs ADS_FILE/],
    [{ ADS_NAME: 'x' }, /^ADS_NAME is not a setting/],
    [{ ADS_: 'x' }, /^ADS_ is not a setting/],
  ])('[P7] [V11] complain in a sentence about halves: %j', (settings, sentence) => {
    const found = complaints(settings)
    expect(found).toEqual([expect.stringMatching(sentence)])
    expect(found[0]).toMatch(/\.$/)
  })

  it('[P7] [V11] complain about a file without the name of a network', () => {
    expect(complaints({ ADS_FILE: file })).toEqual([
      'ADS_FILE needs ADS_NETWORK, the name of the network as visitors are told.',
    ])
  })

  it('[P7] [V11] complain about an origin that could not be shown by a page at an IPv6 address', () => {
    const page = { SIGNALING_ORIGINS: 'https://chat.example.org,https://[2001:db8::1]' }
    const settings = { ADS_FILE: file, ADS_NETWORK: 'Example Ads', ...page }
    expect(complaints({ ...settings, ADS_ORIGIN: 'https://ads.example.net' })).toEqual([
      expect.stringMatching(/^ADS_ORIGIN does not work for a page at an IPv6 address: /),
    ])
    expect(complaints(settings)).toEqual([])
  })

  it.each([
    ['nothing.html', 'that cannot be read'],
    ['folder.html', 'that cannot be read'],
    ['empty.html', 'that is empty'],
    ['large.html', 'of more than 65536 bytes'],
    ['latin1.html', 'that is no text in UTF-8'],
  ])('[P7] [V11] complain about a file such as %s', (name, what) => {
    expect(complaints({ ADS_FILE: join(folder, name), ADS_NETWORK: 'Example Ads' })).toEqual([
      `ADS_FILE names a file ${what}.`,
    ])
  })

  it.each([
    ['NETWORK', 'x'],
    ['NETWORK', 'x'.repeat(61)],
    ['NETWORK', 'two\nlines'],
    ['NETWORK', 'a\u202eb'],
    ['ORIGIN', 'ads.example.net'],
    ['ORIGIN', 'https://ads.example.net/'],
    ['ORIGIN', 'https://ads.example.net/path'],
    ['ORIGIN', 'https://Ads.example.net'],
    ['ORIGIN', 'https://ads.example.net:443'],
    ['ORIGIN', 'http://ads.example.net'],
    ['ORIGIN', 'https://[2001:db8::1]'],
    ['ORIGIN', "https://ads.example.net 'unsafe-inline'"],
    ['ORIGIN', 'https://a.example; script-src *'],
    ['ORIGIN', ORIGINS[0] ?? ''],
    ['SIZE', '300'],
    ['SIZE', '300x'],
    ['SIZE', '321x250'],
    ['SIZE', '300x601'],
    ['SIZE', '49x250'],
    ['SIZE', '300 x 250'],
  ])('[P7] [V11] complain in one sentence about ADS_%s=%j', (name, value) => {
    const settings = { ADS_FILE: file, ADS_NETWORK: 'Example Ads', [`ADS_${name}`]: value }
    expect(complaints(settings)).toEqual([expect.stringMatching(`^ADS_${name} must .+\\.$`)])
  })

  it('[P7] [V11] complain together with everything else', () => {
    const found = complaints({ SIGNALING_LAN: 'perhaps', ADS_SIZE: 'large', ADS_NETWORK: 'x' })
    expect(found.map((line) => line.split(' ')[0])).toEqual([
      'SIGNALING_LAN',
      'ADS_NETWORK',
      'ADS_SIZE',
    ])
  })
})

describe('pages', () => {
  it.each([ADVERTISING, ELSEWHERE])('[P7] are told in a greeting that they accept', (one) => {
    const ads = adsOf(one)
    const welcome = { ...SERVER_EXAMPLES.welcome, ads }
    expect(parseServerMessage(JSON.stringify(welcome))).toEqual(welcome)
    expect(ads.url).toBe(`${one.origin ?? ''}/advertisement`)
  })

  it.each<Partial<Record<keyof Ads, unknown>>>([
    { url: 'javascript:alert(1)//advertisement' },
    { url: 'data:text/html,/advertisement' },
    { url: '/report' },
    { url: '//ads.example.net/advertisement' },
    { url: 'https://ads.example.net/other/advertisement' },
    { url: 'https://user@ads.example.net/advertisement' },
    { width: 321 },
    { width: 300.5 },
    { height: 601 },
    { height: 0 },
    { network: 'x'.repeat(61) },
    { network: null },
  ])('[P7] take no other: %j', (change) => {
    const ads = { ...adsOf(ADVERTISING), ...change }
    expect(parseServerMessage(JSON.stringify({ ...SERVER_EXAMPLES.welcome, ads }))).toBeNull()
  })

  it('[P7] may load that one document in a frame, and nothing without advertising', () => {
    const policyOf = (one: Advertising | null) =>
      securityHeaders(ORIGINS, frameSources(one, ORIGINS))
    const off = policyOf(null)
    expect(off).toEqual(securityHeaders(ORIGINS))
    expect(off['Content-Security-Policy']).toContain("; frame-src 'none'; ")
    expect(off['Cross-Origin-Embedder-Policy']).toBe('require-corp')
    for (const [one, source] of [
      [ADVERTISING, 'https://chat.example.org/advertisement'],
      [ELSEWHERE, 'https://ads.example.net/advertisement'],
    ] as const)
      expect(policyOf(one)).toEqual({
        ...off,
        'Content-Security-Policy': off['Content-Security-Policy']?.replace(
          "src 'none'; frame-anc",
          `src ${source}; frame-anc`,
        ),
        'Cross-Origin-Embedder-Policy': 'credentialless',
      })
  })

  it('[P7] name themselves where a policy cannot name their address', () => {
    const origins = [...ORIGINS, 'http://[::1]:8080']
    expect(frameSources(ADVERTISING, origins)).toEqual([
      'https://chat.example.org/advertisement',
      "'self'",
    ])
    expect(frameSources(ELSEWHERE, origins)).toEqual(['https://ads.example.net/advertisement'])
  })
})

describe('the document', () => {
  it('[P7] is in a cage: no origin, no feature, no referrer, shown by our page alone', () => {
    const own = advertisementHeaders(ORIGINS, null)
    expect(own).toMatchObject({
      'Content-Security-Policy':
        "sandbox allow-scripts allow-popups; frame-ancestors 'self'; webrtc 'block'",
      'Cross-Origin-Resource-Policy': 'cross-origin',
      'Cross-Origin-Embedder-Policy': 'credentialless',
      'Referrer-Policy': 'no-referrer',
      'X-Content-Type-Options': 'nosniff',
      'Strict-Transport-Security': 'max-age=63072000; includeSubDomains',
    })
    const policy = own['Permissions-Policy'] ?? ''
    expect(policy.split(', ').every((one) => /^[a-z-]+=\(\)$/.test(one))).toBe(true)
    for (const feature of ['camera', 'microphone', 'display-capture', 'geolocation', 'fullscreen'])
      expect(policy).toContain(`${feature}=()`)
    const elsewhere = advertisementHeaders([...ORIGINS, 'http://[::1]:8080'], ELSEWHERE.origin)
    expect(elsewhere['Content-Security-Policy']).toBe(
      "sandbox allow-scripts allow-popups; frame-ancestors https://chat.example.org; webrtc 'block'",
    )
    expect(elsewhere['Cross-Origin-Resource-Policy']).toBe('cross-origin')
    expect(Object.keys(elsewhere)).toEqual(Object.keys(own))
  })
})

describe('the policies', () => {
  const textOf = (config: Config) =>
    [contentOf(config, '/privacy'), contentOf(config, '/what-the-server-sees')].join('\n')

  it('[P7] say nothing of advertising without it, beside that it is off', () => {
    expect(choicesUnder(read({}))).toContainEqual(['Advertising', 'Off'])
    const text = textOf(read({}))
    // Once on each page.
    expect(text.match(/advertis\w*/gi)).toEqual(['Advertising', 'Advertising'])
    expect(text).not.toMatch(/ad network/i)
    expect(text).toContain('loads nothing from elsewhere<')
    expect(text).toContain('nothing is sent to anybody else')
  })

  it('[P7] name the network, where it is loaded from, and what it can do all the same', () => {
    const config = withAds({
      ADS_NETWORK: 'A <b> & Sons',
      ADS_ORIGIN: 'https://ads.example.net',
    })
    const row = choicesUnder(config).find(([name]) => name === 'Advertising')
    expect(row?.[1]).toContain('A <b> & Sons')
    expect(row?.[1]).toContain('https://ads.example.net')
    const text = textOf(config)
    expect(text).toContain('A &#60;b&#62; &#38; Sons')
    expect(text).not.toContain('<b>')
    expect(text).toContain('https://ads.example.net')
    expect(text).toContain('sees your network address')
    expect(text).toContain('no browser enforces that yet')
    // Nothing is claimed any more that would not be true.
    expect(text).not.toContain('loads nothing from elsewhere<')
    expect(text).not.toMatch(/nothing is sent to anybody else\./)
    expect(thingsUnder(config).some(({ what }) => what.includes('ad network'))).toBe(true)
    const network = peopleUnder(config).find(({ who }) => who.includes('ad network'))
    expect(network?.can).toContain('network address')
    expect(network?.can).toContain('WebRTC')
    expect(network?.cannot).toContain('call')
  })
})
