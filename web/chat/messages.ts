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
  readonly delivery: 'sending' | 'delivered'
}

export interface Conversation {
  readonly lines: readonly Line[]
  readonly lastSent: number
  /** Highest id received: what is not above it came already, before a rebuild. */
  readonly lastReceived: number
  readonly partnerTyping: boolean
  readonly partnerNickname: string
  readonly partnerMedia: { readonly camera: boolean; readonly microphone: boolean }
}

export const EMPTY_CONVERSATION: Conversation = {
  lines: [],
  lastSent: 0,
  lastReceived: 0,
  partnerTyping: false,
  partnerNickname: '',
  partnerMedia: { camera: true, microphone: true },
}

function append(lines: readonly Line[], line: Line): readonly Line[] {
  return [...lines.slice(1 - LINES_MAX), line]
}

/** Adds a line of ours; it is `sending` until the stranger's page confirms it. */
export function say(conversation: Conversation, text: string): Conversation {
  const id = conversation.lastSent + 1
  const line: Line = { id, mine: true, text, delivery: 'sending' }
  return { ...conversation, lastSent: id, lines: append(conversation.lines, line) }
}

/** Takes in what the stranger's page said. */
export function hear(conversation: Conversation, message: PeerMessage): Conversation {
  switch (message.type) {
    case 'text': {
      if (message.id <= conversation.lastReceived) return conversation
      const line: Line = { id: message.id, mine: false, text: message.text, delivery: 'delivered' }
      return {
        ...conversation,
        lastReceived: message.id,
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
      const { camera, microphone } = message
      return { ...conversation, partnerMedia: { camera, microphone } }
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
