/** Network prefixes in one canonical form, and which of them may be blocked at all (S11). Pure. */
import { isIP } from 'node:net'
import ipaddr from 'ipaddr.js'
import type { Problem } from './operatorProtocol.ts'

type Family = 4 | 6

/** `text` is canonical: an IPv4 address alone, anything wider and all of IPv6 with its bits. */
export interface Prefix {
  readonly family: Family
  /** The address as a number, with zeros behind the prefix. */
  readonly first: bigint
  readonly bits: number
  readonly text: string
}
type Span = Omit<Prefix, 'text'>

/** A customer of IPv6 gets a /64 at least: nothing narrower is ever kept. */
const IPV6_BITS_MAX = 64
/** The widest that may be blocked, whoever asks. */
const WIDEST = { 4: 24, 6: 48 } as const
const WIDTH = { 4: 32, 6: 128 } as const

function numberOf(address: ipaddr.IPv4 | ipaddr.IPv6): bigint {
  const [high = 0, low = 0, ...rest] = wordsOf(address.toByteArray())
  const [lower = 0, lowest = 0] = rest
  if (address.kind() === 'ipv4') return BigInt(high)
  return (((BigInt(high) << 32n) | BigInt(low)) << 64n) | (BigInt(lower) << 32n) | BigInt(lowest)
}

/** Four bytes at a time: numbers are much cheaper than big ones. */
function wordsOf(bytes: readonly number[]): number[] {
  return Array.from({ length: bytes.length / 4 }, (_, word) =>
    bytes.slice(4 * word, 4 * word + 4).reduce((sum, byte) => sum * 256 + byte, 0),
  )
}

function textOf({ family, first, bits }: Span): string {
  const bytes = Array.from({ length: WIDTH[family] / 8 }, (_, index) =>
    Number((first >> BigInt(WIDTH[family] - 8 * (index + 1))) & 0xffn),
  )
  const address = ipaddr.fromByteArray(bytes).toString()
  return family === 4 && bits === 32 ? address : `${address}/${bits}`
}

/** The address with zeros behind its first `bits`. */
function cut(family: Family, address: bigint, bits: number): bigint {
  const behind = BigInt(WIDTH[family] - bits)
  return (address >> behind) << behind
}

/** Builds a prefix; whatever stands behind its bits is dropped. */
function createPrefix(family: Family, address: bigint, bits: number): Prefix {
  const span = { family, first: cut(family, address, bits), bits }
  return { ...span, text: textOf(span) }
}

/**
 * IPv6 addresses that carry an IPv4 address: RFC 4291 (mapped), 6052 (NAT64), 3056 (6to4) and 4380
 * (Teredo, where it is inverted); and behind how many bits.
 */
const CARRIERS = new Map([
  ['ipv4Mapped', { before: 96, isInverted: false }],
  ['rfc6052', { before: 96, isInverted: false }],
  ['6to4', { before: 16, isInverted: false }],
  ['teredo', { before: 96, isInverted: true }],
])

/** Reads an address or prefix; host bits may still be set. */
function readSpan(text: string): Span | null {
  const slash = text.indexOf('/')
  const host = slash < 0 ? text : text.slice(0, slash)
  // ipaddr.js also takes `0x7f.1`, and a zone names a network card of ours.
  if (isIP(host) === 0 || host.includes('%')) return null
  const address = ipaddr.parse(host)
  const family = address instanceof ipaddr.IPv6 ? 6 : 4
  const bitsText = slash < 0 ? String(WIDTH[family]) : text.slice(slash + 1)
  if (!/^(0|[1-9]\d{0,2})$/.test(bitsText)) return null
  const bits = Number(bitsText)
  if (bits > WIDTH[family]) return null
  const first = numberOf(address)
  if (family === 4) return { family, first, bits }
  const carrier = CARRIERS.get(address.range())
  if (carrier === undefined) return { family, first, bits: Math.min(bits, IPV6_BITS_MAX) }
  // A range that carries many IPv4 addresses is nobody's network.
  if (bits < carrier.before + 32) return null
  const carried = (first >> BigInt(96 - carrier.before)) & 0xffff_ffffn
  return { family: 4, first: carrier.isInverted ? carried ^ 0xffff_ffffn : carried, bits: 32 }
}

