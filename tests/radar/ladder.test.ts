/** How long blocks last. */
import fc from 'fast-check'
import { createLadder } from '../../radar/ladder.ts'
import { ENTRIES_MAX } from '../../radar/protocol.ts'
import { DEFAULT_THRESHOLDS } from '../../radar/thresholds.ts'
import { DAY, HOUR, MINUTE, START } from './detectorRig.ts'

const ROUND = { stepsMs: [15 * MINUTE, HOUR, 4 * HOUR, DAY], jitter: 0.25, forgiveMs: 7 * DAY }

describe('the ladder', () => {
  it.each<[string, readonly number[], readonly number[]]>([
    // Time before each block -> minutes that it lasts
    ['one after the other', [0, HOUR, HOUR, HOUR, HOUR, HOUR], [15, 60, 240, 1_440, 1_440, 1_440]],
    ['six days are not enough', [0, 7 * DAY - 1], [15, 60]],
    ['a week forgives one step', [0, 7 * DAY], [15, 15]],
    ['a week forgives one of three', [0, 0, 0, 7 * DAY], [15, 60, 240, 240]],
    ['two weeks forgive two', [0, 0, 0, 14 * DAY], [15, 60, 240, 60]],
    ['all the weeks in between count', [0, 0, 0, 7 * DAY, 7 * DAY], [15, 60, 240, 240, 240]],
    [
      'from the top it is as far as from the last step',
      [0, 0, 0, 0, 0, 0, 28 * DAY, 0],
      [15, 60, 240, 1_440, 1_440, 1_440, 15, 60],
    ],
    ['half a year forgives all, and owes nothing', [0, 0, 180 * DAY, 0], [15, 60, 15, 60]],
    ['a clock that is set back is no repetition', [0, -HOUR, 0], [15, 60, 240]],
  ])('[R7] %s', (_, waits, minutes) => {
    const ladder = createLadder(ROUND, () => 0)
    let now = START
    const lasted = waits.map((wait) => {
      now += wait
      return (ladder.climb('key', now) - now) / MINUTE
    })
    expect(lasted).toEqual(minutes)
  })

  it.each<[number, number, number]>([
    // die, step -> how long, in minutes
    [0, 0, 15],
    [0.5, 0, 16.875],
    [1, 0, 18.75],
    [0.5, 1, 67.5],
    [1, 2, 300],
    // The longest is the longest.
    [1, 3, 1_440],
    [0.5, 4, 1_440],
  ])('[R7] with a die of %d, step %i lasts %d minutes', (die, step, minutes) => {
    const ladder = createLadder(ROUND, () => die)
    for (let count = 0; count < step; count += 1) ladder.climb('key', START)
    expect((ladder.climb('key', START) - START) / MINUTE).toBe(minutes)
  })

  it('[R7] stays on its step for what gets harder while the last block lasts, and climbs otherwise', () => {
    const ladder = createLadder(ROUND, () => 0)
    const minutes = (until: number, from: number) => (until - from) / MINUTE
    expect(minutes(ladder.stay('key', START), START)).toBe(15)
    const later = START + 10 * MINUTE
    expect(minutes(ladder.stay('key', later), later)).toBe(15)
    // Somebody else's block may stand longer than ours.
    const over = later + 15 * MINUTE
    expect(minutes(ladder.stay('key', over), over)).toBe(60)
    expect(minutes(ladder.climb('key', over), over)).toBe(240)
  })

  it('[R7] climbs for each key by itself', () => {
    const ladder = createLadder(ROUND, () => 0)
    ladder.climb('one', START)
    ladder.climb('one', START)
    expect(ladder.climb('other', START) - START).toBe(15 * MINUTE)
  })

  it('[R7] every block ends within the bounds of its step, and no step is skipped', () => {
    const { ladder: table } = DEFAULT_THRESHOLDS
    const longest = Math.max(...table.stepsMs)
    const step = fc.record({
      wait: fc.oneof(fc.nat(DAY), fc.nat(30 * DAY)),
      die: fc.double({ min: 0, max: 1, noNaN: true }),
      expires: fc.boolean(),
    })
    fc.assert(
      fc.property(fc.array(step, { maxLength: 20 }), (steps) => {
        let die = 0
        const ladder = createLadder(table, () => die)
        let now = START
        let before = -1
        for (const each of steps) {
          now += each.wait
          die = each.die
          // Forgetting takes away only what counts no more.
          if (each.expires) ladder.expire(now)
          const lasts = ladder.climb('key', now) - now
          const rung = table.stepsMs.findIndex((ms, index) => {
            const next = Math.min(longest, ms * (1 + table.jitter)) + 1
            return lasts >= ms && lasts <= next && index <= before + 1
          })
          expect(rung).toBeGreaterThanOrEqual(0)
          if (each.wait < table.forgiveMs)
            expect(rung).toBe(Math.min(before + 1, table.stepsMs.length - 1))
          before = rung
        }
      }),
      { numRuns: 1_000 },
    )
  })

  it('[R10] remembers so many keys at most, those that were blocked last', () => {
    const ladder = createLadder(ROUND, () => 0)
    for (let count = 0; count < ENTRIES_MAX; count += 1) ladder.climb(String(count), START)
    ladder.climb('0', START)
    for (let count = 0; count < 10_000; count += 1) ladder.climb(`new ${count}`, START)
    expect(ladder.residue()).toBe(ENTRIES_MAX)
    expect(ladder.climb('0', START) - START).toBe(4 * HOUR)
    expect(ladder.climb('1', START) - START).toBe(15 * MINUTE)
  })

  it.each([
    [1, 1],
    [2, 2],
    [4, 4],
    [9, 4],
  ])('[R10] forgets a key that was blocked %i times after %i weeks', (blocks, weeks) => {
    const ladder = createLadder(ROUND, () => 0)
    for (let count = 0; count < blocks; count += 1) ladder.climb('key', START)
    ladder.expire(START + weeks * ROUND.forgiveMs - 1)
    expect(ladder.residue()).toBe(1)
    ladder.expire(START + weeks * ROUND.forgiveMs)
    expect(ladder.residue()).toBe(0)
  })
})
