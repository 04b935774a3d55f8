/** When several neighbours in IPv6 are blocked, the network that holds them is one customer's. Pure. */
import { parsePrefix } from './prefix.ts'
import type { Thresholds } from './thresholds.ts'

/** What is looked at, from narrow to wide. IPv4 is never widened: its neighbours are strangers. */
const WIDER = [56, 48] as const

export interface Widening {
  /** Notes a block; returns the wider prefixes that are to be blocked with it. */
  readonly note: (prefix: string, now: number) => string[]
  readonly expire: (now: number) => void
  readonly residue: () => number
}

export function createWidening({ least, windowMs }: Thresholds['widening']): Widening {
  /** For each wider prefix: which of its parts were blocked, and when. */
  const blocked = new Map<string, Map<string, number>>()

  function widen(text: string, bits: number): string | null {
    const prefix = parsePrefix(text)
    if (prefix === null || prefix.family === 4 || prefix.bits <= bits) return null
    return parsePrefix(`${text.split('/')[0] ?? ''}/${bits}`)?.text ?? null
  }

  return {
    note(prefix, now) {
      const found: string[] = []
      let part = prefix
      for (const bits of WIDER) {
        const whole = widen(part, bits)
        if (whole === null) break
        const parts = blocked.get(whole) ?? new Map<string, number>()
        blocked.set(whole, parts)
        parts.set(part, now)
        for (const [name, at] of parts) if (now - at >= windowMs) parts.delete(name)
        if (parts.size < least) break
        found.push(whole)
        part = whole
      }
      return found
    },
    expire(now) {
      for (const [whole, parts] of blocked) {
        for (const [name, at] of parts) if (now - at >= windowMs) parts.delete(name)
        if (parts.size === 0) blocked.delete(whole)
      }
    },
    residue: () => blocked.size,
  }
}
