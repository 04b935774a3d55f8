/** Where an operator's request comes from. For the pace only: it is neither kept nor logged. Pure. */
import { isIP } from 'node:net'
import { contains, parsePrefix, type Prefix } from './prefix.ts'

/** More hops than this in a forwarded header is nobody's honest proxy chain. */
const FORWARDED_HOPS_MAX = 16

interface Hop {
  readonly prefix: Prefix
  /** An IPv4 address inside a tunnel's IPv6 address is no proof of coming from there. */
  readonly isTunnelled: boolean
}

function hopOf(text: string): Hop | null {
  // A zone names our own network card and says nothing about the client.
  const address = text.trim().replace(/%.*$/, '')
  const prefix = isIP(address) === 0 ? null : parsePrefix(address)
  if (prefix === null) return null
  const isMapped = /^::ffff:/i.test(address)
  return { prefix, isTunnelled: isIP(address) === 6 && prefix.family === 4 && !isMapped }
}

/**
 * The network prefix of a request: an IPv4 address, or the /64 of an IPv6 address. It is that of the
 * socket's other end or, when that is one of our proxies, of the rightmost forwarded address that is
 * not: what stands further left was written by somebody we do not know.
 *
 * @returns `null` when a proxy of ours forwards something that is no address: refuse, do not guess
 */
export function clientPrefix(
  socketAddress: string | undefined,
  forwardedFor: string | readonly string[] | undefined,
  trustedProxies: readonly Prefix[],
): string | null {
  const isTrusted = ({ prefix, isTunnelled }: Hop): boolean =>
    !isTunnelled && trustedProxies.some((proxy) => contains(proxy, prefix))
  let current = hopOf(socketAddress ?? '')
  const hops = forwardedFor === undefined ? [] : String(forwardedFor).split(',')
  if (current !== null && isTrusted(current) && hops.length > FORWARDED_HOPS_MAX) return null
  while (current !== null && isTrusted(current) && hops.length > 0)
    current = hopOf(hops.pop() ?? '')
  return current?.prefix.text ?? null
}
