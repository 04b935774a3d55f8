/** What the screens show of all transfers, and how long anything of them is kept. */
import { createRate, type Rate } from './rate.ts'
import type { Decline, Offered, Withdrawal } from './transferProtocol.ts'

/** Transfers that are over stay in the chat until there are so many. */
const SHOWN_MAX = 200
/** How often progress is shown: more of it nobody reads, and it costs what the transfer could use. */
const SHOW_MS = 500
/** Changes that come faster are shown together: a stranger may send thousands in a second. */
const REST_MS = 50

/** offered, moving, checking (all has come), done; or ended without arriving. */
export type TransferPhase = 'offered' | 'moving' | 'checking' | 'done' | 'ended'

export interface Transfer {
  readonly id: number
  readonly mine: boolean
  readonly what: Offered
  /** Its place among the lines of the chat. */
  readonly order: number
  readonly phase: TransferPhase
  /** Why it has ended without arriving. */
  readonly why: Decline | Withdrawal | null
  /** The most that the stranger takes, where this was too large and that is known. */
  readonly most: number | null
  readonly isHeldByUs: boolean
  readonly isHeldByStranger: boolean
  /** Bytes that the receiver has, and how many come in a second. */
  readonly moved: number
  readonly perSecond: number
  /** An address in this page's memory, while it is there. */
  readonly url: string | null
  /** It lies where the visitor chose. */
  readonly isSaved: boolean
  /** The browser was given it to save: what it does with it, a page is not told. */
  readonly isHanded: boolean
  /** The visitor wanted it, and memory is full of what he may still save. */
  readonly isWithoutRoom: boolean
  /** The visitor wanted it, and the browser did not let it be saved: he can try again. */
  readonly isRefused: boolean
  /** It came, and what opens it did not. */
  readonly isUnopened: boolean
}

/** As each of them begins. */
export const FIRST_TRANSFER = {
  phase: 'offered',
  why: null,
  most: null,
  isHeldByUs: false,
  isHeldByStranger: false,
  moved: 0,
  perSecond: 0,
  url: null,
  isSaved: false,
  isHanded: false,
  isWithoutRoom: false,
  isRefused: false,
  isUnopened: false,
} as const satisfies Partial<Transfer>

/** Pictures and voice notes that are kept to be looked at, one way: beyond it the oldest goes. */
const KEPT_BYTES_MAX = 67_108_864

/** Slower than this, in bytes a second, nothing really moves: it would take a week. */
const MOVES_FROM = 4_096

/** Whether a file that both agreed to is on its way; what comes unasked does not count. */
export const isFileMoving = (transfers: readonly Transfer[]): boolean =>
  transfers.some(
    ({ what, phase, perSecond, isHeldByUs, isHeldByStranger }) =>
      what.kind === 'file' &&
      phase === 'moving' &&
      perSecond >= MOVES_FROM &&
      !isHeldByUs &&
      !isHeldByStranger,
  )

/** What does the work of one transfer. */
interface Work {
  readonly id: number
  readonly what: Offered
  /** Bytes that the receiver has. */
  moved(): number
  /** @param isOver the whole conversation is */
  close(isOver?: boolean): void
}

export interface Entry<W extends Work = Work> {
  shown: Transfer
  readonly work: W
  readonly rate: Rate
  /** Bytes behind its address, which may be more than were sent. */
  keptBytes: number
}

export interface TransferList {
  add<W extends Work>(mine: boolean, work: W, first: Partial<Transfer>): Entry<W>
  change(entry: Entry, to: Partial<Transfer>): void
  /** Ends what is not over yet. */
  end(entry: Entry, why: Transfer['why']): void
  /** Lets go of what is kept only to be looked at. */
  drop(entry: Entry): void
  /** Lets go of the oldest of these, where all of them are too much. */
  makeRoom(among: Iterable<Entry>): void
  close(): void
}

export const isLive = ({ shown: { phase } }: Entry): boolean =>
  phase !== 'done' && phase !== 'ended'

