/** Blocks that lie in each other, in every way: what is left is disjoint. */
import {
  createBlocklist,
  fromFile,
  type AskedBlock,
  type Blocklist,
} from '../../radar/blocklist.ts'
import { ENTRIES_MAX, type Level } from '../../radar/protocol.ts'

const START = 1_800_000_000_000
const HOUR = 3_600_000

const asked = (prefix: string, more: Partial<AskedBlock> = {}): AskedBlock => ({
  prefix,
  level: 'network',
  reason: 'flood',
  source: 'detector',
  until: START + HOUR,
  ...more,
})

/** `prefix level hours`, in order of addresses. */
const shown = (list: Blocklist, now: number): string[] =>
  list
    .effective(now)
    .map(([prefix, level, , , until]) => `${prefix} ${level} ${(until * 1000 - START) / HOUR}`)
    .toSorted()

type Step =
  | readonly ['add', prefix: string, hours: number, level?: Level]
  | readonly ['lift', prefix: string]
  /** The clock shows so many hours after the start. */
  | readonly ['at', hours: number]

function play(steps: readonly Step[]): { list: Blocklist; now: number } {
  const list = createBlocklist({ own: [], allowed: [] })
  let now = START
  for (const step of steps)
    switch (step[0]) {
      case 'add': {
        const [, prefix, hours, level = 'network'] = step
        expect(list.add(asked(prefix, { level, until: START + hours * HOUR }), now)).toBeNull()
        break
      }
      case 'lift':
        expect(list.lift(step[1])).not.toBeNull()
        break
      case 'at':
        now = START + step[1] * HOUR
        break
      default:
        step satisfies never
    }
  return { list, now }
}

const durations = Array.from({ length: 200 }, (_, at) => ((at * 37) % 200) + 1)

