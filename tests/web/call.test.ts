/** An introduction as the server forwards it, with a connection that is played by hand. */
import { createCall, createIdentity, prepareOffer, renewIdentity } from '../../web/chat/call.ts'
import { UNCONFIRMED_MAX } from '../../web/chat/messages.ts'
import { parseSignal, type Signal } from '../../web/chat/peerProtocol.ts'
import { createSeal, createSealingKeys, SealError, toBase64Url } from '../../web/chat/sealed.ts'
import { ID, SERVER_EXAMPLES } from '../signaling/protocolExamples.ts'

const nothing = () => undefined

interface Said {
  readonly type?: string
  readonly sdp?: string
  readonly candidate?: { readonly candidate: string; readonly sdpMid: string }
}
interface MockLink {
  readonly config: RTCConfiguration
  readonly _pc: { iceGatheringState: string }
  say(said: Said): void
  open(): void
  hear(text: string): void
  send: (text: string) => void
}
const mockLinks: MockLink[] = []
/** The stranger's certificate. */
const mockRemote = new Uint8Array([7])
jest.mock('simple-peer/simplepeer.min.js', () => ({
  __esModule: true,
  default: class implements MockLink {
    readonly config: RTCConfiguration
    readonly #listeners = new Map<string, (said?: Said | string) => void>()
    readonly connected = true
    readonly _pc = {
      sctp: { transport: { getRemoteCertificates: () => [mockRemote] } },
      iceGatheringState: 'gathering',
      addEventListener: () => undefined,
      getTransceivers: () => [],
      createDataChannel: () => ({ addEventListener: () => undefined, close: () => undefined }),
    }
    constructor({ config }: { config: RTCConfiguration }) {
      this.config = config
      mockLinks.push(this)
    }
    on(event: string, listener: (said?: Said | string) => void): void {
      this.#listeners.set(event, listener)
    }
    say(said: Said): void {
      this.#listeners.get('signal')?.(said)
    }
    open(): void {
      this.#listeners.get('connect')?.()
    }
    hear(text: string): void {
      this.#listeners.get('data')?.(text)
    }
    send: (text: string) => void = () => undefined
    destroy(): void {
      // Nothing of it is open.
    }
  },
}))

const generateCertificate = jest.fn(() =>
  Promise.resolve({ getFingerprints: () => [{ algorithm: 'sha-256', value: '00' }] }),
)
Object.assign(globalThis, {
  location: { hostname: 'chat.example.org' },
  MediaStream: class {
    getTracks = () => []
  },
  RTCPeerConnection: { generateCertificate },
})
beforeEach(() => {
  mockLinks.length = 0
  generateCertificate.mockClear()
})

const SDP = 'v=0\r\nm=application 9 UDP/DTLS/SCTP webrtc-datachannel\r\n'
const candidate = (port: number): Said => ({
  candidate: { candidate: `candidate:1 1 udp 9 1.2.3.4 ${port} typ host`, sdpMid: '0' },
})
const portsOf = ({ candidates }: Signal) =>
  candidates.map(({ candidate: text }) => Number(text.split(' ')[5]))

const SETTINGS = {
  withMedia: false,
  relayOnly: false,
  lan: false,
  tracks: { audio: null, video: null },
} as const

type Salt = Uint8Array<ArrayBuffer>

/** Somebody who is matched, and what of him the stranger reads, frame by frame. */
async function introduce(
  isPrepared: boolean,
  {
    expected = null as string | null,
    onStranger = nothing as () => void,
    onMessage = nothing as (text: string) => void,
    onClosed = nothing as () => void,
    salt = null as Salt | null,
    salted = salt as Salt | null,
  } = {},
) {
  const [identity, stranger] = await Promise.all([createIdentity(), createSealingKeys()])
  const { publicKey } = identity.keys
  const opened = await createSeal(stranger, publicKey, ID, 'answer', salted ?? undefined)
  const options = { ...SETTINGS, certificate: identity.certificate }
  const prepared = isPrepared ? prepareOffer({ ...options, iceServers: [] }, nothing) : null
  const frames: ArrayBuffer[] = []
  let tell: () => void = nothing
  const call = () =>
    createCall(
      {
        ...options,
        matched: { ...SERVER_EXAMPLES.matched, key: stranger.publicKey },
        keys: identity.keys,
        salt,
        prepared,
        known: expected !== null,
        expected,
        isBlurred: false,
      },
      {
        sendFrame(frame) {
          frames.push(frame)
          tell()
        },
        onOpen: nothing,
        onMessage,
        onNoRelay: nothing,
        onClosed,
        onSealBroken: nothing,
        onStream: nothing,
        onBlurred: nothing,
        onVerdict: nothing,
        onStranger,
      },
    )
  async function next(): Promise<Signal> {
    if (frames.length === 0) await new Promise<void>((resolve) => (tell = resolve))
    const [frame] = frames.splice(0, 1)
    const signal = frame === undefined ? null : parseSignal(await opened.open(frame))
    if (signal === null) throw new Error('no signal that a page would take')
    return signal
  }
  return { call, next, frames, identity }
}

