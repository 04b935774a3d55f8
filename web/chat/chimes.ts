/** Two soft sounds, made on the spot: nothing is loaded. */

export type Chime = 'found' | 'message'

/** Pitches in Hz, one after the other. */
const NOTES: Readonly<Record<Chime, readonly number[]>> = {
  found: [523.25, 783.99],
  message: [659.25],
}
const NOTE_S = 0.16
const FADE_S = 0.5
const LOUDNESS = 0.12
/** Later than this a chime tells of nothing new. */
const LATE_MS = 1_000

export interface Chimes {
  /** Call it while the visitor presses: browsers want that before any sound. */
  open(): void
  /** @param speaker where; `null` where everything else is heard */
  play(chime: Chime, speaker: string | null): void
  close(): void
}

function sound(context: AudioContext, chime: Chime): void {
  const from = context.currentTime
  for (const [at, pitch] of NOTES[chime].entries()) {
    const tone = context.createOscillator()
    const volume = context.createGain()
    const start = from + at * NOTE_S
    tone.frequency.value = pitch
    // Swells and fades: an edge would click.
    volume.gain.setValueAtTime(0, start)
    volume.gain.linearRampToValueAtTime(LOUDNESS, start + 0.02)
    volume.gain.exponentialRampToValueAtTime(0.001, start + FADE_S)
    tone.connect(volume).connect(context.destination)
    tone.start(start)
    tone.stop(start + FADE_S)
  }
}

/** Not every browser has it. */
interface Routed {
  readonly sinkId?: unknown
  readonly setSinkId?: (id: string) => Promise<void>
}

/**
 * A speaker that has gone, or cannot be chosen, leaves the sound where it was.
 *
 * @returns when it is there; `null` when it is already
 */
function route(context: AudioContext & Routed, speaker: string | null): Promise<void> | null {
  const id = speaker ?? ''
  if (context.sinkId === id) return null
  return context.setSinkId?.(id).catch(() => undefined) ?? null
}

export function createChimes(): Chimes {
  let context: AudioContext | null = null
  /** Counts chimes: of those that wait only the last is heard. */
  let asked = 0
  return {
    open() {
      context ??= new AudioContext()
      context.resume().catch(() => undefined)
    },
    play(chime, speaker) {
      const own = context
      if (own === null) return
      const routed = route(own, speaker)
      const mine = (asked += 1)
      if (own.state === 'running' && routed === null) return sound(own, chime)
      // A phone call stops its clock: what is put to it meanwhile comes all at once when it goes on.
      const since = performance.now()
      const isLate = () => mine !== asked || own !== context || performance.now() - since > LATE_MS
      Promise.all([routed, own.resume()])
        .then(() => isLate() || sound(own, chime))
        .catch(() => undefined)
    },
    close() {
      context?.close().catch(() => undefined)
      context = null
    },
  }
}
