/** The visitor's own picture and voice during one visit. */
import {
  adjustVoice,
  closeDevices,
  DeviceError,
  joinTracks,
  openDevice,
  openDevices,
  type DeviceChoice,
  type DeviceProblem,
} from './camera.ts'
import type { LocalTracks } from './peer.ts'
import type { DeviceKind, Settings } from './settings.ts'

export interface Devices {
  /** Opens what was chosen. Answers of an older question, or after `close`, are dropped. */
  open(choice: DeviceChoice): void
  /** Opens one device anew, as the settings now say; the other goes on. */
  change(kind: DeviceKind): void
  /** Cleans the voice as the settings now say, and opens the microphone anew where that takes it. */
  adjust(): void
  close(): void
  /** What goes to the stranger. */
  tracks(): LocalTracks
  stream(): MediaStream | null
  setOn(kind: DeviceKind, on: boolean): void
}

export interface DeviceHandlers {
  onReady(choice: DeviceChoice): void
  /** One device is another now. */
  onChanged(kind: DeviceKind): void
  onProblem(problem: DeviceProblem): void
  /** A device went away while it was in use, and another took its place. */
  onReplaced(kind: DeviceKind, label: string): void
  /** A device went away, and there is no other. */
  onUnplugged(): void
}

/** A device that was unplugged leaves a track behind that has ended. */
const isLive = ({ readyState }: MediaStreamTrack) => readyState === 'live'
const problemOf = (error: unknown): DeviceProblem =>
  error instanceof DeviceError ? error.problem : 'unknown'

export function createDevices(getSettings: () => Settings, handlers: DeviceHandlers): Devices {
  let stream: MediaStream | null = null
  /** Counts what was asked for: an answer to an earlier question is let go again. */
  let question = 0
  const turns: Record<DeviceKind, number> = { audio: 0, video: 0 }

  const trackOf = (kind: DeviceKind) =>
    stream?.getTracks().find((track) => track.kind === kind && isLive(track)) ?? null

  function close(): void {
    question += 1
    closeDevices(stream)
    stream = null
  }

  function watch(track: MediaStreamTrack): void {
    track.addEventListener('ended', () => {
      if (stream?.getTracks().includes(track)) replace(track)
    })
  }

  function put(kind: DeviceKind, track: MediaStreamTrack): void {
    const others = (stream?.getTracks() ?? []).filter((one) => one.kind !== kind)
    for (const old of stream?.getTracks() ?? []) if (old.kind === kind) old.stop()
    stream = joinTracks([...others, track])
    watch(track)
  }

  /** Asks for one device, and gives it to `take` unless the question is out of date by then. */
  function obtain(
    kind: DeviceKind,
    settings: Settings,
    take: (track: MediaStreamTrack) => void,
    fail: (error: unknown) => void,
  ): void {
    turns[kind] += 1
    const mine = [question, turns[kind]] as const
    const isCurrent = () => mine[0] === question && mine[1] === turns[kind]
    openDevice(kind, settings)
      .catch((error: unknown) => {
        // Many phones open one camera at a time.
        const old = trackOf(kind)
        if (!isCurrent() || old === null || problemOf(error) !== 'inUse') throw error
        old.stop()
        return openDevice(kind, settings)
      })
      .then(
        (track) => {
          if (isCurrent()) take(track)
          else track.stop()
        },
        (error: unknown) => {
          if (isCurrent()) fail(error)
        },
      )
  }

  function change(kind: DeviceKind): void {
    obtain(
      kind,
      getSettings(),
      (track) => {
        put(kind, track)
        handlers.onChanged(kind)
      },
      (error) => handlers.onProblem(problemOf(error)),
    )
  }

  function replace({ kind }: MediaStreamTrack): void {
    const of = kind === 'audio' ? 'audio' : 'video'
    obtain(
      of,
      { ...getSettings(), ...(of === 'audio' ? { microphone: null } : { camera: null }) },
      (track) => {
        put(of, track)
        handlers.onReplaced(of, track.label)
      },
      () => handlers.onUnplugged(),
    )
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
      openDevices(choice, getSettings()).then(
        (opened) => {
          if (mine !== question) {
            closeDevices(opened)
            return
          }
          closeDevices(old)
          stream = opened
          for (const track of opened.getTracks()) watch(track)
          handlers.onReady(choice)
        },
        (error: unknown) => {
          if (mine === question) handlers.onProblem(problemOf(error))
        },
      )
    },
    change,
    adjust() {
      const track = trackOf('audio')
      if (track === null) return
      void adjustVoice(track, getSettings()).then((isDone) => {
        if (!isDone && trackOf('audio') === track) change('audio')
      })
    },
    close,
    tracks: () => ({ audio: trackOf('audio'), video: trackOf('video') }),
    stream: () => stream,
    setOn(kind, on) {
      for (const track of stream?.getTracks() ?? []) if (track.kind === kind) track.enabled = on
    },
  }
}
