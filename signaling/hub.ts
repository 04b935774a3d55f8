/** Joins visitors, matchmaker, limits and reports. Knows no socket: it speaks to a `Link`. */
import { createMatchmaker, type MatchmakerEffect } from './matchmaker.ts'
import { placeRetryAt, type Limits } from './limits.ts'
import type { Link, Visitor } from './link.ts'
import type { Headcount, Tally } from './metrics.ts'
import {
  blurCount,
  KEY_NAME_LENGTH,
  parseClientMessage,
  renderMatched,
  renderPartnerLeft,
  SIGNALS_PER_PAIR_MAX,
} from './protocol.ts'
import type {
  ClientMessage,
  CloseReason,
  Common,
  IceServer,
  LeaveReason,
  Refusal,
  Role,
  ServerMessage,
} from './protocol.ts'
import { randomId } from './randomId.ts'
import { createReports } from './reports.ts'
import { step, type VisitorEffect, type VisitorEvent } from './visitor.ts'

type Find = Extract<ClientMessage, { type: 'find' }>
type Report = Extract<ClientMessage, { type: 'report' }>

/** Whose request it is, with the public key to show to the match. */
interface Seeker {
  readonly visitor: Visitor
  readonly key: string
}

export interface HubSettings {
  readonly build: string
  readonly iceServers: (now: number) => IceServer[]
  readonly maxVisitors: number
}

