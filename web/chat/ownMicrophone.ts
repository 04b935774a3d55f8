/** One's own microphone. Pure. */
import type { View } from './visit.ts'

/** The track that works: one that was unplugged leaves a track behind that has ended. */
export const microphoneOf = (stream: MediaStream | null): MediaStreamTrack | undefined =>
  stream?.getAudioTracks().find(({ readyState }) => readyState === 'live')

export const hasMicrophone = ({ localStream }: Pick<View, 'localStream'>): boolean =>
  microphoneOf(localStream) !== undefined
