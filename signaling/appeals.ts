/** What becomes of an appeal: whoever holds the code of a block on his own network may have it looked at again. */
import type { Enforcer } from './enforcer.ts'
import type { AppealAnswer } from './http.ts'
import type { Limits } from './limits.ts'

/** @param address whose appeal it is; `null` when nobody knows */
export type Appeal = (code: string, address: string | null) => Promise<AppealAnswer>

/** @param pass tells the radar; `false` when it is away */
export function createAppeals(
  limits: Pick<Limits, 'partyOf' | 'spend'>,
  enforcer: Pick<Enforcer, 'blockOf'>,
  pass: (code: string) => boolean,
): Appeal {
  return async (code, address) => {
    if (address === null) return 'unknown'
    const { key, prefix } = limits.partyOf(address)
    const block = enforcer.blockOf(prefix, Date.now())
    // Before it is counted: whoever has many networks could fill the table from those that nobody blocks.
    if (block === null) return 'unknown'
    const { allowed } = await limits.spend('appeal', key)
    if (!allowed) return 'tooMany'
    if (block.code !== code) return 'unknown'
    return pass(code) ? 'accepted' : 'away'
  }
}
