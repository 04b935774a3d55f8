/** The blocklist against one so simple that it cannot be wrong, for 100,000 random operations. */
import { randomInt } from 'node:crypto'
import { createBlocklist, fromFile, type Blocklist } from '../../radar/blocklist.ts'
import { createDice } from '../simulate/dice.ts'
import {
  createOracle,
  holds,
  longest,
  rangeOf,
  type Level,
  type Oracle,
  type Probe,
  type Range,
} from './blocklistOracle.ts'

const OPERATIONS = 100_000
/** Everything is compared once in so many operations, and what was touched after each. */
const FULL_EVERY = 500
const NOBODY = { own: [], allowed: [] }
const START = 1_800_000_000_000
const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
const SOURCES = ['detector', 'ann', 'bob'] as const

/** Prefixes that lie in, beside and around each other, and every way to write them. */
interface Candidate {
  readonly text: string
  readonly spellings: readonly string[]
}

const write4 = (at: number): string => [24, 16, 8, 0].map((shift) => (at >>> shift) & 255).join('.')
const addressOf = ({ family, at }: Probe): string =>
  family === 4 ? write4(at) : `2600:0:${(at >>> 16).toString(16)}:${(at & 0xffff).toString(16)}::7`

function universe(): Candidate[] {
  const found: Candidate[] = []
  const base4 = 0x0808_0800
  for (const bits of [24, 25, 26, 28, 30, 31, 32])
    for (const offset of [0, 4, 5, 128, 255, 256]) {
      const address = base4 + offset
      const network = (address & (-1 << (32 - bits))) >>> 0
      const text = bits === 32 ? write4(network) : `${write4(network)}/${bits}`
      if (found.some((one) => one.text === text)) continue
      const carried = [`::ffff:${write4(network)}`, `64:ff9b::${write4(network)}`]
      found.push({
        text,
        spellings: [text, `${write4(address)}/${bits}`, ...(bits === 32 ? carried : [])],
      })
    }
  for (const bits of [48, 52, 56, 60, 63, 64])
    for (const group of [0, 1, 2, 0x0100, 0x8000, 0xffff]) {
      const network = bits === 48 ? 0 : group & (-1 << (64 - bits)) & 0xffff
      const text =
        network === 0 ? `2600:0:a::/${bits}` : `2600:0:a:${network.toString(16)}::/${bits}`
      if (found.some((one) => one.text === text)) continue
      const spelled = `2600:0000:A:${group.toString(16)}:1:2:3:4/${bits}`
      const inside = `2600:0:a:${group.toString(16)}::9`
      found.push({ text, spellings: [text, spelled, ...(bits === 64 ? [inside] : [])] })
    }
  return found
}

/** Addresses at the edges of a range, inside it and just outside. */
const probesOf = ({ family, first, last }: Range): Probe[] =>
  [first - 1, first, Math.floor((first + last) / 2), last, last + 1].map((at) => ({ family, at }))

function compareAll(list: Blocklist, oracle: Oracle, now: number, all: readonly Probe[]): void {
  const entries = list.effective(now).map(([text, level, reason, since, until]) => {
    if (reason !== 'flood' || since * 1000 > now) throw new Error(`${text} is not as it should be`)
    return { ...rangeOf(text), text, level, until }
  })
  entries.sort((a, b) => a.family - b.family || a.first - b.first)
  for (const [index, one] of entries.entries()) {
    const before = entries[index - 1]
    if (before?.family === one.family && before.last >= one.first)
      throw new Error(`${before.text} and ${one.text} overlap`)
  }
  for (const probe of all) {
    const due = oracle.verdict(probe, now)
    const found = entries.find((one) => holds(one, probe))
    const said = found === undefined ? null : { level: found.level, until: found.until }
    const inSeconds = due === null ? null : { ...due, until: Math.ceil(due.until / 1000) }
    if (said?.level !== inSeconds?.level || said?.until !== inSeconds?.until)
      throw new Error(
        `${addressOf(probe)}: ${JSON.stringify(said)} instead of ${JSON.stringify(inSeconds)}`,
      )
  }
  const key = (text: string, level: Level, ...rest: unknown[]) => [text, level, ...rest].join(' ')
  const kept = list
    .records(now)
    .map(({ prefix, level, source, until, appealed, answered }) =>
      key(prefix.text, level, source, until, appealed, answered),
    )
  const due = oracle.rows
    .filter(({ until }) => until > now)
    .map((row) => key(row.text, row.level, row.by, row.until, row.appealed, row.answered))
  expect(kept.toSorted()).toEqual(due.toSorted())
}

