/** The agent against a real kernel, in a network of its own. */
import { createAgent, type Report } from '../../firewall/agent.ts'
import { createNft, parseTable, renderTable, TABLE, type Nft } from '../../firewall/nft.ts'
import type { Drop } from '../../firewall/wanted.ts'
import { describeAsRoot } from '../helpers/asRoot.ts'
import { drop, START } from './drops.ts'
import { createNamespace, type Namespace } from './namespace.ts'

function createStage(nft: Nft, drops: readonly Drop[]) {
  const stage = { drops, now: START }
  const reports: Report[] = []
  const agent = createAgent({
    wanted: { drops: () => stage.drops },
    nft,
    nginx: null,
    report: (report) => void reports.push(report),
    now: () => stage.now,
  })
  return { ...agent, stage, reports }
}

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
    expect(await nft.read()).toEqual(textsOf(SOME))
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
    expect(await nft.read()).toEqual(new Set(['198.51.100.7', '203.0.113.5']))
    expect(home.run('nft', 'list', 'table', 'inet', TABLE)).toMatch(/198\.51\.100\.7 timeout 2h/)
    stage.drops = []
    await round()
    expect(await nft.read()).toEqual(new Set())
  })

  it.each([
    ['the whole ruleset is flushed', ['flush', 'ruleset']],
    ['our table is deleted', ['delete', 'table', 'inet', TABLE]],
    ['a set is emptied', ['flush', 'set', 'inet', TABLE, 'blocked4']],
    ['the chain is emptied', ['flush', 'chain', 'inet', TABLE, 'prerouting']],
    ['somebody adds an element', ['add element inet p2pchat blocked4 { 203.0.113.99 }']],
  ])('[E2] is mended in the next round when %s', async (_, command) => {
    const { round, reports } = createStage(nft, SOME)
    await round()
    home.run('nft', ...command)
    await round()
    expect(await nft.read()).toEqual(textsOf(SOME))
    expect(reports.at(-1)).toEqual({ type: 'applied', prefixes: SOME.length, healed: true })
  })

  it('[E2] keeps what it holds when a list cannot be applied', async () => {
    const { round, reports, stage } = createStage(nft, SOME)
    await round()
    // Overlapping intervals, which the kernel refuses as a whole.
    stage.drops = [drop('198.51.100.0/24'), drop('198.51.100.7')]
    await round()
    expect(reports.at(-1)).toEqual({ type: 'nftFailed' })
    expect(await nft.read()).toEqual(textsOf(SOME))
    stage.drops = SOME.slice(1)
    await round()
    expect(await nft.read()).toEqual(textsOf(SOME.slice(1)))
  })

  it('[E1] leaves the tables of others alone', async () => {
    home.run('nft', 'add table inet others; add chain inet others mine')
    const { round } = createStage(nft, SOME)
    await round()
    expect(home.run('nft', 'list', 'ruleset')).toMatch(/table inet others/)
  })

  it('[E2] takes 20,000 prefixes, ten times over, and grows by nothing', async () => {
    const many = (shift: number) =>
      Array.from({ length: 20_000 }, (_, nth) =>
        drop(`${100 + shift}.${nth >> 16}.${(nth >> 8) & 255}.${nth & 255}`),
      )
    for (let turn = 0; turn < 10; turn += 1) {
      const drops = many(turn % 2)
      expect(await nft.apply(renderTable(drops, START))).toBe(true)
    }
    expect(await nft.read()).toEqual(textsOf(many(1)))
    const { nftables } = JSON.parse(home.run('nft', '-j', 'list', 'ruleset')) as {
      nftables: { rule?: object }[]
    }
    expect(nftables.filter(({ rule }) => rule !== undefined)).toHaveLength(2)
  })
})

describe('without a kernel', () => {
  it('[E2] says that it failed, and tries again', async () => {
    const { round, reports } = createStage(createNft('/nonexistent/nft'), SOME)
    await round()
    await round()
    expect(reports).toEqual([{ type: 'nftFailed' }, { type: 'nftFailed' }])
  })

  it.each(['', 'null', '{}', '{"nftables":[]}', '{"nftables":[{"set":{"name":"blocked4"}}]}'])(
    '[E2] does not take %j for our table',
    (json) => {
      expect(parseTable(json)).toBeNull()
    },
  )
})
