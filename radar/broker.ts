/**
 * The MQTT broker inside the radar: who may connect, and what each role may do there.
 *
 * Sessions end with their connection, for everybody: nothing is queued for who is away, because
 * every state is published whole again. A filter that is not granted is answered with 0x80 in the
 * SUBACK and the others of the same packet are granted, as the standard says; a message that may
 * not be published ends its connection, because MQTT 3.1.1 has no other answer for it.
 */
import { Aedes, type AedesPublishPacket, type AuthenticateError, type Client } from 'aedes'
import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { createGate, type Gate } from './gate.ts'
import { mayUse, type Role } from './protocol.ts'
import { createWebSocketStreams } from './webSocketStream.ts'

export interface BrokerOptions {
  /** The role of who knows the password, or `null`. Called once for every connection. */
  readonly authenticate: (
    username: string,
    password: string,
    clientId: string,
  ) => Role | null | Promise<Role | null>
  /** What a client published, also by its last will, once the access table has allowed it. */
  readonly onMessage?: (topic: string, text: string) => void
  /** A connection that had been let in is over. */
  readonly onGone?: (username: string, clientId: string) => void
  /** The broker itself failed, not a connection. */
  readonly onError?: (error: unknown) => void
}

export interface Broker {
  /**
   * Serves a connection.
   *
   * @param address where it comes from, to bound the unknown ones; kept while it is unknown only
   */
  readonly accept: (stream: Duplex, address: string) => void
  /** Answers the upgrade request of an MQTT client whose path and origin were found to be right. */
  readonly upgrade: (
    request: IncomingMessage,
    socket: Duplex,
    head: Buffer,
    address: string,
  ) => void
  /** Publishes as the radar. Waits for no reader. */
  readonly publish: (topic: string, payload: string, options?: { readonly retain: boolean }) => void
  /** Ends all connections of a user, or one of them, at once, also those whose password is still being checked. */
  readonly cut: (username: string, clientId?: string | null) => void
  /** How many clients are let in now. */
  readonly connections: () => number
  readonly close: () => Promise<void>
}

const CONNECTIONS_MAX = 500
const CONNECTIONS_PER_USER_MAX = 50
const UNKNOWN_MAX = 128
const UNKNOWN_PER_ADDRESS_MAX = 32
const KEEPALIVE_MAX_S = 60
/** The deepest topics are `census/<node>` and `operator/...`; the broker's own `$SYS` needs more. */
const TOPIC_LEVELS_MAX = 2
const SMALL_BYTES = 2_048
const STATES_BYTES = 65_536
const LISTS_BYTES = 16_777_216
/** One WebSocket frame; a packet may span several. */
const FRAME_BYTES_MAX = STATES_BYTES + SMALL_BYTES
const A_DAY_MS = 86_400_000

/** The largest packet of each role; whoever publishes nothing needs room for a SUBSCRIBE only. */
const PACKET_BYTES_MAX: Readonly<Record<Role, number>> = {
  radar: LISTS_BYTES,
  signaling: STATES_BYTES,
  firewall: SMALL_BYTES,
  reader: SMALL_BYTES,
  viewer: SMALL_BYTES,
  moderator: SMALL_BYTES,
  administrator: SMALL_BYTES,
}

const USERNAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,31}$/
const NODE = /^[A-Za-z0-9_-]{22}$/

/** Codes of a CONNACK that refuses. */
const IDENTIFIER_REJECTED = 2
const UNAVAILABLE = 3
const NOT_AUTHORIZED = 5

interface Will {
  readonly topic: string
  readonly retain: boolean
  readonly qos: number
}

/** A connection from its first byte to its last. */
interface Guest {
  readonly gate: Gate
  /** Set while unknown. */
  address: string | null
  /** Set by the CONNECT packet. */
  username: string
  clientId: string
  node: string
  clean: boolean
  will: Will | null
  /** Set once let in. */
  role: Role | null
  /** Topics of its own that it had the broker keep a message of. */
  readonly kept: Set<string>
}

