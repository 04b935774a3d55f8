/** Puts the chat away, so that the picture is whole, and says how much has come meanwhile. */
import { ChevronDown, MessageSquare } from 'lucide-react'
import { countText } from './counts.ts'
import { appWords, visitWords } from './dictionary.ts'
import type { Folding } from './useFolding.ts'

interface Props {
  readonly folding: Folding
  /** The id of what it puts away. */
  readonly controls: string
}

export function ChatFold({ folding, controls }: Props) {
  const { isFolded, unread, fold, unfold } = folding
  const { label } = visitWords.chat
  return (
    <button
      type="button"
      className={unread > 0 ? 'chat-fold waiting' : 'chat-fold'}
      aria-expanded={!isFolded}
      aria-controls={controls}
      onClick={({ currentTarget }) => {
        // Safari leaves the keyboard where it was, which may be what is put away.
        currentTarget.focus()
        if (isFolded) unfold()
        else fold()
      }}
    >
      {unread > 0 ? `${label} ${appWords.attention.waiting(countText(unread))}` : label}
      {isFolded ? (
        <MessageSquare size={20} aria-hidden="true" />
      ) : (
        <ChevronDown size={20} aria-hidden="true" />
      )}
    </button>
  )
}
