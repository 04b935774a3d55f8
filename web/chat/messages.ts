/** The text chat of one conversation: what was said, and what has arrived. Pure. */
import type { Conversation, Line } from './conversation.ts'
import type { PeerMessage } from './peerProtocol.ts'

/** Older lines fall off, so that a stranger cannot fill the memory by writing. */
const LINES_MAX = 500
/** Said but not confirmed; more than this and the link is gone anyway. */
export const UNCONFIRMED_MAX = 50

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
      const { look = 'clear' } = message
      return { ...conversation, partnerMedia: { camera, microphone, screen, paused, saving, look } }
    }
    case 'away': {
      const { partnerPresence } = conversation
      if (message.away) return { ...conversation, partnerPresence: 'away' }
      return {
        ...conversation,
        partnerPresence: partnerPresence === 'away' ? 'back' : partnerPresence,
      }
    }
    case 'again':
      return { ...conversation, partnerAgain: true }
    case 'alive':
    case 'reveal':
    case 'question':
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

/** Whether nothing can be said before something is confirmed. */
export const isFull = (conversation: Conversation): boolean =>
  unconfirmed(conversation).length >= UNCONFIRMED_MAX
