/** What one visit remembers and shows. Plain data: chat.ts changes it, the screens read it. */
import type { Mode } from '../../signaling/protocol.ts'
import type { DeviceChoice, DeviceProblem } from './camera.ts'
import { EMPTY_CONVERSATION, type Conversation } from './messages.ts'
import { START, type State } from './session.ts'
import type { SocketState } from './signalingClient.ts'

/** Whom and how the visitor wants to meet. */
export interface Wish {
  readonly mode: Mode
  readonly interests: readonly string[]
  readonly languages: readonly string[]
  /** Goes to the stranger over the data channel, never to the server (P3). */
  readonly nickname: string
}

/** What became of a report. */
export type ReportResult = 'sending' | 'accepted' | 'lapsed' | 'tooMany'

export interface View {
  readonly state: State
  readonly socket: SocketState
  readonly online: number
  readonly wish: Wish
  readonly conversation: Conversation
  readonly localStream: MediaStream | null
  readonly remoteStream: MediaStream | null
  readonly choice: DeviceChoice | null
  readonly isMicrophoneOn: boolean
  readonly isCameraOn: boolean
  /** A device that failed while it was in use. */
  readonly deviceProblem: DeviceProblem | null
  readonly canReport: boolean
  readonly reportResult: ReportResult | null
}

export const FIRST_VIEW: View = {
  state: START,
  socket: { status: 'connecting' },
  online: 0,
  wish: { mode: 'video', interests: [], languages: [], nickname: '' },
  conversation: EMPTY_CONVERSATION,
  localStream: null,
  remoteStream: null,
  choice: null,
  isMicrophoneOn: true,
  isCameraOn: true,
  deviceProblem: null,
  canReport: false,
  reportResult: null,
}
