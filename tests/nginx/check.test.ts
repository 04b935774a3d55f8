/** `npm run deploy -- --check` on a good deployment and on damaged ones, with the real programs. */
import { execFile, execFileSync, spawnSync } from 'node:child_process'
import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { createNamespace, type Namespace } from '../firewall/namespace.ts'
import { describeAsRoot } from '../helpers/asRoot.ts'
import { REPOSITORY } from '../helpers/signalingProcess.ts'
import { ADS_DOMAIN, DEPLOY, DOMAIN, RADAR_DOMAIN } from './deployments.ts'
import { makeCertificate } from './proxy.ts'

/** The programs wait for each other; a busy machine waits longer. */
const PATIENCE_MS = 200_000

const OWN = ['198.51.100.9', '2001:db8::9']
/** Whoever tries this out has not installed it. */
const NOT_INSTALLED = [
  'Not installed yet: local-services.nft (CHECKLIST.md, step 4).',
  'Not installed yet: the users p2pchat-signaling, p2pchat-radar (CHECKLIST.md, steps 2 and 3).',
  'Not installed yet: p2pchat-signaling.service, p2pchat-radar.service, p2pchat-firewall.service, p2pchat-nginx.service, p2pchat-turn.service (CHECKLIST.md, step 6).',
]

interface Checked {
  readonly status: number
  readonly good: readonly string[]
  readonly wrong: readonly string[]
  readonly notes: readonly string[]
}

const folders: string[] = []
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
})

function deploy(...words: string[]): string {
  const folder = mkdtempSync(join(tmpdir(), 'p2p-chat-check-'))
  folders.push(folder)
  // coturn's own user reads its configuration and the key.
  chmodSync(folder, 0o755)
  const places = ['--run', join(folder, 'run'), '--app', REPOSITORY, '--out', join(folder, 'etc')]
  const names = ['--domain', DOMAIN, '--contact', 'me@example.org']
  const addresses = OWN.flatMap((address) => ['--address', address])
  execFileSync(process.execPath, [DEPLOY, ...names, ...addresses, ...places, ...words])
  return join(folder, 'etc')
}

function certify(folder: string, names: readonly string[]): void {
  makeCertificate(join(folder, 'tls'), names)
  execFileSync('chgrp', ['turnserver', join(folder, 'tls/privkey.pem')])
  chmodSync(join(folder, 'tls/privkey.pem'), 0o640)
}

function edit(folder: string, path: string, change: (text: string) => string): void {
  const before = readFileSync(join(folder, path), 'utf8')
  const after = change(before)
  if (after === before) throw new Error(`${path} has not changed`)
  writeFileSync(join(folder, path), after)
}

/** @param machine has the addresses that were rendered for; `null`: the machine of the test */
function check(folder: string, machine: Namespace | null): Promise<Checked> {
  const inside = machine === null ? [] : ['ip', 'netns', 'exec', machine.name]
  const [program, ...words] = [...inside, process.execPath, DEPLOY, '--check', folder]
  return new Promise((resolve) => {
    execFile(program, words, (error, stdout, stderr) => {
      const saying = (verdict: string) =>
        [...stdout.matchAll(new RegExp(`^${verdict} +(.*)$`, 'gm'))].map(([, one = '']) => one)
      resolve({
        status: error === null ? 0 : Number(error.code),
        good: saying('good'),
        wrong: [...saying('wrong'), ...(stderr === '' ? [] : [stderr])],
        notes: saying('note'),
      })
    })
  })
}

/** What the check leaves on the machine: folders beside the deployment, mounts, processes. */
function remains(folder: string): string[] {
  const mounts = readFileSync('/proc/mounts', 'utf8')
  const processes = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => {
      const path = `/proc/${pid}/cmdline`
      return existsSync(path) && readFileSync(path, 'utf8').includes(folder)
    })
  return [
    ...readdirSync(dirname(folder)).filter((name) => name !== 'etc'),
    ...mounts.split('\n').filter((line) => line.includes(folder)),
    ...processes,
  ]
}

