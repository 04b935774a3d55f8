/** The live figures, over MQTT: the one file of this page that knows the broker. Loaded late. */
import { createRadarClient, type Credentials } from '../../radar/client.ts'
import type { LinkState } from './store.ts'

export interface LiveOptions {
  readonly topics: readonly string[]
  /** A fresh ticket: each is good for one connection. */
  readonly ticket: () => Promise<Credentials>
  readonly onMessage: (topic: string, text: string) => void
  readonly onLink: (link: LinkState) => void
}

/** Connects, keeps connecting, and returns how to stop. */
export function watchLive({ topics, ticket, onMessage, onLink }: LiveOptions): () => void {
  const url = `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/mqtt`
  const client = createRadarClient({
    url,
    credentials: ticket,
    topics,
    onMessage,
    onState: (state) => onLink(state === 'connected' ? 'connected' : 'lost'),
  })
  return () => void client.close()
}
