/** One's own picture outside of a call, or in words that there is none. */
import { words } from './dictionary.ts'
import { hasCamera } from './ownCamera.ts'
import { VideoView } from './VideoView.tsx'
import type { View } from './visit.ts'

interface Props {
  readonly view: View
  readonly isSmall?: boolean
}

export function OwnPreview({ view, isSmall = false }: Props) {
  const own = view.media.dressed ?? view.localStream
  if (own === null || own.getVideoTracks().length === 0) return null
  if (!view.isCameraOn || !hasCamera(view)) return <p className="hint">{words.call.ownCameraOff}</p>
  return (
    <>
      <div className={isSmall ? 'preview small' : 'preview'}>
        <VideoView stream={own} label={words.call.you} isOwn />
      </div>
      {/* Beside a stranger’s last words one wonders who else looks at it. */}
      {isSmall && <p className="hint">{words.call.ownOnly}</p>}
    </>
  )
}
