/** Voice notes: what this browser can play, and what it records for a stranger who can play it. */
import { VOICE_TYPES, type VoiceType } from './transferProtocol.ts'

/** What each type is recorded with. */
const CODECS: Readonly<Record<VoiceType, string>> = {
  'audio/webm': 'opus',
  'audio/ogg': 'opus',
  'audio/mp4': 'mp4a.40.2',
}

/** Firefox writes WebM without a length, and nobody can seek in it; its Ogg has one. */
const RECORDED_FIRST: readonly VoiceType[] = ['audio/ogg', 'audio/webm', 'audio/mp4']
/** A browser without Ogg says that it knows WebM before it does: MPEG-4 is what it always knew. */
const WITHOUT_OGG: readonly VoiceType[] = ['audio/mp4', 'audio/webm', 'audio/ogg']

/** With its codec, as a recorder and a player are asked for it. */
export const withCodec = (type: VoiceType): string => `${type};codecs=${CODECS[type]}`

export function playableVoice(): VoiceType[] {
  const player = document.createElement('audio')
  return VOICE_TYPES.filter((type) => player.canPlayType(withCodec(type)) !== '')
}

/** Whether this browser records so; none at all do without a recorder. */
const isRecordable = (type: VoiceType): boolean =>
  typeof MediaRecorder !== 'undefined' && MediaRecorder.isTypeSupported(withCodec(type))

/**
 * What to record for whoever plays `played`; `null` when nothing suits both.
 *
 * @param own what this browser plays itself
 */
export function chooseVoiceType(
  played: readonly VoiceType[],
  own: readonly VoiceType[],
  canRecord: (type: VoiceType) => boolean = isRecordable,
): VoiceType | null {
  const haveOgg = [played, own].every((types) => types.includes('audio/ogg'))
  const order = haveOgg ? RECORDED_FIRST : WITHOUT_OGG
  return order.find((type) => played.includes(type) && canRecord(type)) ?? null
}

export const VOICE_CLASS = 'voice-sound'

/** Only one voice note is heard at a time, and none while one is recorded. */
export function pauseVoices(except: HTMLAudioElement | null = null): void {
  for (const sound of document.querySelectorAll<HTMLAudioElement>(`audio.${VOICE_CLASS}`))
    if (sound !== except) sound.pause()
}
