/** From a search to a connection and back: keys, prepared offer, introduction, rebuild. */
import {
  KEY_NAME_LENGTH,
  type ClientMessage,
  type IceServer,
  type ServerMessage,
} from '../../signaling/protocol.ts'
import { createCall, prepareOffer, type Call, type PreparedOffer } from './call.ts'
import type { LocalTracks } from './peer.ts'
import { createSealingKeys, type Seal, type SealingKeys } from './sealed.ts'
import type { Event } from './session.ts'
import { createTimers } from './timers.ts'
import type { Wish } from './visit.ts'

/** A connection that has not opened by then is tried once more, then comes the next stranger. */
const CONNECT_BUDGET_MS = 10_000
/** Silence that heals by itself within this time is no reason to build anew. */
const SHAKY_MS = 3_000
/** Prepared offers are renewed before their relay credentials lapse. */
const OFFER_MAX_AGE_MS = 300_000

type Matched = Extract<ServerMessage, { type: 'matched' }>

/** Made anew for every search, so that two strangers cannot tell that they met the same person. */
interface Identity {
  readonly keys: SealingKeys
  readonly certificate: RTCCertificate
}

export interface ConnectorOptions {
  readonly send: (message: ClientMessage) => boolean
  readonly sendFrame: (frame: ArrayBuffer) => void
  /** Makes sure the socket is alive, when the connection died and may have taken it along. */
  readonly probe: () => void
  readonly dispatch: (event: Event) => void
  readonly getWish: () => Wish
  readonly getTracks: () => LocalTracks
  readonly isLan: () => boolean
  readonly onOpen: () => void
  readonly onMessage: (text: string) => void
  readonly onStream: (stream: MediaStream | null) => void
}

export interface Connector {
  search(): Promise<void>
  /** Stops searching; a match that is on its way is not answered. */
  abandon(): void
  prepare(ice: readonly IceServer[]): void
  /** Whether a match answers the latest request, and not an earlier one that it crossed. */
  isAnswered(matched: Matched): boolean
  introduce(matched: Matched): void
  /** Meets the same stranger again, with new sealing keys and the old certificate. */
  rebuild(): Promise<void>
  receive(frame: ArrayBuffer): void
  send(text: string): void
  setTrack(kind: 'audio' | 'video', track: MediaStreamTrack | null): void
  tellOutcome(connected: boolean): Promise<void>
  /** Tells the server, once, when the stranger has shown nothing since the call began. */
  tellNoMedia(): Promise<void>
  hangUp(): void
  close(): void
}

async function createIdentity(): Promise<Identity> {
  const algorithm: EcKeyGenParams = { name: 'ECDSA', namedCurve: 'P-256' }
  const [keys, certificate] = await Promise.all([
    createSealingKeys(),
    RTCPeerConnection.generateCertificate(algorithm),
  ])
  return { keys, certificate }
}

