/** Camera, microphone and screen: the only file that asks for them. */
import {
  FIRST_SETTINGS,
  type DeviceKind,
  type DeviceList,
  type DeviceName,
  type Settings,
} from './settings.ts'

/** `none`: neither, the visitor watches and types. */
export type DeviceChoice = 'video' | 'audio' | 'none'
export type DeviceProblem =
  | 'denied'
  | 'inUse'
  | 'notFound'
  | 'insecure'
  | 'unplugged'
  | 'unknown'
  /** The same of one device, where it is known which. */
  | 'microphoneDenied'
  | 'microphoneInUse'
  | 'microphoneUnknown'
  | 'noMicrophone'
  | 'noCamera'

/** Why there is no camera, in one of our own words. */
export class DeviceError extends Error {
  readonly problem: DeviceProblem
  constructor(problem: DeviceProblem) {
    super(problem)
    this.problem = problem
  }
}

/** Names of the errors in Media Capture and Streams, section 10.2, and their older spellings. */
const PROBLEMS: Readonly<Record<string, DeviceProblem>> = {
  NotAllowedError: 'denied',
  PermissionDeniedError: 'denied',
  SecurityError: 'insecure',
  NotFoundError: 'notFound',
  DevicesNotFoundError: 'notFound',
  OverconstrainedError: 'notFound',
  NotReadableError: 'inUse',
  TrackStartError: 'inUse',
  AbortError: 'inUse',
}

/** What is wrong with a device that was asked for by itself. */
const OF_ONE: Readonly<Record<DeviceKind, Partial<Record<DeviceProblem, DeviceProblem>>>> = {
  audio: {
    denied: 'microphoneDenied',
    inUse: 'microphoneInUse',
    notFound: 'noMicrophone',
    unknown: 'microphoneUnknown',
  },
  video: { notFound: 'noCamera' },
}

/**
 * What to say of an error.
 *
 * @param kind which device was asked for, where it was one
 */
export function problemOf(error: unknown, kind?: DeviceKind): DeviceProblem {
  const problem = error instanceof DeviceError ? error.problem : 'unknown'
  return (kind === undefined ? undefined : OF_ONE[kind][problem]) ?? problem
}

/** A chosen device is asked for by name; any other choice is the browser's. */
const only = (id: string | null): MediaTrackConstraints =>
  id === null ? {} : { deviceId: { exact: id } }

const processing = ({ echoCancellation, noiseSuppression, autoGainControl }: Settings) => ({
  echoCancellation,
  noiseSuppression,
  autoGainControl,
})
const voice = (settings: Settings): MediaTrackConstraints => ({
  ...only(settings.microphone),
  ...processing(settings),
})
const picture = (settings: Settings): MediaTrackConstraints => ({
  ...only(settings.camera),
  // A camera that was chosen by name may look any way.
  ...(settings.camera === null && { facingMode: settings.facing }),
  width: { ideal: 1280 },
  height: { ideal: 720 },
  frameRate: { ideal: 30 },
})

/** Browsers hide it from pages that came without encryption. */
function devicesOfBrowser(): MediaDevices {
  const devices: MediaDevices | undefined = navigator.mediaDevices
  if (devices === undefined) throw new DeviceError('insecure')
  return devices
}

async function ask(constraints: MediaStreamConstraints): Promise<MediaStream> {
  try {
    return await devicesOfBrowser().getUserMedia(constraints)
  } catch (error) {
    if (error instanceof DeviceError) throw error
    throw new DeviceError(PROBLEMS[error instanceof Error ? error.name : ''] ?? 'unknown')
  }
}

/**
 * Asks for the devices; the browser may ask the visitor.
 *
 * @throws DeviceError
 */
export function openDevices(
  choice: Exclude<DeviceChoice, 'none'>,
  settings = FIRST_SETTINGS,
): Promise<MediaStream> {
  return ask({
    audio: voice(settings),
    video: choice === 'video' ? picture(settings) : false,
  })
}

/**
 * Asks for one device, beside those that are open.
 *
 * @throws DeviceError
 */
export async function openDevice(kind: DeviceKind, settings: Settings): Promise<MediaStreamTrack> {
  const stream = await ask(
    kind === 'audio' ? { audio: voice(settings) } : { video: picture(settings) },
  )
  const [track] = stream.getTracks()
  if (track === undefined) throw new DeviceError('notFound')
  return track
}

