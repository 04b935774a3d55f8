/** Two ends of a data channel in memory, one message a turn, which can be cut and joined anew. */
import type { Bulk, BulkListener } from '../../web/chat/bulk.ts'
import { createInspect } from '../../web/chat/inspection.ts'
import { createTransfers, type Transfers } from '../../web/chat/transfers.ts'
import type { Transfer } from '../../web/chat/transferList.ts'

/** Messages under way before an end says that it has no room. */
const ROOM = 8

interface End extends Bulk {
  readonly listener: () => BulkListener | null
}

/** What stands between the two: sees each message, and may change or swallow it. */
export type Tamper = (from: 'a' | 'b', data: string | ArrayBuffer) => string | ArrayBuffer | null

export interface Party {
  readonly transfers: Transfers
  /** As the screens see it now. */
  readonly shown: () => readonly Transfer[]
  /** Sees what is shown until it is so. */
  until(test: (shown: readonly Transfer[]) => boolean): Promise<void>
}

export interface BulkPair {
  readonly a: Party
  readonly b: Party
  /** Every message so far, in its order. */
  readonly said: { readonly from: 'a' | 'b'; readonly data: string | ArrayBuffer }[]
  /** Waits until so many chunks have arrived. */
  chunks(count: number): Promise<void>
  /** Speaks in the place of one of them. */
  inject(to: 'a' | 'b', data: string | ArrayBuffer): void
  cut(): void
  join(): void
  close(): void
}

const inspect = createInspect((file, mime) =>
  mime === 'image/png' ? Promise.resolve(file) : Promise.reject(new TypeError('no decoder here')),
)

function createParty(look: () => Promise<void>): Party {
  let list: readonly Transfer[] = []
  const waiting = new Set<() => void>()
  let order = 0
  const transfers = createTransfers({
    nextOrder: () => (order += 1),
    show(next) {
      list = next
      for (const look of waiting) look()
    },
    plays: ['audio/webm'],
    async inspect(what, file) {
      await look()
      return inspect(what, file)
    },
  })
  return {
    transfers,
    shown: () => list,
    until: (test) =>
      new Promise((resolve) => {
        const look = () => {
          if (!test(list)) return
          waiting.delete(look)
          resolve()
        }
        waiting.add(look)
        look()
      }),
  }
}

/** @param look what each receiver waits for before it looks at what has come */
export function createBulkPair(
  tamper: Tamper = (_, data) => data,
  look = () => Promise.resolve(),
): BulkPair {
  const a = createParty(look)
  const b = createParty(look)
  const said: BulkPair['said'] = []
  let ends: { a: End; b: End } | null = null
  const counting = new Set<() => void>()
  const chunksSaid = () => said.filter(({ data }) => typeof data !== 'string').length

  function createEnd(from: 'a' | 'b', other: () => BulkListener | null): End {
    let listener: BulkListener | null = null
    let underWay = 0
    let isClosed = false
    return {
      listener: () => listener,
      listen(next) {
        listener = next
        setImmediate(() => next.onRoom())
      },
      send(data) {
        if (isClosed) return false
        underWay += 1
        // As browsers do: whoever sends may write into it again.
        const copy = typeof data === 'string' ? data : data.slice().buffer
        const arriving = tamper(from, copy)
        setImmediate(() => {
          underWay -= 1
          if (isClosed) return
          said.push({ from, data: copy })
          if (arriving !== null) other()?.onData(arriving)
          for (const look of counting) look()
          if (underWay === 0) listener?.onRoom()
        })
        return true
      },
      hasRoom: () => !isClosed && underWay < ROOM,
      close() {
        isClosed = true
        listener = null
      },
    }
  }

  function join(): void {
    const made: { a: End; b: End } = {
      a: createEnd('a', () => made.b.listener()),
      b: createEnd('b', () => made.a.listener()),
    }
    ends = made
    a.transfers.connect(made.a)
    b.transfers.connect(made.b)
  }

  function cut(): void {
    ends?.a.close()
    ends?.b.close()
    ends = null
    a.transfers.interrupt()
    b.transfers.interrupt()
  }

  join()
  return {
    a,
    b,
    said,
    chunks: (count) =>
      new Promise((resolve) => {
        const look = () => {
          if (chunksSaid() < count) return
          counting.delete(look)
          resolve()
        }
        counting.add(look)
        look()
      }),
    inject: (to, data) => ends?.[to].listener()?.onData(data),
    cut,
    join,
    close() {
      cut()
      a.transfers.close()
      b.transfers.close()
    },
  }
}
