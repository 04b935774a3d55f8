/**
 * Coming back to a stranger: Undo after Next, and Meet again with three words. What is kept for it
 * is in the memory of this page alone, and ends by itself.
 */
import type { Common } from '../../signaling/protocol.ts'
import type { PeerMessage } from './peerProtocol.ts'
import { codeOf, meetingOf, readCode, type Meeting, type Secret } from './meeting.ts'
import type { Seal } from './sealed.ts'
import { NO_AGAIN, type AgainView } from './againView.ts'
import type { EndReason, Event, State } from './session.ts'
import { createTimers } from './timers.ts'
import { asTold, type View, type Wish } from './visit.ts'

/** How long Next can be undone, by both alike. */
export const UNDO_MS = 3_000
/** Both may press in the last moment, so each waits a little longer than that. */
export const UNDO_WAIT_MS = UNDO_MS + 2_000
/** How long three words are good for, from the end of the conversation. */
export const CODE_MS = 900_000
/** How long after the end a visitor can still wish to meet again. */
export const WISH_MS = 60_000
/** The server forgets a token after 20 s: it is shown again before, so that there is no gap. */
const REPEAT_MS = 15_000
/** Forgotten sooner than this it was turned down, and would be again at once. */
const FORGOTTEN_MS = 10_000
/** More than anybody has who talks before pressing it: no words go before their time. */
export const REMEMBERED_MAX = 100

/** Conversations that nobody should be asked to continue. */
const ASKS: ReadonlySet<EndReason> = new Set([
  'skipped',
  'left',
  'lost',
  'away',
  'strangerAway',
  'stopped',
])

/** Ends after which nothing is to lead back, whether a connection had opened or not. */
const FINAL: ReadonlySet<EndReason> = new Set(['reported', 'differed', 'tampered', 'blocked'])

/** Where Next can be undone. */
const OFFERING: ReadonlySet<State['phase']> = new Set(['ended', 'connecting', 'waiting'])
/** Where the last stranger is not done with. */
const BACKWARD: ReadonlySet<State['phase']> = new Set(['ended', 'returning', 'pairing', 'talking'])

export interface Again {
  /** A connection is open: the first one to a stranger, or another one. */
  begin(seal: Promise<Seal>): void
  /** The stranger has said something: perhaps that he wishes it, too. */
  look(): void
  /** The visit has moved. */
  moved(before: State, after: State, event: Event): void
  /** Takes up the offer to undo Next. */
  undo(): Promise<void>
  /** Meet again was pressed, in the call or after it; in the call once more, to see the words. */
  wish(): void
  /** What a call shows of it has been read. */
  read(): void
  /** Looks for the one with whom this page has the code; `false` when there is none. */
  enter(text: string, wish: Wish): Promise<boolean>
  /** Whom the visitor looks for, for as long as he does. */
  meeting(): Meeting | null
  /** Nothing leads back to the last stranger: he was reported. */
  forgetLast(): void
  close(): void
}

export interface AgainOptions {
  readonly getView: () => View
  readonly show: (change: Partial<View>) => void
  readonly send: (message: PeerMessage) => void
  readonly dispatch: (event: Event) => void
  readonly openDevices: () => void
  readonly closeDevices: () => void
}

interface Remembered {
  readonly id: symbol
  readonly secret: Promise<Secret>
  readonly mode: Wish['mode']
  /** What this visitor was seen and heard by: he is not asked for more when they meet again. */
  readonly choice: View['choice']
  /** What he knows of this visitor's address he goes on knowing (P8). */
  readonly isTold: boolean
  readonly until: number
  /** What the two were told that they share: the server does not find it again. */
  readonly common: Common
  /** The three words, once they have been made out. */
  code: string | null
}

