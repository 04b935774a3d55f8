/** One visit: carries out what session.ts decides, and keeps what the screens show. */
import { NO_MEDIA_MS, type ClientMessage, type ServerMessage } from '../../signaling/protocol.ts'
import type { Again } from './again.ts'
import type { Aids } from './aids.ts'
import type { DeviceProblem } from './camera.ts'
import type { Connector } from './connector.ts'
import type { Extras } from './extras.ts'
import { createGreeting } from './greeting.ts'
import { createHiding } from './hiding.ts'
import { EMPTY_CONVERSATION, leavePlace } from './conversation.ts'
import { createOwnMedia, needsNoDevice } from './ownMedia.ts'
import type { PeerMessage } from './peerProtocol.ts'
import { createSeeker } from './seeker.ts'
import { changeOf, eventOf } from './serverMessages.ts'
import { step, type Effect, type Event, type State } from './session.ts'
import { createSignalingClient } from './signalingClient.ts'
import { createTimers } from './timers.ts'
import { loadTransport, type Transport } from './transport.ts'
import { asTold, FIRST_VIEW, isHidden, type Chat, type View } from './visit.ts'

/** A call that has not come back by then is over. */
const RECOVERY_MS = 30_000
const SEARCHING: ReadonlySet<State['phase']> = new Set(['connecting', 'waiting', 'returning'])

type Matched = Extract<ServerMessage, { type: 'matched' }>

