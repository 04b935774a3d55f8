/**
 * Which addresses may be shown to the stranger and which may be connected to. Pure.
 *
 * The server cannot check this, because it cannot read signals; so both browsers do.
 */
import ipaddr from 'ipaddr.js'

/** Not counting empty ones: one Firefox offer with audio, video and data carries 23. */
export const CANDIDATES_MAX = 64
/**
 * Of our own, fewer in all than the stranger takes: a machine with many networks must not fail by
 * its number of addresses, nor have them keep out those that lead through routers.
 */
const TOLD_MAX: Readonly<Record<string, number>> = { host: 30, srflx: 15, relay: 15 }
const DESCRIPTION_CHARACTERS_MAX = 14_000
const SECTIONS_MAX = 3
const PORT_MIN = 1024
/** All that is given out of IPv6 so far (RFC 4291): `::10.0.0.1` and the like are outside. */
const GLOBAL_IPV6 = ipaddr.IPv6.parseCIDR('2000::/3')

/** Reserved for examples, so nothing lives there: treated as public, for laboratory networks. */
const DOCUMENTATION = ['192.0.2.0/24', '198.51.100.0/24', '203.0.113.0/24', '2001:db8::/32'].map(
  (prefix) => ipaddr.parseCIDR(prefix),
)
/** Ranges that make sense only within one's own network. */
const LOCAL_RANGES: ReadonlySet<string> = new Set([
  'private',
  'loopback',
  'linkLocal',
  'uniqueLocal',
  'carrierGradeNat',
])

type Reach = 'public' | 'local' | 'nowhere'

function reachOf(host: string): Reach {
  if (/^[0-9a-z-]{1,63}\.local$/i.test(host)) return 'local'
  if (!ipaddr.IPv4.isValidFourPartDecimal(host) && !ipaddr.IPv6.isValid(host)) return 'nowhere'
  if (host.includes('%')) return 'nowhere'
  const address = ipaddr.process(host)
  const range = address.range()
  if (range === 'unicast')
    return address.kind() === 'ipv4' || address.match(GLOBAL_IPV6) ? 'public' : 'nowhere'
  if (LOCAL_RANGES.has(range)) return 'local'
  const isExample = DOCUMENTATION.some(
    ([network, bits]) =>
      network.kind() === address.kind() &&
      address.match(network as ipaddr.IPv4 & ipaddr.IPv6, bits),
  )
  return isExample ? 'public' : 'nowhere'
}

/**
 * Whether a page of that host was loaded from the visitor's own network. The server's word alone is
 * not enough: with a stranger's help it could make any browser knock at private addresses.
 *
 * @param hostname as `location` has it
 */
export function isOwnNetwork(hostname: string): boolean {
  const host = hostname.replace(/^\[|\]$|\.$/g, '')
  // Names that no server on the Internet answers to: RFC 6761, 6762, 8375, and those without a dot.
  if (/^(?:.+\.)?(?:local|localhost|internal|home\.arpa)$|^[^.:]+$/i.test(host)) return true
  return reachOf(host) === 'local'
}

/**
 * Whether one candidate line (RFC 8839, section 5.1) may be sent or used.
 *
 * @param lan whether private addresses are in order here: as the server's `welcome` says, on a page
 *   of one's own network
 */
export function isUsableCandidate(line: string, lan: boolean): boolean {
  const match =
    /^(?:a=)?candidate:\S{1,32} \d{1,5} (\S+) \d+ (\S+) (\d{1,5}) typ (\S+)(?: [^\r\n]*)?$/i.exec(
      line,
    )
  if (match === null || line.length > 500) return false
  const [, transport = '', host = '', port = '', type = ''] = match
  // Browsers offer TCP only towards servers, which no stranger is.
  if (transport.toLowerCase() !== 'udp') return false
  if (!['host', 'srflx', 'prflx', 'relay'].includes(type)) return false
  if (Number(port) < PORT_MIN || Number(port) > 65_535) return false
  const reach = reachOf(host)
  return reach === 'public' || (reach === 'local' && lan)
}

/** Whether a candidate line names a place at a relay, and no address of our own. */
const isRelayed = (line: string): boolean =>
  /^(?:a=)?candidate:\S+ \d+ \S+ \d+ \S+ \d+ typ relay(?: |$)/i.test(line)

/** Takes out the address behind a candidate, which often is the one within one's own network. */
export function withoutOrigin(line: string): string {
  // As RFC 8839, section 5.1, writes an address that is not told.
  return line.replace(/ raddr \S+ rport \d+/i, ' raddr 0.0.0.0 rport 9')
}

/**
 * Whether one of our own candidates may be told to the stranger.
 *
 * @param hidden whether our address is hidden: then only a place at the relay is told (P8)
 */
export const isTellable = (line: string, lan: boolean, hidden: boolean): boolean =>
  isUsableCandidate(line, lan) && (!hidden || isRelayed(line))

/** Counts what one connection tells: whether there is room for one more of its kind. */
export function createTelling(): (line: string) => boolean {
  const left: Record<string, number> = { ...TOLD_MAX }
  return (line) => {
    const kind = / typ (\S+)/i.exec(line)?.[1] ?? ''
    const room = left[kind] ?? 0
    left[kind] = room - 1
    return room > 0
  }
}

/** Takes out the address that stands in a description beside the candidates (RFC 8866, 5.2 and 5.7). */
const withoutAddress = (line: string): string =>
  /^(?:o=|c=|a=rtcp:)/.test(line) ? line.replace(/\bIN IP[46] \S+$/, 'IN IP4 0.0.0.0') : line

/**
 * Takes the candidates that must not be used out of a session description.
 *
 * @param hidden whether it is ours, and our address must not be in it
 * @returns `null` for a description no browser of ours makes
 */
export function cleanDescription(sdp: string, lan: boolean, hidden = false): string | null {
  if (sdp.length > DESCRIPTION_CHARACTERS_MAX || !sdp.startsWith('v=0')) return null
  // Firefox asks whoever a description says vouches for it: any host, and past the relay (P8).
  if (/identity/i.test(sdp)) return null
  const lines = sdp.split(/\r\n|\n|\r/)
  if (lines.filter((line) => line.startsWith('m=')).length > SECTIONS_MAX) return null
  // Firefox reads the names of attributes in any case, so whatever looks like a candidate is one.
  const isOther = (line: string) => !/candidate/i.test(line) || line === 'a=end-of-candidates'
  return lines
    .filter((line) => isOther(line) || isTellable(line, lan, hidden))
    .map(withoutOrigin)
    .map((line) => (hidden ? withoutAddress(line) : line))
    .join('\r\n')
}