export function createAgain(options: AgainOptions): Again {
  const { getView, show, send, dispatch } = options
  const timers = createTimers<'offer' | 'expiry' | 'repeat' | 'wish' | 'codes'>()
  /** The conversation that goes on. */
  let present: Promise<Seal> | null = null
  /** The one that has just ended, while it can still be wished back; `gone`: only by this visitor. */
  let last: (Remembered & { readonly isWished: boolean }) | 'gone' | null = null
  /** Names the same, for as long as he can be reported; his secret is kept no longer for that. */
  let newest: symbol | null = null
  let undone: Promise<{ readonly meeting: Meeting; readonly common: Common }> | null = null
  let remembered: readonly Remembered[] = []
  let entered: Remembered | null = null
  let meeting: Meeting | null = null
  /** The wish went out over a connection that was open: the stranger has heard it, however it ends. */
  let isSaid = false
  /** When the server last heard that this visitor waits. */
  let askedAt = 0

  const view = () => getView().again
  const change = (again: Partial<AgainView>) => show({ again: { ...view(), ...again } })

  function dropOffer(): void {
    timers.clear('offer')
    undone = null
    if (view().offer !== null) change({ offer: null })
  }

  function offer(who: 'undo' | 'back', seal: Promise<Seal>, isTold: boolean, common: Common): void {
    undone = seal.then(async (made) => ({
      meeting: { ...(await meetingOf(await made.derive('undo'))), isTold },
      common,
    }))
    undone.catch(() => undefined)
    change({ offer: who })
    timers.set('offer', UNDO_MS, dropOffer)
  }

  function keep(list: readonly Remembered[]): void {
    remembered = list.filter(({ until }) => until > Date.now()).slice(-REMEMBERED_MAX)
    change({
      codes: remembered.flatMap(({ id, code, until }) =>
        code === null ? [] : [{ code, until, isLast: id === newest }],
      ),
    })
    // Words that have ended are shown no more.
    if (last !== null && last !== 'gone' && last.until <= Date.now()) letGo()
    const [first] = remembered
    if (first === undefined) timers.clear('codes')
    else timers.set('codes', first.until - Date.now(), () => keep(remembered))
  }

  async function showCode(seal: Promise<Seal>): Promise<void> {
    const code = await codeOf(await (await seal).derive('meet again'))
    if (present === seal) change({ code })
  }

  async function remember(one: Remembered): Promise<void> {
    keep([...remembered, one])
    change({ until: one.until })
    one.code = await codeOf(await one.secret)
    keep(remembered)
    if (last === one) change({ code: one.code })
  }

  /** Meet again was pressed, and the two talk no more. */
  function settle(): void {
    if (last === null) return
    if (last === 'gone') return change({ wish: 'vain', code: null })
    change({ wish: last.isWished ? 'mutual' : 'wished' })
    void remember(last)
  }

  /** The end screen, or the time for it, is over. */
  function letGo(): void {
    timers.clear('wish')
    last = null
    change({ wish: 'none', code: null, until: null, isRead: false })
  }

  function part(seal: Promise<Seal>, common: Common, after: State, event: Event): void {
    present = null
    newest = null
    // Whoever was the last is it no more.
    keep(remembered)
    const { wish } = view()
    // Whoever goes on without having been heard leaves nobody who could know the words.
    const hasPressed = wish === 'mutual' || (wish === 'wished' && (isSaid || event.type !== 'next'))
    // What the stranger has said is still there.
    const isWished = getView().conversation.partnerAgain
    const isTold = getView().exposure !== 'hidden'
    const isEnd = after.phase === 'ended'
    if (isEnd && !ASKS.has(after.why)) return letGo()
    const isSkipped = isEnd && after.why === 'skipped'
    if (event.type === 'next') offer('undo', seal, isTold, common)
    if (isSkipped) offer('back', seal, isTold, common)
    const secret = seal.then(async (made) => made.derive('meet again'))
    secret.catch(() => undefined)
    const { wish: has, choice } = getView()
    const [mode, until] = [has.mode, Date.now() + CODE_MS]
    const one = {
      id: Symbol(mode),
      secret,
      mode,
      choice,
      isTold,
      isWished,
      until,
      common,
      code: null,
    }
    newest = one.id
    // Whoever went on has no words unless Meet again was pressed before. It can still be asked for, or
    // its absence would say what is told only to who asks.
    last = isSkipped && !isWished ? 'gone' : one
    if (hasPressed) settle()
    // Who goes on to the next stranger has seen the words.
    if (!isEnd) return letGo()
    timers.set('wish', WISH_MS, () => {
      if (view().wish === 'open') letGo()
    })
    return undefined
  }

  function wait(until: number): void {
    timers.set('expiry', until - Date.now(), () =>
      dispatch({ type: 'returnExpired', now: Date.now() }),
    )
    repeatLater()
  }

  function repeatLater(): void {
    askedAt = Date.now()
    timers.set('repeat', REPEAT_MS, repeat)
  }

  function repeat(): void {
    repeatLater()
    dispatch({ type: 'returnAgain' })
  }

  function sayWish(): void {
    send({ type: 'again' })
    const { state } = getView()
    // Over the next connection it is said again.
    isSaid ||= state.phase === 'talking' && state.link === 'live'
  }

  function look(): void {
    if (present === null || view().wish !== 'wished') return
    if (getView().conversation.partnerAgain) change({ wish: 'mutual', isRead: false })
  }

  return {
    begin(seal) {
      if (seal !== present) {
        // Words bring two together once.
        if (entered !== null) keep(remembered.filter((one) => one !== entered))
        entered = null
        letGo()
        isSaid = false
        change({ wish: 'open' })
      }
      present = seal
      const { wish } = view()
      if (wish === 'wished' || wish === 'mutual') sayWish()
    },
    look,
    moved(before, after, event) {
      if (after.phase === before.phase) {
        // The timers of a page out of sight come late, but never what the server says.
        const isMissed = event.type === 'partnerLeft' && event.why === 'missed'
        if (isMissed && after.phase === 'returning' && Date.now() - askedAt >= FORGOTTEN_MS)
          repeat()
        return
      }
      if (before.phase === 'returning') {
        timers.clear('expiry')
        timers.clear('repeat')
        meeting = null
        // Brought together otherwise, the two have no use for the words of before either.
        if (after.phase === 'pairing' && before.way !== 'code')
          entered = remembered.find(({ id }) => id === newest) ?? null
      }
      if (after.phase === 'returning') wait(after.until)
      if (before.phase === 'ended' || !OFFERING.has(after.phase)) dropOffer()
      // On the way back to him, too, before there is a connection again.
      const isFinal = present === null && after.phase === 'ended' && FINAL.has(after.why)
      if (isFinal) keep(remembered.filter((one) => one !== entered))
      if (isFinal || !BACKWARD.has(after.phase)) {
        entered = null
        if (last !== null) letGo()
      }
      if (present !== null && 'common' in before && after.phase !== 'talking')
        part(present, before.common, after, event)
    },
    async undo() {
      const { offer: way } = view()
      if (way === null || undone === null) return
      const until = Date.now() + UNDO_WAIT_MS
      const wanted = undone
      const { meeting: place, common } = await wanted
      meeting = place
      if (undone === wanted) dispatch({ type: 'return', way, until, common })
    },
    wish() {
      if (present !== null) change({ isRead: false })
      if (view().wish !== 'open') return
      if (present === null) return settle()
      const seal = present
      change({ wish: 'wished' })
      sayWish()
      look()
      // Before the stranger has pressed it, too: whoever goes on sees them at no other time.
      void showCode(seal)
    },
    read: () => change({ isRead: true }),
    async enter(text, wish) {
      const code = readCode(text)
      const wanted = asTold(getView(), wish)
      for (const one of remembered) {
        const secret = await one.secret
        if ((await codeOf(secret)) !== code) continue
        entered = one
        meeting = { ...(await meetingOf(secret, code)), isTold: one.isTold }
        const { localStream, choice } = getView()
        show({ wish: { ...wanted, mode: one.mode }, choice: one.choice })
        dispatch({ type: 'return', way: 'code', until: one.until, common: one.common })
        // After a call its devices are still there for a while.
        if (one.mode === 'text') options.closeDevices()
        else if (localStream === null || choice !== one.choice) options.openDevices()
        return true
      }
      return false
    },
    meeting: () => meeting,
    forgetLast() {
      dropOffer()
      keep(remembered.filter(({ id }) => id !== newest))
      // While another stranger is there, what is shown is of him.
      if (last !== null) letGo()
    },
    close() {
      timers.clearAll()
      ;[present, last, newest, undone] = [null, null, null, null]
      ;[entered, meeting] = [null, null]
      remembered = []
      show({ again: NO_AGAIN })
    },
  }
}