/**
 * Reads an address or prefix into its canonical form: no host bits, IPv4 out of the IPv6 addresses
 * that carry it, and nothing narrower than a /64 of IPv6. `null` for what is no address, and for a
 * range of IPv6 addresses that carry more than one of IPv4.
 */
export function parsePrefix(text: string): Prefix | null {
  const span = readSpan(text)
  return span === null ? null : createPrefix(span.family, span.first, span.bits)
}

/** Whether every address of `inner` is one of `outer`. */
export function contains(outer: Prefix, inner: Prefix): boolean {
  return (
    outer.family === inner.family &&
    outer.bits <= inner.bits &&
    outer.first === cut(inner.family, inner.first, outer.bits)
  )
}

export const overlaps = (a: Prefix, b: Prefix): boolean => contains(a, b) || contains(b, a)

/** The two halves of a prefix that is wider than one address. */
export function halves({ family, first, bits }: Prefix): readonly [Prefix, Prefix] {
  const step = 1n << BigInt(WIDTH[family] - bits - 1)
  return [createPrefix(family, first, bits + 1), createPrefix(family, first + step, bits + 1)]
}

function known(text: string): Prefix {
  const [address, bits] = ipaddr.parseCIDR(text)
  return createPrefix(address.kind() === 'ipv4' ? 4 : 6, numberOf(address), bits)
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
].map(known)

export interface Untouchable {
  /** Addresses of our own servers and proxies. */
  readonly own: readonly Prefix[]
  /** What the operator never wants blocked. */
  readonly allowed: readonly Prefix[]
}

/** Why a prefix may not be blocked, whoever asks; `null` when it may. */
export function problemOf(prefix: Prefix, { own, allowed }: Untouchable): Problem | null {
  if (prefix.bits < WIDEST[prefix.family]) return 'prefixTooWide'
  if (own.some((one) => overlaps(one, prefix))) return 'addressOurs'
  if (allowed.some((one) => overlaps(one, prefix))) return 'addressAllowed'
  return SPECIAL.some((one) => overlaps(one, prefix)) ? 'addressPrivate' : null
}

export interface PrefixMap<T> {
  readonly set: (prefix: Prefix, value: T) => void
  readonly delete: (prefix: Prefix) => void
  readonly clear: () => void
  /** What is kept for the narrowest prefix that holds an address (or a prefix); `null` for none. */
  readonly find: (address: string) => T | null
  /** What is kept for every prefix that holds an address (or a prefix), the narrowest first. */
  readonly findAll: (address: string) => T[]
  readonly size: () => number
}

/**
 * The name of a prefix among those of its length. An IPv6 prefix gives its upper half alone, and
 * that is no detail: V8 hashes a big number by its lowest 64 bits, which are zero for each of them.
 */
function keyOf(family: Family, first: bigint): number | bigint {
  return family === 4 ? Number(first) : first >> 64n
}

/** Finds prefixes by address: one look for each length in use, however many prefixes there are. */
export function createPrefixMap<T>(): PrefixMap<T> {
  type Held = Map<number | bigint, T>
  const byLength = { 4: new Map<number, Held>(), 6: new Map<number, Held>() }
  let narrowestFirst = measure()

  function measure() {
    const lengths = (family: Family) => [...byLength[family]].sort(([a], [b]) => b - a)
    return { 4: lengths(4), 6: lengths(6) }
  }

  function* holding(address: string): Generator<T> {
    // Most of the time there is nothing to find, and then nothing is read either.
    if (narrowestFirst[4].length === 0 && narrowestFirst[6].length === 0) return
    const span = readSpan(address)
    if (span === null) return
    const { family, first } = span
    for (const [bits, held] of narrowestFirst[family]) {
      if (bits > span.bits) continue
      const found = held.get(keyOf(family, cut(family, first, bits)))
      if (found !== undefined) yield found
    }
  }

  return {
    set({ family, bits, first }, value) {
      let held = byLength[family].get(bits)
      if (held === undefined) {
        held = new Map()
        byLength[family].set(bits, held)
        narrowestFirst = measure()
      }
      held.set(keyOf(family, first), value)
    },
    delete({ family, bits, first }) {
      const held = byLength[family].get(bits)
      held?.delete(keyOf(family, first))
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
