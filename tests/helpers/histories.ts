/**
 * Judges a run from what the visitors themselves saw, each in his own order: a verdict from
 * histories, not from the server's word. Pure.
 */

import type { LeaveReason } from '../../signaling/protocol.ts'

export type Entry =
  /** A `find`, or a `meet` with its token. `anyone` when it had no interests. */
  | { kind: 'request'; at: number; key: string; token: string | null; anyone: boolean }
  | { kind: 'stop'; at: number }
  /** `late` when it crossed with the visitor's own `stop`: he has left that pair already. */
  | {
      kind: 'matched'
      at: number
      pair: string
      role: 'offer' | 'answer'
      key: string
      late: boolean
    }
  /** No `pair` when a meeting was missed. */
  | { kind: 'left'; at: number; pair: string | null; why: LeaveReason }
  | { kind: 'reported'; at: number; pair: string; accepted: boolean }
  /** A frame, with the pair its sender believed to be in and the key of his request. */
  | { kind: 'frame'; at: number; pair: string; from: string }
  /** `silent` reads no more; what it had not read yet follows when the run is over. */
  | { kind: 'gone'; at: number; how: 'closed' | 'reset' | 'ended' | 'silent' }
  /** The server closed the socket. */
  | { kind: 'cut'; at: number; code: number }

export type History = readonly Entry[]
type Matched = Extract<Entry, { kind: 'matched' }>
type Request = Extract<Entry, { kind: 'request' }>

export interface Bounds {
  /** How soon the partner of one who went is told. */
  readonly toldMs: number
  /** How soon two who may meet are paired. */
  readonly waitMs: number
  /** When the visitors stopped acting: nothing is owed to requests after it. */
  readonly until: number
}

export interface Verdict {
  readonly violations: readonly string[]
  /** Pairs that at least one of the two has seen. */
  readonly pairs: number
  /** Requests of visitors who vanished before they could see an answer. */
  readonly unseen: number
}

interface Seen {
  readonly visitor: number
  readonly entry: Matched
  readonly index: number
  readonly request: Request | undefined
}

/** The pairs of a run, and whose each key is. */
function index(histories: readonly History[]) {
  const owners = new Map<string, { visitor: number; request: Request }>()
  const pairs = new Map<string, Seen[]>()
  for (const [visitor, history] of histories.entries())
    for (const entry of history)
      if (entry.kind === 'request') owners.set(entry.key, { visitor, request: entry })
  // A visitor's own request is the one that his partner was shown the key of.
  const shown = new Map<string, Map<string, string>>()
  for (const history of histories)
    for (const entry of history)
      if (entry.kind === 'matched') {
        const keys = shown.get(entry.pair) ?? new Map<string, string>()
        shown.set(entry.pair, keys.set(entry.role, entry.key))
      }
  for (const [visitor, history] of histories.entries())
    for (const [position, entry] of history.entries()) {
      if (entry.kind !== 'matched') continue
      const own = shown.get(entry.pair)?.get(entry.role === 'offer' ? 'answer' : 'offer')
      const request = own === undefined ? undefined : owners.get(own)?.request
      const list = pairs.get(entry.pair) ?? []
      pairs.set(entry.pair, list)
      list.push({ visitor, entry, index: position, request })
    }
  return { owners, pairs }
}

/** When the visitor went, in whatever way. */
function end(history: History): Extract<Entry, { kind: 'gone' | 'cut' }> | null {
  for (const entry of history) if (entry.kind === 'gone' || entry.kind === 'cut') return entry
  return null
}

/** M2, M4, M6, M7: what one visitor may see, in the order in which he saw it. */
function judgeOne(visitor: number, history: History): string[] {
  const violations: string[] = []
  let requests = 0
  let pair: string | null = null
  // It lost a socket, and may live on without the server: its end is told, too (M18).
  let kept: string | null = null
  for (const entry of history) {
    if (entry.kind === 'request') requests += 1
    if (entry.kind === 'matched') {
      if (requests === 0) violations.push(`M7 ${visitor} matched without a request: ${entry.pair}`)
      requests -= 1
      pair = entry.pair
      kept = null
    }
    if (entry.kind === 'left') {
      const of: string | null = pair ?? (entry.why === 'lost' ? null : kept)
      if (entry.pair !== of && entry.why !== 'missed')
        violations.push(`M4 ${visitor} in ${of} told of ${entry.pair}, which was ${entry.why}`)
      if (entry.why === 'missed' && requests === 0)
        violations.push(`M4 ${visitor} told of a meeting that he did not ask for`)
      kept = entry.why === 'lost' ? entry.pair : null
      pair = null
    }
    if (entry.kind === 'frame' && entry.pair !== pair)
      violations.push(`M6 ${visitor} in ${pair} got a frame of ${entry.pair}`)
    if (entry.kind === 'cut') violations.push(`V6 ${visitor} was cut with ${entry.code}`)
  }
  return violations
}

