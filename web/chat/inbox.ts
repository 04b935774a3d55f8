/** What the stranger sends: files when the visitor accepts them, small things by themselves. */
import type { Inspect } from './inspection.ts'
import { PictureError } from './pictures.ts'
import { createReceiving, type Receiving } from './receiving.ts'
import {
  bytesMax,
  createMemorySink,
  MEMORY_BYTES_MAX,
  openSink,
  PlaceRefused,
  type Sink,
} from './sinks.ts'
import { isLive, type Entry, type Transfer, type TransferList } from './transferList.ts'
import {
  cleanName,
  SIZE_MAX,
  TRANSFERS_MAX,
  type Chunk,
  type Decline,
  type Offered,
  type TransferMessage,
} from './transferProtocol.ts'

/** Files in memory, those that are still on their way counted as whole. */
const FILE_BYTES_MAX = 2 * MEMORY_BYTES_MAX

type Word = Extract<TransferMessage, { type: 'sync' | 'offer' | 'hold' | 'end' | 'withdraw' }>

export interface Inbox {
  /** Over a new connection: says again what the visitor has paused, and what he has not. */
  resume(): void
  hear(word: Word): void
  take(chunk: Chunk): void
  accept(id: number): Promise<void>
  decline(id: number): void
  pause(id: number, on: boolean): void
  saved(id: number): void
  forget(id: number): void
}

/** What a transfer that is over is told again as. */
function asDecline(why: Transfer['why']): Decline {
  return why === null || why === 'unreadable' ? 'cancelled' : why
}

/** What is too large is declined with what would not have been. */
const declineOf = (id: number, why: Decline): TransferMessage => ({
  type: 'decline',
  id,
  why,
  ...(why === 'tooLarge' && { most: bytesMax(SIZE_MAX) }),
})

const bytesOf = (entries: readonly Entry[]): number =>
  entries.reduce((bytes, { keptBytes }) => bytes + keptBytes, 0)

