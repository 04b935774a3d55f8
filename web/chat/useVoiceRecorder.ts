/** The visitor's voice note, for as long as the chat stands. */
import { useEffect, useState } from 'react'
import type { Chat } from './visit.ts'
import { chooseVoiceType, pauseVoices, playableVoice } from './voice.ts'
import {
  createVoiceRecorder,
  NO_VOICE,
  type VoiceRecorder,
  type VoiceState,
} from './voiceRecorder.ts'
import { openTape } from './voiceTape.ts'

export interface VoiceDesk extends VoiceRecorder {
  readonly state: VoiceState
}

export function useVoiceRecorder(chat: Chat): VoiceDesk {
  const [state, setState] = useState<VoiceState>(NO_VOICE)
  const [recorder] = useState(() =>
    createVoiceRecorder({
      chooseType: () =>
        chooseVoiceType(chat.extras()?.transfers.strangerPlays() ?? [], playableVoice()),
      openTape(type, onEnded) {
        // Else it would be recorded, too.
        pauseVoices()
        const { localStream: call, media } = chat.getView()
        return openTape({ call, settings: media.settings, type, onEnded })
      },
      show: setState,
    }),
  )
  // The microphone's light goes out with the conversation.
  useEffect(() => recorder.cancel, [recorder])
  return { ...recorder, state }
}
