/** Brings together exactly the two who present the same token within 20 s, and forgets it. Pure. */
import { MEET_TIMEOUT_MS } from './protocol.ts'

export interface Rendezvous<T> {
  /** Returns who is already there under this token, or `null` after taking a place to wait. */
  present(token: string, who: T, now: number): T | null
  /** Takes back a presented token; harmless when it is not (or no longer) this one's. */
  withdraw(token: string, who: T): void
  /** Returns those who have waited in vain, and forgets their tokens. */
  expire(now: number): T[]
  size(): number
}

/** Bounded by its callers: each visitor holds at most one token at a time. */
export function createRendezvous<T>(): Rendezvous<T> {
  // All wait equally long, so insertion order is the order in which they expire.
  const places = new Map<string, { who: T; until: number }>()

  return {
    present(token, who, now) {
      const there = places.get(token)
      if (there === undefined) {
        places.set(token, { who, until: now + MEET_TIMEOUT_MS })
        return null
      }
      places.delete(token)
      return there.who
    },
    withdraw(token, who) {
      if (places.get(token)?.who === who) places.delete(token)
    },
    expire(now) {
      const late: T[] = []
      for (const [token, place] of places) {
        if (place.until > now) break
        places.delete(token)
        late.push(place.who)
      }
      return late
    },
    size: () => places.size,
  }
}
