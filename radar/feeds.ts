/** The blocklist as machines fetch it. Pure. Neither codes nor names of operators are in it. */
import { createHash } from 'node:crypto'
import type { BlocklistEntry } from './protocol.ts'

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

function renderSet(name: string, type: string, prefixes: readonly string[]): string {
  const elements = prefixes.length === 0 ? '' : `\n    elements = { ${prefixes.join(', ')} }`
  return `  set ${name} {\n    type ${type}\n    flags interval${elements}\n  }\n`
}

/**
 * A file for `nft -f` that replaces two sets in a table of its own, in one transaction. Ends are
 * left to whoever fetches the list again: a feed that changed with every second would never be the
 * same twice.
 */
export function renderNft(entries: readonly BlocklistEntry[]): string {
  const prefixes = entries.filter(isNetwork).map(([prefix]) => prefix)
  const isV6 = (prefix: string) => prefix.includes(':')
  return [
    // Declared first, so that deleting it cannot fail where it never was.
    'table inet p2pchat_feed\ndelete table inet p2pchat_feed\ntable inet p2pchat_feed {\n',
    renderSet(
      'blocked4',
      'ipv4_addr',
      prefixes.filter((prefix) => !isV6(prefix)),
    ),
    renderSet('blocked6', 'ipv6_addr', prefixes.filter(isV6)),
    '}\n',
  ].join('')
}

/** A strong validator for `ETag`. */
export function etagOf(text: string): string {
  return `"${createHash('sha256').update(text).digest('base64url').slice(0, 27)}"`
}