it('[C56] offer and candidates that were ready before the match leave in one frame', async () => {
  const { call, next, frames } = await introduce(true)
  const [link] = mockLinks
  link?.say({ type: 'offer', sdp: SDP })
  link?.say(candidate(50001))
  if (link !== undefined) link._pc.iceGatheringState = 'complete'
  link?.say(candidate(50002))
  await new Promise(setImmediate)
  const made = call()
  const first = await next()
  expect(first.description?.type).toBe('offer')
  expect(portsOf(first)).toEqual([50001, 50002])
  expect([frames.length, mockLinks.length]).toEqual([0, 1])
  made.close()
}, 5_000)

it('[C56] an offer that is made after the match takes along the first candidates, the next frame the others', async () => {
  const { call, next } = await introduce(false)
  expect(mockLinks).toEqual([])
  const made = call()
  const [link] = mockLinks
  link?.say({ type: 'offer', sdp: SDP })
  link?.say(candidate(50001))
  link?.say(candidate(50002))
  const first = await next()
  expect([first.description?.type, portsOf(first)]).toEqual(['offer', [50001, 50002]])
  link?.say(candidate(50003))
  link?.say(candidate(50004))
  const second = await next()
  expect([second.description, portsOf(second)]).toEqual([undefined, [50003, 50004]])
  made.close()
}, 5_000)

it('[C56] nobody is shown the keys, the certificate or the connection that another has seen', async () => {
  const one = await introduce(true)
  const other = await introduce(false)
  for (const { call } of [one, other]) call().close()
  expect(generateCertificate).toHaveBeenCalledTimes(2)
  expect(one.identity.certificate).not.toBe(other.identity.certificate)
  expect(one.identity.keys.publicKey).not.toBe(other.identity.keys.publicKey)
  // Each connection has a name and a password of its own, which browsers make.
  expect(mockLinks.map(({ config }) => config.certificates)).toEqual([
    [one.identity.certificate],
    [other.identity.certificate],
  ])
})

it('[P11] who is met again sees other keys, and the certificate by which he knows one', async () => {
  const before = await createIdentity()
  const after = await renewIdentity(before)
  expect(after.certificate).toBe(before.certificate)
  expect(after.keys.publicKey).not.toBe(before.keys.publicKey)
})

it('[P11] who is met again has the certificate that he had, or is somebody else', async () => {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', mockRemote))
  /** The first that is said to him, or `null` when nothing is, because it is not he. */
  const meet = async (expected: string) => {
    let onStranger: () => void = nothing
    const isOther = new Promise<null>((resolve) => (onStranger = () => resolve(null)))
    const { call } = await introduce(false, { expected, onStranger })
    const made = call()
    await new Promise(setImmediate)
    const said = new Promise<unknown>((resolve) => {
      const link = mockLinks.at(-1)
      if (link !== undefined) link.send = (text) => resolve(JSON.parse(text))
      link?.open()
    })
    const first = await Promise.race([said, isOther])
    made.close()
    return first
  }
  expect(await meet(toBase64Url(digest))).toMatchObject({ step: 'commit', known: true })
  expect(await meet('that of another')).toBeNull()
}, 5_000)

it('[C27] [C29] [P12] who is met again reads what only the two can, and nobody else in his place', async () => {
  const salt = new Uint8Array(32).fill(1)
  const readBy = async (salted: Salt) => {
    const { call, next } = await introduce(false, { salt, salted })
    const made = call()
    mockLinks.at(-1)?.say({ type: 'offer', sdp: SDP })
    return next().finally(() => made.close())
  }
  expect((await readBy(salt)).description?.type).toBe('offer')
  await expect(readBy(new Uint8Array(32).fill(2))).rejects.toThrow(SealError)
}, 5_000)

it('[C4] every line comes that a rebuilt call says again before our side is open, in order', async () => {
  const heard: string[] = []
  const onClosed = jest.fn()
  const { call } = await introduce(false, { onMessage: (text) => heard.push(text), onClosed })
  const made = call()
  await new Promise(setImmediate)
  const link = mockLinks.at(-1)
  const lines = Array.from({ length: UNCONFIRMED_MAX + 10 }, (_, at) => `line ${at}`)
  for (const line of lines) link?.hear(line)
  expect(heard).toEqual([])
  link?.open()
  expect(heard).toEqual(lines)
  expect(onClosed).not.toHaveBeenCalled()
  made.close()
})

it('[C3] [C4] more than an honest page says before that ends the connection, and is kept by nobody', async () => {
  const onClosed = jest.fn()
  const { call } = await introduce(false, { onClosed })
  const made = call()
  await new Promise(setImmediate)
  const link = mockLinks.at(-1)
  for (let at = 0; at < 1_000 && onClosed.mock.calls.length === 0; at += 1) link?.hear(`line ${at}`)
  expect(onClosed).toHaveBeenCalledTimes(1)
  made.close()
})
