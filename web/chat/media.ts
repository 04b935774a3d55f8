/** What goes to the stranger of picture and voice, as the visitor chooses and switches it. */
import {
  joinTracks,
  listDevices,
  watchDevices,
  type DeviceChoice,
  type DeviceProblem,
} from './camera.ts'
import { createCover, type Cover } from './cover.ts'
import { withList, without, withReplacement } from './deviceList.ts'
import { createDevices } from './devices.ts'
import { createDresser } from './dresser.ts'
import { lookOf, type Look } from './look.ts'
import { nextCamera } from './ownCamera.ts'
import type { LocalTracks } from './peer.ts'
import type { PeerMessage } from './peerProtocol.ts'
import { isCovered } from './reveal.ts'
import { createScreenShare } from './screenShare.ts'
import type { DeviceKind, MediaView, PictureChoice, Replacement, Settings } from './settings.ts'
import type { View } from './visit.ts'

export interface MediaOptions {
  readonly send: (message: PeerMessage) => void
  readonly getView: () => View
  readonly show: (change: Partial<View>) => void
  readonly setTrack: (kind: DeviceKind, track: MediaStreamTrack | null) => void
  readonly onReady: () => void
  readonly onProblem: (problem: DeviceProblem) => void
}

export interface Media {
  /** Beginning blurred, and revealing oneself. */
  readonly cover: Cover
  /** Opens camera and microphone, or what was chosen of them. */
  open(choice: DeviceChoice): void
  /** Opens again what could not be had. */
  retry(): void
  /** Lets everything go; the camera's light goes out. */
  close(): void
  /** What is sent: while the screen is shown, it stands in the picture's place. */
  tracks(): LocalTracks
  /** The conversation is over, and what was wished for this one stranger with it. */
  part(): void
  /** Tells the stranger what he can expect to see and hear. */
  tell(): void
  setMicrophone(on: boolean): void
  setCamera(on: boolean): void
  /** Takes what was chosen in the settings, and opens the devices that this takes. */
  choose(change: Partial<Settings>): void
  /** The other camera of a phone. */
  flip(): void
  /** Reads again what there is to choose from. */
  refresh(): void
  /** The visitor has read that a device was replaced, or a screen refused. */
  dismiss(what: Replacement['kind'] | 'screen'): void
  /** Shows the screen in the camera's place, not while blurred; call it while the visitor presses. */
  share(): Promise<void>
  stopSharing(): void
  /** The link has no room for our picture now, or has it again. */
  setPaused(paused: boolean): void
}