/** Whether this page may not have the microphone while it might have the camera; not all browsers tell. */
export async function isMicrophoneBlocked(): Promise<boolean> {
  const stateOf = async (name: PermissionName) =>
    (await navigator.permissions.query({ name })).state
  try {
    return (await stateOf('microphone')) === 'denied' && (await stateOf('camera')) !== 'denied'
  } catch {
    return false
  }
}

/** Changes how a microphone is cleaned while it is open; `false` where the browser cannot. */
export async function adjustVoice(track: MediaStreamTrack, settings: Settings): Promise<boolean> {
  const wanted = processing(settings)
  await track.applyConstraints(voice(settings)).catch(() => undefined)
  const actual: Readonly<Record<string, unknown>> = { ...track.getSettings() }
  return Object.entries(wanted).every(([name, on]) => actual[name] === on)
}

export const joinTracks = (tracks: readonly MediaStreamTrack[]): MediaStream =>
  new MediaStream([...tracks])

export function closeDevices(stream: MediaStream | null): void {
  for (const track of stream?.getTracks() ?? []) track.stop()
}

/** What there is to choose from. Names are empty, and things missing, before there is permission. */
export async function listDevices(): Promise<DeviceList> {
  const found = await devicesOfBrowser()
    .enumerateDevices()
    .catch(() => [])
  const named = (kind: MediaDeviceKind): DeviceName[] =>
    found
      .filter((one) => one.kind === kind && one.deviceId !== '' && one.label !== '')
      .map(({ deviceId: id, label }) => ({ id, label }))
  return {
    cameras: named('videoinput'),
    microphones: named('audioinput'),
    speakers: named('audiooutput'),
  }
}

/** @returns ends it */
export function watchDevices(onChange: () => void): () => void {
  const devices: MediaDevices | undefined = navigator.mediaDevices
  devices?.addEventListener('devicechange', onChange)
  return () => devices?.removeEventListener('devicechange', onChange)
}

/** Whether sound can be sent to a speaker of the visitor's choice. */
export const canChooseSpeaker = (): boolean => 'setSinkId' in HTMLMediaElement.prototype

/** Not every browser has it. */
interface SpeakerAsker {
  readonly selectAudioOutput?: () => Promise<MediaDeviceInfo>
}
const speakerAsker = () => navigator.mediaDevices as (MediaDevices & SpeakerAsker) | undefined

/** Firefox names a speaker only when the visitor has chosen it from a list of the browser's own. */
export const canAskForSpeaker = (): boolean =>
  canChooseSpeaker() && typeof speakerAsker()?.selectAudioOutput === 'function'

/**
 * Lets the visitor choose a speaker from the browser's list; call it while he presses.
 *
 * @returns its id; `null` when he did not want to
 * @throws when the browser has none to choose
 */
export async function askForSpeaker(): Promise<string | null> {
  try {
    const speaker = await speakerAsker()?.selectAudioOutput?.()
    return speaker?.deviceId ?? null
  } catch (error) {
    if (error instanceof Error && error.name === 'NotAllowedError') return null
    throw error
  }
}

/** Chrome names a refusal of the system's as the visitor's own: "Permission denied by system". */
const BY_SYSTEM = /by system/i

/** Phones cannot show their screen to a page. */
export const canShareScreen = (): boolean =>
  typeof navigator.mediaDevices?.getDisplayMedia === 'function'

/**
 * Asks which screen, window or tab to show; call it while the visitor presses.
 *
 * @returns `null` when the visitor did not want to
 * @throws when the system did not
 */
export async function openScreen(): Promise<MediaStreamTrack | null> {
  try {
    const stream = await devicesOfBrowser().getDisplayMedia({
      // Text stays legible; how much of it arrives is decided by the bandwidth.
      video: { width: { max: 1920 }, height: { max: 1080 }, frameRate: { max: 30 } },
    })
    const [track] = stream.getVideoTracks()
    if (track !== undefined) return track
  } catch (error) {
    const isRefused = error instanceof Error && error.name === 'NotAllowedError'
    if (isRefused && !BY_SYSTEM.test(error.message)) return null
    throw error
  }
  throw new DeviceError('notFound')
}
