/**
 * Which codecs two strangers use, and in which order: the only file that sets preferences.
 *
 * Picture. VP8 first: every browser has it (RFC 7742), it is the cheapest to encode without help
 * from hardware, and it can skip pictures without losing the ones after. H.264 second: the other
 * one that everybody has, and on phones it is made in hardware. VP9 and AV1 save a third of the
 * bits, but cost two to five times the work, which on a strangers' laptop means heat, and then a
 * worse picture: they stay as the last resort between browsers with nothing else in common.
 * Of H.264 the one profile that RFC 7742 demands is enough, of VP9 the one for eight bits: the
 * introduction stays short. Repeats (`rtx`) go with each; redundancy of the picture (`red`, `ulpfec`, `flexfec`) does not,
 * because it takes room from the picture all the time to help it some of the time.
 *
 * Voice. Opus with its own repair of lost packets (`useinbandfec`, which browsers offer by
 * themselves), inside RED (RFC 2198) where both have it: each packet then carries the one before,
 * so that a single loss is not heard. That doubles some 32 kbit/s, which is what "audio first" is
 * worth. The codecs of telephones go: nobody here needs them, and the introduction gets shorter.
 */

type Codec = Pick<RTCRtpCodec, 'mimeType' | 'sdpFmtpLine'>

/** What is offered of a codec that has variants. */
const VARIANT: Readonly<Record<string, RegExp>> = {
  'video/h264': /(?=.*packetization-mode=1)(?=.*profile-level-id=42e0)/i,
  'video/vp9': /^(?!.*profile-id=[1-9])/,
}

const PICTURE = ['video/vp8', 'video/h264', 'video/vp9', 'video/av1', 'video/rtx']
const VOICE = ['audio/red', 'audio/opus', 'audio/telephone-event']

const isOffered = ({ mimeType, sdpFmtpLine = '' }: Codec) =>
  VARIANT[mimeType.toLowerCase()]?.test(sdpFmtpLine) ?? true

/** @returns those that are named, in the order in which they are named */
export function orderCodecs<T extends Codec>(codecs: readonly T[], kind: string): T[] {
  const order = kind === 'audio' ? VOICE : PICTURE
  const placeOf = ({ mimeType }: T) => order.indexOf(mimeType.toLowerCase())
  return codecs
    .filter((codec) => placeOf(codec) >= 0 && isOffered(codec))
    .toSorted((one, other) => placeOf(one) - placeOf(other))
}

/** Call it before an offer is made, whose order the answer follows. */
export function preferCodecs(transceiver: RTCRtpTransceiver): void {
  const { kind } = transceiver.receiver.track
  const codecs = RTCRtpReceiver.getCapabilities?.(kind)?.codecs ?? []
  const ordered = orderCodecs(codecs, kind)
  if (ordered.length === 0) return
  try {
    transceiver.setCodecPreferences?.(ordered)
  } catch {
    // A browser that knows none of them keeps its own order.
  }
}

/**
 * Takes lines about codecs out of a description that is not about them: Firefox leaves feedback for
 * those that its preferences took out, and Chromium then refuses the whole.
 */
export function withoutStrays(sdp: string): string {
  let offered: ReadonlySet<string> = new Set()
  return sdp
    .split('\r\n')
    .filter((line) => {
      if (line.startsWith('m=')) offered = new Set(line.split(' ').slice(3))
      const payload = /^a=(?:rtcp-fb|fmtp|rtpmap):(\d+) /.exec(line)?.[1]
      return payload === undefined || offered.has(payload)
    })
    .join('\r\n')
}
