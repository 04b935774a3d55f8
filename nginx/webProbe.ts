/** A browser's side of HTTP, TLS and WebSocket, from an address of one's choice, believing nothing. */
import { randomBytes } from 'node:crypto'
import { connect as connectPlain, type Socket } from 'node:net'
import { connect as connectTls, type SecureVersion, type TLSSocket } from 'node:tls'

export interface Place {
  /** The machine's address. */
  readonly host: string
  /** One of our own, which the machine sees. */
  readonly from: string
  readonly patienceMs: number
}

export interface Answer {
  readonly status: number
  /** Name in lower case, and the value; a header that came twice is here twice. */
  readonly headers: readonly (readonly [name: string, value: string])[]
  readonly body: string
}

export const valuesOf = ({ headers }: Answer, name: string): string[] =>
  headers.filter(([one]) => one === name.toLowerCase()).map(([, value]) => value)

interface Handshake {
  readonly servername: string
  readonly maxVersion?: SecureVersion
}

/** A socket once it is open; `null` when nobody answers, or the handshake fails. */
function open(place: Place, port: number, handshake: Handshake | null): Promise<Socket | null> {
  return new Promise((resolve) => {
    const { host, from, patienceMs } = place
    const tcp = connectPlain({ host, port, localAddress: from, timeout: patienceMs })
    const socket: Socket | TLSSocket =
      handshake === null
        ? tcp
        : connectTls({ socket: tcp, rejectUnauthorized: false, ...handshake })
    const fail = () => {
      tcp.destroy()
      resolve(null)
    }
    for (const one of new Set([tcp, socket])) one.on('error', fail)
    tcp.on('timeout', fail)
    socket.once('close', () => resolve(null))
    socket.once(handshake === null ? 'connect' : 'secureConnect', () => resolve(socket))
  })
}

function parseAnswer(text: string): Answer | null {
  const end = text.indexOf('\r\n\r\n')
  const [first = '', ...lines] = text.slice(0, end).split('\r\n')
  const status = /^HTTP\/1\.1 (\d{3}) ?/.exec(first)?.[1]
  if (end < 0 || status === undefined) return null
  const headers = lines.map((line) => {
    const colon = line.indexOf(':')
    return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()] as const
  })
  return { status: Number(status), headers, body: text.slice(end + 4) }
}

export interface Request {
  /** The name that the browser wants; `null` over plain HTTP. */
  readonly servername: string | null
  readonly port: number
  readonly path: string
  /** Lines of the request besides the first. */
  readonly lines: readonly string[]
}

/** Asks once and reads to the end; `null` when there was no answer. */
export async function ask(place: Place, request: Request): Promise<Answer | null> {
  const { servername, port, path, lines } = request
  const socket = await open(place, port, servername === null ? null : { servername })
  if (socket === null) return null
  const text = await new Promise<string>((resolve) => {
    let received = ''
    socket.setEncoding('latin1').on('data', (part: string) => (received += part))
    socket.once('close', () => resolve(received))
    socket.write([`GET ${path} HTTP/1.1`, ...lines, 'Connection: close', '', ''].join('\r\n'))
  })
  return parseAnswer(text)
}

/** The statuses of very many equal requests over one connection, until it closes. */
export async function flood(place: Place, host: string, path: string, times: number) {
  const socket = await open(place, 80, null)
  if (socket === null) return []
  return new Promise<readonly Answer[]>((resolve) => {
    let received = ''
    const settle = () =>
      resolve(received.split(/(?=HTTP\/1\.1 \d{3} )/).flatMap((part) => parseAnswer(part) ?? []))
    socket.setEncoding('latin1').on('data', (part: string) => (received += part))
    socket.once('close', settle)
    const one = `GET ${path} HTTP/1.1\r\nHost: ${host}\r\n`
    socket.write(`${one}\r\n`.repeat(times - 1))
    socket.write(`${one}Connection: close\r\n\r\n`)
  })
}

/** The protocol and the certificate's fingerprint; `null` when there was no handshake. */
export async function shakeHands(
  place: Place,
  port: number,
  handshake: Handshake,
): Promise<{ readonly protocol: string; readonly fingerprint: string } | null> {
  const socket = (await open(place, port, handshake)) as TLSSocket | null
  if (socket === null) return null
  const protocol = socket.getProtocol() ?? ''
  const fingerprint = socket.getPeerCertificate().fingerprint256
  socket.destroy()
  return { protocol, fingerprint }
}

/** A short text, masked as a client must (RFC 6455, section 5.3). */
function frame(text: string): Buffer {
  const body = Buffer.from(text)
  const mask = randomBytes(4)
  const head =
    body.length < 126
      ? Buffer.from([0x81, 0x80 | body.length])
      : Buffer.from([0x81, 0x80 | 126, body.length >> 8, body.length & 255])
  return Buffer.concat([head, mask, body.map((byte, nth) => byte ^ (mask[nth % 4] ?? 0))])
}

/** Texts of the whole frames in what a server sent: it masks nothing. */
function texts(received: Buffer): string[] {
  const found: string[] = []
  let at = 0
  while (at + 2 <= received.length) {
    const short = (received[at + 1] ?? 0) & 127
    if (short === 127 || (short === 126 && at + 4 > received.length)) break
    const start = at + (short === 126 ? 4 : 2)
    const length = short === 126 ? received.readUInt16BE(at + 2) : short
    if (start + length > received.length) break
    if (((received[at] ?? 0) & 15) === 1)
      found.push(received.toString('utf8', start, start + length))
    at = start + length
  }
  return found
}

/**
 * Opens a WebSocket, says these texts, and waits until as many have come back of which each begins
 * as told.
 *
 * @returns the texts, or the status of the refusal, or `null` when there was no answer in time
 */
export async function converse(
  place: Place,
  domain: string,
  path: string,
  lines: readonly string[],
  said: readonly string[],
  awaited: readonly string[],
): Promise<readonly string[] | number | null> {
  const socket = await open(place, 443, { servername: domain })
  if (socket === null) return null
  return new Promise((resolve) => {
    let received = Buffer.alloc(0)
    let isOpen = false
    const settle = (result: readonly string[] | number | null) => {
      clearTimeout(late)
      socket.destroy()
      resolve(result)
    }
    const late = setTimeout(() => settle(null), place.patienceMs)
    socket.once('close', () => settle(null))
    socket.on('data', (part: Buffer) => {
      received = Buffer.concat([received, part])
      if (!isOpen) {
        const end = received.indexOf('\r\n\r\n')
        if (end < 0) return
        const status = parseAnswer(received.toString('latin1', 0, end + 4))?.status ?? 0
        if (status !== 101) return settle(status)
        received = received.subarray(end + 4)
        isOpen = true
        for (const text of said) socket.write(frame(text))
      }
      const come = texts(received)
      if (awaited.every((start) => come.some((text) => text.startsWith(start)))) settle(come)
    })
    socket.write(
      [
        `GET ${path} HTTP/1.1`,
        `Host: ${domain}`,
        'Upgrade: websocket',
        'Connection: Upgrade',
        'Sec-WebSocket-Version: 13',
        `Sec-WebSocket-Key: ${randomBytes(16).toString('base64')}`,
        ...lines,
        '',
        '',
      ].join('\r\n'),
    )
  })
}
