import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { startCheck, type CheckOptions } from '../../web/chat/identityCheck.ts'
import { areInPerson } from '../../web/chat/inPerson.ts'
import { certificatesOf, type Certificates } from '../../web/chat/peerStats.ts'
import { toBase64Url } from '../../web/chat/sealed.ts'
import type { Verdict } from '../../web/chat/verify.ts'
import { VerifyDialog } from '../../web/chat/VerifyDialog.tsx'
import { visitWords } from '../../web/chat/dictionary.ts'
import { FIRST_VIEW, type View } from '../../web/chat/visit.ts'
import { waitUntil } from '../helpers/wait.ts'
import { streamOf } from './fakeDevices.ts'

beforeEach(() =>
  jest.useFakeTimers({ doNotFake: ['setImmediate', 'nextTick', 'queueMicrotask', 'performance'] }),
)
afterEach(() => {
  jest.clearAllTimers()
  jest.useRealTimers()
})

const A = new Uint8Array(32).fill(1)
const B = new Uint8Array(32).fill(2)
const KEYS = ['a'.repeat(87), 'b'.repeat(87)] as const

interface Side {
  readonly take: (text: string) => boolean
  readonly close: () => void
  readonly verdicts: Verdict[]
  readonly strangers: () => number
}

/** One end of a check; `deliver` gets what it sends. */
function side(
  role: CheckOptions['role'],
  certificates: Promise<Certificates | null>,
  deliver: (text: string) => void,
  { known = false, expected = null as string | null } = {},
): Side {
  const verdicts: Verdict[] = []
  let strangers = 0
  const { take, close } = startCheck(
    {
      role,
      keys: KEYS,
      known,
      expected,
      peer: { certificates: () => certificates, send: deliver },
    },
    {
      onVerdict: (verdict) => verdicts.push(verdict),
      onStranger: () => (strangers += 1),
    },
  )
  return { take, close, verdicts, strangers: () => strangers }
}

const seen = (own: Uint8Array, remote: Uint8Array) => Promise.resolve({ own, remote })

/** Hashing is done by other threads, in real time. */
const settle = (isDone: () => boolean) => waitUntil(10_000, isDone)
/** Whatever needs no hash has happened then. */
const turns = () => new Promise((resolve) => setImmediate(resolve))

function pair(certificatesOfB: Promise<Certificates | null> = seen(B, A)) {
  const ends: { a?: Side; b?: Side } = {}
  ends.b = side('answer', certificatesOfB, (text) => void ends.a?.take(text))
  ends.a = side('offer', seen(A, B), (text) => void ends.b?.take(text))
  return { a: ends.a, b: ends.b }
}

it('[P11] gives both the same symbols, and leaves no timer', async () => {
  const { a, b } = pair()
  await settle(() => a.verdicts.length > 0 && b.verdicts.length > 0)
  expect(a.verdicts).toEqual(b.verdicts)
  expect(a.verdicts[0]?.type).toBe('symbols')
  expect(jest.getTimerCount()).toBe(0)
})

it('[P11] keeps what comes before the certificates have been read', async () => {
  let read: (certificates: Certificates) => void = () => undefined
  const { a, b } = pair(new Promise((resolve) => (read = resolve)))
  await turns()
  expect(b.verdicts).toEqual([])
  read({ own: B, remote: A })
  await settle(() => a.verdicts.length > 0 && b.verdicts.length > 0)
  expect(a.verdicts).toEqual(b.verdicts)
})

it('[P11] is called failed after ten seconds without an answer', async () => {
  const { verdicts } = side('offer', seen(A, B), () => undefined)
  await turns()
  jest.advanceTimersByTime(10_000)
  await settle(() => verdicts.length > 0)
  expect(verdicts).toEqual([{ type: 'failed' }])
})

it.each([
  ['tells none', () => Promise.resolve(null)],
  ['throws', () => Promise.reject(new Error('no transport'))],
])('[P11] is called failed where the browser %s', async (_, certificates) => {
  const { verdicts } = side('offer', certificates(), () => undefined)
  await settle(() => verdicts.length > 0)
  expect(verdicts).toEqual([{ type: 'failed' }])
})

it('[P11] sees another certificate than before, and says nothing to it', async () => {
  const sent: string[] = []
  const { strangers, verdicts } = side('offer', seen(A, B), (text) => sent.push(text), {
    known: true,
    expected: toBase64Url(A),
  })
  await settle(() => strangers() > 0)
  jest.advanceTimersByTime(10_000)
  await turns()
  expect([strangers(), verdicts, sent]).toEqual([1, [], []])
})

it('[P11] fails at a message that is none, and takes nothing that is not its own', async () => {
  const { take, verdicts } = side('answer', seen(B, A), () => undefined)
  expect(take('{"type":"text","id":1,"text":"x"}')).toBe(false)
  expect(take('{"type":"verify","step":"dance"}')).toBe(true)
  await settle(() => verdicts.length > 0)
  expect(verdicts).toEqual([{ type: 'failed' }])
})

