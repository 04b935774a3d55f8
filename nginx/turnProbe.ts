/** A TURN client that asks for one allocation and one permission (RFC 8656), to see what it is told. */
import { createHash, createHmac, randomBytes } from 'node:crypto'
import { createSocket } from 'node:dgram'
import { isIPv6 } from 'node:net'
import { connect, type TLSSocket } from 'node:tls'

const COOKIE = 0x2112_a442
const HEADER_BYTES = 20
const INTEGRITY_BYTES = 24
const METHODS = { allocate: 0x0003, refresh: 0x0004, createPermission: 0x0008 } as const
const ATTRIBUTES = {
  username: 0x0006,
  errorCode: 0x0009,
  lifetime: 0x000d,
  peerAddress: 0x0012,
  realm: 0x0014,
  nonce: 0x0015,
  family: 0x0017,
  transport: 0x0019,
  integrity: 0x0008,
} as const
const UDP = 17
const RESEND_MS = 500

type Attribute = readonly [type: number, value: Buffer]

export interface Credential {
  readonly username: string
  readonly credential: string
}

/** What the relay answered: success, or the number of an error; `null` when it said nothing. */
export type TurnAnswer = 'granted' | number | null

function attribute([type, value]: Attribute): Buffer {
  const header = Buffer.alloc(4)
  header.writeUInt16BE(type, 0)
  header.writeUInt16BE(value.length, 2)
  return Buffer.concat([header, value, Buffer.alloc((4 - (value.length % 4)) % 4)])
}

function message(method: number, id: Buffer, attributes: readonly Attribute[]): Buffer {
  const body = Buffer.concat(attributes.map(attribute))
  const header = Buffer.alloc(8)
  header.writeUInt16BE(method, 0)
  header.writeUInt16BE(body.length, 2)
  header.writeUInt32BE(COOKIE, 4)
  return Buffer.concat([header, id, body])
}

/** The key is that of a long-term credential (RFC 8489, section 9.2.2). */
function signed(method: number, id: Buffer, attributes: readonly Attribute[], key: Buffer): Buffer {
  const text = message(method, id, attributes)
  // The length counts the signature that is not there yet.
  text.writeUInt16BE(text.length - HEADER_BYTES + INTEGRITY_BYTES, 2)
  const signature = createHmac('sha1', key).update(text).digest()
  return Buffer.concat([text, attribute([ATTRIBUTES.integrity, signature])])
}

function attributesOf(answer: Buffer): ReadonlyMap<number, Buffer> {
  const found = new Map<number, Buffer>()
  let at = HEADER_BYTES
  while (at + 4 <= answer.length) {
    const length = answer.readUInt16BE(at + 2)
    found.set(answer.readUInt16BE(at), answer.subarray(at + 4, at + 4 + length))
    at += 4 + Math.ceil(length / 4) * 4
  }
  return found
}

function answerOf(answer: Buffer | null): TurnAnswer {
  if (answer === null) return null
  if ((answer.readUInt16BE(0) & 0x0110) === 0x0100) return 'granted'
  const error = attributesOf(answer).get(ATTRIBUTES.errorCode)
  return error === undefined ? null : (error[2] ?? 0) * 100 + (error[3] ?? 0)
}

/** An IPv4 or IPv6 address as 4 or 16 bytes. */
function bytesOf(address: string): Buffer {
  if (!isIPv6(address)) return Buffer.from(address.split('.').map(Number))
  const [front = '', back] = address.split('::')
  const groups = (half: string) => (half === '' ? [] : half.split(':').map((g) => parseInt(g, 16)))
  const head = groups(front)
  const tail = groups(back ?? '')
  const words = [...head, ...Array<number>(8 - head.length - tail.length).fill(0), ...tail]
  return Buffer.from(words.flatMap((word) => [word >> 8, word & 255]))
}

/** XOR-PEER-ADDRESS (RFC 8489, section 14.2). */
function peerAddress(address: string, id: Buffer): Buffer {
  const mask = Buffer.concat([Buffer.from([0x21, 0x12, 0xa4, 0x42]), id])
  const head = Buffer.from([0, isIPv6(address) ? 2 : 1, 0, 0])
  head.writeUInt16BE(50_000 ^ (COOKIE >>> 16), 2)
  return Buffer.concat([head, bytesOf(address).map((byte, nth) => byte ^ (mask[nth] ?? 0))])
}

