import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ConfigError, originsOf } from '../../radar/settings.ts'
import { readConfig, SETTINGS } from '../../signaling/config.ts'

type Environment = Readonly<Record<string, string | undefined>>

/** All complaints about an environment, a line each. */
function complaints(env: Environment): string[] {
  try {
    readConfig(env)
  } catch (error) {
    if (error instanceof ConfigError) return error.message.split('\n')
    throw error
  }
  return []
}

const SECRET = 's'.repeat(44)

describe('settings', () => {
  it('[V11] need nothing: the defaults are valid', () => {
    expect(readConfig({ PATH: '/bin', OTHER_PORT: 'x' })).toEqual({
      HOST: '127.0.0.1',
      PORT: 8080,
      METRICS_PORT: 9464,
      ORIGINS: [],
      TRUSTED_PROXIES: [],
      LAN: 'auto',
      STUN_URLS: [],
      TURN_URLS: [],
      TURN_SECRET: '',
      HIDE_ADDRESS: 'choice',
      CONTACT: SETTINGS.CONTACT.initial,
      RADAR_URL: 'mqtt://127.0.0.1:1883',
      RADAR_CREDENTIAL: '',
      NEVER_BLOCKED: [],
      MAX_VISITORS: 20_000,
      CONNECTIONS_PER_ADDRESS: 64,
      CONNECTS_PER_MINUTE: 300,
      FINDS_PER_MINUTE: 120,
      REPORTS_PER_HOUR: 30,
      ADVERTISING: null,
    })
  })

  it('[V11] are read from text', () => {
    const config = readConfig({
      SIGNALING_PORT: '0',
      SIGNALING_LAN: 'off',
      SIGNALING_ORIGINS: ' https://a.example , http://b.example:8080,',
      SIGNALING_TRUSTED_PROXIES: '127.0.0.1,fd00::/8',
      SIGNALING_STUN_URLS: 'stun:a:3478,stuns:b',
      SIGNALING_TURN_URLS: 'turn:a:3478?transport=udp,turns:b:5349',
      SIGNALING_TURN_SECRET: SECRET,
      SIGNALING_MAX_VISITORS: '1',
    })
    expect(config).toMatchObject({
      PORT: 0,
      LAN: 'off',
      ORIGINS: ['https://a.example', 'http://b.example:8080'],
      STUN_URLS: ['stun:a:3478', 'stuns:b'],
      TURN_URLS: ['turn:a:3478?transport=udp', 'turns:b:5349'],
      TURN_SECRET: SECRET,
      MAX_VISITORS: 1,
    })
    expect(config.TRUSTED_PROXIES.map(([, bits]) => bits)).toEqual([32, 8])
  })

  const wrong: [string, string][] = [
    ['HOST', ''],
    ['PORT', 'eighty'],
    // An empty line in an environment file must not become a random port.
    ['PORT', ''],
    ['PORT', '65536'],
    ['PORT', '-1'],
    ['PORT', '80.5'],
    ['METRICS_PORT', 'x'],
    ['ORIGINS', 'chat.example.org'],
    ['ORIGINS', 'https://chat.example.org/'],
    ['ORIGINS', 'https://chat.example.org/path'],
    ['ORIGINS', 'https://Chat.example.org'],
    ['ORIGINS', 'https://a.example,*'],
    ['ORIGINS', 'null'],
    ['TRUSTED_PROXIES', 'localhost'],
    ['TRUSTED_PROXIES', '10.0.0.0/33'],
    ['TRUSTED_PROXIES', '127.0.0.1, 127.1'],
    ['LAN', 'yes'],
    ['LAN', ''],
    ['STUN_URLS', 'stun.example.org'],
    ['STUN_URLS', 'turn:a'],
    ['TURN_URLS', 'stun:a'],
    ['TURN_SECRET', 'short'],
    ['CONTACT', 'x'],
    ['CONTACT', 'x'.repeat(201)],
    ['MAX_VISITORS', '0'],
    ['MAX_VISITORS', ''],
    ['MAX_VISITORS', 'Infinity'],
    ['CONNECTIONS_PER_ADDRESS', '-5'],
    ['CONNECTS_PER_MINUTE', '1.5'],
    ['FINDS_PER_MINUTE', 'many'],
    ['REPORTS_PER_HOUR', '10000001'],
  ]

  it.each(wrong)('[V11] complain in one sentence about %s=%j', (name, value) => {
    const found = complaints({ [`SIGNALING_${name}`]: value })
    expect(found).toHaveLength(1)
    expect(found[0]).toMatch(new RegExp(`^SIGNALING_${name} .+\\.$`))
  })

  it('[V11] complain about every one at once', () => {
    const env = Object.fromEntries(wrong.map(([name, value]) => [`SIGNALING_${name}`, value]))
    const found = complaints({ ...env, SIGNALING_PROT: '80', SIGNALING_: '1' })
    for (const name of Object.keys(env))
      expect(found.filter((line) => line.startsWith(`${name} `))).toHaveLength(1)
    expect(found).toContain('SIGNALING_PROT is not a setting.')
    expect(found).toContain('SIGNALING_ is not a setting.')
    expect(found).toHaveLength(Object.keys(env).length + 2)
  })

  it.each(['SIGNALING_PROT', 'SIGNALING_port', 'SIGNALING_PROT_FILE', 'SIGNALING_toString'])(
    '[V11] complain about a name nobody knows: %s',
    (name) => {
      expect(complaints({ [name]: 'x' })).toEqual([`${name} is not a setting.`])
    },
  )

  it('[V11] say what is missing when there is a relay without its secret', () => {
    const [complaint, ...more] = complaints({ SIGNALING_TURN_URLS: 'turn:a:3478' })
    expect(complaint).toContain('SIGNALING_TURN_SECRET')
    expect(complaint).toContain('openssl rand')
    expect(more).toEqual([])
  })

  it('[P8] let nobody hide all addresses where there is no relay', () => {
    const [complaint, ...more] = complaints({ SIGNALING_HIDE_ADDRESS: 'always' })
    expect(complaint).toContain('SIGNALING_TURN_URLS')
    expect(more).toEqual([])
    const relay = { SIGNALING_TURN_URLS: 'turn:a:3478', SIGNALING_TURN_SECRET: SECRET }
    expect(readConfig({ ...relay, SIGNALING_HIDE_ADDRESS: 'always' }).HIDE_ADDRESS).toBe('always')
    expect(readConfig({ SIGNALING_HIDE_ADDRESS: 'never' }).HIDE_ADDRESS).toBe('never')
  })

  it('[V11] say so together with all else that is wrong', () => {
    const env = { SIGNALING_TURN_URLS: 'turn:a:3478', SIGNALING_PORT: 'x', SIGNALING_LAN: 'x' }
    expect(complaints(env)).toHaveLength(3)
  })

  it('[V11] never repeat a secret in a complaint', () => {
    const [complaint] = complaints({ SIGNALING_TURN_SECRET: 'hunter2' })
    expect(complaint).not.toContain('hunter2')
  })

  it('have one line of help each', () => {
    for (const { help, initial, check } of Object.values(SETTINGS)) {
      expect(help).toMatch(/^\S.+\.$/)
      expect(check.safeParse(initial).success).toBe(true)
    }
  })
})

