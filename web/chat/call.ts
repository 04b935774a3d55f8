/** One introduction: seals what the connection says, opens what comes, in order. */
import type { ServerMessage } from '../../signaling/protocol.ts'
import { createPeer, type LocalTracks, type Peer } from './peer.ts'
import type { PeerHandlers, PeerOptions } from './peer.ts'
import { UNCONFIRMED_MAX } from './messages.ts'
import { startCheck, type CheckHandlers, type IdentityCheck } from './identityCheck.ts'
import { parseSignal, type Signal } from './peerProtocol.ts'
import { createSeal, createSealingKeys, SealError, type Seal, type SealingKeys } from './sealed.ts'

// What nobody needs who does not search yet.
export { requestOf } from './asking.ts'
export { startPulse } from './pulse.ts'

/**
 * An honest page says less before ours is ready to hear it: over a connection that was made anew, who
 * it is, how it is, and every line that was not confirmed.
 */
const EARLY_MAX = UNCONFIRMED_MAX + 20

/** Made anew for every search, so that two strangers cannot tell that they met the same person. */
export interface Identity {
  readonly keys: SealingKeys
  readonly certificate: RTCCertificate
}

export async function createIdentity(): Promise<Identity> {
  const algorithm: EcKeyGenParams = { name: 'ECDSA', namedCurve: 'P-256' }
  const [keys, certificate] = await Promise.all([
    createSealingKeys(),
    RTCPeerConnection.generateCertificate(algorithm),
  ])
  return { keys, certificate }
}

/** For meeting the same stranger again: new sealing keys, the old certificate. */
export async function renewIdentity({ certificate }: Identity): Promise<Identity> {
  return { keys: await createSealingKeys(), certificate }
}

/** Makes the connection within this very turn; what goes wrong rejects. */
async function openPeer(options: PeerOptions, handlers: PeerHandlers): Promise<Peer> {
  return createPeer(options, handlers)
}

type Matched = Extract<ServerMessage, { type: 'matched' }>

export interface CallOptions extends Omit<PeerOptions, 'role' | 'iceServers'> {
  readonly matched: Matched
  readonly keys: SealingKeys
  /** From the first introduction to every rebuild; `null` in the first. */
  readonly salt: Uint8Array<ArrayBuffer> | null
  /** An offer prepared while waiting; used when it falls to us to make the offer. */
  readonly prepared: PreparedOffer | null
  /** What earlier connections of this call have brought (P11). */
  readonly known: boolean
  readonly expected: string | null
  /** The visitor has chosen to begin blurred. */
  readonly isBlurred: boolean
}

export interface CallHandlers extends CheckHandlers {
  sendFrame(frame: ArrayBuffer): void
  onOpen(peer: Peer): void
  onMessage(text: string): void
  onNoRelay(isFull: boolean): void
  onClosed(): void
  /** A frame or key was not the partner's. */
  onSealBroken(): void
  onStream(stream: MediaStream): void
  /** The stranger has chosen to begin blurred; told before a picture can leave. */
  onBlurred(): void
}

export interface Call {
  readonly pair: string
  readonly seal: Promise<Seal>
  /** Takes the next binary frame from the server. */
  receive(frame: ArrayBuffer): void
  send(text: string): void
  setTrack(kind: 'audio' | 'video', track: MediaStreamTrack | null): void
  reach: Peer['reach']
  hasPicture: Peer['hasPicture']
  close(): void
}

/** A connection whose offer is ready, or on the way, before there is anybody to offer it to. */
export interface PreparedOffer {
  /** The connection reports to whoever takes it over. */
  claim(handlers: PeerHandlers): Promise<Peer>
  setTrack(kind: 'audio' | 'video', track: MediaStreamTrack | null): void
  close(): void
}

const SILENT: PeerHandlers = {
  onSignal: () => undefined,
  onOpen: () => undefined,
  onMessage: () => undefined,
  onNoRelay: () => undefined,
  onClosed: () => undefined,
}

