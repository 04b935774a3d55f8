/** Which neighbours in IPv6 are blocked together. */
import fc from 'fast-check'
import { createWidening } from '../../radar/widening.ts'
import { HOUR, MINUTE, START } from './detectorRig.ts'

const ROUND = { least: 3, windowMs: HOUR }

function widenAll(prefixes: readonly string[], spacingMs: number): string[][] {
  const widening = createWidening(ROUND)
  return prefixes.map((prefix, index) => widening.note(prefix, START + index * spacingMs))
}

describe('blocks are widened', () => {
  it.each<[string, readonly string[], number, readonly string[]]>([
    // Blocks, time between them -> what is blocked with the last one
    ['a single one', ['2001:db8:1:1::/64'], 0, []],
    ['two neighbours', ['2001:db8:1:1::/64', '2001:db8:1:2::/64'], 0, []],
    [
      'three neighbours',
      ['2001:db8:1:1::/64', '2001:db8:1:2::/64', '2001:db8:1:ff::/64'],
      0,
      ['2001:db8:1::/56'],
    ],
    ['one three times', ['2001:db8:1:1::/64', '2001:db8:1:1::/64', '2001:db8:1:1::/64'], 0, []],
    [
      'not quite neighbours',
      ['2001:db8:1:1::/64', '2001:db8:1:2::/64', '2001:db8:1:100::/64'],
      0,
      [],
    ],
    [
      'three within the hour',
      ['2001:db8:1:1::/64', '2001:db8:1:2::/64', '2001:db8:1:3::/64'],
      30 * MINUTE - 1,
      ['2001:db8:1::/56'],
    ],
    [
      'three in more than an hour',
      ['2001:db8:1:1::/64', '2001:db8:1:2::/64', '2001:db8:1:3::/64'],
      30 * MINUTE,
      [],
    ],
    ['addresses of IPv4', ['198.51.100.1', '198.51.100.2', '198.51.100.3'], 0, []],
    [
      'what is wide already',
      ['2001:db8:1::/56', '2001:db8:1:100::/56', '2001:db8:1:200::/56'],
      0,
      [],
    ],
    ['what is no prefix', ['x', 'y', 'z'], 0, []],
  ])('[R5] %s', (_, prefixes, spacingMs, found) => {
    expect(widenAll(prefixes, spacingMs).at(-1)).toEqual(found)
  })

  it('[R5] to a /48 when three /56 in it have been', () => {
    const prefixes = [0, 1, 2].flatMap((net) =>
      [1, 2, 3].map((part) => `2001:db8:1:${net}0${part}::/64`),
    )
    const found = widenAll(prefixes, MINUTE)
    expect(found.flat()).toEqual([
      '2001:db8:1::/56',
      '2001:db8:1:100::/56',
      '2001:db8:1:200::/56',
      '2001:db8:1::/48',
    ])
    expect(found.at(-1)).toEqual(['2001:db8:1:200::/56', '2001:db8:1::/48'])
  })

  it('[R5] for nobody but enough neighbours, all blocked within the window', () => {
    const step = fc.record({
      net: fc.nat(2),
      part: fc.integer({ min: 1, max: 4 }),
      wait: fc.nat(40 * MINUTE),
    })
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        const widening = createWidening(ROUND)
        const seen: { whole: string; part: string; at: number }[] = []
        let now = START
        for (const { net, part, wait } of steps) {
          now += wait
          const text = `2001:db8:1:${net}0${part}::/64`
          const whole = net === 0 ? '2001:db8:1::/56' : `2001:db8:1:${net}00::/56`
          seen.push({ whole, part: text, at: now })
          const lately = (within: string) =>
            new Set(
              seen
                .filter((one) => one.whole === within && now - one.at < ROUND.windowMs)
                .map((one) => one.part),
            ).size
          const found = widening.note(text, now)
          expect(found.includes(whole)).toBe(lately(whole) >= ROUND.least)
          if (found.includes(whole)) seen.push({ whole: '/48', part: whole, at: now })
          const isWide = found.includes('2001:db8:1::/48')
          expect(isWide).toBe(found.includes(whole) && lately('/48') >= ROUND.least)
        }
        widening.expire(now + ROUND.windowMs)
        expect(widening.residue()).toBe(0)
      }),
      { numRuns: 1_000 },
    )
  })

  it('[R10] with no memory of what is out of the window', () => {
    const widening = createWidening(ROUND)
    widening.note('2001:db8:1:1::/64', START)
    widening.note('198.51.100.1', START)
    widening.expire(START + HOUR - 1)
    expect(widening.residue()).toBe(1)
    widening.expire(START + HOUR)
    expect(widening.residue()).toBe(0)
  })
})
