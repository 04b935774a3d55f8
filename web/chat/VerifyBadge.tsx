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
  if (verification.isCompared)
    return (
      <button type="button" className="badge" onClick={onOpen}>
        {badge.same}
      </button>
    )
  return (
    <button type="button" className="badge" aria-label={badge.ready} onClick={onOpen}>
      <span className="at-length">{badge.ready}</span>
      <span className="in-short">{badge.readyShort}</span>
    </button>
  )
}
