/** What operators are shown beside the figures. */
import fc from 'fast-check'
import { CASE_LIFE_MS, createCasebook } from '../../radar/casebook.ts'
import { alerts, cases, feed, type Feed } from '../../radar/operatorProtocol.ts'
import { HOUR, MINUTE, START } from './detectorRig.ts'

const handleOf = (count: number) => String(count).padStart(22, '0')
const entry = (at: number): Feed[number] => {
  return { at, signal: 'finds', times: 1, prefix: null, score: 5, verdict: 'noted' }
}

describe('a report about age', () => {
  it('[R23] is a case with a handle, a time and a count, and no address', () => {
    const casebook = createCasebook()
    expect(casebook.age(handleOf(1), '203.0.113.9', 2, START)).toBe(handleOf(1))
    const shown = casebook.ageCases()
    const until = START + CASE_LIFE_MS
    expect(shown).toEqual([{ handle: handleOf(1), at: START, times: 2, until }])
    expect(JSON.stringify([shown, casebook.feed(), casebook.alerts()])).not.toContain('203.0.113')
    expect(cases.shape.age.safeParse(shown).success).toBe(true)
  })

  it('[R23] leads to the address for the core alone, and no longer than the case', () => {
    const casebook = createCasebook()
    casebook.age(handleOf(1), '203.0.113.9', 1, START)
    expect(casebook.prefixOf(handleOf(1))).toBe('203.0.113.9')
    expect(casebook.prefixOf(handleOf(2))).toBeNull()
    expect(casebook.close(handleOf(2))).toBe(false)
    expect(casebook.close(handleOf(1))).toBe(true)
    expect(casebook.prefixOf(handleOf(1))).toBeNull()
    expect(casebook.close(handleOf(1))).toBe(false)
    expect(casebook.residue()).toBe(0)
  })

  it('[R23] about the same visitor is the same case, and its hour is not prolonged', () => {
    const casebook = createCasebook()
    casebook.age(handleOf(1), '203.0.113.9', 1, START)
    casebook.age(handleOf(2), '203.0.113.10', 1, START)
    expect(casebook.age(handleOf(3), '203.0.113.9', 4, START + 30 * MINUTE)).toBe(handleOf(1))
    expect(casebook.ageCases()).toEqual([
      { handle: handleOf(1), at: START, times: 5, until: START + HOUR },
      { handle: handleOf(2), at: START, times: 1, until: START + HOUR },
    ])
    expect(casebook.expire(START + HOUR - 1)).toBe(false)
    expect(casebook.expire(START + HOUR)).toBe(true)
    expect(casebook.expire(START + HOUR)).toBe(false)
    expect(casebook.prefixOf(handleOf(1))).toBeNull()
    expect(casebook.residue()).toBe(0)
  })

  it('[R10] is one of a thousand at most: the oldest goes', () => {
    const casebook = createCasebook()
    for (let count = 0; count < 1_100; count += 1)
      casebook.age(handleOf(count), `198.51.${count >> 8}.${count & 255}`, 1, START + count)
    expect(casebook.residue()).toBe(1_000)
    expect(casebook.ageCases()[0]?.handle).toBe(handleOf(100))
    expect(casebook.ageCases().at(-1)?.handle).toBe(handleOf(1_099))
    expect(casebook.prefixOf(handleOf(99))).toBeNull()
  })

  it('[R23] whatever comes, handles and addresses are one to one, and no state names an address', () => {
    const step = fc.record({
      host: fc.nat(9),
      times: fc.integer({ min: 1, max: 9 }),
      wait: fc.nat(20 * MINUTE),
      closes: fc.boolean(),
    })
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        const casebook = createCasebook()
        let now = START
        steps.forEach(({ host, times, wait, closes }, count) => {
          now += wait
          casebook.expire(now)
          const prefix = `203.0.113.${host}`
          const handle = casebook.age(handleOf(count), prefix, times, now)
          expect(casebook.prefixOf(handle)).toBe(prefix)
          const shown = casebook.ageCases()
          const held = shown.map((one) => casebook.prefixOf(one.handle))
          expect(new Set(held).size).toBe(shown.length)
          expect(JSON.stringify(shown)).not.toContain('203.0.113')
          for (const { at, until } of shown) {
            expect(until - at).toBe(CASE_LIFE_MS)
            expect(until).toBeGreaterThan(now)
          }
          if (closes) casebook.close(handle)
        })
        casebook.expire(now + CASE_LIFE_MS)
        expect(casebook.residue()).toBe(0)
      }),
      { numRuns: 1_000 },
    )
  })
})

describe('an alert', () => {
  it('is counted up for a minute, and a new one after it', () => {
    const casebook = createCasebook()
    casebook.alert(handleOf(1), 'ageReport', START)
    casebook.alert(handleOf(2), 'nodeLost', START + 1)
    casebook.alert(handleOf(3), 'ageReport', START + MINUTE - 1)
    casebook.alert(handleOf(4), 'ageReport', START + MINUTE)
    casebook.alert(handleOf(5), 'ageReport', START + MINUTE + 1)
    const told = casebook.alerts()
    expect(told).toEqual([
      { id: handleOf(4), at: START + MINUTE, kind: 'ageReport', count: 2 },
      { id: handleOf(2), at: START + 1, kind: 'nodeLost', count: 1 },
      { id: handleOf(1), at: START, kind: 'ageReport', count: 2 },
    ])
    expect(alerts.safeParse(told).success).toBe(true)
  })

  it('[R10] is one of a hundred at most, the newest first', () => {
    const casebook = createCasebook()
    for (let count = 0; count < 150; count += 1)
      casebook.alert(handleOf(count), 'nodeLost', START + count * MINUTE)
    expect(casebook.alerts()).toHaveLength(100)
    expect(casebook.alerts()[0]?.id).toBe(handleOf(149))
  })
})

it('[R10] the feed keeps the last two hundred entries, the newest first', () => {
  const casebook = createCasebook()
  for (let count = 0; count < 250; count += 1) casebook.note(entry(START + count))
  const shown = casebook.feed()
  expect(shown.map(({ at }) => at - START)).toEqual(
    Array.from({ length: 200 }, (_, index) => 249 - index),
  )
  expect(feed.safeParse(shown).success).toBe(true)
})

it('[P6] the feed names an address for an hour, and no longer than its block lasts', () => {
  const casebook = createCasebook()
  const blocked = { ...entry(START), prefix: '203.0.113.7' }
  const slowed = { ...entry(START + 1), prefix: '203.0.113.8' }
  casebook.note(blocked)
  casebook.note(slowed)
  casebook.forget(['203.0.113.7', '203.0.113.9'])
  expect(casebook.feed()).toEqual([slowed, { ...blocked, prefix: null }])
  expect(casebook.expire(START + CASE_LIFE_MS)).toBe(false)
  expect(casebook.expire(START + CASE_LIFE_MS + 1)).toBe(true)
  expect(casebook.feed().map(({ prefix }) => prefix)).toEqual([null, null])
})