describeAsRoot('a check of a deployment', () => {
  let machine: Namespace
  beforeAll(() => {
    machine = createNamespace()
    machine.run('ip', 'link', 'set', 'lo', 'up')
    for (const address of OWN) machine.run('ip', 'addr', 'add', address, 'dev', 'lo')
  })
  afterAll(() => machine.close())

  it('[E9] says what only root could see', () => {
    const folder = deploy()
    certify(folder, [DOMAIN])
    const as = ['--reuid', 'nobody', '--regid', 'nogroup', '--clear-groups']
    const said = machine.run('setpriv', ...as, process.execPath, DEPLOY, '--check', folder)
    expect(said.split('\n')).toEqual([
      `note   ${folder}/radar.env cannot be read (EACCES): are you root?`,
      `note   ${folder}/tls/privkey.pem cannot be read (EACCES): are you root?`,
      `good   The project is built in ${REPOSITORY}.`,
      `note   ${NOT_INSTALLED[0]}`,
      'good   This machine has the addresses that it was rendered for.',
      ...NOT_INSTALLED.slice(1).map((sentence) => `note   ${sentence}`),
      'note   Only root can try out nginx, the ruleset, coturn, TLS, headers and the WebSocket.',
      'Nothing is wrong.',
      '',
    ])
  })

  it(
    '[E9] finds nothing wrong with what was rendered, and leaves nothing behind',
    async () => {
      const snippet = join(mkdtempSync(join(tmpdir(), 'p2p-chat-ads-')), 'snippet.html')
      folders.push(dirname(snippet))
      writeFileSync(snippet, '<script>advertise()</script>')
      const ads = ['--ads-file', snippet, '--ads-network', 'Ads', '--ads-domain', ADS_DOMAIN]
      const folder = deploy('--radar-domain', RADAR_DOMAIN, ...ads)
      certify(folder, [DOMAIN, RADAR_DOMAIN, ADS_DOMAIN])
      const { status, good, wrong, notes } = await check(folder, machine)
      expect({ wrong, notes, status }).toEqual({ wrong: [], notes: NOT_INSTALLED, status: 0 })
      expect(good).toEqual(
        expect.arrayContaining([
          'The certificate is good for 89 days.',
          'The service manager understands every unit.',
          'The kernel accepts ruleset.nft.',
          'nginx speaks TLSv1.3 alone, with our certificate.',
          'The WebSocket greets through nginx.',
          'Who asks too much is answered with 429 and all security headers.',
          'The dashboard answers.',
          'The advertisement is answered with 200 and all security headers.',
          'Who asks not to be tracked is answered with 403 and all security headers.',
          'coturn relays over IPv4, to strangers alone, for whom signaling sent.',
          'coturn relays over IPv6, to strangers alone, for whom signaling sent.',
          'coturn relays over TLS as well.',
          'Nothing has written down the address of a visitor.',
        ]),
      )
      expect(remains(folder)).toEqual([])
    },
    PATIENCE_MS,
  )

  it(
    '[E9] says of each damage what is wrong, and tries the rest',
    async () => {
      const folder = deploy('--radar-domain', RADAR_DOMAIN, '--radar-allow', '203.0.113.0/24')
      certify(folder, [DOMAIN])
      rmSync(join(folder, 'CHECKLIST.md'))
      chmodSync(join(folder, 'radar.env'), 0o644)
      edit(folder, 'nginx/tls.conf', (text) => text.replace(' TLSv1.3;', ' TLSv1.2 TLSv1.3;'))
      edit(folder, 'nginx/proxy.conf', (text) => text.replace('proxy_set_header X-Real-IP "";', ''))
      edit(folder, 'nginx/site.conf', (text) =>
        text.replace(/^ *add_header Referrer-Policy.*$/m, ''),
      )
      edit(folder, 'nginx/limits.conf', (text) => text.replace('burst=2000', 'burst=200000'))
      edit(folder, 'nginx/nginx.conf', (text) =>
        text
          .replace('access_log off;', 'access_log /var/log/nginx/access.log;')
          .replace(/^ *include \S+deny\*\.conf;$/m, '')
          .replace('ssl_reject_handshake on;\n    return 444;', 'return 204;'),
      )
      edit(folder, 'nginx/radar.conf', (text) => text.replace('allow 203.0.113.0/24;', ''))
      edit(folder, 'turnserver.conf', (text) =>
        text
          .replace('denied-peer-ip=10.0.0.0-10.255.255.255', 'no-such-directive')
          .replace('allowed-peer-ip=198.51.100.9', 'denied-peer-ip=198.51.100.9'),
      )
      const { status, wrong } = await check(folder, machine)
      expect(status).toBe(1)
      expect(wrong.toSorted()).toEqual(
        [
          'CHECKLIST.md is missing: render again.',
          'radar.env can be read by others (mode 644): chmod 600 it.',
          `The certificate is not for ${RADAR_DOMAIN}.`,
          `nginx still speaks TLSv1.2 for ${DOMAIN}: TLSv1.3 alone is due.`,
          `nginx still speaks TLSv1.2 for ${RADAR_DOMAIN}: TLSv1.3 alone is due.`,
          `nginx still speaks TLSv1.2 for ${DOMAIN}: TLSv1.3 alone is due.`,
          `nginx still speaks TLSv1.2 for ${RADAR_DOMAIN}: TLSv1.3 alone is due.`,
          'A request while signaling is away is answered without the right header Referrer-Policy.',
          'Who asks for another name gets an answer.',
          'nginx passes on what a visitor writes into x-real-ip.',
          'Who is on the deny list is answered with 200 instead of 403.',
          '3600 requests at once are not refused: see limits.conf.',
          'The dashboard answers 403 instead of 200.',
          'coturn does not understand "no-such-directive" in turnserver.conf.',
          'coturn would relay to 10.1.2.3, which is not the Internet.',
          'coturn refuses its own address 198.51.100.9: two who hide could not meet.',
          'The address of a visitor was written to /var/log/nginx/access.log.',
        ].toSorted(),
      )
      expect(remains(folder)).toEqual([])
    },
    PATIENCE_MS,
  )

  it(
    '[E9] tries what it can without a certificate, and with secrets that differ',
    async () => {
      const folder = deploy()
      edit(folder, 'signaling.env', (text) =>
        text.replace(/(SIGNALING_TURN_SECRET=).*/, `$1${'z'.repeat(43)}`),
      )
      edit(folder, 'ruleset.nft', (text) =>
        text.replace('udp dport 3478 accept', 'udp dport 34x78'),
      )
      const { status, wrong, good } = await check(folder, machine)
      expect(status).toBe(1)
      expect(wrong).toEqual([
        `There is no certificate in ${folder}/tls yet (step 5 of CHECKLIST.md); the rest is tried with one to throw away.`,
        expect.stringMatching(/^The kernel refuses ruleset\.nft: .*:57:.*Error: syntax error/),
        'coturn refuses the credentials that signaling gives out: their secrets differ.',
        'coturn refuses the credentials that signaling gives out: their secrets differ.',
        expect.stringContaining('coturn gives no allocation over TLS'),
      ])
      expect(good).toContain('The WebSocket greets through nginx.')
      expect(existsSync(join(folder, 'tls'))).toBe(false)
      expect(remains(folder)).toEqual([])
    },
    PATIENCE_MS,
  )

  it(
    '[E9] finds nothing else wrong where only the certificate is missing',
    async () => {
      const { wrong, good } = await check(deploy(), machine)
      expect(wrong).toEqual([expect.stringMatching(/^There is no certificate in /)])
      expect(good).toContain('coturn relays over TLS as well.')
    },
    PATIENCE_MS,
  )

  it(
    '[E9] says why a program does not start',
    async () => {
      const run = mkdtempSync(join(tmpdir(), 'p2p-chat-check-run-'))
      folders.push(run)
      rmSync(run, { recursive: true })
      const folder = deploy('--run', join(run, 'deep'))
      certify(folder, [DOMAIN])
      edit(folder, 'nginx/site.conf', (text) => text.replace('listen 443', 'lissten 443'))
      edit(folder, 'systemd/p2pchat-turn.service', (text) => text.replace('Restart=', 'Rastert='))
      writeFileSync(join(folder, 'signaling.local.env'), 'SIGNALING_NONSENSE=1\n')
      const secret = `RADAR_SECRET=${'x'.repeat(43)}\n`
      writeFileSync(join(folder, 'radar.local.env'), secret, { mode: 0o644 })
      // Somebody begins to use a folder that was made for the check alone.
      const used = join(run, 'used')
      edit(folder, 'nginx/nginx.sh', (text) => text.replace('\n', `\ntouch ${used}\n`))
      const { status, wrong } = await check(folder, null)
      expect(existsSync(used)).toBe(true)
      expect(status).toBe(1)
      expect(wrong).toEqual([
        'radar.local.env can be read by others (mode 644): chmod 600 it.',
        'signaling.env: SIGNALING_NONSENSE is not a setting.',
        ...OWN.map(
          (address) =>
            `This machine does not have the address ${address}: coturn cannot listen there. Render on the machine itself, or with --address.`,
        ),
        expect.stringMatching(/^The service manager says: .*p2pchat-turn.service.*Rastert/),
        expect.stringMatching(/^nginx refuses its configuration: .*unknown directive "lissten"/),
        'signaling gave no credential to try the relay with.',
      ])
    },
    PATIENCE_MS,
  )
})

it('[E9] a folder that was never rendered is one sentence', async () => {
  const { status, wrong } = await check('/nowhere', null)
  expect({ status, wrong }).toEqual({
    status: 1,
    wrong: ['options.json is missing in /nowhere: render with all options.'],
  })
})

it('[E9] the service manager understands every unit', () => {
  const folder = deploy()
  const units = readdirSync(join(folder, 'systemd')).map((name) => join(folder, 'systemd', name))
  const { status, stdout, stderr } = spawnSync(
    'systemd-analyze',
    ['verify', '--man=no', ...units],
    {
      encoding: 'utf8',
      env: { SYSTEMD_LOG_LEVEL: 'warning' },
    },
  )
  expect({ status, said: `${stdout}${stderr}` }).toEqual({ status: 0, said: '' })
})
