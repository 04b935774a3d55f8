/** The edge to browsers: upgrade handshake, frames, heartbeat. Nothing per socket but one object. */
import { isUtf8 } from 'node:buffer'
import type { IncomingMessage, Server } from 'node:http'
import type { Duplex } from 'node:stream'
import { WebSocket, WebSocketServer, type RawData, type ServerOptions } from 'ws'
import { refuseUpgrade } from '../radar/httpServer.ts'
import { isLocal, requestAddress, type Prefix } from './address.ts'
import type { Evidence, Party } from './evidence.ts'
import { binaryFrame, pongFrame, textFrame } from './frame.ts'
import type { Hub } from './hub.ts'
import type { Limits } from './limits.ts'
import type { Link, Visitor } from './link.ts'
import { CLOSE_REASONS, FRAME_BYTES_MAX, SIGNAL_PATH, type CloseReason } from './protocol.ts'

export interface SocketSettings {
  readonly origins: ReadonlySet<string>
  readonly trustedProxies: readonly Prefix[]
  /** `auto` looks at each visitor's own address. */
  readonly lan: 'auto' | 'on' | 'off'
}

/** Who says nothing after the handshake. */
const GREETING_TIMEOUT_MS = 5_000
const HEARTBEAT_MS = 15_000
const TICK_MS = 250
const ANNOUNCE_MS = 10_000
const ROTATE_MS = 86_400_000
/** A reader this far behind is cut rather than waited for: one introduction is some 6 kB. */
const BUFFERED_BYTES_MAX = 65_536
/** A burst from the partner must not look like a slow reader: more than this is sent at once. */
const CORKED_BYTES_MAX = 16_384
/** Frames of one socket: an introduction is a burst of about 10, a person types slower than this. */
const FRAME_BURST = 60
const FRAMES_PER_MS = 10 / 1000
/** Handshakes of everybody together, so that no flood can grow the limits' tables without bound. */
const HANDSHAKE_BURST = 5_000
const HANDSHAKES_PER_MS = 1

/** The page closed the socket, or went away, or gave no code; anything else is a broken path. */
const CLEAN_CODES: ReadonlySet<number> = new Set([1000, 1001, 1005])

/** State hung on the socket itself, so that events need no closure and no lookup. */
interface VisitorSocket extends WebSocket {
  /** What the WebSocket runs on, as the upgrade brought it. */
  tcp: Duplex
  visitor: Visitor
  alive: boolean
  bornAt: number
  /** Its slot on the heartbeat wheel. */
  beat: number
  tokens: number
  refilledAt: number
  /** Whether one more frame is within what a socket may send; evicts it otherwise. */
  pay: (socket: VisitorSocket) => boolean
  onFrame: (socket: VisitorSocket, data: Buffer, isBinary: boolean) => void
  onGone: (socket: VisitorSocket, clean: boolean) => void
}

export interface SocketServer {
  /** Stops the clocks and cuts what is still open. */
  close(): void
}

/** Whole milliseconds on a clock that only goes forward: V8 keeps them without an object for each. */
const clock = () => Math.trunc(performance.now())

/** Whose frames wait for the end of this turn of the event loop. */
let corked: Duplex[] = []

function uncorkAll(): void {
  const written = corked
  corked = []
  for (const tcp of written) tcp.uncork()
}

/**
 * Sends a whole frame, in one write with what else this turn of the event loop has for the same
 * visitor: under load, who must wait is often matched before the turn is over.
 */
function write(socket: VisitorSocket, frame: Buffer): void {
  if (socket.readyState !== WebSocket.OPEN) return
  const { tcp } = socket
  if (tcp.writableLength > BUFFERED_BYTES_MAX) {
    socket.terminate()
    return
  }
  if (tcp.writableCorked === 0) {
    tcp.cork()
    if (corked.push(tcp) === 1) setImmediate(uncorkAll)
  }
  tcp.write(frame)
  if (tcp.writableLength > CORKED_BYTES_MAX) tcp.uncork()
}

