/** An operator's live figures: an MQTT session over WebSocket, opened with a ticket of the API. */
import { connect, type IClientOptions, type MqttClient } from 'mqtt'
import type { Counts } from '../../radar/protocol.ts'
import type { Operator } from './radarOperator.ts'
import type { RadarProcess } from './radarProcess.ts'

/** A radar, or what leads to one. */
type Dashboard = Pick<RadarProcess, 'port' | 'origin'>

export interface Ticket {
  readonly username: string
  readonly clientId: string
  readonly password: string
}

export interface Watch {
  readonly client: MqttClient
  /** What the broker answered to each filter: 0, or 128 for one that is not granted. */
  readonly granted: readonly number[]
  /** Every message, in order. */
  readonly heard: readonly { readonly topic: string; readonly text: string }[]
  /** The latest message of a topic as JSON; `undefined` before the first. */
  latest(topic: string): unknown
  /** All counts since the message of this number. */
  countsSince(position: number): Counts[]
  /** Resolves when the connection is over. */
  readonly closed: Promise<void>
  close(): void
}

export const FIGURES = ['counts', 'alert', 'operator/feed', 'operator/blocks', 'operator/settings']

export async function ticketOf(operator: Operator): Promise<Ticket> {
  const { status, body } = await operator.post('/api/ticket')
  if (status !== 200) throw new Error(`no ticket: ${status} ${JSON.stringify(body)}`)
  return body as unknown as Ticket
}

/** One try to enter the broker over WebSocket, as the dashboard does. */
export function dialIn(radar: Dashboard, ticket: Ticket, options: IClientOptions = {}): MqttClient {
  const client = connect(`ws://localhost:${radar.port}/mqtt`, {
    protocolVersion: 4,
    clean: true,
    reconnectPeriod: 0,
    keepalive: 30,
    connectTimeout: 20_000,
    wsOptions: { origin: radar.origin },
    ...ticket,
    ...options,
  })
  client.on('error', () => undefined)
  return client
}

export const isLetIn = (client: MqttClient): Promise<boolean> =>
  new Promise((resolve) => {
    client.once('connect', () => resolve(true))
    client.once('close', () => resolve(false))
  })

/** Listens to a client that has just been dialled. */
export async function listenTo(client: MqttClient, topics: readonly string[]): Promise<Watch> {
  const heard: { topic: string; text: string }[] = []
  client.on('message', (topic, payload) => heard.push({ topic, text: payload.toString() }))
  const closed = new Promise<void>((resolve) => client.once('close', () => resolve()))
  if (!(await isLetIn(client))) throw new Error('the broker let nobody in')
  const granted = await new Promise<number[]>((resolve, reject) => {
    client.on('packetreceive', (packet) => {
      if (packet.cmd === 'suback') resolve(packet.granted as number[])
    })
    void closed.then(() => reject(new Error('closed before the subscription')))
    client.subscribe([...topics], { qos: 0 }, () => undefined)
  })
  return {
    client,
    granted,
    heard,
    latest(topic) {
      const text = heard.findLast((message) => message.topic === topic)?.text
      return text === undefined ? undefined : JSON.parse(text)
    },
    countsSince: (position) =>
      heard
        .slice(position)
        .filter(({ topic }) => topic === 'counts')
        .map(({ text }) => JSON.parse(text) as Counts),
    closed,
    close: () => void client.end(true),
  }
}

/** What this operator sees of the figures, or of other topics. */
export async function watch(
  radar: Dashboard,
  operator: Operator,
  topics: readonly string[] = FIGURES,
): Promise<Watch> {
  return listenTo(dialIn(radar, await ticketOf(operator)), topics)
}
