/** The parts that screens are made of, each in every state; a state that is missing is a type error. */
import type { ReactNode } from 'react'
import { CallNotices } from '../chat/CallNotices.tsx'
import { ChatLog } from '../chat/ChatLog.tsx'
import { Chips } from '../chat/Chips.tsx'
import { Composer } from '../chat/Composer.tsx'
import { HideSwitch } from '../chat/HideSwitch.tsx'
import type { Trouble } from '../chat/liveness.ts'
import { LivenessNote } from '../chat/LivenessNotice.tsx'
import { PageNote } from '../chat/PageNotes.tsx'
import { NOTHING_PICKED, type Pick } from '../chat/picking.ts'
import { Preview } from '../chat/Preview.tsx'
import { QualityBadge } from '../chat/QualityBadge.tsx'
import type { Level } from '../chat/quality.ts'
import { FIRST_SETTINGS } from '../chat/settings.ts'
import { Switch } from '../chat/Switch.tsx'
import { Toolbar } from '../chat/Toolbar.tsx'
import type { Transfer, TransferPhase } from '../chat/transferList.ts'
import { VerifyBadge } from '../chat/VerifyBadge.tsx'
import type { Verification, View } from '../chat/visit.ts'
import { VoicePanel, VoiceTrouble } from '../chat/VoicePanel.tsx'
import type { VoiceState } from '../chat/voiceRecorder.ts'
import type { Paintings } from './paintings.ts'
import { stillChat } from './stillChat.ts'
import { callOf, chatOf, FILE, OPEN, PICTURE, PROGRAM, VOICE, type Item } from './views.ts'

const nothing = (): void => undefined
const still = stillChat(OPEN)
const noVideo = { current: null }
const noInput = { current: null }

const LEVELS: Record<Level, number | null> = { good: 0.002, weak: 0.08, lost: null }

const VERIFICATIONS: Record<Verification['status'], readonly Verification[]> = {
  checking: [{ status: 'checking' }],
  ready: [
    { status: 'ready', symbols: [1, 2, 3, 4], isCompared: false },
    { status: 'ready', symbols: [1, 2, 3, 4], isCompared: true },
  ],
  failed: [{ status: 'failed' }],
}

export function Badges() {
  return (
    <>
      {Object.entries(LEVELS).map(([level, loss]) => (
        <QualityBadge
          key={level}
          quality={{ level: level as Level, rtt: 48, loss, rateIn: 1_400_000, rateOut: 90_000 }}
        />
      ))}
      {Object.values(VERIFICATIONS)
        .flat()
        .map((verification) => (
          <VerifyBadge
            key={JSON.stringify(verification)}
            verification={verification}
            onOpen={nothing}
          />
        ))}
    </>
  )
}

export function Switches() {
  return (
    <>
      <Switch label="Off" isOn={false} onSwitch={nothing} />
      <Switch label="On, with a hint" hint="What it does, in a line." isOn onSwitch={nothing} />
      {(['choice', 'never', 'always'] as const).map((hiding) => (
        <HideSwitch
          key={hiding}
          view={{ ...OPEN, hiding, relay: 'works' }}
          isOn={hiding === 'always'}
          onSwitch={nothing}
          onCheck={nothing}
        />
      ))}
      <div className="chips">
        <Chips
          items={['jazz', 'chess'].map((value) => ({ value, label: value }))}
          onRemove={nothing}
        />
      </div>
    </>
  )
}

/** Where a transfer can be, and what there is of it then. */
const PHASES: Record<TransferPhase, Partial<Transfer>> = {
  offered: {},
  moving: { moved: 90_000, perSecond: 31_000 },
  checking: { moved: 240_000 },
  done: {},
  ended: { why: 'cancelled' },
}

