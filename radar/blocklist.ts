/**
 * Who is kept out, why, and until when. Pure: time comes with each call.
 *
 * Records are kept as they were asked for, so that lifting one leaves the others alone; what is
 * enforced is computed from them as disjoint prefixes.
 */
import * as z from 'zod'
import type { Problem } from './operatorProtocol.ts'
import { MANUAL_BLOCK_MAX_MS, RANGE_BLOCK_MAX_MS } from './operatorProtocol.ts'
import {
  contains,
  halves,
  overlaps,
  parsePrefix,
  problemOf,
  type Prefix,
  type Untouchable,
} from './prefix.ts'
import {
  BLOCK_REASONS,
  ENTRIES_MAX,
  LEVELS,
  type BlocklistEntry,
  type BlockReason,
  type Level,
} from './protocol.ts'

/** The source of every block that no person asked for. */
export const DETECTOR = 'detector'
/** Longest block that nobody decided, in milliseconds. */
export const AUTOMATIC_BLOCK_MAX_MS = 604_800_000

export interface Block {
  readonly prefix: Prefix
  readonly level: Level
  readonly reason: BlockReason
  /** `DETECTOR`, or an operator's name. */
  readonly source: string
  /** Start and end, in milliseconds since the epoch. */
  readonly since: number
  readonly until: number
  readonly appealed: boolean
}
export type AskedBlock = Omit<Block, 'prefix' | 'since' | 'appealed'> & { readonly prefix: string }

const stored = z.strictObject({
  prefix: z.string(),
  level: z.enum(LEVELS),
  reason: z.enum(BLOCK_REASONS),
  source: z.string().max(32),
  since: z.int().nonnegative(),
  until: z.int().nonnegative(),
  appealed: z.boolean(),
})
export type StoredBlock = z.infer<typeof stored>
/** What the file holds; nothing else is taken from it. */
export const storedBlocks = z.array(stored).max(ENTRIES_MAX)

export interface Blocklist {
  /** Adds a block, or lengthens and strengthens the one that this prefix has. */
  readonly add: (asked: AskedBlock, now: number) => Problem | null
  /** Sets another end, earlier or later. */
  readonly extend: (prefix: string, until: number, now: number) => Problem | null
  /** Takes back exactly this block; narrower and wider ones stay. */
  readonly lift: (prefix: string) => Block | null
  /** Removes what has ended, and returns it. */
  readonly expire: (now: number) => readonly Block[]
  /** Marks the block as appealed against; `false` when it is already, or is not there. */
  readonly appeal: (prefix: string) => boolean
  /** The appeal is answered: the block stays. */
  readonly dismissAppeal: (prefix: string) => boolean
  readonly get: (prefix: string) => Block | null
  readonly records: () => readonly Block[]
  /** What would forbid a block of this prefix. */
  readonly problemOf: (prefix: string) => Problem | null
  /** Disjoint prefixes: for each address its strongest level, and the longest end at that level. */
  readonly effective: (now: number) => BlocklistEntry[]
  readonly toFile: () => StoredBlock[]
}

const isStronger = (a: Level, b: Level): boolean => LEVELS.indexOf(a) > LEVELS.indexOf(b)

/** Which of two blocks an address in both is held by. */
function outranks(a: Block, b: Block): boolean {
  return a.level === b.level ? a.until > b.until : isStronger(a.level, b.level)
}

/** How long a block may last, from now on. */
function longest({ family, bits }: Prefix, source: string): number {
  if (source === DETECTOR) return AUTOMATIC_BLOCK_MAX_MS
  const isRange = family === 4 ? bits < 32 : bits < 64
  return isRange ? RANGE_BLOCK_MAX_MS : MANUAL_BLOCK_MAX_MS
}

/**
 * @param untouchable what is never blocked, whoever asks; checked before anything else
 * @param from what the file held
 * @param now for blocks from the file: none of them may outlast what could be asked for today
 */