it.each(['{"type":"verify","step":"reveal","nonce":"', '{"type":"verify"'])(
  '[P11] [C3] reads two messages, and not the thousands that may follow: %s',
  async (begin) => {
    const { take, verdicts } = side('answer', seen(B, A), () => undefined)
    const text = `${begin}${'x'.repeat(43)}"}`
    const parse = jest.spyOn(JSON, 'parse')
    const taken = Array.from({ length: 1_000 }, () => take(text))
    const reads = parse.mock.calls.length
    parse.mockRestore()
    expect([reads, new Set(taken)]).toEqual([2, new Set([true])])
    await settle(() => verdicts.length > 0)
    expect(verdicts).toEqual([{ type: 'failed' }])
  },
)

it('says nothing any more once it is closed', async () => {
  const { close, verdicts } = side('offer', seen(A, B), () => undefined)
  close()
  await turns()
  jest.advanceTimersByTime(10_000)
  expect(verdicts).toEqual([])
  expect(jest.getTimerCount()).toBe(0)
})

it('[P11] two are in person where each is heard or seen by the other just now', () => {
  const { wish, conversation } = FIRST_VIEW
  const quiet = { ...conversation.partnerMedia, microphone: false, camera: false, screen: false }
  const view = (mode: 'video' | 'text', change: Partial<View>, partner: object): View => ({
    ...FIRST_VIEW,
    wish: { ...wish, mode },
    localStream: streamOf('audio', 'video'),
    ...change,
    conversation: { ...conversation, partnerMedia: { ...quiet, ...partner } },
  })
  const unplugged = streamOf('audio', 'video')
  for (const track of unplugged.getTracks()) track.stop()
  const off = { isMicrophoneOn: false, isCameraOn: false }
  for (const partner of [{ microphone: true }, { camera: true }, { screen: true }])
    expect(areInPerson(view('video', {}, partner))).toBe(true)
  for (const change of [{ isMicrophoneOn: false }, { isCameraOn: false }])
    expect(areInPerson(view('video', change, { camera: true }))).toBe(true)
  for (const [mode, change, partner] of [
    ['text', {}, { camera: true }],
    ['video', {}, {}],
    ['video', off, { camera: true }],
    ['video', { localStream: null }, { microphone: true }],
    ['video', { localStream: unplugged }, { microphone: true }],
  ] as const)
    expect(areInPerson(view(mode, change, partner))).toBe(false)
})

it.each([false, true])(
  '[P11] the comparison leads to “the same” only where the two hear or see each other: in a text chat, %s',
  (isWritten) => {
    const { text, written, same } = visitWords.verify
    const settings = { isWritten, onCompared: () => undefined, onClose: () => undefined }
    const html = renderToStaticMarkup(
      createElement(VerifyDialog, { symbols: [1, 2, 3, 4], ...settings }),
    )
    expect([html.includes(text), html.includes(written)]).toEqual([!isWritten, isWritten])
    expect(html).toContain(`class="button${isWritten ? '' : ' main'}">${same}<`)
    expect(html.includes('button main')).toBe(!isWritten)
  },
)

describe('the certificates in use', () => {
  const hex = (byte: number) => Array.from({ length: 32 }, () => byte.toString(16)).join(':')
  const certificate = {
    getFingerprints: () => [
      { algorithm: 'sha-512', value: hex(0x77) },
      { algorithm: 'SHA-256', value: hex(0xab) },
    ],
  } as RTCCertificate
  const remote = new TextEncoder().encode('the certificate of the stranger, as it came').buffer
  const sha256 = async () => new Uint8Array(await crypto.subtle.digest('SHA-256', remote))
  /** A description names fingerprints, too, and a server could have written them. */
  const connectionOf = (certificates: readonly ArrayBuffer[], fingerprint: number) => {
    const description = { sdp: `v=0\r\na=fingerprint:sha-256 ${hex(fingerprint)}\r\n` }
    const read = jest.fn(() => description)
    const connection = { sctp: { transport: { getRemoteCertificates: () => certificates } } }
    for (const side of ['Local', 'Remote'])
      for (const name of [side.toLowerCase(), `current${side}`, `pending${side}`])
        Object.defineProperty(connection, `${name}Description`, { get: read })
    return { connection: connection as unknown as RTCPeerConnection, read }
  }

  it('[P11] are the hashes of both, whatever a description says, which is not even looked at', async () => {
    for (const fingerprint of [0xab, 0xcd]) {
      const { connection, read } = connectionOf([remote], fingerprint)
      expect(await certificatesOf(connection, certificate)).toEqual({
        own: new Uint8Array(32).fill(0xab),
        remote: await sha256(),
      })
      expect(read).not.toHaveBeenCalled()
    }
  })

  it('[P11] are those of the stranger himself, and not of who vouches for him', async () => {
    const { connection } = connectionOf([remote, new ArrayBuffer(8)], 0xab)
    expect((await certificatesOf(connection, certificate))?.remote).toEqual(await sha256())
  })

  it.each([
    ['the stranger’s', connectionOf([], 0xab).connection, certificate],
    ['the channel’s', {} as RTCPeerConnection, certificate],
    [
      'one’s own in SHA-256',
      connectionOf([remote], 0xab).connection,
      { getFingerprints: () => [{ algorithm: 'sha-1', value: hex(1) }] } as RTCCertificate,
    ],
  ])('[P11] are unknown where the browser does not tell %s', async (_, connection, own) => {
    expect(await certificatesOf(connection, own)).toBeNull()
  })
})
