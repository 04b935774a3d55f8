/** From a search to a connection and back: keys, prepared offer, introduction, rebuild. */
import {
  KEY_NAME_LENGTH,
  type ClientMessage,
  type IceServer,
  type ServerMessage,
} from '../../signaling/protocol.ts'
import type { Request } from './asking.ts'
import type { Call, Identity, PreparedOffer } from './call.ts'
import type { Meeting } from './meeting.ts'
import { createOwnKeys } from './ownKeys.ts'
import type { LocalTracks, Peer } from './peer.ts'
import type { Seal } from './sealed.ts'
import type { Event } from './session.ts'
import { createStanding } from './standing.ts'
import { createTimers } from './timers.ts'
import type { Transport } from './transport.ts'
import type { Exposure, Verification, Wish } from './visit.ts'

/** A connection that has not opened by then is tried once more, then comes the next stranger. */
const CONNECT_BUDGET_MS = 10_000
/** A connection that broke sooner than this had found a bad path: the relay is tried next. */
const STEADY_MS = 15_000
/** Prepared offers are renewed before their relay credentials lapse. */
const OFFER_MAX_AGE_MS = 300_000
/** Keys that could not be made are tried again after this. */
const RETRY_MS = 2_000
/**
 * Whoever is there meets again within a moment, for he is told that the old connection was given up;
 * asked for again after this, for the first word may have gone to a socket that was dead.
 */
const MEET_BUDGET_MS = 6_000
type Matched = Extract<ServerMessage, { type: 'matched' }>

export interface ConnectorOptions {
  readonly send: (message: ClientMessage) => boolean
  readonly sendFrame: (frame: ArrayBuffer) => void
  /** Makes sure the socket is alive, when the connection died and may have taken it along. */
  readonly probe: () => void
  readonly dispatch: (event: Event) => void
  readonly getWish: () => Wish
  readonly getTracks: () => LocalTracks
  readonly isLan: () => boolean
  /** Whether every byte has to go through the relay (P8). */
  readonly isHidden: () => boolean
  /** `seal` is that of the first introduction. */
  readonly onOpen: (peer: Peer, seal: Promise<Seal>) => void
  readonly onMessage: (text: string) => void
  readonly onStream: (stream: MediaStream | null) => void
  /** The stranger has chosen to begin blurred. */
  readonly onBlurred: () => void
  /** What the stranger can see of this visitor's address; `null` before that is known. */
  readonly onExposure: (exposure: Exposure | null) => void
  readonly onVerification: (verification: Verification | null) => void
}

export interface Connector {
  /** Looks for anybody, or for one met before; asked for the same one again, only says so again. */
  search(whom?: Meeting | null): Promise<void>
  /** Stops searching; a match that is on its way is not answered. */
  abandon(): void
  prepare(ice: readonly IceServer[]): void
  /**
   * Whether a match answers the latest request, and not an earlier one that it crossed. With an
   * earlier request of this very page, whose socket died unnoticed, it is none: that is asked anew.
   */
  accepts(matched: Matched): boolean
  introduce(matched: Matched): void
  /** Meets the same stranger again, with new sealing keys and the old certificate. */
  rebuild(): Promise<void>
  /** The seal of the call, while its connection is open. */
  live(): Promise<Seal> | null
  receive(frame: ArrayBuffer): void
  send(text: string): void
  setTrack(kind: 'audio' | 'video', track: MediaStreamTrack | null): void
  tellOutcome(connected: boolean): Promise<void>
  /** Tells the server, once, when the stranger has shown nothing since the call began. */
  tellNoMedia(): Promise<void>
  hangUp(): void
  close(): void
}

