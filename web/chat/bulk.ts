/** The second data channel: pictures, voice notes and files, so that chat never waits for them. */

const CHANNEL_ID = 1
/** Below this the browser asks for more; above `BUFFER_MAX` it gets none. */
const BUFFER_LOW = 262_144
const BUFFER_MAX = 1_048_576
/** What the stranger says before we listen; an honest page says no more. */
const EARLY_MAX = 64

export interface BulkListener {
  onData(data: string | ArrayBuffer): void
  /** There is room: the channel has opened, or what was given to it has left. */
  onRoom(): void
}

export interface Bulk {
  /** From now on everything goes to this listener, and what came before, too. */
  listen(listener: BulkListener): void
  /** Copies what is sent. Returns `false` when it cannot be taken: no room, or no channel. */
  send(data: string | Uint8Array<ArrayBuffer>): boolean
  hasRoom(): boolean
  close(): void
}

/** @param onClosed the stranger has closed it, or it has failed */
export function openBulk(connection: RTCPeerConnection, onClosed: () => void): Bulk {
  const channel = connection.createDataChannel('transfer', { negotiated: true, id: CHANNEL_ID })
  channel.binaryType = 'arraybuffer'
  channel.bufferedAmountLowThreshold = BUFFER_LOW
  let listener: BulkListener | null = null
  let early: (string | ArrayBuffer)[] = []
  let isClosed = false

  channel.addEventListener('message', ({ data }: MessageEvent<string | ArrayBuffer>) => {
    if (isClosed) return
    if (listener !== null) listener.onData(data)
    else if (early.length < EARLY_MAX) early.push(data)
  })
  const tellRoom = () => {
    if (!isClosed) listener?.onRoom()
  }
  channel.addEventListener('open', tellRoom)
  channel.addEventListener('bufferedamountlow', tellRoom)
  channel.addEventListener('close', () => {
    if (!isClosed) onClosed()
  })

  const isOpen = () => !isClosed && channel.readyState === 'open'

  return {
    listen(next) {
      listener = next
      const waiting = early
      early = []
      for (const data of waiting) next.onData(data)
      if (isOpen()) next.onRoom()
    },
    send(data) {
      if (!isOpen()) return false
      try {
        // One overload for text, another for bytes.
        if (typeof data === 'string') channel.send(data)
        else channel.send(data)
        return true
      } catch {
        // The channel is closing, or full: whoever sends asks again when there is room.
        return false
      }
    },
    hasRoom: () => isOpen() && channel.bufferedAmount < BUFFER_MAX,
    close() {
      isClosed = true
      listener = null
      early = []
    },
  }
}
