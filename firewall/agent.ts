/**
 * Makes the machine hold what is wanted: compares, applies, reads back, and does it again.
 *
 * Whatever fails, what was in force stays in force: the sets in the kernel, which end by
 * themselves, and the file that nginx has read.
 */
import type { NginxDeny } from './nginxDeny.ts'
import { renderTable, type Held, type Nft } from './nft.ts'
import type { Drop, Wanted } from './wanted.ts'

/** A watch that began this long before the table was read misses nothing that comes later. */
export const WATCH_STARTS_MS = 1_000
/**
 * Reading 50,000 elements takes the kernel and nft half a second or more, which is too much for
 * every round; a watch that has gone deaf costs this much time.
 */
export const READ_EVERY_MS = 60_000
/** By how much the end of an element may differ from ours, before it is somebody else's. */
const LEFT_SLACK_S = 5

export type Report =
  /** So many prefixes are in force; `healed` when somebody else had changed the table. */
  | { readonly type: 'applied'; readonly prefixes: number; readonly healed: boolean }
  /** Said once, until it works again. */
  | { readonly type: 'nftFailed' }
  | { readonly type: 'nginxFailed' }
  /** nginx works again. */
  | { readonly type: 'nginxApplied' }

export interface Agent {
  /**
   * Compares and repairs once, and is over when that is done. What is still being done from an
   * earlier round is not done twice, and holds up nothing else. Call it every second or two.
   */
  readonly round: () => Promise<void>
  /**
   * Instead of a round before there is a list: what an earlier run left in force is better than
   * nothing, but nginx does not know when a block is over.
   */
  readonly lapse: () => Promise<void>
  /** What is in force stays; nothing is watched any more. */
  readonly close: () => void
}

export interface AgentParts {
  readonly wanted: Pick<Wanted<never>, 'drops'>
  readonly nft: Nft
  readonly nginx: NginxDeny | null
  readonly report: (report: Report) => void
  /** Milliseconds since the epoch. */
  readonly now: () => number
}

/** When a table was read, in milliseconds: a full one is long on its way on a busy machine. */
interface Reading {
  readonly held: Held
  readonly begun: number
  readonly done: number
  /** How much later than it was written the table may have come into force. */
  readonly lateMs: number
}

const isHeldBy = ({ held, begun, done, lateMs }: Reading, drops: readonly Drop[]): boolean =>
  held.size === drops.length &&
  drops.every(({ prefix, until }) => {
    const left = held.get(prefix.text)
    return (
      left !== undefined &&
      left >= until - done / 1000 - LEFT_SLACK_S &&
      left <= until - begun / 1000 + lateMs / 1000 + LEFT_SLACK_S
    )
  })

export function createAgent({ wanted, nft, nginx, report, now }: AgentParts): Agent {
  /** What we last made the kernel hold; `null` before the first time. */
  let applied: readonly Drop[] | null = null
  let unwatch: (() => void) | null = null
  let watchedSince = 0
  let readAt = -Infinity
  let lateMs = 0
  let nftWorks = true
  let nginxWorks = true
  let isBusyWithKernel = false
  let isBusyWithNginx = false
  let isClosed = false

  function mustRead(at: number): boolean {
    // Absolutely, because clocks are set.
    const isCovered = unwatch !== null && Math.abs(readAt - watchedSince) >= WATCH_STARTS_MS
    return !isCovered || Math.abs(at - readAt) >= READ_EVERY_MS
  }

  function watch(at: number): void {
    if (unwatch !== null) return
    watchedSince = at
    unwatch = nft.watch(() => {
      unwatch = null
    })
  }

  /** What we do ourselves would be told to us, element by element. */
  function stopWatching(): void {
    unwatch?.()
    unwatch = null
  }

  async function syncKernel(): Promise<void> {
    const at = now()
    const drops = wanted.drops(at)
    const wasApplied = applied !== null && sameDrops(applied, drops)
    if (wasApplied) applied = drops
    if (wasApplied && nftWorks && !mustRead(at)) return
    if (applied !== null) watch(at)
    const held = await nft.read()
    readAt = at
    const isHeld = held !== null && isHeldBy({ held, begun: at, done: now(), lateMs }, drops)
    if (wasApplied && isHeld) {
      if (!nftWorks) report({ type: 'applied', prefixes: drops.length, healed: false })
      nftWorks = true
      return
    }
    stopWatching()
    const writtenAt = now()
    if (!(await nft.apply(renderTable(drops, writtenAt)))) {
      if (nftWorks) report({ type: 'nftFailed' })
      nftWorks = false
      return
    }
    lateMs = Math.max(0, now() - writtenAt)
    applied = drops
    report({ type: 'applied', prefixes: drops.length, healed: wasApplied && nftWorks })
    nftWorks = true
  }

  async function syncNginx(deny: NginxDeny, drops: readonly Drop[] | null): Promise<void> {
    const isHeld = nftWorks && drops !== null && applied === drops
    const works = await deny.sync(drops, isHeld, now()).catch(() => false)
    if (works === null || works === nginxWorks) return
    nginxWorks = works
    report({ type: works ? 'nginxApplied' : 'nginxFailed' })
  }

  async function repairKernel(): Promise<void> {
    if (isBusyWithKernel || isClosed) return
    isBusyWithKernel = true
    await syncKernel().finally(() => {
      isBusyWithKernel = false
    })
    if (isClosed) stopWatching()
  }

  async function repairNginx(drops: readonly Drop[] | null): Promise<void> {
    if (nginx === null || isBusyWithNginx || isClosed) return
    isBusyWithNginx = true
    await syncNginx(nginx, drops).finally(() => {
      isBusyWithNginx = false
    })
  }

  return {
    async round() {
      await repairKernel()
      await repairNginx(wanted.drops(now()))
    },
    lapse: () => repairNginx(null),
    close() {
      isClosed = true
      stopWatching()
    },
  }
}

const sameDrops = (a: readonly Drop[], b: readonly Drop[]): boolean =>
  a === b ||
  (a.length === b.length &&
    a.every(({ prefix, until }, at) => b[at]?.prefix.text === prefix.text && b[at].until === until))
