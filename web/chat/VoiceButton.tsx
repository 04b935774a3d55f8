/** Begins a voice note and ends it: held while speaking, or tapped twice. */
import { Mic, Square } from 'lucide-react'
import { useRef, type MouseEvent, type PointerEvent } from 'react'
import type { VoiceDesk } from './useVoiceRecorder.ts'
import { voiceWords } from './dictionary.ts'

/** A press shorter than this is a tap. */
const TAP_MS = 400

interface Props {
  readonly voice: VoiceDesk
  readonly isOpen: boolean
}

/**
 * The same element from the first press to the end of the recording: a finger that rests on an
 * element which is taken away is never heard to let go.
 */
export function VoiceButton({ voice: desk, isOpen }: Props) {
  const { voice } = voiceWords
  const { phase } = desk.state
  /** When the press began that began the recording, until the click that ends it. */
  const press = useRef<number | null>(null)
  if (phase === 'ready') return null
  const isRecording = phase === 'recording'

  function onPointerDown(event: PointerEvent<HTMLButtonElement>): void {
    press.current = null
    if (event.button !== 0 || phase !== 'idle') return
    event.currentTarget.setPointerCapture(event.pointerId)
    press.current = event.timeStamp
    desk.start()
  }

  function onPointerUp({ timeStamp }: PointerEvent): void {
    if (press.current !== null && timeStamp - press.current >= TAP_MS) desk.stop()
  }

  function onClick({ detail }: MouseEvent): void {
    const isOfPress = press.current !== null && detail !== 0
    press.current = null
    if (isOfPress) return
    if (phase === 'idle') desk.start()
    else if (phase === 'asking') desk.cancel()
    else desk.stop()
  }

  return (
    <button
      type="button"
      className={isRecording ? 'voice-button recording' : 'voice-button'}
      aria-label={isRecording ? voice.finish : voice.record}
      title={isRecording ? voice.finish : voice.recordHint}
      disabled={!isOpen}
      onPointerDown={onPointerDown}
      onPointerUp={onPointerUp}
      onPointerCancel={onPointerUp}
      onClick={onClick}
      onContextMenu={(event) => event.preventDefault()}
    >
      {isRecording ? (
        <>
          <Square size={16} fill="currentColor" aria-hidden="true" />
          <span aria-hidden="true">{voice.finish}</span>
        </>
      ) : (
        <Mic size={20} aria-hidden="true" />
      )}
    </button>
  )
}
