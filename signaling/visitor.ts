/**
 * The life of one visitor on the server. Pure.
 *
 *   greeting -> idle <-> waiting -> paired -> idle          closed from anywhere
 *
 * Every (phase, input) pair has one of three answers: act on it, ignore it (a race that honest
 * pages run into), or close the socket because no honest page does it. The table is the test.
 */
import type { ClientMessage, CloseReason, LeaveReason, Refusal, Route } from './protocol.ts'
import { PROTOCOL_VERSION, TERMS_DATE } from './protocol.ts'

export type VisitorState =
  | { readonly phase: 'greeting' }
  | { readonly phase: 'idle'; readonly consent: boolean }
  | { readonly phase: 'waiting'; readonly ticket: string }
  | {
      readonly phase: 'paired'
      readonly pair: string
      /** Of the request that was answered with this pair. */
      readonly key: string
      readonly outcome: Route | null
    }
  | { readonly phase: 'closed' }
export type Phase = VisitorState['phase']

export type Find = Extract<ClientMessage, { type: 'find' }>
export type Meet = Extract<ClientMessage, { type: 'meet' }>
export type Report = Extract<ClientMessage, { type: 'report' }>
export type Solution = Extract<ClientMessage, { type: 'proof' }>['solution']

/** What a browser can send: a control message, a binary signal, or something unreadable. */
export type Input = ClientMessage['type'] | 'signal' | 'malformed'
export type Answer = 'act' | 'ignore' | 'violate'

const violateAll = {
  hello: 'violate',
  find: 'violate',
  meet: 'violate',
  stop: 'violate',
  report: 'violate',
  keep: 'violate',
  outcome: 'violate',
  noMedia: 'violate',
  proof: 'violate',
  checkRelay: 'violate',
  view: 'violate',
  ping: 'violate',
  signal: 'violate',
  malformed: 'violate',
} as const satisfies Record<Input, Answer>

/** The whole conversation at a glance. */
export const ANSWERS: Readonly<Record<Phase, Readonly<Record<Input, Answer>>>> = {
  greeting: { ...violateAll, hello: 'act' },
  idle: {
    hello: 'act', // says again, now with consent, when Find is pressed
    find: 'act',
    meet: 'act',
    stop: 'act', // a call that outlived a socket is over; or crossed with partnerLeft
    report: 'act',
    keep: 'act', // a call that outlived the socket before
    outcome: 'ignore', // crossed with partnerLeft
    noMedia: 'ignore', // crossed with partnerLeft
    proof: 'ignore', // the search was refused meanwhile
    checkRelay: 'act',
    view: 'act',
    ping: 'act',
    signal: 'ignore', // crossed with partnerLeft
    malformed: 'violate',
  },
  waiting: {
    hello: 'violate',
    find: 'act', // pressed twice, or a new key: the newer search replaces the older
    meet: 'act',
    stop: 'act',
    report: 'act',
    keep: 'ignore', // a page says it before it asks for anything
    outcome: 'ignore',
    noMedia: 'ignore',
    proof: 'act',
    checkRelay: 'ignore', // crossed with Find, which brings what it asks for
    view: 'act',
    ping: 'act',
    signal: 'violate', // it has no partner since its own find
    malformed: 'violate',
  },
  paired: {
    hello: 'violate',
    find: 'act', // Next
    meet: 'act', // recovery over a socket that survived
    stop: 'act',
    report: 'act',
    keep: 'ignore', // has the token of this pair
    outcome: 'act',
    noMedia: 'act',
    proof: 'ignore', // a second one, when the first has already led to a match
    checkRelay: 'ignore', // crossed with Find
    view: 'act',
    ping: 'act',
    signal: 'act',
    malformed: 'violate',
  },
  closed: {
    hello: 'ignore',
    find: 'ignore',
    meet: 'ignore',
    stop: 'ignore',
    report: 'ignore',
    keep: 'ignore',
    outcome: 'ignore',
    noMedia: 'ignore',
    proof: 'ignore',
    checkRelay: 'ignore',
    view: 'ignore',
    ping: 'ignore',
    signal: 'ignore',
    malformed: 'ignore',
  },
}

