/**
 * An MQTT client for states that replace each other, in Node and in a browser.
 *
 * Nothing waits for it and nothing queues: what cannot leave now is dropped, because the next state
 * says it again. Every attempt to connect is a client of its own, so none inherits a queue.
 */
// Its browser build has a default export and no other.
import mqtt, { type IClientOptions, type MqttClient } from 'mqtt'
import { createFence } from './fence.ts'

export interface Credentials {
  readonly username: string
  /** `username/` and 22 characters of base64url. */
  readonly clientId: string
  readonly password: string
}

export interface RadarClientOptions {
  /** `mqtt://`, `mqtts://`, `ws://` or `wss://`. */
  readonly url: string
  /** Asked before every attempt to connect, because a ticket holds only once. */
  readonly credentials: Credentials | (() => Promise<Credentials>)
  readonly topics: readonly string[]
  /** Published by the broker when this client is lost, not when it closes. */
  readonly will?: { readonly topic: string; readonly text: string; readonly retain: boolean }
  readonly onMessage: (topic: string, text: string) => void
  readonly onState?: (state: ClientState) => void
  /** Larger packets end the connection before they are kept. */
  readonly bytesMax?: number
}

/** `refused`: the broker did not accept the credentials; it is asked again all the same. */
export type ClientState = 'connected' | 'disconnected' | 'refused'

export interface PublishOptions {
  readonly retain?: boolean
  readonly qos?: 0 | 1
}

export interface RadarClient {
  /** Whether the message was handed to the connection. Never waits, never throws. */
  readonly publish: (topic: string, text: string, options?: PublishOptions) => boolean
  readonly isConnected: () => boolean
  /** Says goodbye, so that the will is not published, and connects no more. */
  readonly close: () => Promise<void>
}

const BYTES_MAX = 16_777_216
const KEEPALIVE_S = 10
const CONNECT_TIMEOUT_MS = 5_000
const BACKOFF_MIN_MS = 500
/** After an absence, the whole is to be exact again within 5 s of the broker's return. */
const BACKOFF_MAX_MS = 3_000
/** A connection that lasted this long was a good one: the next attempt comes soon. */
const GOOD_MS = 10_000
/** More than this still unsent means that the broker takes nothing. */
const UNSENT_BYTES_MAX = 262_144
const UNACKNOWLEDGED_MAX = 16
const GOODBYE_MS = 1_000
/** MQTT 3.1.1, and the codes of its CONNACK for wrong credentials. */
const PROTOCOL_VERSION = 4
const REFUSALS: readonly unknown[] = [2, 4, 5]

const decoder = new TextDecoder('utf-8', { fatal: true })

function textOf(payload: Uint8Array): string | null {
  try {
    return decoder.decode(payload)
  } catch {
    return null
  }
}

/** The next delay, in milliseconds, after `failures` attempts in a row. */
function backoff(failures: number): number {
  const longest = Math.min(BACKOFF_MAX_MS, BACKOFF_MIN_MS * 2 ** Math.min(failures, 10))
  return BACKOFF_MIN_MS + Math.random() * (longest - BACKOFF_MIN_MS)
}

/** Connects, and keeps connecting until it is closed. */
export function createRadarClient(options: RadarClientOptions): RadarClient {
  const bytesMax = options.bytesMax ?? BYTES_MAX
  let current: MqttClient | null = null
  let timer: ReturnType<typeof setTimeout> | undefined
  let isClosed = false
  let isConnected = false
  let failures = 0
  let unacknowledged = 0
  let state: ClientState = 'disconnected'

  function tell(next: ClientState): void {
    if (next === state) return
    state = next
    options.onState?.(next)
  }

  function tryLater(): void {
    if (isClosed) return
    timer = setTimeout(tryNow, backoff(failures))
    failures += 1
  }

  function tryNow(): void {
    const { credentials } = options
    const asked = typeof credentials === 'function' ? credentials() : Promise.resolve(credentials)
    asked.then(
      (found) => {
        if (!isClosed) open(found)
      },
      () => {
        tell('disconnected')
        tryLater()
      },
    )
  }

  /** Ends a connection whose broker announces more than is wanted, before it is read whole. */
  function guard(client: MqttClient): void {
    const fence = createFence()
    client.stream.on('data', (chunk: Uint8Array) => {
      let at = 0
      while (at < chunk.length) {
        at = fence.pass(chunk, at, bytesMax)
        if (at === -1) return void client.stream.destroy()
      }
    })
  }

  function open({ username, clientId, password }: Credentials): void {
    const { url, will, topics } = options
    const settings: IClientOptions = {
      protocolVersion: PROTOCOL_VERSION,
      clean: true,
      username,
      clientId,
      password,
      keepalive: KEEPALIVE_S,
      connectTimeout: CONNECT_TIMEOUT_MS,
      reconnectPeriod: 0,
      resubscribe: false,
      queueQoSZero: false,
      // The other timers run in a worker made of a blob, which the page's policy forbids.
      timerVariant: 'native',
      ...(will !== undefined && {
        will: { topic: will.topic, payload: will.text, qos: 0, retain: will.retain },
      }),
    }
    let openedAt = 0
    let wasRefused = false
    const client = mqtt.connect(url, settings)
    current = client
    unacknowledged = 0
    guard(client)

    client.on('connect', () => {
      if (current !== client) return
      openedAt = performance.now()
      isConnected = true
      // What is not granted is simply never heard of.
      if (topics.length > 0) client.subscribe([...topics], { qos: 0 }, () => {})
      tell('connected')
    })
    client.on('message', (topic, payload) => {
      const text = current === client ? textOf(payload) : null
      if (text !== null) options.onMessage(topic, text)
    })
    client.on('error', (error) => {
      wasRefused ||= 'code' in error && REFUSALS.includes(error.code)
      // After a packet that makes no sense, nothing does.
      client.stream.destroy()
    })
    client.on('close', () => {
      if (current !== client) return
      current = null
      isConnected = false
      if (openedAt > 0 && performance.now() - openedAt > GOOD_MS) failures = 0
      client.end(true)
      tell(wasRefused ? 'refused' : 'disconnected')
      tryLater()
    })
  }

  tryNow()

  return {
    publish(topic, text, { retain = false, qos = 0 } = {}) {
      const client = current
      if (client === null || !isConnected || client.stream.writableLength > UNSENT_BYTES_MAX)
        return false
      if (qos === 0) {
        client.publish(topic, text, { retain, qos })
        return true
      }
      if (unacknowledged >= UNACKNOWLEDGED_MAX) return false
      unacknowledged += 1
      client.publish(topic, text, { retain, qos }, () => {
        if (current === client) unacknowledged -= 1
      })
      return true
    },
    isConnected: () => isConnected,
    async close() {
      isClosed = true
      clearTimeout(timer)
      const client = current
      current = null
      if (client === null) return
      const wasConnected = isConnected
      isConnected = false
      await new Promise<void>((resolve) => {
        const patience = setTimeout(() => {
          client.stream.destroy()
          resolve()
        }, GOODBYE_MS)
        client.end(!wasConnected, () => {
          clearTimeout(patience)
          resolve()
        })
      })
    },
  }
}