export interface Hub {
  /** Lets a socket in; the visitor starts by greeting. */
  admit(link: Link, prefixKey: string, lan: boolean): Visitor
  /** Handles a text frame; `null` stands for one that is not even UTF-8. */
  text(visitor: Visitor, frame: string | null): void
  /** Handles a binary frame: bytes in, the same bytes out. */
  signal(visitor: Visitor, frame: Buffer): void
  evict(visitor: Visitor, reason: CloseReason): void
  /** Says why and until when, then closes. */
  refuse(visitor: Visitor, reason: 'tooManyConnections' | 'full'): void
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

/** @param now milliseconds since the epoch; injected so that tests own the clock */
export function createHub(
  settings: HubSettings,
  limits: Limits,
  tally: Tally,
  now: () => number = Date.now,
): Hub {
  const visitors = new Map<string, Visitor>()
  /** By ticket. */
  const seekers = new Map<string, Seeker>()
  const reports = createReports()
  const matchmaker = createMatchmaker(onMatchmaker)
  let lastTicket = 0
  let announced = 0
  let drainGraceMs: number | null = null

  const online = () => blurCount(visitors.size)

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
      case 'welcome': {
        const { build } = settings
        send(visitor, { type: 'welcome', online: online(), build, lan: visitor.lan })
        return
      }
      case 'enqueue':
        if (drainGraceMs === null) void enqueue(visitor, effect.ticket, effect.find)
        else apply(visitor, { type: 'evict', reason: 'updating' })
        return
      case 'present':
        if (drainGraceMs !== null) {
          apply(visitor, { type: 'evict', reason: 'updating' })
          return
        }
        seekers.set(effect.ticket, { visitor, key: effect.meet.key })
        matchmaker.meet({ id: effect.ticket, visitor: visitor.id }, effect.meet.token, now())
        tellWaiting(visitor, effect.ticket)
        return
      case 'cancel':
        seekers.delete(effect.ticket)
        matchmaker.cancel(effect.ticket)
        return
      case 'leave':
        leave(visitor, effect.why)
        return
      case 'report':
        void report(visitor, effect.report)
        return
      case 'outcome':
        tally.outcomes[effect.route] += 1
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

  /** The limit answers later, so the ticket is looked up again: it may have been taken back. */
  async function enqueue(visitor: Visitor, ticket: string, find: Find): Promise<void> {
    seekers.set(ticket, { visitor, key: find.key })
    const verdict = await limits.spend('find', visitor.prefixKey)
    if (!seekers.has(ticket)) return
    if (!verdict.allowed) {
      apply(visitor, { type: 'refused', ticket, reason: 'tooManySearches', until: verdict.until })
      return
    }
    const { mode, interests, languages } = find
    matchmaker.find({ id: ticket, visitor: visitor.id, mode, interests, languages }, now())
    tellWaiting(visitor, ticket)
  }

  /** Whoever was not matched at once gets ICE servers and prepares the offer. */
  function tellWaiting(visitor: Visitor, ticket: string): void {
    if (seekers.has(ticket)) send(visitor, { type: 'waiting', ice: settings.iceServers(now()) })
  }

  function onMatchmaker(effect: MatchmakerEffect): void {
    if (effect.type === 'missed') {
      const seeker = seekers.get(effect.ticket.id)
      seekers.delete(effect.ticket.id)
      if (seeker !== undefined) apply(seeker.visitor, { type: 'missed', ticket: effect.ticket.id })
      return
    }
    const first = seekers.get(effect.first.id)
    const second = seekers.get(effect.second.id)
    seekers.delete(effect.first.id)
    seekers.delete(effect.second.id)
    // Tickets are cancelled before their visitor goes, so both are here on a single node.
    if (first === undefined || second === undefined) return
    const pair = randomId()
    tally.introductions += 1
    introduce(pair, 'offer', first, second, effect.common)
    introduce(pair, 'answer', second, first, effect.common)
  }

  function introduce(
    pair: string,
    role: Role,
    { visitor, key }: Seeker,
    partner: Seeker,
    common: Common,
  ): void {
    const token = randomId()
    visitor.partner = partner.visitor
    visitor.reportToken = token
    visitor.signalsLeft = SIGNALS_PER_PAIR_MAX
    visitor.pairedAt = now()
    reports.grant(token, { pair, reported: partner.visitor.id })
    apply(visitor, { type: 'matched', pair })
    visitor.link.text(
      renderMatched(
        { pair, role, key: partner.key, answers: key.slice(0, KEY_NAME_LENGTH), report: token },
        common,
        settings.iceServers(now()),
      ),
    )
  }

  function separate(visitor: Visitor): void {
    reports.end(visitor.reportToken, now())
    visitor.partner = null
    visitor.reportToken = ''
  }

  function leave(visitor: Visitor, why: LeaveReason): void {
    const { partner } = visitor
    separate(visitor)
    if (partner === null) return
    separate(partner)
    apply(partner, { type: 'partnerLeft', why })
  }

  /** Holding the token is the proof of having met: it also works over a socket opened since. */
  async function report(visitor: Visitor, message: Report): Promise<void> {
    const verdict = await limits.spend('report', visitor.prefixKey)
    if (!verdict.allowed) {
      refuse(visitor, 'tooManyReports', verdict.until)
      return
    }
    const subject = reports.redeem(message.token)
    if (subject !== null) {
      tally.reports[message.reason] += 1
      if (visitors.has(subject.reported) && visitors.has(visitor.id))
        matchmaker.bar(visitor.id, subject.reported)
      if (visitor.state.phase === 'paired' && visitor.state.pair === subject.pair)
        apply(visitor, { type: 'message', message: { type: 'stop' }, ticket: '' })
    }
    send(visitor, { type: 'reported', accepted: subject !== null })
  }

  function drainNow(): void {
    if (drainGraceMs === null) return
    for (const visitor of visitors.values()) {
      const busy = visitor.state.phase === 'paired' && now() - visitor.pairedAt < drainGraceMs
      if (!busy) apply(visitor, { type: 'evict', reason: 'updating' })
    }
  }

  return {
    admit(link, prefixKey, lan) {
      const visitor: Visitor = {
        id: randomId(),
        link,
        prefixKey,
        lan,
        state: { phase: 'greeting' },
        partner: null,
        reportToken: '',
        signalsLeft: 0,
        pairedAt: 0,
      }
      visitors.set(visitor.id, visitor)
      return visitor
    },
    text(visitor, frame) {
      const message = frame === null ? null : parseClientMessage(frame)
      if (message === null) apply(visitor, { type: 'malformed' })
      else apply(visitor, { type: 'message', message, ticket: String((lastTicket += 1)) })
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
      refuse(visitor, reason, placeRetryAt(now()))
      apply(visitor, { type: 'evict', reason })
    },
    gone(visitor, clean) {
      apply(visitor, { type: 'gone', clean })
      visitors.delete(visitor.id)
      matchmaker.forget(visitor.id)
    },
    isFull: () => visitors.size >= settings.maxVisitors,
    tick() {
      matchmaker.tick(now())
      reports.expire(now())
      drainNow()
    },
    announce() {
      const count = online()
      if (count === announced) return
      announced = count
      const frame = JSON.stringify({ type: 'online', count } satisfies ServerMessage)
      for (const visitor of visitors.values()) {
        const { phase } = visitor.state
        if (phase === 'idle' || phase === 'waiting') visitor.link.text(frame)
      }
    },
    drain(graceMs) {
      drainGraceMs = graceMs
      drainNow()
    },
    isDraining: () => drainGraceMs !== null,
    headcount() {
      const counts: Headcount = { greeting: 0, idle: 0, waiting: 0, paired: 0 }
      for (const { state } of visitors.values())
        if (state.phase !== 'closed') counts[state.phase] += 1
      return counts
    },
    residue: () => visitors.size + seekers.size + reports.size() + matchmaker.residue(),
  }
}
