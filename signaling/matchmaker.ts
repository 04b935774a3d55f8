/**
 * Who meets whom. Pure: time comes with each call, and a match leaves as an effect.
 *
 * One ticket per search, removal by ticket, matching within one turn of the event loop. Somebody
 * new is compared with at most the 32 longest waiting of each of his interests and languages, so
 * a search costs the same however many wait.
 */
import type { Common, Mode } from './protocol.ts'
import { createHistory } from './history.ts'
import { createRendezvous } from './rendezvous.ts'
import {
  createWaitingList,
  join,
  joinNamed,
  leave,
  type NamedLists,
  type Place,
  type WaitingList,
} from './waitingList.ts'

/** After this long a search is open to anyone in the same mode. */
export const FALLBACK_MS = 5_000
/** How many of those who wait longest are looked at, for each interest and language. */
export const CANDIDATES_MAX = 32

export interface Ticket {
  /** Unique for each search, so that a late removal cannot hit the next search. */
  readonly id: string
  readonly visitor: string
  readonly mode: Mode
  readonly interests: readonly string[]
  readonly languages: readonly string[]
  /** Would rather meet others who do not hurry either. */
  readonly calm: boolean
}
export type MeetTicket = Pick<Ticket, 'id' | 'visitor'>

/** `first` waited longer. Neither need be connected to this process. */
export type MatchmakerEffect =
  | { type: 'matched'; first: MeetTicket; second: MeetTicket; common: Common }
  | { type: 'missed'; ticket: MeetTicket }

export interface Matchmaker {
  find(ticket: Ticket, now: number): void
  /**
   * Another ticket for a search that wishes the same: it keeps its place and its time.
   *
   * @returns `false` when there is no such search, or the wish is another; then nothing has changed
   */
  renew(ticketId: string, ticket: Ticket): boolean
  /** Pairs the two who present the same token, whoever they are, unless one reported the other. */
  meet(ticket: MeetTicket, token: string, now: number): void
  /** Takes a search or a meeting back; harmless when it has just been matched. */
  cancel(ticketId: string): void
  /** Lets waiting searches widen and meetings expire: call it a few times a second. */
  tick(now: number): void
  /** Keeps two visitors apart while both stay. */
  bar(a: string, b: string): void
  /** They have met without being matched here: over sockets before these. */
  met(a: string, b: string, now: number): void
  /** Forgets a visitor who has gone. Cancel the ticket first. */
  forget(visitor: string): void
  /** How many searches wait. */
  waiting(): number
  /** Entries in all maps together: 0 when everybody has gone (I9). */
  residue(): number
}

const wishOf = ({ mode, calm, interests, languages }: Ticket): string =>
  JSON.stringify([mode, calm, interests, languages])

/** Those of one mode and pace. */
interface Pool {
  /** Everybody who waits. */
  readonly everyone: WaitingList<Entry>
  readonly byInterest: NamedLists<Entry>
  readonly byLanguage: NamedLists<Entry>
  /** Those who take anyone: no interests, or waited long enough. */
  readonly open: WaitingList<Entry>
  readonly openByLanguage: NamedLists<Entry>
  /** Those whose wait has not reached the fallback, in order of arrival. */
  readonly young: WaitingList<Entry>
  /** Those whose wait has: they take anyone of the other pace, too. */
  readonly patient: WaitingList<Entry>
}

interface Pools {
  readonly calm: Pool
  readonly brisk: Pool
}

interface Entry {
  ticket: Ticket
  readonly interests: ReadonlySet<string>
  readonly languages: ReadonlySet<string>
  readonly since: number
  readonly order: number
  waitedLong: boolean
  young: Place<Entry> | null
  readonly undo: (() => void)[]
}

function createPool(): Pool {
  return {
    everyone: createWaitingList(),
    byInterest: new Map(),
    byLanguage: new Map(),
    open: createWaitingList(),
    openByLanguage: new Map(),
    young: createWaitingList(),
    patient: createWaitingList(),
  }
}

const createPools = (): Pools => ({ calm: createPool(), brisk: createPool() })

