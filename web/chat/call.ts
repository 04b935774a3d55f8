/** One introduction: seals what the connection says, opens what comes, in order. */
import type { ServerMessage } from '../../signaling/protocol.ts'
import type { LocalTracks, Peer, PeerHandlers, PeerOptions } from './peer.ts'
import { parseSignal } from './peerProtocol.ts'
import { createSeal, SealError, type Seal, type SealingKeys } from './sealed.ts'

type Transport = typeof import('./peer.ts')
let loading: Promise<Transport> | null = null
let transport: Transport | null = null

/** Loads the transport, a third of all our code; call it while the visitor reads. */
export async function loadTransport(): Promise<void> {
  loading ??= import('./peer.ts')
  try {
    transport = await loading
  } catch (error) {
    loading = null // a failed load is tried again next time
    throw error
  }
}

/** Makes the connection within this very turn when the transport is there, as it nearly always is. */
async function createPeer(options: PeerOptions, handlers: PeerHandlers): Promise<Peer> {
  if (transport === null) await loadTransport()
  if (transport === null) throw new Error('no transport')
  return transport.createPeer(options, handlers)
}

type Matched = Extract<ServerMessage, { type: 'matched' }>

export interface CallOptions extends Omit<PeerOptions, 'role' | 'iceServers'> {
  readonly matched: Matched
  readonly keys: SealingKeys
  /** An offer prepared while waiting; used when it falls to us to make the offer. */
  readonly prepared: PreparedOffer | null
}

export interface CallHandlers {
  sendFrame(frame: ArrayBuffer): void
  onOpen(): void
  onMessage(text: string): void
  onShaky(): void
  onSteady(): void
  onClosed(): void
  /** A frame or key was not the partner's. */
  onSealBroken(): void
  onStream(stream: MediaStream): void
}

export interface Call {
  readonly pair: string
  readonly seal: Promise<Seal>
  /** Takes the next binary frame from the server. */
  receive(frame: ArrayBuffer): void
  send(text: string): void
  setTrack(kind: 'audio' | 'video', track: MediaStreamTrack | null): void
  route: Peer['route']
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
  onShaky: () => undefined,
  onSteady: () => undefined,
  onClosed: () => undefined,
}

/** Makes the connection and gathers candidates while the visitor still waits. */
export function prepareOffer(options: Omit<PeerOptions, 'role'>): PreparedOffer {
  let handlers = SILENT
  const peer = createPeer(
    { ...options, role: 'offer' },
    {
      onSignal: (signal) => handlers.onSignal(signal),
      onOpen: () => handlers.onOpen(),
      onMessage: (text) => handlers.onMessage(text),
      onShaky: () => handlers.onShaky(),
      onSteady: () => handlers.onSteady(),
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
  let tracks: LocalTracks = options.tracks
  const seal = createSeal(options.keys, matched.key, matched.pair, matched.role)
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
      outbox = outbox
        .then(async () => (await seal).seal(JSON.stringify(signal)))
        .then((frame) => {
          if (!isClosed) handlers.sendFrame(frame)
        })
        .catch(breakDown)
    },
    onOpen: () => isClosed || handlers.onOpen(),
    onMessage: (text) => isClosed || handlers.onMessage(text),
    onShaky: () => isClosed || handlers.onShaky(),
    onSteady: () => isClosed || handlers.onSteady(),
    onClosed: () => isClosed || handlers.onClosed(),
  }

  function obtainPeer(): Promise<Peer> {
    if (matched.role === 'offer' && prepared !== null) return prepared.claim(guarded)
    prepared?.close()
    return createPeer({ ...options, role: matched.role, iceServers: matched.ice }, guarded)
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
    handlers.onStream(made.remoteStream)
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
          if (!isClosed) made.signal(signal)
        })
        .catch(breakDown)
    },
    send: (text) => link?.send(text),
    setTrack(kind, track) {
      tracks = { ...tracks, [kind]: track }
      link?.setTrack(kind, track)
    },
    route: async () => (await peer).route(),
    hasPicture: async () => (await peer).hasPicture(),
    close() {
      isClosed = true
      prepared?.close()
      void peer.then((made) => made.close()).catch(() => undefined)
    },
  }
}
