/** The tokens by which a partner can be reported: in a conversation and for 60 s after it (P4). Pure. */
import type { Party } from './evidence.ts'
import { REPORT_WINDOW_MS } from './protocol.ts'

/** Ended conversations are remembered for a minute at most, and never more of them than this. */
const ENDED_MAX = 100_000

export interface Reportable {
  readonly pair: string
  readonly reported: string
  /** Where the reported visitor came from, for as long as that can matter. */
  readonly party: Party
  readonly pairedAt: number
}

/** What a token was good for. */
export interface Redeemed {
  readonly pair: string
  readonly reported: string
  /**
   * What counts, once: `null` when the token comes again, as from a page that never heard that its
   * report had arrived.
   */
  readonly counts: { readonly party: Party; readonly lastedMs: number } | null
}

/** A token, and who can say that its conversation goes on. */
export interface Held {
  readonly pair: string
  /** The socket that the token is good for; none once the conversation is over, which nobody can change. */
  readonly holder: string
}

interface Grant extends Held {
  readonly token: string
  /** The stranger's socket: the one that holds his token, or held it last. */
  reported: string
  /** Nobody once it has been redeemed or kept, though it stays linked until it would have lapsed. */
  subject: Reportable | null
  holder: string
  /** When that socket went; never, while it is there. */
  releasedAt: number
  /** Never, while the conversation lasts. */
  endedAt: number
  /** The stranger's, while both are remembered. */
  other: Grant | null
  /** Whose turn to lapse is next. */
  next: Grant | null
}

export interface Reports {
  /**
   * @param holder the visitor who may report
   * @param other the stranger's token, when it has been granted before
   */
  grant(token: string, holder: string, subject: Reportable, other?: string): void
  /**
   * The conversation is over: starts the last 60 seconds of a token, whoever holds it.
   *
   * @returns the stranger's, while that is remembered
   */
  end(token: string, now: number): Held | null
  /**
   * Its socket is gone, unless another holds it by now. The conversation goes on with the stranger's,
   * for he would have said its end; without that the last 60 seconds start for both, and that can be
   * undone.
   */
  release(token: string, holder: string, now: number): void
  /**
   * Lasts on with another holder, as long as neither has said the end of the conversation.
   *
   * @returns who held it before; `null` when it is over, or the token has lapsed or never was
   */
  keep(token: string, holder: string): string | null
  /** The pair of a token that would be kept, had its stranger not said that the conversation is over. */
  overOf(token: string): string | null
  /** The socket of the stranger whom the token is about, if it is known. */
  strangerOf(token: string): string | undefined
  /** Returns whom the token is about; `null` when it has lapsed or never was. */
  redeem(token: string, now: number): Redeemed | null
  expire(now: number): void
  size(): number
}

export function createReports(): Reports {
  const tokens = new Map<string, Grant>()
  /** In the order in which they lapse; links instead of a second map, for which every pair would pay twice as much. */
  let oldest: Grant | null = null
  let newest: Grant | null = null
  let ended = 0

  function forgetOldest(grant: Grant): void {
    if (tokens.get(grant.token) === grant) tokens.delete(grant.token)
    link(grant.other, null)
    oldest = grant.next
    if (oldest === null) newest = null
    ended -= 1
  }

  function link(grant: Grant | null, other: Grant | null): void {
    if (grant !== null) grant.other = other
    if (other !== null) other.other = grant
  }

  function add(token: string, holder: string, subject: Reportable, other: Grant | null): Grant {
    const { pair, reported } = subject
    const grant: Grant = {
      token,
      pair,
      reported,
      subject,
      holder,
      releasedAt: Infinity,
      endedAt: Infinity,
      other: null,
      next: null,
    }
    tokens.set(token, grant)
    link(grant, other)
    return grant
  }

  function startWindow(grant: Grant, now: number): void {
    if (grant.endedAt !== Infinity) return
    grant.endedAt = now
    if (newest === null) oldest = grant
    else newest.next = grant
    newest = grant
    ended += 1
    if (ended > ENDED_MAX && oldest !== null) forgetOldest(oldest)
  }

  /** Nobody can say any more that the conversation of this token goes on. */
  function close(grant: Grant, now: number): void {
    startWindow(grant, now)
    const { other } = grant
    if (other !== null && other.releasedAt !== Infinity) startWindow(other, now)
  }

  /** Takes it back to before its window; `null` when the conversation of this token is over. */
  function reopen(grant: Grant | null): Grant | null {
    if (grant === null || grant.subject === null || grant.holder === '') return null
    if (grant.endedAt === Infinity) return grant
    // Another in its place: it would hold up those who lapse after it.
    const { token, holder, subject, releasedAt } = grant
    const made = add(token, holder, subject, grant.other)
    made.releasedAt = releasedAt
    ;[grant.subject, grant.other] = [null, null]
    return made
  }

  return {
    grant: (token, holder, subject, other = '') =>
      void add(token, holder, subject, tokens.get(other) ?? null),
    end(token, now) {
      const grant = tokens.get(token)
      if (grant === undefined) return null
      grant.holder = ''
      close(grant, now)
      return grant.other
    },
    release(token, holder, now) {
      const grant = tokens.get(token)
      if (grant?.holder !== holder) return
      grant.releasedAt = now
      const { other } = grant
      const isHeld = other?.releasedAt === Infinity && other.endedAt === Infinity
      if (!isHeld) close(grant, now)
    },
    keep(token, holder) {
      const found = tokens.get(token) ?? null
      const grant = found?.other?.holder === '' ? null : reopen(found)
      if (grant === null) return null
      const before = grant.holder
      grant.holder = holder
      grant.releasedAt = Infinity
      reopen(grant.other)
      if (grant.other !== null) grant.other.reported = holder
      return before
    },
    overOf(token) {
      const grant = tokens.get(token)
      return grant?.other?.holder === '' && grant.holder !== '' ? grant.pair : null
    },
    strangerOf: (token) => tokens.get(token)?.reported,
    redeem(token, now) {
      const grant = tokens.get(token)
      if (grant === undefined) return null
      const { pair, reported, subject, releasedAt, endedAt } = grant
      // From now on nothing but that it was redeemed, for a minute at most.
      grant.subject = null
      close(grant, now)
      const counts = subject && {
        party: subject.party,
        lastedMs: Math.min(now, releasedAt, endedAt) - subject.pairedAt,
      }
      return { pair, reported, counts }
    },
    expire(now) {
      while (oldest !== null && now - oldest.endedAt >= REPORT_WINDOW_MS) forgetOldest(oldest)
    },
    size: () => tokens.size,
  }
}
