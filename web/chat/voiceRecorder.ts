/** One voice note from the first press to the preview; voiceTape.ts does the recording. */
import { DeviceError, type DeviceProblem } from './camera.ts'
import { SIZES_MAX, VOICE_SECONDS_MAX, type Offered, type VoiceType } from './transferProtocol.ts'
import { levelOf, squeezeLevels } from './voiceLevels.ts'
import type { Tape } from './voiceTape.ts'

/** How often loudness and time are looked at. */
const LOOK_MS = 100
/** Less than this is a slip of the finger. */
const SHORTEST_MS = 500
/** So long without any sound, and the visitor is told. */
const SILENCE_MS = 3_000

/** The stranger's page says what it plays once it can: a press right after the meeting waits. */
const PATIENCE_MS = 2_000

/**
 * `strangerPlaysNone`: no format that this browser records is one that the stranger's plays;
 * `tooEarly`: ended before there was a microphone.
 */
export type VoiceProblem =
  | { readonly kind: 'device'; readonly problem: DeviceProblem }
  | { readonly kind: 'strangerPlaysNone' | 'tooEarly' | 'tooShort' | 'tooLarge' | 'failed' }

export interface VoiceNote {
  readonly what: Extract<Offered, { kind: 'voice' }>
  readonly sound: Blob
  /** To listen to it before it is sent; gone when the recorder has dropped it. */
  readonly url: string
}

export type VoiceState =
  | { readonly phase: 'idle'; readonly problem: VoiceProblem | null }
  | { readonly phase: 'asking' }
  | {
      readonly phase: 'recording'
      readonly seconds: number
      /** Loudness so far, from 0 to 15; empty where it cannot be measured. */
      readonly levels: readonly number[]
      readonly isSilent: boolean
    }
  | { readonly phase: 'ready'; readonly note: VoiceNote }

export const NO_VOICE: VoiceState = { phase: 'idle', problem: null }

export interface VoiceRecorderOptions {
  /** What the stranger can play, and this browser records. */
  readonly chooseType: () => VoiceType | null
  readonly openTape: (type: VoiceType, onEnded: () => void) => Promise<Tape>
  readonly show: (state: VoiceState) => void
  /** Milliseconds that only go up. */
  readonly now?: () => number
}

export interface VoiceRecorder {
  /** Begins, unless one is recorded or looked at already. */
  readonly start: () => void
  /** Ends the recording and shows what it is, or why it is nothing; nothing when none is running. */
  readonly stop: () => void
  /** Drops whatever there is and lets go of the microphone; it can begin anew. */
  readonly cancel: () => void
}

const hasSound = (levels: readonly number[]) => levels.some((level) => level > 0)

export function createVoiceRecorder({
  chooseType,
  openTape,
  show,
  now = () => performance.now(),
}: VoiceRecorderOptions): VoiceRecorder {
  let phase: VoiceState['phase'] = 'idle'
  /** Answers to an older press are dropped. */
  let press = 0
  let tape: Tape | null = null
  let timer: ReturnType<typeof setInterval> | null = null
  let type: VoiceType = 'audio/webm'
  let begunAt = 0
  let levels: number[] = []
  let url: string | null = null

  function become(state: VoiceState): void {
    phase = state.phase
    show(state)
  }

  function drop(): void {
    press += 1
    if (timer !== null) clearInterval(timer)
    timer = null
    tape?.close()
    tape = null
    levels = []
    if (url !== null) URL.revokeObjectURL(url)
    url = null
  }

  function fail(problem: VoiceProblem): void {
    drop()
    become({ phase: 'idle', problem })
  }

  function look(): void {
    const elapsed = now() - begunAt
    const loudness = tape?.loudness() ?? null
    if (loudness !== null) levels.push(levelOf(loudness))
    const isSilent = elapsed >= SILENCE_MS && levels.length > 0 && !hasSound(levels)
    const seconds = Math.min(elapsed / 1_000, VOICE_SECONDS_MAX)
    become({ phase: 'recording', seconds, levels: [...levels], isSilent })
    if (seconds >= VOICE_SECONDS_MAX) stop()
  }

  function begin(opened: Tape): void {
    tape = opened
    begunAt = now()
    timer = setInterval(look, LOOK_MS)
    become({ phase: 'recording', seconds: 0, levels: [], isSilent: false })
  }

  async function waitForType(mine: number): Promise<VoiceType | null> {
    for (let waited = 0; waited < PATIENCE_MS && mine === press; waited += LOOK_MS) {
      await new Promise((resolve) => setTimeout(resolve, LOOK_MS))
      const chosen = chooseType()
      if (chosen !== null) return chosen
    }
    return null
  }

  async function open(mine: number): Promise<void> {
    try {
      const chosen = chooseType() ?? (await waitForType(mine))
      if (mine !== press) return
      if (chosen === null) return fail({ kind: 'strangerPlaysNone' })
      type = chosen
      const opened = await openTape(type, () => {
        if (mine === press) stop()
      })
      if (mine === press) begin(opened)
      else opened.close()
    } catch (error) {
      if (mine !== press) return
      if (error instanceof DeviceError) fail({ kind: 'device', problem: error.problem })
      else fail({ kind: 'failed' })
    }
  }

  async function finish(mine: number, recorded: Tape): Promise<void> {
    const elapsed = now() - begunAt
    const sound = await recorded.finish()
    if (mine !== press) return
    tape = null
    if (elapsed < SHORTEST_MS || sound.size === 0) return fail({ kind: 'tooShort' })
    if (sound.size > SIZES_MAX.voice) return fail({ kind: 'tooLarge' })
    url = URL.createObjectURL(sound)
    const what = {
      kind: 'voice',
      name: `voice.${type.slice('audio/'.length)}`,
      size: sound.size,
      mime: type,
      seconds: Math.min(elapsed / 1_000, VOICE_SECONDS_MAX),
      levels: squeezeLevels(levels),
    } as const
    become({ phase: 'ready', note: { what, sound, url } })
  }

  function stop(): void {
    // Who has let go does not speak: nothing is recorded when the microphone opens at last.
    if (phase === 'asking') return fail({ kind: 'tooEarly' })
    // Without a timer it is ending already.
    if (tape === null || timer === null) return
    clearInterval(timer)
    timer = null
    const mine = press
    finish(mine, tape).catch(() => {
      if (mine === press) fail({ kind: 'failed' })
    })
  }

  return {
    start() {
      if (phase !== 'idle') return
      drop()
      become({ phase: 'asking' })
      void open(press)
    },
    stop,
    cancel() {
      drop()
      become(NO_VOICE)
    },
  }
}
