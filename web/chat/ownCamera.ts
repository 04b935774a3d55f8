/** One's own camera, as it is. Pure. */
import type { DeviceName } from './settings.ts'
import type { View } from './visit.ts'

type Own = Pick<View, 'media' | 'localStream'>

/** The track of the camera itself, whatever is made of its picture. */
const cameraOf = ({ localStream }: Own): MediaStreamTrack | undefined =>
  localStream?.getVideoTracks().find(({ readyState }) => readyState === 'live')

/** Whether there is one that works, or a shape that is drawn in its place. */
export const hasCamera = (view: Own): boolean =>
  view.media.settings.picture === 'shape' || cameraOf(view) !== undefined

/** Whether another one can take its place: who is drawn, or is only heard, has none open. */
export const canFlip = (view: Own): boolean =>
  cameraOf(view) !== undefined && view.media.list.cameras.length > 1

/** The one after this in the list: cameras that look no particular way take turns. */
export function nextCamera({ media }: Own, id: string | undefined): DeviceName | undefined {
  const { cameras } = media.list
  return cameras[(cameras.findIndex((camera) => camera.id === id) + 1) % cameras.length]
}

/** What the back of a phone sees is never turned round, however softened: a mirror is for a face. */
export const canMirror = (view: Own): boolean =>
  cameraOf(view)?.getSettings().facingMode !== 'environment'

/** A face is looked at as in a mirror, if one likes. */
export const isLikeMirror = (view: Own): boolean =>
  view.media.settings.isMirrored && canMirror(view)
