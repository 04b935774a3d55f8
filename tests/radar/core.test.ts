import { HASHED_MS } from '../../radar/audit.ts'
import { parseKept } from '../../radar/core.ts'
import { createRig, DAY, OWN } from './coreRig.ts'
import { START } from './operatorsHelper.ts'

const HOUR = DAY / 24
const NODE = 'n'.repeat(22)
const FLOODER = '198.51.100.7'

interface Settings {
  readonly dryRun: boolean
  readonly dryRunUntil: number | null
}
interface FeedRow {
  readonly prefix: string | null
  readonly verdict: string
}

describe('a dry run', () => {
  test('[R9] blocks nobody in the first days, says what it would do, and ends by itself', async () => {
    const rig = createRig({ dryRunMs: 7 * DAY })
    rig.core.announce()
    rig.see('connects', FLOODER, 100)
    await rig.pass(1_000)
    expect(rig.list()).toEqual([])
    expect(rig.said<FeedRow[]>('operator/feed')[0]).toMatchObject({ verdict: 'dryRun' })
    expect(rig.said<Settings>('operator/settings')).toMatchObject({
      dryRun: true,
      dryRunUntil: START + 7 * DAY,
    })
    // A restart does not begin it anew.
    const again = createRig({ store: rig.store, dryRunMs: 7 * DAY, now: START + 7 * DAY })
    again.see('connects', FLOODER, 100)
    await again.pass(1_000)
    expect(again.brief()).toEqual([`${FLOODER} network flood`])
  })

  test('[R9] is what an operator decides, also after a restart, and that is recorded', async () => {
    const rig = createRig({ dryRunMs: 7 * DAY })
    expect(await rig.core.actions.setDryRun('ann', false)).toBeNull()
    rig.see('malformed', FLOODER, 100)
    await rig.pass(1_000)
    expect(rig.list()).toHaveLength(1)
    expect(await rig.core.actions.setDryRun('ann', true)).toBeNull()
    const again = createRig({ store: rig.store, auditStore: rig.auditStore, now: START + 99 * DAY })
    again.core.announce()
    again.see('connects', '198.51.100.8', 100)
    await again.pass(1_000)
    expect(again.list()).toEqual([])
    expect(again.said<Settings>('operator/settings')).toEqual({
      dryRun: true,
      dryRunUntil: null,
      rows: [],
    })
    const actions = again.audit.entries().map(({ who, action }) => `${who} ${action}`)
    expect(actions).toEqual(['ann dryRunOn', 'ann dryRunOff'])
  })

  test('[R9] does not stand in the way of what a person decides', async () => {
    const rig = createRig({ dryRunMs: 7 * DAY })
    const block = { prefix: FLOODER, level: 'app', reason: 'manual', until: START + HOUR } as const
    expect(await rig.core.actions.addBlock('ann', block)).toBeNull()
    await rig.pass(1_000)
    expect(rig.list()).toHaveLength(1)
  })
})

