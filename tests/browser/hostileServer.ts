/** A signaling server that does what it likes: the real page, and whatever a test sends to it. */
import { join } from 'node:path'
import { WebSocket, WebSocketServer } from 'ws'
import {
  parseClientMessage,
  type ClientMessage,
  type Hiding,
  type Role,
} from '../../signaling/protocol.ts'
import { createSeal, createSealingKeys, type Seal } from '../../web/chat/sealed.ts'
import { freePorts } from '../helpers/freePort.ts'
import { startPageServer } from '../helpers/pageServer.ts'
import { DIST } from '../helpers/signalingProcess.ts'
import { waitUntil } from '../helpers/wait.ts'

const PATIENCE_MS = 20_000

/** One page's socket, as the server sees it. */
export interface Victim {
  /** Control messages so far, in order. */
  readonly messages: readonly ClientMessage[]
  /** Sealed signals so far. */
  readonly frames: readonly Buffer[]
  /** Waits for the newest message of a type, later than the first `after` messages. */
  next<T extends ClientMessage['type']>(
    type: T,
    after?: number,
  ): Promise<Extract<ClientMessage, { type: T }>>
  /** Sends an object as JSON, text and bytes as they are. */
  say(what: unknown): void
  /** Hands on every further frame. */
  forward(to: (frame: Buffer) => void): void
  /** Nothing was said so far, and nobody is to be told. */
  forget(): void
  readonly socket: WebSocket
}

export interface HostileServer {
  readonly origin: string
  /** Pages that have come, in order. */
  readonly victims: readonly Victim[]
  arrived(count: number): Promise<Victim>
  close(): Promise<void>
}

const random = (bytes: number) =>
  Buffer.from(crypto.getRandomValues(new Uint8Array(bytes))).toString('base64url')

function createVictim(socket: WebSocket): Victim {
  const messages: ClientMessage[] = []
  const frames: Buffer[] = []
  let onFrame: ((frame: Buffer) => void) | null = null
  socket.on('message', (data: Buffer, isBinary) => {
    if (isBinary) {
      frames.push(data)
      onFrame?.(data)
      return
    }
    const message = parseClientMessage(data.toString())
    if (message === null) throw new Error(`the page said ${data.toString()}`)
    messages.push(message)
    // Else the page takes the path for dead, and comes again over another socket.
    if (message.type === 'ping') socket.send('{"type":"pong"}')
  })
  return {
    messages,
    frames,
    socket,
    async next(type, after = 0) {
      const found = () => messages.slice(after).findLast((message) => message.type === type)
      await waitUntil(PATIENCE_MS, () => found() !== undefined)
      return found() as never
    },
    say(what) {
      const isRaw = typeof what === 'string' || Buffer.isBuffer(what)
      socket.send(isRaw ? what : JSON.stringify(what))
    },
    forward(to) {
      onFrame = to
      for (const frame of frames) to(frame)
    },
    forget() {
      messages.length = 0
      frames.length = 0
      onFrame = null
    },
  }
}

/** @param hiding what it says of hiding addresses */
export async function startHostileServer(hiding: Hiding = 'impossible'): Promise<HostileServer> {
  const [port = 0] = await freePorts(1)
  const origin = `http://localhost:${port}`
  const page = await startPageServer(join(DIST, 'web'), { port, origins: [origin] })
  const sockets = new WebSocketServer({ server: page.server, path: '/signal' })
  const victims: Victim[] = []
  sockets.on('connection', (socket) => {
    const victim = createVictim(socket)
    victims.push(victim)
    victim.say({ type: 'welcome', online: 0, build: 'x', lan: true, hiding })
  })
  return {
    origin,
    victims,
    async arrived(count) {
      await waitUntil(PATIENCE_MS, () => victims.length >= count)
      return victims[count - 1] as Victim
    },
    async close() {
      for (const { socket } of victims) socket.terminate()
      await page.close()
    },
  }
}

/** A match, with whatever a test changes in it. */
export const matched = (find: { readonly key: string }, key: string, role: Role, change = {}) => ({
  type: 'matched',
  pair: random(16),
  role,
  key,
  answers: find.key.slice(0, 12),
  common: { interests: [], languages: [] },
  ice: [],
  report: random(16),
  ...change,
})

/** Introduces two pages as an honest server does: it reads nothing of what it forwards. */
export async function introduce(first: Victim, second: Victim): Promise<void> {
  const [one, other] = [await first.next('find'), await second.next('find')]
  const pair = random(16)
  first.say(matched(one, other.key, 'offer', { pair }))
  second.say(matched(other, one.key, 'answer', { pair }))
  first.forward((frame) => second.say(frame))
  second.forward((frame) => first.say(frame))
}

/** Introduces itself to a page as its stranger, so that it can seal for it and open what it says. */
export async function impersonate(
  victim: Victim,
  role: Role,
  type: 'find' | 'meet' = 'find',
): Promise<Seal> {
  const find = await victim.next(type)
  const keys = await createSealingKeys()
  const match = matched(find, keys.publicKey, role)
  const seal = await createSeal(keys, find.key, match.pair, role === 'offer' ? 'answer' : 'offer')
  victim.say(match)
  return seal
}

/** How each page can be spoken to in the other's name, and what each has said so far. */
export interface Middle {
  readonly seals: readonly [Seal, Seal]
  readonly said: readonly [string[], string[]]
}

/** Two pages, each of which takes the server for its stranger: it reads and writes all signals. */
export async function standBetween(first: Victim, second: Victim): Promise<Middle> {
  const [one, other] = [await impersonate(first, 'offer'), await impersonate(second, 'answer')]
  const said: [string[], string[]] = [[], []]
  let toSecond: Promise<void> = Promise.resolve()
  let toFirst: Promise<void> = Promise.resolve()
  first.forward((frame) => {
    toSecond = toSecond.then(async () => {
      const signal = await one.open(Uint8Array.from(frame).buffer)
      said[0].push(signal)
      second.say(Buffer.from(await other.seal(signal)))
    })
  })
  second.forward((frame) => {
    toFirst = toFirst.then(async () => {
      const signal = await other.open(Uint8Array.from(frame).buffer)
      said[1].push(signal)
      first.say(Buffer.from(await one.seal(signal)))
    })
  })
  return { seals: [one, other], said }
}
