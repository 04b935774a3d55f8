import { createBlocklist, fromFile, type AskedBlock } from '../../radar/blocklist.ts'
import { parsePrefix, type Prefix } from '../../radar/prefix.ts'
import { ENTRIES_MAX } from '../../radar/protocol.ts'
import type { Problem } from '../../radar/operatorProtocol.ts'

const START = 1_800_000_000_000
const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

function read(text: string): Prefix {
  const prefix = parsePrefix(text)
  if (prefix === null) throw new Error(`no prefix: ${text}`)
  return prefix
}
const untouchable = { own: [read('203.0.113.1')], allowed: [read('2001:db8:5::/56')] }

const asked = (prefix: string, more: Partial<AskedBlock> = {}): AskedBlock => ({
  prefix,
  level: 'network',
  reason: 'flood',
  source: 'detector',
  until: START + HOUR,
  ...more,
})

describe('a block', () => {
  test.each<[string, source: string, length: number, answer: Problem | number]>([
    ['8.8.8.8', 'detector', 7 * DAY, 7 * DAY],
    ['8.8.8.8', 'detector', 7 * DAY + MINUTE, 7 * DAY],
    ['8.8.8.8', 'detector', 7 * DAY + MINUTE + 1, 'endTooFar'],
    ['2600::/64', 'detector', 30 * DAY, 'endTooFar'],
    ['2600::/48', 'detector', 7 * DAY, 7 * DAY],
    ['8.8.8.8', 'ann', 30 * DAY + 1, 30 * DAY],
    ['8.8.8.8', 'ann', 31 * DAY, 'endTooFar'],
    ['2600::/64', 'ann', 30 * DAY, 30 * DAY],
    ['8.8.8.0/31', 'ann', DAY, DAY],
    ['8.8.8.0/24', 'ann', 2 * DAY, 'endTooFar'],
    ['2600::/63', 'ann', 2 * DAY, 'endTooFar'],
    ['8.8.8.8', 'ann', 0, 'endPast'],
    ['8.8.8.8', 'detector', -1, 'endPast'],
    ['8.8.8.8', 'ann', 1, 1],
    ['203.0.113.1', 'ann', HOUR, 'addressOurs'],
    ['2001:db8:5::1', 'detector', HOUR, 'addressAllowed'],
    ['10.0.0.1', 'ann', HOUR, 'addressPrivate'],
    ['8.8.8.0/23', 'ann', HOUR, 'prefixTooWide'],
    ['8.8.8', 'ann', HOUR, 'notAnAddress'],
  ])('[R1][R3] of %s by %s for %i ms: %s', (prefix, source, length, answer) => {
    const list = createBlocklist(untouchable)
    const problem = list.add(asked(prefix, { source, until: START + length }), START)
    const until = list.get(prefix, START)?.until ?? Number.NaN
    expect(problem ?? until - START).toBe(answer)
    expect(list.records(START)).toHaveLength(problem === null ? 1 : 0)
    expect(list.problemOf(prefix)).toBe(String(problem).startsWith('end') ? null : problem)
  })

  test('[R1] that nobody decided ends a week after its start, however often it is asked for', () => {
    const list = createBlocklist(untouchable)
    list.add(asked('2600::/56', { until: START + 7 * DAY }), START)
    const later = START + 5 * DAY
    expect(list.add(asked('2600::/56', { until: later + 7 * DAY }), later)).toBeNull()
    expect(list.get('2600::/56', later)?.until).toBe(START + 7 * DAY)
    // A person may decide about the same for longer.
    list.add(asked('2600::/64', { until: START + 7 * DAY }), START)
    list.add(asked('2600::/64', { until: later + 20 * DAY, source: 'ann' }), later)
    expect(list.get('2600::/64', later)?.until).toBe(later + 20 * DAY)
  })

  test('[R1] that a person lengthens keeps within what he may decide', () => {
    const list = createBlocklist(untouchable)
    list.add(asked('8.8.8.8'), START)
    expect(list.extend('8.8.8.8', START + 31 * DAY, START)).toBe('endTooFar')
    expect(list.extend('8.8.8.8', START - 1, START)).toBe('endPast')
    expect(list.extend('8.8.8.9', START + DAY, START)).toBe('notFound')
    expect(list.extend('nobody', START + DAY, START)).toBe('notFound')
    expect(list.extend('::ffff:8.8.8.8', START + 30 * DAY, START)).toBeNull()
    expect(list.extend('8.8.8.8', START + MINUTE, START)).toBeNull()
    expect(list.get('8.8.8.8', START)?.until).toBe(START + MINUTE)
    expect(list.extend('8.8.8.8', START + DAY, START + MINUTE)).toBe('notFound')
  })

  test('[R1][R5] in the network is not lengthened by what is asked for in the application', () => {
    const list = createBlocklist(untouchable)
    list.add(asked('8.8.8.8', { until: START + 15 * MINUTE }), START)
    list.add(
      asked('8.8.8.8', { level: 'app', reason: 'age', source: 'ann', until: START + 30 * DAY }),
      START,
    )
    expect(list.find('8.8.8.8', START)).toMatchObject({ level: 'network', source: 'detector' })
    expect(list.find('8.8.8.8', START + 15 * MINUTE)).toMatchObject({ level: 'app', source: 'ann' })
    expect(list.expire(START + 15 * MINUTE).map(({ level }) => level)).toEqual(['network'])
  })

  test('[R1] is appealed against once', () => {
    const list = createBlocklist(untouchable)
    list.add(asked('8.8.8.8'), START)
    expect(list.appeal('8.8.8.9', START)).toBe(false)
    expect([list.appeal('8.8.8.8', START), list.appeal('8.8.8.8', START)]).toEqual([true, false])
    expect(list.dismissAppeal('8.8.8.8', 'app')).toBe(false)
    const dismiss = () => list.dismissAppeal('8.8.8.8', 'network')
    expect([dismiss(), dismiss()]).toEqual([true, false])
    expect(list.appeal('8.8.8.8', START)).toBe(false)
    // Another block is another matter.
    list.add(asked('8.8.8.8', { until: START + 2 * DAY }), START + HOUR)
    expect(list.get('8.8.8.8', START + HOUR)).toMatchObject({
      since: START + HOUR,
      answered: false,
    })
    expect(list.appeal('8.8.8.8', START + HOUR)).toBe(true)
  })
})

