/** Notices when a visitor speaks who is muted, and tells him; nothing of it leaves the page. */
import { microphoneOf } from './ownMicrophone.ts'
import { openSoundMeter, type SoundMeter } from './soundMeter.ts'
import type { View } from './visit.ts'

const LOOK_MS = 150
/** Somebody speaks to somebody: well above a quiet room, and below what typing makes. */
const SPEECH = 0.5
/** So many looks in a row: a syllable is speech, a cough is not. */
const LOOKS = 3
/** Said once, for so long, and not again sooner than this. */
const SHOWN_MS = 5_000
const SILENCE_MS = 20_000

export interface MuteWatch {
  /** Looks whether there is something to listen to now. */
  look(): void
  close(): void
}

export function createMuteWatch(
  getView: () => View,
  show: (change: Partial<View>) => void,
): MuteWatch {
  let track: MediaStreamTrack | null = null
  let meter: SoundMeter | null = null
  let timer: ReturnType<typeof setInterval> | null = null
  let loud = 0
  let shownAt = -Infinity

  function listen(): void {
    loud = (meter?.loudness() ?? 0) >= SPEECH ? loud + 1 : 0
    const now = performance.now()
    if (getView().isUnheard) {
      if (now - shownAt >= SHOWN_MS) show({ isUnheard: false })
    } else if (loud >= LOOKS && now - shownAt >= SILENCE_MS) {
      shownAt = now
      show({ isUnheard: true })
    }
  }

  function stop(): void {
    if (timer !== null) clearInterval(timer)
    timer = null
    meter?.close()
    meter = null
    track = null
    if (getView().isUnheard) show({ isUnheard: false })
  }

  return {
    look() {
      const { isMicrophoneOn, localStream } = getView()
      const wanted = isMicrophoneOn ? null : (microphoneOf(localStream) ?? null)
      if (wanted === track) return
      stop()
      if (wanted === null) return
      track = wanted
      meter = openSoundMeter(wanted)
      timer = setInterval(listen, LOOK_MS)
    },
    close: stop,
  }
}
