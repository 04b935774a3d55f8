/** Blocks for tests of the firewall agent. */
import { parsePrefix } from '../../radar/prefix.ts'
import type { BlocklistEntry, Level } from '../../radar/protocol.ts'
import { signList } from '../../radar/signedList.ts'
import type { Drop } from '../../firewall/wanted.ts'

export const KEY = 'list key'
export const START = Date.UTC(2027, 0, 1)
export const START_S = START / 1000

/** A prefix that ends so many seconds after the start of the test's time. */
export function drop(text: string, seconds = 3_600): Drop {
  const prefix = parsePrefix(text)
  if (prefix === null) throw new Error(`no prefix: ${text}`)
  return { prefix, until: START_S + seconds }
}

export const entry = (
  prefix: string,
  level: Level = 'network',
  seconds = 3_600,
): BlocklistEntry => [prefix, level, 'flood', START_S, START_S + seconds]

export const listOf = (
  entries: readonly BlocklistEntry[],
  { version = 1, issuedAt = START, key = KEY, topic = 'blocklist' } = {},
): string => signList(key, topic, { version, issuedAt, entries })
