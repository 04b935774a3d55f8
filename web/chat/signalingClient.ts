/** The socket to the signaling server: opens, comes back with jittered backoff, validates. */
import {
  CLOSE_REASONS,
  parseServerMessage,
  type ClientMessage,
  type CloseReason,
  type ServerMessage,
} from '../../signaling/protocol.ts'

const RETRY_FIRST_MS = 1_000
const RETRY_MAX_MS = 15_000
const RETRY_MIN_MS = 250
/** A socket that does not answer within this is dead, whatever it says of itself. */
const PROBE_MS = 2_000
/** One that has not opened by then asks somebody who does not answer; browsers wait for minutes. */
const OPEN_MS = 10_000

/** Of a socket that is given up: to the server it broke. */
const DROPPED_CODE = 4000

export type SocketState =
  | { status: 'connecting' }
  | { status: 'open' }
  /** Comes back by itself. `updating` when the server said it restarts. */
  | { status: 'lost'; updating: boolean }
  /** Does not come back: the server refuses this page. */
  | { status: 'refused'; reason: CloseReason }

export interface SignalingHandlers {
  onState(state: SocketState): void
  onMessage(message: ServerMessage): void
  onSignal(frame: ArrayBuffer): void
}

export interface SignalingClient {
  /** Whether it left this page; what cannot be sent now is for the caller to say again later. */
  send(message: ClientMessage): boolean
  sendSignal(frame: ArrayBuffer): boolean
  /** Makes sure of a live socket: asks, and replaces one that stays silent for 2 s. */
  probe(): void
  /** Comes back at once instead of waiting out the backoff. */
  retryNow(): void
  /** Opens a socket again after the server has refused: its reason may have ended. */
  reopen(): void
  /** Leaves cleanly, so that the server can tell the stranger why. */
  close(): void
}

export interface SignalingClientOptions {
  readonly url: string
  /** For tests: what a browser has as `WebSocket`, and a die. */
  readonly open?: (url: string) => WebSocket
  readonly random?: () => number
}

function closeReasonOf(code: number): CloseReason | null {
  for (const [reason, close] of Object.entries(CLOSE_REASONS))
    if (close.code === code) return reason as CloseReason
  return null
}

export function createSignalingClient(
  { url, open = (address) => new WebSocket(address), random = Math.random }: SignalingClientOptions,
  handlers: SignalingHandlers,
): SignalingClient {
  let socket: WebSocket | null = null
  let attempt = 0
  let retry: ReturnType<typeof setTimeout> | null = null
  /** A socket that says nothing until then is given up. */
  let deadline: ReturnType<typeof setTimeout> | null = null
  let isUpdating = false
  let isClosed = false

  function stopDeadline(): void {
    if (deadline !== null) clearTimeout(deadline)
    deadline = null
  }

  function connect(): void {
    if (retry !== null) clearTimeout(retry)
    retry = null
    handlers.onState({ status: 'connecting' })
    const opened = open(url)
    opened.binaryType = 'arraybuffer'
    socket = opened
    stopDeadline()
    deadline = setTimeout(drop, OPEN_MS)
    // A socket that was given up may still speak: it is known by its identity.
    opened.onopen = () => {
      if (socket !== opened) return
      stopDeadline()
      handlers.onState({ status: 'open' })
    }
    opened.onmessage = ({ data }: MessageEvent<unknown>) => {
      if (socket === opened) receive(data)
    }
    opened.onclose = ({ code }) => {
      if (socket === opened) lose(closeReasonOf(code))
    }
  }

  function receive(data: unknown): void {
    stopDeadline()
    if (data instanceof ArrayBuffer) {
      handlers.onSignal(data)
      return
    }
    const message = typeof data === 'string' ? parseServerMessage(data) : null
    if (message === null) return
    if (message.type === 'welcome') {
      attempt = 0
      isUpdating = false
    }
    handlers.onMessage(message)
  }

  function lose(reason: CloseReason | null): void {
    socket = null
    stopDeadline()
    if (isClosed) return
    if (reason !== null && !CLOSE_REASONS[reason].retry) {
      handlers.onState({ status: 'refused', reason })
      return
    }
    // Until the server greets again it is still the update that keeps us waiting.
    isUpdating ||= reason === 'updating'
    handlers.onState({ status: 'lost', updating: isUpdating })
    const ceiling = Math.min(RETRY_MAX_MS, RETRY_FIRST_MS * 2 ** attempt)
    attempt += 1
    retry = setTimeout(connect, RETRY_MIN_MS + random() * ceiling)
  }

  function drop(): void {
    const dropped = socket
    lose(null)
    // With a code of its own: none at all is how a page says that it leaves, which ends a live call.
    dropped?.close(DROPPED_CODE)
  }

  function transmit(data: string | ArrayBuffer): boolean {
    if (socket?.readyState !== WebSocket.OPEN) return false
    socket.send(data)
    return true
  }

  function retryNow(): void {
    if (retry === null || isClosed) return
    attempt = 0
    connect()
  }

  connect()

  return {
    send: (message) => transmit(JSON.stringify(message)),
    sendSignal: transmit,
    probe() {
      if (!transmit(JSON.stringify({ type: 'ping' } satisfies ClientMessage))) {
        retryNow()
        return
      }
      deadline ??= setTimeout(() => {
        drop()
        retryNow()
      }, PROBE_MS)
    },
    retryNow,
    reopen() {
      if (socket === null && retry === null && !isClosed) connect()
    },
    close() {
      isClosed = true
      if (retry !== null) clearTimeout(retry)
      stopDeadline()
      socket?.close(1000)
      socket = null
    },
  }
}
