/**
 * The life of one visit in the browser. Pure: what happens leaves as effects for chat.ts.
 *
 *   idle -> askingCamera -> connecting -> waiting -> pairing -> talking -> ended
 *                                       returning /
 *
 * Every event about a conversation carries its pair; a stale one changes nothing (C2).
 */
import type {
  ByeReason,
  Effect,
  EndReason,
  Event,
  Notice,
  State,
  Step,
  Way,
} from './sessionStates.ts'

export type * from './sessionStates.ts'

export const START: State = { phase: 'idle' }
const RESTING: ReadonlySet<State['phase']> = new Set(['idle', 'askingCamera', 'ended'])
const LEAVE: readonly Effect[] = [{ type: 'hangUp' }, { type: 'withdraw' }]
const OUT: readonly Effect[] = [{ type: 'hangUp' }, { type: 'closeDevices' }]

const stay = (state: State): Step => ({ state, effects: [] })
const go = (state: State, ...effects: Effect[]): Step => ({ state, effects })

function ended(why: EndReason, ...effects: Effect[]): Step {
  return go({ phase: 'ended', why, until: null }, ...effects)
}

/** How it looks from the other side. */
const byeOf = (why: ByeReason): Step => ended(why === 'away' ? 'strangerAway' : why, ...LEAVE)

type Introduction = Pick<Extract<Event, { type: 'matched' }>, 'pair' | 'common'>

function searchAgain(now: number, notice: Notice | null, ...effects: Effect[]): Step {
  return go({ phase: 'connecting', since: now, notice }, ...effects, { type: 'search' })
}

function introduced({ pair, common }: Introduction, way?: Way): Step {
  const state = { phase: 'pairing', pair, common, attempt: 0, isMeeting: false, way } as const
  return go(state, { type: 'introduce' })
}

/** Instead of searching, or of nothing. */
function comeBack({ way, until, common }: Extract<Event, { type: 'return' }>): Step {
  // A match that crosses this is left as by Stop: its other half is told at once.
  return go({ phase: 'returning', way, until, common }, { type: 'withdraw' }, { type: 'meet' })
}

/** Moves the visit by one event; what does not concern the present state changes nothing. */
export function step(state: State, event: Event): Step {
  if (event.type === 'unsupported')
    return ended('unsupported', { type: 'withdraw' }, { type: 'hangUp' })
  if (event.type === 'refused' && event.reason === 'blocked')
    return go({ phase: 'ended', why: 'blocked', until: event.until }, ...OUT)
  if (event.type === 'noRelay' && !RESTING.has(state.phase))
    return ended(event.isFull ? 'relayFull' : 'noRelay', ...LEAVE)
  switch (state.phase) {
    case 'idle':
    case 'ended':
      return resting(state, event)
    case 'askingCamera':
      return askingCamera(state, event)
    case 'connecting':
    case 'waiting':
      return searching(state, event)
    case 'returning':
      return returning(state, event)
    case 'pairing':
      return pairing(state, event)
    case 'talking':
      return talking(state, event)
    default:
      return state satisfies never
  }
}

function resting(state: State, event: Event): Step {
  // Back to the start screen, to look for somebody else.
  if (event.type === 'cancel') return go(START, { type: 'withdraw' }, { type: 'closeDevices' })
  if (event.type === 'return') return comeBack(event)
  if (event.type !== 'find') return stay(state)
  if (event.hasDevices) return searchAgain(event.now, null)
  return go({ phase: 'askingCamera', problem: null }, { type: 'openDevices' })
}

function askingCamera(state: State, event: Event): Step {
  switch (event.type) {
    case 'devicesReady':
      return searchAgain(event.now, null)
    case 'deviceProblem':
      return stay({ phase: 'askingCamera', problem: event.problem })
    case 'find':
      return go({ phase: 'askingCamera', problem: null }, { type: 'openDevices' })
    case 'cancel':
      return go(START, { type: 'closeDevices' })
    default:
      return stay(state)
  }
}

