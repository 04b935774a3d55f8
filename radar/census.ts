/**
 * Adds up what the signaling nodes say of themselves. Pure.
 *
 * Each node says absolutely how it is, so a lost message, a repeated one or a restart of anybody
 * counts nothing twice. How much happened lately is the difference between what a node said before
 * and what it says now; the first word of a node is where its differences begin.
 *
 * `now` is in milliseconds of a clock that never steps; nodes' clocks are compared with nothing.
 */
import { WAIT_BOUNDS_MS, type Census, type Counts } from './protocol.ts'
import { createWindow } from './window.ts'

export const NODES_MAX = 64

const SECOND_MS = 1_000
const MINUTE_MS = 60_000
const WAITS_SLOT_MS = 5_000
const WAITS_SLOTS = 60
const ROUTES_SLOTS = 60
const LATELY_SLOTS = 60

/** A node that stopped saying how it is. */
export interface SilentNode {
  readonly node: string
  /** It had said that it was about to stop. */
  readonly draining: boolean
}

export interface CensusTaker {
  /** Takes what a node says. `false` when it was out of date or there are too many nodes. */
  readonly note: (census: Census, now: number) => boolean
  /** The node has left, or was lost. Whether it had been there. */
  readonly gone: (node: string, now: number) => boolean
  /** Lets go of the nodes whose word has ended, and names each of them once. */
  readonly expire: (now: number) => SilentNode[]
  /**
   * How things are now.
   *
   * @param at milliseconds since the epoch, for the operators
   */
  readonly counts: (now: number, at: number) => Counts
}

interface Known {
  census: Census
  arrivedAt: number
  isLive: boolean
}

type Totals = Census['totals']

/** Everything that only grows, in one order. */
function growing({ introductions, waits, routes, blocked, throttled }: Totals): number[] {
  return [introductions, blocked, throttled, routes.direct, routes.relayed, routes.failed, ...waits]
}

/**
 * The wait that a share of all waits did not exceed, taken as evenly spread within its cell.
 *
 * @param waits how many fell into each cell
 */
export function quantile(waits: readonly number[], share: number): number | null {
  const total = waits.reduce((sum, count) => sum + count, 0)
  if (total === 0) return null
  const rank = share * total
  let below = 0
  for (const [cell, count] of waits.entries()) {
    const lower = WAIT_BOUNDS_MS[cell - 1] ?? 0
    // The last cell is open: all that is known of it is where it begins.
    const upper = WAIT_BOUNDS_MS[cell] ?? lower
    if (count > 0 && below + count >= rank)
      return Math.round(lower + ((upper - lower) * (rank - below)) / count)
    below += count
  }
  return null
}

export function createCensus(): CensusTaker {
  const nodes = new Map<string, Known>()
  /** introductions, blocked, throttled */
  const lately = createWindow(3, LATELY_SLOTS, SECOND_MS)
  const waits = createWindow(WAIT_BOUNDS_MS.length + 1, WAITS_SLOTS, WAITS_SLOT_MS)
  /** direct, relayed, failed */
  const routes = createWindow(3, ROUTES_SLOTS, MINUTE_MS)

  const isOver = ({ census, arrivedAt }: Known, now: number) => now >= arrivedAt + census.endsInMs

  /** Makes room for one more node at the cost of the one that has been away longest. */
  function makeRoom(now: number): boolean {
    if (nodes.size < NODES_MAX) return true
    let oldest: string | null = null
    let since = Infinity
    for (const [node, known] of nodes) {
      if ((known.isLive && !isOver(known, now)) || known.arrivedAt >= since) continue
      oldest = node
      since = known.arrivedAt
    }
    return oldest !== null && nodes.delete(oldest)
  }

  /** Counts what happened since the node's last word; `false` when this word is the older one. */
  function advance(last: Known, census: Census, now: number): boolean {
    const before = growing(last.census.totals)
    const grown = growing(census.totals).map((total, index) => total - (before[index] ?? 0))
    if (grown.some((amount) => amount < 0)) return false
    lately.add(grown.slice(0, 3), last.arrivedAt, now)
    routes.add(grown.slice(3, 6), last.arrivedAt, now)
    waits.add(grown.slice(6), last.arrivedAt, now)
    return true
  }

  return {
    note(census, now) {
      const known = nodes.get(census.node)
      if (known === undefined) {
        if (!makeRoom(now)) return false
      } else if (census.startedAt === known.census.startedAt) {
        if (!advance(known, census, now)) return false
      } else if (census.startedAt < known.census.startedAt) return false
      nodes.set(census.node, { census, arrivedAt: now, isLive: true })
      return true
    },
    gone(node, now) {
      const known = nodes.get(node)
      if (known === undefined || !known.isLive) return false
      const wasThere = !isOver(known, now)
      known.isLive = false
      return wasThere
    },
    expire(now) {
      const silent: SilentNode[] = []
      for (const [node, known] of nodes) {
        if (!known.isLive || !isOver(known, now)) continue
        known.isLive = false
        silent.push({ node, draining: known.census.draining })
      }
      return silent
    },
    counts(now, at) {
      const live = [...nodes.values()].filter((known) => known.isLive && !isOver(known, now))
      const sum = (of: (census: Census) => number) =>
        live.reduce((total, { census }) => total + of(census), 0)
      const [introductions = 0, blocked = 0, throttled = 0] = lately.sums(now)
      const [direct = 0, relayed = 0, failed = 0] = routes.sums(now)
      const cells = waits.sums(now)
      return {
        at,
        online: sum((census) => census.online),
        waiting: sum((census) => census.waiting),
        inCalls: sum((census) => census.inCalls),
        introductionsPerMinute: introductions,
        waitMedianMs: quantile(cells, 0.5),
        waitP95Ms: quantile(cells, 0.95),
        routes: { direct, relayed, failed },
        blockedPerMinute: blocked,
        throttledPerMinute: throttled,
        nodes: live.map(({ census, arrivedAt }) => ({
          node: census.node,
          build: census.build,
          // Shown, and nothing hangs on it: two clocks may differ.
          upMs: Math.max(0, at - census.startedAt),
          ageMs: Math.max(0, Math.round(now - arrivedAt)),
          online: census.online,
          lagMs: census.lagMs,
          memoryMb: census.memoryMb,
          draining: census.draining,
        })),
      }
    },
  }
}
