/** What nft tells of the table. */
import { setTimeout as pause } from 'node:timers/promises'
import { createNft, parseTable, renderTable, TABLE, type Nft } from '../../firewall/nft.ts'
import { describeAsRoot } from '../helpers/asRoot.ts'
import { waitUntil } from '../helpers/wait.ts'
import { drop, START } from './drops.ts'
import { createNamespace, type Namespace } from './namespace.ts'

const SOME = [drop('198.51.100.7'), drop('2001:db8:1:2::/64')]

describeAsRoot('the watch over a real kernel', () => {
  let home: Namespace
  let nft: Nft
  beforeEach(() => {
    home = createNamespace()
    nft = createNft(home.nft)
  })
  afterEach(() => home.close())

  it('[E2] hears once of every change to its table', async () => {
    await nft.apply(renderTable(SOME, START))
    const changes = [
      ['flush', 'set', 'inet', TABLE, 'blocked6'],
      ['add element inet p2pchat blocked4 { 203.0.113.99 }'],
      ['flush', 'chain', 'inet', TABLE, 'prerouting'],
      ['flush', 'ruleset'],
    ]
    for (const change of changes) {
      let heard = 0
      const stop = nft.watch(() => (heard += 1))
      await waitUntil(10_000, () => home.isWatched())
      home.run('nft', 'add table inet others; add chain inet others mine')
      home.run('nft', ...change)
      await waitUntil(10_000, () => heard > 0)
      stop()
      await waitUntil(10_000, () => !home.isWatched())
      expect(heard).toBe(1)
    }
  })

  it('[E2] is not woken by what others do to their own tables', async () => {
    await nft.apply(renderTable(SOME, START))
    const heard: string[] = []
    const stop = nft.watch(() => heard.push('a change'))
    await waitUntil(10_000, () => home.isWatched())
    for (let turn = 0; turn < 20; turn += 1) {
      home.run('nft', 'add table inet others; add chain inet others mine; delete table inet others')
      // What it is told arrives between turns.
      await pause(20)
    }
    heard.push('the end')
    home.run('nft', 'delete', 'table', 'inet', TABLE)
    await waitUntil(10_000, () => heard.length > 1)
    stop()
    expect(heard).toEqual(['the end', 'a change'])
  })
})

it.each(['', 'null', '{}', '{"nftables":[]}', '{"nftables":[{"set":{"name":"blocked4"}}]}'])(
  '[E2] does not take %j for our table',
  (json) => {
    expect(parseTable(json)).toBeNull()
  },
)
