/** How loud a microphone is, and a tone to test a speaker with. */
import { orClose } from './orClose.ts'
import { loudnessOf, shareOf } from './voiceLevels.ts'

/** Some 85 ms: about as long as the pause between two looks. */
const SAMPLES = 4_096
/** Decibels below full scale: a quiet room, and somebody close to the microphone. */
const QUIETEST_DB = -60
const LOUDEST_DB = -10
const TONE_S = 1.2
/** A speaker that has not played it by then plays nothing. */
const TONE_LIMIT_MS = 3_000
/** A fifth, so that it is heard as a signal and not as a fault. */
const TONE_HZ = [440, 660]

export interface Ear {
  /** Root mean square of the last moment, from 0 to 1; `null` where it cannot be measured. */
  loudness(): number | null
  close(): void
}

const DEAF: Ear = { loudness: () => null, close: () => undefined }

/** Listens to a microphone, and leaves it as it is. */
export function openEar(microphone: MediaStream): Ear {
  try {
    return listenTo(microphone)
  } catch {
    // Firefox joins no two sample rates: such a microphone is recorded and sent all the same.
    return DEAF
  }
}

function listenTo(microphone: MediaStream): Ear {
  const context = new AudioContext()
  const close = () => void context.close().catch(() => undefined)
  const analyser = context.createAnalyser()
  analyser.fftSize = SAMPLES
  orClose(() => context.createMediaStreamSource(microphone).connect(analyser), close)
  context.resume().catch(() => undefined)
  const samples = new Float32Array(SAMPLES)
  return {
    loudness() {
      // Without any sound device Firefox measures nothing, and records all the same.
      if (context.state !== 'running') return null
      analyser.getFloatTimeDomainData(samples)
      return loudnessOf(samples)
    },
    close,
  }
}

export interface SoundMeter {
  /** From 0 to 1, in even steps for the ear; 0 where it cannot be measured. */
  loudness(): number
  close(): void
}

/** Listens to a copy of the track, so that it hears also while the track is switched off. */
export function openSoundMeter(track: MediaStreamTrack): SoundMeter {
  const copy = track.clone()
  copy.enabled = true
  const ear = openEar(new MediaStream([copy]))
  return {
    loudness: () => shareOf(ear.loudness() ?? 0, QUIETEST_DB, LOUDEST_DB),
    close() {
      copy.stop()
      ear.close()
    },
  }
}

/**
 * Plays a short tone.
 *
 * @param speaker where; `null` where everything else is heard
 * @returns whether it was played to its end
 */
export async function playTone(speaker: string | null): Promise<boolean> {
  const context = new AudioContext()
  const player = new Audio()
  let timer: ReturnType<typeof setTimeout> | null = null
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), TONE_LIMIT_MS)
  })
  const play = async () => {
    const output = context.createMediaStreamDestination()
    const volume = context.createGain()
    volume.connect(output)
    const { currentTime: now } = context
    // Rises and falls: a tone that is cut off cracks.
    volume.gain.setValueAtTime(0, now)
    volume.gain.linearRampToValueAtTime(0.2, now + 0.05)
    volume.gain.setValueAtTime(0.2, now + TONE_S - 0.2)
    volume.gain.linearRampToValueAtTime(0, now + TONE_S)
    const tones = TONE_HZ.map((frequency, at) => {
      const tone = new OscillatorNode(context, { frequency })
      tone.connect(volume)
      tone.start(now + (at * TONE_S) / 2)
      tone.stop(now + ((at + 1) * TONE_S) / TONE_HZ.length)
      return tone
    })
    player.srcObject = output.stream
    if (speaker !== null) await player.setSinkId(speaker)
    await Promise.all([context.resume(), player.play()])
    const last = tones.at(-1)
    if (last !== undefined) await new Promise((resolve) => last.addEventListener('ended', resolve))
    return true
  }
  try {
    return await Promise.race([play(), late])
  } catch {
    return false
  } finally {
    if (timer !== null) clearTimeout(timer)
    player.srcObject = null
    context.close().catch(() => undefined)
  }
}