describe('the list', () => {
  test('[R1] a full list takes nothing more, and what is there can still be lengthened', () => {
    const list = createBlocklist({ own: [], allowed: [] })
    for (let at = 0; at < ENTRIES_MAX; at += 1)
      list.add(asked(`8.${at >> 16}.${(at >> 8) & 255}.${at & 255}`), START)
    expect(list.add(asked('9.9.9.9'), START)).toBe('listFull')
    expect(list.add(asked('8.0.0.1', { until: START + 2 * HOUR }), START)).toBeNull()
    expect(list.lift('8.0.0.0')).not.toBeNull()
    expect(list.add(asked('9.9.9.9'), START)).toBeNull()
    expect(list.effective(START)).toHaveLength(ENTRIES_MAX)
  })
})

describe('the file', () => {
  const row = {
    prefix: '8.8.8.8',
    level: 'app',
    reason: 'manual',
    source: 'ann',
    since: START,
    until: START + DAY,
    appealed: false,
    answered: true,
  }

  test.each<[string, object]>([
    ['no prefix', { prefix: 'x' }],
    ['a prefix not in its canonical form', { prefix: '::ffff:8.8.8.8' }],
    ['host bits', { prefix: '8.8.8.8/24' }],
    ['an unknown level', { level: 'all' }],
    ['an unknown reason', { reason: 'because' }],
    ['no source', { source: '' }],
    ['an end before the start', { until: START }],
    ['half milliseconds', { until: START + 0.5 }],
    ['something more', { note: 'text' }],
    ['something less', { appealed: undefined }],
  ])('[R1] with %s was not written by us', (_what, change) => {
    expect(fromFile([row])).toEqual([row])
    expect(fromFile([row, { ...row, prefix: '8.8.8.9', ...change }])).toBeNull()
  })

  test('[R1][R3] is read with today\u2019s rules', () => {
    expect(fromFile([row, row])).toBeNull()
    expect(fromFile([row, { ...row, level: 'network' }])).toHaveLength(2)
    expect([fromFile(null), fromFile({}), fromFile('x')]).toEqual([null, null, null])
    const rows = fromFile([
      { ...row, until: START + 300 * DAY },
      { ...row, prefix: '203.0.113.1' },
      { ...row, prefix: '2001:db8:5::/64' },
    ])
    const list = createBlocklist(untouchable, rows ?? [], START)
    expect(list.toFile()).toEqual([{ ...row, until: START + 30 * DAY }])
  })
})
