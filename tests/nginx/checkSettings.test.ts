/** What `--check` says of the files of settings, without running anything. */
import { checkSettings, environmentOf, ownSecretFiles } from '../../nginx/checkSettings.ts'
import { parseEnvironment, strangeLines } from '../../nginx/environmentFile.ts'
import { credentialsOf, deriveSecrets } from '../../radar/secrets.ts'
import { render } from './deployments.ts'

const OTHER = 'x'.repeat(43)

/** Reads a deployment with files of the operator's own. */
const reader =
  (own: Readonly<Record<string, string>>) =>
  (path: string): string | null =>
    ({ ...render(), ...own })[path] ?? null
const wrongs = (own: Readonly<Record<string, string>>): string[] =>
  checkSettings(reader(own)).flatMap(({ verdict, sentence }) =>
    verdict === 'wrong' ? [sentence] : [],
  )

it.each([
  ['', {}],
  ['# A comment\n; another\n\n  \t', {}],
  ['A=1', { A: '1' }],
  ['  A=b c  ', { A: 'b c' }],
  ['A=  b', { A: 'b' }],
  ['_a1=', { _a1: '' }],
  ['A=\'b "c" $d \\e\'', { A: 'b "c" $d \\e' }],
  ["A=''", { A: '' }],
  ['A="b \'c\' \\"d\\" \\e"', { A: 'b \'c\' "d" \\e' }],
  ['A=it\'s "x"', { A: 'it\'s "x"' }],
])('[E9] a line is read as the service manager reads it: %j', (text, values) => {
  expect(parseEnvironment(text)).toEqual(values)
  expect(strangeLines(text)).toEqual([])
})

it.each([
  'export A=1',
  'A = 1',
  'A =1',
  'A',
  '=1',
  '1A=1',
  'A-B=1',
  'A="b',
  "A='b",
  'A="b" c',
  "A='b'c'",
  'A="b\\"',
  'A=b\\',
  'A=b\\c',
])('[E9] a line that makes no sense is wrong: %s', (line) => {
  expect(strangeLines(`# first\n${line}\nB=2\n`)).toEqual([2])
  expect(parseEnvironment(`${line}\nB=2\n`)).toEqual({ B: '2' })
})

describe('settings', () => {
  it('[E9] are good as rendered, and with the right ones added', () => {
    expect(wrongs({})).toEqual([])
    expect(wrongs({ 'signaling.local.env': "SIGNALING_CONTACT='me and you'\n" })).toEqual([])
  })

  it.each(['signaling', 'radar', 'firewall'])('[E9] of %s have no line that is lost', (name) => {
    const path = `${name}.local.env`
    const said = wrongs({ [path]: `# Mine.\nexport ${name.toUpperCase()}_SECRET_THING=abc\n` })
    expect(said).toEqual([expect.stringMatching(`^${path}: line 2 is no NAME=value`)])
    expect(said.join('')).not.toContain('abc')
  })

  it('[E9] do not part the radar from those who sign in to it', () => {
    expect(wrongs({ 'radar.local.env': `RADAR_SECRET=${OTHER}\n` })).toEqual([
      expect.stringMatching(/^signaling\.env: SIGNALING_RADAR_CREDENTIAL does not follow/),
      expect.stringMatching(/^firewall\.env: FIREWALL_RADAR_CREDENTIAL does not follow/),
    ])
    const { signaling, firewall } = credentialsOf(deriveSecrets(OTHER))
    expect(
      wrongs({
        'radar.local.env': `RADAR_SECRET=${OTHER}\n`,
        'signaling.local.env': `SIGNALING_RADAR_CREDENTIAL=${signaling}\n`,
        'firewall.local.env': `FIREWALL_RADAR_CREDENTIAL=${firewall}\n`,
      }),
    ).toEqual([])
    expect(wrongs({ 'radar.local.env': 'RADAR_SECRET=\n' })).toEqual([
      expect.stringMatching(/^radar\.local\.env: RADAR_SECRET is empty/),
    ])
  })

  it('[E9] are those that the process would get', () => {
    const read = reader({ 'radar.local.env': 'RADAR_DRY_RUN_DAYS=0\n' })
    expect(environmentOf(read, 'radar')).toMatchObject({
      RADAR_DRY_RUN_DAYS: '0',
      RADAR_SECRET: 'm'.repeat(43),
    })
  })

  it('[E5] of the operator are secret where they hold a secret', () => {
    const read = reader({
      'radar.local.env': 'RADAR_WEBHOOK_URL=https://alerts.example.org/abc\n',
      'signaling.local.env': 'SIGNALING_MAX_VISITORS=5\nSIGNALING_TURN_SECRET_FILE=/x\n',
      'firewall.local.env': 'FIREWALL_FEED_TOKEN=abc\n',
    })
    expect(ownSecretFiles(read)).toEqual(['radar.local.env', 'firewall.local.env'])
  })
})
