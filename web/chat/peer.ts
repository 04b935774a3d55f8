/**
 * The WebRTC connection to the stranger: simple-peer behind a small handle (the only import of it).
 *
 * One offer and one answer in its life, with audio and video placeholders from the start, so that
 * whatever changes later is a `replaceTrack` and everything else can be refused (P12). It has no
 * ICE restart: who loses the path closes it and builds another.
 */
import SimplePeer from 'simple-peer/simplepeer.min.js'
import type { IceServer, Role } from '../../signaling/protocol.ts'
import { openBulk, type Bulk } from './bulk.ts'
import {
  CANDIDATES_MAX,
  cleanDescription,
  createTelling,
  isOwnNetwork,
  isTellable,
  isUsableCandidate,
  withoutOrigin,
} from './candidates.ts'
import { QUOTA_REACHED, rtcServers } from './iceServers.ts'
import { preferCodecs, withoutStrays } from './codecs.ts'
import { inFrames, type Candidate, type Signal } from './peerProtocol.ts'
import {
  certificatesOf,
  hasPictureIn,
  reachOf,
  readStatsOf,
  type Certificates,
  type Reach,
  type StatsReport,
} from './peerStats.ts'
import { isOneConnection } from './sections.ts'
import { isPouring } from './unseen.ts'

/** Candidates that come later wait this long for each other, to travel in one frame. */
const BATCH_MS = 30
const CHANNEL_ID = 0
/** Channels that the stranger may open beside ours; an honest page opens none. */
const STRAYS_MAX = 8
/** A relay that has given no place by then gives none. */
const RELAY_MS = 6_000
/** Between our last word and the end of the connection, so that the word gets out. */
const LINGER_MS = 250

export interface LocalTracks {
  readonly audio: MediaStreamTrack | null
  readonly video: MediaStreamTrack | null
}

export interface PeerOptions {
  readonly role: Role
  /** Placeholders for voice and picture; without them there is only the data channel. */
  readonly withMedia: boolean
  readonly iceServers: readonly IceServer[]
  /** Goes through the relay or not at all, and tells the stranger no address of ours (P8). */
  readonly relayOnly: boolean
  /** Kept for all rebuilds of one call, new for each stranger. */
  readonly certificate: RTCCertificate
  /** Whether private addresses are in order, as the server says. */
  readonly lan: boolean
  readonly tracks: LocalTracks
}

export interface PeerHandlers {
  onSignal(signal: Signal): void
  /** Both ways are open: messages may be sent. */
  onOpen(): void
  onMessage(text: string): void
  /** Only the relay may be used, and it gives us no place: because it has no room, or not at all. */
  onNoRelay(isFull: boolean): void
  /** Over, for whatever reason; comes once, and never after `close()`. */
  onClosed(): void
}

export interface Peer {
  /** What the stranger shows, once its tracks are known: they are there before anything comes. */
  readonly remoteStream: Promise<MediaStream>
  /** Lets signals out: until then an offer prepared while waiting is held. */
  release(): void
  /** Takes a signal of the stranger; one that no honest page sends closes the connection. */
  signal(signal: Signal): void
  send(text: string): void
  /** The channel for everything but messages. */
  readonly bulk: Bulk
  setTrack(kind: 'audio' | 'video', track: MediaStreamTrack | null): void
  /** What sends our voice or picture; `null` before there is a place for it. */
  sender(kind: 'audio' | 'video'): RTCRtpSender | null
  /**
   * Gives each reading of the statistics to `listener`: whoever reads them first, every second,
   * reads them for all.
   *
   * @returns ends it
   */
  watchStats(listener: (reports: readonly StatsReport[]) => void): () => void
  reach(): Promise<Reach>
  /** The DTLS certificates in use, as SHA-256; `null` where the browser does not tell. */
  certificates(): Promise<Certificates | null>
  /** Whether a single picture of the stranger has come. */
  hasPicture(): Promise<boolean>
  close(): void
}

/** A connection may close before a track is exchanged; then there is nothing left to send. */
const ignoreClosed = () => undefined

