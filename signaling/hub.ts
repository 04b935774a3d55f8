/** Joins visitors, matchmaker, limits and pairs. Knows no socket: it speaks to a `Link`. */
import { payMeeting, paySearch } from './allowance.ts'
import { createBrake } from './brake.ts'
import type { Enforcer } from './enforcer.ts'
import type { Evidence, Party } from './evidence.ts'
import { placeRetryAt, type Limits } from './limits.ts'
import { countWhere, createVisitor, headcountOf, ticketOf, viewOf } from './link.ts'
import type { Link, Visitor } from './link.ts'
import { createMatchmaker, type MatchmakerEffect } from './matchmaker.ts'
import type { Headcount, Tally } from './metrics.ts'
import { createPairs, type Seeker } from './pairs.ts'
import { blurCount, parseClientMessage, renderPartnerLeft } from './protocol.ts'
import type { CloseReason, IceServer, Refusal, ServerMessage, Welcome } from './protocol.ts'
import type { Puzzle } from './puzzle.ts'
import { randomId } from './randomId.ts'
import { step } from './visitor.ts'
import type { Enqueue, Find, Meet, Renew, Report, VisitorEffect, VisitorEvent } from './visitor.ts'

export interface HubSettings {
  /** The part of the greeting that is the same for everybody. */
  readonly welcome: Omit<Welcome, 'type' | 'online' | 'lan'>
  /** @param party whose use of the relay is counted together */
  readonly iceServers: (party: string, now: number) => IceServer[]
  readonly maxVisitors: number
}

/** What the hub works with. */
export interface HubParts {
  readonly limits: Limits
  readonly tally: Tally
  readonly evidence: Evidence
  readonly enforcer: Enforcer
  readonly makePuzzle: () => Promise<Puzzle>
}

export interface Hub {
  /** Lets a socket in; the visitor starts by greeting. */
  admit(link: Link, party: Party, lan: boolean, hasPlace: boolean): Visitor
  /** Handles a text frame; `null` stands for one that is not even UTF-8. */
  text(visitor: Visitor, frame: string | null): void
  /** Handles a binary frame: bytes in, the same bytes out. */
  signal(visitor: Visitor, frame: Buffer): void
  evict(visitor: Visitor, reason: CloseReason): void
  /** Says why and until when, then closes. */
  refuse(visitor: Visitor, reason: 'tooManyConnections' | 'full'): void
  /** Says why, until when and how to appeal, then closes; `false` when nothing blocks him. */
  refuseBlocked(visitor: Visitor): boolean
  /** The blocklist has changed: whoever it names has to go. */
  enforce(): void
  /** How many visitors a test of their prefixes holds for. */
  countWhere(test: (prefix: string) => boolean): number
  gone(visitor: Visitor, clean: boolean): void
  /** Moves the clock: widening searches, meetings and reports that lapse, sockets to drain. */
  tick(): void
  /** Tells everybody who is not in a call how many are online. */
  announce(): void
  /** Stops pairing; those in an introduction get `graceMs` to finish it. */
  drain(graceMs: number): void
  isDraining(): boolean
  isFull(): boolean
  headcount(): Headcount
  /** Entries in all maps: 0 when everybody has gone (I9). */
  residue(): number
}

const PONG = JSON.stringify({ type: 'pong' } satisfies ServerMessage)

/**
 * @param now milliseconds by a clock that only goes forward: no span may last longer because
 *   somebody has set the time
 * @param epoch milliseconds since the epoch, for what is told of times and was told by the radar
 */
