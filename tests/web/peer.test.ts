/** What a connection takes from its stranger, with a browser's connection in its place that only notes. */
import { FRAME_BYTES_MAX } from '../../signaling/protocol.ts'
import { createPeer, type PeerHandlers, type PeerOptions } from '../../web/chat/peer.ts'
import { parseSignal, type Signal } from '../../web/chat/peerProtocol.ts'
import { isOneConnection } from '../../web/chat/sections.ts'

/** What the wrapped library was given, newest last. */
const mockLinks: {
  readonly options: { config: RTCConfiguration }
  readonly taken: unknown[]
  readonly listeners: Record<string, (data: unknown) => void>
  readonly bulk: EventTarget
  readonly _pc: EventTarget
}[] = []
jest.mock('simple-peer/simplepeer.min.js', () => ({
  __esModule: true,
  default: class {
    readonly taken: unknown[] = []
    readonly bulk = new EventTarget()
    readonly _iceCompleteTimer = null
    readonly _pc = Object.assign(new EventTarget(), {
      createDataChannel: () => this.bulk,
      getTransceivers: () => [],
    })
    constructor(readonly options: { config: RTCConfiguration }) {
      mockLinks.push(this)
    }
    readonly listeners: Record<string, (data: unknown) => void> = {}
    on = (name: string, listener: (data: unknown) => void) => {
      this.listeners[name] = listener
    }
    destroy = () => undefined
    signal = (data: unknown) => this.taken.push(data)
  },
}))

/** What a browser says, as far as it is looked at. */
const SDP =
  'v=0\r\na=group:BUNDLE 0\r\nm=application 9 UDP/DTLS/SCTP webrtc-datachannel\r\n' +
  'a=ice-ufrag:u\r\na=ice-pwd:p\r\na=fingerprint:sha-256 00\r\na=mid:0\r\n'
const OFFER = { type: 'offer', sdp: SDP } as const
const ANSWER = { type: 'answer', sdp: SDP } as const
const candidate = (at: number, host = '8.8.8.8') => ({
  candidate: `candidate:1 1 udp 1 ${host} ${1_024 + at} typ host`,
})
const candidates = (count: number): Signal => ({
  candidates: Array.from({ length: count }, (_, at) => candidate(at)),
})

beforeAll(() => {
  jest.useFakeTimers()
  Object.assign(globalThis, {
    location: { hostname: 'chat.example.org' },
    MediaStream: class {
      getTracks = () => []
    },
  })
})
afterAll(() => {
  jest.useRealTimers()
  for (const name of ['location', 'MediaStream']) Reflect.deleteProperty(globalThis, name)
})

function open(change: Partial<PeerOptions> = {}) {
  const onClosed = jest.fn()
  const said: Signal[] = []
  const onSignal = (signal: Signal) => said.push(signal)
  const options: PeerOptions = {
    role: 'offer',
    withMedia: false,
    iceServers: [],
    relayOnly: false,
    certificate: {} as RTCCertificate,
    lan: false,
    tracks: { audio: null, video: null },
    ...change,
  }
  const peer = createPeer(options, { onClosed, onSignal } as Partial<PeerHandlers> as PeerHandlers)
  const link = mockLinks.at(-1)
  const taken = link?.taken ?? []
  const config: RTCConfiguration = link?.options.config ?? {}
  /** As many as the stranger likes, each as the browser tells of it. */
  const openChannels = (count: number) =>
    Array.from({ length: count }, () => {
      const close = jest.fn()
      link?._pc.dispatchEvent(Object.assign(new Event('datachannel'), { channel: { close } }))
      return close.mock.calls.length
    })
  const isClosed = () => onClosed.mock.calls.length === 1
  const closeBulk = () => link?.bulk.dispatchEvent(new Event('close'))
  /** What the browser makes for the stranger. */
  const make = (data: unknown) => link?.listeners['signal']?.(data)
  return { peer, taken, said, make, config, openChannels, closeBulk, isClosed }
}

