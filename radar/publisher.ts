/** Publishes the signed lists: whole, at most once a second, and again every half minute. */
import { LIST_INTERVAL_MS, LIST_REPEAT_MS, type BlocklistEntry } from './protocol.ts'
import { signList } from './signedList.ts'

export type Publish = (topic: string, text: string, options: { readonly retain: boolean }) => void

export interface Publisher {
  /** Something has changed; the lists go out with the next tick that may. */
  readonly blocklistChanged: () => void
  readonly throttlesChanged: () => void
  /** @param now milliseconds since the epoch */
  readonly tick: (now: number) => void
}

export interface PublisherParts {
  readonly key: string
  readonly publish: Publish
  readonly blocklist: (now: number) => readonly BlocklistEntry[]
  readonly throttles: (now: number) => {
    readonly everyone: boolean
    readonly entries: readonly (readonly [string, number])[]
  }
}

export function createPublisher({ key, publish, ...read }: PublisherParts): Publisher {
  // Grows across restarts too, so that a reader never takes an older list for a newer one.
  let version = 0
  const due = { blocklist: true, throttles: true }
  const sentAt = { blocklist: -Infinity, throttles: -Infinity }

  function send(topic: 'blocklist' | 'throttles', now: number): void {
    const sinceLast = now - sentAt[topic]
    const mayGo = sinceLast >= LIST_INTERVAL_MS || sinceLast < 0
    if (!(due[topic] && mayGo) && sinceLast < LIST_REPEAT_MS) return
    due[topic] = false
    sentAt[topic] = now
    version = Math.max(version + 1, now)
    const list =
      topic === 'blocklist' ? { entries: read.blocklist(now) } : { ...read.throttles(now) }
    publish(topic, signList(key, topic, { version, issuedAt: now, ...list }), { retain: true })
  }

  return {
    blocklistChanged() {
      due.blocklist = true
    },
    throttlesChanged() {
      due.throttles = true
    },
    tick(now) {
      send('blocklist', now)
      send('throttles', now)
    },
  }
}
