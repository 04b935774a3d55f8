/** When reports are enough: voices, their weight, and the share of all partners. */
import fc from 'fast-check'
import { DEFAULT_THRESHOLDS } from '../../radar/thresholds.ts'
import { createEvidence } from '../../signaling/evidence.ts'
import { createReportEvidence } from '../../signaling/reportEvidence.ts'
import { HOUR, MINUTE, partyOf, SECOND, START, strangerOf } from './parties.ts'

/** Round figures that tuning does not touch. */
const ROUND = { weight: 3, least: 4, windowMs: 30 * MINUTE, share: 0.25, pairMs: 3 * SECOND }
const SUBJECT = partyOf(0)

/** Partners are met, then some of them report; whether the last report was enough. */
function judge(partners: number, reporters: readonly number[], table = ROUND): boolean {
  const evidence = createReportEvidence()
  for (let count = 0; count < partners; count += 1)
    evidence.met(SUBJECT, strangerOf(1_000 + count), START, table)
  return (
    reporters.map((who) => evidence.report(partyOf(who), SUBJECT, START, table)).at(-1) ?? false
  )
}
const strangers = (count: number) => Array.from({ length: count }, (_, who) => 256 * (who + 1))

describe('reports', () => {
  it.each<[string, number, readonly number[], boolean]>([
    // Partners met, who reported -> enough
    ['three voices', 8, strangers(3), false],
    ['four voices', 8, strangers(4), true],
    ['four voices of sixteen partners', 16, strangers(4), true],
    ['four voices of seventeen partners', 17, strangers(4), false],
    ['five voices of twenty partners', 20, strangers(5), true],
    ['fifty neighbours', 50, Array.from({ length: 50 }, (_, who) => 257 + who), false],
    [
      'fifty neighbours and two others',
      50,
      [...Array.from({ length: 50 }, (_, who) => 257 + who), 5_120, 10_240],
      false,
    ],
    ['one voice fifty times', 4, Array.from({ length: 50 }, () => 512), false],
    ['four voices, heard twice', 8, [...strangers(4), ...strangers(3)], false],
    ['four voices of nobody met', 0, strangers(4), false],
  ])('[R8] %s', (_, partners, reporters, enough) => {
    expect(judge(partners, reporters)).toBe(enough)
  })

  it.each<[string, number, number, boolean]>([
    // How often each reporter has reported others within the hour, voices -> enough
    ['four first reports weigh four', 0, 4, true],
    ['five second reports weigh two and a half', 1, 5, false],
    ['six second reports weigh three', 1, 6, true],
    ['eight third reports weigh less than three', 2, 8, false],
    ['nine third reports weigh three', 2, 9, true],
    ['eleven of those who report everybody', 3, 11, false],
  ])('[R8] %s', (_, earlier, voices, enough) => {
    const evidence = createReportEvidence()
    for (let count = 0; count < voices; count += 1) {
      evidence.met(SUBJECT, strangerOf(count), START, ROUND)
      for (let other = 0; other < earlier; other += 1)
        evidence.report(strangerOf(count), strangerOf(900 + other), START, ROUND)
    }
    const said = Array.from({ length: voices }, (_each, who) =>
      evidence.report(strangerOf(who), SUBJECT, START + HOUR - 1, ROUND),
    )
    expect(said.at(-1)).toBe(enough)
  })

  it('[R8] are no smaller a share for meetings with neighbours, who may be the same', () => {
    const evidence = createReportEvidence()
    for (let count = 0; count < 200; count += 1) evidence.met(SUBJECT, partyOf(1), START, ROUND)
    const said = [0, 1, 2, 3].map((who) => {
      evidence.met(SUBJECT, strangerOf(who), START, ROUND)
      return evidence.report(strangerOf(who), SUBJECT, START, ROUND)
    })
    expect(said).toEqual([false, false, false, true])
  })

  it('[R8] weigh as much as ever an hour later', () => {
    const evidence = createReportEvidence()
    for (let who = 0; who < 4; who += 1)
      for (let other = 0; other < 5; other += 1)
        evidence.report(strangerOf(who), strangerOf(900 + other), START, ROUND)
    const now = START + HOUR
    evidence.met(SUBJECT, strangerOf(1), now, ROUND)
    const said = [0, 1, 2, 3].map((who) => evidence.report(strangerOf(who), SUBJECT, now, ROUND))
    expect(said).toEqual([false, false, false, true])
  })

  it.each<[number, boolean]>([
    [10 * MINUTE - 1, true],
    [10 * MINUTE, false],
  ])('[R8] of more than half an hour ago are forgotten: %i ms apart -> %s', (spacingMs, enough) => {
    const evidence = createReportEvidence()
    const said = [0, 1, 2, 3].map((who) => {
      const now = START + who * spacingMs
      evidence.met(SUBJECT, strangerOf(who), now, ROUND)
      return evidence.report(strangerOf(who), SUBJECT, now, ROUND)
    })
    expect(said.at(-1)).toBe(enough)
  })

  it('[R8] begin anew when they were enough', () => {
    const evidence = createReportEvidence()
    const said = strangers(12).map((who) => {
      evidence.met(SUBJECT, partyOf(who), START, ROUND)
      return evidence.report(partyOf(who), SUBJECT, START, ROUND)
    })
    expect(said.flatMap((enough, index) => (enough ? [index + 1] : []))).toEqual([4, 8, 12])
  })

  it.each<[number, string[]]>([
    [DEFAULT_THRESHOLDS.evidence.reports.pairMs - 1, []],
    [DEFAULT_THRESHOLDS.evidence.reports.pairMs, ['reports']],
  ])('[R8] of pairs that lasted %i ms -> %j', (pairMs, said) => {
    const { evidence: table } = DEFAULT_THRESHOLDS
    const evidence = createEvidence(table)
    // As many as it takes, whatever the table says.
    const voices = Math.max(table.reports.least, Math.ceil(table.reports.weight))
    for (let who = 0; who < voices; who += 1) {
      evidence.met(SUBJECT, strangerOf(who), START)
      evidence.report(strangerOf(who), SUBJECT, pairMs, START)
    }
    expect(evidence.take(9).map(({ signal }) => signal)).toEqual(said)
  })

  it('[R8] block one true offender within ten partners who all report, and nobody else', () => {
    const { reports: table } = DEFAULT_THRESHOLDS.evidence
    const evidence = createReportEvidence()
    const said = Array.from({ length: 10 }, (_, who) => {
      evidence.met(SUBJECT, strangerOf(who), START + who * MINUTE, table)
      return evidence.report(strangerOf(who), SUBJECT, START + who * MINUTE, table)
    })
    expect(said).toContain(true)
  })
})

