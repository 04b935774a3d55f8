import { orderCodecs } from '../../web/chat/codecs.ts'

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
      codec('video/AV1'),
      codec('video/rtx'),
    ])
  })

  it('leave a browser its own order when they know none of its codecs', () => {
    expect(orderCodecs([codec('video/new')], 'video')).toEqual([])
  })
})
