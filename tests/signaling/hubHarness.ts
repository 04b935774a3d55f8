/** A hub with visitors who have no sockets, and a clock that stands still until it is told. */
import { DEFAULT_THRESHOLDS, evidenceThresholds } from '../../radar/thresholds.ts'
import { createEnforcer, type Enforcer } from '../../signaling/enforcer.ts'
import { createEvidence, type Evidence, type Party } from '../../signaling/evidence.ts'
import { createHub, type Hub, type HubSettings } from '../../signaling/hub.ts'
import type { Visitor } from '../../signaling/link.ts'
import { createLimits, type Limits } from '../../signaling/limits.ts'
import { createTally, type Tally } from '../../signaling/metrics.ts'
import { parseServerMessage } from '../../signaling/protocol.ts'
import type { ClientMessage, CloseReason, ServerMessage } from '../../signaling/protocol.ts'
import type { Puzzle } from '../../signaling/puzzle.ts'
import { CLIENT_EXAMPLES } from './protocolExamples.ts'

export type Reply<T extends ServerMessage['type']> = Extract<ServerMessage, { type: T }>
type Find = Extract<ClientMessage, { type: 'find' }>

export interface Person {
  readonly visitor: Visitor
  /** All that was sent to him, in order; control messages only. */
  readonly inbox: readonly ServerMessage[]
  readonly frames: readonly Buffer[]
  readonly closes: readonly CloseReason[]
  say(message: ClientMessage): void
  find(wish?: Partial<Find>): void
  meet(token: string): void
  signal(frame: Buffer): void
  gone(clean?: boolean): void
  /** The last message of a type; fails when there is none. */
  last<T extends ServerMessage['type']>(type: T): Reply<T>
  count(type: ServerMessage['type']): number
}

export interface World {
  readonly hub: Hub
  readonly tally: Tally
  readonly evidence: Evidence
  readonly limits: Limits
  /** Moves the clock and lets the hub notice. */
  advance(ms: number): void
  /** Moves the clock only. */
  pass(ms: number): void
  /** Sets the clock that people see by so much; the one that goes forward does not notice. */
  setTime(byMs: number): void
  /** A visitor who has said hello, unless `greets` is false. */
  arrive(options?: { greets?: boolean; key?: string | Party }): Person
  /** Two who have met, the one who makes the offer first. */
  arrivePaired(): Promise<[Person, Person]>
}

/** Every page has its own key, and that is how a partner is recognised. */
let lastKey = 0
const newKey = (): string => String((lastKey += 1)).padStart(87, 'k')

/** Waits until all answers of the limits have come: they need microtasks only. */
export const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

export interface WorldChange {
  readonly maxVisitors?: number
  readonly limits?: Partial<Limits>
  readonly finds?: number
  readonly reports?: number
  readonly enforcer?: Partial<Enforcer>
  readonly makePuzzle?: () => Promise<Puzzle>
  readonly iceServers?: HubSettings['iceServers']
  /** Goes by the clocks of the machine, as the server does. */
  readonly isLive?: boolean
  /** How a page reads what it is sent; by default it checks every word. */
  readonly read?: (frame: string) => ServerMessage | null
}

/** No radar has sent anything. */
const NO_LISTS = createEnforcer('', [])

export function createWorld(change: WorldChange = {}): World {
  /** Any number: spans alone are looked at. */
  let now = 5_000_000
  let epochMs = Date.UTC(2027, 0, 1) - now
  const { read = parseServerMessage } = change
  const tally = createTally()
  const evidence = createEvidence(evidenceThresholds(DEFAULT_THRESHOLDS))
  const limits = createLimits({
    connectionsPerAddress: 1_000,
    connectsPerMinute: 1_000,
    findsPerMinute: change.finds ?? 1_000,
    reportsPerHour: change.reports ?? 1_000,
  })
  const hub = createHub(
    {
      welcome: { build: 'test', hiding: 'choice' },
      iceServers: change.iceServers ?? (() => [{ urls: ['stun:stun.example.org'] }]),
      maxVisitors: change.maxVisitors ?? 1_000,
    },
    {
      limits: { ...limits, ...change.limits },
      tally,
      evidence,
      enforcer: { ...NO_LISTS, ...change.enforcer },
      makePuzzle: change.makePuzzle ?? (() => Promise.reject(new Error('nobody is throttled'))),
    },
    ...(change.isLive === true ? [] : ([() => now, () => epochMs + now] as const)),
  )

  function arrive({ greets = true, key = 'prefix' as string | Party } = {}): Person {
    const party = typeof key === 'string' ? { key, hood: key, prefix: '203.0.113.9' } : key
    const inbox: ServerMessage[] = []
    const frames: Buffer[] = []
    const closes: CloseReason[] = []
    const visitor = hub.admit(
      {
        text(frame) {
          const message = read(frame)
          if (message === null) throw new Error(`the page would not understand ${frame}`)
          // After the close frame a socket carries nothing.
          if (closes.length === 0) inbox.push(message)
        },
        binary: (frame) => void frames.push(frame),
        close: (reason) => void closes.push(reason),
      },
      party,
      true,
      limits.occupy(party.key),
    )
    const say = (message: ClientMessage) => hub.text(visitor, JSON.stringify(message))
    if (greets) say(CLIENT_EXAMPLES.hello)
    return {
      visitor,
      inbox,
      frames,
      closes,
      say,
      find: (wish = {}) =>
        say({
          type: 'find',
          mode: 'video',
          camera: false,
          interests: [],
          languages: [],
          calm: false,
          key: newKey(),
          ...wish,
        }),
      meet: (token) => say({ type: 'meet', token: token.padEnd(43, '_'), key: newKey() }),
      signal: (frame) => hub.signal(visitor, frame),
      gone: (clean = true) => hub.gone(visitor, clean),
      last<T extends ServerMessage['type']>(type: T): Reply<T> {
        const found = inbox.findLast((message): message is Reply<T> => message.type === type)
        if (found === undefined) throw new Error(`no ${type} came`)
        return found
      },
      count: (type) => inbox.filter((message) => message.type === type).length,
    }
  }

  return {
    hub,
    tally,
    evidence,
    limits,
    pass(ms) {
      now += ms
    },
    setTime(byMs) {
      epochMs += byMs
    },
    advance(ms) {
      now += ms
      hub.tick()
    },
    arrive,
    async arrivePaired() {
      const pair: [Person, Person] = [arrive(), arrive()]
      for (const person of pair) {
        person.find()
        await settle()
      }
      return pair
    },
  }
}
