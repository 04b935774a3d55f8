/** "Hide my address": on, off, or why not. */
import type { View } from './visit.ts'
import { getSpoken, startWords, words } from './dictionary.ts'

interface Props {
  readonly view: View
  readonly isOn: boolean
  readonly onSwitch: (isOn: boolean) => void
  readonly onCheck: () => void
}

const isRelayGone = ({ relay }: View): boolean => relay === 'away' || relay === 'full'
/** The sentences for it come with the rest: a page that has just opened says so a moment later. */
const canSayGone = (view: View): boolean => isRelayGone(view) && getSpoken().hasRest

/** What a call shows of the visitor's address: said where Find is pressed, so that nobody misses it. */
export function hintOf(view: View, isOn: boolean): string {
  const { hiding, relay } = view
  const { start } = startWords
  const isGone = canSayGone(view)
  if (hiding === 'always' || isOn) {
    if (isGone) return relay === 'full' ? words.relay.hiddenFull : words.relay.hiddenAway
    return hiding === 'always' ? start.alwaysHidden : start.hidden
  }
  if (hiding === 'never') return start.neverHidden
  if (hiding === 'impossible') return start.noRelay
  if (isGone) return relay === 'full' ? words.relay.full : words.relay.away
  return start.address
}

export function HideSwitch({ view, isOn, onSwitch, onCheck }: Props) {
  const { hiding } = view
  const isGone = isRelayGone(view)
  const isForced = hiding === 'always'
  // What is on can always be switched off, and never goes off by itself.
  const canSwitch = !isForced && (isOn || (hiding === 'choice' && !isGone))
  return (
    <div className="switch">
      <label>
        <input
          type="checkbox"
          role="switch"
          checked={isForced || isOn}
          disabled={!canSwitch}
          aria-describedby="address-hint"
          onChange={({ target }) => onSwitch(target.checked)}
        />
        <span>{startWords.start.hide}</span>
      </label>
      {canSayGone(view) && hiding !== 'never' && (
        <button type="button" className="button quiet" onClick={onCheck}>
          {words.relay.check}
        </button>
      )}
    </div>
  )
}
