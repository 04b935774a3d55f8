/** The agent against a real kernel, in a network of its own. */
import { createAgent, READ_EVERY_MS, WATCH_STARTS_MS, type Report } from '../../firewall/agent.ts'
import { createPrinter } from '../../firewall/printer.ts'
import { createNft, renderTable, TABLE, type Nft } from '../../firewall/nft.ts'
import type { NginxDeny } from '../../firewall/nginxDeny.ts'
import type { Drop } from '../../firewall/wanted.ts'
import { describeAsRoot } from '../helpers/asRoot.ts'
import { drop, START } from './drops.ts'
import { waitUntil } from '../helpers/wait.ts'
import { createNamespace, type Namespace } from './namespace.ts'

function createStage(nft: Nft, drops: readonly Drop[], nginx: NginxDeny | null = null) {
  const since = performance.now()
  const stage = { drops, later: 0 }
  const reports: Report[] = []
  const agent = createAgent({
    wanted: { drops: () => stage.drops },
    nft,
    nginx,
    report: (report) => void reports.push(report),
    // Ends in the kernel come nearer while a test runs.
    now: () => START + performance.now() - since + stage.later,
  })
  return { ...agent, stage, reports }
}

const textsHeldBy = async (nft: Nft) => new Set((await nft.read())?.keys())
const textsOf = (drops: readonly Drop[]) => new Set(drops.map(({ prefix }) => prefix.text))
const SOME = [
  drop('198.51.100.7'),
  drop('198.51.100.8'),
  drop('192.0.2.0/24'),
  drop('2001:db8:1:2::/64'),
  drop('2001:db8:9::/48'),
]

describeAsRoot('the kernel', () => {
  let home: Namespace
  let nft: Nft
  beforeEach(() => {
    home = createNamespace()
    nft = createNft(home.nft)
  })
  afterEach(() => home.close())

  it('[E1] holds exactly what is wanted, each with its end', async () => {
    const { round, reports } = createStage(nft, SOME)
    await round()
    expect(await textsHeldBy(nft)).toEqual(textsOf(SOME))
    expect(reports).toEqual([{ type: 'applied', prefixes: SOME.length, healed: false }])
    expect(home.run('nft', 'list', 'table', 'inet', TABLE).match(/timeout 1h/g)).toHaveLength(5)
    // Nothing has changed, so nothing is written.
    await round()
    expect(reports).toHaveLength(1)
  })

  it('[E1] follows the list both ways, and takes a new end for an old prefix', async () => {
    const { round, stage } = createStage(nft, SOME)
    await round()
    stage.drops = [drop('198.51.100.7', 7_200), drop('203.0.113.5')]
    await round()
    expect(await textsHeldBy(nft)).toEqual(new Set(['198.51.100.7', '203.0.113.5']))
    expect(home.run('nft', 'list', 'table', 'inet', TABLE)).toMatch(/198\.51\.100\.7 timeout 2h/)
    stage.drops = []
    await round()
    expect(await textsHeldBy(nft)).toEqual(new Set())
  })

  it.each([
    ['the whole ruleset is flushed', ['flush', 'ruleset']],
    ['our table is deleted', ['delete', 'table', 'inet', TABLE]],
    ['a set is emptied', ['flush', 'set', 'inet', TABLE, 'blocked4']],
    ['the chain is emptied', ['flush', 'chain', 'inet', TABLE, 'prerouting']],
    ['somebody adds an element', ['add element inet p2pchat blocked4 { 203.0.113.99 }']],
    [
      'somebody takes an end away',
      [
        'delete element inet p2pchat blocked4 { 198.51.100.7 }; add element inet p2pchat blocked4 { 198.51.100.7 }',
      ],
    ],
    [
      'somebody moves an end',
      [
        'delete element inet p2pchat blocked4 { 198.51.100.7 }; add element inet p2pchat blocked4 { 198.51.100.7 timeout 2h }',
      ],
    ],
  ])('[E2] is mended in the next round when %s', async (_, command) => {
    const { round, reports } = createStage(nft, SOME)
    await round()
    home.run('nft', ...command)
    await round()
    expect(await textsHeldBy(nft)).toEqual(textsOf(SOME))
    expect(reports.at(-1)).toEqual({ type: 'applied', prefixes: SOME.length, healed: true })
  })

  it('[E2] keeps what it holds when a list cannot be applied', async () => {
    const { round, reports, stage } = createStage(nft, SOME)
    await round()
    // Overlapping intervals, which the kernel refuses as a whole.
    stage.drops = [drop('198.51.100.0/24'), drop('198.51.100.7')]
    await round()
    expect(reports.at(-1)).toEqual({ type: 'nftFailed' })
    expect(await textsHeldBy(nft)).toEqual(textsOf(SOME))
    stage.drops = SOME.slice(1)
    await round()
    expect(await textsHeldBy(nft)).toEqual(textsOf(SOME.slice(1)))
  })

  it('[E1] leaves the tables of others alone', async () => {
    home.run('nft', 'add table inet others; add chain inet others mine')
    const { round } = createStage(nft, SOME)
    await round()
    expect(home.run('nft', 'list', 'ruleset')).toMatch(/table inet others/)
  })
})

