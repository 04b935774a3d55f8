/** Opens, of what was asked for, what there is: one device has gone, or there was only one ever. */
import {
  DeviceError,
  isMicrophoneBlocked,
  joinTracks,
  listDevices,
  openDevice,
  openDevices,
  problemOf,
  type DeviceChoice,
} from './camera.ts'
import type { DeviceKind, Settings } from './settings.ts'

export interface Opened {
  readonly stream: MediaStream
  /** With which it was opened: a device that has gone is not among them. */
  readonly settings: Settings
}

/** Where a chosen device stands in the settings. */
export const NAMED = { audio: 'microphone', video: 'camera' } as const satisfies Record<
  DeviceKind,
  keyof Settings
>

export const isMissing = (error: unknown): boolean => problemOf(error) === 'notFound'

/** The settings without those chosen devices that are not there any more. */
async function withoutGone(settings: Settings, kinds: readonly DeviceKind[]): Promise<Settings> {
  const list = await listDevices()
  const listed = { audio: list.microphones, video: list.cameras }
  const isGone = (kind: DeviceKind) => {
    const chosen = settings[NAMED[kind]]
    return chosen !== null && !listed[kind].some(({ id }) => id === chosen)
  }
  const gone = kinds.filter(isGone).map((kind) => [NAMED[kind], null])
  return gone.length === 0 ? settings : { ...settings, ...Object.fromEntries(gone) }
}

/** The one device that there is, where it is not both. */
async function openEither(settings: Settings, isWanted: () => boolean): Promise<MediaStream> {
  for (const kind of ['video', 'audio'] as const)
    try {
      return joinTracks([await openDevice(kind, settings)])
    } catch (error) {
      if (!isMissing(error) || !isWanted()) throw new DeviceError(problemOf(error, kind))
    }
  throw new DeviceError('notFound')
}

/** What to say of an error, of one device where it is known which. */
async function namedOf(error: unknown, choice: DeviceChoice): Promise<DeviceError> {
  const problem = problemOf(error, choice === 'audio' ? 'audio' : undefined)
  const isOne = problem === 'denied' && (await isMicrophoneBlocked())
  return new DeviceError(isOne ? 'microphoneDenied' : problem)
}

/**
 * Asks for the devices, for what is left of the chosen ones, and at last for one alone.
 *
 * @param isWanted whether what is opened is of any use still: else nobody is asked again
 * @throws DeviceError
 */
export async function openWhatThereIs(
  choice: Exclude<DeviceChoice, 'none'>,
  settings: Settings,
  isWanted: () => boolean,
): Promise<Opened> {
  let failure: unknown
  try {
    return { stream: await openDevices(choice, settings), settings }
  } catch (error) {
    failure = error
  }
  if (isMissing(failure) && isWanted()) {
    const known = await withoutGone(settings, choice === 'audio' ? ['audio'] : ['audio', 'video'])
    if (known !== settings) return openWhatThereIs(choice, known, isWanted)
    if (choice === 'video') return { stream: await openEither(settings, isWanted), settings }
  }
  throw await namedOf(failure, choice)
}
