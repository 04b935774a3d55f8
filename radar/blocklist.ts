/**
 * Who is kept out, why, and until when. Pure: time comes with each call.
 *
 * Records are kept as they were asked for, one for each prefix and level, so that lifting one leaves
 * the others alone, and what is mild is never made harder by lasting longer; what is enforced is
 * computed from them as disjoint prefixes, never left to nftables to merge.
 */
import * as z from 'zod'
import type { Problem } from './operatorProtocol.ts'
import { MANUAL_BLOCK_MAX_MS, RANGE_BLOCK_MAX_MS } from './operatorProtocol.ts'
import {
  contains,
  createPrefixMap,
  halves,
  parsePrefix,
  problemOf,
  textOf,
  type Prefix,
  type Span,
  type Untouchable,
} from './prefix.ts'
import {
  AUTOMATIC_BLOCK_MAX_MS,
  BLOCK_REASONS,
  ENTRIES_MAX,
  LEVELS,
  type BlocklistEntry,
  type BlockReason,
  type Level,
} from './protocol.ts'

/** The source of every block that no person asked for. */
export const DETECTOR = 'detector'
/** Blocks are spoken of in hours. */
const HOUR_MS = 3_600_000
/** A request takes a moment to arrive: an end this much too late is cut to the longest one. */
const END_GRACE_MS = 60_000

export interface Block {
  readonly prefix: Prefix
  readonly level: Level
  readonly reason: BlockReason
  /** `DETECTOR`, or an operator's name. */
  readonly source: string
  /** Start and end, in milliseconds since the epoch. */
  readonly since: number
  readonly until: number
  /** An appeal waits for an operator's answer. */
  readonly appealed: boolean
  /** An appeal has been dismissed: there is one for each block. */
  readonly answered: boolean
}
/** `until` in milliseconds since the epoch. */
export type AskedBlock = Pick<Block, 'level' | 'reason' | 'source' | 'until'> & {
  readonly prefix: string
}

const time = z.int().nonnegative()
const stored = z
  .strictObject({
    prefix: z.string().refine((text) => parsePrefix(text)?.text === text),
    level: z.enum(LEVELS),
    reason: z.enum(BLOCK_REASONS),
    source: z.string().min(1).max(32),
    since: time,
    until: time,
    appealed: z.boolean(),
    answered: z.boolean(),
  })
  .refine(({ since, until }) => since < until)
const storedBlocks = z
  .array(stored)
  .max(ENTRIES_MAX)
  .refine(
    (rows) => new Set(rows.map(({ prefix, level }) => `${level} ${prefix}`)).size === rows.length,
  )
export type StoredBlock = Readonly<z.infer<typeof stored>>

/** Reads the content of the file; `null` for anything that was not written by `toFile`. */
export function fromFile(value: unknown): readonly StoredBlock[] | null {
  const result = storedBlocks.safeParse(value)
  return result.success ? result.data : null
}

export interface Blocklist {
  /** Adds a block, or lengthens the one that this very prefix has at this level. */
  readonly add: (asked: AskedBlock, now: number) => Problem | null
  /** Sets another end to the one that decides, earlier or later, in milliseconds since the epoch. */
  readonly extend: (prefix: string, until: number, now: number) => Problem | null
  /**
   * Takes back what exactly this prefix has, at either level, and returns the one that decided;
   * narrower and wider ones stay.
   */
  readonly lift: (prefix: string) => Block | null
  /** Removes what has ended, and returns it. */
  readonly expire: (now: number) => readonly Block[]
  /** Marks the block as appealed against; `false` when there is none, or it has been already. */
  readonly appeal: (prefix: string, now: number) => boolean
  /** The appeal is answered, and the block stays; `false` when none was waiting. */
  readonly dismissAppeal: (prefix: string, level: Level) => boolean
  /** The block in force of exactly this prefix: of a level, or the one that decides. */
  readonly get: (prefix: string, now: number, level?: Level) => Block | null
  /** The block that decides about an address (or about all of a prefix); `null` for none. */
  readonly find: (address: string, now: number) => Block | null
  /** Blocks in force, as they were asked for. */
  readonly records: (now: number) => Block[]
  /** What would forbid a block of this prefix. */
  readonly problemOf: (prefix: string) => Problem | null
  /**
   * What is enforced, in disjoint prefixes: for each address its strongest level, and the longest
   * end among its blocks of that level. At most `ENTRIES_MAX`: the network level and what is wide
   * come first.
   */
  readonly effective: (now: number) => BlocklistEntry[]
  /** The longest block in force that no person decided, in milliseconds; 0 for none. */
  readonly longestAutomatic: (now: number) => number
  /** What `fromFile` reads. */
  readonly toFile: () => StoredBlock[]
}

