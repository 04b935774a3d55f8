/** The visitor's own media, with devices that are answered by hand. */
import { createMedia } from '../../web/chat/media.ts'
import type { PeerMessage } from '../../web/chat/peerProtocol.ts'
import { FIRST_VIEW, type View } from '../../web/chat/visit.ts'
import { named, questions } from './fakeDevices.ts'

/** Media of a call. */
export function start() {
  const asked = questions()
  const silent = () => undefined
  Object.assign(navigator.mediaDevices, {
    addEventListener: silent,
    removeEventListener: silent,
    enumerateDevices: () => Promise.resolve(plugged),
    getDisplayMedia: () => Promise.reject(refusal),
  })
  let plugged: object[] = []
  let refusal = named('')
  let view: View = FIRST_VIEW
  const told: Extract<PeerMessage, { type: 'media' }>[] = []
  const sent: Record<'audio' | 'video', MediaStreamTrack | null> = { audio: null, video: null }
  const problems: string[] = []
  const media = createMedia({
    send: (message) => {
      if (message.type === 'media') told.push(message)
    },
    getView: () => view,
    show: (change) => (view = { ...view, ...change }),
    setTrack: (kind, track) => (sent[kind] = track),
    onReady: silent,
    onProblem: (problem) => problems.push(problem),
  })
  const settings = () => view.media.settings
  return {
    ...asked,
    media,
    told,
    sent,
    problems,
    settings,
    view: () => view,
    at: (phase: 'askingCamera' | 'waiting') => {
      const state =
        phase === 'waiting'
          ? ({ phase, since: 0, notice: null } as const)
          : ({ phase, problem: null } as const)
      view = { ...view, state }
    },
    /** What the browser names now. */
    async plug(...devices: (readonly [kind: MediaDeviceKind, id: string])[]) {
      plugged = devices.map(([kind, deviceId]) => ({ kind, deviceId, label: deviceId }))
      media.refresh()
      await new Promise(setImmediate)
    },
    async share(error: string, message?: string) {
      refusal = named(error, message)
      await media.share()
      return view.media.isScreenRefused
    },
  }
}
