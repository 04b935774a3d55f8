/** The visitor's own picture and voice during one visit. */
import {
  adjustVoice,
  closeDevices,
  joinTracks,
  openDevice,
  problemOf,
  type DeviceChoice,
  type DeviceProblem,
} from './camera.ts'
import { onReturn } from './coming.ts'
import { isMissing, NAMED, openWhatThereIs } from './opening.ts'
import type { LocalTracks } from './peer.ts'
import type { DeviceKind, Settings } from './settings.ts'

export interface Devices {
  /** Opens what was chosen. Answers of an older question, or after `close`, are dropped. */
  open(choice: DeviceChoice): void
  /** Opens one device anew, as the settings now say; the other goes on. */
  change(kind: DeviceKind): void
  /** Cleans the voice as the settings now say, and opens the microphone anew where that takes it. */
  adjust(): void
  /** Lets one device go, and drops what was asked for of its kind; the other goes on. */
  release(kind: DeviceKind): void
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
  /** @param inForce what the settings were when the device that is to go on was opened */
  onProblem(problem: DeviceProblem, inForce: Partial<Settings>): void
  /** A device went away, in use or since it was chosen, and another took its place. */
  onReplaced(kind: DeviceKind, label: string): void
  /** A device went away, and there is no other. */
  onUnplugged(kind: DeviceKind): void
}

/** A device that was unplugged leaves a track behind that has ended. */
const isLive = ({ readyState }: MediaStreamTrack) => readyState === 'live'
const kindOf = ({ kind }: MediaStreamTrack): DeviceKind => (kind === 'audio' ? 'audio' : 'video')

/** The settings with which a device of this kind is opened. */
const wishesOf = (kind: DeviceKind, settings: Settings): Partial<Settings> => {
  const { camera, facing, microphone } = settings
  if (kind === 'video') return { camera, facing }
  const { echoCancellation, noiseSuppression, autoGainControl } = settings
  return { microphone, echoCancellation, noiseSuppression, autoGainControl }
}

export function createDevices(getSettings: () => Settings, handlers: DeviceHandlers): Devices {
  let stream: MediaStream | null = null
  /** Counts what was asked for: an answer to an earlier question is let go again. */
  let question = 0
  const turns: Record<DeviceKind, number> = { audio: 0, video: 0 }
  /** What is open was opened with these; choices that came to nothing are not among them. */
  const inForce: Record<DeviceKind, Partial<Settings>> = { audio: {}, video: {} }

  const trackOf = (kind: DeviceKind) =>
    stream?.getTracks().find((track) => track.kind === kind && isLive(track)) ?? null

  /**
   * Tracks that went silent while nobody looked, as when a phone gives a device to another app. What
   * is silenced in sight of the page is the visitor's own doing, by the browser's controls.
   */
  const silenced = new Set<MediaStreamTrack>()
  let stopLooking: (() => void) | null = null

  /** Some phones never give a device back by themselves: who returns asks for it anew. */
  function renew(): void {
    for (const track of silenced)
      if (stream?.getTracks().includes(track) === true) change(kindOf(track))
    silenced.clear()
  }

  function close(): void {
    question += 1
    stopLooking?.()
    stopLooking = null
    silenced.clear()
    closeDevices(stream)
    stream = null
    Object.assign(inForce, { audio: {}, video: {} })
  }

  function watch(track: MediaStreamTrack): void {
    track.addEventListener('ended', () => {
      if (stream?.getTracks().includes(track)) replace(kindOf(track))
    })
    track.addEventListener('mute', () => {
      if (document.visibilityState === 'visible') return
      silenced.add(track)
      stopLooking ??= onReturn(renew)
    })
    track.addEventListener('unmute', () => silenced.delete(track))
  }

  function replaceIn(kind: DeviceKind, track: MediaStreamTrack): void {
    const others = (stream?.getTracks() ?? []).filter((one) => one.kind !== kind)
    for (const old of stream?.getTracks() ?? []) if (old.kind === kind) old.stop()
    stream = joinTracks([...others, track])
  }

  function put(kind: DeviceKind, track: MediaStreamTrack, settings: Settings): void {
    inForce[kind] = wishesOf(kind, settings)
    replaceIn(kind, track)
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
    const settings = getSettings()
    obtain(
      kind,
      settings,
      (track) => {
        put(kind, track, settings)
        handlers.onChanged(kind)
      },
      (error) => {
        const hasGone = isMissing(error) && settings[NAMED[kind]] !== null
        // Nothing is lost by another one where none is open.
        if (hasGone && trackOf(kind) === null) replace(kind)
        else handlers.onProblem(problemOf(error, kind), inForce[kind])
      },
    )
  }

  function replace(kind: DeviceKind): void {
    const settings = { ...getSettings(), [NAMED[kind]]: null }
    obtain(
      kind,
      settings,
      (found) => {
        put(kind, found, settings)
        handlers.onReplaced(kind, found.label)
      },
      () => handlers.onUnplugged(kind),
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
      const before = stream?.getTracks() ?? []
      const settings = getSettings()
      openWhatThereIs(choice, settings, () => mine === question).then(
        ({ stream: opened, settings: used }) => {
          if (mine !== question) {
            closeDevices(opened)
            return
          }
          // What was chosen while the browser asked is the newer wish, unless it has gone since.
          const newer =
            stream?.getTracks().filter((track) => isLive(track) && !before.includes(track)) ?? []
          for (const track of before) track.stop()
          stream = opened
          for (const kind of ['audio', 'video'] as const) {
            const kept = newer.find((track) => track.kind === kind)
            if (kept === undefined) inForce[kind] = wishesOf(kind, used)
            else replaceIn(kind, kept)
          }
          for (const track of opened.getTracks()) watch(track)
          handlers.onReady(choice)
          for (const track of opened.getTracks()) {
            const kind = kindOf(track)
            const wished = settings[NAMED[kind]]
            const isOther = used[NAMED[kind]] !== wished && track.getSettings().deviceId !== wished
            if (isOther && trackOf(kind) === track) handlers.onReplaced(kind, track.label)
          }
        },
        (error: unknown) => {
          if (mine === question)
            handlers.onProblem(problemOf(error), { ...inForce.audio, ...inForce.video })
        },
      )
    },
    change,
    adjust() {
      const track = trackOf('audio')
      if (track === null) return
      const settings = getSettings()
      void adjustVoice(track, settings).then((isDone) => {
        if (trackOf('audio') !== track) return
        if (isDone) inForce.audio = wishesOf('audio', settings)
        else change('audio')
      })
    },
    release(kind) {
      turns[kind] += 1
      const tracks = stream?.getTracks() ?? []
      if (!tracks.some((track) => track.kind === kind)) return
      for (const track of tracks) if (track.kind === kind) track.stop()
      stream = joinTracks(tracks.filter((track) => track.kind !== kind))
    },
    close,
    tracks: () => ({ audio: trackOf('audio'), video: trackOf('video') }),
    stream: () => stream,
    setOn(kind, on) {
      for (const track of stream?.getTracks() ?? []) if (track.kind === kind) track.enabled = on
    },
  }
}