const STRONGEST_FIRST = LEVELS.toReversed()
const isStronger = (a: Level, b: Level): boolean => LEVELS.indexOf(a) > LEVELS.indexOf(b)

/** Whether `a` decides about the addresses that are in both. */
function outranks(a: Block, b: Block): boolean {
  return a.level === b.level ? a.until > b.until : isStronger(a.level, b.level)
}

/** How long a block may last, from now on. */
function longest({ family, bits }: Prefix, source: string): number {
  if (source === DETECTOR) return AUTOMATIC_BLOCK_MAX_MS
  const isRange = family === 4 ? bits < 32 : bits < 64
  return isRange ? RANGE_BLOCK_MAX_MS : MANUAL_BLOCK_MAX_MS
}

/** @param untouchable what is never blocked, whoever asks; checked before anything else */
export function createBlocklist(untouchable: Untouchable): Blocklist
/**
 * @param from what the file held; what has become untouchable since is left out
 * @param now no block of the file may outlast what an operator could ask for today
 */
export function createBlocklist(
  untouchable: Untouchable,
  from: readonly StoredBlock[],
  now: number,
): Blocklist
export function createBlocklist(
  untouchable: Untouchable,
  from: readonly StoredBlock[] = [],
  now = 0,
): Blocklist {
  const blocks = new Map<string, Block>()
  const index = { app: createPrefixMap<Block>(), network: createPrefixMap<Block>() }
  const nameOf = ({ prefix, level }: Pick<Block, 'prefix' | 'level'>) => `${level} ${prefix.text}`

  function put(block: Block): void {
    blocks.set(nameOf(block), block)
    index[block.level].set(block.prefix, block)
  }

  function remove(block: Block): void {
    blocks.delete(nameOf(block))
    index[block.level].delete(block.prefix)
  }

  for (const row of from) {
    const prefix = parsePrefix(row.prefix)
    if (prefix === null || problemOf(prefix, untouchable) !== null) continue
    put({ ...row, prefix, until: Math.min(row.until, now + MANUAL_BLOCK_MAX_MS) })
  }

  /** What exactly this prefix has, the strongest first; what has ended may be among it. */
  function allOf(text: string): Block[] {
    const prefix = parsePrefix(text)
    if (prefix === null) return []
    return STRONGEST_FIRST.flatMap((level) => blocks.get(nameOf({ prefix, level })) ?? [])
  }

  const get: Blocklist['get'] = (text, at, level) =>
    allOf(text).find((one) => one.until > at && (level ?? one.level) === one.level) ?? null

  /** The end that a block gets, or why it gets none. */
  function endOf(prefix: Prefix, source: string, until: number, at: number): number | Problem {
    const last = at + longest(prefix, source)
    if (until <= at) return 'endPast'
    return until <= last + END_GRACE_MS ? Math.min(until, last) : 'endTooFar'
  }

  const inForce = (at: number): Block[] => [...blocks.values()].filter(({ until }) => until > at)

  return {
    add({ prefix: text, level, reason, source, until: asked }, at) {
      const prefix = parsePrefix(text)
      if (prefix === null) return 'notAnAddress'
      const problem = problemOf(prefix, untouchable)
      if (problem !== null) return problem
      const until = endOf(prefix, source, asked, at)
      if (typeof until === 'string') return until
      const fresh = { prefix, level, reason, source, since: at, until }
      const known = blocks.get(nameOf(fresh))
      if (known === undefined && blocks.size >= ENTRIES_MAX) return 'listFull'
      if (known === undefined || known.until <= at) {
        put({ ...fresh, appealed: false, answered: false })
        return null
      }
      // The start stays, and with it the code that its visitors may already have; what nobody decided
      // ends in time, however often it is asked for.
      const last = source === DETECTOR ? known.since + AUTOMATIC_BLOCK_MAX_MS : until
      put({ ...known, until: Math.max(Math.min(until, last), known.until) })
      return null
    },
    extend(text, asked, at) {
      const block = get(text, at)
      if (block === null) return 'notFound'
      // Whoever sets an end decides about it himself, whoever began.
      const until = endOf(block.prefix, '', asked, at)
      if (typeof until === 'string') return until
      put({ ...block, until })
      return null
    },
    lift(text) {
      const lifted = allOf(text)
      for (const block of lifted) remove(block)
      return lifted[0] ?? null
    },
    expire(at) {
      const ended = [...blocks.values()].filter(({ until }) => until <= at)
      for (const block of ended) remove(block)
      return ended
    },
    appeal(text, at) {
      const block = get(text, at)
      if (block === null || block.appealed || block.answered) return false
      put({ ...block, appealed: true })
      return true
    },
    dismissAppeal(text, level) {
      const block = allOf(text).find((one) => one.level === level)
      if (block === undefined || !block.appealed) return false
      put({ ...block, appealed: false, answered: true })
      return true
    },
    get,
    find(address, at) {
      for (const level of STRONGEST_FIRST) {
        let decides: Block | null = null
        for (const block of index[level].findAll(address).reverse())
          if (block.until > at && (decides === null || outranks(block, decides))) decides = block
        if (decides !== null) return decides
      }
      return null
    },
    records: inForce,
    problemOf(text) {
      const prefix = parsePrefix(text)
      return prefix === null ? 'notAnAddress' : problemOf(prefix, untouchable)
    },
    effective: (at) => bounded(flatten(inForce(at))).map(entryOf),
    longestAutomatic(at) {
      let longestMs = 0
      for (const { source, since, until } of blocks.values())
        if (source === DETECTOR && until > at) longestMs = Math.max(longestMs, until - since)
      // Parts of an hour are a person's, or those of a dice.
      return longestMs > HOUR_MS ? Math.ceil(longestMs / HOUR_MS) * HOUR_MS : longestMs
    },
    toFile: () => Array.from(blocks.values(), (block) => ({ ...block, prefix: block.prefix.text })),
  }
}