/** @throws when the browser has no WebRTC */
export function createPeer(options: PeerOptions, handlers: PeerHandlers): Peer {
  const isOffering = options.role === 'offer'
  const lan = options.lan && isOwnNetwork(location.hostname)
  const link = new SimplePeer({
    initiator: isOffering,
    trickle: true,
    objectMode: true,
    channelName: 'chat',
    channelConfig: { negotiated: true, id: CHANNEL_ID, ordered: true },
    config: {
      iceServers: rtcServers(options.iceServers),
      iceTransportPolicy: options.relayOnly ? 'relay' : 'all',
      bundlePolicy: 'max-bundle',
      certificates: [options.certificate],
    },
  })
  const connection = link._pc
  // Who closes one of the two channels has left no less than who closes the other.
  const bulk = openBulk(connection, fail)
  const remote = new MediaStream()
  /** What goes in one stream the other side keeps together, lips with words (RFC 8834, section 12.2). */
  const together = new MediaStream()
  let tellRemote: (stream: MediaStream) => void = () => undefined
  const remoteStream = new Promise<MediaStream>((resolve) => {
    tellRemote = resolve
  })
  let tracks = options.tracks
  let isReleased = false
  let isClosed = false
  let hasDescription = false
  let candidatesSeen = 0
  let straysSeen = 0
  let description: Signal['description']
  let candidates: Candidate[] = []
  const hasRoom = createTelling()
  let batch: ReturnType<typeof setTimeout> | null = null
  let hasWay = !options.relayOnly
  let isFull = false
  let relayTimer: ReturnType<typeof setTimeout> | null = null

  function missRelay(): void {
    if (!hasWay && !isClosed) handlers.onNoRelay(isFull)
  }

  /** Fills the placeholders with our tracks, and collects the stranger's. */
  function furnish(): void {
    for (const transceiver of connection.getTransceivers()) {
      const { track } = transceiver.receiver
      transceiver.direction = 'sendrecv'
      // Browsers of before May 2023 do without.
      if ('setStreams' in transceiver.sender) transceiver.sender.setStreams(together)
      if (isOffering) preferCodecs(transceiver)
      transceiver.sender
        .replaceTrack(tracks[track.kind === 'audio' ? 'audio' : 'video'])
        .catch(ignoreClosed)
      remote.addTrack(track)
    }
    tellRemote(remote)
  }

  const readStats = () => readStatsOf(connection)
  const watchers = new Set<(reports: readonly StatsReport[]) => void>()
  const transceiverOf = (kind: 'audio' | 'video') =>
    connection.getTransceivers().find(({ receiver }) => receiver.track.kind === kind)

  function flush(): void {
    if (batch !== null) clearTimeout(batch)
    batch = null
    if (!isReleased || isClosed || (description === undefined && candidates.length === 0)) return
    const signal: Signal = { ...(description !== undefined && { description }), candidates }
    description = undefined
    candidates = []
    for (const frame of inFrames(signal)) handlers.onSignal(frame)
  }

  function flushSoon(): void {
    if (connection.iceGatheringState === 'complete') flush()
    else batch ??= setTimeout(flush, BATCH_MS)
  }

  function end(): void {
    if (isClosed) return
    isClosed = true
    if (batch !== null) clearTimeout(batch)
    if (relayTimer !== null) clearTimeout(relayTimer)
    for (const { sender } of connection.getTransceivers())
      sender.replaceTrack(null).catch(ignoreClosed)
    for (const track of remote.getTracks()) remote.removeTrack(track)
    bulk.close()
    setTimeout(() => {
      link.destroy()
      // It would hold what is over for seconds.
      clearTimeout(link._iceCompleteTimer ?? undefined)
    }, LINGER_MS)
  }

  function fail(): void {
    if (isClosed) return
    end()
    handlers.onClosed()
  }

  if (isOffering && options.withMedia) {
    connection.addTransceiver('audio', { direction: 'sendrecv' })
    connection.addTransceiver('video', { direction: 'sendrecv' })
    furnish()
  }
  if (!isOffering)
    connection.addEventListener('signalingstatechange', () => {
      // Between the offer and our answer: the moment at which placeholders can become two-way.
      if (connection.signalingState === 'have-remote-offer') furnish()
    })
  connection.addEventListener('icegatheringstatechange', () => {
    // Only from here on it is the relay that is waited for, and not a stranger's offer.
    if (connection.iceGatheringState === 'gathering' && !hasWay)
      relayTimer ??= setTimeout(missRelay, RELAY_MS)
    if (connection.iceGatheringState !== 'complete') return
    missRelay()
    flush()
  })
  // Both of ours are known from the start. What is said on another would be kept by the browser for
  // nobody, and closing them without an end is work that the stranger could ask for without an end.
  connection.addEventListener('datachannel', ({ channel }) => {
    channel.close()
    straysSeen += 1
    if (straysSeen > STRAYS_MAX) fail()
  })
  connection.addEventListener('icecandidateerror', ({ errorCode }) => {
    isFull ||= errorCode === QUOTA_REACHED
  })
  link.on('signal', (data) => {
    if (isClosed) return
    if (data.sdp !== undefined) {
      const sdp = cleanDescription(withoutStrays(data.sdp), lan, options.relayOnly)
      if (sdp === null) return fail()
      description = { type: isOffering ? 'offer' : 'answer', sdp }
    } else if (data.candidate !== undefined) {
      const { candidate = '', sdpMid, sdpMLineIndex } = data.candidate
      if (!isTellable(candidate, lan, options.relayOnly)) return
      hasWay = true
      if (!hasRoom(candidate)) return
      candidates.push({ candidate: withoutOrigin(candidate), sdpMid, sdpMLineIndex })
    }
    flushSoon()
  })
  link.on('connect', () => {
    if (!isClosed) handlers.onOpen()
  })
  link.on('data', (data) => {
    if (!isClosed && typeof data === 'string') handlers.onMessage(data)
  })
  link.on('close', fail)
  link.on('error', fail)

  return {
    remoteStream,
    bulk,
    release() {
      isReleased = true
      flush()
    },
    signal(signal) {
      if (isClosed) return
      if (signal.description !== undefined) {
        const { type, sdp } = signal.description
        const cleaned = cleanDescription(sdp, lan)
        if (hasDescription || type === options.role || cleaned === null) return fail()
        if (!isOneConnection(cleaned, options.withMedia)) return fail()
        hasDescription = true
        link.signal({ type, sdp: cleaned })
      }
      for (const candidate of signal.candidates) {
        if (candidate.candidate === '') continue
        candidatesSeen += 1
        if (candidatesSeen > CANDIDATES_MAX) return fail()
        if (!isUsableCandidate(candidate.candidate, lan)) continue
        const { sdpMid = null, sdpMLineIndex = null } = candidate
        link.signal({ candidate: { candidate: candidate.candidate, sdpMid, sdpMLineIndex } })
      }
    },
    send(text) {
      if (isClosed || !link.connected) return
      try {
        link.send(text)
      } catch {
        // The channel is closing, or clogged by a stranger who does not read: what matters is
        // confirmed by the other side, and sent again when it is not.
      }
    },
    setTrack(kind, track) {
      tracks = { ...tracks, [kind]: track }
      if (!isClosed) transceiverOf(kind)?.sender.replaceTrack(track).catch(ignoreClosed)
    },
    sender: (kind) => transceiverOf(kind)?.sender ?? null,
    watchStats(listener) {
      watchers.add(listener)
      return () => watchers.delete(listener)
    },
    async reach() {
      const reports = await readStats()
      // The browser may keep it, and nobody can give it away again but with the connection.
      if (isPouring(reports)) fail()
      if (!isClosed) for (const watcher of watchers) watcher(reports)
      return reachOf(reports)
    },
    certificates: () => certificatesOf(connection, options.certificate),
    hasPicture: async () => hasPictureIn(await readStats()),
    close: end,
  }
}
