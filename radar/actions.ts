/**
 * What the HTTP API asks of the rest of the radar. Types only: `core.ts` does it, the API checks
 * the role, the shape and the pace before it asks.
 */
import type * as z from 'zod/mini'
import type {
  caseBlock,
  changedBlock,
  closedCase,
  estimate,
  History,
  newBlock,
  Problem,
} from './operatorProtocol.ts'

export type NewBlock = z.infer<typeof newBlock>
export type ChangedBlock = z.infer<typeof changedBlock>
export type CaseBlock = z.infer<typeof caseBlock>
export type ClosedCase = z.infer<typeof closedCase>
export type Estimate = z.infer<typeof estimate>

/** `null` when it is done and stored; otherwise why it was refused, and nothing has changed. */
export type Done = Promise<Problem | null>

export const SPANS = ['hour', 'day'] as const
export type Span = (typeof SPANS)[number]
export const FEED_FORMATS = ['json', 'txt', 'nft', 'nginx'] as const
export type FeedFormat = (typeof FEED_FORMATS)[number]

/**
 * `who` is the acting operator's name as he chose it. Whatever changes the blocklist, a case or the
 * dry run is recorded in the audit trail by who does it, because only that place knows the
 * canonical prefix, the level and the reason (O6).
 */
export interface Actions {
  readonly addBlock: (who: string, block: NewBlock) => Done
  readonly extendBlock: (who: string, block: ChangedBlock) => Done
  readonly liftBlock: (who: string, prefix: string) => Done
  /** Never fails: what would forbid the block is part of the answer. */
  readonly estimate: (prefix: string) => Promise<Estimate>
  readonly blockCase: (who: string, block: CaseBlock) => Done
  /** Dismisses a report about age (by handle) or an appeal (by code). */
  readonly closeCase: (who: string, closed: ClosedCase) => Done
  readonly setDryRun: (who: string, on: boolean) => Done
  readonly history: (span: Span) => History
  /** The whole list as one text, the same one as long as the list is the same. */
  readonly feed: (format: FeedFormat) => string
  /** For `/healthz`. */
  readonly isHealthy: () => boolean
  /** `operators.team()` says something new: publish it. */
  readonly teamChanged: () => void
  /** Too many wrong sign-ins for one account or from one prefix: raise the alert. */
  readonly signInPressure: () => void
  /**
   * Ends broker connections within a second.
   *
   * @param username as in the ticket: the operator's name in lower case
   * @param clientId one connection, or `null` for all of that operator
   */
  readonly cut: (username: string, clientId: string | null) => void
}
