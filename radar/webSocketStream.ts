/** MQTT over a WebSocket: the handshake, and the socket as a stream of bytes. */
import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { createWebSocketStream, WebSocketServer, type ServerOptions } from 'ws'

/** The name that the standard gives MQTT as a subprotocol. */
const SUBPROTOCOL = 'mqtt'

export interface WebSocketStreams {
  /** Answers an upgrade request whose path, origin and sender have been found to be right. */
  readonly upgrade: (
    request: IncomingMessage,
    socket: Duplex,
    head: Buffer,
    onStream: (stream: Duplex) => void,
  ) => void
}

/** @param frameBytesMax larger frames end their connection before they are read whole */
export function createWebSocketStreams(frameBytesMax: number): WebSocketStreams {
  // The types lag behind ws 8.23, which has closeTimeout.
  const options: ServerOptions & { closeTimeout: number } = {
    noServer: true,
    clientTracking: false,
    perMessageDeflate: false,
    maxPayload: frameBytesMax,
    maxFragments: 16,
    maxBufferedChunks: 64,
    closeTimeout: 2_000,
    handleProtocols: (offered) => (offered.has(SUBPROTOCOL) ? SUBPROTOCOL : false),
  }
  const server = new WebSocketServer(options)
  return {
    upgrade(request, socket, head, onStream) {
      socket.on('error', () => socket.destroy())
      server.handleUpgrade(request, socket, head, (webSocket) => {
        onStream(createWebSocketStream(webSocket))
      })
    },
  }
}