describe('settings in a file', () => {
  let folder: string
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'config-test-'))
  })
  afterEach(() => {
    rmSync(folder, { recursive: true })
  })

  it('[V11] are read without the line end that editors add', () => {
    const file = join(folder, 'secret')
    writeFileSync(file, `${SECRET}\n`)
    const env = { SIGNALING_TURN_URLS: 'turn:a', SIGNALING_TURN_SECRET_FILE: file }
    expect(readConfig(env).TURN_SECRET).toBe(SECRET)
  })

  it('[V11] are checked like any other', () => {
    const file = join(folder, 'secret')
    writeFileSync(file, 'short')
    expect(complaints({ SIGNALING_TURN_SECRET_FILE: file })).toHaveLength(1)
  })

  it('[V11] are missed by name when the file is not there', () => {
    expect(complaints({ SIGNALING_TURN_SECRET_FILE: join(folder, 'none') })).toEqual([
      'SIGNALING_TURN_SECRET_FILE names a file that cannot be read.',
    ])
  })
})

describe('the origins of the page', () => {
  it('[V3] are those that are set', () => {
    const config = readConfig({ SIGNALING_ORIGINS: 'https://chat.example.org' })
    expect(originsOf(config)).toEqual(['https://chat.example.org'])
  })

  it('[V3] are else those of this machine under the port in use', () => {
    expect(originsOf(readConfig({ SIGNALING_PORT: '8123' }))).toEqual([
      'http://localhost:8123',
      'http://127.0.0.1:8123',
      'http://[::1]:8123',
    ])
  })

  it('[V3] are written as a browser writes them: without the port of plain HTTP', () => {
    expect(originsOf(readConfig({ SIGNALING_PORT: '80' }))).toEqual([
      'http://localhost',
      'http://127.0.0.1',
      'http://[::1]',
    ])
  })

  it.each(['localhost', '127.0.0.1', '::1', '0.0.0.0', '::'])(
    '[V3] need not be set for %s, which is reached under the names of this machine',
    (host) => {
      expect(complaints({ SIGNALING_HOST: host })).toEqual([])
    },
  )

  it.each([
    ['HOST', '192.168.1.5'],
    ['HOST', 'chat.example.org'],
    ['HOST', '127.0.0.2'],
    ['HOST', 'fe80::1'],
    ['PORT', '0'],
  ])('[V11] [S2] are asked for in one sentence where nobody knows them: %s=%s', (name, value) => {
    const env = { [`SIGNALING_${name}`]: value }
    const [complaint, ...more] = complaints(env)
    expect(complaint).toMatch(
      new RegExp(`^SIGNALING_${name}=${value} needs SIGNALING_ORIGINS.+\\.$`),
    )
    expect(more).toEqual([])
    expect(complaints({ ...env, SIGNALING_ORIGINS: 'https://chat.example.org' })).toEqual([])
  })
})