/** M1, M2, M3, M4, M7, M8, M15 for each pair. */
function judgePairs(histories: readonly History[], bounds: Bounds): string[] {
  const { owners, pairs } = index(histories)
  const violations: string[] = []
  const used = new Map<string, string>()
  const barred = new Map<string, number>()
  const name = (a: number, b: number) => `${Math.min(a, b)} ${Math.max(a, b)}`

  for (const [pair, seen] of pairs) {
    const [one, other] = seen
    if (one === undefined) continue
    if (seen.length > 2 || one.visitor === other?.visitor || one.entry.role === other?.entry.role)
      violations.push(`M2 pair ${pair} is of ${seen.map(({ visitor }) => visitor).join()}`)
    for (const { visitor, entry, index: position } of seen) {
      const partner = owners.get(entry.key)
      if (partner === undefined) {
        violations.push(`M3 ${visitor} was shown nobody's key in ${pair}`)
        continue
      }
      if (partner.visitor === visitor) violations.push(`M1 ${visitor} met himself in ${pair}`)
      if (other !== undefined && !seen.some((who) => who.visitor === partner.visitor))
        violations.push(`M3 ${visitor} was shown the key of a third in ${pair}`)
      const before = used.get(entry.key)
      if (before !== undefined) violations.push(`M7 a key is in ${before} and in ${pair}`)
      used.set(entry.key, pair)
      violations.push(...judgeMeeting(histories, visitor, position, partner.visitor, bounds))
    }
    if (one.request?.token !== other?.request?.token && one.request && other?.request)
      violations.push(`M15 pair ${pair} was made of different tokens`)
    for (const { visitor } of seen)
      for (const entry of histories[visitor] ?? [])
        if (entry.kind === 'reported' && entry.accepted && entry.pair === pair) {
          const partner = owners.get(
            one.visitor === visitor ? one.entry.key : (other?.entry.key ?? ''),
          )
          if (partner !== undefined) barred.set(name(visitor, partner.visitor), entry.at)
        }
  }
  for (const [pair, [one]] of pairs) {
    const partner = owners.get(one?.entry.key ?? '')
    if (one === undefined || partner === undefined) continue
    const since = barred.get(name(one.visitor, partner.visitor))
    // One request later than the report is enough: the match is later still.
    if (since !== undefined && Math.max(partner.request.at, one.request?.at ?? 0) > since)
      violations.push(`M8 pair ${pair} is of two whom a report keeps apart`)
  }
  return violations
}

/** M3 and M4: the partner knows too, or we are told that he went, unless we went first. */
function judgeMeeting(
  histories: readonly History[],
  visitor: number,
  position: number,
  partner: number,
  bounds: Bounds,
): string[] {
  const mine = histories[visitor] ?? []
  const matched = mine[position]
  const theirs = histories[partner] ?? []
  if (matched?.kind !== 'matched') return []
  // Who has gone himself is owed nothing, though what was on its way may still reach him.
  if (mine.slice(0, position).some(({ kind }) => kind === 'gone')) return []
  const gone = end(theirs)
  const isSilent = gone?.kind === 'gone' && gone.how === 'silent'
  const violations: string[] = []
  if (gone !== null && !isSilent && matched.at > gone.at + bounds.toldMs)
    violations.push(`M4 ${visitor} was paired with ${partner}, who had gone`)
  const knows = theirs.some((entry) => entry.kind === 'matched' && entry.pair === matched.pair)
  if (isSilent || matched.late || (knows && gone === null)) return violations
  const isOver = (entry: Entry) =>
    entry.kind === 'reported'
      ? entry.accepted && entry.pair === matched.pair
      : entry.kind !== 'frame'
  const over = mine.slice(position + 1).find(isOver)
  const owedFrom = Math.max(matched.at, gone?.at ?? matched.at)
  if ((over?.at ?? Infinity) > owedFrom + bounds.toldMs)
    violations.push(`${knows ? 'M4' : 'M3'} ${visitor} was not told that ${partner} had gone`)
  return violations
}

