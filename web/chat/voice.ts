/** Voice notes: what this browser can play, and records. */
import { VOICE_TYPES, type VoiceType } from './transferProtocol.ts'

/** What each type is recorded with. */
const CODECS: Readonly<Record<VoiceType, string>> = {
  'audio/webm': 'opus',
  'audio/ogg': 'opus',
  'audio/mp4': 'mp4a.40.2',
}

export function playableVoice(): VoiceType[] {
  const player = document.createElement('audio')
  return VOICE_TYPES.filter((type) => player.canPlayType(`${type};codecs=${CODECS[type]}`) !== '')
}
