/** Signaling's line to the radar. Nobody ever waits for it: what cannot be sent now is not kept. */
import { createRadarClient } from '../radar/client.ts'
import {
  CENSUS_INTERVAL_MS,
  CENSUS_LIFE_MS,
  choices,
  parsePayload,
  query,
  thresholds as thresholdsSchema,
  type Abuse,
  type Census,
  type Choices,
  type EvidenceThresholds,
} from '../radar/protocol.ts'
import { randomId } from './randomId.ts'

/** Evidence told at once; the rest stays with `take` until the next second. */
const ABUSE_PER_SECOND_MAX = 500

export interface RadarLinkSettings {
  readonly url: string
  readonly password: string
  readonly build: string
}

/** What the link asks of the process, and tells it. */
export interface RadarLinkHandlers {
  readonly snapshot: () => Omit<
    Census,
    'node' | 'build' | 'startedAt' | 'endsInMs' | 'lagMs' | 'memoryMb'
  >
  /** Takes at most `most` pieces of evidence. */
  readonly takeEvidence: (most: number) => Abuse[]
  readonly onBlocklist: (payload: string) => void
  readonly onThrottles: (payload: string) => void
  readonly onThresholds: (thresholds: EvidenceThresholds) => void
  readonly onChoices: (choices: Choices) => void
  /** How many live visitors a prefix would hit. */
  readonly countIn: (prefix: string) => number
}

export interface RadarLink {
  /** Passes an appeal on; `false` when the radar is away. */
  appeal(code: string): boolean
  close(): void
}

/** Measures the longest delay of the event loop since it was last asked, in milliseconds. */
function createLagMeter(): { read: () => number; close: () => void } {
  const every = 50
  let last = performance.now()
  let worst = 0
  const timer = setInterval(() => {
    const now = performance.now()
    worst = Math.max(worst, now - last - every)
    last = now
  }, every)
  return {
    read() {
      const read = Math.max(0, Math.round(worst))
      worst = 0
      return read
    },
    close: () => clearInterval(timer),
  }
}

export function createRadarLink(
  settings: RadarLinkSettings,
  handlers: RadarLinkHandlers,
): RadarLink {
  const node = randomId()
  const topic = `census/${node}`
  const startedAt = Date.now()
  const lag = createLagMeter()

  const client = createRadarClient({
    url: settings.url,
    credentials: {
      username: 'signaling',
      clientId: `signaling/${node}`,
      password: settings.password,
    },
    topics: ['blocklist', 'throttles', 'thresholds', 'choices', 'query'],
    // Clears the last snapshot, so that a node that died is gone at once.
    will: { topic, text: '', retain: true },
    onState: (state) => {
      if (state === 'connected') say()
    },
    onMessage(name, text) {
      if (name === 'blocklist') handlers.onBlocklist(text)
      else if (name === 'throttles') handlers.onThrottles(text)
      else if (name === 'thresholds') {
        const read = parsePayload(thresholdsSchema, text)
        if (read !== null) handlers.onThresholds(read)
      } else if (name === 'choices') {
        const read = parsePayload(choices, text)
        if (read !== null) handlers.onChoices(read)
      } else if (name === 'query') {
        const asked = parsePayload(query, text)
        if (asked === null) return
        const hits = handlers.countIn(asked.prefix)
        client.publish(`reply/${node}`, JSON.stringify({ id: asked.id, hits }))
      }
    },
  })

  function say(): void {
    const lagMs = lag.read()
    if (!client.isConnected()) return
    const census: Census = {
      node,
      build: settings.build,
      startedAt,
      endsInMs: CENSUS_LIFE_MS,
      ...handlers.snapshot(),
      lagMs,
      memoryMb: Math.round(process.memoryUsage.rss() / 1_048_576),
    }
    client.publish(topic, JSON.stringify(census), { retain: true })
    for (const abuse of handlers.takeEvidence(ABUSE_PER_SECOND_MAX))
      client.publish('abuse', JSON.stringify(abuse))
  }
  const timer = setInterval(say, CENSUS_INTERVAL_MS)

  return {
    appeal: (code) => client.publish('appeal', JSON.stringify({ code })),
    close() {
      clearInterval(timer)
      lag.close()
      // A node that leaves on purpose says so: the will is only for one that dies.
      client.publish(topic, '', { retain: true })
      void client.close()
    },
  }
}