export type VisitorEvent =
  | { type: 'message'; message: ClientMessage; ticket: string }
  | { type: 'signal' }
  | { type: 'malformed' }
  | { type: 'matched'; pair: string; key: string }
  | { type: 'partnerLeft'; why: LeaveReason }
  /** A conversation that outlived the socket it began with is over for the stranger. */
  | { type: 'callOver'; why: LeaveReason; pair: string }
  | { type: 'refused'; ticket: string; reason: Refusal; until: number }
  | { type: 'missed'; ticket: string }
  | { type: 'evict'; reason: CloseReason }
  /** The socket is gone; `clean` when the page closed it itself. */
  | { type: 'gone'; clean: boolean }

export type VisitorEffect =
  | { type: 'welcome' }
  | { type: 'enqueue'; ticket: string; find: Find }
  /** The search `was` goes on as another, which may wish for something else. */
  | { type: 'renew'; was: string; ticket: string; find: Find }
  | { type: 'present'; ticket: string; meet: Meet }
  | { type: 'cancel'; ticket: string }
  | { type: 'leave'; why: LeaveReason }
  /**
   * The last conversation is over for him: it can be reported for a while yet. `why` is for a stranger
   * with whom nothing but that links him any more; none when the stranger knows.
   */
  | { type: 'conclude'; why: LeaveReason | null }
  /** His socket goes; the conversation may go on, and another socket of his take its place. */
  | { type: 'release' }
  | { type: 'keep'; token: string }
  | { type: 'report'; report: Report }
  | { type: 'outcome'; route: Route }
  | { type: 'noMedia' }
  | { type: 'proof'; ticket: string; solution: Solution }
  | { type: 'lendRelay' }
  | { type: 'tellView'; consent: boolean }
  | { type: 'pong' }
  | { type: 'tellLeft'; why: LeaveReason; pair: string | null }
  | { type: 'tellRefused'; reason: Refusal; until: number }
  | { type: 'close'; reason: CloseReason }

export type Enqueue = Extract<VisitorEffect, { type: 'enqueue' }>
export type Renew = Extract<VisitorEffect, { type: 'renew' }>

export interface Step {
  readonly state: VisitorState
  readonly effects: readonly VisitorEffect[]
}

const CLOSED: VisitorState = { phase: 'closed' }
const NOTHING: readonly VisitorEffect[] = []
/** Whoever can wait has consented, so this is where search and call come back to. */
const IDLE: VisitorState = { phase: 'idle', consent: true }
/** One for all who have only just come: each has enough of its own. */
const UNDECIDED: VisitorState = { phase: 'idle', consent: false }

const CONCLUDE: VisitorEffect = { type: 'conclude', why: null }
const RELEASE: VisitorEffect = { type: 'release' }

/**
 * What must be undone when a visitor leaves the phase he is in. His conversation may go on without
 * the server, so that its end is another matter.
 */
function letGo(state: VisitorState, why: LeaveReason): VisitorEffect[] {
  if (state.phase === 'waiting') return [{ type: 'cancel', ticket: state.ticket }]
  if (state.phase === 'paired') {
    // Who could not connect has not been skipped: the stranger is told so, too.
    return [{ type: 'leave', why: state.outcome === 'failed' ? 'lost' : why }]
  }
  return []
}

/** All of that, and the conversation is over, whichever sockets it began with. */
function end(state: VisitorState, why: 'skipped' | 'left'): VisitorEffect[] {
  const conclude = state.phase === 'paired' ? CONCLUDE : ({ type: 'conclude', why } as const)
  return [...letGo(state, why), conclude]
}

function close(state: VisitorState, reason: CloseReason): Step {
  // A live call survives its sockets, but not that one of the two is blocked.
  const before = reason === 'blocked' ? end(state, 'left') : [...letGo(state, 'lost'), RELEASE]
  return { state: CLOSED, effects: [...before, { type: 'close', reason }] }
}

