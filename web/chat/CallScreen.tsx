/** The call: the stranger's picture, one's own, the chat, the controls. */
import { useCallback, useEffect, useRef, useState } from 'react'
import { ChatPanel } from './ChatPanel.tsx'
import { Footer } from './Footer.tsx'
import { HelpDialog } from './HelpDialog.tsx'
import { SelfView } from './SelfView.tsx'
import type { State } from './session.ts'
import type { Action } from './shortcuts.ts'
import { awayOf, statusOf } from './StatusRegion.tsx'
import { Toolbar } from './Toolbar.tsx'
import { useCallKeys } from './useCallKeys.ts'
import { useScreenFocus } from './useScreenFocus.ts'
import { VerifyBadge } from './VerifyBadge.tsx'
import { VerifyDialog } from './VerifyDialog.tsx'
import { VideoView } from './VideoView.tsx'
import type { Chat, View } from './visit.ts'
import { visitWords } from './visitWords.ts'
import { words } from './words.ts'

/** Esc leaves when it is pressed a second time within this. */
const ARMED_MS = 3_000
/** As many common interests are named; a phone has no room for ten. */
const NAMED_MAX = 3

interface Props {
  readonly chat: Chat
  readonly view: View
  readonly state: Extract<State, { phase: 'pairing' | 'talking' }>
  readonly onReport: () => void
}

/** What the two have in common, as one sentence; nothing when there is nothing. */
function commonSentence({ common }: Props['state']): string | null {
  const list = new Intl.ListFormat('en')
  if (common.interests.length > 0)
    return words.call.common(list.format(common.interests.slice(0, NAMED_MAX)))
  if (common.languages.length === 0) return null
  const names = new Intl.DisplayNames(['en'], { type: 'language' })
  return words.call.commonLanguage(
    list.format(common.languages.map((code) => names.of(code) ?? code)),
  )
}

export function CallScreen({ chat, view, state, onReport }: Props) {
  const { call } = words
  const main = useScreenFocus<HTMLElement>()
  const input = useRef<HTMLTextAreaElement>(null)
  const [isArmed, setIsArmed] = useState(false)
  const [isHelping, setIsHelping] = useState(false)
  const [isComparing, setIsComparing] = useState(false)
  const closeComparing = useCallback(() => setIsComparing(false), [])
  const { wish, conversation, localStream } = view
  const hasPicture = wish.mode === 'video'
  const isTalking = state.phase === 'talking'
  const isLive = isTalking && state.link === 'live'
  const common = commonSentence(state)

  useEffect(() => {
    if (!isArmed) return undefined
    const timer = setTimeout(() => setIsArmed(false), ARMED_MS)
    return () => clearTimeout(timer)
  }, [isArmed])

  // In a text chat there is nothing to do but write.
  useEffect(() => {
    if (isTalking && !hasPicture) input.current?.focus()
  }, [isTalking, hasPicture])

  function act(action: Action): void {
    const actions: Record<Action, () => void> = {
      mute: () => chat.setMicrophone(!view.isMicrophoneOn),
      camera: () => chat.setCamera(!view.isCameraOn),
      next: chat.next,
      stop: chat.stop,
      report: onReport,
      message: () => input.current?.focus(),
      help: () => setIsHelping(true),
    }
    actions[action]()
  }

  useCallKeys((action) => {
    if (action === 'stop' && !isArmed) setIsArmed(true)
    else act(action)
  })

  const ownVideo = localStream?.getVideoTracks().length ? localStream : null
  return (
    <main
      ref={main}
      tabIndex={-1}
      className={hasPicture ? 'call' : 'call text-only'}
      aria-label={call.label}
    >
      <div className="stage">
        {hasPicture && <VideoView stream={view.remoteStream} label={call.stranger} />}
        {hasPicture && ownVideo !== null && <SelfView stream={ownVideo} isOff={!view.isCameraOn} />}
        {!isLive && <p className="veil">{statusOf(view)}</p>}
        {isLive && hasPicture && !conversation.partnerMedia.camera && (
          <p className="veil">{call.cameraOff}</p>
        )}
        <div className="badges">
          {conversation.partnerNickname !== '' && (
            <span className="badge name">{conversation.partnerNickname}</span>
          )}
          {common !== null && <span className="badge">{common}</span>}
          {isLive && hasPicture && !conversation.partnerMedia.microphone && (
            <span className="badge">{call.microphoneOff}</span>
          )}
          {view.exposure !== null && (
            <span className="badge">{visitWords.exposure[view.exposure]}</span>
          )}
          {isLive && view.verification !== null && (
            <VerifyBadge verification={view.verification} onOpen={() => setIsComparing(true)} />
          )}
          {isLive && view.socket.status !== 'open' && (
            <span className="badge">{awayOf(view.socket)}</span>
          )}
        </div>
        {view.deviceProblem !== null && (
          <div className="device-problem" role="alert">
            <p>{words.deviceProblem[view.deviceProblem].text}</p>
            <button
              type="button"
              className="button"
              onClick={() => chat.openDevices(view.choice ?? 'video')}
            >
              {words.camera.retry}
            </button>
          </div>
        )}
        {isArmed && (
          <p className="armed" role="alert">
            {call.armed}
          </p>
        )}
      </div>
      <ChatPanel chat={chat} view={view} isOpen={isTalking} input={input} />
      <Toolbar view={view} onAction={act} />
      <Footer />
      {isComparing && view.verification?.status === 'ready' && (
        <VerifyDialog
          symbols={view.verification.symbols}
          onCompared={(isSame) => {
            setIsComparing(false)
            chat.compared(isSame)
          }}
          onClose={closeComparing}
        />
      )}
      {isHelping && <HelpDialog onClose={() => setIsHelping(false)} />}
    </main>
  )
}