function shared(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  let count = 0
  for (const one of a) if (b.has(one)) count += 1
  return count
}

export function createMatchmaker(emit: (effect: MatchmakerEffect) => void): Matchmaker {
  const pools: Readonly<Record<Mode, Pools>> = { video: createPools(), text: createPools() }
  const entries = new Map<string, Entry>()
  const meetings = new Map<string, { ticket: MeetTicket; token: string }>()
  const rendezvous = createRendezvous<MeetTicket>()
  const history = createHistory()
  let arrivals = 0

  const poolOf = ({ mode, calm }: Ticket): Pool => pools[mode][calm ? 'calm' : 'brisk']
  const everyPool = () => Object.values(pools).flatMap(({ calm, brisk }) => [calm, brisk])

  function admit(pool: Pool, list: 'everyone' | 'open', entry: Entry): void {
    const place = join(pool[list], entry)
    entry.undo.push(() => leave(pool[list], place))
    const named = list === 'open' ? pool.openByLanguage : pool.byLanguage
    for (const language of entry.languages) entry.undo.push(joinNamed(named, language, entry))
  }

  function enqueue(entry: Entry): void {
    const pool = poolOf(entry.ticket)
    entries.set(entry.ticket.id, entry)
    admit(pool, 'everyone', entry)
    for (const interest of entry.interests)
      entry.undo.push(joinNamed(pool.byInterest, interest, entry))
    if (entry.interests.size === 0) admit(pool, 'open', entry)
    entry.young = join(pool.young, entry)
  }

  function remove(entry: Entry): void {
    if (!entries.delete(entry.ticket.id)) return
    for (const undo of entry.undo) undo()
    if (entry.young !== null) leave(poolOf(entry.ticket).young, entry.young)
    entry.young = null
  }

  /** The best of the longest waiting on one list, as `isBetter` has it. */
  function bestOf(
    list: WaitingList<Entry> | undefined,
    seeker: Entry,
    may: (other: Entry) => boolean,
    best: Entry | null,
  ): Entry | null {
    let place = list?.first ?? null
    for (let seen = 0; place !== null && seen < CANDIDATES_MAX; seen += 1, place = place.next) {
      const other = place.value
      if (may(other) && (best === null || isBetter(seeker, other, best))) best = other
    }
    return best
  }

  function isBetter(seeker: Entry, other: Entry, than: Entry): boolean {
    const byInterest =
      shared(seeker.interests, other.interests) - shared(seeker.interests, than.interests)
    if (byInterest !== 0) return byInterest > 0
    const isOfPace = (entry: Entry) => entry.ticket.calm === seeker.ticket.calm
    if (isOfPace(other) !== isOfPace(than)) return isOfPace(other)
    const speaks = (entry: Entry) => (shared(seeker.languages, entry.languages) > 0 ? 1 : 0)
    const byLanguage = speaks(other) - speaks(than)
    return byLanguage !== 0 ? byLanguage > 0 : other.order < than.order
  }

  function search(seeker: Entry, may: (other: Entry) => boolean): Entry | null {
    const { mode, calm } = seeker.ticket
    const same = poolOf(seeker.ticket)
    const other = pools[mode][calm ? 'brisk' : 'calm']
    let best: Entry | null = null
    for (const interest of seeker.interests) {
      best = bestOf(same.byInterest.get(interest), seeker, may, best)
      best = bestOf(other.byInterest.get(interest), seeker, may, best)
    }
    best ??= searchAmong(same, seeker, may, seeker.interests.size === 0 || seeker.waitedLong)
    if (best !== null) return best
    return seeker.waitedLong
      ? searchAmong(other, seeker, may, true)
      : bestOf(other.patient, seeker, may, null)
  }

  /** Looks for one in the same language, then for anyone. */
  function searchAmong(
    pool: Pool,
    seeker: Entry,
    may: (other: Entry) => boolean,
    takesAnyone: boolean,
  ): Entry | null {
    let best: Entry | null = null
    const named = takesAnyone ? pool.byLanguage : pool.openByLanguage
    for (const language of seeker.languages) best = bestOf(named.get(language), seeker, may, best)
    return best ?? bestOf(takesAnyone ? pool.everyone : pool.open, seeker, may, null)
  }

  function choose(seeker: Entry, now: number): Entry | null {
    const me = seeker.ticket.visitor
    const mayMeet = (other: Entry) =>
      other.ticket.visitor !== me && !history.areBarred(me, other.ticket.visitor)
    const stranger = search(
      seeker,
      (other) => mayMeet(other) && !history.haveMet(me, other.ticket.visitor, now),
    )
    if (stranger !== null || !seeker.waitedLong) return stranger
    return search(seeker, (other) => mayMeet(other) && other.waitedLong)
  }

  function pairUp(seeker: Entry, now: number): boolean {
    const other = choose(seeker, now)
    if (other === null) return false
    remove(seeker)
    remove(other)
    history.met(seeker.ticket.visitor, other.ticket.visitor, now)
    const [first, second] = other.order < seeker.order ? [other, seeker] : [seeker, other]
    emit({
      type: 'matched',
      first: first.ticket,
      second: second.ticket,
      common: {
        interests: [...first.interests].filter((one) => second.interests.has(one)),
        languages: [...first.languages].filter((one) => second.languages.has(one)),
      },
    })
    return true
  }

  function widen(pool: Pool, now: number): void {
    for (
      let place = pool.young.first;
      place !== null && now - place.value.since >= FALLBACK_MS;
      place = pool.young.first
    ) {
      const entry = place.value
      leave(pool.young, place)
      entry.young = null
      entry.waitedLong = true
      if (entry.interests.size > 0) admit(pool, 'open', entry)
      const patient = join(pool.patient, entry)
      entry.undo.push(() => leave(pool.patient, patient))
      pairUp(entry, now)
    }
  }

  return {
    find(ticket, now) {
      const entry: Entry = {
        ticket,
        interests: new Set(ticket.interests),
        languages: new Set(ticket.languages),
        since: now,
        order: (arrivals += 1),
        waitedLong: false,
        young: null,
        undo: [],
      }
      if (!pairUp(entry, now)) enqueue(entry)
    },
    renew(ticketId, ticket) {
      const entry = entries.get(ticketId)
      if (entry === undefined || wishOf(entry.ticket) !== wishOf(ticket)) return false
      entries.delete(ticketId)
      entry.ticket = ticket
      entries.set(ticket.id, entry)
      return true
    },
    meet(ticket, token, now) {
      const first = rendezvous.present(token, ticket, now)
      if (first === null) {
        meetings.set(ticket.id, { ticket, token })
        return
      }
      meetings.delete(first.id)
      if (history.areBarred(first.visitor, ticket.visitor)) {
        emit({ type: 'missed', ticket: first })
        emit({ type: 'missed', ticket })
        return
      }
      history.met(first.visitor, ticket.visitor, now)
      emit({ type: 'matched', first, second: ticket, common: { interests: [], languages: [] } })
    },
    cancel(ticketId) {
      const entry = entries.get(ticketId)
      if (entry !== undefined) remove(entry)
      const meeting = meetings.get(ticketId)
      if (meeting === undefined) return
      meetings.delete(ticketId)
      rendezvous.withdraw(meeting.token, meeting.ticket)
    },
    tick(now) {
      for (const pool of everyPool()) widen(pool, now)
      history.expire(now)
      for (const ticket of rendezvous.expire(now)) {
        meetings.delete(ticket.id)
        emit({ type: 'missed', ticket })
      }
    },
    bar: (a, b) => history.bar(a, b),
    met: (a, b, now) => history.met(a, b, now),
    forget: (visitor) => history.forget(visitor),
    waiting: () => entries.size,
    residue: () =>
      entries.size +
      meetings.size +
      rendezvous.size() +
      history.size() +
      everyPool().reduce(
        (sum, pool) =>
          sum +
          pool.everyone.size +
          pool.open.size +
          pool.young.size +
          pool.patient.size +
          pool.byInterest.size +
          pool.byLanguage.size +
          pool.openByLanguage.size,
        0,
      ),
  }
}
