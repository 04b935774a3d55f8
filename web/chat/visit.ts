/** What a visit shows, and what the screens can do with it; chat.ts makes it work. */
import type {
  Ads,
  BlockCause,
  Hiding,
  Mode,
  ReportReason,
  Route,
  ServerMessage,
} from '../../signaling/protocol.ts'
import { NO_AGAIN, type AgainView } from './againView.ts'
import type { Again } from './again.ts'
import type { DeviceChoice, DeviceProblem } from './camera.ts'
import type { Extras } from './extras.ts'
import { EMPTY_CONVERSATION, type Conversation } from './conversation.ts'
import type { Question } from './icebreaking.ts'
import type { Media } from './media.ts'
import type { Quality } from './quality.ts'
import type { Reveal } from './reveal.ts'
import { START, type State } from './session.ts'
import { FIRST_MEDIA, type MediaView } from './settings.ts'
import type { SocketState } from './signalingClient.ts'
import type { Transfer } from './transferList.ts'

/** Whom and how the visitor wants to meet. */
export interface Wish {
  readonly mode: Mode
  readonly interests: readonly string[]
  readonly languages: readonly string[]
  /** Goes to the stranger over the data channel, never to the server (P3). */
  readonly nickname: string
  /** Goes through the relay or not at all, so that no stranger sees the address (P8). */
  readonly hidden: boolean
  /** Takes ten seconds at least for each stranger, and meets others who do first. */
  readonly calm: boolean
  /** Begins blurred, and so does the stranger, until both press Reveal. */
  readonly isBlurred: boolean
}

/**
 * Whether anybody stands between the two (P11). `failed`: it could not be found out, and is not
 * called verified.
 */
export type Verification =
  | { readonly status: 'checking' }
  | { readonly status: 'ready'; readonly symbols: readonly number[]; readonly isCompared: boolean }
  | { readonly status: 'failed' }

/** How the packets go; `hidden` when the stranger has seen no address of ours. */
export type Exposure = Exclude<Route, 'failed'> | 'hidden'

/** What became of a report. */
export type ReportResult = 'sending' | 'accepted' | 'lapsed' | 'tooMany'

/** What the server says of a block: its cause, and the code to appeal with. */
export interface Block {
  readonly cause: BlockCause
  readonly code: string
}
export type AppealState = 'none' | 'sending' | 'sent' | 'lapsed' | 'tooMany' | 'failed'

export interface View {
  readonly state: State
  readonly socket: SocketState
  readonly online: number
  readonly wish: Wish
  readonly conversation: Conversation
  /** Pictures, voice notes and files of this conversation, in their order. */
  readonly transfers: readonly Transfer[]
  /** Questions that both were given, in their order. */
  readonly questions: readonly Question[]
  readonly localStream: MediaStream | null
  readonly remoteStream: MediaStream | null
  readonly choice: DeviceChoice | null
  readonly isMicrophoneOn: boolean
  readonly isCameraOn: boolean
  readonly media: MediaView
  /** Who has pressed Reveal; `null` where a stranger has not been heard to begin blurred. */
  readonly reveal: Reveal | null
  /** How good the connection is, from one second to the next. */
  readonly quality: Quality | null
  /** The link has no room for our picture now. */
  readonly isPaused: boolean
  readonly isStrangerSpeaking: boolean
  /** The visitor speaks, and nobody hears it. */
  readonly isUnheard: boolean
  /** Devices are tried out before a search; nobody is met, and no advertisement stands beside. */
  readonly isTryingOut: boolean
  /** What is wrong with a device, or missing, while the visit goes on. */
  readonly deviceProblem: DeviceProblem | null
  /** The token of the present stranger, and of the last one while he can still be reported. */
  readonly subject: string | null
  readonly lastSubject: string | null
  readonly reportResult: ReportResult | null
  /** Why the server keeps this network out, while it does. */
  readonly block: Block | null
  readonly appeal: AppealState
  /** Whether addresses may be hidden here, and whether the relay that it takes answers. */
  readonly hiding: Hiding
  readonly relay: 'unknown' | 'checking' | 'works' | 'full' | 'away'
  readonly exposure: Exposure | null
  readonly verification: Verification | null
  /** Whose advertisements the operator has a place for. */
  readonly ads: Ads | null
  /** What the server has said that it knows of us. */
  readonly serverView: Extract<ServerMessage, { type: 'view' }> | null
  /** Undo after Next, and Meet again. */
  readonly again: AgainView
}