/** Whether the visitor says by it that his call is over; who asks to meet again does not. */
const isEnd = (entry: Entry): boolean =>
  entry.kind === 'stop' ||
  (entry.kind === 'request' && entry.token === null) ||
  (entry.kind === 'reported' && entry.accepted) ||
  (entry.kind === 'gone' && entry.how === 'closed')
/** Whether it leaves him with nothing to say of the call: another has begun, or nobody came back. */
const isOut = ({ kind }: Entry): boolean =>
  kind === 'matched' || kind === 'left' || kind === 'gone' || kind === 'cut'

/** M18: of a call that lost a socket the end is told, too, and none that nobody has said. */
function judgeEnds(histories: readonly History[], bounds: Bounds): string[] {
  const { pairs } = index(histories)
  const violations: string[] = []
  // Who has left the pair, or gone, before he saw it has said its end already, and is owed nothing.
  const isOver = ({ visitor, entry, index: position }: Seen) =>
    entry.late || (histories[visitor] ?? []).slice(0, position).some(({ kind }) => kind === 'gone')
  for (const [pair, seen] of pairs) {
    const [one, other] = seen
    if (one === undefined || other === undefined || isOver(one) || isOver(other)) continue
    for (const [me, partner] of [
      [one, other],
      [other, one],
    ] as const) {
      const after = (who: Seen) =>
        (histories[who.visitor] ?? []).slice(who.index + 1).filter(({ kind }) => kind !== 'frame')
      const mine = after(me)
      const theirs = after(partner)
      const told = mine.find(
        (entry) => entry.kind === 'left' && entry.pair === pair && entry.why !== 'lost',
      )
      const isTrue = theirs.some((entry) => isEnd(entry) || entry.kind === 'gone')
      if (told !== undefined && told.at < bounds.until && !isTrue)
        violations.push(`M18 ${me.visitor} was told of an end of ${pair} that nobody has said`)
      const [lost, next] = mine
      const end = theirs.find((entry) => isEnd(entry) || isOut(entry))
      if (lost?.kind !== 'left' || lost.why !== 'lost' || end === undefined || !isEnd(end)) continue
      if ((next?.at ?? Infinity) > Math.max(lost.at, end.at) + bounds.toldMs)
        violations.push(`M18 ${me.visitor} was not told of the end of ${pair}`)
    }
  }
  return violations
}

/** M5: no two who take anyone, and have not met, wait at the same time for long. */
function judgeWaits(histories: readonly History[], bounds: Bounds): string[] {
  const waits: { visitor: number; from: number; to: number }[] = []
  const met = new Set<string>()
  const { owners } = index(histories)
  for (const [visitor, history] of histories.entries())
    for (const [position, entry] of history.entries()) {
      if (entry.kind === 'matched') {
        const partner = owners.get(entry.key)?.visitor ?? -1
        met.add(`${visitor} ${partner}`).add(`${partner} ${visitor}`)
      }
      if (entry.kind !== 'request' || !entry.anyone) continue
      // A `left` after a request is about the pair before it.
      const next = history
        .slice(position + 1)
        .find(({ kind }) => kind !== 'frame' && kind !== 'left')
      const to = Math.min(next?.at ?? Infinity, bounds.until)
      if (to - entry.at > bounds.waitMs) waits.push({ visitor, from: entry.at, to })
    }
  const violations: string[] = []
  for (const [position, a] of waits.entries())
    for (const b of waits.slice(position + 1)) {
      const together = Math.min(a.to, b.to) - Math.max(a.from, b.from)
      if (together > bounds.waitMs && !met.has(`${a.visitor} ${b.visitor}`))
        violations.push(`M5 ${a.visitor} and ${b.visitor} waited ${Math.round(together)} ms`)
    }
  return violations
}

/** All that is wrong in a run. `histories[n]` is what visitor `n` saw. */
export function judge(histories: readonly History[], bounds: Bounds): Verdict {
  const { pairs } = index(histories)
  const unseen = histories.filter((history) => {
    const gone = end(history)
    const request = history.findLastIndex(({ kind }) => kind === 'request')
    const answered = history.slice(request + 1).some(({ kind }) => kind === 'matched')
    return gone !== null && request >= 0 && !answered
  })
  return {
    pairs: pairs.size,
    unseen: unseen.length,
    violations: [
      ...histories.flatMap((history, visitor) => judgeOne(visitor, history)),
      ...judgePairs(histories, bounds),
      ...judgeEnds(histories, bounds),
      ...judgeWaits(histories, bounds),
    ],
  }
}