it('[R8] are enough exactly when voices, weight and share are, by whoever counts', () => {
  const PEOPLE = 10
  const step = fc.record({
    does: fc.constantFrom('meet', 'report'),
    /** Two to a neighbourhood. */
    who: fc.nat(PEOPLE - 1),
    whom: fc.nat(1),
    waitMs: fc.oneof(fc.nat(2 * MINUTE), fc.nat(2 * MINUTE), fc.nat(20 * MINUTE)),
    expires: fc.boolean(),
  })
  const party = (who: number) => partyOf(256 * (1 + (who >> 1)) + (who & 1))
  const table = { ...ROUND, weight: 1.5, least: 2 }
  let enoughs = 0
  fc.assert(
    fc.property(fc.array(step, { maxLength: 100 }), (steps) => {
      const evidence = createReportEvidence()
      const met: { whom: number; at: number }[] = []
      const reports: { who: number; whom: number; at: number; weight: number; voice: boolean }[] =
        []
      const known = [false, false]
      /** Reports before this one were counted already. */
      const since = [0, 0]
      const lately = <T extends { at: number; whom: number }>(all: readonly T[], whom: number) =>
        all.filter((one) => one.whom === whom && now - one.at < table.windowMs)
      const heardOf = (whom: number) =>
        lately(reports.slice(since[whom]), whom).filter(({ voice }) => voice)
      let now = START
      for (const { does, who, whom, waitMs, expires } of steps) {
        now += waitMs
        if (expires) {
          evidence.expire(now, table)
          for (const each of [0, 1])
            if (lately(met, each).length + heardOf(each).length === 0) known[each] = false
        }
        const subject = strangerOf(500 + whom)
        if (does === 'meet') {
          met.push({ whom, at: now })
          known[whom] = true
          evidence.met(party(who), subject, now, table)
          continue
        }
        const own = reports.filter((one) => one.who === who && now - one.at < HOUR)
        const heard = heardOf(whom)
        const voice = known[whom] === true && !heard.some((one) => one.who >> 1 === who >> 1)
        const mine = { who, whom, at: now, weight: 1 / (1 + own.length), voice }
        reports.push(mine)
        const voices = [...heard, mine]
        const enough =
          voice &&
          voices.length >= table.least &&
          voices.reduce((sum, { weight }) => sum + weight, 0) >= table.weight - 1e-9 &&
          voices.length >= table.share * lately(met, whom).length
        if (enough) since[whom] = reports.length
        enoughs += enough ? 1 : 0
        expect(evidence.report(party(who), subject, now, table)).toBe(enough)
      }
    }),
    { numRuns: 1_500 },
  )
  expect(enoughs).toBeGreaterThan(300)
})

