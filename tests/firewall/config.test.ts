import { readConfig } from '../../firewall/config.ts'

const SECRET = 'x'.repeat(43)
const CREDENTIAL = { FIREWALL_RADAR_CREDENTIAL: `${SECRET}.${SECRET}` }
const FEED = {
  FIREWALL_FEED_URL: 'https://radar.example.org/blocklist.json',
  FIREWALL_FEED_TOKEN: SECRET,
}

it('[V11] needs one source and no more, and only looks unless told otherwise', () => {
  expect(readConfig(CREDENTIAL)).toMatchObject({ APPLY: false, FEED_URL: '', NEVER_BLOCKED: [] })
  expect(readConfig(FEED)).toMatchObject({ RADAR_CREDENTIAL: '', FEED_TOKEN: SECRET })
})

it.each<[string, Record<string, string>, RegExp]>([
  ['has no source', {}, /^FIREWALL_RADAR_CREDENTIAL_FILE must name .* --prepare" makes it\.$/],
  ['has two sources', { ...CREDENTIAL, ...FEED }, /^FIREWALL_FEED_URL and .* exclude each other/],
  [
    'lacks the token',
    { FIREWALL_FEED_URL: FEED.FIREWALL_FEED_URL },
    /^FIREWALL_FEED_URL needs FIREWALL_FEED_TOKEN: .* credentials\/reader/,
  ],
  [
    'has half a credential',
    { FIREWALL_RADAR_CREDENTIAL: SECRET },
    /^FIREWALL_RADAR_CREDENTIAL must be/,
  ],
  ['may mean yes', { ...CREDENTIAL, FIREWALL_APPLY: 'auto' }, /^FIREWALL_APPLY /],
  [
    'names a program by luck',
    { ...CREDENTIAL, FIREWALL_NFT: 'nft' },
    /^FIREWALL_NFT must be an abs/,
  ],
  [
    'spares nonsense',
    { ...CREDENTIAL, FIREWALL_NEVER_BLOCKED: '10.0.0.0/33' },
    /^FIREWALL_NEVER_B/,
  ],
])('[V11] says in a sentence when it %s', (_, env, sentence) => {
  expect(() => readConfig(env)).toThrow(sentence)
})

it.each([
  ['http://radar.example.org/blocklist.json', false],
  ['http://127.0.0.1.example.org/blocklist.json', false],
  ['http://192.0.2.1/blocklist.json', false],
  ['https://reader:secret@radar.example.org/blocklist.json', false],
  ['ftp://127.0.0.1/blocklist.json', false],
  ['blocklist.json', false],
  ['http://localhost:8081/blocklist.json', true],
  ['http://127.0.0.1:8081/blocklist.json', true],
  ['http://[::1]:8081/blocklist.json', true],
  ['https://192.0.2.1/blocklist.json', true],
])('[R20] reads the feed where nobody else can write it: %s is %s', (url, isFine) => {
  const read = () => readConfig({ ...FEED, FIREWALL_FEED_URL: url })
  if (isFine) expect(read().FEED_URL).toBe(url)
  else expect(read).toThrow(/^FIREWALL_FEED_URL must look like/)
})
