/** Camera and microphone: the only file that asks for them. */

/** `none`: neither, the visitor watches and types. */
export type DeviceChoice = 'video' | 'audio' | 'none'
export type DeviceProblem = 'denied' | 'inUse' | 'notFound' | 'insecure' | 'unplugged' | 'unknown'

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

const AUDIO: MediaTrackConstraints = {
  echoCancellation: true,
  noiseSuppression: true,
  autoGainControl: true,
}
const VIDEO: MediaTrackConstraints = {
  facingMode: 'user',
  width: { ideal: 1280 },
  height: { ideal: 720 },
  frameRate: { ideal: 30 },
}

/**
 * Asks for the devices; the browser may ask the visitor.
 *
 * @throws DeviceError
 */
export async function openDevices(choice: Exclude<DeviceChoice, 'none'>): Promise<MediaStream> {
  // Browsers hide mediaDevices from pages that came without encryption.
  const devices: MediaDevices | undefined = navigator.mediaDevices
  if (devices === undefined) throw new DeviceError('insecure')
  try {
    return await devices.getUserMedia({ audio: AUDIO, video: choice === 'video' ? VIDEO : false })
  } catch (error) {
    throw new DeviceError(PROBLEMS[error instanceof Error ? error.name : ''] ?? 'unknown')
  }
}

export function closeDevices(stream: MediaStream | null): void {
  for (const track of stream?.getTracks() ?? []) track.stop()
}