describe('memory', () => {
  it('[R10] is of so many subjects and reporters at most', () => {
    const evidence = createReportEvidence()
    for (let count = 0; count < 12_000; count += 1) {
      const [one, other] = [partyOf(count), partyOf(100_000 + count)]
      evidence.met(one, other, START, ROUND)
      evidence.report(one, other, START, ROUND)
    }
    // Of half of the subjects one report each.
    expect(evidence.residue()).toBe(20_000 + 12_000 + 10_000)
    for (let count = 0; count < 12_000; count += 1)
      evidence.report(partyOf(1_000_000 + count), SUBJECT, START, ROUND)
    expect(evidence.residue()).toBe(20_000 + 20_000 + 10_000)
  })

  it('[R10] of a subject’s meetings is long enough for any share', () => {
    const table = { ...ROUND, share: 1 }
    expect(judge(10_000, strangers(199), table)).toBe(false)
    expect(judge(10_000, strangers(200), table)).toBe(true)
  })

  it('[R10] lasts half an hour for subjects and an hour for reporters', () => {
    const evidence = createReportEvidence()
    evidence.met(SUBJECT, strangerOf(1), START, ROUND)
    evidence.report(strangerOf(1), SUBJECT, START, ROUND)
    expect(evidence.residue()).toBe(4)
    evidence.expire(START + 30 * MINUTE - 1, ROUND)
    expect(evidence.residue()).toBe(4)
    evidence.expire(START + 30 * MINUTE, ROUND)
    expect(evidence.residue()).toBe(1)
    evidence.expire(START + HOUR, ROUND)
    expect(evidence.residue()).toBe(0)
  })

  it('[P10] [R10] keeps no report longer because its subject goes on meeting people', () => {
    const evidence = createReportEvidence()
    evidence.met(SUBJECT, strangerOf(1), START, ROUND)
    evidence.report(strangerOf(1), SUBJECT, START, ROUND)
    evidence.met(SUBJECT, strangerOf(2), START + 20 * MINUTE, ROUND)
    evidence.expire(START + 30 * MINUTE, ROUND)
    // The two who met last, and who has reported lately: not whom.
    expect(evidence.residue()).toBe(3)
  })
})
