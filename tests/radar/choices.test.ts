/** What signaling is told of the operator's choices: what holds, and nothing before it does. */
import { choices } from '../../radar/protocol.ts'
import { createRig, DAY } from './coreRig.ts'
import { START } from './operatorsHelper.ts'

const HOUR = DAY / 24
const FLOODER = '198.51.100.7'

interface Settings {
  readonly dryRun: boolean
}

test('[S3] what policy pages name is told once, and again when time or an operator changes it', async () => {
  const rig = createRig({ dryRunMs: 7 * DAY, postsAlerts: true })
  const told = () => [rig.said('choices'), rig.times.get('choices')]
  const chosen = { alerts: true, automaticMaxMs: 7 * DAY, reportsMs: HOUR / 2 }
  rig.core.announce()
  await rig.pass(1_000)
  await rig.pass(1_000)
  expect(told()).toEqual([{ ...chosen, dryRun: true }, 1])
  await rig.pass(7 * DAY)
  expect(told()).toEqual([{ ...chosen, dryRun: false }, 2])
  expect(rig.said<Settings>('operator/settings').dryRun).toBe(false)
  await rig.core.actions.setDryRun('ann', true)
  await rig.pass(1_000)
  expect(told()).toEqual([{ ...chosen, dryRun: true }, 3])
})

test('[S3] a dry run is not told while anybody is still kept out or slowed down from before', async () => {
  const rig = createRig()
  const isTold = () => rig.said<{ dryRun: boolean }>('choices').dryRun
  rig.core.announce()
  rig.see('connects', FLOODER, 100)
  rig.see('finds', '198.51.100.8', 100)
  await rig.pass(1_000)
  await rig.core.actions.setDryRun('ann', true)
  await rig.pass(1_000)
  expect(isTold()).toBe(false)
  expect(await rig.core.actions.liftBlock('ann', FLOODER)).toBeNull()
  await rig.pass(1_000)
  expect([rig.list(), isTold()]).toEqual([[], false])
  await rig.pass(HOUR / 6)
  expect(isTold()).toBe(true)
})

test('[S3] what policy pages name can be read, however long a person made a block', async () => {
  const rig = createRig()
  rig.see('connects', FLOODER, 100)
  await rig.pass(1_000)
  const until = START + 29 * DAY
  expect(await rig.core.actions.extendBlock('ann', { prefix: FLOODER, until })).toBeNull()
  rig.core.announce()
  await rig.pass(1_000)
  expect(choices.parse(rig.said('choices')).automaticMaxMs).toBe(7 * DAY)
})

test('[R9] operators see the end of a dry run, whoever is still held from before it', async () => {
  const before = createRig()
  before.see('connects', FLOODER, 100)
  await before.pass(1_000)
  const rig = createRig({ store: before.store, dryRunMs: HOUR / 6, now: START + 1_000 })
  rig.core.announce()
  await rig.pass(1_000)
  expect(rig.said<Settings>('operator/settings').dryRun).toBe(true)
  await rig.pass(HOUR / 6)
  expect(rig.list()).toHaveLength(1)
  await rig.pass(1_000)
  expect(rig.said<Settings>('operator/settings').dryRun).toBe(false)
})

test('[S3] a ladder that became shorter is not told while a longer block is in force', async () => {
  const rig = createRig({ ladderMs: [2 * DAY] })
  rig.see('connects', FLOODER, 100)
  await rig.pass(1_000)
  const again = createRig({ store: rig.store, ladderMs: [HOUR], now: START + 1_000 })
  const longest = () => again.said<{ automaticMaxMs: number }>('choices').automaticMaxMs
  again.core.announce()
  await again.pass(1_000)
  expect(longest()).toBe(2 * DAY)
  await again.pass(2 * DAY)
  expect(longest()).toBe(HOUR)
})
