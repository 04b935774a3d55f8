/** Out of whose allowance what a visitor asks for comes, and what of it the radar is told. */
import type { Evidence } from './evidence.ts'
import type { Limits, Verdict } from './limits.ts'
import type { Visitor } from './link.ts'

export interface AllowanceParts {
  readonly limits: Limits
  readonly evidence: Evidence
}

/**
 * Whose allowance a search or a report comes out of: a person has his own, for with one for all a
 * large network behind one address would starve.
 */
export const payerOf = ({ id, isSteady, party }: Visitor): string => (isSteady ? id : party.key)

/**
 * Who only waits on costs his network nothing, however many are behind it; beyond what a page does
 * by itself it is a search like any other.
 *
 * @param isKept whether the search goes on in the place that it has
 */
export async function paySearch(
  { limits, evidence }: AllowanceParts,
  visitor: Visitor,
  isKept: boolean,
  now: number,
): Promise<Verdict> {
  if (isKept) {
    const verdict = await limits.spend('renewal', visitor.id)
    if (verdict.allowed) return verdict
  }
  evidence.note(visitor.party, 'finds', now)
  return limits.spend('find', payerOf(visitor))
}

/**
 * Each socket has its own allowance: a call that breaks must come back, whoever is behind it. And
 * many calls behind one address may break at once, so that only what is beyond it is noticed.
 */
export async function payMeeting(
  { limits, evidence }: AllowanceParts,
  visitor: Visitor,
  now: number,
): Promise<boolean> {
  const { allowed } = await limits.spend('meet', visitor.id)
  if (!allowed) evidence.note(visitor.party, 'finds', now)
  return allowed
}
