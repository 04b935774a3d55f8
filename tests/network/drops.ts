/** What the kernel of the public host drops, and how much of it came. */
import type { Place } from './place.ts'

export interface Drops {
  /** Every prefix that is blocked now. */
  readonly prefixes: readonly string[]
  /** Packets dropped since the table was written. */
  readonly packets: number
}

/** Nothing while there is no table. */
export function dropsOf(host: Place): Drops {
  let listed: string
  try {
    listed = host.run('nft', 'list', 'table', 'inet', 'p2pchat')
  } catch {
    return { prefixes: [], packets: 0 }
  }
  const counters = [...listed.matchAll(/@blocked[46] counter packets (\d+)/g)]
  return {
    prefixes: [...listed.matchAll(/(\S+) timeout /g)].map(([, prefix = '']) => prefix),
    packets: counters.reduce((sum, [, packets]) => sum + Number(packets), 0),
  }
}
