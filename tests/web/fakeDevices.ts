/** Devices as a browser gives them, answered by hand: tracks, streams and questions. */
import { createDevices } from '../../web/chat/devices.ts'
import { FIRST_SETTINGS, type Settings } from '../../web/chat/settings.ts'

export type Answer = (constraints: MediaStreamConstraints) => Promise<MediaStream>

/** What `navigator.mediaDevices` is; `undefined` as on a page without encryption. */
export function provide(getUserMedia: Answer | undefined): void {
  const enumerateDevices = () => Promise.resolve([])
  const mediaDevices = getUserMedia === undefined ? undefined : { getUserMedia, enumerateDevices }
  Object.defineProperty(globalThis, 'navigator', { value: { mediaDevices }, configurable: true })
}

export class FakeTrack extends EventTarget {
  readonly kind: 'audio' | 'video'
  readonly label: string
  enabled = true
  readyState = 'live'
  isStopped = false
  /** What the browser makes of a wish. */
  settings: Record<string, unknown> = {}
  constructor(kind: 'audio' | 'video', label = '') {
    super()
    this.kind = kind
    this.label = label
  }
  stop(): void {
    this.isStopped = true
    this.readyState = 'ended'
  }
  /** As when it is unplugged. */
  end(): void {
    this.readyState = 'ended'
    this.dispatchEvent(new Event('ended'))
  }
  applyConstraints(): Promise<void> {
    return Promise.resolve()
  }
  getSettings(): Record<string, unknown> {
    return this.settings
  }
}

class FakeStream {
  readonly tracks: FakeTrack[]
  constructor(tracks: FakeTrack[]) {
    this.tracks = tracks
  }
  getTracks = () => this.tracks
}
Object.assign(globalThis, { MediaStream: FakeStream })

export function fakeStream(...kinds: ('audio' | 'video')[]) {
  const tracks = kinds.map((kind) => new FakeTrack(kind, `another ${kind}`))
  return { tracks, stream: new FakeStream(tracks) as unknown as MediaStream }
}

export function start(wishes: Partial<Settings> = {}) {
  const said: string[] = []
  let settings: Settings = { ...FIRST_SETTINGS, ...wishes }
  const devices = createDevices(() => settings, {
    onReady: (choice) => said.push(`ready ${choice}`),
    onChanged: (kind) => said.push(`changed ${kind}`),
    onProblem: (problem) => said.push(`problem ${problem}`),
    onReplaced: (kind, label) => said.push(`${kind} replaced by ${label}`),
    onUnplugged: (kind) => said.push(`${kind} unplugged`),
  })
  return {
    devices,
    said,
    wish: (change: Partial<Settings>) => (settings = { ...settings, ...change }),
  }
}

/** Answers questions for devices by hand, in any order. */
export function questions() {
  const open: ((answer: MediaStream | Error) => void)[] = []
  const asked: MediaStreamConstraints[] = []
  provide(
    (constraints) =>
      new Promise((resolve, reject) => {
        asked.push(constraints)
        open.push((answer) => (answer instanceof Error ? reject(answer) : resolve(answer)))
      }),
  )
  return {
    asked,
    count: () => open.length,
    async answer(at: number, answer: MediaStream | Error) {
      open[at]?.(answer)
      await new Promise(setImmediate)
    },
  }
}

export const named = (name: string, message = 'the browser says so') =>
  Object.assign(new Error(message), { name })

/** A stream of one device for each of these. */
export const streamOf = (...kinds: ('audio' | 'video')[]) => {
  const { stream } = fakeStream(...kinds)
  const of = (wanted: string) => stream.getTracks().filter(({ kind }) => kind === wanted)
  return Object.assign(stream, {
    getAudioTracks: () => of('audio'),
    getVideoTracks: () => of('video'),
  })
}
