/** Cameras that look two ways, a microphone that hears what it is told to, and a link without room. */
import type { Visitor } from './visitor.ts'

export interface Phone {
  /** What the microphone hears: nothing, until it is told to. */
  speaks: boolean
  /** Which microphone the page has asked for by name. */
  microphone: string
  /** The link loses a fifth, and has no room for any picture. */
  isNarrow: boolean
}

/** Runs in the page: cameras that look two ways, a microphone and a link that do as they are told. */
export function bePhone(): void {
  const phone: Phone = { speaks: false, microphone: '', isNarrow: false }
  Object.assign(globalThis, { phone })
  const mediaDevices: MediaDevices | undefined = navigator.mediaDevices
  // The empty page, on which every browser begins, has none.
  if (mediaDevices === undefined) return

  const { getSettings } = MediaStreamTrack.prototype
  const facingOf = (label: string) => (label.includes('device_0') ? 'user' : 'environment')
  MediaStreamTrack.prototype.getSettings = function read() {
    const settings = getSettings.call(this)
    return this.kind === 'video' ? { ...settings, facingMode: facingOf(this.label) } : settings
  }
  function listen(): MediaStreamTrack[] {
    const context = new AudioContext()
    const output = context.createMediaStreamDestination()
    const voice = new GainNode(context, { gain: 0 })
    const tone = new OscillatorNode(context)
    tone.connect(voice).connect(output)
    tone.start()
    setInterval(() => {
      voice.gain.value = phone.speaks ? 0.5 : 0
    }, 50)
    return output.stream.getAudioTracks()
  }
  const getUserMedia = mediaDevices.getUserMedia.bind(mediaDevices)
  mediaDevices.getUserMedia = async (wanted = {}) => {
    const { video } = wanted
    const facing = typeof video === 'object' ? video.facingMode : undefined
    const all = await mediaDevices.enumerateDevices()
    const other = all.find(({ label }) => label.includes('device_2'))
    const looks =
      facing === 'environment' ? { video: { deviceId: { exact: other?.deviceId ?? '' } } } : {}
    const stream = await getUserMedia({ ...wanted, ...looks })
    for (const track of stream.getAudioTracks()) track.stop()
    const { audio } = wanted
    const named = typeof audio === 'object' ? audio.deviceId : undefined
    if (typeof named === 'object' && 'exact' in named) phone.microphone = String(named.exact)
    const heard = wanted.audio === undefined || wanted.audio === false ? [] : listen()
    return new MediaStream([...stream.getVideoTracks(), ...heard])
  }

  const { getStats } = RTCPeerConnection.prototype
  let lost = 0
  RTCPeerConnection.prototype.getStats = async function read() {
    const reports = (await getStats.call(this)) as unknown as Map<string, Record<string, unknown>>
    if (!phone.isNarrow) return reports as unknown as RTCStatsReport
    lost += 20
    const told = (report: Record<string, unknown>) => {
      if (report['type'] === 'candidate-pair') return { availableOutgoingBitrate: 40_000 }
      if (report['type'] === 'remote-inbound-rtp') return { packetsLost: lost }
      return {}
    }
    return new Map(
      [...reports].map(([id, report]) => [id, { ...report, ...told(report) }]),
    ) as unknown as RTCStatsReport
  }
}

export const tell = ({ page }: Visitor, change: Partial<Phone>) =>
  page.evaluate((wanted) => {
    Object.assign((globalThis as unknown as { phone: Phone }).phone, wanted)
  }, change)
