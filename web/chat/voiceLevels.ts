/** How loud a voice note is over its time, and how its time is written. Pure. */
import { VOICE_LEVELS } from './transferProtocol.ts'

const LEVEL_MAX = 15
/** Decibels below full scale: a quiet room, and somebody close to the microphone. */
const QUIETEST_DB = -54
const LOUDEST_DB = -12

/** @param samples from -1 to 1 */
export function loudnessOf(samples: Float32Array): number {
  let sum = 0
  for (const sample of samples) sum += sample * sample
  return samples.length === 0 ? 0 : Math.sqrt(sum / samples.length)
}

/**
 * @param loudness root mean square, from 0 to 1
 * @returns from 0 to 1 between the quietest and the loudest, in even steps for the ear
 */
export function shareOf(loudness: number, quietestDb: number, loudestDb: number): number {
  const share = (20 * Math.log10(loudness) - quietestDb) / (loudestDb - quietestDb)
  return Math.min(1, Math.max(0, share))
}

/**
 * @param loudness root mean square, from 0 to 1
 * @returns a whole number from 0 to 15
 */
export const levelOf = (loudness: number): number =>
  Math.round(LEVEL_MAX * shareOf(loudness, QUIETEST_DB, LOUDEST_DB))

/** The whole note in as many levels as travel with it, each the loudest of its part. */
export function squeezeLevels(levels: readonly number[], count = VOICE_LEVELS): number[] {
  if (levels.length === 0) return []
  return Array.from({ length: count }, (_, at) => {
    const from = Math.floor((at * levels.length) / count)
    const to = Math.max(from + 1, Math.ceil(((at + 1) * levels.length) / count))
    return Math.max(...levels.slice(from, to))
  })
}
