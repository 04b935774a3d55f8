import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileIn, readConfig } from '../../radar/config.ts'
import { ConfigError, originsOf, type Environment } from '../../radar/settings.ts'

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

const SECRET = 'A'.repeat(43)

describe('the settings of the radar', () => {
  test('[V11] need nothing: the defaults are valid, private and silent', () => {
    const config = readConfig({ PATH: '/bin', SIGNALING_PORT: 'x' })
    expect(config).toEqual({
      HOST: '127.0.0.1',
      PORT: 8081,
      MQTT_PORT: 1883,
      METRICS_PORT: 9465,
      DATA: '.data',
      SECRET: '',
      ORIGINS: [],
      TRUSTED_PROXIES: [],
      OWN_ADDRESSES: [],
      ALLOWLIST: [],
      THRESHOLDS: '',
      DRY_RUN_DAYS: 7,
      WEBHOOK_URL: '',
    })
    expect(originsOf(config)).toEqual([
      'http://localhost:8081',
      'http://127.0.0.1:8081',
      'http://[::1]:8081',
    ])
    expect(fileIn(config, 'blocks')).toBe(join('.data', 'blocks'))
  })

  test('[V11] [S2] ask for origins where nobody knows them', () => {
    for (const [name, value] of [
      ['HOST', '192.168.1.5'],
      ['PORT', '0'],
    ] as const)
      expect(complaints({ [`RADAR_${name}`]: value })).toEqual([
        expect.stringMatching(new RegExp(`^RADAR_${name}=${value} needs RADAR_ORIGINS`)),
      ])
  })

  test('[V11] are read from text, and prefixes into one form', () => {
    const config = readConfig({
      RADAR_PORT: '0',
      RADAR_SECRET: SECRET,
      RADAR_ORIGINS: ' https://radar.example.org , http://localhost:9000,',
      RADAR_TRUSTED_PROXIES: '127.0.0.1,::1',
      RADAR_OWN_ADDRESSES: '::ffff:8.8.8.8, 2600::5',
      RADAR_ALLOWLIST: '10.0.0.0/8,8.8.4.77/24',
      RADAR_DRY_RUN_DAYS: '0',
      RADAR_WEBHOOK_URL: 'https://alerts.example.org/hook?team=1',
    })
    expect(config).toMatchObject({
      PORT: 0,
      SECRET,
      DRY_RUN_DAYS: 0,
      WEBHOOK_URL: 'https://alerts.example.org/hook?team=1',
    })
    const texts = (['TRUSTED_PROXIES', 'OWN_ADDRESSES', 'ALLOWLIST'] as const).map((name) =>
      config[name].map(({ text }) => text),
    )
    expect(texts).toEqual([
      ['127.0.0.1', '::/64'],
      ['8.8.8.8', '2600::/64'],
      ['10.0.0.0/8', '8.8.4.0/24'],
    ])
    expect(originsOf(config)).toEqual(['https://radar.example.org', 'http://localhost:9000'])
  })

  test.each<[name: string, values: readonly string[], sentence: string]>([
    ['HOST', [''], 'must not be empty'],
    ['DATA', [''], 'must not be empty'],
    ...['PORT', 'MQTT_PORT', 'METRICS_PORT'].map(
      (name) =>
        [
          name,
          ['', '-1', '65536', '1.5', '0x50', '8 081', 'http', '1e3', '9999999999'],
          'must be a whole number from 0 to 65535',
        ] as [string, string[], string],
    ),
    [
      'SECRET',
      ['short', `${SECRET}A`, `${SECRET.slice(1)}=`, `${SECRET.slice(1)}/`, `${SECRET}\n${SECRET}`],
      'must be 32 bytes in base64url: try "openssl rand -base64 32 | tr +/ -_ | tr -d ="',
    ],
    [
      'ORIGINS',
      ['radar.example.org', 'https://radar.example.org/', 'https://a.example,b', '*', 'null'],
      'must be origins such as https://chat.example.org, without a path',
    ],
    ...['TRUSTED_PROXIES', 'OWN_ADDRESSES', 'ALLOWLIST'].map(
      (name) =>
        [
          name,
          ['nginx', '10.0.0.0/33', '010.0.0.1', 'fe80::1%eth0', '127.0.0.1;::1', '127.0.0.1 ::1'],
          'must be addresses or prefixes such as 127.0.0.1 or 10.0.0.0/8',
        ] as [string, string[], string],
    ),
    ['DRY_RUN_DAYS', ['', '-1', '366', '1.5', 'never'], 'must be a whole number from 0 to 365'],
    [
      'WEBHOOK_URL',
      [
        'ftp://example.org',
        'example.org',
        'javascript:x',
        'https://',
        'https://a b',
        'http:///',
        'https://ann@example.org',
        'https://:x@example.org',
        'http://[::1',
      ],
      'must be an http(s) address, without a password',
    ],
  ])('[V11] %s: each bad value is one sentence that names it', (name, values, sentence) => {
    for (const value of values)
      expect([value, complaints({ [`RADAR_${name}`]: value })]).toEqual([
        value,
        [`RADAR_${name} ${sentence}.`],
      ])
  })

  test('[V11] are reported all at once, unknown names included', () => {
    expect(
      complaints({
        RADAR_PORT: 'x',
        RADAR_PORTS: '1',
        RADAR_toString: '1',
        RADAR_DRY_RUN_DAYS: '',
      }),
    ).toEqual([
      'RADAR_PORTS is not a setting.',
      'RADAR_toString is not a setting.',
      'RADAR_PORT must be a whole number from 0 to 65535.',
      'RADAR_DRY_RUN_DAYS must be a whole number from 0 to 365.',
    ])
  })

  test('[V11] may come from files, without the line end', () => {
    const folder = mkdtempSync(join(tmpdir(), 'config-'))
    try {
      const path = join(folder, 'secret')
      writeFileSync(path, `${SECRET}\n`)
      // The file counts, whatever stands beside it.
      expect(readConfig({ RADAR_SECRET_FILE: path, RADAR_SECRET: 'short' }).SECRET).toBe(SECRET)
      const missing = { RADAR_SECRET_FILE: join(folder, 'other') }
      expect(complaints(missing)).toEqual(['RADAR_SECRET_FILE names a file that cannot be read.'])
      expect(complaints({ RADAR_PORTS_FILE: path })).toEqual(['RADAR_PORTS_FILE is not a setting.'])
      writeFileSync(path, 'short')
      const [sentence] = complaints({ RADAR_SECRET_FILE: path })
      expect(sentence).toMatch(/^RADAR_SECRET must be 32 bytes/)
      // What is wrong with a secret is said without it.
      expect(sentence).not.toContain('short')
    } finally {
      rmSync(folder, { recursive: true })
    }
  })
})