export interface Chat {
  readonly getView: () => View
  readonly subscribe: (listener: () => void) => () => void
  /** Begins a search. Calling it says "18 or older, and I accept the terms": ask before. */
  readonly find: (wish: Wish) => void
  /** Chooses the devices, before a search or in a call. */
  readonly openDevices: (choice: DeviceChoice) => void
  /**
   * Before a search: the devices can be chosen, opened and looked at, as they will be for that wish.
   *
   * @returns lets them go
   */
  readonly tryOut: (wish: Wish) => () => void
  readonly cancel: () => void
  readonly next: () => void
  readonly stop: () => void
  /** @param token names whom, as `subject` or `lastSubject` of the view does */
  readonly report: (token: string, reason: ReportReason) => void
  /** Returns `false` when the line cannot be taken now: too many are still on their way. */
  readonly say: (text: string) => boolean
  /** What there is besides text, while there is a stranger. */
  readonly extras: () => Extras | null
  /** What leads back to a stranger, once there has been one. */
  readonly again: () => Again | null
  /** Asks a person to look at the block again. */
  readonly appeal: () => void
  /** The visitor has compared the symbols with the stranger. */
  readonly compared: (isSame: boolean) => void
  /** Asks the server what it knows of this connection. */
  readonly askView: () => void
  /** Sees again whether the relay answers. */
  readonly checkRelay: () => void
  readonly setTyping: (active: boolean) => void
  /** The visitor’s own devices, once what a call takes has been loaded. */
  readonly media: () => Media | null
  /** The network is back: asks the server at once instead of waiting out the backoff. */
  readonly wake: () => void
  /** Loads the transport while the visitor reads. */
  readonly preload: () => void
  readonly close: () => void
}

export const FIRST_VIEW: View = {
  state: START,
  socket: { status: 'connecting' },
  online: 0,
  wish: {
    mode: 'video',
    interests: [],
    languages: [],
    nickname: '',
    hidden: false,
    calm: false,
    isBlurred: false,
  },
  conversation: EMPTY_CONVERSATION,
  transfers: [],
  questions: [],
  localStream: null,
  remoteStream: null,
  choice: null,
  isMicrophoneOn: true,
  isCameraOn: true,
  media: FIRST_MEDIA,
  reveal: null,
  quality: null,
  isPaused: false,
  isStrangerSpeaking: false,
  isUnheard: false,
  isTryingOut: false,
  deviceProblem: null,
  subject: null,
  lastSubject: null,
  reportResult: null,
  block: null,
  appeal: 'none',
  hiding: 'choice',
  relay: 'unknown',
  exposure: null,
  verification: null,
  ads: null,
  serverView: null,
  again: NO_AGAIN,
}

/** Whether every byte has to go through the relay: what the visitor or the operator chose. */
export const isHidden = ({ hiding, wish }: Pick<View, 'hiding' | 'wish'>): boolean =>
  hiding === 'always' || wish.hidden

/**
 * The wish as it was understood: what was called hidden stays so, whatever the server says later
 * (P8). Only the start screen says what holds, so behind it nothing is shown that was hidden before.
 */
export const asTold = ({ hiding, state, wish }: View, asked: Wish): Wish => ({
  ...asked,
  hidden: isHidden({ hiding, wish: asked }) || (state.phase !== 'idle' && wish.hidden),
})