type Searching = Extract<State, { phase: 'connecting' | 'waiting' }>

function searching(state: Searching, event: Event): Step {
  const { since } = state
  switch (event.type) {
    case 'socketOpen':
      return state.phase === 'connecting' ? go(state, { type: 'search' }) : stay(state)
    case 'socketLost':
      return stay({
        phase: 'connecting',
        since,
        notice: event.updating ? 'updating' : 'isRefused' in state ? 'crowded' : 'reconnecting',
      })
    case 'socketRefused':
      return ended('outdated', ...OUT)
    case 'waiting': {
      const isOver = state.notice !== 'couldNotConnect' && state.notice !== 'notBack'
      return stay({ phase: 'waiting', since, notice: isOver ? null : state.notice })
    }
    case 'challenged':
      return stay({ phase: 'waiting', since, notice: 'slowed' })
    case 'matched':
      return introduced(event)
    case 'return':
      return comeBack(event)
    case 'refused':
      if (event.reason === 'tooManySearches')
        return stay({ phase: 'ended', why: 'tooManySearches', until: event.until })
      if (event.reason === 'tooManyReports') return stay(state)
      return stay({ phase: 'connecting', since, notice: 'crowded', isRefused: true })
    case 'cancel':
    case 'stop':
      return go(START, { type: 'withdraw' }, { type: 'closeDevices' })
    default:
      return stay(state)
  }
}

type Returning = Extract<State, { phase: 'returning' }>

function returning(state: Returning, event: Event): Step {
  switch (event.type) {
    case 'socketOpen':
      // With another key: the old socket may not have been missed yet, and would be met.
      return go(state, { type: 'withdraw' }, { type: 'meet' })
    case 'returnAgain':
      return go(state, { type: 'meet' })
    case 'socketRefused':
      return ended('outdated', ...OUT)
    case 'matched':
      return introduced({ pair: event.pair, common: state.common }, state.way)
    case 'partnerLeft':
      // With words there is time: the other may enter them later.
      if (event.why !== 'missed' || state.way === 'code') return stay(state)
      return stayApart(state.way, event.now, 'codeOver', { type: 'withdraw' })
    case 'returnExpired':
      return stayApart(state.way, event.now, 'codeOver', { type: 'withdraw' })
    case 'cancel':
    case 'stop':
      return go(START, { type: 'withdraw' }, { type: 'closeDevices' })
    default:
      return stay(state)
  }
}

/** The other has not come, and nobody learns whether he knew; or no path led to him. */
function stayApart(way: Way, now: number, why: EndReason, ...effects: Effect[]): Step {
  if (way === 'undo') return searchAgain(now, 'notBack', ...effects)
  return ended(way === 'back' ? 'skipped' : why, ...effects)
}

/** What the visitor himself can do about a stranger, connected or not yet. */
function leaving(event: Event): Step | null {
  switch (event.type) {
    case 'next':
      return searchAgain(event.now, null, { type: 'sayBye', why: 'skipped' }, { type: 'hangUp' })
    case 'stop':
    case 'cancel':
      return ended('stopped', { type: 'sayBye', why: 'left' }, ...LEAVE, { type: 'closeDevices' })
    case 'reported':
      return ended('reported', { type: 'sayBye', why: 'left' }, ...LEAVE, { type: 'closeDevices' })
    default:
      return null
  }
}

/** Whether an event is about another pair than the present one. */
function isStale(pair: string, event: Event): boolean {
  return 'pair' in event && event.type !== 'matched' && event.pair !== null && event.pair !== pair
}

type Pairing = Extract<State, { phase: 'pairing' }>