/** Moves a visitor by one event. Never throws; stale events change nothing. */
export function step(state: VisitorState, event: VisitorEvent): Step {
  switch (event.type) {
    case 'message': {
      const answer = ANSWERS[state.phase][event.message.type]
      if (answer === 'ignore') return { state, effects: NOTHING }
      if (answer === 'violate') return close(state, 'outOfTurn')
      return act(state, event.message, event.ticket)
    }
    case 'signal':
      // Forwarding needs no step and no effect: the hub's hot path does it while `paired`.
      if (ANSWERS[state.phase].signal === 'violate') return close(state, 'outOfTurn')
      return { state, effects: NOTHING }
    case 'malformed':
      if (ANSWERS[state.phase].malformed === 'ignore') return { state, effects: NOTHING }
      return close(state, 'badMessage')
    case 'matched':
      if (state.phase !== 'waiting') return { state, effects: NOTHING }
      return {
        state: { phase: 'paired', pair: event.pair, key: event.key, outcome: null },
        effects: NOTHING,
      }
    case 'partnerLeft':
      if (state.phase !== 'paired') return { state, effects: NOTHING }
      return {
        state: IDLE,
        effects: [
          // A live call survives the other's socket, too.
          ...(event.why === 'lost' ? [] : [CONCLUDE]),
          { type: 'tellLeft', why: event.why, pair: state.pair },
        ],
      }
    case 'callOver':
      // Who waits here waits for this very stranger.
      if (state.phase !== 'idle' && state.phase !== 'waiting') return { state, effects: NOTHING }
      return {
        state: state.phase === 'idle' ? state : IDLE,
        effects: [
          ...letGo(state, event.why),
          CONCLUDE,
          { type: 'tellLeft', why: event.why, pair: event.pair },
        ],
      }
    case 'refused':
      if (state.phase !== 'waiting' || state.ticket !== event.ticket)
        return { state, effects: NOTHING }
      return {
        state: IDLE,
        effects: [
          { type: 'cancel', ticket: event.ticket },
          { type: 'tellRefused', reason: event.reason, until: event.until },
        ],
      }
    case 'missed':
      if (state.phase !== 'waiting' || state.ticket !== event.ticket)
        return { state, effects: NOTHING }
      return { state: IDLE, effects: [CONCLUDE, { type: 'tellLeft', why: 'missed', pair: null }] }
    case 'evict':
      return state.phase === 'closed' ? { state, effects: NOTHING } : close(state, event.reason)
    case 'gone':
      // Who was sent away closes cleanly, too.
      if (!event.clean || state.phase === 'closed')
        return { state: CLOSED, effects: [...letGo(state, 'lost'), RELEASE] }
      return { state: CLOSED, effects: end(state, 'left') }
    default:
      return event satisfies never
  }
}

function act(state: VisitorState, message: ClientMessage, ticket: string): Step {
  switch (message.type) {
    case 'hello': {
      if (message.version !== PROTOCOL_VERSION) return close(state, 'outdatedPage')
      const consent = message.adult && message.terms === TERMS_DATE
      return { state: consent ? IDLE : UNDECIDED, effects: [{ type: 'welcome' }] }
    }
    case 'find':
    case 'meet': {
      if (state.phase === 'idle' && !state.consent) return close(state, 'consentRequired')
      const next: VisitorState = { phase: 'waiting', ticket }
      // A page repeats what it waits for; this was sent before it knew of the match.
      if (state.phase === 'paired' && message.key === state.key) return { state, effects: NOTHING }
      if (message.type === 'meet')
        return {
          state: next,
          effects: [...letGo(state, 'lost'), { type: 'present', ticket, meet: message }],
        }
      if (state.phase === 'waiting')
        return {
          state: next,
          effects: [
            { type: 'conclude', why: 'skipped' },
            { type: 'renew', was: state.ticket, ticket, find: message },
          ],
        }
      return {
        state: next,
        effects: [...end(state, 'skipped'), { type: 'enqueue', ticket, find: message }],
      }
    }
    case 'stop':
      return {
        state: state.phase === 'idle' ? state : IDLE,
        effects: end(state, 'left'),
      }
    case 'report':
      return { state, effects: [{ type: 'report', report: message }] }
    case 'keep':
      return { state, effects: [{ type: 'keep', token: message.token }] }
    case 'outcome':
      if (state.phase !== 'paired' || state.outcome !== null) return { state, effects: NOTHING }
      return {
        state: { ...state, outcome: message.route },
        effects: [{ type: 'outcome', route: message.route }],
      }
    case 'noMedia':
      return { state, effects: [{ type: 'noMedia' }] }
    case 'proof':
      if (state.phase !== 'waiting') return { state, effects: NOTHING }
      return {
        state,
        effects: [{ type: 'proof', ticket: state.ticket, solution: message.solution }],
      }
    case 'checkRelay':
      return { state, effects: [{ type: 'lendRelay' }] }
    case 'view': {
      const consent = state.phase === 'idle' ? state.consent : true
      return { state, effects: [{ type: 'tellView', consent }] }
    }
    case 'ping':
      return { state, effects: [{ type: 'pong' }] }
    default:
      return message satisfies never
  }
}