export function createBlocklist(
  untouchable: Untouchable,
  from: readonly StoredBlock[] = [],
  now = 0,
): Blocklist {
  const blocks = new Map<string, Block>()

  for (const one of from) {
    const prefix = parsePrefix(one.prefix)
    if (prefix === null || problemOf(prefix, untouchable) !== null) continue
    const until = Math.min(one.until, now + MANUAL_BLOCK_MAX_MS)
    blocks.set(prefix.text, { ...one, prefix, until })
  }

  function find(text: string): Block | null {
    const prefix = parsePrefix(text)
    return prefix === null ? null : (blocks.get(prefix.text) ?? null)
  }

  function problem(text: string): Problem | null {
    const prefix = parsePrefix(text)
    return prefix === null ? 'notAnAddress' : problemOf(prefix, untouchable)
  }

  function endProblem(prefix: Prefix, source: string, until: number, at: number): Problem | null {
    if (until <= at) return 'endPast'
    // A request takes a moment to arrive, and asks for a round figure.
    return until > at + longest(prefix, source) + 60_000 ? 'endTooFar' : null
  }

  function setAppealed(text: string, appealed: boolean): boolean {
    const block = find(text)
    if (block === null || block.appealed === appealed) return false
    blocks.set(block.prefix.text, { ...block, appealed })
    return true
  }

  return {
    add(asked, at) {
      const prefix = parsePrefix(asked.prefix)
      if (prefix === null) return 'notAnAddress'
      const found =
        problemOf(prefix, untouchable) ?? endProblem(prefix, asked.source, asked.until, at)
      if (found !== null) return found
      const known = blocks.get(prefix.text)
      if (known === undefined && blocks.size >= ENTRIES_MAX) return 'listFull'
      const { level, reason, source, until } = asked
      const fresh: Block = { prefix, level, reason, source, since: at, until, appealed: false }
      if (known === undefined || known.until <= at) {
        blocks.set(prefix.text, fresh)
        return null
      }
      const strongest = isStronger(level, known.level) ? fresh : known
      blocks.set(prefix.text, {
        ...strongest,
        since: known.since,
        until: Math.max(until, known.until),
        appealed: known.appealed,
      })
      return null
    },
    extend(text, until, at) {
      const block = find(text)
      if (block === null) return 'notFound'
      // Whoever extends a block decides about it himself.
      const found = endProblem(block.prefix, '', until, at)
      if (found === null) blocks.set(block.prefix.text, { ...block, until })
      return found
    },
    lift(text) {
      const block = find(text)
      if (block !== null) blocks.delete(block.prefix.text)
      return block
    },
    expire(at) {
      const ended: Block[] = []
      for (const [text, block] of blocks)
        if (block.until <= at) {
          ended.push(block)
          blocks.delete(text)
        }
      return ended
    },
    appeal: (text) => setAppealed(text, true),
    dismissAppeal: (text) => setAppealed(text, false),
    get: find,
    records: () => [...blocks.values()],
    problemOf: problem,
    effective: (at) => flatten([...blocks.values()].filter(({ until }) => until > at)),
    toFile: () => Array.from(blocks.values(), (block) => ({ ...block, prefix: block.prefix.text })),
  }
}

function entryOf({ text }: Prefix, { level, reason, since, until }: Block): BlocklistEntry {
  return [text, level, reason, Math.floor(since / 1000), Math.ceil(until / 1000)]
}

/**
 * Makes overlapping blocks disjoint. Sorted by first address and widest first, a block's narrower
 * ones follow it directly, so each run of nested prefixes is settled by itself.
 */
function flatten(blocks: Block[]): BlocklistEntry[] {
  blocks.sort(({ prefix: a }, { prefix: b }) => {
    if (a.family !== b.family) return a.family - b.family
    if (a.first !== b.first) return a.first < b.first ? -1 : 1
    return a.bits - b.bits
  })
  const entries: BlocklistEntry[] = []
  for (let at = 0; at < blocks.length;) {
    const outer = blocks[at]
    if (outer === undefined) break
    let end = at + 1
    for (let inner = blocks[end]; inner !== undefined; inner = blocks[end]) {
      if (!contains(outer.prefix, inner.prefix)) break
      end += 1
    }
    split(outer.prefix, outer, blocks.slice(at + 1, end), entries)
    at = end
  }
  return entries.slice(0, ENTRIES_MAX)
}

/** Writes what holds within `prefix`: `holder`, except where a narrower block outranks it. */
function split(
  prefix: Prefix,
  holder: Block,
  narrower: readonly Block[],
  into: BlocklistEntry[],
): void {
  const own = narrower.find((block) => block.prefix.text === prefix.text)
  const held = own !== undefined && outranks(own, holder) ? own : holder
  const stronger = narrower.filter((block) => block !== own && outranks(block, held))
  if (stronger.length === 0) {
    into.push(entryOf(prefix, held))
    return
  }
  for (const half of halves(prefix))
    split(
      half,
      held,
      stronger.filter((block) => overlaps(half, block.prefix)),
      into,
    )
}