describe('the list', () => {
  test('[R7] a storm that goes on against a mild block is blocked harder, and takes one step of the ladder', async () => {
    const rig = createRig({ ladderMs: [HOUR, DAY] })
    const ends = () => rig.list().map(([, level, , , until]) => [level, until * 1_000 - START])
    rig.see('connects', FLOODER, 12)
    await rig.pass(1_000)
    expect(ends()).toEqual([['app', HOUR]])
    rig.see('connects', FLOODER, 60)
    await rig.pass(1_000)
    expect(ends()).toEqual([['network', HOUR + 1_000]])
    await rig.pass(HOUR)
    expect(ends()).toEqual([])
    rig.see('connects', FLOODER, 60)
    await rig.pass(1_000)
    expect(rig.brief()).toEqual([`${FLOODER} network flood`])
    expect(ends()[0]?.[1]).toBeGreaterThan(DAY)
  })

  test('[R1] has level, reason, source and end, on disk and for operators', async () => {
    const rig = createRig()
    rig.see('connects', FLOODER, 100)
    await rig.pass(1_000)
    const until = START + HOUR / 4
    const block = { prefix: FLOODER, level: 'network', reason: 'flood', source: 'detector', until }
    expect(rig.said('operator/blocks')).toMatchObject([block])
    expect(parseKept(JSON.parse(rig.store.text ?? ''))?.blocks).toMatchObject([block])
    expect(rig.list()).toEqual([[FLOODER, 'network', 'flood', START / 1000, until / 1000]])
    expect(rig.core.figures()).toMatchObject({ blocks: { app: 0, network: 1 } })
  })

  test('[R1] loses what has ended everywhere: both copies on disk, the trail and the feed', async () => {
    const rig = createRig()
    const until = START + HOUR
    await rig.core.actions.addBlock('ann', {
      prefix: FLOODER,
      level: 'app',
      reason: 'manual',
      until,
    })
    rig.see('malformed', FLOODER, 100)
    await rig.pass(1_000)
    expect(rig.writes.at(-1)).toContain(FLOODER)
    const before = rig.writes.length
    await rig.pass(HOUR)
    expect(rig.list()).toEqual([])
    expect(rig.writes.slice(before).length).toBeGreaterThanOrEqual(2)
    for (const text of rig.writes.slice(-2)) expect(text).not.toContain(FLOODER)
    for (const topic of ['operator/blocks', 'operator/cases', 'operator/feed'])
      expect(JSON.stringify(rig.said(topic))).not.toContain(FLOODER)
    expect(rig.audit.entries().map(({ subject }) => subject)).toEqual([rig.audit.hashOf(FLOODER)])
    await rig.pass(HASHED_MS)
    expect(JSON.parse(String(rig.auditStore.text))).toMatchObject([
      { action: 'block', subject: '' },
    ])
  })

  // The second as signaling names a /64.
  test.each([
    [FLOODER, FLOODER],
    ['2001:db8:5:7::', '2001:db8:5:7::/64'],
  ])('[R1][P6] names %s in the feed no longer than its block lasts', async (seen, prefix) => {
    const rig = createRig()
    rig.see('connects', seen, 100)
    await rig.pass(1_000)
    expect(rig.said<FeedRow[]>('operator/feed')[0]).toMatchObject({ prefix })
    await rig.core.actions.liftBlock('ann', prefix)
    await rig.pass(1_000)
    expect(JSON.stringify(rig.said('operator/feed'))).not.toContain(seen)
  })

  test('[R1] keeps the name of a block that a stronger one has only hidden', async () => {
    const rig = createRig()
    await rig.core.actions.addBlock('ann', {
      prefix: FLOODER,
      level: 'app',
      reason: 'manual',
      until: START + DAY,
    })
    rig.see('connects', FLOODER, 100)
    await rig.pass(1_000)
    expect(rig.brief()).toEqual([`${FLOODER} network flood`])
    expect(rig.said('operator/blocks')).toHaveLength(1)
    await rig.pass(HOUR)
    expect(rig.brief()).toEqual([`${FLOODER} app manual`])
    expect(rig.said('operator/blocks')).toMatchObject([{ level: 'app', source: 'ann' }])
    expect(rig.audit.entries()[0]).toMatchObject({ action: 'block', subject: FLOODER })
  })

  test('[R3] never holds an address of ours, whatever is told of it', async () => {
    const rig = createRig()
    for (const prefix of [OWN, '127.0.0.1', '10.0.0.0/8', '0.0.0.0/0', '::/64'])
      rig.see('connects', prefix, 1_000)
    await rig.pass(1_000)
    expect([rig.list(), rig.said('operator/blocks')]).toEqual([[], null])
    expect(rig.alerts).toEqual([])
  })

  test('[R4] that was damaged raises the alarm, and the good copy is in force', async () => {
    const first = createRig()
    first.see('connects', FLOODER, 100)
    await first.pass(1_000)
    const rig = createRig({ store: first.store, damaged: true, now: START + 2_000 })
    expect(rig.alerts).toEqual(['listDamaged'])
    await rig.pass(1_000)
    expect(rig.brief()).toEqual([`${FLOODER} network flood`])
    expect(rig.said('alert')).toMatchObject([{ kind: 'listDamaged', count: 1 }])
  })

  test('[R4] holds in memory while the disk takes nothing, and is written with the next', async () => {
    const rig = createRig()
    rig.store.fails = true
    rig.see('connects', FLOODER, 100)
    await rig.pass(1_000)
    expect(rig.brief()).toEqual([`${FLOODER} network flood`])
    expect(rig.failures.length).toBeGreaterThan(0)
    const asked = {
      prefix: '8.8.8.8',
      level: 'app',
      reason: 'manual',
      until: START + HOUR,
    } as const
    // A person is told that it was not stored.
    await expect(rig.core.actions.addBlock('ann', asked)).rejects.toThrow('disk full')
    // It is in force all the same, and the trail says by whom.
    expect(rig.audit.entries()).toMatchObject([
      { who: 'ann', action: 'block', subject: '8.8.8.8', reason: 'manual' },
    ])
    expect(rig.alerts).toContain('writeFailed')
    rig.store.fails = false
    // Nobody has to do anything for it to be stored.
    await rig.pass(5_000)
    const kept = parseKept(JSON.parse(rig.store.text ?? ''))?.blocks.map(({ prefix }) => prefix)
    expect(kept).toEqual([FLOODER, '8.8.8.8'])
    await expect(rig.core.settled()).resolves.toBeUndefined()
  })

  test('what the file may hold is nothing else', () => {
    const kept = { blocks: [], firstStart: START, dryRun: null }
    expect(parseKept(kept)).toEqual(kept)
    for (const other of [
      null,
      [],
      { ...kept, more: 1 },
      { ...kept, blocks: [{ prefix: 'x' }] },
      { ...kept, firstStart: -1 },
      { blocks: [], dryRun: null },
      { ...kept, dryRun: 'yes' },
    ])
      expect(parseKept(other)).toBeNull()
  })
})