export function createConnector(options: ConnectorOptions): Connector {
  const { dispatch } = options
  const timers = createTimers<'budget' | 'shaky' | 'offer'>()
  let identity: Identity | null = null
  /** Made ahead, so that Next can ask for a stranger within the turn of the press. */
  let spare: Identity | null = null
  /** Counts searches and rebuilds: what was begun for an earlier one is dropped. */
  let turn = 0
  let prepared: PreparedOffer | null = null
  let call: Call | null = null
  /** The seal of the first introduction: tokens for meeting again derive from it. */
  let rootSeal: Promise<Seal> | null = null
  let generation = 0
  let isRebuilding = false

  function dropPrepared(): void {
    timers.clear('offer')
    prepared?.close()
    prepared = null
  }

  function dropCall(): void {
    timers.clear('budget')
    timers.clear('shaky')
    call?.close()
    call = null
    options.onStream(null)
  }

  /** After one direct attempt has failed, the relay is tried, where there is one. */
  function isRelayOnly(ice: readonly IceServer[]): boolean {
    return generation > 0 && ice.some(({ urls }) => urls.some((url) => /^turns?:/.test(url)))
  }

  function down(pair: string): void {
    if (call?.pair !== pair) return
    dispatch({ type: 'peerDown', pair, now: Date.now() })
  }

  async function search(): Promise<void> {
    const mine = (turn += 1)
    isRebuilding = false
    identity = null
    dropPrepared()
    const made = spare ?? (await createIdentity())
    spare = null
    if (mine !== turn) return
    identity = made
    const { mode, interests, languages } = options.getWish()
    const key = made.keys.publicKey
    // Without a socket nothing is lost: its return asks for the search again.
    options.send({
      type: 'find',
      mode,
      camera: mode === 'video' && options.getTracks().video !== null,
      interests: [...interests],
      languages: [...languages],
      key,
    })
    spare = await createIdentity()
  }

  return {
    search,
    abandon() {
      turn += 1
      identity = null
      dropPrepared()
    },
    prepare(ice) {
      if (identity === null) return
      dropPrepared()
      prepared = prepareOffer({
        withMedia: options.getWish().mode === 'video',
        iceServers: ice,
        relayOnly: isRelayOnly(ice),
        certificate: identity.certificate,
        lan: options.isLan(),
        tracks: options.getTracks(),
      })
      if (!isRebuilding) timers.set('offer', OFFER_MAX_AGE_MS, () => void search())
    },
    isAnswered({ answers }) {
      return call === null && identity?.keys.publicKey.slice(0, KEY_NAME_LENGTH) === answers
    },
    introduce(matched) {
      // One introduction at a time: a second would be a second remote party (P12).
      if (identity === null || call !== null) return
      turn += 1
      timers.clear('offer')
      if (isRebuilding) generation += 1
      isRebuilding = false
      const { pair } = matched
      const made = createCall(
        {
          matched,
          keys: identity.keys,
          prepared,
          withMedia: options.getWish().mode === 'video',
          relayOnly: isRelayOnly(matched.ice),
          certificate: identity.certificate,
          lan: options.isLan(),
          tracks: options.getTracks(),
        },
        {
          sendFrame: options.sendFrame,
          onOpen() {
            timers.clear('budget')
            dispatch({ type: 'peerOpen', pair })
            options.onOpen()
          },
          onMessage: options.onMessage,
          onShaky: () => timers.set('shaky', SHAKY_MS, () => down(pair)),
          onSteady: () => timers.clear('shaky'),
          onClosed: () => down(pair),
          onSealBroken: () => dispatch({ type: 'sealBroken', pair }),
          onStream: (stream) => options.onStream(stream),
        },
      )
      prepared = null
      call = made
      rootSeal ??= made.seal
      timers.set('budget', CONNECT_BUDGET_MS, () => down(pair))
    },
    async rebuild() {
      if (rootSeal === null || identity === null) return
      const mine = (turn += 1)
      const { certificate } = identity
      isRebuilding = true
      dropCall()
      dropPrepared()
      options.probe()
      try {
        const [keys, seal] = await Promise.all([createSealingKeys(), rootSeal])
        const token = await seal.meetToken(generation + 1)
        if (mine !== turn) return
        identity = { keys, certificate }
        options.send({ type: 'meet', token, key: keys.publicKey })
      } catch {
        // The first introduction never had a seal, so there is nobody to meet again: `sealBroken`
        // has said so already.
      }
    },
    receive: (frame) => call?.receive(frame),
    send: (text) => call?.send(text),
    setTrack(kind, track) {
      call?.setTrack(kind, track)
      prepared?.setTrack(kind, track)
    },
    async tellOutcome(connected) {
      const route = connected && call !== null ? await call.route() : 'failed'
      options.send({ type: 'outcome', route })
    },
    async tellNoMedia() {
      const asked = call
      if (asked === null || (await asked.hasPicture()) || call !== asked) return
      options.send({ type: 'noMedia' })
    },
    hangUp() {
      turn += 1
      dropCall()
      dropPrepared()
      identity = null
      rootSeal = null
      generation = 0
      isRebuilding = false
    },
    close() {
      turn += 1
      dropCall()
      dropPrepared()
      timers.clearAll()
    },
  }
}
