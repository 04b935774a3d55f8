/** `npm run deploy` as an operator types it: what it takes, what it refuses, what it changes. */
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  chmodSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readCommand } from '../../nginx/command.ts'
import { isAllowed, parseOptions, renderOptions, type Options } from '../../nginx/options.ts'
import { ADS_DOMAIN, DEPLOY, DOMAIN, OPTIONS, RADAR_DOMAIN } from './deployments.ts'

const asIs = (path: string) => path
const SNIPPET = '<script src="https://cdn.example.net/x.js"></script>'
const readText = (path: string) => (path === '/snippet' ? SNIPPET : '')
const ADS = ['--ads-file', '/snippet', '--ads-network', 'Example Ads']
const refusal = (...words: string[]): string => {
  try {
    const command = readCommand(words, asIs, readText)
    if (command.type === 'render') command.options(null, ['198.51.100.9'])
    return 'taken'
  } catch (error) {
    return (error as Error).message
  }
}
function chosen(before: Options | null, ...words: string[]): Options {
  const command = readCommand(['--out', '/x', ...words], asIs, readText)
  if (command.type !== 'render') throw new Error('renders nothing')
  return command.options(before, ['192.0.2.77'])
}

describe('the words', () => {
  const given = ['--out', '/x', '--domain', DOMAIN]

  it.each([
    [[], /^Say where to render with --out FOLDER/],
    [['--out', ''], /^Say where to render with --out FOLDER/],
    [['--out', '/x'], /^Say the page's host name with --domain/],
    [['--out', '/a b', '--domain', DOMAIN], /^--out must be an absolute path of letters/],
    [['--out', '/x', '--domain', 'localhost'], /^--domain must be a host name/],
    [['--out', '/x', '--domain', 'a.b;c'], /^--domain must be a host name/],
    [['--out', '/x', '--domain', '192.0.2.1'], /^--domain must be a host name/],
    [[...given, '--radar-domain', 'x'], /^--radar-domain must be a host name/],
    [[...given, '--radar-domain', DOMAIN], /^--radar-domain must differ from --domain/],
    [[...given, '--radar-allow', '192.0.2.0/24'], /^--radar-allow needs --radar-domain/],
    [
      [...given, '--radar-domain', RADAR_DOMAIN, '--radar-allow', '1.2.3'],
      /^--radar-allow must be an address or prefix/,
    ],
    [[...given, '--address', '192.0.2'], /^--address must be an address/],
    [[...given, '--address', '192.0.2.1/2001:db8::1'], /^--address must be an address/],
    [[...given, '--address', 'fe80::1%eth0'], /^--address must be an address/],
    [[...given, '--address', '203.0.113.7/::ffff:10.0.0.5/1'], /^--address must be an address/],
    [
      [...given, '--radar-domain', RADAR_DOMAIN, '--radar-allow', '2001:db8::/129'],
      /^--radar-allow must be an address or prefix/,
    ],
    [
      [...given, '--radar-domain', RADAR_DOMAIN, '--radar-allow', '::ffff:192.0.2.0/120'],
      /^--radar-allow must be an address or prefix/,
    ],
    [[...given, '--ads-network', 'Example Ads'], /^--ads-network, .+ need --ads-file/],
    [[...given, '--ads-domain', ADS_DOMAIN], /^--ads-network, .+ need --ads-file/],
    [[...given, '--ads-file', '/snippet'], /^--ads-file needs --ads-network/],
    [[...given, '--ads-file', '/empty', '--ads-network', 'x'], /^--ads-file names .+ empty/],
    [[...given, ...ADS, '--ads-network', 'x'], /^--ads-network must be the network's name/],
    [[...given, ...ADS, '--ads-size', '900x90'], /^--ads-size must look like 300x250/],
    [[...given, ...ADS, '--ads-domain', 'x y'], /^--ads-domain must be a host name/],
    [[...given, ...ADS, '--ads-domain', DOMAIN], /^--ads-domain must differ from --domain/],
    [[...given, '--ssh-port', '0'], /^--ssh-port must be a port/],
    [[...given, '--ssh-port', '65536'], /^--ssh-port must be a port/],
    [[...given, '--contact', 'x'], /^--contact must be one line/],
    [[...given, '--contact', 'a\nRADAR_X=1'], /^--contact must be one line/],
    [[...given, '--user-quota', '0'], /^--user-quota must be a whole number/],
    [[...given, '--user-quota', '12001'], /^--user-quota must be a whole number/],
    [[...given, '--app', 'opt'], /^--app must be an absolute path/],
    [[...given, '--run', '/a/../b'], /^--run must be an absolute path/],
    [[...given, '--data', '/a{}'], /^--data must be an absolute path/],
    [[...given, '--nonsense'], /^Unknown option '--nonsense': see --help/],
    [[...given, 'word'], /^Unexpected argument 'word'/],
    [['--check', '/x', '--out', '/y'], /^--check takes no other option/],
  ])('[E4] are refused in a sentence: %j', (words, sentence) => {
    const said = refusal(...words)
    expect(said).toMatch(sentence)
    expect(said).toMatch(/\.$/)
    expect(said).not.toContain('\n')
  })

  it('[E4] leave what they do not name as it was', () => {
    const before = { ...OPTIONS, radarDomain: RADAR_DOMAIN, contact: 'me@x', userQuota: 9 }
    expect(chosen(before)).toEqual(before)
    expect(chosen(before, '--user-quota', '10')).toEqual({ ...before, userQuota: 10 })
    expect(chosen(before, '--radar-domain', '', '--contact', '')).toEqual({
      ...before,
      radarDomain: null,
      contact: '',
    })
  })

  it('[E4] [P7] remember the snippet itself, until it is taken back', () => {
    const ads = { snippet: SNIPPET, network: 'Example Ads', domain: null, size: '' }
    const before = chosen(OPTIONS, ...ADS)
    expect(before).toEqual({ ...OPTIONS, ads })
    expect(chosen(before)).toEqual(before)
    expect(chosen(before, '--ads-domain', ADS_DOMAIN, '--ads-size', '320x50').ads).toEqual({
      ...ads,
      domain: ADS_DOMAIN,
      size: '320x50',
    })
    expect(parseOptions(renderOptions(before))).toEqual(before)
    expect(chosen(before, '--ads-file', '').ads).toBeNull()
  })

  it('[E4] take the addresses that the machine has, unless they name others', () => {
    const own = [{ shown: '192.0.2.77', local: '192.0.2.77' }]
    expect(chosen(null, '--domain', DOMAIN).addresses).toEqual(own)
    expect(chosen(OPTIONS, '--address', '').addresses).toEqual(own)
    expect(chosen(OPTIONS, '--address', '203.0.113.7/10.0.0.5').addresses).toEqual([
      { shown: '203.0.113.7', local: '10.0.0.5' },
    ])
  })

  it.each([
    ['203.0.113.7', '203.0.113.7'],
    ['::ffff:203.0.113.7', '203.0.113.7'],
    ['2001:DB8:0:0::9', '2001:db8::9'],
  ])('[E4] write an address as the kernel does: %s', (given, written) => {
    expect(chosen(OPTIONS, '--address', given).addresses).toEqual([
      { shown: written, local: written },
    ])
  })

  it.each([
    ['2001:db8:1:2::5/128', '2001:db8:1:2::5'],
    ['2001:db8:1:2::5', '2001:db8:1:2::5'],
    ['2001:DB8:1:2::80/121', '2001:db8:1:2::80/121'],
    ['2001:db8::/32', '2001:db8::/32'],
    ['192.0.2.0/24', '192.0.2.0/24'],
    ['192.0.2.1/32', '192.0.2.1'],
    ['::ffff:192.0.2.1', '192.0.2.1'],
  ])('[E4] let nobody else see the dashboard than whom they name: %s', (given, written) => {
    const words = ['--radar-domain', RADAR_DOMAIN, '--radar-allow', given]
    expect(chosen(OPTIONS, ...words).radarAllow).toEqual([written])
  })

  it('[E4] are asked whom they let see the dashboard', () => {
    const prefixes = ['2001:db8:1:2::5', '192.0.2.0/24']
    const cases = ['2001:db8:1:2::5', '2001:db8:1:2::6', '192.0.2.77', '192.0.3.77']
    expect(cases.map((one) => isAllowed(prefixes, one))).toEqual([true, false, true, false])
  })

  it('[E4] name the port of SSH, which is 22 unless they do', () => {
    expect(chosen(null, '--domain', DOMAIN).sshPort).toBe(22)
    expect(chosen(OPTIONS, '--ssh-port', '2222').sshPort).toBe(2222)
    expect(parseOptions(JSON.stringify({ ...OPTIONS, sshPort: undefined }))).toEqual(OPTIONS)
  })

  it('[E4] fifty visitors behind one address have their six allocations each by default', () => {
    expect(chosen(null, '--domain', DOMAIN).userQuota).toBeGreaterThanOrEqual(50 * 6)
  })
})

describe('the command', () => {
  let folder = ''
  beforeEach(() => {
    folder = join(mkdtempSync(join(tmpdir(), 'p2p-chat-deploy-')), 'etc')
  })
  afterEach(() => {
    rmSync(join(folder, '..'), { recursive: true })
  })

  const deploy = (...words: string[]) =>
    spawnSync(process.execPath, [DEPLOY, ...words], { encoding: 'utf8', timeout: 60_000 })
  const first = () =>
    deploy('--domain', DOMAIN, '--out', folder, '--address', '198.51.100.9', '--contact', 'me@x')
  const read = (path: string) => readFileSync(join(folder, path), 'utf8')
  function digest(): Record<string, string> {
    const files = readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }) => join(parentPath, name))
    return Object.fromEntries(
      files.map((path) => {
        const { ino, mode, mtimeMs } = statSync(path)
        const hash = createHash('sha256').update(readFileSync(path)).digest('hex')
        return [path, `${hash} ${ino} ${mode} ${mtimeMs}`]
      }),
    )
  }
  const turnSecrets = () =>
    [...read('turnserver.conf').matchAll(/^static-auth-secret=(.*)$/gm)].map(([, one]) => one)

  it('[E4] changes nothing the second time, not even a date', () => {
    const { stdout: said } = first()
    expect(said).toContain('30 of 30 files changed')
    expect(said).not.toMatch(/^then /m)
    const before = digest()
    const { status, stdout } = deploy('--out', folder)
    expect({ status, said: stdout.split('\n')[0] }).toEqual({
      status: 0,
      said: `Nothing has changed in ${folder}.`,
    })
    expect(digest()).toEqual(before)
  })

  it('[E4] changes what a new choice changes, says so, and keeps secrets and strange files', () => {
    first()
    writeFileSync(join(folder, 'signaling.local.env'), 'SIGNALING_MAX_VISITORS=5\n')
    const before = digest()
    const { stdout } = deploy('--out', folder, '--user-quota', '99')
    expect(stdout.match(/^changed .*$/gm)).toEqual([
      'changed  options.json',
      'changed  turnserver.conf',
    ])
    expect(stdout.match(/^then .*$/gm)).toEqual(['then     systemctl restart p2pchat-turn'])
    const after = digest()
    expect(Object.keys(after)).toEqual(Object.keys(before))
    const changed = Object.keys(after).filter((path) => after[path] !== before[path])
    expect(changed.map((path) => path.slice(folder.length + 1)).toSorted()).toEqual([
      'options.json',
      'turnserver.conf',
    ])
  })

  it('[E4] mends a file that was changed and a mode that was opened', () => {
    first()
    const { radar, conf } = { radar: read('radar.env'), conf: read('nginx/nginx.conf') }
    chmodSync(join(folder, 'radar.env'), 0o644)
    writeFileSync(join(folder, 'nginx/nginx.conf'), 'nothing')
    deploy('--out', folder)
    expect(read('radar.env')).toBe(radar)
    expect(statSync(join(folder, 'radar.env')).mode & 0o777).toBe(0o600)
    expect(read('nginx/nginx.conf')).toBe(conf)
  })

  it('[E4] rotates the secret of the relay: the new one first, the one before it second', () => {
    first()
    const [one] = turnSecrets()
    deploy('--out', folder, '--rotate-turn-secret')
    const [two, old] = turnSecrets()
    expect([old, turnSecrets().length]).toEqual([one, 2])
    expect(two).not.toBe(one)
    expect(read('signaling.env')).toContain(`SIGNALING_TURN_SECRET=${two}\n`)
    deploy('--out', folder)
    expect(turnSecrets()).toEqual([two, one])
    deploy('--out', folder, '--rotate-turn-secret')
    expect(turnSecrets().slice(1)).toEqual([two])
  })

  it('[E4] makes other secrets for another deployment', () => {
    first()
    const [one] = turnSecrets()
    rmSync(folder, { recursive: true })
    first()
    expect(turnSecrets()).not.toContain(one)
  })

  it('[E4] does not replace a secret that it cannot read', () => {
    first()
    writeFileSync(join(folder, 'radar.env'), '')
    const { status, stderr } = deploy('--out', folder)
    expect(status).toBe(1)
    expect(stderr).toMatch(/^radar\.env holds no RADAR_SECRET: .*\n$/)
    expect(read('radar.env')).toBe('')
  })

  it.each(['/proc/nowhere', '/dev/null/etc'])(
    '[E4] refuses a folder that it cannot write: %s',
    (path) => {
      const { status, stderr } = deploy('--domain', DOMAIN, '--out', path)
      expect(status).toBe(1)
      expect(stderr).toMatch(/^The folder \S+ cannot be written \(\w+\)\.\n$/)
    },
  )

  it('[E4] warns where only private addresses are known, and nobody is named', () => {
    const { status, stdout } = deploy('--domain', DOMAIN, '--out', folder, '--address', '10.0.0.5')
    expect(status).toBe(0)
    expect(stdout).toMatch(/^Warning: none of the addresses is public/m)
    expect(stdout).toMatch(/^Warning: no --contact is named yet/m)
    expect(stdout).toMatch(/^Warning: the services see nothing under \/home, \/root and \/tmp/m)
  })

  it('[E4] takes a folder from where the operator stands, not from where npm runs', () => {
    const words = [DEPLOY, '--domain', DOMAIN, '--out', 'etc', '--address', '198.51.100.9']
    const env = { INIT_CWD: join(folder, '..') }
    const { stdout } = spawnSync(process.execPath, words, { encoding: 'utf8', env })
    expect(stdout).toContain(`30 of 30 files changed in ${folder}.`)
  })

  it('[E4] explains itself', () => {
    const { status, stdout } = deploy('--help')
    expect(status).toBe(0)
    for (const option of ['--domain', '--out', '--check', '--rotate-turn-secret'])
      expect(stdout).toContain(option)
  })
})
