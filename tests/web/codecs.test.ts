import { orderCodecs, withoutStrays } from '../../web/chat/codecs.ts'

const codec = (mimeType: string, sdpFmtpLine?: string) =>
  sdpFmtpLine === undefined ? { mimeType } : { mimeType, sdpFmtpLine }
const H264 = 'level-asymmetry-allowed=1;packetization-mode=1;profile-level-id=42e01f'

describe('the codecs of a call', () => {
  it('[C16] carry the voice with its repair first, and nothing of telephones', () => {
    const all = ['audio/opus', 'audio/G722', 'audio/PCMU', 'audio/red', 'audio/CN'].map((name) =>
      codec(name),
    )
    expect(orderCodecs(all, 'audio').map(({ mimeType }) => mimeType)).toEqual([
      'audio/red',
      'audio/opus',
    ])
  })

  it('[C16] carry the picture by what everybody has and is cheap, repeats included', () => {
    const all = [
      codec('video/AV1'),
      codec('video/VP9', 'profile-id=2'),
      codec('video/VP9', 'profile-id=0'),
      codec('video/VP9', 'max-fs=12288;max-fr=60'),
      codec('video/rtx'),
      codec('video/H264', H264.replace('mode=1', 'mode=0')),
      codec('video/H264', H264.replace('42e01f', '4d001f')),
      codec('video/H264', H264),
      codec('video/VP8'),
      codec('video/ulpfec'),
      codec('video/red'),
      codec('video/flexfec-03', 'repair-window=10000000'),
    ]
    expect(orderCodecs(all, 'video')).toEqual([
      codec('video/VP8'),
      codec('video/H264', H264),
      codec('video/VP9', 'profile-id=0'),
      codec('video/VP9', 'max-fs=12288;max-fr=60'),
      codec('video/AV1'),
      codec('video/rtx'),
    ])
  })

  it('leave a browser its own order when they know none of its codecs', () => {
    expect(orderCodecs([codec('video/new')], 'video')).toEqual([])
  })

  it('leave nothing behind that Chromium would stumble over', () => {
    const told = (...lines: string[]) => ['v=0', ...lines, ''].join('\r\n')
    const audio = ['m=audio 9 UDP/TLS/RTP/SAVPF 109', 'a=fmtp:109 useinbandfec=1', 'a=mid:0']
    const video = ['m=video 9 UDP/TLS/RTP/SAVPF 96 97', 'a=rtcp-fb:96 nack', 'a=fmtp:97 apt=96']
    const strays = [
      'a=rtcp-fb:98 nack',
      'a=rtcp-fb:109 nack',
      'a=fmtp:98 x',
      'a=rtpmap:98 VP9/90000',
    ]
    expect(withoutStrays(told(...audio, ...video, ...strays))).toBe(told(...audio, ...video))
    const data = ['m=application 9 UDP/DTLS/SCTP webrtc-datachannel', 'a=sctp-port:5000']
    expect(withoutStrays(told(...audio, ...data))).toBe(told(...audio, ...data))
  })
})
