/** The blocklist as machines fetch it. Pure. Neither codes nor names of operators are in it. */
import type { BlocklistEntry } from './protocol.ts'

/** The table that `renderNft` writes to, and nobody else's. */
const TABLE = 'p2pchat_feed'

const isNetwork = ([, level]: BlocklistEntry): boolean => level === 'network'

/** All entries, with level, reason and end (seconds since the epoch). */
export function renderJson(entries: readonly BlocklistEntry[]): string {
  const rows = entries.map(([prefix, level, reason, , until]) => ({ prefix, level, reason, until }))
  return `${JSON.stringify({ entries: rows })}\n`
}

/** What networks may drop: one prefix a line. */
export function renderTxt(entries: readonly BlocklistEntry[]): string {
  return entries
    .filter(isNetwork)
    .map(([prefix]) => `${prefix}\n`)
    .join('')
}

/** `deny` lines for nginx. */
export function renderNginx(entries: readonly BlocklistEntry[]): string {
  return entries
    .filter(isNetwork)
    .map(([prefix]) => `deny ${prefix};\n`)
    .join('')
}

const SETS = [
  { name: 'blocked4', type: 'ipv4_addr', isOf: (prefix: string) => !prefix.includes(':') },
  { name: 'blocked6', type: 'ipv6_addr', isOf: (prefix: string) => prefix.includes(':') },
]

/**
 * A file for `nft -f` that replaces the content of two sets, in one transaction. Chains that its
 * owner adds to the table stay. Each element ends by itself, even if nobody fetches the list again.
 *
 * @param now milliseconds since the epoch; a feed that must stay the same for a while is rendered
 *   with a time rounded up, so that nothing is dropped for longer than it should
 */
export function renderNft(entries: readonly BlocklistEntry[], now: number): string {
  const rows = entries
    .filter(isNetwork)
    .map(([prefix, , , , until]) => ({ prefix, left: until - Math.floor(now / 1000) }))
    .filter(({ left }) => left > 0)
  const declared = SETS.map(
    ({ name, type }) => `  set ${name} { type ${type}; flags interval, timeout; }\n`,
  )
  const filled = SETS.map(({ name, isOf }) => {
    const elements = rows
      .filter(({ prefix }) => isOf(prefix))
      .map(({ prefix, left }) => `  ${prefix} timeout ${left}s`)
    const added = `add element inet ${TABLE} ${name} {\n${elements.join(',\n')}\n}\n`
    return `flush set inet ${TABLE} ${name}\n${elements.length === 0 ? '' : added}`
  })
  return [
    '# Sets alone drop nothing. Once, add a chain of your own to this table:\n',
    `#   nft 'add chain inet ${TABLE} input { type filter hook input priority -10; }'\n`,
    `#   nft 'add rule inet ${TABLE} input ip saddr @blocked4 drop'\n`,
    `#   nft 'add rule inet ${TABLE} input ip6 saddr @blocked6 drop'\n`,
    `table inet ${TABLE} {\n${declared.join('')}}\n`,
    ...filled,
  ].join('')
}
