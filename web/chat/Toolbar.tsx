/** The controls of a call: always the same five, always in the same place. */
import { CircleHelp, Flag, LogOut, Mic, MicOff, SkipForward, Video, VideoOff } from 'lucide-react'
import type { ReactNode } from 'react'
import type { Action } from './shortcuts.ts'
import type { View } from './visit.ts'
import { visitWords } from './visitWords.ts'

interface Props {
  readonly view: View
  readonly onAction: (action: Action) => void
}

interface ToolProps {
  readonly name: string
  /** What is written under the icon, where the name is too long; the name begins with it. */
  readonly short?: string
  readonly icon: ReactNode
  readonly className?: string
  readonly isDisabled?: boolean
  readonly onPress: () => void
}

function Tool({
  name,
  short = name,
  icon,
  className = '',
  isDisabled = false,
  onPress,
}: ToolProps) {
  return (
    <button
      type="button"
      className={`tool ${className}`}
      aria-label={name}
      title={name}
      disabled={isDisabled}
      onClick={onPress}
    >
      {icon}
      <span aria-hidden="true">{short}</span>
    </button>
  )
}

export function Toolbar({ view, onAction }: Props) {
  const { toolbar } = visitWords
  const { localStream, isMicrophoneOn, isCameraOn, wish } = view
  const hasMicrophone = (localStream?.getAudioTracks().length ?? 0) > 0
  const hasCamera = (localStream?.getVideoTracks().length ?? 0) > 0
  return (
    <div className="toolbar" role="toolbar" aria-label={toolbar.label}>
      {wish.mode === 'video' && (
        <>
          <Tool
            name={isMicrophoneOn ? toolbar.mute : toolbar.unmute}
            icon={isMicrophoneOn && hasMicrophone ? <Mic /> : <MicOff />}
            isDisabled={!hasMicrophone}
            onPress={() => onAction('mute')}
          />
          <Tool
            name={isCameraOn ? toolbar.cameraOff : toolbar.cameraOn}
            short={toolbar.camera}
            icon={isCameraOn && hasCamera ? <Video /> : <VideoOff />}
            isDisabled={!hasCamera}
            onPress={() => onAction('camera')}
          />
        </>
      )}
      <Tool
        name={toolbar.next}
        icon={<SkipForward />}
        className="next"
        onPress={() => onAction('next')}
      />
      <Tool name={toolbar.stop} icon={<LogOut />} onPress={() => onAction('stop')} />
      <Tool
        name={toolbar.report}
        icon={<Flag />}
        className="report"
        onPress={() => onAction('report')}
      />
      <Tool
        name={toolbar.help}
        icon={<CircleHelp />}
        className="help"
        onPress={() => onAction('help')}
      />
    </div>
  )
}