/** One small object per visitor: a class, so that ten thousand of them share their functions. */
class SocketLink implements Link {
  readonly #socket: VisitorSocket
  constructor(socket: VisitorSocket) {
    this.#socket = socket
  }
  text(frame: string): void {
    write(this.#socket, textFrame(frame))
  }
  binary(frame: Buffer): void {
    write(this.#socket, binaryFrame(frame))
  }
  close(reason: CloseReason): void {
    this.#socket.close(CLOSE_REASONS[reason].code, reason)
  }
}

function onMessage(this: WebSocket, data: RawData, isBinary: boolean): void {
  const socket = this as VisitorSocket
  socket.onFrame(socket, data as Buffer, isBinary)
}
/** The answer of ws itself would cost no frame, and wait for who does not read. */
function onPing(this: WebSocket, data: Buffer): void {
  const socket = this as VisitorSocket
  if (socket.pay(socket)) write(socket, pongFrame(data))
}
function onPong(this: WebSocket): void {
  const socket = this as VisitorSocket
  socket.pay(socket)
}
function onClose(this: WebSocket, code: number): void {
  const socket = this as VisitorSocket
  socket.onGone(socket, CLEAN_CODES.has(code))
}
function onError(): void {
  // A broken frame or connection: ws closes the socket, and `close` does the rest.
}

/** Attaches `/signal` to an HTTP server. */
export function createSocketServer(
  http: Server,
  settings: SocketSettings,
  hub: Hub,
  limits: Limits,
  evidence: Evidence,
): SocketServer {
  const greeting = new Set<VisitorSocket>()
  const beats: Set<VisitorSocket>[] = Array.from(
    { length: Math.round(HEARTBEAT_MS / TICK_MS) },
    () => new Set(),
  )
  let beat = 0
  let handshakes = HANDSHAKE_BURST
  let handshakesRefilledAt = performance.now()

  // The types lag behind ws 8.23, which has closeTimeout.
  const options: ServerOptions & { closeTimeout: number } = {
    noServer: true,
    clientTracking: false,
    perMessageDeflate: false,
    autoPong: false,
    skipUTF8Validation: true,
    maxPayload: FRAME_BYTES_MAX,
    maxFragments: 16,
    maxBufferedChunks: 64,
    closeTimeout: 2_000,
  }
  const server = new WebSocketServer(options)

  /** What is refused leaves no debt: a flood is over for everybody when it is over. */
  function takeHandshake(): boolean {
    const now = performance.now()
    handshakes = Math.min(
      HANDSHAKE_BURST,
      handshakes + (now - handshakesRefilledAt) * HANDSHAKES_PER_MS,
    )
    handshakesRefilledAt = now
    if (handshakes < 1) return false
    handshakes -= 1
    return true
  }

  function pay(socket: VisitorSocket): boolean {
    const now = clock()
    socket.alive = true
    socket.tokens = Math.min(FRAME_BURST, socket.tokens + (now - socket.refilledAt) * FRAMES_PER_MS)
    socket.refilledAt = now
    socket.tokens -= 1
    if (socket.tokens >= 0) return true
    evidence.note(socket.visitor.party, 'frames', now)
    hub.evict(socket.visitor, 'tooManyFrames')
    return false
  }

  function onFrame(socket: VisitorSocket, data: Buffer, isBinary: boolean): void {
    if (!pay(socket)) return
    if (isBinary) hub.signal(socket.visitor, data)
    else {
      hub.text(socket.visitor, isUtf8(data) ? data.toString() : null)
      if (socket.visitor.state.phase !== 'greeting') greeting.delete(socket)
    }
  }

  function onGone(socket: VisitorSocket, clean: boolean): void {
    greeting.delete(socket)
    beats[socket.beat]?.delete(socket)
    hub.gone(socket.visitor, clean)
  }

  function welcome(ws: WebSocket, tcp: Duplex, party: Party, lan: boolean): void {
    const socket = ws as VisitorSocket
    socket.tcp = tcp
    const now = clock()
    socket.alive = true
    socket.bornAt = now
    socket.beat = beat
    socket.tokens = FRAME_BURST
    socket.refilledAt = now
    socket.pay = pay
    socket.onFrame = onFrame
    socket.onGone = onGone
    socket.on('message', onMessage)
    socket.on('ping', onPing)
    socket.on('pong', onPong)
    socket.on('close', onClose)
    socket.on('error', onError)
    const full = hub.isFull()
    socket.visitor = hub.admit(new SocketLink(socket), party, lan, limits.occupy(party.key))
    greeting.add(socket)
    beats[beat]?.add(socket)
    if (hub.refuseBlocked(socket.visitor)) return
    if (!socket.visitor.hasPlace) hub.refuse(socket.visitor, 'tooManyConnections')
    else if (full) hub.refuse(socket.visitor, 'full')
  }

  async function upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
    const address = requestAddress(request, settings.trustedProxies)
    if (address === null) return refuseUpgrade(socket, '400 Bad Request')
    const party = limits.partyOf(address)
    if (request.url !== SIGNAL_PATH) {
      evidence.note(party, 'handshakes', clock())
      return refuseUpgrade(socket, '404 Not Found')
    }
    if (!settings.origins.has(request.headers.origin ?? '')) {
      evidence.note(party, 'handshakes', clock())
      return refuseUpgrade(socket, '403 Forbidden')
    }
    evidence.note(party, 'connects', clock())
    if (hub.isDraining())
      return refuseUpgrade(socket, '503 Service Unavailable', 'Retry-After: 5\r\n')
    if (!takeHandshake())
      return refuseUpgrade(socket, '503 Service Unavailable', 'Retry-After: 10\r\n')
    const lan = settings.lan === 'auto' ? isLocal(address) : settings.lan === 'on'
    const verdict = await limits.spend('connect', party.key)
    if (!verdict.allowed) {
      // Whose ration is used up is in the tables already, and must cost nobody else a handshake.
      handshakes += 1
      const seconds = Math.ceil((verdict.until - Date.now()) / 1000)
      return refuseUpgrade(socket, '429 Too Many Requests', `Retry-After: ${seconds}\r\n`)
    }
    if (socket.destroyed) return
    server.handleUpgrade(request, socket, head, (ws) => welcome(ws, socket, party, lan))
  }

  http.on('upgrade', (request, socket, head) => {
    socket.on('error', onError)
    // Whatever goes wrong with one handshake ends that one only.
    upgrade(request, socket, head).catch(() => refuseUpgrade(socket, '500 Internal Server Error'))
  })

  function beatOnce(): void {
    beat = (beat + 1) % beats.length
    for (const socket of beats[beat] ?? []) {
      if (!socket.alive) {
        socket.terminate()
        continue
      }
      socket.alive = false
      if (socket.readyState === WebSocket.OPEN) socket.ping()
    }
    const now = clock()
    for (const socket of greeting) {
      if (now - socket.bornAt < GREETING_TIMEOUT_MS) break
      greeting.delete(socket)
      hub.evict(socket.visitor, 'helloTimeout')
    }
  }

  const timers = [
    setInterval(() => {
      beatOnce()
      hub.tick()
      limits.expire()
    }, TICK_MS),
    setInterval(() => hub.announce(), ANNOUNCE_MS),
    setInterval(() => limits.rotate(), ROTATE_MS),
  ]

  return {
    close() {
      for (const timer of timers) clearInterval(timer)
      for (const slot of beats) for (const socket of slot) socket.terminate()
    },
  }
}