describe('messages', () => {
  test('that are unknown, foreign or broken change nothing', async () => {
    const rig = createRig()
    const good = JSON.stringify({ signal: 'connects', prefix: FLOODER, times: 100, neighbours: 0 })
    for (const [topic, text] of [
      ['abuse', ''],
      ['abuse', '{'],
      ['abuse', good.replace(':100', ':1e9')],
      ['abuse', good.replace('}', ',"note":"x"}')],
      ['abuse/x', good],
      ['blocklist', good],
      ['$SYS/abuse', good],
      ['appeal', '{"code":"lower888"}'],
      ['appeal', '{"code":"ABCDEFGH"}'],
      ['census/other', JSON.stringify({ node: NODE })],
      [`reply/${NODE}`, '{"id":"x","hits":1}'],
      ['constructor', good],
    ] as const)
      rig.core.onMessage(topic, text)
    await rig.pass(1_000)
    expect(rig.core.figures()).toEqual({
      nodes: 0,
      online: 0,
      blocks: { app: 0, network: 0 },
      throttles: 0,
      residue: 0,
    })
    expect(rig.said('operator/feed')).toBeNull()
  })

  test('[R13] of nodes that are silent while this process stood still raise none', async () => {
    const rig = createRig()
    rig.census(NODE)
    await rig.pass(1_000)
    // Stopped for a minute: what the node said meanwhile comes in right after the first tick.
    await rig.pass(60_000)
    rig.census(NODE)
    await rig.pass(1_000)
    expect(rig.alerts).toEqual([])
    expect(rig.core.figures()).toMatchObject({ nodes: 1, online: 3 })
    // A node that is silent while we are awake is lost.
    for (let quarter = 0; quarter < 24; quarter += 1) await rig.pass(250)
    expect(rig.alerts).toEqual(['nodeLost'])
  })

  test('[R13] of a node that is lost raise the alarm once, and none when it went on purpose', async () => {
    const rig = createRig()
    rig.census(NODE)
    await rig.pass(1_000)
    expect(rig.core.figures()).toMatchObject({ nodes: 1, online: 3 })
    rig.core.onMessage(`census/${NODE}`, '')
    await rig.pass(0)
    expect(rig.core.figures()).toMatchObject({ nodes: 0, online: 0 })
    expect(rig.alerts).toEqual(['nodeLost'])
    // Later than the same alert is counted up in silence.
    await rig.pass(61_000)
    const other = 'm'.repeat(22)
    rig.census(other, { draining: true })
    await rig.pass(1_000)
    rig.core.onMessage(`census/${other}`, '')
    await rig.pass(10_000)
    expect(rig.alerts).toEqual(['nodeLost'])
    // What a node says in another's name is not believed.
    const foreign = { node: NODE }
    rig.core.onMessage(`census/${other}`, JSON.stringify(foreign))
    expect(rig.core.figures()).toMatchObject({ nodes: 0 })
  })
})
