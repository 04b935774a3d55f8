/** Introduces two visitors, parts them, and remembers what the one saw of the other. */
import { payerOf } from './allowance.ts'
import type { Evidence } from './evidence.ts'
import type { Limits } from './limits.ts'
import type { Visitor } from './link.ts'
import type { Matchmaker } from './matchmaker.ts'
import { waitCell, type Tally } from './metrics.ts'
import {
  KEY_NAME_LENGTH,
  NO_MEDIA_MS,
  renderMatched,
  SIGNALS_PER_PAIR_MAX,
  type Common,
  type IceServer,
  type LeaveReason,
  type Role,
} from './protocol.ts'
import { randomId } from './randomId.ts'
import { createReports } from './reports.ts'
import type { Report, VisitorEvent } from './visitor.ts'

/** A conversation that lasts this long, in milliseconds, was one. */
const STEADY_MS = 15_000

/** Whose request it is, with the public key to show to the match. */
export interface Seeker {
  readonly visitor: Visitor
  readonly key: string
  /** When the request came, by the clock that only goes forward. */
  readonly since: number
  /** Whoever fits, and not one that a token names. */
  readonly seeksAnyone: boolean
}

export interface PairsParts {
  readonly limits: Limits
  readonly tally: Tally
  readonly evidence: Evidence
  readonly matchmaker: Pick<Matchmaker, 'bar' | 'met'>
  readonly iceServers: (visitor: Visitor) => IceServer[]
  /** Whose socket has this id, while it is here. */
  readonly visitorOf: (id: string) => Visitor | undefined
  /** Whether the visitor's own network is under suspicion, so that its word weighs nothing. */
  readonly isDoubtful: (visitor: Visitor) => boolean
  readonly apply: (visitor: Visitor, event: VisitorEvent) => void
  readonly now: () => number
}

/** What became of a report; `until` when there were too many of them for this one to count. */
export type ReportResult =
  { type: 'counted'; accepted: boolean } | { type: 'tooMany'; until: number }

export interface Pairs {
  /** `first` waited longer and makes the offer. */
  introduce(first: Seeker, second: Seeker, common: Common): void
  /** A visitor's page says that no picture has come; it counts at once, before the two part. */
  sawNothing(visitor: Visitor): void
  /** Parts a visitor from his partner, who is told why. */
  leave(visitor: Visitor, why: LeaveReason): void
  /**
   * His last conversation is over: he can report it for a minute more. Harmless without one.
   *
   * @param why told to a stranger whom nothing but the tokens links to him, since one of the two has
   *   lost a socket; `null` when he knows
   */
  conclude(visitor: Visitor, why: LeaveReason | null): void
  /** His socket goes, and the conversation perhaps not: another of his may keep the token, or have it. */
  release(visitor: Visitor): void
  /**
   * The conversation of a token outlives the socket before, which is closed if it is still there;
   * `false` when the token is not known, or when this socket holds one already. Who hears only now
   * that the stranger is gone is told that instead.
   */
  keep(visitor: Visitor, token: string): boolean
  /** Acts at once, and answers in the order of reports: a page knows the answers by it. */
  report(visitor: Visitor, message: Report): Promise<ReportResult>
  expire(now: number): void
  residue(): number
}