const hasEnded = ({ shown: { phase } }: Entry): boolean => phase === 'ended'
const isToBeSaved = ({ shown: { mine, what, url, isHanded } }: Entry): boolean =>
  !mine && what.kind === 'file' && url !== null && !isHanded

/**
 * @param nextOrder the place in the chat of what begins now
 * @param onForgotten it is shown no longer
 */
export function createTransferList(
  nextOrder: () => number,
  show: (transfers: readonly Transfer[]) => void,
  onForgotten: (entry: Entry) => void,
): TransferList {
  const entries = new Set<Entry>()
  let timer: ReturnType<typeof setTimeout> | null = null
  let shownAt = -Infinity
  /** A change waits to be shown. */
  let isDue = false
  let isClosed = false

  function stopTimer(): void {
    if (timer !== null) clearTimeout(timer)
    timer = null
  }

  function showIn(ms: number): void {
    stopTimer()
    timer = setTimeout(showAll, ms)
  }

  /** Shows a change at once, or with others that come right after the last one. */
  function refresh(): void {
    if (isClosed || isDue) return
    const rest = shownAt + REST_MS - performance.now()
    if (rest <= 0) return showAll()
    isDue = true
    showIn(rest)
  }

  /** Shows everything as it is now, and again soon while something moves. */
  function showAll(): void {
    stopTimer()
    const now = performance.now()
    isDue = false
    shownAt = now
    let isMoving = false
    for (const entry of entries) {
      if (entry.shown.phase !== 'moving') continue
      isMoving = true
      const moved = entry.work.moved()
      entry.rate.note(moved, now)
      entry.shown = { ...entry.shown, moved, perSecond: entry.rate.perSecond(now) }
    }
    show(Array.from(entries, ({ shown }) => shown))
    if (isMoving) showIn(SHOW_MS)
  }

  function drop(entry: Entry): void {
    if (entry.shown.url === null) return
    URL.revokeObjectURL(entry.shown.url)
    entry.shown = { ...entry.shown, url: null }
  }

  /** First what did not arrive, and last what the visitor may still want to save. */
  function forgetOldest(): void {
    for (const mayGo of [hasEnded, (entry: Entry) => !isToBeSaved(entry), () => true])
      for (const entry of entries) {
        if (entries.size <= SHOWN_MAX) return
        if (isLive(entry) || !mayGo(entry)) continue
        drop(entry)
        entries.delete(entry)
        onForgotten(entry)
      }
  }

  return {
    add(mine, work, first) {
      const shown: Transfer = {
        id: work.id,
        mine,
        what: work.what,
        order: nextOrder(),
        ...FIRST_TRANSFER,
        ...first,
      }
      const entry = { shown, work, rate: createRate(), keptBytes: 0 }
      entries.add(entry)
      forgetOldest()
      refresh()
      return entry
    },
    change(entry, to) {
      const next = { ...entry.shown, ...to }
      const names = Object.keys(to) as (keyof Transfer)[]
      if (names.every((name) => next[name] === entry.shown[name])) return
      entry.shown = next
      refresh()
    },
    end(entry, why) {
      if (!isLive(entry)) return
      entry.work.close()
      entry.shown = { ...entry.shown, phase: 'ended', why, perSecond: 0 }
      refresh()
    },
    drop(entry) {
      drop(entry)
      refresh()
    },
    makeRoom(among) {
      let kept = 0
      for (const entry of [...among].toReversed()) {
        if (entry.shown.what.kind === 'file' || entry.shown.url === null) continue
        kept += entry.keptBytes
        if (kept > KEPT_BYTES_MAX) drop(entry)
      }
      refresh()
    },
    close() {
      isClosed = true
      stopTimer()
      for (const entry of entries) {
        entry.work.close(true)
        drop(entry)
        // What was still being looked at finds that it is over.
        entry.shown = { ...entry.shown, phase: 'ended', why: 'cancelled' }
      }
      entries.clear()
    },
  }
}
