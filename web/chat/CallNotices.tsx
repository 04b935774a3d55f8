/** What a visitor has to know of his own devices during a call, each with one thing to do. */
import { MicOff, MonitorUp, VolumeX } from 'lucide-react'
import { AgainNote } from './AgainNote.tsx'
import { RetryButton } from './DeviceNote.tsx'
import type { DeviceProblem } from './camera.ts'
import { againWords, mediaWords, visitWords, words } from './dictionary.ts'
import { useState, type RefObject } from 'react'
import { lazily } from './lazily.tsx'
import { LivenessNotice } from './LivenessNotice.tsx'
import { RevealNotice } from './RevealNotice.tsx'
import type { Chat, View } from './visit.ts'

const Captions = lazily(async () => (await import('./Captions.tsx')).Captions)

interface Props {
  readonly chat: Chat
  readonly view: View
  /** The stranger's picture. */
  readonly video: RefObject<HTMLVideoElement | null>
  readonly isArmed: boolean
  /** Seconds until Next works. */
  readonly nextIn: number
  readonly onSettings: () => void
}

export function CallNotices({ chat, view, video, isArmed, nextIn, onSettings }: Props) {
  const { notices, tools } = mediaWords
  const { state, media, deviceProblem, conversation } = view
  const { screen, settings } = media
  /** What the visitor has read, and need not see until it has changed. */
  const [known, setKnown] = useState<DeviceProblem | null>(null)
  if (known !== null && known !== deviceProblem) setKnown(null)
  const close = (onClose: () => void) => (
    <button type="button" className="button" onClick={onClose}>
      {againWords.meet.close}
    </button>
  )
  return (
    <div className="notices">
      {/* It stands before there is anything to say: what comes with its words is not always read out. */}
      <div className="notice-list" aria-live="polite" aria-atomic="false">
        {state.phase === 'talking' && <RevealNotice chat={chat} view={view} />}
        <LivenessNotice chat={chat} view={view} video={video} nextIn={nextIn} />
        {deviceProblem !== null && deviceProblem !== known && (
          <div className="note">
            <p>{words.deviceProblem[deviceProblem].text}</p>
            <RetryButton chat={chat} view={view} />
            {close(() => setKnown(deviceProblem))}
          </div>
        )}
        {media.replacements.map((one) => (
          <div key={one.kind} className="note">
            <p>
              {one.kind === 'speaker'
                ? notices.speakerGone
                : notices.replaced[one.kind](one.label || notices.another)}
            </p>
            <button
              type="button"
              className="button"
              onClick={() => {
                chat.media()?.dismiss(one.kind)
                onSettings()
              }}
            >
              {notices.choose}
            </button>
            {close(() => chat.media()?.dismiss(one.kind))}
          </div>
        ))}
        {media.isScreenRefused && (
          <div className="note">
            <p>{notices.screenRefused}</p>
            <button type="button" className="button" onClick={() => void chat.media()?.share()}>
              {words.camera.retry}
            </button>
            {close(() => chat.media()?.dismiss('screen'))}
          </div>
        )}
        {screen !== null && (
          <div className="note sharing">
            <p>
              <MonitorUp size={20} aria-hidden="true" /> {notices.sharing}
            </p>
            <p className="small">{notices.sharingHint}</p>
            <button type="button" className="button" onClick={() => chat.media()?.stopSharing()}>
              {tools.stopSharing}
            </button>
          </div>
        )}
        {/* The one who is there now would be gone with a report. */}
        {view.reportResult !== null && (
          <p className="note">{visitWords.report.ofLast(words.reportResult[view.reportResult])}</p>
        )}
        <AgainNote chat={chat} view={view} />
        {view.isPaused && <p className="note">{notices.paused}</p>}
        {/* The page's own region says it (Status.tsx): once is enough. */}
        {conversation.partnerPresence === 'away' && (
          <p className="note" aria-live="off">
            {words.call.away}
          </p>
        )}
        {settings.isStrangerMuted && (
          <div className="note">
            <p>
              <VolumeX size={20} aria-hidden="true" /> {notices.strangerMuted}
            </p>
            <button
              type="button"
              className="button"
              onClick={() => chat.media()?.choose({ isStrangerMuted: false })}
            >
              {notices.hear}
            </button>
          </div>
        )}
        {view.isUnheard && (
          <p className="note">
            <MicOff size={20} aria-hidden="true" /> {notices.unheard}
          </p>
        )}
      </div>
      {/* In a place of their own, as large as ever: no word of the stranger moves a button. */}
      {settings.hasCaptions && state.phase === 'talking' && (
        <Captions
          stream={view.remoteStream}
          common={state.common.languages}
          chosen={settings.captionTag}
        />
      )}
      {isArmed && (
        <p className="note" role="alert">
          {words.call.armed}
        </p>
      )}
    </div>
  )
}