export function createPairs(parts: PairsParts): Pairs {
  const { apply, evidence, limits, now, tally } = parts
  const reports = createReports()
  /** The last report, until it is answered. */
  let answered: Promise<unknown> = Promise.resolve()

  /** @returns the token that the visitor can report by */
  function greet(
    pair: string,
    role: Role,
    seeker: Seeker,
    partner: Seeker,
    common: Common,
    other?: string,
  ): string {
    const { visitor, key, since } = seeker
    const token = randomId()
    const at = now()
    // A conversation that came back goes by another token from now on.
    conclude(visitor, null)
    visitor.partner = partner.visitor
    visitor.reportToken = token
    visitor.signalsLeft = SIGNALS_PER_PAIR_MAX
    visitor.pairedAt = at
    visitor.wasFound = seeker.seeksAnyone
    visitor.sawNothing = false
    tally.waits[waitCell(at - since)] = (tally.waits[waitCell(at - since)] ?? 0) + 1
    const { id: reported, party } = partner.visitor
    reports.grant(token, visitor.id, { pair, reported, party, pairedAt: at }, other)
    apply(visitor, { type: 'matched', pair, key })
    visitor.link.text(
      renderMatched(
        { pair, role, key: partner.key, answers: key.slice(0, KEY_NAME_LENGTH), report: token },
        common,
        parts.iceServers(visitor),
      ),
    )
    return token
  }

  function conclude(visitor: Visitor, why: LeaveReason | null): void {
    const held = reports.end(visitor.reportToken, now())
    visitor.reportToken = ''
    if (why === null || held === null) return
    const stranger = parts.visitorOf(held.holder)
    if (stranger !== undefined) apply(stranger, { type: 'callOver', why, pair: held.pair })
  }

  /**
   * Nothing of the conversation stays with the visitor (P4), but for the token: a call outlives its
   * sockets, and whoever is still in it must be able to report it.
   */
  function separate(visitor: Visitor): void {
    visitor.partner = null
    visitor.signalsLeft = 0
    visitor.pairedAt = 0
    visitor.wasFound = false
    visitor.sawNothing = false
  }

  /** Whether a word of one about the picture of the other counts, after so long together. */
  const isToBeSeen = (subject: Visitor, lastedMs: number): boolean =>
    subject.camera && lastedMs >= NO_MEDIA_MS

  /** Now that the two part, `witness` has seen the picture of `subject` unless he said otherwise. */
  function attest(subject: Visitor, witness: Visitor, lastedMs: number): void {
    if (isToBeSeen(subject, lastedMs) && !witness.sawNothing)
      evidence.picture(subject.party, witness.party, true, now())
  }

  /**
   * A real conversation with somebody from elsewhere is what a flood cannot have many of. Two who
   * asked for each other prove nothing, for both may be one; nor does a call that they rebuilt, which
   * nobody can tell from that.
   */
  function settle(visitor: Visitor, partner: Visitor, lastedMs: number): void {
    if (visitor.isSteady || !visitor.wasFound || lastedMs < STEADY_MS) return
    if (visitor.party.hood === partner.party.hood) return
    if (!limits.vouch(visitor.party.key)) return
    visitor.isSteady = true
    evidence.steady(visitor.party, now())
  }

  /** Holding the token is the proof of having met: it also works over a socket opened since. */
  async function count(visitor: Visitor, message: Report): Promise<ReportResult> {
    const at = now()
    const subject = reports.redeem(message.token, at)
    if (subject === null) return { type: 'counted', accepted: false }
    // Whatever his word weighs, and however many reports came from his network: he is rid of him.
    if (parts.visitorOf(subject.reported) !== undefined)
      parts.matchmaker.bar(visitor.id, subject.reported)
    if (visitor.reportToken === message.token)
      apply(visitor, { type: 'message', message: { type: 'stop' }, ticket: '' })
    const { counts } = subject
    if (counts === null) return { type: 'counted', accepted: true }
    const verdict = await limits.spend('report', payerOf(visitor))
    if (!verdict.allowed) return { type: 'tooMany', until: verdict.until }
    tally.reports[message.reason] += 1
    if (message.reason === 'minor') evidence.age(counts.party, at)
    else if (!parts.isDoubtful(visitor))
      evidence.report(visitor.party, counts.party, counts.lastedMs, at)
    return { type: 'counted', accepted: true }
  }

  return {
    introduce(first, second, common) {
      const pair = randomId()
      tally.introductions += 1
      // Who is met again was counted when he was found.
      if (first.seeksAnyone) evidence.met(first.visitor.party, second.visitor.party, now())
      const token = greet(pair, 'offer', first, second, common)
      greet(pair, 'answer', second, first, common, token)
    },
    sawNothing(visitor) {
      const { partner, pairedAt, sawNothing } = visitor
      const at = now()
      if (partner === null || sawNothing || !isToBeSeen(partner, at - pairedAt)) return
      visitor.sawNothing = true
      evidence.picture(partner.party, visitor.party, false, at)
    },
    leave(visitor, why) {
      const { partner } = visitor
      const at = now()
      if (partner === null) return
      const lastedMs = at - visitor.pairedAt
      // Who leaves his own network may leave himself, on a socket that died unnoticed; and of two who
      // asked for each other nobody here knows how long they have been together.
      if (why === 'skipped' && visitor.wasFound && visitor.party.key !== partner.party.key)
        evidence.skip(visitor.party, partner.party, lastedMs, at)
      settle(visitor, partner, lastedMs)
      settle(partner, visitor, lastedMs)
      attest(visitor, partner, lastedMs)
      attest(partner, visitor, lastedMs)
      separate(visitor)
      separate(partner)
      apply(partner, { type: 'partnerLeft', why })
    },
    conclude,
    release: ({ id, reportToken }) => reports.release(reportToken, id, now()),
    keep(visitor, token) {
      if (visitor.reportToken !== '') return false
      const over = reports.overOf(token)
      if (over !== null) {
        apply(visitor, { type: 'callOver', why: 'left', pair: over })
        return true
      }
      const before = reports.keep(token, visitor.id)
      if (before === null) return false
      visitor.reportToken = token
      const dead = parts.visitorOf(before)
      if (dead !== undefined) apply(dead, { type: 'evict', reason: 'replaced' })
      // This socket has met nobody yet: what was marked of the two hung on the one before.
      const stranger = reports.strangerOf(token)
      if (stranger !== undefined && parts.visitorOf(stranger) !== undefined)
        parts.matchmaker.met(visitor.id, stranger, now())
      return true
    },
    report(visitor, message) {
      const counting = count(visitor, message)
      const result = answered.then(() => counting)
      answered = result
      return result
    },
    expire: (at) => reports.expire(at),
    residue: () => reports.size(),
  }
}
