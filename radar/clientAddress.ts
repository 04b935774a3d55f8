/** Where an operator's request comes from. For the pace only: it is neither kept nor logged. Pure. */
import { isIP } from 'node:net'

/** More hops than this in a forwarded header is nobody's honest proxy chain. */
const FORWARDED_HOPS_MAX = 16
const GROUPS = 8
const PREFIX_GROUPS = 4

/** The eight numbers of an IPv6 address; `URL` knows every way to write one. */
function groupsOf(address: string): readonly number[] {
  const text = new URL(`http://[${address}]`).hostname.slice(1, -1)
  const [left = [], right = []] = text
    .split('::')
    .map((half) => half.split(':').filter((group) => group !== ''))
  const zeros = Array.from({ length: GROUPS - left.length - right.length }, () => '0')
  return [...left, ...zeros, ...right].map((group) => Number.parseInt(group, 16))
}

/** One spelling for each address, IPv4 in IPv6 unwrapped; `null` for what is none. */
function canonical(text: string): string | null {
  // A zone names our own network card and says nothing about the client.
  const address = text.trim().replace(/%.*$/, '')
  if (isIP(address) === 0) return null
  if (isIP(address) === 4) return address
  const groups = groupsOf(address)
  const [high = 0, low = 0] = groups.slice(-2)
  const isMapped = groups.slice(0, 5).every((group) => group === 0) && groups[5] === 0xffff
  if (isMapped) return [high >> 8, high & 255, low >> 8, low & 255].join('.')
  return groups.map((group) => group.toString(16)).join(':')
}

/**
 * The network prefix of a request: an IPv4 address, or the /64 of an IPv6 address. It is that of the
 * socket's other end or, when that is one of our proxies, of the rightmost forwarded address that is
 * not: what stands further left was written by somebody we do not know.
 *
 * @param isTrusted whether an address is one of our proxies
 * @returns `null` when a proxy of ours forwards something that is no address: refuse, do not guess
 */
export function clientPrefix(
  socketAddress: string | undefined,
  forwardedFor: string | readonly string[] | undefined,
  isTrusted: (address: string) => boolean,
): string | null {
  let current = canonical(socketAddress ?? '')
  const hops = forwardedFor === undefined ? [] : String(forwardedFor).split(',')
  if (current !== null && isTrusted(current) && hops.length > FORWARDED_HOPS_MAX) return null
  while (current !== null && isTrusted(current) && hops.length > 0)
    current = canonical(hops.pop() ?? '')
  if (current === null || isIP(current) === 4) return current
  return `${current.split(':').slice(0, PREFIX_GROUPS).join(':')}::`
}
