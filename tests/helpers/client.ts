/** A visitor's side of the wire: a WebSocket with a memory that tests can await. */
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { WebSocket, type ClientOptions } from 'ws'
import {
  PROTOCOL_VERSION,
  TERMS_DATE,
  type ClientMessage,
  type ServerMessage,
} from '../../signaling/protocol.ts'
import type { SignalingProcess } from './signalingProcess.ts'

/** A server, or what leads to one. */
export type Target = Pick<SignalingProcess, 'port' | 'origin'>
type Find = Extract<ClientMessage, { type: 'find' }>
export type Reply<T extends ServerMessage['type']> = Extract<ServerMessage, { type: T }>
export type Received = ServerMessage | { type: 'frame'; bytes: Buffer }
export interface Closed {
  readonly code: number
  readonly reason: string
  readonly at: number
}

export interface ClientSettings {
  /** Said in `X-Forwarded-For`; without it nothing is. */
  readonly address?: string
  readonly options?: ClientOptions
}

export interface Client {
  readonly ws: WebSocket
  /** All that came, in order. */
  readonly received: readonly Received[]
  readonly closed: Promise<Closed>
  send(message: ClientMessage): void
  /** Sends anything: strings as text, bytes as binary. */
  sendRaw(data: string | Buffer): void
  /** The next message of this type that no `next` has returned yet; earlier others are skipped. */
  next<T extends ServerMessage['type']>(type: T, withinMs?: number): Promise<Reply<T>>
  nextFrame(withinMs?: number): Promise<Buffer>
  /** Sees every message as it comes, for those who keep their own record. */
  subscribe(listener: (message: Received) => void): void
}

const PATIENCE_MS = 8_000
/** Documentation says of 198.18.0.0/15 that it is for tests of network devices. */
let lastAddress = 0

/** An address nobody has used in this file yet. */
export function newAddress(): string {
  lastAddress += 1
  return `198.${18 + (lastAddress >> 16)}.${(lastAddress >> 8) & 255}.${lastAddress & 255}`
}
export const newKey = (): string => randomBytes(65).toString('base64url')
export const newToken = (): string => randomBytes(32).toString('base64url')

export const HELLO: ClientMessage = {
  type: 'hello',
  version: PROTOCOL_VERSION,
  adult: true,
  terms: TERMS_DATE,
}

export function findMessage(change: Partial<Find> = {}): Find {
  return {
    type: 'find',
    mode: 'text',
    camera: false,
    interests: [],
    languages: [],
    calm: false,
    key: newKey(),
    ...change,
  }
}

/** Wraps a socket that may still be connecting. */
function wrap(ws: WebSocket): Client {
  const received: Received[] = []
  const taken = new Set<Received>()
  const listeners = new Set<(message: Received) => void>()
  const closed = new Promise<Closed>((resolve) => {
    ws.once('close', (code: number, reason: Buffer) =>
      resolve({ code, reason: reason.toString(), at: performance.now() }),
    )
  })
  ws.on('error', () => undefined)
  ws.on('message', (data: Buffer, isBinary: boolean) => {
    const message: Received = isBinary
      ? { type: 'frame', bytes: Buffer.from(data) }
      : (JSON.parse(data.toString()) as ServerMessage)
    received.push(message)
    for (const listener of listeners) listener(message)
  })

  function awaitOne<T extends Received['type']>(
    type: T,
    withinMs: number,
  ): Promise<Extract<Received, { type: T }>> {
    const isWanted = (message: Received): message is Extract<Received, { type: T }> =>
      message.type === type && !taken.has(message)
    return new Promise((resolve, reject) => {
      const settle = (message: Received): void => {
        if (!isWanted(message)) return
        taken.add(message)
        listeners.delete(settle)
        clearTimeout(timer)
        resolve(message)
      }
      const give = (why: string): void => {
        listeners.delete(settle)
        clearTimeout(timer)
        reject(new Error(`no ${type}: ${why}`))
      }
      const timer = setTimeout(() => give(`not within ${withinMs} ms`), withinMs)
      const early = received.find(isWanted)
      if (early !== undefined) return settle(early)
      listeners.add(settle)
      void closed.then(({ code }) => give(`closed with ${code}`))
    })
  }

  return {
    ws,
    received,
    closed,
    send: (message) => ws.send(JSON.stringify(message)),
    sendRaw: (data) => ws.send(data, { binary: typeof data !== 'string' }),
    next: (type, withinMs = PATIENCE_MS) => awaitOne(type, withinMs) as Promise<Reply<typeof type>>,
    nextFrame: async (withinMs = PATIENCE_MS) => (await awaitOne('frame', withinMs)).bytes,
    subscribe: (listener) => void listeners.add(listener),
  }
}

function open(server: Target, settings: ClientSettings): WebSocket {
  const { address, options } = settings
  return new WebSocket(`ws://127.0.0.1:${server.port}/signal`, {
    perMessageDeflate: false,
    origin: server.origin,
    ...options,
    headers: {
      ...(address !== undefined && { 'X-Forwarded-For': address }),
      ...options?.headers,
    },
  })
}

/** Opens the socket and says nothing. */
export async function connect(server: Target, settings: ClientSettings = {}): Promise<Client> {
  const client = wrap(open(server, settings))
  await once(client.ws, 'open')
  return client
}

/** Opens the socket and greets: an idle visitor. */
export async function greet(server: Target, settings: ClientSettings = {}): Promise<Client> {
  const client = await connect(server, { address: newAddress(), ...settings })
  client.send(HELLO)
  await client.next('welcome')
  return client
}

/** Makes a pair of exactly these two: they alone share an interest. */
export async function introduce(
  first: Client,
  second: Client,
): Promise<[Reply<'matched'>, Reply<'matched'>]> {
  const interests = [`only ${randomBytes(8).toString('hex')}`]
  first.send(findMessage({ interests }))
  await first.next('waiting')
  second.send(findMessage({ interests }))
  return Promise.all([first.next('matched'), second.next('matched')])
}

/** Two new visitors in a pair. */
export async function newPair(
  server: Target,
  settings: ClientSettings = {},
): Promise<[Client, Client]> {
  const pair = await Promise.all([greet(server, settings), greet(server, settings)])
  await introduce(...pair)
  return pair
}

/** Proves that two in a pair can still talk: the innocent bystanders of every attack. */
export async function exchange(first: Client, second: Client): Promise<void> {
  for (const [from, to] of [
    [first, second],
    [second, first],
  ] as const) {
    const bytes = randomBytes(64)
    from.sendRaw(bytes)
    const arrived = await to.nextFrame()
    if (!arrived.equals(bytes)) throw new Error('another frame arrived')
  }
}

/** Tries the handshake only; answers with the status of the refusal, or 101. */
export async function handshake(
  server: Target,
  settings: ClientSettings & { path?: string } = {},
): Promise<{ status: number; retryAfter: string | undefined }> {
  const ws =
    settings.path === undefined
      ? open(server, settings)
      : new WebSocket(`ws://127.0.0.1:${server.port}${settings.path}`, settings.options ?? {})
  return new Promise((resolve, reject) => {
    ws.on('unexpected-response', (request, response) => {
      request.destroy()
      resolve({
        status: response.statusCode ?? 0,
        retryAfter: response.headers['retry-after'],
      })
    })
    ws.on('open', () => {
      ws.terminate()
      resolve({ status: 101, retryAfter: undefined })
    })
    ws.on('error', reject)
  })
}
