import { FEED_FORMATS } from '../../radar/actions.ts'
import { appealCode } from '../../radar/signedList.ts'
import { createRig, DAY, LIST_KEY, OWN } from './coreRig.ts'
import { START } from './operatorsHelper.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const SPAN = 10 * MINUTE
const VICTIM = '8.8.8.8'

const asked = (prefix = VICTIM, until = START + DAY) =>
  ({ prefix, level: 'app', reason: 'manual', until }) as const

interface Appeal {
  readonly code: string
  readonly prefix: string
  readonly at: number
}
interface Cases {
  readonly age: readonly { readonly handle: string; readonly times: number }[]
  readonly appeals: readonly Appeal[]
}

describe('what operators do', () => {
  test('[O6][R1] is checked, stored, recorded and said, each with its name', async () => {
    const rig = createRig()
    const { actions } = rig.core
    expect(await actions.addBlock('ann', asked('::ffff:8.8.8.8'))).toBeNull()
    expect(await actions.extendBlock('bob', { prefix: VICTIM, until: START + HOUR })).toBeNull()
    expect(rig.store.text).toContain(VICTIM)
    await rig.pass(1_000)
    expect(rig.brief()).toEqual([`${VICTIM} app manual`])
    expect(await actions.liftBlock('eve', '::ffff:808:808')).toBeNull()
    await rig.pass(1_000)
    expect(rig.list()).toEqual([])
    // What is over is named nowhere, not even in the copy before the last.
    for (const text of rig.writes.slice(-2)) expect(text).not.toContain(VICTIM)
    const subject = rig.audit.hashOf(VICTIM)
    expect(rig.audit.entries().map(({ at: _at, ...entry }) => entry)).toEqual([
      { who: 'eve', action: 'lift', subject, reason: 'manual', until: START + HOUR },
      { who: 'bob', action: 'extend', subject, reason: 'manual', until: START + HOUR },
      { who: 'ann', action: 'block', subject, reason: 'manual', until: START + DAY },
    ])
  })

  test('[R3] that is refused changes nothing and is not recorded', async () => {
    const rig = createRig()
    const { actions } = rig.core
    expect([
      await actions.addBlock('ann', asked(OWN)),
      await actions.addBlock('ann', asked('10.0.0.1')),
      await actions.addBlock('ann', asked('8.8.8.0/23')),
      await actions.addBlock('ann', asked('8.8.8.0/24', START + 2 * DAY)),
      await actions.addBlock('ann', asked(VICTIM, START)),
      await actions.addBlock('ann', asked('somebody')),
      await actions.extendBlock('ann', { prefix: VICTIM, until: START + HOUR }),
      await actions.liftBlock('ann', VICTIM),
      await actions.blockCase('ann', { handle: 'x'.repeat(22), until: START + HOUR }),
      await actions.closeCase('ann', { handle: 'x'.repeat(22) }),
      await actions.closeCase('ann', { code: 'ABCDEFGH' }),
    ]).toEqual([
      'addressOurs',
      'addressPrivate',
      'prefixTooWide',
      'endTooFar',
      'endPast',
      'notAnAddress',
      'notFound',
      'notFound',
      'notFound',
      'notFound',
      'notFound',
    ])
    expect([rig.audit.entries(), rig.writes.length]).toEqual([[], 1])
    expect(await actions.estimate(OWN)).toEqual({
      hits: null,
      problem: 'addressOurs',
      prefix: OWN,
    })
    expect(await actions.estimate('::ffff:8.8.8.8')).toEqual({
      hits: null,
      problem: null,
      prefix: VICTIM,
    })
    expect(await actions.estimate('x')).toEqual({
      hits: null,
      problem: 'notAnAddress',
      prefix: null,
    })
  })

  test('[R5][R23] about age has a handle, and leads no further than the application', async () => {
    const rig = createRig()
    rig.see('age', VICTIM)
    rig.see('age', VICTIM, 2)
    await rig.pass(250)
    const [one] = rig.said<Cases>('operator/cases').age
    expect(one?.times).toBe(3)
    expect(JSON.stringify(rig.said('operator/cases'))).not.toContain(VICTIM)
    expect(rig.alerts).toEqual(['ageReport'])
    const handle = one?.handle ?? ''
    // The network drops him already, for a while; that is not made any longer.
    rig.see('connects', VICTIM, 100)
    const until = START + 30 * DAY
    expect(await rig.core.actions.blockCase('ann', { handle, until })).toBeNull()
    await rig.pass(1_000)
    expect(rig.said<Cases>('operator/cases').age).toEqual([])
    expect(rig.brief()).toEqual([`${VICTIM} network flood`])
    expect(rig.audit.entries()[0]).toMatchObject({ who: 'ann', reason: 'age', until })
    await rig.pass(HOUR)
    expect(rig.brief()).toEqual([`${VICTIM} app age`])
    expect(await rig.core.actions.blockCase('ann', { handle, until })).toBe('notFound')
  })
})

