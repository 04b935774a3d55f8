/** Network prefixes in one canonical form, and which of them may be blocked at all (S11). Pure. */
import { isIP } from 'node:net'
import ipaddr from 'ipaddr.js'
import type { Problem } from './operatorProtocol.ts'

/** `text` is canonical: an IPv4 address alone, anything wider and all of IPv6 with its bits. */
export interface Prefix {
  readonly family: 4 | 6
  /** The address as a number, with zeros behind the prefix. */
  readonly first: bigint
  readonly bits: number
  readonly text: string
}

/** A customer of IPv6 gets a /64 at least: nothing narrower is ever kept. */
const IPV6_BITS_MAX = 64
/** The widest that may be blocked, whoever asks. */
const WIDEST = { 4: 24, 6: 48 } as const
const WIDTH = { 4: 32, 6: 128 } as const

function numberOf(address: ipaddr.IPv4 | ipaddr.IPv6): bigint {
  return address.toByteArray().reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n)
}

function textOf(family: 4 | 6, first: bigint, bits: number): string {
  const bytes = Array.from({ length: WIDTH[family] / 8 }, (_, index) =>
    Number((first >> BigInt(WIDTH[family] - 8 * (index + 1))) & 0xffn),
  )
  const address = ipaddr.fromByteArray(bytes).toString()
  return family === 4 && bits === 32 ? address : `${address}/${bits}`
}

/** Builds a prefix; whatever stands behind its bits is dropped. */
function createPrefix(family: 4 | 6, address: bigint, bits: number): Prefix {
  const behind = BigInt(WIDTH[family] - bits)
  const first = (address >> behind) << behind
  return { family, first, bits, text: textOf(family, first, bits) }
}

/** Where IPv6 addresses carry an IPv4 address: how many bits stand before it, and it is inverted? */
const CARRIERS = [
  { range: 'ipv4Mapped', before: 96, inverted: false },
  { range: 'rfc6052', before: 96, inverted: false },
  { range: '6to4', before: 16, inverted: false },
  { range: 'teredo', before: 96, inverted: true },
] as const

/** The IPv4 prefix that an IPv6 one carries; `null` when it carries none, or many at once. */
function carried(address: ipaddr.IPv6, bits: number): Prefix | null | 'tooWide' {
  const range = address.range()
  const carrier = CARRIERS.find((one) => one.range === range)
  if (carrier === undefined) return null
  const inner = Math.min(bits, carrier.before + 32) - carrier.before
  if (inner < 0) return 'tooWide'
  const value = (numberOf(address) >> BigInt(96 - carrier.before)) & 0xffff_ffffn
  return createPrefix(4, carrier.inverted ? value ^ 0xffff_ffffn : value, inner)
}

/**
 * Reads an address or prefix into its canonical form: no host bits, IPv4 out of the IPv6 addresses
 * that carry it, and nothing narrower than a /64 of IPv6. `null` for what is no address.
 */
export function parsePrefix(text: string): Prefix | null {
  const [host = '', bitsText, ...rest] = text.split('/')
  // ipaddr.js also takes `0x7f.1`, and a zone names a network card of ours.
  if (rest.length > 0 || isIP(host) === 0 || host.includes('%')) return null
  const address = ipaddr.parse(host)
  const family = address.kind() === 'ipv4' ? 4 : 6
  if (bitsText !== undefined && !/^\d{1,3}$/.test(bitsText)) return null
  const bits = bitsText === undefined ? WIDTH[family] : Number(bitsText)
  if (bits > WIDTH[family]) return null
  if (address instanceof ipaddr.IPv6) {
    const inner = carried(address, bits)
    if (inner === 'tooWide') return null
    if (inner !== null) return inner
  }
  return createPrefix(
    family,
    numberOf(address),
    family === 6 ? Math.min(bits, IPV6_BITS_MAX) : bits,
  )
}

/** Whether every address of `inner` is one of `outer`. */
export function contains(outer: Prefix, inner: Prefix): boolean {
  const behind = BigInt(WIDTH[outer.family] - outer.bits)
  return (
    outer.family === inner.family &&
    outer.bits <= inner.bits &&
    outer.first >> behind === inner.first >> behind
  )
}

export const overlaps = (a: Prefix, b: Prefix): boolean => contains(a, b) || contains(b, a)

/** The two halves of a prefix. */
export function halves({ family, first, bits }: Prefix): [Prefix, Prefix] {
  const step = 1n << BigInt(WIDTH[family] - bits - 1)
  return [createPrefix(family, first, bits + 1), createPrefix(family, first + step, bits + 1)]
}

/** The documentation ranges count as public: nobody lives there, and laboratories are made of them. */
const DOCUMENTATION = ['192.0.2.0/24', '198.51.100.0/24', '203.0.113.0/24', '2001:db8::/32'].map(
  (text) => createPrefixFrom(text),
)
function createPrefixFrom(text: string): Prefix {
  const [address, bits] = ipaddr.parseCIDR(text)
  return createPrefix(address.kind() === 'ipv4' ? 4 : 6, numberOf(address), bits)
}
/** What is not the public Internet (IANA special-purpose registries). */
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
  '224.0.0.0/3',
  '::/8',
  '100::/64',
  '2001::/23',
  'fc00::/7',
  'fe80::/9',
  'ff00::/8',
].map(createPrefixFrom)

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
  if (DOCUMENTATION.some((one) => contains(one, prefix))) return null
  return SPECIAL.some((one) => overlaps(one, prefix)) ? 'addressPrivate' : null
}

export interface PrefixMap<T> {
  readonly set: (prefix: Prefix, value: T) => void
  readonly delete: (prefix: Prefix) => void
  readonly clear: () => void
  /** What is kept for the narrowest prefix that holds an address; `null` for none. */
  readonly find: (address: string) => T | null
  readonly size: () => number
}

/** Finds prefixes by address: one lookup for each length in use, however many there are. */
export function createPrefixMap<T>(): PrefixMap<T> {
  const byLength = { 4: new Map<number, Map<bigint, T>>(), 6: new Map<number, Map<bigint, T>>() }
  let lengths: { readonly 4: readonly number[]; readonly 6: readonly number[] } = { 4: [], 6: [] }

  function measure(): void {
    const narrowestFirst = (family: 4 | 6) => [...byLength[family].keys()].sort((a, b) => b - a)
    lengths = { 4: narrowestFirst(4), 6: narrowestFirst(6) }
  }

  return {
    set({ family, bits, first }, value) {
      let held = byLength[family].get(bits)
      if (held === undefined) {
        held = new Map()
        byLength[family].set(bits, held)
        measure()
      }
      held.set(first, value)
    },
    delete({ family, bits, first }) {
      const held = byLength[family].get(bits)
      held?.delete(first)
      if (held?.size === 0 && byLength[family].delete(bits)) measure()
    },
    clear() {
      byLength[4].clear()
      byLength[6].clear()
      measure()
    },
    find(address) {
      // Most of the time there is nothing to find, and then nothing is parsed.
      if (lengths[4].length === 0 && lengths[6].length === 0) return null
      const prefix = parsePrefix(address)
      if (prefix === null) return null
      for (const bits of lengths[prefix.family]) {
        const behind = BigInt(WIDTH[prefix.family] - bits)
        const found = byLength[prefix.family].get(bits)?.get((prefix.first >> behind) << behind)
        if (found !== undefined) return found
      }
      return null
    },
    size() {
      let size = 0
      for (const family of [4, 6] as const)
        for (const held of byLength[family].values()) size += held.size
      return size
    },
  }
}
