/** The microphone on its way into a voice note: the only file that records. */
import { closeDevices } from './camera.ts'
import { openWhatThereIs } from './opening.ts'
import { microphoneOf } from './ownMicrophone.ts'
import type { Settings } from './settings.ts'
import { openEar, type Ear } from './soundMeter.ts'
import type { VoiceType } from './transferProtocol.ts'
import { withCodec } from './voice.ts'

/** Speech stays clear, and a minute below a quarter of a megabyte. */
const BITS_PER_SECOND = 32_000
/** A recorder that has not started by then never will. */
const START_MS = 5_000

export interface Tape {
  /** Root mean square of the last moment, from 0 to 1; `null` where it cannot be measured. */
  loudness(): number | null
  /** Ends, lets go of the microphone, and gives what was recorded. */
  finish(): Promise<Blob>
  /** Ends, lets go of the microphone, and keeps nothing. */
  close(): void
}

export interface TapeOptions {
  /** What already goes to the stranger. */
  readonly call: MediaStream | null
  readonly settings: Settings
  readonly type: VoiceType
  /** The microphone went away, and the recording with it. */
  readonly onEnded: () => void
}

/** The call's own microphone, where it has one: a phone gives it to one asker at a time. */
async function openMicrophone({ call, settings }: TapeOptions): Promise<MediaStream> {
  const own = microphoneOf(call)
  if (own === undefined) return (await openWhatThereIs('audio', settings, () => true)).stream
  // A copy has a switch of its own: who is muted in the call records, and stays muted there.
  const copy = own.clone()
  copy.enabled = true
  return new MediaStream([copy])
}

async function started(recorder: MediaRecorder): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | null = null
  try {
    await new Promise<void>((resolve, reject) => {
      const fail = () => reject(new Error('the recorder did not start'))
      timer = setTimeout(fail, START_MS)
      recorder.addEventListener('start', () => resolve())
      recorder.addEventListener('error', fail)
      recorder.start()
    })
  } finally {
    if (timer !== null) clearTimeout(timer)
  }
}

/**
 * Begins to record; the browser may ask the visitor for a microphone.
 *
 * @throws DeviceError when there is no microphone, and what the recorder throws
 */
export async function openTape(options: TapeOptions): Promise<Tape> {
  const { type, onEnded } = options
  const microphone = await openMicrophone(options)
  let ear: Ear | null = null

  function release(): void {
    ear?.close()
    ear = null
    closeDevices(microphone)
  }

  try {
    const recorder = new MediaRecorder(microphone, {
      mimeType: withCodec(type),
      audioBitsPerSecond: BITS_PER_SECOND,
    })
    const parts: Blob[] = []
    recorder.addEventListener('dataavailable', ({ data }) => parts.push(data))
    const ended = new Promise<void>((resolve) => {
      recorder.addEventListener('stop', () => resolve())
    })
    await started(recorder)
    ear = openEar(microphone)
    void ended.then(onEnded)
    const stop = () => {
      if (recorder.state !== 'inactive') recorder.stop()
    }
    return {
      loudness: () => ear?.loudness() ?? null,
      async finish() {
        stop()
        await ended
        release()
        return new Blob(parts, { type })
      },
      close() {
        stop()
        release()
      },
    }
  } catch (error) {
    release()
    throw error
  }
}