/** `expect` for a hundred thousand times: it costs more than all the rest. */
function same(found: unknown, due: unknown): void {
  if (found !== due) throw new Error(`${String(found)} instead of ${String(due)}`)
}

function compareOne(list: Blocklist, oracle: Oracle, now: number, probes: readonly Probe[]): void {
  for (const probe of probes) {
    const due = oracle.verdict(probe, now)
    const found = list.find(addressOf(probe), now)
    if (found?.level !== due?.level || found?.until !== due?.until)
      throw new Error(`${addressOf(probe)}: found ${found?.until}, not ${JSON.stringify(due)}`)
  }
}

/** What was done, how often. */
function run(seed: number, operations: number): Map<string, number> {
  const dice = createDice(seed)
  const below = (count: number) => Math.floor(dice() * count)
  function pick<T>(from: readonly T[]): T {
    const one = from[below(from.length)]
    if (one === undefined) throw new Error('nothing to pick from')
    return one
  }
  const candidates = universe()
  const ranges = new Map(candidates.map(({ text }) => [text, rangeOf(text)]))
  const probes = [...ranges.values()].flatMap(probesOf)
  const everywhere = [...new Map(probes.map((probe) => [addressOf(probe), probe])).values()]
  const done = new Map<string, number>()
  const oracle = createOracle()
  let list = createBlocklist(NOBODY)
  let now = START

  /** Some ends are as late as they may be, or a little later, which is cut. */
  function endFor(range: Range, by: string): number {
    const most = longest(range, by)
    const length = pick([MINUTE, 15 * MINUTE, HOUR, 4 * HOUR, most, most + 30_000])
    return now + Math.min(length, most + 30_000) - (length > most ? 0 : below(MINUTE / 2))
  }

  function step(): Range {
    const { text, spellings } = pick(candidates)
    const spelled = pick(spellings)
    const range = ranges.get(text) ?? rangeOf(text)
    const kind =
      below(100) === 0
        ? 'restart'
        : pick([
            'add',
            'add',
            'add',
            'add',
            'extend',
            'lift',
            'wait',
            'appeal',
            'dismiss',
            'expire',
          ] as const)
    done.set(kind, (done.get(kind) ?? 0) + 1)
    const level = pick(['app', 'network'] as const)
    switch (kind) {
      case 'add': {
        const source = pick(SOURCES)
        const until = endFor(range, source)
        oracle.add(text, level, source, until, now)
        same(list.add({ prefix: spelled, level, reason: 'flood', source, until }, now), null)
        break
      }
      case 'extend': {
        const until = endFor(range, 'somebody')
        const isThere = oracle.rows.some((row) => row.text === text && row.until > now)
        oracle.extend(text, until, now)
        same(list.extend(spelled, until, now), isThere ? null : 'notFound')
        break
      }
      case 'lift':
        same(
          list.lift(spelled) !== null,
          oracle.rows.some((row) => row.text === text),
        )
        oracle.lift(text)
        break
      case 'appeal':
        same(list.appeal(spelled, now), oracle.appeal(text, now))
        break
      case 'dismiss':
        same(list.dismissAppeal(spelled, level), oracle.dismiss(text, level))
        break
      case 'expire': {
        const due = oracle.rows.filter(({ until }) => until <= now).map((row) => row.text)
        oracle.expire(now)
        same(
          list
            .expire(now)
            .map(({ prefix }) => prefix.text)
            .toSorted()
            .join(),
          due.toSorted().join(),
        )
        break
      }
      case 'restart': {
        const file = fromFile(JSON.parse(JSON.stringify(list.toFile())))
        if (file === null) throw new Error('what was written cannot be read')
        list = createBlocklist(NOBODY, file, now)
        break
      }
      case 'wait':
        now += pick([0, 1, 999, 1_000, MINUTE, 10 * MINUTE, HOUR])
        // Else the longest blocks would cover everything before long.
        if (below(60) === 0) now += 2 * DAY
        break
      default:
        kind satisfies never
    }
    return range
  }

  for (let count = 1; count <= operations; count += 1)
    try {
      const range = step()
      compareOne(list, oracle, now, [pick(probesOf(range)), pick(probesOf(range))])
      if (count % FULL_EVERY === 0) compareAll(list, oracle, now, everywhere)
    } catch (error) {
      throw new Error(`seed ${seed}, operation ${count}: ${String(error)}`, { cause: error })
    }
  return done
}

test('[R1][R2] 100,000 operations end in the list that an oracle has', () => {
  const done = run(randomInt(2 ** 32), OPERATIONS)
  for (const kind of ['add', 'extend', 'lift', 'wait', 'appeal', 'dismiss', 'expire'])
    expect(done.get(kind)).toBeGreaterThan(OPERATIONS / 200)
}, 300_000)
