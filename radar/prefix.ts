/** Network prefixes in one canonical form, and which of them may be blocked at all (S11). Pure. */
import { isIP } from 'node:net'
import type { Problem } from './operatorProtocol.ts'

/**
 * A prefix as two words of 32 bits, of which IPv4 uses the first: signaling looks up each visitor
 * who connects, and big numbers and texts cost a hundred times as much.
 */
export interface Span {
  readonly family: 4 | 6
  /** Zero behind the prefix. */
  readonly high: number
  readonly low: number
  /** At most 64 for IPv6, whose customers get a /64 at least. */
  readonly bits: number
}
/** `text` is canonical: an IPv4 address alone, anything wider and all of IPv6 with its bits. */
export interface Prefix extends Span {
  readonly text: string
}

const IPV6_BITS_MAX = 64
/** The widest that may be blocked, whoever asks. */
const WIDEST = { 4: 24, 6: 48 } as const

/** The first bits of a word; a shift by 32 would do nothing. */
const firstBits = (word: number, bits: number): number =>
  bits <= 0 ? 0 : bits >= 32 ? word : (word & (-1 << (32 - bits))) >>> 0

const cut = ({ family, high, low }: Span, bits: number): Span => ({
  family,
  high: firstBits(high, bits),
  low: firstBits(low, bits - 32),
  bits,
})

/** The canonical text of a prefix. */
export function textOf({ family, high, low, bits }: Span): string {
  if (family === 4) {
    const address = [high >>> 24, (high >>> 16) & 255, (high >>> 8) & 255, high & 255].join('.')
    return bits === 32 ? address : `${address}/${bits}`
  }
  // The lower half is always zero, so that the longest run of zeros is the one at the end.
  const groups = [high >>> 16, high & 0xffff, low >>> 16, low & 0xffff]
  while (groups.at(-1) === 0) groups.pop()
  return `${groups.map((group) => group.toString(16)).join(':')}::/${bits}`
}

/** The word of an IPv4 address that `isIP` has accepted. */
const word4 = (address: string): number =>
  address.split('.').reduce((sum, byte) => sum * 256 + Number(byte), 0)

function groupsOf(half: string): number[] {
  if (half === '') return []
  return half.split(':').flatMap((group) => {
    if (!group.includes('.')) return Number.parseInt(group, 16)
    const word = word4(group)
    return [word >>> 16, word & 0xffff]
  })
}

/** The four words of an IPv6 address that `isIP` has accepted. */
function words6(address: string): readonly [number, number, number, number] {
  const gap = address.indexOf('::')
  const front = groupsOf(gap < 0 ? address : address.slice(0, gap))
  const back = gap < 0 ? [] : groupsOf(address.slice(gap + 2))
  const group = (at: number): number =>
    (at < front.length ? front[at] : back[at - (8 - back.length)]) ?? 0
  const word = (at: number): number => group(at) * 65_536 + group(at + 1)
  return [word(0), word(2), word(4), word(6)]
}

const NAT64 = 0x0064_ff9b
const TEREDO = 0x2001_0000

/**
 * The IPv4 address that an IPv6 address carries, and behind how many bits it ends: RFC 4291
 * (mapped), 6052 (NAT64), 4380 (Teredo, where it is inverted) and 3056 (6to4).
 */
function carriedBy([a, b, c, d]: ReturnType<typeof words6>): { high: number; end: number } | null {
  if (a === 0 && b === 0 && c === 0xffff) return { high: d, end: 128 }
  if (a === NAT64 && b === 0 && c === 0) return { high: d, end: 128 }
  if (a === TEREDO) return { high: ~d >>> 0, end: 128 }
  if (a >>> 16 === 0x2002) return { high: (a & 0xffff) * 65_536 + (b >>> 16), end: 48 }
  return null
}

function readSpan(text: string): Span | null {
  const slash = text.indexOf('/')
  const host = slash < 0 ? text : text.slice(0, slash)
  const version = isIP(host)
  // A zone names a network card of ours.
  if (version === 0 || host.includes('%')) return null
  const family = version === 4 ? 4 : 6
  const width = family === 4 ? 32 : 128
  const bitsText = slash < 0 ? String(width) : text.slice(slash + 1)
  if (!/^(0|[1-9]\d{0,2})$/.test(bitsText)) return null
  const bits = Number(bitsText)
  if (bits > width) return null
  if (family === 4) return cut({ family, high: word4(host), low: 0, bits }, bits)
  const words = words6(host)
  const carried = carriedBy(words)
  if (carried === null) {
    const [high, low] = words
    return cut({ family, high, low, bits }, Math.min(bits, IPV6_BITS_MAX))
  }
  // A range that carries many IPv4 addresses is nobody's network.
  return bits < carried.end ? null : { family: 4, high: carried.high, low: 0, bits: 32 }
}

/**
 * Reads an address or prefix into its canonical form: no host bits, IPv4 out of the IPv6 addresses
 * that carry it, and nothing narrower than a /64 of IPv6. `null` for what is no address, and for a
 * range of IPv6 addresses that carry more than one of IPv4.
 */
