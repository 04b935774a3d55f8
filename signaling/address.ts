/** The only file that reads a visitor's network address (I3). */
import type { IncomingMessage } from 'node:http'
import { isIP } from 'node:net'
import ipaddr from 'ipaddr.js'

type Address = ipaddr.IPv4 | ipaddr.IPv6
export type Prefix = [Address, number]

/** IPv6 customers get a /64 at least, so that is the smallest thing a limit can be about. */
const IPV6_PREFIX_BITS = 64
/** More hops than this in a forwarded header is nobody's honest proxy chain. */
const FORWARDED_HOPS_MAX = 16

/**
 * Reads one address; `null` for anything `net.isIP` does not know (ipaddr.js also takes `0x7f.1`).
 * The zone of a link-local address names our own network card: it says nothing about the visitor.
 */
function parseAddress(text: string): Address | null {
  return isIP(text) === 0 ? null : ipaddr.process(text.replace(/%.*$/, ''))
}

/** Reads `10.0.0.0/8`, `::1/128` or a bare address; `null` if it is none of them. */
export function parsePrefix(text: string): Prefix | null {
  const [host, bits, ...rest] = text.split('/')
  if (host === undefined || rest.length > 0) return null
  const address = parseAddress(host)
  if (address === null) return null
  const width = address.kind() === 'ipv4' ? 32 : 128
  if (bits === undefined) return [address, width]
  if (!/^\d{1,3}$/.test(bits) || Number(bits) > width) return null
  return [address, Number(bits)]
}

function isIn(address: Address, prefixes: readonly Prefix[]): boolean {
  return prefixes.some(([network, bits]) => {
    if (network.kind() !== address.kind()) return false
    return address.match(network as ipaddr.IPv4 & ipaddr.IPv6, bits)
  })
}

/**
 * Finds whose connection this is: the socket's other end, or, when that is one of our own proxies,
 * the rightmost address in `X-Forwarded-For` that is not. What stands further left was written
 * by somebody we do not know.
 *
 * @returns `null` when a trusted proxy forwards something that is no address: refuse, do not guess
 */
export function visitorAddress(
  socketAddress: string | undefined,
  forwardedFor: string | undefined,
  trustedProxies: readonly Prefix[],
): string | null {
  let current = parseAddress(socketAddress ?? '')
  if (current === null) return null
  if (forwardedFor === undefined) return current.toString()
  const hops = forwardedFor.split(',')
  if (isIn(current, trustedProxies) && hops.length > FORWARDED_HOPS_MAX) return null
  while (isIn(current, trustedProxies) && hops.length > 0) {
    current = parseAddress((hops.pop() ?? '').trim())
    if (current === null) return null
  }
  return current.toString()
}

/** Whose request this is, as `visitorAddress` finds it. */
export function requestAddress(
  request: IncomingMessage,
  trustedProxies: readonly Prefix[],
): string | null {
  const forwarded = request.headers['x-forwarded-for']
  return visitorAddress(
    request.socket.remoteAddress,
    Array.isArray(forwarded) ? forwarded.join(',') : forwarded,
    trustedProxies,
  )
}

/** The first `bits` of an address, a multiple of 8, with zeros behind them. */
function head(address: Address, bits: number): string {
  return ipaddr.fromByteArray(address.toByteArray().fill(0, bits / 8)).toString()
}

/** The network prefix that limits count: an IPv4 address, or the /64 of an IPv6 address. */
export function limitPrefix(address: string): string {
  const parsed = ipaddr.process(address)
  return parsed.kind() === 'ipv4' ? parsed.toString() : head(parsed, IPV6_PREFIX_BITS)
}

/** What one person can easily have many addresses of: the /24 of IPv4, the /48 of IPv6. */
export function neighbourhood(address: string): string {
  const parsed = ipaddr.process(address)
  return head(parsed, parsed.kind() === 'ipv4' ? 24 : 48)
}

/** Whether the visitor sits on this machine or its own network, where private candidates work. */
export function isLocal(address: string): boolean {
  const range = ipaddr.process(address).range()
  return (
    range === 'loopback' || range === 'private' || range === 'linkLocal' || range === 'uniqueLocal'
  )
}
