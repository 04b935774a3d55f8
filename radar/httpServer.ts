/** A server for browsers: patience, sizes, and the headers of what no handler is asked about. */
import {
  createServer,
  IncomingMessage,
  type RequestListener,
  type Server,
  type ServerResponse,
} from 'node:http'
import type { Duplex } from 'node:stream'
import { answerBroken } from './brokenRequest.ts'

/** As RFC 9112, section 3.2, asks for: a second host could be another server's idea of the first. */
const namesItsHost = ({ headersDistinct, httpVersion }: IncomingMessage): boolean => {
  const { length } = headersDistinct['host'] ?? []
  return length === 1 || (length === 0 && httpVersion === '1.0')
}

/**
 * What asks for a protocol that is not spoken here is answered in the one it came in, as RFC 9110,
 * section 7.8, allows: browsers ask for WebSocket only, and curl for HTTP/2 with every page. Node 20
 * would hand on all that ask for anything, and has no other place to say so.
 */
const requestTo = (socketPath: string) =>
  class extends IncomingMessage {
    declare asksForMore: boolean | null
    get upgrade(): boolean {
      if (this.asksForMore !== true) return false
      return (
        this.method === 'CONNECT' ||
        this.url?.split('?', 1)[0] === socketPath ||
        /\bwebsocket\b/i.test(this.headers.upgrade ?? '')
      )
    }
    set upgrade(asked: boolean | null) {
      this.asksForMore = asked
    }
  }

/**
 * Builds a server; it does not listen yet.
 *
 * @param headers of every answer that is not the handler's
 * @param socketPath where WebSockets are opened: whoever asks for another protocol there is mistaken
 */
export function createHttpEdge(
  headers: Readonly<Record<string, string>>,
  socketsMax: number,
  socketPath: string,
  handle: RequestListener,
): Server {
  function refuse(response: ServerResponse, status: number): void {
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value)
    response
      .writeHead(status, { 'Cache-Control': 'no-store', Connection: 'close', 'Content-Length': 0 })
      .end()
  }

  const server = createServer(
    {
      // A client that takes longer than this to ask is not a browser.
      headersTimeout: 5_000,
      requestTimeout: 5_000,
      keepAliveTimeout: 5_000,
      connectionsCheckingInterval: 1_000,
      maxHeaderSize: 8_192,
      // Node would refuse without a header of ours; it is refused here.
      requireHostHeader: false,
      IncomingMessage: requestTo(socketPath),
    },
    (request, response) => {
      // What came with it was not read, for it could be in that other protocol.
      if (request.asksForMore === true) response.shouldKeepAlive = false
      if (namesItsHost(request)) handle(request, response)
      else refuse(response, 400)
    },
  )
  server.on('checkExpectation', (_, response: ServerResponse) => refuse(response, 417))
  answerBroken(server, headers)
  server.maxHeadersCount = 64
  // Nor is one that takes nothing of its answer, and a place among the sockets is not for ever.
  server.timeout = 30_000
  server.maxConnections = socketsMax
  return server
}

/**
 * Answers who asks for another protocol and does not get it.
 *
 * @param header one more, with the end of its line
 */
export function refuseUpgrade(socket: Duplex, status: string, header = ''): void {
  const answer = `HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n${header}\r\n`
  // Nothing of the server watches over it any more, and its other end may never close.
  socket.end(answer, () => socket.destroy())
}
