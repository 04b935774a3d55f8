/** A TURN client of the test's own (RFC 8656, over TCP): asks for what browsers never would. */
import { createHash, createHmac, randomBytes } from 'node:crypto'
import type { Socket } from 'node:net'
import ipaddr from 'ipaddr.js'

export interface TurnCredential {
  readonly username: string
  readonly credential: string
}

/** What the server said: nothing against it, or a code such as 403. */
export type Verdict = 'granted' | number

export interface TurnClient {
  /** Asks for a relay end, after the server has named its realm. */
  readonly allocate: (family?: 4 | 6) => Promise<Verdict>
  /** Asks to be let talk to a peer. */
  readonly permit: (peer: string) => Promise<Verdict>
  /** The same with a channel, which is another way in. */
  readonly bind: (peer: string) => Promise<Verdict>
  /** The latest request as it went out, for somebody who overheard it. */
  readonly overheard: () => Buffer
  /** Sends what somebody else has sent. */
  readonly repeat: (request: Buffer) => Promise<Verdict>
  readonly close: () => void
}

const COOKIE = 0x2112a442
const METHODS = { allocate: 0x003, permit: 0x008, bind: 0x009 } as const
const SUCCESS = 0x0100
const ATTRIBUTES = {
  username: 0x0006,
  integrity: 0x0008,
  error: 0x0009,
  channel: 0x000c,
  peer: 0x0012,
  realm: 0x0014,
  nonce: 0x0015,
  family: 0x0017,
  transport: 0x0019,
} as const
type AttributeName = keyof typeof ATTRIBUTES
type Attribute = readonly [AttributeName, Buffer]

const HEADER_BYTES = 20
const UDP = 17
const FIRST_CHANNEL = 0x4000
const PATIENCE_MS = 10_000

function attribute(name: AttributeName, value: Buffer): Buffer {
  const head = Buffer.alloc(4)
  head.writeUInt16BE(ATTRIBUTES[name])
  head.writeUInt16BE(value.length, 2)
  return Buffer.concat([head, value, Buffer.alloc(-value.length & 3)])
}

function message(method: number, id: Buffer, attributes: readonly Attribute[]): Buffer {
  const body = Buffer.concat(attributes.map(([name, value]) => attribute(name, value)))
  const head = Buffer.alloc(HEADER_BYTES)
  head.writeUInt16BE(method)
  head.writeUInt16BE(body.length, 2)
  head.writeUInt32BE(COOKIE, 4)
  id.copy(head, 8)
  return Buffer.concat([head, body])
}

/** Adds the proof that the sender knows the key. */
function signed(plain: Buffer, key: Buffer): Buffer {
  const whole = Buffer.from(plain)
  // It covers a length that counts the proof itself.
  whole.writeUInt16BE(plain.length - HEADER_BYTES + 24, 2)
  const proof = createHmac('sha1', key).update(whole).digest()
  return Buffer.concat([whole, attribute('integrity', proof)])
}

/** An address mixed with the cookie and the id, so that no router rewrites it on the way. */
function peerOf(address: string, id: Buffer): Buffer {
  const bytes = Buffer.from(ipaddr.parse(address).toByteArray())
  const mask = Buffer.concat([Buffer.from(COOKIE.toString(16), 'hex'), id])
  const head = Buffer.from([0, bytes.length === 4 ? 1 : 2, 0, 0])
  head.writeUInt16BE(50_000 ^ (COOKIE >>> 16), 2)
  return Buffer.concat([head, Buffer.from(bytes.map((byte, at) => byte ^ (mask[at] ?? 0)))])
}

function find(answer: Buffer, wanted: AttributeName): Buffer | null {
  for (let at = HEADER_BYTES; at < answer.length;) {
    const length = answer.readUInt16BE(at + 2)
    if (answer.readUInt16BE(at) === ATTRIBUTES[wanted])
      return answer.subarray(at + 4, at + 4 + length)
    at += 4 + length + (-length & 3)
  }
  return null
}

/** @param socket a connection to the server, which may still be under way */
export function createTurnClient(
  socket: Socket,
  { username, credential }: TurnCredential,
): TurnClient {
  let held: Buffer = Buffer.alloc(0)
  let sent: Buffer = Buffer.alloc(0)
  let realm: Buffer = Buffer.alloc(0)
  let nonce: Buffer = Buffer.alloc(0)
  let channel = FIRST_CHANNEL
  const asked = new Map<string, (answer: Buffer) => void>()

  socket.on('error', () => undefined)
  socket.on('data', (chunk: Buffer) => {
    held = Buffer.concat([held, chunk])
    while (held.length >= HEADER_BYTES) {
      const length = HEADER_BYTES + held.readUInt16BE(2)
      if (held.length < length) return
      asked.get(held.toString('hex', 8, HEADER_BYTES))?.(held.subarray(0, length))
      held = held.subarray(length)
    }
  })

  function exchange(request: Buffer): Promise<Buffer> {
    sent = request
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error('the relay is silent')), PATIENCE_MS)
      asked.set(request.toString('hex', 8, HEADER_BYTES), (answer) => {
        clearTimeout(timer)
        resolve(answer)
      })
      socket.write(request)
    })
  }

  function verdictOf(answer: Buffer): Verdict {
    if ((answer.readUInt16BE() & SUCCESS) !== 0 && find(answer, 'error') === null) return 'granted'
    const error = find(answer, 'error') ?? Buffer.alloc(4)
    return (error[2] ?? 0) * 100 + (error[3] ?? 0)
  }

  async function ask(
    method: number,
    attributes: (id: Buffer) => readonly Attribute[],
  ): Promise<Verdict> {
    const id = randomBytes(12)
    const key = createHash('md5').update(`${username}:${realm.toString()}:${credential}`).digest()
    const whole: Attribute[] = [
      ...attributes(id),
      ['username', Buffer.from(username)],
      ['realm', realm],
      ['nonce', nonce],
    ]
    return verdictOf(await exchange(signed(message(method, id, whole), key)))
  }

  const client: TurnClient = {
    async allocate(family = 4) {
      const wishes: Attribute[] = [
        ['transport', Buffer.from([UDP, 0, 0, 0])],
        ['family', Buffer.from([family === 4 ? 1 : 2, 0, 0, 0])],
      ]
      const first = await exchange(message(METHODS.allocate, randomBytes(12), wishes))
      realm = find(first, 'realm') ?? realm
      nonce = find(first, 'nonce') ?? nonce
      return ask(METHODS.allocate, () => wishes)
    },
    permit: (peer) => ask(METHODS.permit, (id) => [['peer', peerOf(peer, id)]]),
    bind(peer) {
      const number = Buffer.alloc(4)
      number.writeUInt16BE(channel++)
      return ask(METHODS.bind, (id) => [
        ['channel', number],
        ['peer', peerOf(peer, id)],
      ])
    },
    overheard: () => sent,
    repeat: async (request) => verdictOf(await exchange(request)),
    close: () => void socket.destroy(),
  }
  return client
}
