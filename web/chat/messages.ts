/** The text chat of one conversation: what was said, and what has arrived. Pure. */
import type { PeerMessage } from './peerProtocol.ts'

/** Older lines fall off, so that a stranger cannot fill the memory by writing. */
const LINES_MAX = 500
/** Said but not confirmed; more than this and the link is gone anyway. */
export const UNCONFIRMED_MAX = 50

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
}

export const EMPTY_CONVERSATION: Conversation = {
  lines: [],
  count: 0,
  lastSent: 0,
  lastReceived: 0,
  partnerTyping: false,
  partnerNickname: '',
  partnerMedia: { camera: true, microphone: true, screen: false, paused: false, saving: false },
  partnerPresence: 'here',
}

function append(lines: readonly Line[], line: Line): readonly Line[] {
  return [...lines.slice(1 - LINES_MAX), line]
}

/** Adds a line of ours; it is `sending` until the stranger's page confirms it. */
export function say(conversation: Conversation, text: string): Conversation {
  const id = conversation.lastSent + 1
  const { count } = conversation
  const line: Line = { id, mine: true, text, order: count, delivery: 'sending' }
  return {
    ...conversation,
    lastSent: id,
    count: count + 1,
    lines: append(conversation.lines, line),
  }
}

/** Leaves a place for something that is no text. */
export function leavePlace(conversation: Conversation): Conversation {
  return { ...conversation, count: conversation.count + 1 }
}

/** Takes in what the stranger's page said. */
export function hear(conversation: Conversation, message: PeerMessage): Conversation {
  switch (message.type) {
    case 'text': {
      if (message.id <= conversation.lastReceived) return conversation
      const { id, text } = message
      const { count } = conversation
      const line: Line = { id, mine: false, text, order: count, delivery: 'delivered' }
      return {
        ...conversation,
        lastReceived: id,
        count: count + 1,
        partnerTyping: false,
        lines: append(conversation.lines, line),
      }
    }
    case 'received':
      return {
        ...conversation,
        lines: conversation.lines.map((line) =>
          line.mine && line.id === message.id ? { ...line, delivery: 'delivered' } : line,
        ),
      }
    case 'typing':
      return { ...conversation, partnerTyping: message.active }
    case 'profile':
      return { ...conversation, partnerNickname: message.nickname.trim() }
    case 'media': {
      const { camera, microphone, screen = false, paused = false, saving = false } = message
      return { ...conversation, partnerMedia: { camera, microphone, screen, paused, saving } }
    }
    case 'away': {
      const { partnerPresence } = conversation
      if (message.away) return { ...conversation, partnerPresence: 'away' }
      return {
        ...conversation,
        partnerPresence: partnerPresence === 'away' ? 'back' : partnerPresence,
      }
    }
    case 'alive':
    case 'bye':
      return conversation
    default:
      return message satisfies never
  }
}

/** What must be sent again over a rebuilt connection. */
export function unconfirmed(conversation: Conversation): readonly Line[] {
  return conversation.lines.filter((line) => line.mine && line.delivery === 'sending')
}