export function parsePrefix(text: string): Prefix | null {
  const span = readSpan(text)
  return span === null ? null : { ...span, text: textOf(span) }
}

/** Whether every address of `inner` is one of `outer`. */
export function contains(outer: Span, inner: Span): boolean {
  return (
    outer.family === inner.family &&
    outer.bits <= inner.bits &&
    outer.high === firstBits(inner.high, outer.bits) &&
    outer.low === firstBits(inner.low, outer.bits - 32)
  )
}

export const overlaps = (a: Span, b: Span): boolean => contains(a, b) || contains(b, a)

/** The two halves of a prefix; an IPv4 address and a /64 of IPv6 have none. */
export function halves(span: Span): readonly [Span, Span] {
  const bits = span.bits + 1
  const { high, low } = span
  const upper =
    bits <= 32
      ? { ...span, high: high + 2 ** (32 - bits), bits }
      : { ...span, low: low + 2 ** (64 - bits), bits }
  return [{ ...span, bits }, upper]
}

/**
 * What is not the public Internet (IANA special-purpose registries). The documentation ranges of
 * IPv4 and 2001:db8::/32 are left out: nobody lives there, and laboratories are made of them.
 */
const SPECIAL = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  // Multicast, reserved and broadcast.
  '224.0.0.0/3',
  // IPv6 has given out 2000::/3 alone: these three are everything else.
  '::/3',
  '4000::/2',
  '8000::/1',
  '2001::/23',
  '2002::/16',
  '3fff::/20',
].map((text): Span => {
  const [address = '', bits] = text.split('/')
  const family = isIP(address) === 4 ? 4 : 6
  const [high, low] = family === 4 ? [word4(address), 0] : words6(address)
  return cut({ family, high, low, bits: 0 }, Number(bits))
})

export interface Untouchable {
  /** Addresses of our own servers and proxies. */
  readonly own: readonly Span[]
  /** What the operator never wants blocked. */
  readonly allowed: readonly Span[]
}

/** Why a prefix may not be blocked, whoever asks; `null` when it may. */
export function problemOf(prefix: Span, { own, allowed }: Untouchable): Problem | null {
  if (prefix.bits < WIDEST[prefix.family]) return 'prefixTooWide'
  if (own.some((one) => overlaps(one, prefix))) return 'addressOurs'
  if (allowed.some((one) => overlaps(one, prefix))) return 'addressAllowed'
  return SPECIAL.some((one) => overlaps(one, prefix)) ? 'addressPrivate' : null
}

export interface PrefixMap<T> {
  readonly set: (prefix: Span, value: T) => void
  readonly delete: (prefix: Span) => void
  readonly clear: () => void
  /** What is kept for the narrowest prefix that holds an address (or a prefix); `null` for none. */
  readonly find: (address: string) => T | null
  /** What is kept for every prefix that holds an address (or a prefix), the narrowest first. */
  readonly findAll: (address: string) => T[]
  readonly size: () => number
}

/** The name of a prefix among those of its family and length. */
const keyOf = ({ family, high, low }: Span): number | bigint =>
  family === 4 ? high : (BigInt(high) << 32n) | BigInt(low)

/** Finds prefixes by address: one look for each length in use, however many prefixes there are. */
export function createPrefixMap<T>(): PrefixMap<T> {
  type Held = Map<number | bigint, T>
  const byLength = { 4: new Map<number, Held>(), 6: new Map<number, Held>() }
  let narrowestFirst = measure()

  function measure() {
    const lengths = (family: 4 | 6) => [...byLength[family]].sort(([a], [b]) => b - a)
    return { 4: lengths(4), 6: lengths(6) }
  }

  function* holding(address: string): Generator<T> {
    // Most of the time there is nothing to find, and then nothing is read either.
    if (narrowestFirst[4].length === 0 && narrowestFirst[6].length === 0) return
    const span = readSpan(address)
    if (span === null) return
    for (const [bits, held] of narrowestFirst[span.family]) {
      if (bits > span.bits) continue
      const found = held.get(keyOf(cut(span, bits)))
      if (found !== undefined) yield found
    }
  }

  return {
    set(prefix, value) {
      const { family, bits } = prefix
      let held = byLength[family].get(bits)
      if (held === undefined) {
        held = new Map()
        byLength[family].set(bits, held)
        narrowestFirst = measure()
      }
      held.set(keyOf(prefix), value)
    },
    delete(prefix) {
      const { family, bits } = prefix
      const held = byLength[family].get(bits)
      held?.delete(keyOf(prefix))
      if (held?.size === 0 && byLength[family].delete(bits)) narrowestFirst = measure()
    },
    clear() {
      byLength[4].clear()
      byLength[6].clear()
      narrowestFirst = measure()
    },
    find(address) {
      for (const found of holding(address)) return found
      return null
    },
    findAll: (address) => [...holding(address)],
    size() {
      let size = 0
      for (const family of [4, 6] as const)
        for (const held of byLength[family].values()) size += held.size
      return size
    },
  }
}