function refusal(returnCode: number): AuthenticateError {
  return Object.assign(new Error('refused'), { returnCode })
}

/** QoS 2 would make the broker remember messages, and nothing here needs it. */
function mayPublish(role: Role, node: string, message: Will): boolean {
  return (
    message.qos < 2 &&
    mayUse(role, node, 'publish', message.topic) &&
    (!message.retain || mayUse(role, node, 'retain', message.topic))
  )
}

function nodeOf(clientId: string, username: string): string | null {
  const node = clientId.slice(username.length + 1)
  return USERNAME.test(username) && NODE.test(node) && clientId === `${username}/${node}`
    ? node
    : null
}

/** Starts a broker. It listens nowhere: connections are handed to it. */
export async function createBroker(options: BrokerOptions): Promise<Broker> {
  const guests = new Set<Guest>()
  /** Outlives the connection, because a last will is spoken after it. */
  const guestAt = new WeakMap<Duplex, Guest>()
  const known = new Set<Guest>()
  const unknownFrom = new Map<string, number>()
  let unknown = 0
  let isClosing = false
  const webSockets = createWebSocketStreams(FRAME_BYTES_MAX)

  const guestOf = (client: Client | null): Guest | undefined =>
    client === null ? undefined : guestAt.get(client.conn)

  function noLongerUnknown(guest: Guest): void {
    if (guest.address === null) return
    const left = (unknownFrom.get(guest.address) ?? 1) - 1
    if (left === 0) unknownFrom.delete(guest.address)
    else unknownFrom.set(guest.address, left)
    unknown -= 1
    guest.address = null
  }

  function hasRoom(username: string): boolean {
    if (known.size >= CONNECTIONS_MAX) return false
    let own = 0
    for (const guest of known) if (guest.username === username) own += 1
    return own < CONNECTIONS_PER_USER_MAX
  }

  function letIn(guest: Guest, role: Role): void {
    noLongerUnknown(guest)
    guest.role = role
    known.add(guest)
    guest.gate.open(PACKET_BYTES_MAX[role])
  }

  /** Returns the code to refuse with, or the role. */
  async function check(guest: Guest, password: Buffer | undefined): Promise<Role | number> {
    if (guest.node === '') return IDENTIFIER_REJECTED
    if (!guest.clean || password === undefined) return NOT_AUTHORIZED
    const { username, clientId, node, will } = guest
    const role = await options.authenticate(username, password.toString(), clientId)
    if (role === null) return NOT_AUTHORIZED
    if (will !== null && !(mayUse(role, node, 'will', will.topic) && mayPublish(role, node, will)))
      return NOT_AUTHORIZED
    return hasRoom(username) ? role : UNAVAILABLE
  }

  const broker = await Aedes.createBroker({
    // 0 lifts the limit: gates take what is written at once, so no reader can hold the others up.
    concurrency: 0,
    heartbeatInterval: A_DAY_MS,
    keepaliveLimit: KEEPALIVE_MAX_S,
    maxTopicLevels: TOPIC_LEVELS_MAX,
    preConnect(client, packet, done) {
      const guest = guestOf(client)
      if (guest === undefined) return done(null, false)
      const username = packet.username ?? ''
      guest.username = username
      guest.clientId = packet.clientId
      guest.node = nodeOf(packet.clientId, username) ?? ''
      guest.clean = packet.clean ?? false
      guest.will =
        packet.will === undefined
          ? null
          : {
              topic: packet.will.topic,
              retain: packet.will.retain ?? false,
              qos: packet.will.qos ?? 0,
            }
      done(null, true)
    },
    authenticate(client, _username, password, done) {
      const guest = guestOf(client)
      if (guest === undefined) return done(refusal(UNAVAILABLE), null)
      check(guest, password)
        .catch(() => UNAVAILABLE)
        .then((found) => {
          if (!guests.has(guest)) return
          if (typeof found === 'number') return done(refusal(found), null)
          letIn(guest, found)
          done(null, true)
        })
        .catch((error: unknown) => options.onError?.(error))
    },
    // Called for last wills too.
    authorizePublish(client, packet, done) {
      const guest = guestOf(client)
      const role = guest?.role ?? null
      if (isClosing || guest === undefined || role === null) return done(new Error('not allowed'))
      if (!mayPublish(role, guest.node, packet)) return done(new Error('not allowed'))
      if (packet.retain && packet.topic.includes('/')) guest.kept.add(packet.topic)
      done(null)
    },
    authorizeSubscribe(client, subscription, done) {
      const guest = guestOf(client)
      const role = guest?.role ?? null
      const allowed =
        guest !== undefined &&
        role !== null &&
        mayUse(role, guest.node, 'subscribe', subscription.topic)
      done(null, allowed ? subscription : null)
    },
  })
  // Without heartbeats the broker would take itself for dead and publish everybody's last will.
  Object.assign(broker.brokers, { [broker.id]: Infinity })
  broker.on('publish', (packet: AedesPublishPacket, client) => {
    if (client !== null) options.onMessage?.(packet.topic, packet.payload.toString())
  })
  broker.on('clientDisconnect', (client) => {
    const guest = guestOf(client)
    if (guest !== undefined) forget(guest)
  })
  // Its types leave this one event out.
  ;(broker as NodeJS.EventEmitter).on('error', (error: unknown) => options.onError?.(error))

  function publish(topic: string, payload: string, retain: boolean, onDone?: () => void): void {
    if (isClosing) return
    broker.publish(
      { cmd: 'publish', topic, payload: Buffer.from(payload), qos: 0, dup: false, retain },
      (error) => {
        if (error) options.onError?.(error)
        onDone?.()
      },
    )
  }

  /** What a node said of itself goes with it, unless it is already back. */
  function forget(guest: Guest): void {
    const isBack = [...known].some((other) => other !== guest && other.clientId === guest.clientId)
    if (isClosing || isBack) return
    // Told when it has been done, so that it comes after the last will.
    for (const topic of guest.kept) publish(topic, '', true, () => options.onMessage?.(topic, ''))
  }

  function onGone(guest: Guest): void {
    guests.delete(guest)
    noLongerUnknown(guest)
    if (known.delete(guest) && !isClosing) options.onGone?.(guest.username, guest.clientId)
  }

  function accept(outer: Duplex, address: string): void {
    const fromThere = unknownFrom.get(address) ?? 0
    if (isClosing || unknown >= UNKNOWN_MAX || fromThere >= UNKNOWN_PER_ADDRESS_MAX) {
      outer.on('error', () => {})
      outer.destroy()
      return
    }
    unknown += 1
    unknownFrom.set(address, fromThere + 1)
    const guest: Guest = {
      gate: createGate(outer, () => onGone(guest)),
      address,
      username: '',
      clientId: '',
      node: '',
      clean: false,
      will: null,
      role: null,
      kept: new Set(),
    }
    guests.add(guest)
    guestAt.set(guest.gate.stream, guest)
    broker.handle(guest.gate.stream)
  }

  return {
    accept,
    upgrade(request, socket, head, address) {
      webSockets.upgrade(request, socket, head, (stream) => accept(stream, address))
    },
    publish: (topic, payload, { retain } = { retain: false }) => publish(topic, payload, retain),
    cut(username, clientId = null) {
      for (const guest of guests)
        if (guest.username === username && (clientId === null || guest.clientId === clientId))
          guest.gate.cut()
    },
    connections: () => known.size,
    async close() {
      isClosing = true
      for (const guest of guests) guest.gate.cut()
      await new Promise<void>((resolve) => broker.close(resolve))
    },
  }
}
