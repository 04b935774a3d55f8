/** One's own picture outside of a call, or in words that there is none, and its switch. */
import { visitWords, words } from './dictionary.ts'
import { hasCamera, isLikeMirror } from './ownCamera.ts'
import { VideoView } from './VideoView.tsx'
import type { Chat, View } from './visit.ts'

interface Props {
  readonly chat: Chat
  readonly view: View
  readonly isSmall?: boolean
}

export function OwnPreview({ chat, view, isSmall = false }: Props) {
  const own = view.media.dressed ?? view.localStream
  if (own === null || own.getVideoTracks().length === 0) return null
  const { isCameraOn } = view
  const canShow = hasCamera(view)
  const { cameraOff, cameraOn } = visitWords.toolbar
  return (
    <>
      {/* Above the picture: in sight on a phone, and in its place when the picture goes. */}
      {canShow && (
        <button
          type="button"
          className="button"
          onClick={() => chat.media()?.setCamera(!isCameraOn)}
        >
          {isCameraOn ? cameraOff : cameraOn}
        </button>
      )}
      {isCameraOn && canShow ? (
        <div className={isSmall ? 'preview small' : 'preview'}>
          <VideoView stream={own} label={words.call.you} isMirrored={isLikeMirror(view)} />
        </div>
      ) : (
        <p className="hint">{words.call.ownCameraOff}</p>
      )}
      {/* Beside a stranger’s last words one wonders who else looks at it. */}
      {isSmall && isCameraOn && canShow && <p className="hint">{words.call.ownOnly}</p>}
    </>
  )
}