/** Makes the connection and gathers candidates while the visitor still waits. */
export function prepareOffer(
  options: Omit<PeerOptions, 'role'>,
  onNoRelay: PeerHandlers['onNoRelay'],
): PreparedOffer {
  let handlers: PeerHandlers = { ...SILENT, onNoRelay }
  const peer = openPeer(
    { ...options, role: 'offer' },
    {
      onSignal: (signal) => handlers.onSignal(signal),
      onOpen: () => handlers.onOpen(),
      onMessage: (text) => handlers.onMessage(text),
      onNoRelay: (isFull) => handlers.onNoRelay(isFull),
      onClosed: () => handlers.onClosed(),
    },
  )
  peer.catch(() => undefined) // whoever claims it is told
  return {
    claim(owner) {
      handlers = owner
      return peer
    },
    setTrack(kind, track) {
      void peer.then((made) => made.setTrack(kind, track)).catch(() => undefined)
    },
    close() {
      handlers = SILENT
      void peer.then((made) => made.close()).catch(() => undefined)
    },
  }
}

export function createCall(options: CallOptions, handlers: CallHandlers): Call {
  const { matched, prepared } = options
  let isClosed = false
  let check: IdentityCheck | null = null
  /** The stranger's side may be open a moment before ours, and speaks at once. */
  const early: string[] = []
  let tracks: LocalTracks = options.tracks
  const { role } = matched
  const own = options.keys.publicKey
  const keys = role === 'offer' ? ([own, matched.key] as const) : ([matched.key, own] as const)
  const seal = createSeal(options.keys, matched.key, matched.pair, role, options.salt ?? undefined)
  // Frames are sealed and opened one after the other: their counters are their order.
  let outbox: Promise<void> = Promise.resolve()
  let inbox: Promise<void> = Promise.resolve()

  function breakDown(error: unknown): void {
    if (isClosed) return
    if (error instanceof SealError) handlers.onSealBroken()
    else handlers.onClosed()
  }

  const guarded: PeerHandlers = {
    onSignal(signal) {
      const said: Signal = options.isBlurred ? { ...signal, blurred: true } : signal
      outbox = outbox
        .then(async () => (await seal).seal(JSON.stringify(said)))
        .then((frame) => {
          if (!isClosed) handlers.sendFrame(frame)
        })
        .catch(breakDown)
    },
    onOpen() {
      if (isClosed || link === null) return
      handlers.onOpen(link)
      const { known, expected } = options
      check = startCheck({ role, keys, peer: link, known, expected }, handlers)
      for (const text of early.splice(0)) guarded.onMessage(text)
    },
    onMessage(text) {
      if (isClosed) return
      if (check !== null) {
        if (!check.take(text)) handlers.onMessage(text)
      } else if (early.length < EARLY_MAX) early.push(text)
      // Nothing is passed over in silence: what was not confirmed is said again over the next one.
      else handlers.onClosed()
    },
    onNoRelay: (isFull) => isClosed || handlers.onNoRelay(isFull),
    onClosed: () => isClosed || handlers.onClosed(),
  }

  function obtainPeer(): Promise<Peer> {
    if (matched.role === 'offer' && prepared !== null) return prepared.claim(guarded)
    prepared?.close()
    return openPeer({ ...options, role: matched.role, iceServers: matched.ice }, guarded)
  }

  /** Once made it is used without waiting, so that a last word still gets out before `close`. */
  let link: Peer | null = null
  const peer = obtainPeer()
  peer.then((made) => {
    if (isClosed) {
      made.close()
      return
    }
    link = made
    void made.remoteStream.then((stream) => isClosed || handlers.onStream(stream))
    // Tracks may have changed while the connection was being made.
    made.setTrack('audio', tracks.audio)
    made.setTrack('video', tracks.video)
    made.release()
  }, breakDown)
  seal.catch(breakDown)

  return {
    pair: matched.pair,
    seal,
    receive(frame) {
      inbox = inbox
        .then(async () => {
          const signal = parseSignal(await (await seal).open(frame))
          if (signal === null) throw new SealError('bad signal')
          const made = await peer
          if (isClosed) return
          if (signal.blurred === true) handlers.onBlurred()
          made.signal(signal)
        })
        .catch(breakDown)
    },
    send: (text) => link?.send(text),
    setTrack(kind, track) {
      tracks = { ...tracks, [kind]: track }
      link?.setTrack(kind, track)
    },
    reach: async () => (await peer).reach(),
    hasPicture: async () => (await peer).hasPicture(),
    close() {
      isClosed = true
      check?.close()
      prepared?.close()
      void peer.then((made) => made.close()).catch(() => undefined)
    },
  }
}