/** @param url the signaling server's WebSocket */
export function createChat(url: string): Chat {
  let view: View = FIRST_VIEW
  const listeners = new Set<() => void>()
  const timers = createTimers<'recovery' | 'picture'>()
  let lan = false
  /** The last match the server named, and the one the visit took up. */
  let offered: Matched | null = null
  let matched: Matched | null = null
  /** Come with what a call takes: before the first search nobody needs them. */
  let connector: Connector | null = null
  let aids: Aids | null = null
  let extras: Extras | null = null
  let again: Again | null = null

  function show(change: Partial<View>): void {
    view = { ...view, ...change }
    for (const listener of listeners) listener()
  }

  function dispatch(event: Event): void {
    const before = view.state
    if (event.type === 'noRelay') hiding.miss(event.isFull)
    const { state, effects } = step(before, event)
    if (state !== before) show({ state })
    again?.moved(before, state, event)
    for (const effect of effects) perform(effect)
    if (state.phase === before.phase) return
    // In a call nobody was told how many are here: greeting again asks.
    if (state.phase === 'idle') {
      greeting.say()
      // Back at the start the visitor may choose other devices, or none.
      show({ choice: null })
    }
    own.linger(state.phase === 'ended' || state.phase === 'idle')
  }

  const client = createSignalingClient(
    { url },
    {
      onState(socket) {
        show({ socket })
        if (socket.status === 'open') {
          greeting.say()
          aids?.reporting.socketOpen()
          dispatch({ type: 'socketOpen', now: Date.now() })
        }
        if (socket.status === 'lost') {
          hiding.lost()
          dispatch({ type: 'socketLost', updating: socket.updating })
        }
        if (socket.status === 'refused') dispatch({ type: 'socketRefused' })
      },
      onMessage: onServerMessage,
      onSignal: (frame) => connector?.receive(frame),
    },
  )
  const tell = (message: ClientMessage) => client.send(message)
  const greeting = createGreeting(tell)
  const hiding = createHiding(tell, () => view, show)

  const sendToPeer = (message: PeerMessage) => connector?.send(JSON.stringify(message))
  /** What everything that belongs to a visit works with. */
  const parts = { getView: () => view, show, send: sendToPeer }

  const own = createOwnMedia(
    (transport) =>
      transport.createMedia({
        ...parts,
        setTrack: (kind, track) => connector?.setTrack(kind, track),
        onReady: () => dispatch({ type: 'devicesReady', now: Date.now() }),
        onProblem: tellDevices,
      }),
    tellDevices,
    show,
  )

  function tellDevices(problem: DeviceProblem | null): void {
    if (view.state.phase === 'askingCamera') dispatch({ type: 'deviceProblem', problem })
    else show({ deviceProblem: problem })
  }

  const connect = (transport: Transport): Connector =>
    transport.createConnector(transport, {
      send: (message) => client.send(message),
      sendFrame: (frame) => void client.sendSignal(frame),
      probe: () => client.probe(),
      dispatch,
      getWish: () => view.wish,
      getTracks: () => own.current()?.tracks() ?? { audio: null, video: null },
      isLan: () => lan,
      isHidden: () => isHidden(view),
      onOpen(peer, seal) {
        timers.clear('recovery')
        aids?.reporting.opened()
        timers.set('picture', NO_MEDIA_MS, () => {
          if (view.conversation.partnerMedia.camera) void connector?.tellNoMedia()
        })
        extras ??= transport.createExtras({
          nextOrder,
          ...parts,
          media: own.obtain(transport),
          seal,
          onAwayTooLong: () => dispatch({ type: 'awayExpired' }),
          onBye: (why) => matched !== null && dispatch({ type: 'bye', pair: matched.pair, why }),
        })
        extras.connect(peer)
        again ??= transport.createAgain({
          ...parts,
          dispatch,
          openDevices: () => perform({ type: 'openDevices' }),
          closeDevices: () => perform({ type: 'closeDevices' }),
        })
        again.begin(seal)
      },
      onMessage(text) {
        extras?.talk.receive(text)
        again?.look()
      },
      onStream: (remoteStream) => show({ remoteStream }),
      onBlurred: () => own.current()?.cover.agree(),
      onExposure: (exposure) => show({ exposure }),
      onVerification: (verification) => show({ verification }),
    })

  function take(transport: Transport): Connector {
    aids ??= transport.createAids(tell, () => view, show)
    connector ??= connect(transport)
    return connector
  }

  const seeker = createSeeker(
    async () => take(await loadTransport()),
    () => {
      if (!SEARCHING.has(view.state.phase)) return false
      // One that is being opened has a clock of its own.
      if (view.socket.status === 'open') client.probe()
      return true
    },
    () => void tell({ type: 'stop' }),
  )

  function nextOrder(): number {
    const { conversation } = view
    // Nobody is told: it is seen with what comes there, and a stranger may offer much at once.
    view = { ...view, conversation: leavePlace(conversation) }
    return conversation.count
  }

  function onServerMessage(said: ServerMessage): void {
    const message = aids?.reporting.hear(said, () => connector?.live() ?? null) ?? said
    if (message.type === 'matched') {
      if (connector?.accepts(message) !== true) return
      offered = message
    }
    show(changeOf(message))
    if (message.type === 'welcome') {
      lan = message.lan
      hiding.welcome(message.hiding)
    }
    if (message.type === 'relay') hiding.lend(message.ice)
    // A search that was cancelled meanwhile prepares nothing: the connector has no identity.
    if (message.type === 'waiting') connector?.prepare(message.ice)
    if (message.type === 'challenge') aids?.solver.solve(message.puzzle)
    if (message.type === 'waiting' || message.type === 'challenge') seeker.heard()
    const event = eventOf(message, Date.now())
    if (event !== null) dispatch(event)
  }

  function perform(effect: Effect): void {
    switch (effect.type) {
      case 'openDevices':
        own.open(view.wish.mode === 'text' ? 'none' : (view.choice ?? 'video'))
        return
      case 'closeDevices':
        own.release()
        return
      case 'search':
      case 'meet':
        if (view.socket.status === 'refused') {
          // A block ends, or is lifted: the new socket asks for the search again.
          if (view.socket.reason === 'blocked') client.reopen()
          else dispatch({ type: 'socketRefused' })
          return
        }
        client.retryNow()
        greeting.sayConsent()
        seeker.search(effect.type === 'meet' ? (again?.meeting() ?? null) : null)
        return
      case 'withdraw':
        seeker.giveUp()
        aids?.solver.cancel()
        connector?.abandon()
        client.send({ type: 'stop' })
        return
      case 'introduce':
        if (offered === null) return
        matched = offered
        aids?.reporting.begin(matched.report)
        connector?.introduce(matched)
        return
      case 'rebuild':
        extras?.interrupt()
        // After the call was dropped: whoever waits for it has no way to it any more.
        void connector?.rebuild()
        if (view.socket.status === 'refused') dispatch({ type: 'socketRefused' })
        return
      case 'startRecovery':
        timers.set('recovery', RECOVERY_MS, () => dispatch({ type: 'recoveryExpired' }))
        return
      case 'sayBye':
        sendToPeer({ type: 'bye', why: effect.why })
        // Whoever leaves otherwise tells the server at once.
        if (effect.why === 'away') seeker.leaveSoon()
        return
      case 'hangUp':
        timers.clear('recovery')
        timers.clear('picture')
        seeker.giveUp()
        connector?.hangUp()
        aids?.reporting.end()
        ;[matched, offered] = [null, null]
        extras?.close()
        extras = null
        own.current()?.part()
        show({ conversation: EMPTY_CONVERSATION, transfers: [], questions: [] })
        return
      case 'tellOutcome':
        void connector?.tellOutcome(effect.connected)
        return
      default:
        effect satisfies never
    }
  }

  return {
    getView: () => view,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    find(wish) {
      show({ wish: asTold(view, wish) })
      greeting.consent()
      if (wish.mode === 'text') own.release()
      else own.current()?.part()
      if (typeof RTCPeerConnection === 'undefined' || !isSecureContext) {
        dispatch({ type: 'unsupported' })
        return
      }
      dispatch({ type: 'find', hasDevices: needsNoDevice(view), now: Date.now() })
    },
    openDevices: own.open,
    tryOut: (wish) => own.tryOut(asTold(view, wish)),
    cancel: () => dispatch({ type: 'cancel' }),
    next: () => dispatch({ type: 'next', now: Date.now() }),
    stop: () => dispatch({ type: 'stop' }),
    report(token, reason) {
      const isPresent = token === view.subject
      aids?.reporting.report(token, reason)
      // Into a socket that is dead it is said again over the next.
      client.probe()
      if (isPresent) dispatch({ type: 'reported' })
      else again?.forgetLast()
    },
    say: (text) => extras?.talk.say(text) ?? false,
    extras: () => extras,
    again: () => again,
    appeal: () =>
      void loadTransport()
        .then(take)
        .then(
          () => aids?.appeal(),
          () => show({ appeal: 'failed' }),
        ),
    checkRelay: () => hiding.check(),
    askView() {
      show({ serverView: null })
      client.send({ type: 'view' })
    },
    compared(isSame) {
      const { verification } = view
      if (!isSame) dispatch({ type: 'differed' })
      else if (verification?.status === 'ready')
        show({ verification: { ...verification, isCompared: true } })
    },
    setTyping: (active) => extras?.talk.type(active),
    media: own.current,
    wake: () => client.probe(),
    preload: () => void loadTransport().catch(() => undefined),
    close() {
      dispatch({ type: 'stop' })
      aids?.solver.cancel()
      again?.close()
      seeker.close()
      connector?.close()
      own.release()
      aids?.reporting.close()
      hiding.close()
      timers.clearAll()
      client.close()
    },
  }
}
