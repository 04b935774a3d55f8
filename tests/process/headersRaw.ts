/** Asks over a bare socket, so that every header of an answer is seen as it was sent. */
import { connect } from 'node:net'

export interface RawAnswer {
  readonly status: number
  /** Names as they were sent, lower-cased; a name that came twice throws. */
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

function parse(text: string): RawAnswer {
  const end = text.indexOf('\r\n\r\n')
  if (end === -1) throw new Error(`no whole answer: ${JSON.stringify(text)}`)
  const [first = '', ...lines] = text.slice(0, end).split('\r\n')
  const headers: Record<string, string> = {}
  for (const line of lines) {
    const colon = line.indexOf(':')
    const name = line.slice(0, colon).toLowerCase()
    if (Object.hasOwn(headers, name)) throw new Error(`twice: ${name}`)
    headers[name] = line.slice(colon + 1).trim()
  }
  return { status: Number(first.split(' ')[1]), headers, body: text.slice(end + 4) }
}

/**
 * Sends the text as it is, and reads until the other side closes or changes to another protocol.
 *
 * @param more sent as soon as the answer begins
 */
export function askRaw(port: number, text: string, more = ''): Promise<RawAnswer> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1')
    let answer = ''
    const finish = () => {
      socket.destroy()
      try {
        resolve(parse(answer))
      } catch (error) {
        reject(error)
      }
    }
    socket.setEncoding('latin1').on('data', (part: string) => {
      if (answer === '' && more !== '') socket.write(more, 'latin1')
      answer += part
      if (answer.startsWith('HTTP/1.1 101 ') && answer.includes('\r\n\r\n')) finish()
    })
    // What is refused in the middle of sending is reset after the answer.
    socket.on('error', () => undefined)
    socket.once('close', finish)
    socket.write(text, 'latin1')
  })
}

/**
 * Sends the text and never closes its own side, as nobody does who means well. Resolves as soon as
 * the other side has let go of the connection altogether.
 */
export async function outstay(port: number, text: string): Promise<void> {
  const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true })
  let poking: ReturnType<typeof setInterval> | undefined
  // A side that still listens says nothing to this; one that has gone resets.
  socket.on('end', () => (poking = setInterval(() => socket.write('x'), 20)))
  socket.on('error', () => undefined)
  socket.resume().write(text)
  await new Promise((resolve) => socket.once('close', resolve))
  clearInterval(poking)
}

/** A request as browsers write it, for one answer; `undefined` leaves a header out. */
export function renderRequest(
  method: string,
  path: string,
  headers: Readonly<Record<string, string | undefined>> = {},
  body = '',
): string {
  const all = {
    Host: 'localhost',
    Connection: 'close',
    ...(body !== '' && { 'Content-Length': String(body.length) }),
    ...headers,
  }
  const lines = Object.entries(all).flatMap(([name, value]) =>
    value === undefined ? [] : [`${name}: ${value}`],
  )
  return [`${method} ${path} HTTP/1.1`, ...lines, '', body].join('\r\n')
}

/** Requests that are well formed, but do not say to whom they go, or wish for what nobody offers. */
export const UNCLEAR: readonly (readonly [string, number, string])[] = [
  ['without a host', 400, renderRequest('GET', '/', { Host: undefined })],
  ['with two hosts', 400, renderRequest('GET', '/', { host: 'foreign.example' })],
  ['with the same host twice', 400, renderRequest('GET', '/', { host: 'localhost' })],
  ['with a body and no host', 400, renderRequest('POST', '/', { Host: undefined }, 'x')],
  ['with an expectation', 417, renderRequest('GET', '/', { Expect: 'miracles' })],
]

/** A WebSocket handshake, but for its origin. */
export const UPGRADE = {
  Connection: 'Upgrade',
  Upgrade: 'websocket',
  'Sec-WebSocket-Version': '13',
  'Sec-WebSocket-Key': 'dGhlIHNhbXBsZSBub25jZQ==',
} as const

/** What curl adds to the first request for a page when it may speak HTTP/2. */
export const TO_HTTP2 = {
  Connection: 'Upgrade, HTTP2-Settings',
  Upgrade: 'h2c',
  'HTTP2-Settings': 'AAMAAABkAAQCAAAAAAIAAAAA',
} as const

/** As `askRaw` names them. */
export const lowerCased = (headers: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]))