describe('the candidates of a stranger', () => {
  it('[P12] [C6] are 64 in all, in however many signals they come', () => {
    const { peer, taken, isClosed } = open()
    for (let signals = 0; signals < 4; signals += 1) peer.signal(candidates(16))
    expect([taken.length, isClosed()]).toEqual([64, false])
    peer.signal(candidates(1))
    expect([taken.length, isClosed()]).toEqual([64, true])
  })

  it('[P12] [C2] are not taken after the end', () => {
    const { peer, taken } = open()
    peer.close()
    peer.signal({ description: ANSWER, ...candidates(3) })
    expect(taken).toEqual([])
  })

  it('[P12] [C6] count whether they may be used or not, but for the empty ones', () => {
    const { peer, taken, isClosed } = open()
    for (let times = 0; times < 200; times += 1) peer.signal({ candidates: [{ candidate: '' }] })
    for (let at = 0; at < 64; at += 1) peer.signal({ candidates: [candidate(at, '10.0.0.1')] })
    expect([taken, isClosed()]).toEqual([[], false])
    peer.signal(candidates(1))
    expect([taken, isClosed()]).toEqual([[], true])
  })

  it('[C6] are used only where they may point, and private ones not because the server says so', () => {
    const { peer, taken } = open({ lan: true })
    peer.signal({ candidates: [candidate(1, '192.168.1.1'), candidate(2), candidate(-1)] })
    expect(taken).toEqual([{ candidate: { ...candidate(2), sdpMid: null, sdpMLineIndex: null } }])
    const sdp = `${SDP}a=${candidate(1, '192.168.1.1').candidate}\r\n`
    peer.signal({ description: { type: 'answer', sdp }, candidates: [] })
    expect(taken[1]).toEqual(ANSWER)
  })
})

describe('what we say ourselves', () => {
  /** As long as it may be. */
  const LINE = 'a=ssrc:1 label:x\r\n'
  const LONG = SDP + LINE.repeat((14_000 - SDP.length) / LINE.length)

  it('[C6] is no more than the stranger and the server take, from however many networks', () => {
    const { peer, said, make, isClosed } = open()
    const other = open({ role: 'answer' })
    make({ type: 'offer', sdp: LONG })
    const own = (at: number, type: string) => {
      const line = candidate(at).candidate.replace('host', type)
      // Nothing that browsers write is longer.
      make({ candidate: { candidate: line.padEnd(500, ' x'), sdpMid: '0', sdpMLineIndex: 0 } })
    }
    for (let at = 0; at < 70; at += 1) own(at, 'host')
    for (let at = 70; at < 85; at += 1) own(at, 'srflx')
    for (let at = 85; at < 100; at += 1) own(at, 'relay')
    peer.release()
    expect(isClosed()).toBe(false)
    expect(said[0]?.description).toEqual({ type: 'offer', sdp: LONG })
    for (const signal of said) {
      const text = JSON.stringify({ ...signal, blurred: true })
      // A seal adds 16 bytes.
      expect(text.length + 16).toBeLessThan(FRAME_BYTES_MAX)
      const read = parseSignal(text)
      expect(read).not.toBeNull()
      if (read !== null) other.peer.signal(read)
    }
    expect(other.isClosed()).toBe(false)
    const heard = JSON.stringify(other.taken)
    const count = (type: string) => heard.split(` typ ${type} `).length - 1
    expect([count('host'), count('srflx'), count('relay')]).toEqual([30, 15, 15])
  })

  it('[C56] is one frame where it fits into one', () => {
    const { peer, said, make } = open()
    // As much as Firefox has to say of voice, picture and data.
    make({ type: 'offer', sdp: SDP + LINE.repeat(400) })
    for (let at = 0; at < 23; at += 1) make({ candidate: candidate(at) })
    peer.release()
    expect(said.map((signal) => signal.candidates.length)).toEqual([23])
  })
})