export interface TurnClient {
  /** Sends a request, again if need be, until the answer comes; `null` when none does. */
  readonly ask: (request: Buffer) => Promise<Buffer | null>
  readonly close: () => void
}

export function udpClient(address: string, port: number, patienceMs: number): TurnClient {
  const socket = createSocket(isIPv6(address) ? 'udp6' : 'udp4')
  // A closed port is an answer that does not come.
  socket.on('error', () => undefined)
  return {
    ask: (request) =>
      new Promise((resolve) => {
        const send = () => socket.send(request, port, address)
        const again = setInterval(send, RESEND_MS)
        const settle = (answer: Buffer | null) => {
          clearInterval(again)
          clearTimeout(late)
          socket.off('message', onMessage)
          resolve(answer)
        }
        const late = setTimeout(() => settle(null), patienceMs)
        const onMessage = (answer: Buffer) => {
          if (
            answer.length >= HEADER_BYTES &&
            answer.subarray(8, 20).equals(request.subarray(8, 20))
          )
            settle(answer)
        }
        socket.on('message', onMessage)
        send()
      }),
    close: () => void socket.close(),
  }
}

export function tlsClient(
  address: string,
  port: number,
  servername: string,
  patienceMs: number,
): TurnClient {
  const socket: TLSSocket = connect({
    host: address,
    port,
    servername,
    rejectUnauthorized: false,
    timeout: patienceMs,
  })
  let received = Buffer.alloc(0)
  let waiting: ((answer: Buffer | null) => void) | null = null
  function settle(answer: Buffer | null): void {
    waiting?.(answer)
    waiting = null
  }
  socket.on('data', (part: Buffer) => {
    received = Buffer.concat([received, part])
    if (received.length < HEADER_BYTES) return
    const length = HEADER_BYTES + received.readUInt16BE(2)
    if (received.length < length) return
    const answer = received.subarray(0, length)
    received = received.subarray(length)
    settle(answer)
  })
  for (const event of ['error', 'timeout', 'close'] as const) socket.on(event, () => settle(null))
  return {
    ask: (request) =>
      new Promise((resolve) => {
        if (socket.destroyed) return resolve(null)
        waiting = resolve
        socket.write(request)
      }),
    close: () => void socket.destroy(),
  }
}

export interface Allocation {
  readonly answer: TurnAnswer
  /** Whether strangers at this address could be reached. */
  readonly permit: (peer: string) => Promise<TurnAnswer>
  readonly release: () => Promise<void>
}

/** @param family of the relayed address */
export async function allocate(
  client: TurnClient,
  { username, credential }: Credential,
  family: 4 | 6,
): Promise<Allocation> {
  const wanted: Attribute[] = [
    [ATTRIBUTES.transport, Buffer.from([UDP, 0, 0, 0])],
    [ATTRIBUTES.family, Buffer.from([family === 4 ? 1 : 2, 0, 0, 0])],
  ]
  const first = await client.ask(message(METHODS.allocate, randomBytes(12), wanted))
  const told = first === null ? new Map<number, Buffer>() : attributesOf(first)
  const realm = told.get(ATTRIBUTES.realm) ?? Buffer.alloc(0)
  const nonce = told.get(ATTRIBUTES.nonce) ?? Buffer.alloc(0)
  const key = createHash('md5').update(`${username}:${realm.toString()}:${credential}`).digest()
  const who: Attribute[] = [
    [ATTRIBUTES.username, Buffer.from(username)],
    [ATTRIBUTES.realm, realm],
    [ATTRIBUTES.nonce, nonce],
  ]
  async function ask(method: number, make: (id: Buffer) => Attribute[]): Promise<TurnAnswer> {
    const id = randomBytes(12)
    return answerOf(await client.ask(signed(method, id, [...make(id), ...who], key)))
  }
  const answer = first === null ? null : await ask(METHODS.allocate, () => wanted)
  return {
    answer,
    permit: (peer) =>
      ask(METHODS.createPermission, (id) => [[ATTRIBUTES.peerAddress, peerAddress(peer, id)]]),
    async release() {
      await ask(METHODS.refresh, () => [[ATTRIBUTES.lifetime, Buffer.alloc(4)]])
    },
  }
}
