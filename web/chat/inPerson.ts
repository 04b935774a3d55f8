/** Whether the two hear or see each other, and do not only write. Pure. */
import { hasCamera } from './ownCamera.ts'
import { hasMicrophone } from './ownMicrophone.ts'
import type { View } from './visit.ts'

/** Each of them is heard or seen by the other just now, as himself or as what he draws. */
export function areInPerson(view: View): boolean {
  const { wish, conversation, isMicrophoneOn, isCameraOn } = view
  const { microphone, camera, screen } = conversation.partnerMedia
  const isHeard = isMicrophoneOn && hasMicrophone(view)
  const isSeen = (isCameraOn && hasCamera(view)) || view.media.screen !== null
  return wish.mode === 'video' && (isHeard || isSeen) && (microphone || camera || screen)
}