describe('the description of a stranger', () => {
  it.each([
    ['a second answer', 'offer', [ANSWER, ANSWER], 1],
    ['a second offer', 'answer', [OFFER, OFFER], 1],
    ['an offer after the answer', 'offer', [ANSWER, OFFER], 1],
    ['an answer after the offer', 'answer', [OFFER, ANSWER], 1],
    ['an offer to who offers', 'offer', [OFFER], 0],
    ['an answer to who answers', 'answer', [ANSWER], 0],
    ['no description of a browser', 'offer', [{ type: 'answer', sdp: 'v=1' }], 0],
  ] as const)('[P12] ends the connection when it is %s', (_, role, said, used) => {
    const { peer, taken, isClosed } = open({ role })
    for (const description of said) peer.signal({ description, candidates: [] })
    expect([taken.length, isClosed()]).toEqual([used, true])
  })

  it.each([
    [true, 1],
    [false, 0],
  ])('[P12] has voice where the conversation has: %s', (withMedia, used) => {
    const { peer, taken, isClosed } = open({ role: 'answer', withMedia })
    const sdp = SDP.replace('BUNDLE 0', 'BUNDLE 0 1')
    const description = { type: 'offer', sdp: `${sdp}m=audio 9 RTP 111\r\na=mid:1\r\n` } as const
    peer.signal({ description, candidates: [] })
    expect([taken.length, isClosed()]).toEqual([used, used === 0])
  })
})

describe('one connection', () => {
  const description = (...lines: string[]) => ['v=0', ...lines, ''].join('\r\n')
  const ICE = 'a=ice-ufrag:u\r\na=ice-pwd:p'
  const PRINT = 'a=fingerprint:sha-256 00:FF'
  const section = (kind: string, mid: string, rest: string, port = 9) =>
    `m=${kind} ${port} UDP\r\n${rest}\r\na=mid:${mid}`
  const all = (rest: string, port = 9) => [
    section('audio', '0', rest),
    section('video', 'v', rest, port),
    section('application', '2', rest, port),
  ]
  /** As browsers write it: with everything in each section, or what is common before them. */
  const CHROMIUM = description('a=group:BUNDLE 0 v 2', ...all(`${ICE}\r\n${PRINT}`))
  const FIREFOX = description(PRINT, 'a=group:BUNDLE 0 v 2', ...all(`a=bundle-only\r\n${ICE}`, 0))
  const TEXT = description('a=group:BUNDLE 0', section('application', '0', `${ICE}\r\n${PRINT}`))
  /** Chromium leaves in what it refuses the credentials that it would have had. */
  const REFUSED = description(
    'a=group:BUNDLE 0 2',
    section('audio', '0', `${ICE}\r\n${PRINT}`),
    section('video', 'v', `a=ice-ufrag:w\r\na=ice-pwd:q\r\n${PRINT}`, 0),
    section('application', '2', `${ICE}\r\n${PRINT}`),
  )

  it('[P12] [P11] is what our browser is told to make', () => {
    expect(open().config.bundlePolicy).toBe('max-bundle')
  })

  it.each([
    ['Chromium', CHROMIUM, false],
    ['Firefox', FIREFOX, false],
    ['one that cannot take the picture', REFUSED, false],
    ['any in a text chat', TEXT, true],
  ])('[P12] is what %s makes', (_, sdp, isText) => {
    expect([isOneConnection(sdp, true), isOneConnection(sdp, false)]).toEqual([true, isText])
  })

  it.each<[string, ...(readonly [string | RegExp, string])[]]>([
    ['with two pictures', [/$/, `${section('video', 'w', ICE)}\r\n`], [' v', ' v w']],
    ['with two channels', [/$/, `${section('application', 'w', ICE)}\r\n`], [' v', ' v w']],
    ['with something else', ['m=audio', 'm=text']],
    ['with a kind in capitals', ['m=video', 'M=video']],
    ['with a number of ports', ['m=video 9', 'm=video 9/2']],
    ['with a picture of another connection', ['BUNDLE 0 v 2', 'BUNDLE 0 2']],
    ['with a channel of another connection', ['BUNDLE 0 v 2', 'BUNDLE 0 v']],
    [
      'with a picture of no connection that is not refused',
      ['BUNDLE 0 v 2', 'BUNDLE 0 2'],
      ['m=video 9 UDP', 'm=video 0 UDP\r\na=bundle-only'],
    ],
    ['without a group', [/a=group.*\r\n/, '']],
    ['with two groups', ['BUNDLE 0 v 2', 'BUNDLE 0\r\na=group:BUNDLE v 2']],
    ['with a second group in capitals', ['a=mid:v', 'a=mid:v\r\na=Group:BUNDLE v']],
    [
      'with its group elsewhere',
      [/a=group.*\r\n/, ''],
      ['a=mid:v', 'a=mid:v\r\na=group:BUNDLE 0 v 2'],
    ],
    ['with another group', ['BUNDLE', 'LS']],
    ['with a section of two names', ['a=mid:v', 'a=mid:v\r\na=mid:w']],
    ['with a section without a name', ['a=mid:v\r\n', ''], ['BUNDLE 0 v 2', 'BUNDLE  0 2']],
    ['with a name behind a blank', ['a=mid:v', 'a=mid:v\r\na= mid:w']],
    ['of two certificates', [PRINT, 'a=fingerprint:sha-256 00:FE']],
    ['of two certificates, one for all', ['a=group', 'a=fingerprint:sha-256 00:FE\r\na=group']],
    ['of two certificates, one in capitals', [PRINT, PRINT.replace('finger', 'Finger')]],
    [
      'of two certificates, one behind a blank',
      ['a=mid:v', 'a=mid:v\r\na= fingerprint:sha-256 00:FE'],
    ],
    ['of no certificate', [new RegExp(PRINT, 'g'), 'a=x']],
    ['with two ends', ['a=ice-ufrag:u', 'a=ice-ufrag:w']],
    ['with two passwords', ['a=ice-pwd:p', 'a=ice-pwd:w']],
    ['with a blank line', ['a=mid:v', '\r\na=mid:v']],
    ['with a line in capitals', ['a=mid:2', 'a=mid:2\r\nM=video 9 UDP']],
    ['with a line of no letter', ['a=mid:v', 'a=mid:v\u2028m=video']],
    ['that ends before its end', ['a=mid:v', 'a=mid:v\r\na=x\0']],
    ['that does not end', [/\r\n$/, '']],
  ])('[P12] [P11] is not one %s', (_, ...changes) => {
    const made = changes.reduce<string>((sdp, [from, to]) => sdp.replace(from, to), CHROMIUM)
    expect(made).not.toBe(CHROMIUM)
    expect(isOneConnection(made, true)).toBe(false)
  })
})

