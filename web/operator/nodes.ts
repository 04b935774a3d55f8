/** How well a signaling node is, from what it says of itself. Pure. */
import type { Counts } from '../../radar/protocol.ts'

export type Health = 'well' | 'slow' | 'draining' | 'silent'

/** Nodes report every second; two that are missing are no accident. */
const SILENT_MS = 3_000
/** Longest delay of the event loop from which on visitors notice. */
const SLOW_LAG_MS = 100

export function healthOf({ ageMs, lagMs, draining }: Counts['nodes'][number]): Health {
  if (ageMs >= SILENT_MS) return 'silent'
  if (draining) return 'draining'
  return lagMs >= SLOW_LAG_MS ? 'slow' : 'well'
}