/** @param transport what a call takes: before it has come nobody is looked for */
export function createConnector(transport: Transport, options: ConnectorOptions): Connector {
  const { dispatch } = options
  const timers = createTimers<'budget' | 'renewal'>()
  let identity: Identity | null = null
  /** Made ahead, so that Next can ask for a stranger within the turn of the press. */
  let spare: Identity | null = null
  /** Counts searches and rebuilds: what was begun for an earlier one is dropped. */
  let turn = 0
  let prepared: PreparedOffer | null = null
  /** Whom this search is for; anybody when there is none. */
  let sought: Meeting | null = null
  let call: Call | null = null
  /** The seal of the first introduction: the token for meeting again derives from it. */
  let rootSeal: Promise<Seal> | null = null
  const own = createOwnKeys()
  /** The last pair that was taken up. */
  let pair = ''
  let isRebuilding = false
  /** What only these two know, for the rebuild that is under way. */
  let salt: Uint8Array<ArrayBuffer> | null = null
  /** The turn that an offer was prepared in: each has one. */
  let preparedIn = -1
  /** Whether the next connection leaves the direct way out, because the last one failed on it. */
  let isRelayTurn = false
  let hasFailed = false
  let openedAt: number | null = null
  let stopPulse = () => {}
  /** Once the stranger's browser was told an address of ours, it knows. */
  let isTold = false
  const standing = createStanding(options.onVerification)

  function dropPrepared(): void {
    timers.clear('renewal')
    prepared?.close()
    prepared = null
  }

  function dropCall(): void {
    timers.clear('budget')
    stopPulse()
    call?.close()
    call = null
    options.onStream(null)
  }

  function isRelayOnly(ice: readonly IceServer[]): boolean {
    if (options.isHidden()) return true
    return isRelayTurn && ice.some(({ urls }) => urls.some((url) => /^turns?:/.test(url)))
  }

  /** Without the relay a hidden visit is over; any other tries the next way. */
  function missRelay(lost: string | null, isFull: boolean): void {
    if (options.isHidden()) dispatch({ type: 'noRelay', isFull })
    else if (lost !== null) down(lost)
    else {
      dropPrepared()
      isRelayTurn = false
    }
  }

  function down(lost: string): void {
    if (call?.pair !== lost) return
    hasFailed = true
    dispatch({ type: 'peerDown', pair: lost, now: Date.now() })
  }

  /** Watches over a connection that is open. */
  function watch(made: Call): void {
    stopPulse = transport.startPulse(
      made,
      (reach) => {
        isTold ||= reach.isTold
        options.onExposure(isTold ? reach.route : 'hidden')
      },
      () => down(made.pair),
    )
  }

  async function makeIdentity(): Promise<Identity | null> {
    try {
      return await transport.createIdentity()
    } catch {
      return null
    }
  }

  function send(message: Request): void {
    own.add(message.key)
    // Without a socket nothing is lost: its return asks again.
    options.send(message)
  }

  function ask(key: string): void {
    const hasCamera = options.getTracks().video !== null
    send(transport.requestOf(options.getWish(), hasCamera, sought, key))
  }

  async function search(whom: Meeting | null = null): Promise<void> {
    if (whom !== null && whom === sought && identity !== null) {
      ask(identity.keys.publicKey)
      return
    }
    const mine = (turn += 1)
    isRebuilding = false
    identity = null
    sought = whom
    salt = whom?.salt ?? null
    isTold = whom?.isTold ?? false
    dropPrepared()
    const made = spare ?? (await makeIdentity())
    spare = null
    if (mine !== turn) return
    if (made === null) {
      timers.set('renewal', RETRY_MS, () => void search(whom))
      return
    }
    identity = made
    ask(made.keys.publicKey)
    spare = await makeIdentity()
  }

  /**
   * Asks for what an offer takes once more. Under the same key, which nobody has seen: a match that
   * crosses this is the answer to it, and has the offer of before.
   */
  function renew(): void {
    turn += 1
    if (identity !== null) ask(identity.keys.publicKey)
  }

  async function rebuild(): Promise<void> {
    if (rootSeal === null || identity === null) return
    const mine = (turn += 1)
    const renewing = transport.renewIdentity(identity)
    isRebuilding = true
    if (call !== null) {
      const wasSteady = openedAt !== null && performance.now() - openedAt >= STEADY_MS
      // Who has only lost the server has lost no way to the stranger.
      isRelayTurn = hasFailed && !wasSteady && !isRelayTurn
      hasFailed = false
      openedAt = null
    }
    dropCall()
    dropPrepared()
    options.probe()
    timers.set('budget', MEET_BUDGET_MS, () =>
      dispatch({ type: 'peerDown', pair, now: Date.now() }),
    )
    try {
      const [renewed, seal] = await Promise.all([renewing, rootSeal])
      const [token, shared] = await Promise.all([seal.meetToken(), seal.meetSalt()])
      if (mine !== turn) return
      identity = renewed
      salt = shared
      send({ type: 'meet', token, key: renewed.keys.publicKey })
    } catch {
      // The first introduction never had a seal, so there is nobody to meet again: `sealBroken`
      // has said so already.
    }
  }

  return {
    search,
    abandon() {
      turn += 1
      ;[identity, sought, salt] = [null, null, null]
      dropPrepared()
    },
    prepare(ice) {
      // Whoever has just come to an end may be searched for yet, by what he said before he knew.
      if (identity === null) options.send({ type: 'stop' })
      // Asked or not, the server cannot make a page open a second connection (P12).
      if (identity === null || call !== null || preparedIn === turn) return
      preparedIn = turn
      dropPrepared()
      prepared = transport.prepareOffer(
        {
          withMedia: options.getWish().mode === 'video',
          iceServers: ice,
          relayOnly: isRelayOnly(ice),
          certificate: identity.certificate,
          lan: options.isLan(),
          tracks: options.getTracks(),
        },
        (isFull) => missRelay(null, isFull),
      )
      if (!isRebuilding) timers.set('renewal', OFFER_MAX_AGE_MS, renew)
    },
    accepts({ answers, key }) {
      if (call !== null || identity?.keys.publicKey.slice(0, KEY_NAME_LENGTH) !== answers)
        return false
      if (!own.isGhost(key, identity.keys.publicKey)) return true
      if (!isRebuilding) identity = null
      void (isRebuilding ? rebuild() : search(sought))
      return false
    },
    introduce(matched) {
      // One introduction at a time: a second would be a second remote party (P12).
      if (identity === null || call !== null) return
      turn += 1
      timers.clear('renewal')
      isRebuilding = false
      own.met()
      const mine = matched.pair
      pair = mine
      const relayOnly = isRelayOnly(matched.ice)
      isTold ||= !relayOnly
      const made = transport.createCall(
        {
          matched,
          keys: identity.keys,
          salt,
          prepared,
          withMedia: options.getWish().mode === 'video',
          relayOnly,
          certificate: identity.certificate,
          lan: options.isLan(),
          tracks: options.getTracks(),
          known: standing.isKnown(),
          expected: standing.certificate(),
          isBlurred: options.getWish().mode === 'video' && options.getWish().isBlurred,
        },
        {
          ...options,
          onOpen(peer) {
            timers.clear('budget')
            openedAt = performance.now()
            watch(made)
            standing.begin()
            dispatch({ type: 'peerOpen', pair: mine })
            options.onOpen(peer, rootSeal ?? made.seal)
          },
          onNoRelay: (isFull) => missRelay(mine, isFull),
          onClosed: () => down(mine),
          onSealBroken: () => dispatch({ type: 'sealBroken', pair: mine }),
          onVerdict: (verdict, certificate) => standing.conclude(verdict, certificate),
          onStranger: () => dispatch({ type: 'sealBroken', pair: mine }),
        },
      )
      prepared = null
      call = made
      rootSeal ??= made.seal
      timers.set('budget', CONNECT_BUDGET_MS, () => down(mine))
    },
    rebuild,
    live: () => (openedAt === null ? null : rootSeal),
    receive: (frame) => call?.receive(frame),
    send: (text) => call?.send(text),
    setTrack(kind, track) {
      call?.setTrack(kind, track)
      prepared?.setTrack(kind, track)
    },
    async tellOutcome(connected) {
      const route = connected && call !== null ? (await call.reach()).route : 'failed'
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
      ;[identity, rootSeal, sought, salt] = [null, null, null, null]
      ;[isRebuilding, isRelayTurn, hasFailed, isTold] = [false, false, false, false]
      openedAt = null
      options.onExposure(null)
      standing.forget()
    },
    close() {
      turn += 1
      dropCall()
      dropPrepared()
      timers.clearAll()
    },
  }
}
