/** Says in the call whether anybody stands between; opens the comparison. */
import type { Verification } from './visit.ts'
import { visitWords } from './dictionary.ts'

interface Props {
  readonly verification: Verification
  readonly onOpen: () => void
}

export function VerifyBadge({ verification, onOpen }: Props) {
  const { badge } = visitWords.verify
  // Without symbols there is nothing to open.
  if (verification.status !== 'ready')
    return <span className="badge">{badge[verification.status]}</span>
  return (
    <button type="button" className="badge" onClick={onOpen}>
      {verification.isCompared ? badge.same : badge.ready}
    </button>
  )
}
