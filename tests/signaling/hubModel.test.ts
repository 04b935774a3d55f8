import fc from 'fast-check'
import { createWorld, settle, type Person } from './hubHarness.ts'
import { CLIENT_EXAMPLES } from './protocolExamples.ts'

const PEOPLE = 5

type Act =
  | { type: 'find'; who: number; interests: readonly string[] }
  | { type: 'meet'; who: number; token: string }
  | { type: 'signal' | 'stop' | 'report' | 'gone' | 'lost' | 'malformed'; who: number }
  | { type: 'advance'; ms: number }
  /** Lets the limits answer; without it, what follows happens in the same turn. */
  | { type: 'settle' }

const who = fc.nat({ max: PEOPLE - 1 })
const act: fc.Arbitrary<Act> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      type: fc.constant('find'),
      who,
      interests: fc.constantFrom([], ['x'], ['y']),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ type: fc.constant('meet'), who, token: fc.constantFrom('s', 't') }),
  },
  {
    weight: 8,
    arbitrary: fc.record({
      type: fc.constantFrom('signal', 'signal', 'stop', 'report', 'gone', 'lost', 'malformed'),
      who,
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      type: fc.constant('advance'),
      ms: fc.constantFrom(250, 5_000, 20_000, 60_000),
    }),
  },
  { weight: 5, arbitrary: fc.record({ type: fc.constant('settle') }) },
)

/** Cheaper than `expect`, which would take most of the time here. */
function demand(holds: boolean, rule: string, sentence: string): void {
  if (!holds) throw new Error(`[${rule}] ${sentence}`)
}

function pairOf(person: Person): string | null {
  const { state } = person.visitor
  return state.phase === 'paired' ? state.pair : null
}

async function play(acts: readonly Act[]): Promise<void> {
  const world = createWorld()
  const everybody: Person[] = []
  const present = Array.from({ length: PEOPLE }, () => arrive())
  const framesRead = new Map<Person, number>()

  function arrive(): Person {
    const person = world.arrive()
    everybody.push(person)
    return person
  }

  function perform(one: Act): void {
    if (one.type === 'advance') return world.advance(one.ms)
    if (one.type === 'settle') return
    const person = present[one.who]
    if (person === undefined) return
    switch (one.type) {
      case 'find':
        return person.find({ interests: [...one.interests] })
      case 'meet':
        return person.meet(one.token)
      case 'signal':
        // It carries the pair it is meant for, so that a reader of another pair is noticed.
        return person.signal(Buffer.from(pairOf(person) ?? 'nobody'))
      case 'stop':
        return person.say(CLIENT_EXAMPLES.stop)
      case 'report': {
        const met = person.inbox.findLast((message) => message.type === 'matched')
        if (met?.type !== 'matched') return
        return person.say({ ...CLIENT_EXAMPLES.report, token: met.report })
      }
      case 'malformed':
        return world.hub.text(person.visitor, null)
      case 'gone':
      case 'lost':
        person.gone(one.type === 'gone')
        present[one.who] = arrive()
        return
      default:
        one satisfies never
    }
  }

  function judge(): void {
    const pairs = new Map<string, Person[]>()
    for (const person of everybody)
      for (const message of person.inbox)
        if (message.type === 'matched')
          pairs.set(message.pair, [...(pairs.get(message.pair) ?? []), person])
    demand(world.tally.introductions === pairs.size, 'M10', 'the tally disagrees')
    for (const [pair, [one, other, ...more]] of pairs) {
      if (one === undefined || other === undefined) throw new Error('[M3] only one was told')
      demand(more.length === 0, 'M2', 'three in a pair')
      demand(one !== other, 'M1', 'one in a pair')
      const stays = pairOf(one) === pair
      demand(stays === (pairOf(other) === pair), 'M3', 'one has left and the other does not know')
      if (stays) demand(one.visitor.partner === other.visitor, 'M2', 'another is the partner')
    }
    for (const person of everybody) {
      const pair = pairOf(person)
      demand((pair === null) === (person.visitor.partner === null), 'M4', 'a partner is left over')
      const read = framesRead.get(person) ?? 0
      framesRead.set(person, person.frames.length)
      for (const frame of person.frames.slice(read))
        demand(frame.toString() === pair, 'M6', 'a frame of another pair came')
    }
  }

  for (const one of acts) {
    perform(one)
    if (one.type === 'settle') await settle()
    judge()
  }
  await settle()
  for (const person of present) person.gone()
  world.advance(61_000)
  judge()
  demand(world.hub.residue() === 0, 'M9', 'something is left')
}

it('[M2] [M3] [M4] [M6] [M9] [M10] holds in histories of five visitors with searches in flight', async () => {
  await fc.assert(fc.asyncProperty(fc.array(act, { maxLength: 40, size: 'max' }), play), {
    numRuns: 1_000,
  })
})