/** A part of a block, where it decides. */
interface Piece {
  readonly span: Span
  readonly block: Block
}

function entryOf({ span, block }: Piece): BlocklistEntry {
  const { level, reason, since, until } = block
  return [textOf(span), level, reason, Math.floor(since / 1000), Math.ceil(until / 1000)]
}

/**
 * Makes overlapping blocks disjoint. Sorted by first address and widest first, a block's narrower
 * ones follow it directly, so each run of nested prefixes is settled by itself.
 */
function flatten(blocks: Block[]): Piece[] {
  blocks.sort(({ prefix: a }, { prefix: b }) => {
    return a.family - b.family || a.high - b.high || a.low - b.low || a.bits - b.bits
  })
  const pieces: Piece[] = []
  let start = 0
  for (let outer = blocks[start]; outer !== undefined; outer = blocks[start]) {
    let end = start + 1
    for (let inner = blocks[end]; inner !== undefined; inner = blocks[end]) {
      if (!contains(outer.prefix, inner.prefix)) break
      end += 1
    }
    const holder = outer
    const stronger = blocks.slice(start + 1, end).filter((block) => outranks(block, holder))
    split(holder.prefix, holder, stronger, pieces)
    start = end
  }
  return pieces
}

/**
 * Collects who decides within `span`.
 *
 * @param stronger blocks within it that outrank its holder, in the order of `flatten`
 */
function split(span: Span, holder: Block, stronger: readonly Block[], into: Piece[]): void {
  const [next] = stronger
  if (next === undefined) {
    into.push({ span, block: holder })
  } else if (next.prefix.bits === span.bits) {
    split(
      span,
      next,
      stronger.filter((block) => outranks(block, next)),
      into,
    )
  } else {
    const [lower, upper] = halves(span)
    const found = stronger.findIndex(({ prefix }) => contains(upper, prefix))
    const middle = found < 0 ? stronger.length : found
    split(lower, holder, stronger.slice(0, middle), into)
    split(upper, holder, stronger.slice(middle), into)
  }
}

/** Splitting can make more pieces than may be published: what protects most is kept. */
function bounded(pieces: Piece[]): Piece[] {
  if (pieces.length <= ENTRIES_MAX) return pieces
  return pieces
    .sort((a, b) => {
      if (a.block.level !== b.block.level) return isStronger(a.block.level, b.block.level) ? -1 : 1
      return a.span.bits - b.span.bits
    })
    .slice(0, ENTRIES_MAX)
}