/** What overlaps how, and what is left of it: `free` and `blocked` are single addresses. */
const MATRIX: readonly {
  readonly name: string
  readonly steps: readonly Step[]
  readonly due: readonly string[]
  readonly blocked?: readonly string[]
  readonly free?: readonly string[]
}[] = [
  {
    name: 'the same address three times is there once',
    steps: [
      ['add', '8.8.8.8', 1],
      ['add', '8.8.8.8', 1],
      ['add', '::ffff:8.8.8.8', 1],
    ],
    due: ['8.8.8.8 network 1'],
    blocked: ['8.8.8.8', '::ffff:8.8.8.8'],
    free: ['8.8.8.7', '8.8.8.9'],
  },
  {
    name: 'a duplicate that is lifted once is gone',
    steps: [
      ['add', '8.8.8.8', 1],
      ['add', '8.8.8.8', 2],
      ['lift', '8.8.8.8'],
    ],
    due: [],
    free: ['8.8.8.8'],
  },
  {
    name: 'it comes back when it is asked for again',
    steps: [
      ['add', '8.8.8.8', 3],
      ['lift', '8.8.8.8'],
      ['add', '8.8.8.8', 1],
    ],
    due: ['8.8.8.8 network 1'],
  },
  {
    name: 'of 200 ends the longest wins',
    steps: durations.map((hours) => ['add', '8.8.8.8', hours / 2] as const),
    due: ['8.8.8.8 network 100'],
  },
  {
    name: 'of 200 ends of a /64 the longest wins',
    steps: durations.map((hours, at) => ['add', `2600::${at.toString(16)}`, hours / 2] as const),
    due: ['2600::/64 network 100'],
  },
  {
    name: 'a range beside an address leaves it alone',
    steps: [
      ['add', '8.8.9.0/24', 1],
      ['add', '8.8.8.255', 1],
    ],
    due: ['8.8.8.255 network 1', '8.8.9.0/24 network 1'],
    blocked: ['8.8.9.0', '8.8.9.255', '8.8.8.255'],
    free: ['8.8.8.254', '8.8.10.0'],
  },
  {
    name: 'an address in a range that lasts as long adds nothing',
    steps: [
      ['add', '8.8.8.0/24', 1],
      ['add', '8.8.8.8', 1],
    ],
    due: ['8.8.8.0/24 network 1'],
  },
  {
    name: 'an address in a range that lasts longer adds nothing',
    steps: [
      ['add', '8.8.8.8', 1],
      ['add', '8.8.8.0/24', 2],
    ],
    due: ['8.8.8.0/24 network 2'],
  },
  {
    name: 'an address that lasts longer than its range keeps its own end',
    steps: [
      ['add', '8.8.8.0/30', 1],
      ['add', '8.8.8.2', 2],
    ],
    due: ['8.8.8.0/31 network 1', '8.8.8.2 network 2', '8.8.8.3 network 1'],
    blocked: ['8.8.8.0', '8.8.8.3'],
    free: ['8.8.8.4', '8.8.7.255'],
  },
  {
    name: 'the range ends, and the address stays',
    steps: [
      ['add', '8.8.8.0/24', 1],
      ['add', '8.8.8.2', 2],
      ['at', 1],
    ],
    due: ['8.8.8.2 network 2'],
    blocked: ['8.8.8.2'],
    free: ['8.8.8.1', '8.8.8.3'],
  },
  {
    name: 'lifting the range keeps the address in it',
    steps: [
      ['add', '8.8.8.0/24', 2],
      ['add', '8.8.8.2', 1],
      ['lift', '8.8.8.0/24'],
    ],
    due: ['8.8.8.2 network 1'],
    free: ['8.8.8.1', '8.8.8.3'],
  },
  {
    name: 'lifting the address keeps the range around it',
    steps: [
      ['add', '8.8.8.0/24', 1],
      ['add', '8.8.8.2', 2],
      ['lift', '8.8.8.2'],
    ],
    due: ['8.8.8.0/24 network 1'],
    blocked: ['8.8.8.2'],
  },
  {
    name: 'lifting one of two ranges in each other keeps the other',
    steps: [
      ['add', '8.8.8.0/24', 1],
      ['add', '8.8.8.0/25', 2],
      ['lift', '8.8.8.0/24'],
    ],
    due: ['8.8.8.0/25 network 2'],
    blocked: ['8.8.8.127'],
    free: ['8.8.8.128'],
  },
  {
    name: 'three ranges in each other, the longest innermost',
    steps: [
      ['add', '8.8.8.0/24', 1],
      ['add', '8.8.8.0/25', 2],
      ['add', '8.8.8.0/26', 3],
    ],
    due: ['8.8.8.0/26 network 3', '8.8.8.128/25 network 1', '8.8.8.64/26 network 2'],
  },
  {
    name: 'three ranges in each other, the longest in the middle',
    steps: [
      ['add', '8.8.8.0/26', 2],
      ['add', '8.8.8.0/25', 3],
      ['add', '8.8.8.0/24', 1],
    ],
    due: ['8.8.8.0/25 network 3', '8.8.8.128/25 network 1'],
  },
  {
    name: 'a /64 in a /48 that ends sooner',
    steps: [
      ['add', '2600::/48', 1],
      ['add', '2600:0:0:ffff::/64', 2],
      ['at', 1],
    ],
    due: ['2600:0:0:ffff::/64 network 2'],
    blocked: ['2600:0:0:ffff::1'],
    free: ['2600:0:0:fffe::1', '2600:0:1::1'],
  },
  {
    name: 'lifting the /48 keeps the /64 in it',
    steps: [
      ['add', '2600::/48', 2],
      ['add', '2600:0:0:1::5', 1],
      ['lift', '2600::/48'],
    ],
    due: ['2600:0:0:1::/64 network 1'],
    free: ['2600::1', '2600:0:0:2::1'],
  },
  {
    name: 'lifting the /64 keeps the /56 around it',
    steps: [
      ['add', '2600:0:0:100::/56', 1],
      ['add', '2600:0:0:1ff::', 9],
      ['lift', '2600:0:0:1ff::/64'],
    ],
    due: ['2600:0:0:100::/56 network 1'],
    blocked: ['2600:0:0:1ff::9'],
    free: ['2600:0:0:200::1', '2600:0:0:ff::1'],
  },
  {
    name: 'the network decides over the application, however short',
    steps: [
      ['add', '8.8.8.8', 9, 'app'],
      ['add', '8.8.8.8', 1],
    ],
    due: ['8.8.8.8 network 1'],
  },
  {
    name: 'and what was milder is there again afterwards, as it was',
    steps: [
      ['add', '8.8.8.8', 1],
      ['add', '8.8.8.8', 9, 'app'],
      ['at', 1],
    ],
    due: ['8.8.8.8 app 9'],
    blocked: ['8.8.8.8'],
  },
  {
    name: 'lifting an address lifts both',
    steps: [
      ['add', '8.8.8.8', 1],
      ['add', '8.8.8.8', 9, 'app'],
      ['lift', '8.8.8.8'],
    ],
    due: [],
  },
  {
    name: 'a range in the network swallows what is milder in it',
    steps: [
      ['add', '8.8.8.0/24', 1],
      ['add', '8.8.8.8', 9, 'app'],
    ],
    due: ['8.8.8.0/24 network 1'],
  },
  {
    name: 'an address in the network pierces a milder range',
    steps: [
      ['add', '8.8.8.0/30', 9, 'app'],
      ['add', '8.8.8.0', 1],
    ],
    due: ['8.8.8.0 network 1', '8.8.8.1 app 9', '8.8.8.2/31 app 9'],
  },
  {
    name: 'IPv4 and IPv6 are nothing to each other',
    steps: [
      ['add', '8.8.8.8', 1],
      ['add', '2600::8', 2],
      ['lift', '2600::/64'],
    ],
    due: ['8.8.8.8 network 1'],
    free: ['2600::8'],
  },
]

describe('blocks that overlap', () => {
  test.each(MATRIX)('[R2] $name', ({ steps, due, blocked = [], free = [] }) => {
    const { list, now } = play(steps)
    expect(shown(list, now)).toEqual([...due])
    expect(blocked.filter((address) => list.find(address, now) === null)).toEqual([])
    expect(free.filter((address) => list.find(address, now) !== null)).toEqual([])
    // After a restart it is the same.
    const file = fromFile(JSON.parse(JSON.stringify(list.toFile())))
    const again = createBlocklist({ own: [], allowed: [] }, file ?? [], now)
    expect(shown(again, now)).toEqual([...due])
  })

  test('[R2] more pieces than may be published: the network comes first, and what is wide', () => {
    const list = createBlocklist({ own: [], allowed: [] })
    for (let at = 0; at < 9_000; at += 1) {
      const net = `8.${at >> 8}.${at & 255}`
      list.add(asked(`${net}.0/24`, { level: 'app' }), START)
      list.add(asked(`${net}.77`), START)
    }
    const entries = list.effective(START)
    expect(entries).toHaveLength(ENTRIES_MAX)
    expect(entries.filter(([, level]) => level === 'network')).toHaveLength(9_000)
    expect(entries.filter(([prefix]) => prefix.endsWith('/25'))).toHaveLength(9_000)
  })
})
