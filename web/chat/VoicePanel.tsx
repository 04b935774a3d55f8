/** What stands in the composer's place while a voice note is recorded, and before it is sent. */
import { clockTime, secondsText } from './amounts.ts'
import { countText } from './counts.ts'
import { isForBox } from './escape.ts'
import { SendHorizontal, Trash2 } from 'lucide-react'
import { useEffect, useEffectEvent, useState } from 'react'
import { ofMine } from './hearing.ts'
import type { Settings } from './settings.ts'
import type { Chat } from './visit.ts'
import { VOICE_LEVELS, VOICE_SECONDS_MAX } from './transferProtocol.ts'
import type { VoiceDesk } from './useVoiceRecorder.ts'
import { VoicePlayer } from './VoicePlayer.tsx'
import type { VoiceNote, VoiceProblem, VoiceState } from './voiceRecorder.ts'
import { VoiceWave } from './VoiceWave.tsx'
import { voiceWords, words } from './dictionary.ts'

/** From here on the seconds that are left are counted. */
const COUNT_FROM = 10
const LEVEL_MAX = 15

interface Props {
  readonly chat: Chat
  readonly voice: VoiceDesk
  readonly settings: Settings
}

interface Hidden {
  /** Something else stands in its place for now, and the keys are not meant for it. */
  readonly isHidden: boolean
}

type Recording = Extract<VoiceState, { phase: 'recording' }>

const secondsLeft = ({ seconds }: Pick<Recording, 'seconds'>) =>
  Math.ceil(VOICE_SECONDS_MAX - seconds)

/** The last moments run through the picture from its right edge. */
function lastLevels(levels: readonly number[]): number[] {
  const last = levels.slice(-VOICE_LEVELS)
  return [...Array.from({ length: VOICE_LEVELS - last.length }, () => 0), ...last]
}

function Meter({ seconds, levels, isSilent }: Recording) {
  const { voice } = voiceWords
  const left = secondsLeft({ seconds })
  const isEnding = left <= COUNT_FROM
  return (
    <>
      <span className="voice-meter">
        {/* What stands within a meter is read to nobody. */}
        {isSilent && <span className="hint">{voice.noSound}</span>}
        <span
          role="meter"
          aria-label={voice.loudness}
          aria-valuemin={0}
          aria-valuemax={LEVEL_MAX}
          aria-valuenow={levels.at(-1) ?? 0}
        >
          {!isSilent && <VoiceWave levels={lastLevels(levels)} played={1} />}
        </span>
      </span>
      <span className={isEnding ? 'voice-time figures ending' : 'voice-time figures'}>
        {isEnding ? voice.left(secondsText(left, 'narrow')) : clockTime(seconds)}
      </span>
    </>
  )
}

/** What is said of a note while it is made. */
function saidOf(state: VoiceState): string {
  const { voice } = voiceWords
  switch (state.phase) {
    case 'idle':
      return ''
    case 'asking':
      return voice.asking
    case 'recording':
      if (state.isSilent) return voice.noSound
      return secondsLeft(state) <= COUNT_FROM
        ? voice.left(secondsText(COUNT_FROM))
        : voice.recording(countText(VOICE_SECONDS_MAX))
    case 'ready':
      return voice.ready
    default:
      return state satisfies never
  }
}

/** It stands before there is anything to say, and through all that happens to the note. */
export function VoiceStatus({ state }: { readonly state: VoiceState }) {
  return (
    <span className="spoken" role="status">
      {saidOf(state)}
    </span>
  )
}

function Discard({ voice: desk }: Pick<Props, 'voice'>) {
  const { voice } = voiceWords
  return (
    <button
      type="button"
      className="voice-discard"
      aria-label={voice.discard}
      title={voice.discard}
      onClick={desk.cancel}
    >
      <Trash2 size={20} aria-hidden="true" />
    </button>
  )
}

function Preview({ chat, voice: desk, settings, note }: Props & { readonly note: VoiceNote }) {
  const { voice } = voiceWords
  const [isRefused, setIsRefused] = useState(false)
  const { what, sound, url } = note

  function send(): void {
    const isTaken = chat.extras()?.transfers.offer(what, sound) === true
    setIsRefused(!isTaken)
    if (isTaken) desk.cancel()
  }

  return (
    <div className="voice-preview" role="group" aria-label={voice.mine} tabIndex={-1}>
      <VoicePlayer
        url={url}
        seconds={what.seconds}
        levels={what.levels}
        hearing={ofMine(settings)}
        isPreview
      />
      <Discard voice={desk} />
      <button
        type="button"
        className="send"
        aria-label={voice.send}
        title={voice.send}
        onClick={send}
      >
        <SendHorizontal size={20} aria-hidden="true" />
      </button>
      <p className={isRefused ? 'problem' : 'spoken'} role="status">
        {isRefused && voice.tooMany}
      </p>
    </div>
  )
}

export function VoicePanel({ chat, voice: desk, settings, isHidden }: Props & Hidden) {
  const { voice } = voiceWords
  const { state } = desk

  const onEscape = useEffectEvent((event: KeyboardEvent) => {
    if (isHidden || !isForBox(event.key)) return
    // It ends the note, and must not also arm leaving the call.
    event.stopPropagation()
    desk.cancel()
  })
  useEffect(() => {
    const listener = (event: KeyboardEvent) => onEscape(event)
    addEventListener('keydown', listener, true)
    return () => removeEventListener('keydown', listener, true)
  }, [])

  if (state.phase === 'ready')
    return <Preview chat={chat} voice={desk} settings={settings} note={state.note} />
  return (
    <div className="voice-recording">
      {state.phase === 'recording' ? (
        <Meter {...state} />
      ) : (
        <p className="voice-asking hint">{voice.asking}</p>
      )}
      <Discard voice={desk} />
    </div>
  )
}

/** Why there is no voice note, and what to do about it. */
export function VoiceTrouble({ problem }: { readonly problem: VoiceProblem }) {
  const { voice } = voiceWords
  return (
    <p className="problem" role="alert">
      {problem.kind === 'device'
        ? voice.noMicrophone(words.deviceProblem[problem.problem].text)
        : voice.problems[problem.kind]}
    </p>
  )
}
