/** The firewall agent as a process, beside a real radar and with a real kernel. */
import { randomBytes } from 'node:crypto'
import {
  chmodSync,
  closeSync,
  existsSync,
  fstatSync,
  openSync,
  readFileSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { createNft } from '../../firewall/nft.ts'
import { signList } from '../../radar/signedList.ts'
import { createNamespace, type Namespace } from '../firewall/namespace.ts'
import { describeAsRoot } from '../helpers/asRoot.ts'
import { runFirewall, startFirewall, type FirewallProcess } from '../helpers/firewallProcess.ts'
import { enrol, type Operator } from '../helpers/radarOperator.ts'
import {
  createFolder,
  removeFolder,
  startRadar,
  type RadarProcess,
} from '../helpers/radarProcess.ts'
import type { Environment } from '../helpers/signalingProcess.ts'
import { addressesIn } from '../helpers/spellings.ts'
import { waitUntil } from '../helpers/wait.ts'
import { listen } from '../radar/brokerHarness.ts'

/** An operator's block, or the end of one, is in the kernel within this; a flush is healed. */
const WITHIN_MS = 5_000
const NETWORK = ['198.51.100.7', '2001:db8:1:2::/64']
const APP = '198.51.100.8'
const SHORT = '198.51.100.9'
const SHORT_MS = 8_000
const MINUTE_MS = 60_000

const secret = () => randomBytes(32).toString('base64url')
const over = (radar: RadarProcess): Environment => ({
  FIREWALL_RADAR_URL: `mqtt://127.0.0.1:${radar.mqttPort}`,
  FIREWALL_RADAR_CREDENTIAL: radar.credential('firewall'),
})
const block = (operator: Operator, prefix: string, level: 'app' | 'network', ms = 60 * MINUTE_MS) =>
  operator.post('/api/blocks', { prefix, level, reason: 'manual', until: Date.now() + ms })

/** What the kernel of a namespace holds, in a fixed order; `null` without a table. */
const heldIn = async ({ nft }: Namespace) => {
  const held = await createNft(nft).read()
  return held === null ? null : [...held.keys()].toSorted()
}
const holds = (home: Namespace, due: readonly string[] | null, withinMs = WITHIN_MS) =>
  waitUntil(
    withinMs,
    async () => JSON.stringify(await heldIn(home)) === JSON.stringify(due),
    () => due,
  )

describeAsRoot('an agent that acts', () => {
  let home: Namespace
  const running: { stop(): Promise<void> }[] = []
  const start = (env: Environment): FirewallProcess => {
    const agent = startFirewall({ FIREWALL_APPLY: 'yes', FIREWALL_NFT: home.nft, ...env })
    running.push(agent)
    return agent
  }
  beforeEach(() => {
    home = createNamespace()
  })
  afterEach(async () => {
    await Promise.all(running.splice(0).map((one) => one.stop()))
    home.close()
  })

  test('[E1][E2] holds what operators ask of networks, whoever flushes, hangs, dies or comes back', async () => {
    const folder = createFolder()
    try {
      let radar = await startRadar(folder)
      running.push(radar)
      // nginx never answers, and only dies when it is made to, or nobody is left to wait for it.
      const [hanging, asked] = [join(folder, 'nginx'), join(folder, 'asked')]
      writeFileSync(
        hanging,
        `#!/bin/sh\ntrap '' TERM\necho "$@" >> ${asked}\nwhile kill -0 $PPID; do sleep 0.2; done\n`,
        { mode: 0o755 },
      )
      const agent = start({
        ...over(radar),
        FIREWALL_NGINX: hanging,
        FIREWALL_NGINX_DENY: join(folder, 'deny.conf'),
      })
      const ada = await enrol(radar, radar.firstToken ?? '', 'ada')
      await holds(home, [])
      for (const prefix of NETWORK) expect((await block(ada, prefix, 'network')).status).toBe(200)
      expect((await block(ada, APP, 'app')).status).toBe(200)
      await holds(home, NETWORK)
      await waitUntil(WITHIN_MS, () => existsSync(asked))
      home.run('nft', 'flush', 'ruleset')
      await holds(home, NETWORK)
      await agent.says('Firewall blocks 2 prefixes again: somebody had changed our table.\n')

      // nft fails for a while, and just then somebody flushes.
      chmodSync(home.nft, 0o000)
      home.run('nft', 'flush', 'ruleset')
      await waitUntil(2 * WITHIN_MS, () => agent.stderr().includes('nftFailed'))
      chmodSync(home.nft, 0o755)
      await holds(home, NETWORK)
      expect(agent.stderr().match(/nftFailed/g)).toHaveLength(1)

      expect((await ada.post('/api/blocks/lift', { prefix: NETWORK[1] })).status).toBe(200)
      await holds(home, NETWORK.slice(0, 1))

      expect((await block(ada, SHORT, 'network', SHORT_MS)).status).toBe(200)
      const shortUntil = performance.now() + SHORT_MS
      await holds(home, [NETWORK[0] ?? '', SHORT])
      await radar.stop()
      home.run('nft', 'flush', 'ruleset')
      await waitUntil(WITHIN_MS, async () => (await heldIn(home))?.[0] === NETWORK[0])
      const since = performance.now()
      agent.kill('SIGTERM')
      expect(await agent.exited).toEqual({ code: 0, signal: null })
      expect(performance.now() - since).toBeLessThan(WITHIN_MS)
      expect(await heldIn(home)).toContain(NETWORK[0])
      // It has no list yet, and leaves what is there alone; the kernel knows when a block is over.
      const next = start(over(radar))
      await holds(home, NETWORK.slice(0, 1), shortUntil - performance.now() + WITHIN_MS)
      await next.says('Firewall waits for the radar.')
      expect(await heldIn(home)).toEqual(NETWORK.slice(0, 1))
      radar = await startRadar(folder, {}, radar)
      running.push(radar)
      await next.says('Firewall follows the radar.\n')
      await next.says('Firewall blocks 1 prefixes.\n')
      expect(await heldIn(home)).toEqual(NETWORK.slice(0, 1))
      expect(next.stdout().match(/waits for/g)).toHaveLength(1)
      expect(
        addressesIn(agent.stdout() + agent.stderr() + next.stdout(), [
          ...NETWORK.map((text) => text.replace('/64', '')),
          APP,
        ]),
      ).toEqual([])
    } finally {
      await Promise.all(running.splice(0).map((one) => one.stop()))
      removeFolder(folder)
    }
  })

  test('[E3] takes what has ended out of the file of an earlier run while the radar is away', async () => {
    const folder = createFolder()
    const [nginx, asked, deny] = [join(folder, 'nginx'), join(folder, 'asked'), join(folder, 'd')]
    writeFileSync(nginx, `#!/bin/sh\necho "$@" >> ${asked}\n`, { mode: 0o755 })
    const now = Math.floor(Date.now() / 1_000)
    const line = (prefix: string, left: number) => `deny ${prefix}; # until ${now + left}\n`
    const lasting = line('198.51.100.1', 3_600)
    writeFileSync(deny, lasting + line('198.51.100.2', -60) + line('198.51.100.3', 8))
    try {
      const agent = start({
        FIREWALL_RADAR_URL: 'mqtt://127.0.0.1:9',
        FIREWALL_RADAR_CREDENTIAL: `${secret()}.${secret()}`,
        FIREWALL_NGINX: nginx,
        FIREWALL_NGINX_DENY: deny,
      })
      await waitUntil(8_000 + WITHIN_MS, () => readFileSync(deny, 'utf8') === lasting)
      expect(Date.now()).toBeGreaterThanOrEqual((now + 8) * 1_000)
      await agent.says('Firewall waits for the radar.')
      // What had ended before and what ended since; a start that takes its time finds both.
      await waitUntil(WITHIN_MS, () =>
        /^(-t -q\n-s reload\n){1,2}$/.test(readFileSync(asked, 'utf8')),
      )
      expect(await heldIn(home)).toBeNull()
      expect(agent.stderr()).toBe('')
    } finally {
      await Promise.all(running.splice(0).map((one) => one.stop()))
      removeFolder(folder)
    }
  })

  test('[R20][E2] obeys no list that the radar has not made, and says so once', async () => {
    const [password, key] = [secret(), secret()]
    const broker = await listen({
      authenticate: (_, given) => (given === password ? 'firewall' : null),
    })
    try {
      const agent = start({
        FIREWALL_RADAR_URL: `mqtt://127.0.0.1:${broker.port}`,
        FIREWALL_RADAR_CREDENTIAL: `${password}.${key}`,
        // nginx is not there, which is no reason to leave the kernel alone.
        FIREWALL_NGINX: '/nonexistent/nginx',
        FIREWALL_NGINX_DENY: join(home.nft, '..', 'deny.conf'),
      })
      const now = Math.floor(Date.now() / 1_000)
      const list = (version: number, prefix: string, issuedAt = Date.now()) => ({
        version,
        issuedAt,
        entries: [[prefix, 'network', 'manual', now, now + 600]],
      })
      const publish = (text: string) => broker.broker.publish('blocklist', text, { retain: true })
      publish(signList(key, 'blocklist', list(10, '198.51.100.1')))
      await holds(home, ['198.51.100.1'], 3 * WITHIN_MS)
      for (const forged of [
        JSON.stringify(list(20, '198.51.100.2')),
        signList(secret(), 'blocklist', list(20, '198.51.100.2')),
        signList(key, 'throttles', list(20, '198.51.100.2')),
        signList(key, 'blocklist', list(9, '198.51.100.2')),
        signList(key, 'blocklist', list(20, '198.51.100.2', Date.now() - 3 * MINUTE_MS)),
        '',
        randomBytes(500).toString('latin1'),
      ])
        publish(forged)
      publish(signList(key, 'blocklist', list(11, '198.51.100.3')))
      await holds(home, ['198.51.100.3'])
      // Each list that was taken says how many there are.
      await waitUntil(WITHIN_MS, () => agent.stdout().match(/Firewall blocks/g)?.length === 2)
      expect(agent.stdout().match(/does not believe a list/g)).toHaveLength(1)
      await waitUntil(WITHIN_MS, () => agent.stderr().includes('nginxFailed'))
      expect(agent.stderr().match(/nginxFailed/g)).toHaveLength(1)
    } finally {
      await Promise.all(running.splice(0).map((one) => one.stop()))
      await broker.close()
    }
  })
})

describe('an agent that only looks', () => {
  test('[P5][E1] tells counts and no address; --print tells what it would do, and changes nothing', async () => {
    const folder = createFolder()
    const radar = await startRadar(folder)
    const feed = {
      FIREWALL_FEED_URL: `http://127.0.0.1:${radar.port}/blocklist.json`,
      FIREWALL_FEED_TOKEN: radar.credential('reader'),
    }
    const named = [...NETWORK.map((text) => text.replace('/64', '')), APP]
    // Programs that do not exist: neither of the two is ever asked.
    const nowhere = { FIREWALL_NFT: '/nonexistent/nft', FIREWALL_NGINX_DENY: '/nonexistent/deny' }
    const agents = [startFirewall({ ...over(radar), ...nowhere }), startFirewall(feed)]
    const stranger = startFirewall({ ...feed, FIREWALL_FEED_TOKEN: secret() })
    try {
      const ada = await enrol(radar, radar.firstToken ?? '', 'ada')
      for (const prefix of NETWORK) await block(ada, prefix, 'network')
      await block(ada, APP, 'app')
      for (const agent of agents) await agent.says('Firewall would block 2 prefixes.\n', WITHIN_MS)
      await stranger.says('The radar refuses the credential: credentials/reader')

      const plan = await runFirewall({ ...over(radar), ...nowhere }, { args: ['--print'] })
      expect(plan).toMatchObject({ code: 0, stderr: '' })
      expect(plan.stdout).toMatch(/^# nft -f -\nadd table inet p2pchat\n/)
      for (const prefix of NETWORK) {
        expect(plan.stdout).toMatch(new RegExp(`${prefix} timeout \\d+s`))
        expect(plan.stdout).toMatch(new RegExp(`^deny ${prefix}; # until \\d+$`, 'm'))
      }
      expect(addressesIn(plan.stdout, named)).toEqual(named.slice(0, 2))

      await ada.post('/api/blocks/lift', { prefix: NETWORK[0] })
      for (const agent of agents) await agent.says('Firewall would block 1 prefixes.\n', WITHIN_MS)
      const said = [...agents, stranger].map((agent) => agent.stdout() + agent.stderr()).join('')
      expect(addressesIn(said, named)).toEqual([])
      expect(agents.map((agent) => agent.stderr())).toEqual(['', ''])
      for (const agent of agents) agent.kill('SIGTERM')
      const done = { code: 0, signal: null }
      expect(await Promise.all(agents.map(({ exited }) => exited))).toEqual([done, done])
    } finally {
      await Promise.all([...agents, stranger, radar].map((one) => one.stop()))
      removeFolder(folder)
    }
  })
})

describe('a start that cannot succeed', () => {
  const USABLE = { FIREWALL_RADAR_CREDENTIAL: `${secret()}.${secret()}` }
  const says = (stderr: string) => ({ code: 1, signal: null, stdout: '', stderr: `${stderr}\n` })

  test('[V11] says in a sentence what is missing, and explains its options', async () => {
    const isRoot = process.getuid?.() === 0
    const through = isRoot ? ['/usr/bin/setpriv', '--bounding-set=-net_admin'] : []
    const [nothing, misspelt, powerless, help] = await Promise.all([
      runFirewall({}),
      runFirewall(USABLE, { args: ['--prin'] }),
      runFirewall({ ...USABLE, FIREWALL_APPLY: 'yes' }, { through }),
      runFirewall({}, { args: ['--help'] }),
    ])
    expect([nothing, misspelt, powerless]).toEqual([
      says(
        'FIREWALL_RADAR_CREDENTIAL_FILE must name credentials/firewall in the radar\'s data folder: "node dist/radar/main.js --prepare" makes it.',
      ),
      says('The firewall agent knows --print and --help, and takes its settings from FIREWALL_*.'),
      says(
        'FIREWALL_APPLY=yes needs root, or CAP_NET_ADMIN: without it, the agent says how many it would block.',
      ),
    ])
    expect(help).toMatchObject({ code: 0, stderr: '' })
    expect(help.stdout).toMatch(/--print/)
  })

  test('[P5] prints no address into a journal', async () => {
    const folder = createFolder()
    const file = openSync(join(folder, 'journal'), 'w')
    try {
      const { dev, ino } = fstatSync(file)
      const end = await runFirewall(
        { ...USABLE, JOURNAL_STREAM: `${dev}:${ino}` },
        { args: ['--print'], stdio: ['ignore', file, 'pipe'] },
      )
      expect(end).toEqual(says('--print shows addresses: it is for a terminal, not for a journal.'))
      expect(readFileSync(join(folder, 'journal'), 'utf8')).toBe('')
    } finally {
      closeSync(file)
      removeFolder(folder)
    }
  })
})