describe('an appeal', () => {
  const codeOf = (prefix: string) => appealCode(LIST_KEY, prefix, START / 1000)
  const appeal = (rig: ReturnType<typeof createRig>, code: string) =>
    rig.core.onMessage('appeal', JSON.stringify({ code }))

  test('[R1] is shown once, with the code that the visitor has, and answered once', async () => {
    const rig = createRig()
    await rig.core.actions.addBlock('ann', asked())
    await rig.pass(MINUTE)
    appeal(rig, codeOf('8.8.8.9'))
    appeal(rig, codeOf(VICTIM))
    appeal(rig, codeOf(VICTIM))
    const at = rig.now()
    await rig.pass(MINUTE)
    expect(rig.said<Cases>('operator/cases').appeals).toEqual([
      {
        prefix: VICTIM,
        code: codeOf(VICTIM),
        at,
        level: 'app',
        reason: 'manual',
        until: START + DAY,
      },
    ])
    const close = () => rig.core.actions.closeCase('bob', { code: codeOf(VICTIM) })
    expect([await close(), await close()]).toEqual([null, 'notFound'])
    appeal(rig, codeOf(VICTIM))
    await rig.pass(MINUTE)
    expect(rig.said<Cases>('operator/cases').appeals).toEqual([])
    expect(rig.brief()).toEqual([`${VICTIM} app manual`])
    const [{ who, action } = { who: '', action: '' }] = rig.audit.entries()
    expect([who, action]).toEqual(['bob', 'dismissAppeal'])
  })

  test('[R1] with the code of a part is one against the block it was cut from', async () => {
    const rig = createRig()
    await rig.core.actions.addBlock('ann', asked('8.8.8.0/30', START + HOUR))
    await rig.core.actions.addBlock('ann', { ...asked('8.8.8.0'), level: 'network' })
    appeal(rig, codeOf('8.8.8.2/31'))
    await rig.pass(1_000)
    const shown = rig.said<Cases>('operator/cases').appeals.map(({ prefix }) => prefix)
    expect(shown).toEqual(['8.8.8.0/30'])
    // It goes with its block.
    await rig.core.actions.liftBlock('ann', '8.8.8.0/30')
    await rig.pass(1_000)
    expect(rig.said<Cases>('operator/cases').appeals).toEqual([])
  })
})

describe('a feed', () => {
  test('[R19] stays the same, byte for byte, for ten minutes, and then moves on', async () => {
    const rig = createRig({ now: START + 1 })
    await rig.core.actions.addBlock('ann', { ...asked(), level: 'network' })
    const all = () => FEED_FORMATS.map((format) => rig.core.actions.feed(format))
    const first = all()
    for (const passed of [1_000, MINUTE, SPAN - MINUTE - 2_000]) {
      await rig.pass(passed)
      expect(all()).toEqual(first)
    }
    await rig.pass(SPAN)
    const second = all()
    // Only nftables is told for how long.
    for (const [at, format] of FEED_FORMATS.entries())
      expect([format, second[at] === first[at]]).toEqual([format, format !== 'nft'])
    // Never for longer than it should.
    const seconds = (text = '') => Number(/timeout (\d+)s/.exec(text)?.[1])
    const nft = FEED_FORMATS.indexOf('nft')
    expect(seconds(first[nft])).toBe((DAY - SPAN) / 1000)
    expect(seconds(second[nft])).toBe((DAY - 2 * SPAN) / 1000)
  })

  test('[R19] is another one as soon as the list is', async () => {
    const rig = createRig()
    const all = () => FEED_FORMATS.map((format) => rig.core.actions.feed(format))
    const seen = [all()]
    await rig.core.actions.addBlock('ann', { ...asked(), level: 'network' })
    seen.push(all())
    await rig.core.actions.addBlock('ann', { ...asked('2600::5'), level: 'network' })
    seen.push(all())
    await rig.core.actions.liftBlock('ann', VICTIM)
    seen.push(all())
    await rig.core.actions.liftBlock('ann', '2600::/64')
    const last = all()
    for (const [at, format] of FEED_FORMATS.entries())
      expect([format, new Set(seen.map((texts) => texts[at])).size]).toEqual([format, 4])
    expect(last).toEqual(seen[0])
  })

  test('[R1] loses a block when that ends, within its ten minutes', async () => {
    const rig = createRig({ now: START + 1 })
    await rig.core.actions.addBlock('ann', {
      ...asked(VICTIM, START + MINUTE),
      level: 'network',
    })
    expect(rig.core.actions.feed('txt')).toBe(`${VICTIM}\n`)
    await rig.pass(MINUTE)
    for (const format of FEED_FORMATS) expect(rig.core.actions.feed(format)).not.toContain(VICTIM)
  })
})
