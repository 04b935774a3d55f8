/** States and events of a visit by name, and steps as one line of text. */
import type { Event, State, Step } from '../../web/chat/session.ts'

const common = { interests: ['chess'], languages: ['en'] }

export const STATES = {
  idle: { phase: 'idle' },
  ended: { phase: 'ended', why: 'left', until: null },
  askingCamera: { phase: 'askingCamera', problem: 'denied' },
  connecting: { phase: 'connecting', since: 1, notice: null },
  waiting: { phase: 'waiting', since: 1, notice: null },
  undoing: { phase: 'returning', way: 'undo', until: 9, common },
  goingBack: { phase: 'returning', way: 'back', until: 9, common },
  meetingAgain: { phase: 'returning', way: 'code', until: 9, common },
  firstTry: { phase: 'pairing', pair: 'first', common, attempt: 0, isMeeting: false },
  meeting: { phase: 'pairing', pair: 'first', common, attempt: 1, isMeeting: true },
  secondTry: { phase: 'pairing', pair: 'first', common, attempt: 1, isMeeting: false },
  live: { phase: 'talking', pair: 'first', common, link: 'live' },
  recovering: { phase: 'talking', pair: 'first', common, link: 'recovering' },
  rejoining: { phase: 'talking', pair: 'first', common, link: 'rejoining' },
} as const satisfies Record<string, State>
export type StateName = keyof typeof STATES

export const EVENTS = {
  find: { type: 'find', hasDevices: false, now: 7 },
  findReady: { type: 'find', hasDevices: true, now: 7 },
  devicesReady: { type: 'devicesReady', now: 7 },
  deviceProblem: { type: 'deviceProblem', problem: 'inUse' },
  cancel: { type: 'cancel' },
  next: { type: 'next', now: 7 },
  stop: { type: 'stop' },
  reported: { type: 'reported' },
  socketOpen: { type: 'socketOpen', now: 7 },
  socketLost: { type: 'socketLost', updating: false },
  socketUpdating: { type: 'socketLost', updating: true },
  socketRefused: { type: 'socketRefused' },
  waiting: { type: 'waiting' },
  challenged: { type: 'challenged' },
  matched: { type: 'matched', pair: 'second', common: { interests: ['go'], languages: [] } },
  partnerSkipped: { type: 'partnerLeft', why: 'skipped', pair: 'first', now: 7 },
  partnerLeft: { type: 'partnerLeft', why: 'left', pair: 'first', now: 7 },
  partnerLost: { type: 'partnerLeft', why: 'lost', pair: 'first', now: 7 },
  partnerMissed: { type: 'partnerLeft', why: 'missed', pair: null, now: 7 },
  tooManySearches: { type: 'refused', reason: 'tooManySearches', until: 99 },
  tooManyReports: { type: 'refused', reason: 'tooManyReports', until: 99 },
  tooManyConnections: { type: 'refused', reason: 'tooManyConnections', until: 99 },
  full: { type: 'refused', reason: 'full', until: 99 },
  blocked: { type: 'refused', reason: 'blocked', until: 99 },
  peerOpen: { type: 'peerOpen', pair: 'first' },
  peerDown: { type: 'peerDown', pair: 'first', now: 7 },
  recoveryExpired: { type: 'recoveryExpired' },
  byeSkipped: { type: 'bye', pair: 'first', why: 'skipped' },
  byeLeft: { type: 'bye', pair: 'first', why: 'left' },
  byeAway: { type: 'bye', pair: 'first', why: 'away' },
  awayExpired: { type: 'awayExpired' },
  sealBroken: { type: 'sealBroken', pair: 'first' },
  differed: { type: 'differed' },
  noRelay: { type: 'noRelay', isFull: false },
  relayFull: { type: 'noRelay', isFull: true },
  unsupported: { type: 'unsupported' },
  return: { type: 'return', way: 'undo', until: 9, common },
  returnAgain: { type: 'returnAgain' },
  returnExpired: { type: 'returnExpired', now: 7 },
} as const satisfies Record<string, Event>
export type EventName = keyof typeof EVENTS

// Does not compile when an event is missing above.
type Missing = Exclude<Event['type'], (typeof EVENTS)[EventName]['type']>
true satisfies [Missing] extends [never] ? true : never

/** The same event about an earlier pair; `null` for events that name none or bring a new one. */
export function stale(event: Event): Event | null {
  return 'pair' in event && event.type !== 'matched' && event.pair !== null
    ? { ...event, pair: 'earlier' }
    : null
}

function stateText(state: State): string {
  switch (state.phase) {
    case 'idle':
      return 'idle'
    case 'askingCamera':
      return state.problem === null ? 'askingCamera' : `askingCamera(${state.problem})`
    case 'connecting':
    case 'waiting':
      return state.notice === null ? state.phase : `${state.phase}(${state.notice})`
    case 'returning':
      return `returning(${state.way})`
    case 'pairing':
      return `pairing(${state.attempt})`
    case 'talking':
      return `talking(${state.link})`
    case 'ended':
      return `ended(${state.why})`
    default:
      return state satisfies never
  }
}

/** `phase(detail) effect effect:detail`. */
export function summary({ state, effects }: Step): string {
  const said = effects.map((effect) => {
    if (effect.type === 'sayBye') return `sayBye:${effect.why}`
    if (effect.type === 'tellOutcome') return `tellOutcome:${effect.connected}`
    return effect.type
  })
  return [stateText(state), ...said].join(' ')
}
