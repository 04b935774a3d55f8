/** The chat beside or over the picture: what was said and sent, and where to write. */
import type { RefObject } from 'react'
import { ChatLog } from './ChatLog.tsx'
import { Composer } from './Composer.tsx'
import type { Chat, View } from './visit.ts'
import { visitWords } from './visitWords.ts'

interface Props {
  readonly chat: Chat
  readonly view: View
  readonly isOpen: boolean
  readonly input: RefObject<HTMLTextAreaElement | null>
}

export function ChatPanel({ chat, view, isOpen, input }: Props) {
  return (
    <section className="chat" aria-label={visitWords.chat.label}>
      <ChatLog chat={chat} view={view} />
      <Composer chat={chat} view={view} isOpen={isOpen} input={input} />
    </section>
  )
}