/** An nft that does as it is told, counts, and has one watch. */
function createFake() {
  const fake = { works: true, reads: 0, applied: 0, watches: 0, change: () => {} }
  const printer = createPrinter()
  const nft: Nft = {
    apply(script) {
      if (!fake.works) return Promise.resolve(false)
      fake.applied += 1
      return printer.apply(script)
    },
    read() {
      fake.reads += 1
      return fake.works ? printer.read() : Promise.resolve(null)
    },
    watch(onChange) {
      fake.watches += 1
      fake.change = onChange
      return () => {
        fake.change = () => {}
      }
    },
  }
  return { fake, nft }
}

describe('without a kernel', () => {
  const ROUND_MS = 2_000
  const FOREVER = [drop('198.51.100.7', 1_000_000)]

  /** Rounds until nothing is read any more. */
  async function settle({ round, stage }: ReturnType<typeof createStage>): Promise<void> {
    for (let turn = 0; turn < 4; turn += 1) {
      await round()
      stage.later += Math.max(ROUND_MS, WATCH_STARTS_MS)
    }
  }

  it('[E2] says once that it failed, goes on trying, and says once that it works', async () => {
    const { fake, nft } = createFake()
    fake.works = false
    const { round, reports } = createStage(nft, SOME)
    await round()
    await round()
    expect(reports).toEqual([{ type: 'nftFailed' }])
    fake.works = true
    await round()
    await round()
    const applied = { type: 'applied', prefixes: SOME.length, healed: false }
    expect(reports).toEqual([{ type: 'nftFailed' }, applied])
    fake.works = false
    await round()
    await round()
    fake.works = true
    await round()
    expect(reports.slice(2)).toEqual([{ type: 'nftFailed' }, applied])
  })

  it('[E2] is told in one word that the program is missing', async () => {
    const { round, reports, close } = createStage(createNft('/nonexistent/nft'), SOME)
    await round()
    await round()
    close()
    expect(reports).toEqual([{ type: 'nftFailed' }])
  })

  it('[E2] reads the table when something has changed, and else once a minute', async () => {
    const { fake, nft } = createFake()
    const all = createStage(nft, FOREVER)
    const { round, stage } = all
    await settle(all)
    const { reads } = fake
    // The ends in this table do not come nearer, as they do in a kernel.
    stage.later = 0
    await round()
    const before = fake.reads
    for (let turn = 0; turn < 5; turn += 1) await round()
    expect([reads > 0, fake.reads, fake.applied]).toEqual([true, before, 1])
    fake.change()
    await round()
    expect(fake.reads).toBe(before + 1)
    // Its watch is new, and may have missed what came before it was there.
    stage.later += WATCH_STARTS_MS + 100
    await round()
    expect(fake.reads).toBe(before + 2)
    await round()
    expect(fake.reads).toBe(before + 2)
    stage.later += READ_EVERY_MS
    await round()
    expect(fake.reads).toBe(before + 3)
  })

  it('[E2] blames nobody when the machine itself takes its time', async () => {
    const { fake, nft } = createFake()
    const slow = 20_000
    const { round, reports, stage } = createStage(
      {
        ...nft,
        // Written now, in force later; and what is read now arrives later.
        async apply(script) {
          stage.later += slow
          return nft.apply(script)
        },
        async read() {
          const held = await nft.read()
          stage.later += slow
          return held
        },
      },
      FOREVER,
    )
    await round()
    // Its end is as much later as it was on its way.
    await round()
    // The end is read as of the moment of the reading, not of the asking.
    stage.later = 0
    await round()
    expect([fake.reads, reports.length]).toEqual([3, 1])
  })

  it('[E3] says once that nginx fails, and once that it works, whatever nft does', async () => {
    const { fake, nft } = createFake()
    const answers = [true, null, false, null, false, null, true, true]
    const nginx: NginxDeny = { sync: () => Promise.resolve(answers.shift() ?? null) }
    const { round, reports } = createStage(nft, SOME, nginx)
    for (let turn = 0; turn < 4; turn += 1) await round()
    fake.works = false
    fake.change()
    for (let turn = 0; turn < 4; turn += 1) await round()
    expect(reports.map(({ type }) => type)).toEqual([
      'applied',
      'nginxFailed',
      'nftFailed',
      'nginxApplied',
    ])
  })

  it('[E3] tells nginx whether the kernel holds the list, and when there is none', async () => {
    const { fake, nft } = createFake()
    const told: unknown[] = []
    const nginx: NginxDeny = {
      sync(drops, isHeld) {
        told.push([drops, isHeld])
        return Promise.resolve(null)
      },
    }
    const { round, lapse, stage } = createStage(nft, SOME, nginx)
    await lapse()
    expect([fake.reads, fake.applied]).toEqual([0, 0])
    await round()
    fake.works = false
    const fewer = SOME.slice(1)
    stage.drops = fewer
    await round()
    fake.works = true
    await round()
    expect(told).toEqual([
      [null, false],
      [SOME, true],
      [fewer, false],
      [fewer, true],
    ])
  })

  it('[E2][E3] heals the kernel while nginx hangs, and asks a hanging nginx nothing more', async () => {
    const { nft } = createFake()
    let asked = 0
    const nginx: NginxDeny = {
      sync() {
        asked += 1
        return new Promise(() => {})
      },
    }
    const { round, stage, reports } = createStage(nft, SOME, nginx)
    void round()
    await waitUntil(10_000, () => asked === 1)
    // Somebody else's empty table.
    await nft.apply(renderTable([], START))
    stage.later += READ_EVERY_MS
    await round()
    expect(reports.at(-1)).toEqual({ type: 'applied', prefixes: SOME.length, healed: true })
    expect(asked).toBe(1)
  })
})
