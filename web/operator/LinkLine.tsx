/** Whether the figures are live, and how old they are when they are not. */
import { formatDuration } from './format.ts'
import type { Freshness } from './store.ts'
import { words } from './words.ts'

const { link } = words

export function LinkLine({ freshness }: { freshness: Freshness }) {
  const { kind } = freshness
  const ageMs = kind === 'lost' || kind === 'silent' ? freshness.ageMs : null
  const isOld = kind === 'lost' || kind === 'silent'
  return (
    <p className={`link-line ${kind}`}>
      <span className="dot" aria-hidden="true" />
      <span role="status">{link[kind]}</span>
      {/* Beside the status, so that not every second is read out. */}
      {isOld && (
        <span className="figure">
          {ageMs === null ? link.noAge : link.age(formatDuration(ageMs))}
        </span>
      )}
    </p>
  )
}
