/** What we send: offers, and chunks of all accepted ones in turn. */
import type { Bulk } from './bulk.ts'
import { createPace } from './pace.ts'
import { createSending, type Sending } from './sending.ts'
import { isLive, type Entry, type Transfer, type TransferList } from './transferList.ts'
import { TRANSFERS_MAX, type Offered, type TransferMessage } from './transferProtocol.ts'

type Answer = Extract<
  TransferMessage,
  { type: 'accept' | 'pause' | 'received' | 'done' | 'decline' }
>

export interface Outbox {
  /** Over a new connection: says what is still on its way. */
  resume(): void
  interrupt(): void
  /** Offers something; `false` when too many are on their way. */
  offer(what: Offered, source: Blob): boolean
  hear(answer: Answer): void
  withdraw(id: number): void
  hold(id: number, on: boolean): void
  /** Fills the channel. */
  pump(): void
  forget(id: number): void
}

export function createOutbox(
  list: TransferList,
  say: (message: TransferMessage) => void,
  channel: () => Bulk | null,
): Outbox {
  const entries = new Map<number, Entry<Sending>>()
  const pace = createPace()
  /** What the visitor had enough of, as long as it is shown. */
  const takenBack = new Set<number>()
  let lastId = 0
  /** Every transfer sends one chunk, then it is the next one's turn. */
  let turn = 0
  /** Until the pace lets more out. */
  let timer: ReturnType<typeof setTimeout> | null = null

  const live = () => [...entries.values()].filter(isLive)

  function sendOffer({ work: { id, what } }: Entry<Sending>): void {
    say({ type: 'offer', id, what })
  }

  function pump(): void {
    const bulk = channel()
    const [active, resting] = [new Array<Sending>(), new Array<Sending>()]
    for (const { work } of live()) (work.canSend() ? active : resting).push(work)
    const taken = resting.reduce((bytes, work) => bytes + work.underWay(), 0)
    const window = (pace.window() - taken) / active.length
    const now = performance.now()
    let idle = 0
    while (bulk?.hasRoom() === true && idle < active.length && pace.waitMs(now) === 0) {
      turn = (turn + 1) % active.length
      const chunk = active[turn]?.next(window, pace.chunk(), now) ?? null
      idle = chunk === null ? idle + 1 : 0
      if (chunk === null) continue
      pace.sent(chunk.length, now)
      bulk.send(chunk)
    }
    const waitMs = pace.waitMs(now)
    if (waitMs === 0 || timer !== null || active.length === 0 || bulk === null) return
    timer = setTimeout(() => {
      timer = null
      pump()
    }, waitMs)
  }

  /** Nobody has what did not arrive, and nobody looks at it. */
  function end(entry: Entry<Sending>, why: Transfer['why']): void {
    list.end(entry, why)
    list.drop(entry)
  }

  /** What is on its way is not counted: the stranger has not seen it yet. */
  function makeRoom(): void {
    list.makeRoom([...entries.values()].filter((one) => !isLive(one)))
  }

  /** What has come as a whole moves no more: the stranger looks at it, and puts it in its place. */
  function showMoved(entry: Entry<Sending>): void {
    const { what } = entry.work
    const isThere = entry.work.moved() === what.size
    if (isThere) list.change(entry, { phase: 'checking', moved: what.size })
    else list.change(entry, { phase: 'moving' })
  }

  function take(entry: Entry<Sending>, answer: Answer): void {
    const { id, what } = entry.work
    switch (answer.type) {
      case 'accept':
        if (entry.work.accept(answer.offset)) showMoved(entry)
        else {
          say({ type: 'withdraw', id, why: 'cancelled' })
          end(entry, 'broken')
        }
        return
      case 'pause':
        entry.work.setHeld('stranger', answer.on)
        list.change(entry, { isHeldByStranger: answer.on })
        return
      case 'received': {
        const now = performance.now()
        const before = entry.work.moved()
        const delay = entry.work.confirm(answer.offset, now)
        if (delay !== null) pace.note(delay, entry.work.moved() - before, now)
        if (entry.shown.phase === 'moving') showMoved(entry)
        return
      }
      case 'done':
        // Nobody can have all of what was not sent.
        if (!entry.work.isSent()) return
        entry.work.close()
        list.change(entry, { phase: 'done', why: null, moved: what.size, perSecond: 0 })
        makeRoom()
        return
      case 'decline': {
        const { why, most = null } = answer
        // As much as this was, or more, is no bound that it went beyond.
        if (why === 'tooLarge' && most !== null && most < what.size) list.change(entry, { most })
        end(entry, why)
        return
      }
      default:
        answer satisfies never
    }
  }

  return {
    resume() {
      say({ type: 'sync', ids: live().map(({ work }) => work.id) })
      for (const entry of live()) {
        sendOffer(entry)
        const { phase, isHeldByUs } = entry.shown
        // What was pressed while there was no path, nobody has heard.
        if (phase === 'moving') say({ type: 'hold', id: entry.work.id, on: isHeldByUs })
      }
    },
    interrupt() {
      if (timer !== null) clearTimeout(timer)
      timer = null
      pace.forget()
      for (const { work } of live()) work.interrupt()
    },
    offer(what, source) {
      if (live().length >= TRANSFERS_MAX) return false
      lastId += 1
      const id = lastId
      const work = createSending(id, what, source, {
        onReady: pump,
        onEnd: (digest) => say({ type: 'end', id, digest }),
        onUnreadable() {
          say({ type: 'withdraw', id, why: 'unreadable' })
          end(entry, 'unreadable')
        },
      })
      const url = what.kind === 'file' ? null : URL.createObjectURL(source)
      const entry = list.add(true, work, { url })
      entry.keptBytes = source.size
      entries.set(id, entry)
      sendOffer(entry)
      return true
    },
    hear(answer) {
      const entry = entries.get(answer.id)
      if (entry === undefined) return
      // It was whole before the stranger heard that we had enough of it: he has it.
      const isLate = takenBack.has(answer.id) && answer.type === 'done'
      if (!isLive(entry) && !isLate) return
      take(entry, answer)
      pump()
    },
    withdraw(id) {
      const entry = entries.get(id)
      if (entry === undefined || !isLive(entry)) return
      say({ type: 'withdraw', id, why: 'cancelled' })
      // The stranger may have had all of it already: that is still to be heard.
      takenBack.add(id)
      end(entry, 'cancelled')
    },
    hold(id, on) {
      const entry = entries.get(id)
      if (entry?.shown.phase !== 'moving') return
      say({ type: 'hold', id, on })
      entry.work.setHeld('us', on)
      list.change(entry, { isHeldByUs: on })
      pump()
    },
    pump,
    forget(id) {
      entries.delete(id)
      takenBack.delete(id)
    },
  }
}