/** @param dresser makes what is sent of what the camera sees */
export function createMedia(options: MediaOptions, dresser = createDresser()): Media {
  const { getView, show, setTrack } = options
  let unwatch: (() => void) | null = null
  let isPaused = false
  /** What the visitor wants opened; who is drawn opens less. */
  let asked: DeviceChoice = 'video'
  /** Why the visitor goes on without the voice that he wanted to go on with. */
  let withoutVoice: DeviceProblem | null = null
  /** The camera in whose place another was asked for, until one has come. */
  let leaving: string | null = null
  /** The camera was off when a shape was chosen in its place, and is off again after it. */
  let isOffBehind = false

  const getSettings = () => getView().media.settings
  function showMedia(change: Partial<MediaView>): void {
    show({ media: { ...getView().media, ...change } })
  }

  const forget = (kind: Replacement['kind']) =>
    showMedia({ replacements: without(getView().media.replacements, kind) })

  function refresh(): void {
    void listDevices()
      .then((list) => showMedia(withList(getView().media, list)))
      .catch(() => undefined)
  }

  const wantsCamera = () => asked === 'video' && getSettings().picture !== 'shape'

  /** What was asked for, and is not there. */
  function missing(): DeviceProblem | null {
    if (devices.stream() === null) return withoutVoice
    const { audio, video } = devices.tracks()
    if (audio === null) return 'noMicrophone'
    return wantsCamera() && video === null ? 'noCamera' : null
  }

  const devices = createDevices(getSettings, {
    onReady(opened) {
      // How he is to be seen may have been chosen anew while the browser asked.
      const isDrawn = getSettings().picture === 'shape'
      const isAwaited = !isDrawn && asked === 'video' && opened === 'audio'
      if (isDrawn) devices.release('video')
      else if (isAwaited) devices.change('video')
      show({
        choice: opened === 'none' ? opened : asked,
        deviceProblem: isAwaited ? null : missing(),
        localStream: devices.stream(),
      })
      unwatch ??= watchDevices(refresh)
      refresh()
      apply()
      send()
      options.onReady()
    },
    onChanged(kind) {
      forget(kind)
      take(kind)
      if (kind !== 'video') return
      const left = leaving
      leaving = null
      // Where no other one looks the other way the browser gives the same again.
      const opened = devices.tracks().video?.getSettings().deviceId
      if (left !== null && opened === left) chooseAfter(left)
    },
    onProblem(problem, inForce) {
      leaving = null
      showMedia({ settings: { ...getSettings(), ...inForce } })
      // A camera that made room for one that does not open is gone: no picture is promised then.
      send()
      // "Continue" goes on, whatever comes of the voice, and says what came of it.
      if (asked === 'audio' && getView().state.phase === 'askingCamera') {
        withoutVoice = problem
        devices.open('none')
      } else options.onProblem(problem)
    },
    onReplaced(kind, label) {
      const { settings, replacements } = getView().media
      const forgotten = kind === 'audio' ? { microphone: null } : { camera: null }
      showMedia({
        settings: { ...settings, ...forgotten },
        replacements: withReplacement(replacements, { kind, label }),
      })
      take(kind)
    },
    onUnplugged(kind) {
      const { audio, video } = devices.tracks()
      const isLast = wantsCamera() && audio === null && video === null
      const ofOne = kind === 'audio' ? 'noMicrophone' : 'noCamera'
      show({ deviceProblem: isLast ? 'unplugged' : ofOne })
      tell()
    },
  })

  const screen = createScreenShare(getView, showMedia, () => {
    sendPicture()
    tell()
  })

  const cover = createCover(getView, show, options.send, (isNew) => {
    // By his shape nobody is known again.
    if (isNew) dresser.renew()
    // A screen would go out as a blur that nobody can read: it is shared anew when both are seen.
    if (isCovered(getView())) screen.stop()
    sendPicture()
    tell()
  })

  /** A device is another now. */
  function take(kind: DeviceKind): void {
    show({ deviceProblem: missing(), localStream: devices.stream() })
    refresh()
    apply()
    if (kind === 'audio') setTrack('audio', tracks().audio)
    // The voice moves a drawn shape.
    sendPicture()
    tell()
  }

  function apply(): void {
    devices.setOn('audio', getView().isMicrophoneOn)
    devices.setOn('video', getView().isCameraOn)
    const { video } = devices.tracks()
    if (video !== null) video.contentHint = 'motion'
  }

  function look(): Look {
    return lookOf(getSettings().picture, isCovered(getView()), screen.track() !== null)
  }

  /** The one way out: whatever the picture is made of, it is dressed as was chosen. */
  function tracks(): LocalTracks {
    const { audio, video: camera } = devices.tracks()
    if (getView().wish.mode === 'text') return { audio, video: null }
    const video = dresser.dress({ source: screen.track() ?? camera, look: look(), voice: audio })
    // Off is off, also for what is drawn; a screen is shown whatever the camera does.
    if (video !== null && screen.track() === null) video.enabled = getView().isCameraOn
    return { audio, video }
  }

  function sendPicture(): void {
    const { video } = tracks()
    setTrack('video', video)
    const isDressed = video !== null && look() !== 'clear'
    const shown = getView().media.dressed?.getTracks()[0] ?? null
    if (shown !== (isDressed ? video : null))
      showMedia({ dressed: isDressed ? joinTracks([video]) : null })
  }

  /** All that there is now goes out, and what has gone does not. */
  function send(): void {
    setTrack('audio', tracks().audio)
    sendPicture()
    tell()
  }

  function tell(): void {
    const { audio, video } = devices.tracks()
    const { isCameraOn, isMicrophoneOn, wish } = getView()
    const isSeen = wish.mode === 'video'
    options.send({
      type: 'media',
      camera: isSeen && (video !== null || getSettings().picture === 'shape') && isCameraOn,
      microphone: isSeen && audio !== null && isMicrophoneOn,
      screen: screen.track() !== null,
      paused: isPaused,
      saving: getSettings().isSaving,
      look: look(),
    })
  }

  /** Who is drawn needs no camera: its light goes out, and off it hides nothing. */
  function choosePicture(before: PictureChoice): void {
    if (getSettings().picture === 'shape') {
      isOffBehind = !getView().isCameraOn
      devices.release('video')
      // Nobody who is drawn lacks a camera.
      const deviceProblem = devices.stream() === null ? getView().deviceProblem : missing()
      show({ localStream: devices.stream(), isCameraOn: true, deviceProblem })
    } else if (before === 'shape') {
      if (isOffBehind) show({ isCameraOn: false })
      isOffBehind = false
      if (devices.stream() !== null) {
        asked = 'video'
        devices.change('video')
      }
    }
    sendPicture()
    tell()
  }

  function chooseAfter(camera: string | undefined): void {
    const next = nextCamera(getView(), camera)
    if (next !== undefined) choose({ camera: next.id })
  }

  function choose(change: Partial<Settings>): void {
    leaving = null
    const before = getSettings()
    const after = { ...before, ...change }
    showMedia({ settings: after })
    if (after.speaker !== before.speaker) forget('speaker')
    // Who sends nothing can still ask for a small picture.
    if (after.isSaving !== before.isSaving) tell()
    if (after.picture !== before.picture) choosePicture(before.picture)
    if (devices.stream() === null) return
    const isOther = after.camera !== before.camera || after.facing !== before.facing
    if (isOther && after.picture !== 'shape') devices.change('video')
    if (after.microphone !== before.microphone) devices.change('audio')
    else if (
      after.echoCancellation !== before.echoCancellation ||
      after.noiseSuppression !== before.noiseSuppression ||
      after.autoGainControl !== before.autoGainControl
    )
      devices.adjust()
  }

  function open(choice: DeviceChoice): void {
    asked = choice
    withoutVoice = null
    const isDrawn = choice === 'video' && getSettings().picture === 'shape'
    devices.open(isDrawn ? 'audio' : choice)
  }

  return {
    cover,
    open,
    retry() {
      show({ deviceProblem: null })
      const { audio, video } = devices.tracks()
      // What works is left alone: many phones open one camera at a time.
      if ((audio === null) === (video === null)) open(asked)
      else if (audio === null) devices.change('audio')
      else if (wantsCamera()) devices.change('video')
    },
    close() {
      leaving = null
      screen.stop()
      devices.close()
      dresser.close()
      unwatch?.()
      unwatch = null
      isPaused = false
      showMedia({ replacements: [], dressed: null })
      show({ localStream: null, deviceProblem: null })
    },
    tracks,
    part() {
      cover.reset()
      showMedia({ isScreenRefused: false })
      choose({ hasCaptions: false, captionTag: null })
    },
    tell,
    setMicrophone(on) {
      devices.setOn('audio', on)
      show({ isMicrophoneOn: on })
      tell()
    },
    setCamera(on) {
      isOffBehind = false
      devices.setOn('video', on)
      show({ isCameraOn: on })
      sendPicture()
      tell()
    },
    choose,
    flip() {
      const { video } = devices.tracks()
      // Who is drawn, or only heard, has none to exchange, and opens none by this.
      if (video === null) return
      const { deviceId, facingMode } = video.getSettings()
      const facing = facingMode === 'user' ? 'environment' : 'user'
      const { camera, facing: asked } = getSettings()
      // Asked for already, and another one came.
      const isAsked = camera === null && asked === facing
      if (facingMode === undefined || isAsked) chooseAfter(deviceId)
      else choose({ facing, camera: null })
      leaving = deviceId ?? null
    },
    refresh,
    dismiss(what) {
      if (what === 'screen') showMedia({ isScreenRefused: false })
      else forget(what)
    },
    share: () => screen.start(),
    stopSharing: () => screen.stop(),
    setPaused(paused) {
      if (paused === isPaused) return
      isPaused = paused
      show({ isPaused })
      tell()
    },
  }
}