function sentItems(url: string): Item[] {
  const phases = Object.entries(PHASES) as [TransferPhase, Partial<Transfer>][]
  const all = [FILE, PICTURE, VOICE].flatMap((what) =>
    phases.flatMap(([phase, change]) =>
      [false, true].map((mine): Item => {
        const isThere = phase === 'done' || (mine && what.kind !== 'file')
        return { what, mine, phase, ...change, ...(isThere && { url }) }
      }),
    ),
  )
  return [
    ...all,
    { what: PROGRAM },
    { what: FILE, phase: 'ended', why: 'tooLarge' },
    {
      what: { ...FILE, size: 900_000_000 },
      phase: 'ended',
      why: 'tooLarge',
      mine: true,
      most: 268_435_456,
    },
    { what: FILE, isWithoutRoom: true },
    { what: FILE, isRefused: true },
    { what: PICTURE, phase: 'ended', why: 'broken', isUnopened: true },
    { what: FILE, phase: 'moving', moved: 900_000, isHeldByUs: true },
    { what: FILE, phase: 'moving', moved: 900_000, isHeldByStranger: true },
    { what: FILE, phase: 'done', isSaved: true },
    { what: FILE, phase: 'done', url, isHanded: true },
    { what: FILE, phase: 'done', isHanded: true },
  ]
}

/** Everything that a chat can hold, below each other. */
export function EveryItem({ paintings }: { readonly paintings: Paintings }) {
  const view: View = {
    ...callOf(paintings),
    ...chatOf([
      { mine: false, text: 'What the stranger says' },
      { mine: true, text: 'What the visitor says', delivery: 'sending' },
      { question: 0 },
      ...sentItems(paintings.picture),
    ]),
  }
  return <ChatLog id="every-item" chat={still} view={view} isFolded={false} onUnfold={nothing} />
}

const PICKS: Record<Pick['as'], Pick> = {
  waiting: { id: 1, file: new File(['.'], 'waiting.jpg'), as: 'waiting' },
  picture: {
    id: 2,
    file: new File(['.'], 'picture.gif'),
    as: 'picture',
    picture: new Blob(['.'.repeat(9_000)]),
    url: '/icon.svg',
    isAnimated: true,
  },
  file: { id: 3, file: new File(['.'.repeat(5_000)], 'notes.txt'), as: 'file' },
  refused: { id: 4, file: new File(['.'], 'huge.png'), as: 'refused', why: 'tooLarge' },
}
const picking = {
  add: nothing,
  sendAsFile: nothing,
  remove: nothing,
  send: nothing,
  clear: nothing,
  close: nothing,
  open: nothing,
}

const desk = { start: nothing, stop: nothing, cancel: nothing }
const LEVELS_HEARD = Array.from({ length: 30 }, (_, at) => (at * 5) % 16)
const VOICES: Record<Exclude<VoiceState['phase'], 'idle'>, VoiceState> = {
  asking: { phase: 'asking' },
  recording: { phase: 'recording', seconds: 4, levels: LEVELS_HEARD, isSilent: false },
  ready: {
    phase: 'ready',
    note: {
      what: VOICE,
      sound: new Blob(),
      url: 'data:audio/webm,',
    },
  },
}

/** The place to write, and all that takes its place. */
export function Composers({ paintings }: { readonly paintings: Paintings }): ReactNode {
  const view = callOf(paintings)
  const states: VoiceState[] = [
    ...Object.values(VOICES),
    { phase: 'recording', seconds: 55, levels: LEVELS_HEARD, isSilent: true },
  ]
  return (
    <>
      {[true, false].map((isOpen) => (
        <Composer
          key={String(isOpen)}
          chat={still}
          view={view}
          isOpen={isOpen}
          isHidden={false}
          input={noInput}
          onAttach={nothing}
          onFiles={nothing}
        />
      ))}
      {states.map((state) => (
        <form key={JSON.stringify(state)} className="compose voicing">
          <VoicePanel
            chat={still}
            voice={{ ...desk, state }}
            settings={FIRST_SETTINGS}
            isHidden={false}
          />
        </form>
      ))}
      <VoiceTrouble problem={{ kind: 'device', problem: 'denied' }} />
      <VoiceTrouble problem={{ kind: 'tooShort' }} />
      <Preview
        picked={{ ...NOTHING_PICKED, picks: Object.values(PICKS), isTooMany: true }}
        picking={picking}
        isOpen
        onSend={nothing}
        onCancel={nothing}
        onClosed={nothing}
      />
    </>
  )
}

