/** The chat beside or over the picture: what was said and sent, and where to write and choose. */
import { useEffect, useEffectEvent, useId, useRef, type RefObject } from 'react'
import { ChatFold } from './ChatFold.tsx'
import { ChatLog } from './ChatLog.tsx'
import { Composer } from './Composer.tsx'
import { DropTarget } from './DropTarget.tsx'
import { listenForFiles } from './pasting.ts'
import { Preview } from './Preview.tsx'
import { visitWords } from './dictionary.ts'
import type { Folding } from './useFolding.ts'
import { usePicking } from './usePicking.ts'
import type { Chat, View } from './visit.ts'

interface Props {
  readonly chat: Chat
  readonly view: View
  readonly folding: Folding
  readonly isOpen: boolean
  readonly input: RefObject<HTMLTextAreaElement | null>
}

export function ChatPanel({ chat, view, folding, isOpen, input }: Props) {
  const { picked, picking } = usePicking()
  const chooser = useRef<HTMLInputElement>(null)
  const cameFrom = useRef<Element | null>(null)
  const isChosen = picked.picks.length > 0
  const { canFold, isFolded } = folding
  const logId = useId()

  function add(files: readonly File[]): void {
    if (files.length === 0) return
    if (!isChosen) cameFrom.current = document.activeElement
    // What becomes of it is seen, too.
    folding.unfold()
    picking.add(files)
  }

  const paste = useEffectEvent(add)
  const canPaste = useEffectEvent(() => isOpen && document.querySelector('dialog[open]') === null)
  useEffect(
    () =>
      listenForFiles(document, {
        isOpen: () => canPaste(),
        messageBox: () => input.current,
        onFiles: (files) => paste(files),
      }),
    [input],
  )

  /** Back to where the visitor was before he chose. */
  function goBack(): void {
    const place = cameFrom.current
    // The message box can take it only when it is shown again.
    requestAnimationFrame(() => {
      if (place instanceof HTMLElement && place.isConnected && place !== document.body)
        place.focus()
      else input.current?.focus()
    })
  }

  return (
    <section className="chat" aria-label={visitWords.chat.label}>
      {/* What was chosen is not put away before it is sent. */}
      {canFold && !isChosen && <ChatFold folding={folding} controls={logId} />}
      <ChatLog id={logId} chat={chat} view={view} isFolded={isFolded} onUnfold={folding.unfold} />
      {isChosen && (
        <Preview
          picked={picked}
          picking={picking}
          isOpen={isOpen}
          onSend={() => {
            const transfers = chat.extras()?.transfers
            if (transfers !== undefined) picking.send(transfers)
          }}
          onCancel={picking.clear}
          onClosed={goBack}
        />
      )}
      <Composer
        chat={chat}
        view={view}
        isOpen={isOpen}
        isHidden={isChosen || isFolded}
        input={input}
        onAttach={() => chooser.current?.click()}
        onFiles={add}
      />
      {/* The button that opens it has its name: nobody comes to a second one. */}
      <input
        ref={chooser}
        type="file"
        multiple
        hidden
        disabled={!isOpen}
        onChange={({ target }) => {
          add([...(target.files ?? [])])
          // The same file can be chosen again.
          target.value = ''
        }}
      />
      <DropTarget isOpen={isOpen} onFiles={add} />
    </section>
  )
}
