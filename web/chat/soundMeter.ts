/** How loud a microphone is, and a tone to test a speaker with. */

/** Some 40 ms: shorter than a syllable. */
const SAMPLES = 2_048
/** Decibels below full scale: a quiet room, and somebody close to the microphone. */
const QUIETEST_DB = -60
const LOUDEST_DB = -10
const TONE_S = 1.2
/** A fifth, so that it is heard as a signal and not as a fault. */
const TONE_HZ = [440, 660]

export interface SoundMeter {
  /** From 0 to 1, in even steps for the ear; 0 where it cannot be measured. */
  loudness(): number
  close(): void
}

/** Listens to a copy of the track, so that it hears also while the track is switched off. */
export function openSoundMeter(track: MediaStreamTrack): SoundMeter {
  const copy = track.clone()
  copy.enabled = true
  const context = new AudioContext()
  const analyser = context.createAnalyser()
  analyser.fftSize = SAMPLES
  context.createMediaStreamSource(new MediaStream([copy])).connect(analyser)
  context.resume().catch(() => undefined)
  const samples = new Float32Array(SAMPLES)
  return {
    loudness() {
      if (context.state !== 'running') return 0
      analyser.getFloatTimeDomainData(samples)
      let sum = 0
      for (const sample of samples) sum += sample * sample
      const decibels = 10 * Math.log10(sum / SAMPLES)
      return Math.min(1, Math.max(0, (decibels - QUIETEST_DB) / (LOUDEST_DB - QUIETEST_DB)))
    },
    close() {
      copy.stop()
      context.close().catch(() => undefined)
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
  try {
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
  } catch {
    return false
  } finally {
    player.srcObject = null
    context.close().catch(() => undefined)
  }
}
