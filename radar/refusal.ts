/** The one way to say no to an operator: a problem the page has a sentence for. */
import type { Problem } from './operatorProtocol.ts'
import type { Verdict } from './pace.ts'

export class Refusal extends Error {
  readonly problem: Problem
  /** When it is worth trying again; `null` unless it was `tooFast`. */
  readonly retryAfterMs: number | null

  constructor(problem: Problem, retryAfterMs: number | null = null) {
    super(problem)
    this.problem = problem
    this.retryAfterMs = retryAfterMs
  }
}

/** @throws Refusal when the pace says so */
export function refuseUnless(verdict: Verdict): void {
  if (!verdict.allowed) throw new Refusal('tooFast', verdict.retryAfterMs)
}
