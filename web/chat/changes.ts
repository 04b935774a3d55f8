/** What has changed of picture and voice in a call, in words: told from two looks at it. Pure. */
import { mediaWords, words } from './dictionary.ts'
import type { View } from './visit.ts'

type Seen = Pick<View, 'wish' | 'isMicrophoneOn' | 'isCameraOn' | 'conversation'>

/** A sentence, or several as one; `null` where nothing is to be said. */
export function changeBetween(before: Seen, after: Seen): string | null {
  if (after.wish.mode !== 'video') return null
  const { changes, notices } = mediaWords
  const { call } = words
  const [was, is] = [before.conversation.partnerMedia, after.conversation.partnerMedia]
  const said = [
    before.isMicrophoneOn !== after.isMicrophoneOn &&
      (after.isMicrophoneOn ? changes.microphoneOn : changes.microphoneOff),
    before.isCameraOn !== after.isCameraOn &&
      (after.isCameraOn ? changes.cameraOn : call.ownCameraOff),
    was.microphone !== is.microphone &&
      (is.microphone ? changes.strangerHeard : call.microphoneOff),
    was.camera !== is.camera && (is.camera ? changes.strangerSeen : call.cameraOff),
    was.screen !== is.screen && (is.screen ? notices.strangerShares : changes.screenOver),
  ].filter((sentence) => sentence !== false)
  return said.length === 0 ? null : said.reduce(words.together)
}