export function createInbox(
  list: TransferList,
  say: (message: TransferMessage) => void,
  inspect: Inspect,
): Inbox {
  const entries = new Map<number, Entry<Receiving>>()

  /** Those that came last: of so many at once it may be lost with the connection that they are whole. */
  const arrived: number[] = []

  const live = () => [...entries.values()].filter(isLive)

  /** What is looked at is held until that is over, also when the stranger has taken it back. */
  const looked = new Set<Entry>()

  /** Whether memory takes so much more of files: what the browser was given to save gives way if that is enough. */
  function hasRoomFor(size: number): boolean {
    const held = [...entries.values()].filter(
      (entry) => entry.work.what.kind === 'file' && (isLive(entry) || entry.shown.url !== null),
    )
    const handed = held.filter(({ shown }) => shown.isHanded)
    let tooMuch = size + bytesOf(held) - FILE_BYTES_MAX
    if (tooMuch > bytesOf(handed)) return false
    for (const entry of handed) {
      if (tooMuch <= 0) break
      list.drop(entry)
      tooMuch -= entry.keptBytes
    }
    return true
  }

  async function onWhole(entry: Entry<Receiving>, file: Blob | null): Promise<void> {
    const { id, what } = entry.work
    looked.add(entry)
    try {
      const safe = file === null ? null : await inspect(what, file)
      // The conversation may have ended, or the visitor have had enough, meanwhile.
      if (entries.get(id) !== entry || !isLive(entry)) return
      say({ type: 'done', id })
      arrived.push(id)
      if (arrived.length > TRANSFERS_MAX) arrived.shift()
      const url = safe === null ? null : URL.createObjectURL(safe)
      entry.keptBytes = safe?.size ?? 0
      list.change(entry, { phase: 'done', url, isSaved: safe === null, perSecond: 0 })
      // What came unasked may not fill the memory.
      list.makeRoom(entries.values())
    } catch (error) {
      // What nobody has looked at is not called something else.
      const isUnopened = error instanceof PictureError && error.why === 'failed'
      if (isUnopened && isLive(entry)) list.change(entry, { isUnopened })
      // Sent again, it may be opened.
      fail(entry, isUnopened ? 'broken' : 'damaged')
    } finally {
      looked.delete(entry)
    }
  }

  function fail(entry: Entry<Receiving>, why: Decline): void {
    if (!isLive(entry)) return
    say(declineOf(entry.work.id, why))
    list.end(entry, why)
  }

  function begin(entry: Entry<Receiving>, sink: Sink): void {
    list.change(entry, { phase: 'moving' })
    entry.work.accept(sink)
  }

  function onOffer(id: number, what: Offered): void {
    const known = entries.get(id)
    if (known !== undefined) {
      // Said again over a new connection: we answer with where we stand.
      const { phase, why } = known.shown
      if (phase === 'done') say({ type: 'done', id })
      else if (phase === 'ended') say(declineOf(id, asDecline(why)))
      else known.work.resume()
      return
    }
    if (new Set([...live(), ...looked]).size >= TRANSFERS_MAX) {
      say(declineOf(id, 'tooMany'))
      return
    }
    const work = createReceiving(id, what, {
      reply: say,
      onAll: () => list.change(entry, { phase: 'checking', moved: what.size }),
      onWhole: (file) => void onWhole(entry, file),
      onFailed: (why) => fail(entry, why),
    })
    const entry = list.add(false, work, {})
    entries.set(id, entry)
    if (what.kind !== 'file') begin(entry, createMemorySink())
    // There is nothing to decide: who sends it need not wait.
    else if (what.size > bytesMax(what.size)) fail(entry, 'tooLarge')
  }

  return {
    resume() {
      // What was pressed while there was no path, nobody has heard.
      for (const { work, shown } of live())
        if (shown.phase === 'moving') say({ type: 'pause', id: work.id, on: shown.isHeldByUs })
    },
    hear(word) {
      if (word.type === 'offer') return onOffer(word.id, word.what)
      if (word.type === 'sync') {
        // Whatever the stranger no longer sends is over.
        for (const entry of live())
          if (!word.ids.includes(entry.work.id)) list.end(entry, 'cancelled')
        // He may have had enough of what was here by then; what he still lists he offers again.
        for (const id of arrived) if (!word.ids.includes(id)) say({ type: 'done', id })
        return undefined
      }
      const entry = entries.get(word.id)
      if (entry === undefined || !isLive(entry)) return undefined
      if (word.type === 'withdraw') list.end(entry, word.why)
      else if (entry.shown.phase === 'checking') return undefined
      else if (word.type === 'hold') list.change(entry, { isHeldByStranger: word.on })
      else entry.work.end(word.digest)
      return undefined
    },
    take(chunk) {
      const entry = entries.get(chunk.id)
      if (entry?.shown.phase === 'moving') entry.work.take(chunk, performance.now())
    },
    async accept(id) {
      const entry = entries.get(id)
      if (entry?.shown.phase !== 'offered') return
      try {
        const { name, size } = entry.work.what
        const sink = await openSink(cleanName(name), size)
        if (sink === null) return
        // The stranger may have taken it back while the visitor chose a place.
        if (entry.shown.phase !== 'offered') sink.abort()
        // He can make room, and accept it then.
        else if (sink.isMemory && !hasRoomFor(size)) list.change(entry, { isWithoutRoom: true })
        else {
          entry.keptBytes = sink.isMemory ? size : 0
          begin(entry, sink)
        }
      } catch (error) {
        if (error instanceof PlaceRefused) list.change(entry, { isRefused: true })
        else fail(entry, 'noRoom')
      }
    },
    decline(id) {
      const entry = entries.get(id)
      if (entry !== undefined)
        fail(entry, entry.shown.phase === 'offered' ? 'declined' : 'cancelled')
    },
    pause(id, on) {
      const entry = entries.get(id)
      if (entry?.shown.phase !== 'moving') return
      say({ type: 'pause', id, on })
      list.change(entry, { isHeldByUs: on })
    },
    saved(id) {
      const entry = entries.get(id)
      if (entry === undefined) return
      list.change(entry, { isHanded: true })
      for (const one of live()) list.change(one, { isWithoutRoom: false })
    },
    forget: (id) => void entries.delete(id),
  }
}
