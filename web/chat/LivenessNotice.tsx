/** "No live picture": a hint, and the way on. Nothing of it is sent anywhere. */
import type { RefObject } from 'react'
import { kindWords, visitWords } from './dictionary.ts'
import type { Trouble } from './liveness.ts'
import { isCovered } from './reveal.ts'
import { useLiveness } from './useLiveness.ts'
import type { Chat, View } from './visit.ts'

interface Props {
  readonly chat: Chat
  readonly view: View
  /** The stranger's picture. */
  readonly video: RefObject<HTMLVideoElement | null>
  /** Seconds until Next works. */
  readonly nextIn: number
}

/** Whether the picture of a camera is to be seen: a still screen, shape or blur is nothing odd. */
export function isPictureExpected(view: View): boolean {
  const { state, wish, conversation } = view
  const { camera, screen, paused, look } = conversation.partnerMedia
  return (
    wish.mode === 'video' &&
    state.phase === 'talking' &&
    state.link === 'live' &&
    view.quality?.level !== 'lost' &&
    conversation.partnerPresence !== 'away' &&
    camera &&
    !screen &&
    !paused &&
    look === 'clear' &&
    !isCovered(view)
  )
}

export function LivenessNotice({ chat, view, video, nextIn }: Props) {
  const trouble = useLiveness(video, isPictureExpected(view))
  return trouble === null ? null : (
    <LivenessNote trouble={trouble} nextIn={nextIn} onNext={chat.next} />
  )
}

interface NoteProps {
  readonly trouble: Trouble
  readonly nextIn: number
  readonly onNext: () => void
}

export function LivenessNote({ trouble, nextIn, onNext }: NoteProps) {
  return (
    <div className="note">
      <p>{kindWords.liveness[trouble]}</p>
      {/* It comes by itself, perhaps where something else is about to be pressed. */}
      <button type="button" className="button late" disabled={nextIn > 0} onClick={onNext}>
        {visitWords.toolbar.next}
      </button>
    </div>
  )
}
