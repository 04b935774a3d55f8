/** One's own camera, as it is. Pure. */
import type { View } from './visit.ts'

/** Whether there is one that works, or a shape that is drawn in its place. */
export const hasCamera = ({ media, localStream }: View): boolean =>
  media.settings.picture === 'shape' ||
  (localStream?.getVideoTracks().some(({ readyState }) => readyState === 'live') ?? false)
