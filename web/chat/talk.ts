/** What two pages say to each other over the data channel: text, and what goes with it. */
import { createAllowance } from './allowance.ts'
import { hear, isFull, say, unconfirmed } from './messages.ts'
import { parsePeerMessage, type PeerMessage } from './peerProtocol.ts'
import type { ByeReason } from './session.ts'
import type { View } from './visit.ts'

/** What a stranger may say: far more than anybody types, with room for a rebuilt call's backlog. */
const MESSAGE_BURST = 200
const MESSAGES_PER_SECOND = 20

export interface TalkHandlers {
  /** The stranger says that he goes. */
  onBye(why: ByeReason): void
  onReveal(ready: boolean): void
  onQuestion(count: number): void
}

export interface Talk {
  /** Takes what came from the stranger. */
  receive(text: string): void
  /** Returns `false` when the line cannot be taken now: too many are still on their way. */
  say(text: string): boolean
  /** Whether the visitor writes just now. */
  type(active: boolean): void
  /** Over a new connection: who we are, and what the stranger has not confirmed. */
  resume(): void
}

/** @param others hear what is not of the text chat */
export function createTalk(
  send: (message: PeerMessage) => void,
  getView: () => View,
  show: (change: Partial<View>) => void,
  others: TalkHandlers,
): Talk {
  const mayHear = createAllowance(MESSAGE_BURST, MESSAGES_PER_SECOND)
  let isTyping = false

  return {
    receive(text) {
      // Whoever floods the channel is not heard: reading it all would freeze the page.
      if (!mayHear(performance.now())) return
      const message = parsePeerMessage(text)
      if (message === null || message.type === 'alive') return
      if (message.type === 'text') send({ type: 'received', id: message.id })
      show({ conversation: hear(getView().conversation, message) })
      if (message.type === 'bye') others.onBye(message.why)
      if (message.type === 'reveal') others.onReveal(message.ready)
      if (message.type === 'question') others.onQuestion(message.count)
    },
    say(text) {
      const { conversation, state } = getView()
      if (state.phase !== 'talking' || isFull(conversation) || text.trim() === '') return false
      const said = say(conversation, text)
      show({ conversation: said })
      send({ type: 'text', id: said.lastSent, text })
      return true
    },
    type(active) {
      isTyping = active
      send({ type: 'typing', active })
    },
    resume() {
      const { conversation, wish } = getView()
      show({ conversation: { ...conversation, partnerTyping: false } })
      send({ type: 'profile', nickname: wish.nickname })
      for (const { id, text } of unconfirmed(conversation)) send({ type: 'text', id, text })
      // After the lines, each of which ends it.
      if (isTyping) send({ type: 'typing', active: true })
    },
  }
}
