/** Where the visitor writes, and chooses what else to send. */
import { countedText } from './counts.ts'
import { SendHorizontal } from 'lucide-react'
import { useEffect, useRef, useState, type KeyboardEvent, type RefObject } from 'react'
import { AttachButton, cameraOf, TakeButton } from './AttachButtons.tsx'
import { isComposing } from './composing.ts'
import { isFull } from './messages.ts'
import { TEXT_LENGTH_MAX } from './peerProtocol.ts'
import { useVoiceRecorder } from './useVoiceRecorder.ts'
import type { Chat, View } from './visit.ts'
import { visitWords } from './dictionary.ts'
import { VoiceButton } from './VoiceButton.tsx'
import { VoicePanel, VoiceStatus, VoiceTrouble } from './VoicePanel.tsx'

/** From here on the characters that are left are counted aloud. */
const COUNT_FROM = 200
/** Without a key for this long, the visitor is no longer typing. */
const TYPING_PAUSE_MS = 3_000

interface Props {
  readonly chat: Chat
  readonly view: View
  readonly isOpen: boolean
  /** Something chosen stands in its place, until it is sent or not. */
  readonly isHidden: boolean
  readonly input: RefObject<HTMLTextAreaElement | null>
  readonly onAttach: () => void
  readonly onFiles: (files: readonly File[]) => void
}

export function Composer({ chat, view, isOpen, isHidden, input, onAttach, onFiles }: Props) {
  const [draft, setDraft] = useState('')
  const typing = useRef<ReturnType<typeof setTimeout> | null>(null)
  const voice = useVoiceRecorder(chat)
  const { stop: stopVoice } = voice
  const isVoicing = voice.state.phase !== 'idle'
  const trouble = voice.state.phase === 'idle' ? voice.state.problem : null
  const text = visitWords.chat
  const left = TEXT_LENGTH_MAX - draft.length
  const camera = cameraOf(view)
  const isWaiting = isFull(view.conversation)
  const canSend = isOpen && draft.trim() !== '' && left >= 0 && !isWaiting

  function stopTyping(): void {
    if (typing.current === null) return
    clearTimeout(typing.current)
    typing.current = null
    chat.setTyping(false)
  }
  useEffect(
    () => () => {
      if (typing.current !== null) clearTimeout(typing.current)
    },
    [],
  )

  // Nothing is recorded out of sight.
  useEffect(() => {
    if (isHidden) stopVoice()
  }, [isHidden, stopVoice])

  function onType(value: string): void {
    setDraft(value)
    if (trouble !== null) voice.cancel()
    if (typing.current === null) chat.setTyping(true)
    else clearTimeout(typing.current)
    typing.current = setTimeout(stopTyping, TYPING_PAUSE_MS)
  }

  function send(): void {
    if (!canSend || !chat.say(draft)) return
    setDraft('')
    stopTyping()
    input.current?.focus()
  }

  function onKeyDown(event: KeyboardEvent<HTMLTextAreaElement>): void {
    if (event.key !== 'Enter' || event.shiftKey || isComposing(event.nativeEvent)) return
    event.preventDefault()
    send()
  }

  return (
    <form
      hidden={isHidden}
      className={isVoicing ? 'compose voicing' : 'compose'}
      onSubmit={(event) => {
        event.preventDefault()
        send()
      }}
    >
      <div className="compose-tools">
        {!isVoicing && <AttachButton isOpen={isOpen} onAttach={onAttach} />}
        <VoiceButton voice={voice} isOpen={isOpen} />
      </div>
      <VoiceStatus state={voice.state} />
      {isVoicing ? (
        <VoicePanel chat={chat} voice={voice} settings={view.media.settings} isHidden={isHidden} />
      ) : (
        <>
          {/* At its end: the camera while nothing is written, and then the way to send it. */}
          <div className="compose-field">
            <textarea
              ref={input}
              rows={1}
              value={draft}
              disabled={!isOpen}
              aria-label={text.message}
              aria-describedby="message-count"
              aria-invalid={left < 0}
              placeholder={text.placeholder}
              enterKeyHint="send"
              autoComplete="off"
              // What is not written yet stands where writing begins.
              dir={draft === '' ? undefined : 'auto'}
              onChange={({ target }) => onType(target.value)}
              onKeyDown={onKeyDown}
            />
            {camera !== null && draft === '' ? (
              <TakeButton camera={camera} isOpen={isOpen} onFiles={onFiles} />
            ) : (
              <button
                type="submit"
                className="send"
                aria-label={text.send}
                title={text.send}
                disabled={!canSend}
              >
                <SendHorizontal size={20} aria-hidden="true" />
              </button>
            )}
          </div>
          <p id="message-count" className={left < 0 ? 'problem' : 'hint'} role="status">
            {left < 0 && countedText(-left, text.tooLong)}
            {left >= 0 && isWaiting && text.full}
            {left >= 0 && !isWaiting && left <= COUNT_FROM && countedText(left, text.left)}
          </p>
        </>
      )}
      {trouble !== null && <VoiceTrouble problem={trouble} />}
    </form>
  )
}
