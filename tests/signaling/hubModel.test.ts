import fc from 'fast-check'
import { createWorld, settle, type Person } from './hubHarness.ts'
import type { ServerMessage } from '../../signaling/protocol.ts'
import { CLIENT_EXAMPLES } from './protocolExamples.ts'

const PEOPLE = 5

type Act =
  | { type: 'find'; who: number; interests: readonly string[] }
  | { type: 'meet'; who: number; token: string }
  | {
      type: 'signal' | 'stop' | 'report' | 'block' | 'keep' | 'gone' | 'lost' | 'malformed'
      who: number
    }
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
      type: fc.constantFrom(
        'signal',
        'signal',
        'stop',
        'report',
        'keep',
        'gone',
        'lost',
        'malformed',
      ),
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
  { weight: 1, arbitrary: fc.record({ type: fc.constant('block'), who }) },
)

const BLOCK = { cause: 'operator', until: Infinity, code: '00000000' } as const

/** Cheaper than `expect`, which would take most of the time here. */
function demand(holds: boolean, rule: string, sentence: string): void {
  if (!holds) throw new Error(`[${rule}] ${sentence}`)
}

function pairOf(person: Person): string | null {
  const { state } = person.visitor
  return state.phase === 'paired' ? state.pair : null
}

async function play(acts: readonly Act[]): Promise<void> {
  // That pages understand it all is shown elsewhere, and takes more time than all the rest.
  const blocked = new Set<string>()
  const world = createWorld({
    read: (frame) => JSON.parse(frame) as ServerMessage,
    enforcer: { blockOf: (prefix) => (blocked.has(prefix) ? BLOCK : null) },
  })
  const everybody: Person[] = []
  const present = Array.from({ length: PEOPLE }, () => arrive())
  const seen = new Map<Person, { messages: number; frames: number }>()

  function arrive(): Person {
    // Each from a network of his own, so that a block hits one.
    const prefix = `network ${everybody.length}`
    const person = world.arrive({ key: { key: prefix, hood: prefix, prefix } })
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
        reported.set(person, met.pair)
        return person.say({ ...CLIENT_EXAMPLES.report, token: met.report })
      }
      case 'keep': {
        // Whose call it is, over whatever socket.
        const met = everybody[one.who]?.inbox.findLast((message) => message.type === 'matched')
        if (met?.type === 'matched') person.say({ ...CLIENT_EXAMPLES.keep, token: met.report })
        return
      }
      case 'block':
        blocked.add(person.visitor.party.prefix)
        world.hub.enforce()
        demand(person.closes.length > 0, 'R21', 'who is blocked is still here')
        // As his socket says soon after.
        person.gone(false)
        present[one.who] = arrive()
        return
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

  /** Whoever was told of each pair, in the order of the telling. */
  const told = new Map<string, Person[]>()
  /** Of each person the pair that was reported last. */
  const reported = new Map<Person, string>()
  /** Who told, and of whom: these two are not to meet again. */
  const barred: (readonly [Person, Person])[] = []

  /** Reads what has come since the last look; returns whom he is not to meet any more. */
  function read(person: Person): (readonly [Person, Person])[] {
    const { messages, frames } = seen.get(person) ?? { messages: 0, frames: 0 }
    const { inbox } = person
    const avoided: (readonly [Person, Person])[] = []
    for (let index = messages; index < inbox.length; index += 1) {
      const message = inbox[index]
      if (message?.type === 'reported' && message.accepted) {
        const members = told.get(reported.get(person) ?? '') ?? []
        for (const other of members) if (other !== person) avoided.push([person, other])
      }
      if (message?.type !== 'matched') continue
      const pair = told.get(message.pair)
      if (pair === undefined) told.set(message.pair, [person])
      else {
        for (const [one, other] of barred)
          demand(![one, other].every((who) => who === person || pair.includes(who)), 'M8', 'again')
        pair.push(person)
      }
    }
    const pair = pairOf(person)
    for (const frame of person.frames.slice(frames))
      demand(frame.toString() === pair, 'M6', 'a frame of another pair came')
    seen.set(person, { messages: inbox.length, frames: person.frames.length })
    return avoided
  }

  function judge(): void {
    // What came in the same turn as a report may have been on its way before it.
    barred.push(...everybody.flatMap(read))
    demand(world.tally.introductions === told.size, 'M10', 'the tally disagrees')
    for (const [pair, [one, other, ...more]] of told) {
      if (one === undefined || other === undefined) throw new Error('[M3] only one was told')
      demand(more.length === 0, 'M2', 'three in a pair')
      demand(one !== other, 'M1', 'one in a pair')
      const stays = pairOf(one) === pair
      demand(stays === (pairOf(other) === pair), 'M3', 'one has left and the other does not know')
      if (stays) demand(one.visitor.partner === other.visitor, 'M2', 'another is the partner')
    }
    for (const person of everybody)
      demand(
        (pairOf(person) === null) === (person.visitor.partner === null),
        'M4',
        'a partner is left over',
      )
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

/** Mostly short, for they show as much in a third of the time; long ones are as many as ever. */
const history = fc.oneof(
  { weight: 19, arbitrary: fc.array(act, { maxLength: 20, size: 'max' }) },
  { weight: 1, arbitrary: fc.array(act, { maxLength: 40, size: 'max' }) },
)

it('[M2] [M3] [M4] [M6] [M8] [M9] [M10] [R21] holds in 20,000 histories of five visitors with searches in flight', async () => {
  await fc.assert(fc.asyncProperty(history, play), { numRuns: 20_000 })
})
