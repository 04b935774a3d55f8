/** Camera and microphone as the visitor switches them, and as the stranger is told. */
import type { Devices } from './devices.ts'
import type { PeerMessage } from './peerProtocol.ts'
import type { View } from './visit.ts'

export interface MediaControls {
  /** Applies the switches to devices that have just been opened. */
  apply(): void
  /** Tells the stranger what he can expect to see and hear. */
  tell(): void
  setMicrophone(on: boolean): void
  setCamera(on: boolean): void
}

export function createMediaControls(
  devices: () => Pick<Devices, 'setOn' | 'tracks'>,
  send: (message: PeerMessage) => void,
  getView: () => View,
  show: (change: Partial<View>) => void,
): MediaControls {
  function tell(): void {
    const { audio, video } = devices().tracks()
    const { isCameraOn, isMicrophoneOn } = getView()
    send({
      type: 'media',
      camera: video !== null && isCameraOn,
      microphone: audio !== null && isMicrophoneOn,
    })
  }

  return {
    apply() {
      devices().setOn('audio', getView().isMicrophoneOn)
      devices().setOn('video', getView().isCameraOn)
    },
    tell,
    setMicrophone(on) {
      devices().setOn('audio', on)
      show({ isMicrophoneOn: on })
      tell()
    },
    setCamera(on) {
      devices().setOn('video', on)
      show({ isCameraOn: on })
      tell()
    },
  }
}
