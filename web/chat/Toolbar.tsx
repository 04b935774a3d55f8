/** The controls of a call: the same ones, always in the same place. */
import { CircleHelp, Flag, LogOut, Mic, MicOff, SkipForward, Video, VideoOff } from 'lucide-react'
import type { RefObject } from 'react'
import { MoreTools } from './MoreTools.tsx'
import { hasCamera } from './ownCamera.ts'
import { hasMicrophone } from './ownMicrophone.ts'
import type { Action } from './shortcuts.ts'
import { Tool } from './Tool.tsx'
import type { Chat, View } from './visit.ts'
import { againWords, visitWords } from './dictionary.ts'
import { numberFormat } from './formats.ts'
import { CALM_S } from './useCalm.ts'

interface Props {
  readonly chat: Chat
  readonly view: View
  /** The stranger's picture. */
  readonly video: RefObject<HTMLVideoElement | null>
  /** Seconds until Next works, for who is calm; 0 when it does. */
  readonly nextIn: number
  readonly onAction: (action: Action) => void
  /** Is told that a question for both will come into the chat. */
  readonly onAsk: () => void
  readonly onSettings: () => void
}

export function Toolbar({ chat, view, video, nextIn, onAction, onAsk, onSettings }: Props) {
  const { toolbar } = visitWords
  const seconds = numberFormat({ style: 'unit', unit: 'second', unitDisplay: 'narrow' })
  const { isMicrophoneOn, isCameraOn, wish } = view
  const canShow = hasCamera(view)
  const isShown = isCameraOn && canShow
  const canSpeak = hasMicrophone(view)
  const hasPicture = wish.mode === 'video'
  return (
    <div className="toolbar" role="group" aria-label={toolbar.label}>
      <Tool
        name={toolbar.report}
        icon={<Flag />}
        className="report"
        onPress={() => onAction('report')}
      />
      {hasPicture && (
        <>
          <Tool
            name={isMicrophoneOn ? toolbar.mute : toolbar.unmute}
            other={isMicrophoneOn ? toolbar.unmute : toolbar.mute}
            icon={isMicrophoneOn && canSpeak ? <Mic /> : <MicOff />}
            isDisabled={!canSpeak}
            onPress={() => onAction('mute')}
          />
          <Tool
            name={isCameraOn ? toolbar.cameraOff : toolbar.cameraOn}
            short={toolbar.camera}
            icon={isShown ? <Video /> : <VideoOff />}
            isDisabled={!canShow}
            onPress={() => onAction('camera')}
          />
        </>
      )}
      <MoreTools chat={chat} view={view} video={video} onAsk={onAsk} onSettings={onSettings} />
      <Tool name={toolbar.stop} icon={<LogOut />} onPress={() => onAction('stop')} />
      <Tool
        name={nextIn === 0 ? toolbar.next : againWords.calm.wait(seconds.format(nextIn))}
        other={view.wish.calm ? againWords.calm.wait(seconds.format(CALM_S)) : undefined}
        icon={<SkipForward />}
        className="next"
        isDisabled={nextIn > 0}
        onPress={() => onAction('next')}
      />
      {view.wish.calm && (
        <p className="spoken" role="status">
          {view.state.phase === 'talking' && nextIn === 0 ? againWords.calm.over : ''}
        </p>
      )}
      <Tool
        name={toolbar.help}
        icon={<CircleHelp />}
        className="help"
        onPress={() => onAction('help')}
      />
    </div>
  )
}
