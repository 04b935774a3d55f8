/** The call: the stranger's picture, one's own, the chat, the controls. */
import { useCallback, useEffect, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import { CallBadges } from './CallBadges.tsx'
import { CallNotices } from './CallNotices.tsx'
import { Changes } from './Changes.tsx'
import { ChatPanel } from './ChatPanel.tsx'
import { stopFloating } from './floating.ts'
import { Footer } from './Footer.tsx'
import { HelpDialog } from './HelpDialog.tsx'
import { mediaWords, words } from './dictionary.ts'
import { ofStranger } from './hearing.ts'
import { areInPerson } from './inPerson.ts'
import { canFlip, hasCamera, isLikeMirror } from './ownCamera.ts'
import { hasMicrophone } from './ownMicrophone.ts'
import { isCovered } from './reveal.ts'
import { SelfView, type SelfPlace } from './SelfView.tsx'
import type { State } from './session.ts'
import type { Action } from './shortcuts.ts'
import { statusOf } from './Status.tsx'
import { Toolbar } from './Toolbar.tsx'
import { useCallKeys } from './useCallKeys.ts'
import { useCalm } from './useCalm.ts'
import { useFolding } from './useFolding.ts'
import { useScreenFocus } from './useScreenFocus.ts'
import { VerifyDialog } from './VerifyDialog.tsx'
import { VideoView } from './VideoView.tsx'
import type { Chat, View } from './visit.ts'

/** Esc leaves when it is pressed a second time within this. */
const ARMED_MS = 3_000

/** Why there is no picture of the stranger over a connection that is well; `null` where there is one. */
function whyUnseen({ wish, conversation }: View): string | null {
  const { camera, screen, paused } = conversation.partnerMedia
  if (wish.mode !== 'video') return null
  if (!camera && !screen) return words.call.cameraOff
  return paused ? mediaWords.notices.strangerPaused : null
}

interface Props {
  readonly chat: Chat
  readonly view: View
  readonly state: Extract<State, { phase: 'pairing' | 'talking' }>
  readonly isChatFolded: boolean
  readonly onChatFold: (isFolded: boolean) => void
  readonly selfPlace: SelfPlace
  readonly onSelfPlace: (place: SelfPlace) => void
  readonly onReport: () => void
  readonly onSettings: () => void
}

export function CallScreen({
  chat,
  view,
  state,
  isChatFolded,
  onChatFold,
  selfPlace,
  onSelfPlace,
  onReport,
  onSettings,
}: Props) {
  const { call } = words
  const main = useScreenFocus<HTMLElement>()
  const input = useRef<HTMLTextAreaElement>(null)
  const [isArmed, setIsArmed] = useState(false)
  const [isHelping, setIsHelping] = useState(false)
  const [isComparing, setIsComparing] = useState(false)
  const closeHelp = useCallback(() => setIsHelping(false), [])
  const closeComparing = useCallback(() => setIsComparing(false), [])
  const video = useRef<HTMLVideoElement>(null)
  const { wish, conversation, localStream, media } = view
  const { partnerMedia } = conversation
  const hasPicture = wish.mode === 'video'
  const isTalking = state.phase === 'talking'
  const isLive = isTalking && state.link === 'live'

  useEffect(() => {
    if (!isArmed) return undefined
    const timer = setTimeout(() => setIsArmed(false), ARMED_MS)
    return () => clearTimeout(timer)
  }, [isArmed])

  useEffect(() => stopFloating, [])

  // In a text chat there is nothing to do but write.
  useEffect(() => {
    if (isTalking && !hasPicture) input.current?.focus()
  }, [isTalking, hasPicture])

  const nextIn = useCalm(view)
  const folding = useFolding(view, isChatFolded, onChatFold)

  function act(action: Action): void {
    const actions: Record<Action, () => void> = {
      mute: () => chat.media()?.setMicrophone(!view.isMicrophoneOn),
      camera: () => chat.media()?.setCamera(!view.isCameraOn),
      // It only ever hides: nobody reveals himself by a key that he hits unawares.
      blur: () => chat.media()?.cover.takeBack(),
      next: () => {
        if (nextIn === 0) chat.next()
      },
      stop: chat.stop,
      report: onReport,
      message() {
        // What is put away takes no key.
        flushSync(folding.unfold)
        input.current?.focus()
      },
      help: () => setIsHelping(true),
      undo: () => undefined, // there is no Next to undo yet
    }
    actions[action]()
  }

  const canShow = hasCamera(view)
  /** Keys do what their buttons can, and are the page's where there is none to press. */
  const canSwitch: Partial<Record<Action, boolean>> = {
    mute: hasPicture && hasMicrophone(view),
    camera: hasPicture && canShow,
  }
  useCallKeys((action) => {
    if (canSwitch[action] === false) return false
    if (action === 'stop' && !isArmed) setIsArmed(true)
    else act(action)
    return action !== 'undo' && (action !== 'blur' || view.reveal !== null || isCovered(view))
  })

  const ownVideo = media.screen ?? (canShow ? (media.dressed ?? localStream) : null)
  // What comes is blurred already; whoever does not keep to that is not seen clearly all the same.
  const stage = [
    'stage',
    view.isStrangerSpeaking && 'speaking',
    isCovered(view) && 'covered',
  ].filter(Boolean)
  const calls = ['call', !hasPicture && 'text-only', folding.isFolded && 'folded']
  const hasChoice = media.screen === null && canFlip(view)
  const veiled = isLive ? whyUnseen(view) : statusOf(view)
  return (
    <div className="call-window">
      <main
        ref={main}
        tabIndex={-1}
        className={calls.filter(Boolean).join(' ')}
        aria-label={call.label}
      >
        <h1 className="spoken">{call.label}</h1>
        <Changes view={view} />
        <div className={stage.join(' ')}>
          {hasPicture && (
            <VideoView
              stream={view.remoteStream}
              label={call.stranger}
              isWhole={partnerMedia.screen}
              isKeptHere={isCovered(view)}
              hearing={ofStranger(media.settings)}
              video={video}
            />
          )}
          {hasPicture && (
            <SelfView
              stream={ownVideo}
              isOff={media.screen === null && !(view.isCameraOn && canShow)}
              isMirrored={media.screen === null && isLikeMirror(view)}
              isScreen={media.screen !== null}
              onFlip={hasChoice ? () => chat.media()?.flip() : null}
              place={selfPlace}
              onPlace={onSelfPlace}
            />
          )}
          {veiled !== null && <p className="veil">{veiled}</p>}
          <CallBadges view={view} state={state} onCompare={() => setIsComparing(true)} />
          <CallNotices
            chat={chat}
            view={view}
            video={video}
            isArmed={isArmed}
            nextIn={nextIn}
            onSettings={onSettings}
          />
        </div>
        <ChatPanel chat={chat} view={view} folding={folding} isOpen={isTalking} input={input} />
        <Toolbar
          chat={chat}
          view={view}
          video={video}
          nextIn={nextIn}
          onAction={act}
          onAsk={folding.unfold}
          onSettings={onSettings}
        />
        <Footer />
        {isComparing && view.verification?.status === 'ready' && (
          <VerifyDialog
            symbols={view.verification.symbols}
            isWritten={!areInPerson(view)}
            onCompared={(isSame) => {
              setIsComparing(false)
              chat.compared(isSame)
            }}
            onClose={closeComparing}
          />
        )}
        {isHelping && <HelpDialog isInCall onClose={closeHelp} />}
      </main>
    </div>
  )
}
