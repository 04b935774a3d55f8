/** Packets of somebody who is blocked, while the list is loaded again and again. */
import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { createNft, renderTable, TABLE, type Nft } from '../../firewall/nft.ts'
import { describeAsRoot } from '../helpers/asRoot.ts'
import { waitUntil } from '../helpers/wait.ts'
import { drop, START } from './drops.ts'
import { createNamespace, type Namespace } from './namespace.ts'

const BLOCKED = '198.51.100.7'
const SERVER = '203.0.113.1'
const RELOADS = 10

/** Sends without end from one address to the other, and says every 50 ms what was sent and came. */
const PROBE = `
  const { createSocket } = require('node:dgram')
  const counts = { sent: 0, came: 0 }
  const server = createSocket('udp4', () => (counts.came += 1))
  server.bind(0, '${SERVER}', () => {
    const client = createSocket('udp4')
    const { port } = server.address()
    client.bind(0, '${BLOCKED}', () => {
      setInterval(() => {
        for (let nth = 0; nth < 3; nth += 1)
          client.send('x', port, '${SERVER}', () => (counts.sent += 1))
      }, 1)
    })
  })
  setInterval(() => process.stdout.write(JSON.stringify(counts) + '\\n'), 50)
`

interface Counts {
  readonly sent: number
  readonly came: number
}

/** Counts from now on: waits for a word that was written after it was asked. */
function startProbe(home: Namespace) {
  home.run('ip', 'link', 'set', 'lo', 'up')
  for (const address of [BLOCKED, SERVER])
    home.run('ip', 'addr', 'add', `${address}/32`, 'dev', 'lo')
  const child = spawn('ip', ['netns', 'exec', home.name, process.execPath, '-e', PROBE], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let counts: Counts = { sent: 0, came: 0 }
  let words = 0
  createInterface(child.stdout).on('line', (line) => {
    counts = JSON.parse(line) as Counts
    words += 1
  })
  const ended = new Promise((resolve) => child.once('close', resolve))
  return {
    async counts(): Promise<Counts> {
      const due = words + 2
      await waitUntil(10_000, () => words >= due)
      return counts
    },
    async stop() {
      child.kill('SIGKILL')
      await ended
    },
  }
}

const listOf20000 = (nth: number) => [
  drop(BLOCKED),
  ...Array.from({ length: 19_999 }, (_, at) =>
    drop(`${100 + (nth % 2)}.${at >> 16}.${(at >> 8) & 255}.${at & 255}`),
  ),
]

describeAsRoot('loading a list of 20,000', () => {
  let home: Namespace
  let nft: Nft
  let probe: ReturnType<typeof startProbe>
  beforeEach(() => {
    home = createNamespace()
    nft = createNft(home.nft)
    probe = startProbe(home)
  })
  afterEach(async () => {
    await probe.stop()
    home.close()
  })

  it('[E2] ten times over lets not one packet through, and grows by nothing', async () => {
    await waitUntil(10_000, async () => (await probe.counts()).came > 0)
    const load = (nth: number) => nft.apply(renderTable(listOf20000(nth), START))
    expect(await load(0)).toBe(true)
    const before = await probe.counts()
    for (let nth = 1; nth <= RELOADS; nth += 1) expect(await load(nth)).toBe(true)
    expect((await nft.read())?.size).toBe(20_000)
    const { nftables } = JSON.parse(home.run('nft', '-j', 'list', 'ruleset')) as {
      nftables: { rule?: object }[]
    }
    expect(nftables.filter(({ rule }) => rule !== undefined)).toHaveLength(2)
    const after = await probe.counts()
    expect(after.came - before.came).toBe(0)
    expect(after.sent - before.sent).toBeGreaterThan(500)

    // The first of two steps leaks, so that the probe would have seen it.
    home.run('nft', 'flush', 'set', 'inet', TABLE, 'blocked4')
    await waitUntil(10_000, async () => (await probe.counts()).came > after.came)
  })
})