/** What a call may have to say, one at a time. */
const NOTICES: Record<string, (view: View) => Partial<View>> = {
  revealAsked: ({ wish }) => ({
    wish: { ...wish, isBlurred: true },
    reveal: { mine: false, theirs: true },
  }),
  revealPressed: ({ wish }) => ({
    wish: { ...wish, isBlurred: true },
    reveal: { mine: true, theirs: false },
  }),
  noDevice: () => ({ deviceProblem: 'inUse' }),
  replaced: ({ media }) => ({
    media: { ...media, replacements: [{ kind: 'audio', label: 'Headset' }] },
  }),
  speakerGone: ({ media }) => ({
    media: { ...media, replacements: [{ kind: 'speaker' }] },
  }),
  screenRefused: ({ media }) => ({ media: { ...media, isScreenRefused: true } }),
  sharing: ({ media, localStream }) => ({ media: { ...media, screen: localStream } }),
  wished: ({ again }) => ({ again: { ...again, wish: 'wished', code: 'amber-river-seven' } }),
  mutual: ({ again }) => ({ again: { ...again, wish: 'mutual', code: 'amber-river-seven' } }),
  paused: () => ({ isPaused: true }),
  away: ({ conversation }) => ({ conversation: { ...conversation, partnerPresence: 'away' } }),
  muted: ({ media }) => ({
    media: { ...media, settings: { ...media.settings, isStrangerMuted: true } },
  }),
  unheard: () => ({ isUnheard: true, isMicrophoneOn: false }),
  captions: ({ media }) => ({
    media: { ...media, settings: { ...media.settings, hasCaptions: true } },
  }),
}

/** What the page says of itself, between two searches. */
export function PageNotices() {
  return [true, false].map((isOffline) => (
    <PageNote
      key={String(isOffline)}
      isOffline={isOffline}
      isOutdated={!isOffline}
      onReload={nothing}
      onLater={nothing}
    />
  ))
}

const TROUBLES: Record<Trouble, number> = { black: 0, frozen: 0, looping: 7 }

export function Notices({ paintings }: { readonly paintings: Paintings }) {
  const view = callOf(paintings)
  return (
    <>
      {Object.entries(NOTICES).map(([name, change]) => (
        <CallNotices
          key={name}
          chat={still}
          view={{ ...view, ...change(view) }}
          video={noVideo}
          nextIn={0}
          isArmed={name === 'unheard'}
          onSettings={nothing}
        />
      ))}
      {Object.entries(TROUBLES).map(([trouble, nextIn]) => (
        <LivenessNote key={trouble} trouble={trouble as Trouble} nextIn={nextIn} onNext={nothing} />
      ))}
    </>
  )
}

export function Toolbars({ paintings }: { readonly paintings: Paintings }) {
  const call = callOf(paintings)
  const views: Record<string, View> = {
    talking: call,
    silent: { ...call, isMicrophoneOn: false, isCameraOn: false },
    alone: { ...call, localStream: null },
    sharing: { ...call, media: { ...call.media, screen: paintings.own } },
    calm: { ...call, wish: { ...call.wish, calm: true } },
    text: { ...call, wish: { ...call.wish, mode: 'text' } },
  }
  return Object.entries(views).map(([name, view]) => (
    <Toolbar
      key={name}
      chat={still}
      view={view}
      video={noVideo}
      nextIn={name === 'calm' ? 7 : 0}
      onAction={nothing}
      onAsk={nothing}
      onSettings={nothing}
    />
  ))
}
