/** What one conversation holds besides its connection, and how it begins. Pure. */
import type { Look } from './look.ts'

export interface Line {
  readonly id: number
  readonly mine: boolean
  readonly text: string
  /** Its place in the chat, among what is not text. */
  readonly order: number
  readonly delivery: 'sending' | 'delivered'
}

/** What the stranger says of his picture and voice. */
export interface PartnerMedia {
  readonly camera: boolean
  readonly microphone: boolean
  /** The picture shows his screen. */
  readonly screen: boolean
  /** His link has no room for the picture. */
  readonly paused: boolean
  /** He asks for a small picture. */
  readonly saving: boolean
  /** What he says that his picture is made of. */
  readonly look: Look
}

export interface Conversation {
  readonly lines: readonly Line[]
  /** How much there has been in the chat so far, of text and all else. */
  readonly count: number
  readonly lastSent: number
  /** Highest id received: what is not above it came already, before a rebuild. */
  readonly lastReceived: number
  readonly partnerTyping: boolean
  readonly partnerNickname: string
  readonly partnerMedia: PartnerMedia
  readonly partnerPresence: 'here' | 'away' | 'back'
  /** The stranger has pressed Meet again; shown to nobody who has not. */
  readonly partnerAgain: boolean
}

export const EMPTY_CONVERSATION: Conversation = {
  lines: [],
  count: 0,
  lastSent: 0,
  lastReceived: 0,
  partnerTyping: false,
  partnerNickname: '',
  partnerMedia: {
    camera: true,
    microphone: true,
    screen: false,
    paused: false,
    saving: false,
    look: 'clear',
  },
  partnerPresence: 'here',
  partnerAgain: false,
}

/** Leaves a place for something that is no text. */
export function leavePlace(conversation: Conversation): Conversation {
  return { ...conversation, count: conversation.count + 1 }
}
