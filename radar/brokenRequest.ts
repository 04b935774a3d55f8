/** Answers what is no request, with the headers of every other answer. */
import type { Server, ServerResponse } from 'node:http'
import { codeOf } from './log.ts'

const BAD_REQUEST = '400 Bad Request'
/** What Node's parser found, where it is not simply bad. */
const STATUS: Readonly<Record<string, string>> = {
  HPE_HEADER_OVERFLOW: '431 Request Header Fields Too Large',
  HPE_CHUNK_EXTENSIONS_OVERFLOW: '413 Payload Too Large',
  ERR_HTTP_REQUEST_TIMEOUT: '408 Request Timeout',
}

/**
 * Node's own answers have no headers at all. An address that is too long would be a document of
 * our origin without a policy, in which a script that was let in nowhere else could be put.
 */
export function answerBroken(server: Server, headers: Readonly<Record<string, string>>): void {
  const rest = Object.entries({
    ...headers,
    'Cache-Control': 'no-store',
    Connection: 'close',
    'Content-Length': '0',
  })
    .map(([name, value]) => `${name}: ${value}\r\n`)
    .join('')
  server.on('clientError', (error, socket) => {
    // In the middle of an answer ours would be taken for its body. The answer under way hangs on the
    // socket, where Node itself looks for it; earlier ones over the same connection are no matter.
    const { _httpMessage: answer } = socket as { _httpMessage?: ServerResponse | null }
    const isAnswered = answer?.headersSent === true
    if (isAnswered || !socket.writable || codeOf(error) === 'ECONNRESET') {
      socket.destroy()
      return
    }
    const status = STATUS[codeOf(error) ?? ''] ?? BAD_REQUEST
    socket.write(`HTTP/1.1 ${status}\r\n${rest}\r\n`)
    // As Node does: whoever sends on and on is not waited for.
    socket.destroy()
  })
}