function pairing(state: Pairing, event: Event): Step {
  const left = leaving(event)
  if (left !== null) return left
  if (isStale(state.pair, event)) return stay(state)
  switch (event.type) {
    case 'peerOpen': {
      const { pair, common } = state
      return go(
        { phase: 'talking', pair, common, link: 'live' },
        { type: 'tellOutcome', connected: true },
      )
    }
    case 'matched':
      // Only the second try, which we asked for, brings another match (P12).
      if (!state.isMeeting) return stay(state)
      return go({ ...state, pair: event.pair, isMeeting: false }, { type: 'introduce' })
    case 'socketOpen':
      // The second try was cut off before the two met; or the stranger, who was told that this one
      // was, has given it up.
      return state.isMeeting ? meetAgain(state) : tryAgain(state, event.now)
    case 'socketRefused':
      // Nobody is met without the server, while a first try may open without it.
      return state.isMeeting ? ended('outdated', ...OUT) : stay(state)
    case 'peerDown':
      return tryAgain(state, event.now)
    case 'partnerLeft':
      // `lost` is also how the stranger's own second try looks from here; when both try at once
      // it is about the pair that both have given up.
      if (event.why === 'lost') return state.isMeeting ? stay(state) : tryAgain(state, event.now)
      if (event.why === 'missed') return tryAgain(state, event.now)
      return ended(event.why, { type: 'hangUp' })
    case 'bye':
      return byeOf(event.why)
    case 'sealBroken':
      return ended('tampered', ...LEAVE)
    default:
      return stay(state)
  }
}

const meetAgain = (state: Pairing): Step =>
  go({ ...state, attempt: 1, isMeeting: true }, { type: 'rebuild' })

function tryAgain(state: Pairing, now: number): Step {
  if (state.attempt === 0) return meetAgain(state)
  const tell = { type: 'tellOutcome', connected: false } as const
  // Who is wanted back is not exchanged for another without a word.
  if (state.way !== undefined) return stayApart(state.way, now, 'apart', tell, ...LEAVE)
  return searchAgain(now, 'couldNotConnect', tell, { type: 'hangUp' })
}

type Talking = Extract<State, { phase: 'talking' }>

function talking(state: Talking, event: Event): Step {
  const left = leaving(event)
  if (left !== null) return left
  if (isStale(state.pair, event)) return stay(state)
  const isRecovering = state.link !== 'live'
  const recovering = { ...state, link: 'recovering' } as const
  switch (event.type) {
    case 'peerDown':
      return isRecovering
        ? go(recovering, { type: 'rebuild' })
        : go(recovering, { type: 'startRecovery' }, { type: 'rebuild' })
    case 'socketOpen':
      return isRecovering ? go(recovering, { type: 'rebuild' }) : stay(state)
    case 'matched':
      // A live call takes no second introduction, whatever the server says (P12).
      return isRecovering
        ? go({ ...state, pair: event.pair, link: 'rejoining' }, { type: 'introduce' })
        : stay(state)
    case 'peerOpen':
      return stay({ ...state, link: 'live' })
    case 'partnerLeft':
      // A lost socket never ends a call: the connection itself says whether it is alive. Of one that
      // is only being built again the other end has gone.
      if (event.why === 'lost')
        return state.link === 'rejoining' ? go(recovering, { type: 'rebuild' }) : stay(state)
      // He may come yet: the time for it ends the call.
      if (event.why === 'missed') return stay(state)
      return ended(event.why, { type: 'hangUp' })
    case 'differed':
      return ended('differed', { type: 'sayBye', why: 'left' }, ...LEAVE, { type: 'closeDevices' })
    case 'awayExpired':
      // The stranger's page withdraws: word from the server could reach it before ours, and say less.
      return ended(
        'away',
        { type: 'sayBye', why: 'away' },
        { type: 'hangUp' },
        { type: 'closeDevices' },
      )
    case 'recoveryExpired':
      return isRecovering ? ended('lost', ...LEAVE) : stay(state)
    case 'bye':
      return byeOf(event.why)
    case 'sealBroken':
      return ended('tampered', ...LEAVE)
    default:
      return stay(state)
  }
}
