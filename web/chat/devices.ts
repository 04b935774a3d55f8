/** The visitor's own picture and voice during one visit. */
import {
  closeDevices,
  DeviceError,
  openDevices,
  type DeviceChoice,
  type DeviceProblem,
} from './camera.ts'
import type { LocalTracks } from './peer.ts'

export interface Devices {
  /** Opens what was chosen. Answers of an older question, or after `close`, are dropped. */
  open(choice: DeviceChoice): void
  close(): void
  /** What goes to the stranger: a camera that is off sends nothing at all. */
  tracks(): LocalTracks
  stream(): MediaStream | null
  setOn(kind: 'audio' | 'video', on: boolean): void
}

export interface DeviceHandlers {
  onReady(choice: DeviceChoice): void
  onProblem(problem: DeviceProblem): void
  /** A device went away while it was in use. */
  onUnplugged(): void
}

/** A device that was unplugged leaves a track behind that has ended. */
const isLive = ({ readyState }: MediaStreamTrack) => readyState === 'live'

export function createDevices(handlers: DeviceHandlers): Devices {
  let stream: MediaStream | null = null
  let question = 0

  function close(): void {
    question += 1
    closeDevices(stream)
    stream = null
  }

  return {
    open(choice) {
      if (choice === 'none') {
        close()
        handlers.onReady(choice)
        return
      }
      question += 1
      const mine = question
      // What works goes on working until the new devices do.
      const old = stream
      openDevices(choice).then(
        (opened) => {
          if (mine !== question) {
            closeDevices(opened)
            return
          }
          closeDevices(old)
          stream = opened
          for (const track of opened.getTracks())
            track.addEventListener('ended', () => {
              if (mine === question) handlers.onUnplugged()
            })
          handlers.onReady(choice)
        },
        (error: unknown) => {
          if (mine === question)
            handlers.onProblem(error instanceof DeviceError ? error.problem : 'unknown')
        },
      )
    },
    close,
    tracks() {
      return {
        audio: stream?.getAudioTracks().find(isLive) ?? null,
        video: stream?.getVideoTracks().find(isLive) ?? null,
      }
    },
    stream: () => stream,
    setOn(kind, on) {
      for (const track of stream?.getTracks() ?? []) if (track.kind === kind) track.enabled = on
    },
  }
}