it('[P12] [C3] each channel that a stranger opens beside ours is closed, and after eight the connection', () => {
  const { openChannels, isClosed } = open()
  expect([openChannels(8), isClosed()]).toEqual([Array(8).fill(1), false])
  expect([openChannels(1), isClosed()]).toEqual([[1], true])
  // It takes a moment to end, in which all the others are closed as well; it is told of once.
  expect([openChannels(300), isClosed()]).toEqual([Array(300).fill(1), true])
})

it('[C4] [C12] a stranger who closes the channel of transfers alone has closed the connection', () => {
  const { closeBulk, isClosed } = open()
  closeBulk()
  expect(isClosed()).toBe(true)
  // One's own end is none of his.
  const ours = open()
  ours.peer.close()
  ours.closeBulk()
  expect(ours.isClosed()).toBe(false)
})

it('[S1] a connection asks the servers that it was given, and none when there are none', () => {
  expect(open().config.iceServers).toEqual([])
  const own = { urls: ['stun:chat.example.org'] }
  expect(open({ iceServers: [own] }).config.iceServers).toEqual([own])
})

it.each([
  [true, 'relay'],
  [false, 'all'],
])('[P8] an address that is hidden: %s, goes by %s', (relayOnly, policy) => {
  expect(open({ relayOnly }).config.iceTransportPolicy).toBe(policy)
})