export function createHub(
  settings: HubSettings,
  parts: HubParts,
  now = () => Math.trunc(performance.now()),
  epoch = Date.now,
): Hub {
  const { limits, tally, evidence, enforcer } = parts
  const visitors = new Map<string, Visitor>()
  /** By ticket. */
  const seekers = new Map<string, Seeker>()
  const matchmaker = createMatchmaker(onMatchmaker)
  const brake = createBrake<Find>(parts.makePuzzle, release)
  const pairs = createPairs({
    limits,
    tally,
    evidence,
    matchmaker,
    iceServers: (visitor) => iceFor(visitor),
    visitorOf: (id) => visitors.get(id),
    isDoubtful: ({ party }) => enforcer.isThrottled(party.prefix, epoch(), true),
    apply,
    now,
  })
  let lastTicket = 0
  let announced = 0
  let drainGraceMs: number | null = null

  const online = () => blurCount(visitors.size)
  const iceFor = ({ party }: Visitor) => settings.iceServers(party.key, epoch())

  function send(visitor: Visitor, message: ServerMessage): void {
    visitor.link.text(JSON.stringify(message))
  }

  function refuse(visitor: Visitor, reason: Refusal, until: number): void {
    tally.refusals[reason] += 1
    send(visitor, { type: 'refused', reason, until: Math.ceil(until) })
  }

  function apply(visitor: Visitor, event: VisitorEvent): void {
    const { state, effects } = step(visitor.state, event)
    visitor.state = state
    for (const effect of effects) perform(visitor, effect)
  }

  function perform(visitor: Visitor, effect: VisitorEffect): void {
    switch (effect.type) {
      case 'welcome':
        send(visitor, { type: 'welcome', online: online(), lan: visitor.lan, ...settings.welcome })
        return
      case 'enqueue':
      case 'present':
        if (drainGraceMs !== null) apply(visitor, { type: 'evict', reason: 'updating' })
        else if (effect.type === 'enqueue') void enqueue(visitor, effect)
        else void present(visitor, effect.ticket, effect.meet)
        return
      case 'renew':
        renew(visitor, effect)
        return
      case 'cancel':
        seekers.delete(effect.ticket)
        matchmaker.cancel(effect.ticket)
        brake.cancel(effect.ticket)
        return
      case 'leave':
        return pairs.leave(visitor, effect.why)
      case 'conclude':
        return pairs.conclude(visitor, effect.why)
      case 'release':
        return pairs.release(visitor)
      case 'keep':
        return send(visitor, { type: 'kept', known: pairs.keep(visitor, effect.token) })
      case 'report':
        void report(visitor, effect.report)
        return
      case 'outcome':
        tally.outcomes[effect.route] += 1
        return
      case 'noMedia':
        return pairs.sawNothing(visitor)
      case 'proof':
        void brake.answer(effect.ticket, effect.solution, now())
        return
      case 'tellView':
        send(visitor, viewOf(visitor, effect.consent))
        return
      case 'lendRelay':
        void lendRelay(visitor)
        return
      case 'pong':
        visitor.link.text(PONG)
        return
      case 'tellLeft':
        visitor.link.text(renderPartnerLeft(effect.why, effect.pair))
        return
      case 'tellRefused':
        refuse(visitor, effect.reason, effect.until)
        return
      case 'close':
        tally.closes[effect.reason] += 1
        visitor.link.close(effect.reason)
        return
      default:
        effect satisfies never
    }
  }

  /** Whoever asks for the same again, with another key, has waited all the while. */
  function renew(visitor: Visitor, { was, ticket, find }: Renew): void {
    const isKept = matchmaker.renew(was, ticketOf(visitor, ticket, find))
    const since = isKept ? seekers.get(was)?.since : undefined
    perform(visitor, { type: 'cancel', ticket: was })
    void enqueue(visitor, { type: 'enqueue', ticket, find }, since)
  }

  /**
   * The limit answers later, so the ticket is looked up again: it may have been taken back.
   *
   * @param since when it began, for a search that the matchmaker has already
   */
  async function enqueue(visitor: Visitor, effect: Enqueue, since?: number): Promise<void> {
    const { ticket, find } = effect
    const at = now()
    seekers.set(ticket, { visitor, key: find.key, since: since ?? at, seeksAnyone: true })
    visitor.camera = find.camera
    const verdict = await paySearch(parts, visitor, since !== undefined, at)
    if (!seekers.has(ticket)) return
    if (!verdict.allowed) {
      apply(visitor, { type: 'refused', ticket, reason: 'tooManySearches', until: verdict.until })
      return
    }
    if (since !== undefined) tellWaiting(visitor, ticket)
    else if (enforcer.isThrottled(visitor.party.prefix, epoch(), visitor.isSteady))
      await slowDown(visitor, ticket, find)
    else search(visitor, ticket, find)
  }

  async function present(visitor: Visitor, ticket: string, { key, token }: Meet): Promise<void> {
    seekers.set(ticket, { visitor, key, since: now(), seeksAnyone: false })
    const allowed = await payMeeting(parts, visitor, now())
    if (!allowed || !seekers.has(ticket)) return miss(ticket)
    matchmaker.meet({ id: ticket, visitor: visitor.id }, token, now())
    tellWaiting(visitor, ticket)
  }

  /** Whoever was asked for by token does not come; harmless when that was taken back. */
  function miss(ticket: string): void {
    const seeker = seekers.get(ticket)
    seekers.delete(ticket)
    if (seeker !== undefined) apply(seeker.visitor, { type: 'missed', ticket })
  }

  function search(visitor: Visitor, ticket: string, find: Find): void {
    matchmaker.find(ticketOf(visitor, ticket, find), now())
    tellWaiting(visitor, ticket)
  }

  /** A search from a throttled network waits and works a little before it goes on. */
  async function slowDown(visitor: Visitor, ticket: string, find: Find): Promise<void> {
    tally.throttled += 1
    const challenge = await brake.hold(ticket, find, now())
    if (challenge !== null) send(visitor, { type: 'challenge', ...challenge })
  }

  function release(ticket: string, find: Find): void {
    const seeker = seekers.get(ticket)
    if (seeker !== undefined) search(seeker.visitor, ticket, find)
  }

  /** Whoever was not matched at once gets ICE servers and prepares the offer. */
  function tellWaiting(visitor: Visitor, ticket: string): void {
    if (seekers.has(ticket)) send(visitor, { type: 'waiting', ice: iceFor(visitor) })
  }

  /** Lets a page see whether the relay answers, before anything depends on it. */
  async function lendRelay(visitor: Visitor): Promise<void> {
    const { allowed } = await limits.spend('relay', visitor.party.key)
    send(visitor, { type: 'relay', ice: allowed ? iceFor(visitor) : [] })
  }

  function onMatchmaker(effect: MatchmakerEffect): void {
    if (effect.type === 'missed') return miss(effect.ticket.id)
    const first = seekers.get(effect.first.id)
    const second = seekers.get(effect.second.id)
    seekers.delete(effect.first.id)
    seekers.delete(effect.second.id)
    // Tickets are cancelled before their visitor goes, so both are here on a single node.
    if (first === undefined || second === undefined) return
    pairs.introduce(first, second, effect.common)
  }

  async function report(visitor: Visitor, message: Report): Promise<void> {
    const result = await pairs.report(visitor, message)
    if (result.type === 'tooMany') refuse(visitor, 'tooManyReports', result.until)
    else send(visitor, { type: 'reported', accepted: result.accepted })
  }

  function enforceOn(visitor: Visitor): boolean {
    if (visitor.state.phase === 'closed') return false
    const block = enforcer.blockOf(visitor.party.prefix, epoch())
    if (block === null) return false
    tally.refusals.blocked += 1
    const { until, cause, code } = block
    send(visitor, { type: 'refused', reason: 'blocked', until, cause, code })
    apply(visitor, { type: 'evict', reason: 'blocked' })
    return true
  }

  function drainNow(): void {
    if (drainGraceMs === null) return
    for (const visitor of visitors.values()) {
      const busy = visitor.state.phase === 'paired' && now() - visitor.pairedAt < drainGraceMs
      if (!busy) apply(visitor, { type: 'evict', reason: 'updating' })
    }
  }

  return {
    admit(link, party, lan, hasPlace) {
      const visitor = createVisitor({ id: randomId(), link, party, lan, hasPlace })
      visitors.set(visitor.id, visitor)
      evidence.opened(party, now())
      return visitor
    },
    text(visitor, frame) {
      const message = frame === null ? null : parseClientMessage(frame)
      if (message === null) {
        evidence.note(visitor.party, 'malformed', now())
        apply(visitor, { type: 'malformed' })
      } else apply(visitor, { type: 'message', message, ticket: String((lastTicket += 1)) })
    },
    signal(visitor, frame) {
      if (visitor.partner === null || visitor.state.phase !== 'paired') {
        apply(visitor, { type: 'signal' })
        return
      }
      visitor.signalsLeft -= 1
      if (visitor.signalsLeft < 0) {
        apply(visitor, { type: 'evict', reason: 'tooManyFrames' })
        return
      }
      tally.forwarded += 1
      visitor.partner.link.binary(frame)
    },
    evict: (visitor, reason) => apply(visitor, { type: 'evict', reason }),
    refuse(visitor, reason) {
      refuse(visitor, reason, placeRetryAt(epoch()))
      apply(visitor, { type: 'evict', reason })
    },
    refuseBlocked: enforceOn,
    enforce: () => visitors.forEach((visitor) => void enforceOn(visitor)),
    countWhere: (test) => countWhere(visitors.values(), test),
    gone(visitor, clean) {
      apply(visitor, { type: 'gone', clean })
      visitors.delete(visitor.id)
      matchmaker.forget(visitor.id)
      // Only now is it known whether he has shown to be a person.
      if (visitor.hasPlace) limits.release(visitor.party.key, visitor.isSteady)
      evidence.closed(visitor.party, visitor.isSteady, now())
    },
    isFull: () => visitors.size >= settings.maxVisitors,
    tick() {
      matchmaker.tick(now())
      pairs.expire(now())
      brake.tick(now())
      evidence.expire(now())
      drainNow()
    },
    announce() {
      const count = online()
      if (count === announced) return
      announced = count
      const frame = JSON.stringify({ type: 'online', count } satisfies ServerMessage)
      for (const { link, state } of visitors.values())
        if (state.phase === 'idle' || state.phase === 'waiting') link.text(frame)
    },
    drain(graceMs) {
      drainGraceMs = graceMs
      drainNow()
    },
    isDraining: () => drainGraceMs !== null,
    headcount: () => headcountOf(visitors.values()),
    residue: () =>
      visitors.size + seekers.size + brake.residue() + pairs.residue() + matchmaker.residue(),
  }
}
