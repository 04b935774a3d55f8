/** One visitor as the hub and his socket know him. */
import type { CloseReason } from './protocol.ts'
import type { VisitorState } from './visitor.ts'

/** The sending half of one visitor's socket. */
export interface Link {
  text(frame: string): void
  binary(frame: Buffer): void
  close(reason: CloseReason): void
}

export interface Visitor {
  /** Random, new for each socket, told to nobody. */
  readonly id: string
  readonly link: Link
  /** The limits' key for the network prefix. */
  readonly prefixKey: string
  readonly lan: boolean
  state: VisitorState
  partner: Visitor | null
  reportToken: string
  signalsLeft: number
  pairedAt: number
}
