/** Where a visit can be, what can happen to it, and what follows. Pure. */
import type { Common, LeaveReason, Refusal } from '../../signaling/protocol.ts'
import type { DeviceProblem } from './camera.ts'

export type EndReason =
  | 'skipped'
  | 'left'
  | 'lost'
  | 'away'
  | 'strangerAway'
  | 'stopped'
  | 'reported'
  | 'tampered'
  | 'tooManySearches'
  | 'blocked'
  | 'outdated'
  | 'differed'
  | 'noRelay'
  | 'relayFull'
  | 'unsupported'
  | 'codeOver'
  | 'apart'

/** What a page says when it goes. */
export type ByeReason = 'skipped' | 'left' | 'away'

/** What leads back to one met before: Next undone, by whom it left undone, or three words. */
export type Way = 'undo' | 'back' | 'code'

/** Why a search goes on, or starts again by itself. */
export type Notice =
  'couldNotConnect' | 'reconnecting' | 'updating' | 'crowded' | 'slowed' | 'notBack'

export type State =
  | { readonly phase: 'idle' }
  | { readonly phase: 'askingCamera'; readonly problem: DeviceProblem | null }
  /** Searching, but the server is not reached yet. */
  | {
      readonly phase: 'connecting'
      readonly since: number
      readonly notice: Notice | null
      /** The server has no room, and ends the socket that it has said so over. */
      readonly isRefused?: true
    }
  | { readonly phase: 'waiting'; readonly since: number; readonly notice: Notice | null }
  /** Waits for one met before, instead of anybody. */
  | {
      readonly phase: 'returning'
      readonly way: Way
      readonly until: number
      /** What was found when the two met first: a way back brings none. */
      readonly common: Common
    }
  /** Introduced; the connection is being made, for the second time when `attempt` is 1. */
  | {
      readonly phase: 'pairing'
      readonly pair: string
      readonly common: Common
      readonly attempt: 0 | 1
      /** Waits to meet the stranger again: the old connection is given up, the new one not begun. */
      readonly isMeeting: boolean
      /** What led here, where the two have met before. */
      readonly way?: Way | undefined
    }
  | {
      readonly phase: 'talking'
      readonly pair: string
      readonly common: Common
      /** `recovering` waits to meet the stranger again, `rejoining` has met him and connects. */
      readonly link: 'live' | 'recovering' | 'rejoining'
    }
  | { readonly phase: 'ended'; readonly why: EndReason; readonly until: number | null }

export type Event =
  | { type: 'find'; hasDevices: boolean; now: number }
  | { type: 'devicesReady'; now: number }
  /** `null` when devices are asked for anew. */
  | { type: 'deviceProblem'; problem: DeviceProblem | null }
  | { type: 'cancel' }
  | { type: 'next'; now: number }
  | { type: 'stop' }
  | { type: 'reported' }
  | { type: 'socketOpen'; now: number }
  | { type: 'socketLost'; updating: boolean }
  | { type: 'socketRefused' }
  | { type: 'waiting' }
  /** The server holds the search back for a while. */
  | { type: 'challenged' }
  | { type: 'matched'; pair: string; common: Common }
  /** `pair` is null when nobody came to a meeting, or a new server has another name for the pair. */
  | { type: 'partnerLeft'; why: LeaveReason; pair: string | null; now: number }
  | { type: 'refused'; reason: Refusal; until: number }
  | { type: 'peerOpen'; pair: string }
  /** The connection failed, or stayed silent too long, or used up its time to open. */
  | { type: 'peerDown'; pair: string; now: number }
  | { type: 'recoveryExpired' }
  | { type: 'bye'; pair: string; why: ByeReason }
  /** The page has been hidden for too long. */
  | { type: 'awayExpired' }
  | { type: 'sealBroken'; pair: string }
  /** The visitor has compared the symbols, and they are not the same (P11). */
  | { type: 'differed' }
  /** The address is to be hidden, and the relay gives no place (P8). */
  | { type: 'noRelay'; isFull: boolean }
  | { type: 'unsupported' }
  /** The visitor wants back to one met before. */
  | { type: 'return'; way: Way; until: number; common: Common }
  /** The server soon forgets that he waits. */
  | { type: 'returnAgain' }
  | { type: 'returnExpired'; now: number }

export type Effect =
  | { type: 'openDevices' }
  | { type: 'closeDevices' }
  /** Sends `find`, once the socket is open. */
  | { type: 'search' }
  /** Sends `meet` for one met before, once the socket is open. */
  | { type: 'meet' }
  /** Sends `stop`. */
  | { type: 'withdraw' }
  /** Turns the match into a connection. */
  | { type: 'introduce' }
  /** Meets the same stranger again to build a new connection. */
  | { type: 'rebuild' }
  | { type: 'startRecovery' }
  | { type: 'sayBye'; why: ByeReason }
  /** Drops the connection and all that was said. */
  | { type: 'hangUp' }
  | { type: 'tellOutcome'; connected: boolean }

export interface Step {
  readonly state: State
  readonly effects: readonly Effect[]
}
