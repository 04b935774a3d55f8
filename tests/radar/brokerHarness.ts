/** A broker that listens on loopback, and MQTT clients that say what became of what they tried. */
import { randomBytes } from 'node:crypto'
import { createServer as createHttpServer } from 'node:http'
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net'
import { connect, type IClientOptions, type MqttClient } from 'mqtt'
import { createBroker, type Broker, type BrokerOptions } from '../../radar/broker.ts'
import { ROLES, type Role } from '../../radar/protocol.ts'

export const PASSWORD = 'the right one'

export const random = () => randomBytes(16).toString('base64url')

/** Every role has a user of its own name. */
export const authenticate: BrokerOptions['authenticate'] = (username, password) =>
  password === PASSWORD && (ROLES as readonly string[]).includes(username)
    ? (username as Role)
    : null

export interface Heard {
  readonly topic: string
  readonly text: string
}

export interface Listening {
  readonly broker: Broker
  readonly port: number
  /** What the radar heard. */
  readonly heard: Heard[]
  readonly errors: unknown[]
  readonly sockets: Set<Socket>
  readonly close: () => Promise<void>
}

const portOf = (server: Server) => (server.address() as AddressInfo).port

export async function listen(options: Partial<BrokerOptions> = {}, port = 0): Promise<Listening> {
  const heard: Heard[] = []
  const errors: unknown[] = []
  const sockets = new Set<Socket>()
  const broker = await createBroker({
    authenticate,
    onMessage: (topic, text) => heard.push({ topic, text }),
    onError: (error) => errors.push(error),
    ...options,
  })
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
    broker.accept(socket, socket.remoteAddress ?? '')
  })
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  return {
    broker,
    port: portOf(server),
    heard,
    errors,
    sockets,
    async close() {
      const closed = new Promise((resolve) => server.close(resolve))
      await broker.close()
      await closed
    },
  }
}

/** The same broker also over WebSocket, as the radar's HTTP server would. */
export async function listenOnWebSocket(broker: Broker) {
  const server = createHttpServer()
  server.on('upgrade', (request, socket, head) =>
    broker.upgrade(request, socket, head, request.socket.remoteAddress ?? ''),
  )
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    port: portOf(server),
    close: () => new Promise((resolve) => server.close(resolve)),
  }
}

/** A client that tries once. */
export function dial(
  url: string,
  username: string,
  node: string,
  options: IClientOptions = {},
): MqttClient {
  const client = connect(url, {
    protocolVersion: 4,
    clean: true,
    reconnectPeriod: 0,
    queueQoSZero: false,
    keepalive: 30,
    connectTimeout: 20_000,
    username,
    password: PASSWORD,
    clientId: `${username}/${node}`,
    ...options,
  })
  client.on('error', () => {})
  return client
}

/** Whether a client was let in. */
export function letIn(client: MqttClient): Promise<boolean> {
  return new Promise((resolve) => {
    client.once('connect', () => resolve(true))
    client.once('close', () => resolve(false))
  })
}

export const over = (client: MqttClient) =>
  new Promise<void>((resolve) => {
    if (client.disconnected || client.stream.destroyed) resolve()
    else client.once('close', () => resolve())
  })

/**
 * Whether the broker took a message: a QoS 1 message is acknowledged before the broker hands it on,
 * and one that may not be published ends the connection instead.
 */
export function published(
  client: MqttClient,
  topic: string,
  text: string,
  retain = false,
): Promise<boolean> {
  return new Promise((resolve) => {
    client.once('close', () => resolve(false))
    client.publish(topic, text, { qos: 1, retain }, (error) => {
      if (!error) resolve(true)
    })
  })
}

/** The codes with which the broker answered a SUBSCRIBE, one for each filter. */
export function granted(client: MqttClient, filters: string[]): Promise<number[]> {
  return new Promise((resolve) => {
    client.once('close', () => resolve([]))
    client.once('packetreceive', function onPacket(packet) {
      if (packet.cmd === 'suback') resolve(packet.granted as number[])
      else client.once('packetreceive', onPacket)
    })
    client.subscribe(filters, { qos: 0 }, () => {})
  })
}

export async function until(condition: () => boolean, patienceMs = 20_000): Promise<void> {
  const end = Date.now() + patienceMs
  while (!condition()) {
    if (Date.now() > end) throw new Error('it never happened')
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}
