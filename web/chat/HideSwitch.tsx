/** "Hide my address": on, off, or why not. */
import type { View } from './visit.ts'
import { startWords } from './dictionary.ts'

interface Props {
  readonly view: View
  readonly isOn: boolean
  readonly onSwitch: (isOn: boolean) => void
  readonly onCheck: () => void
}

function hintOf({ hiding, relay }: View, isOn: boolean): string {
  const { start } = startWords
  const isGone = relay === 'away' || relay === 'full'
  if (hiding === 'always' || isOn) {
    if (isGone) return relay === 'full' ? start.hiddenFull : start.hiddenAway
    return hiding === 'always' ? start.alwaysHidden : start.hidden
  }
  if (hiding === 'never') return start.neverHidden
  if (hiding === 'impossible') return start.noRelay
  if (isGone) return relay === 'full' ? start.relayFull : start.relayAway
  return start.address
}

export function HideSwitch({ view, isOn, onSwitch, onCheck }: Props) {
  const { hiding, relay } = view
  const isGone = relay === 'away' || relay === 'full'
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
      <p id="address-hint" className="hint" aria-live="polite">
        {hintOf(view, isOn)}
      </p>
      {isGone && hiding !== 'never' && (
        <button type="button" className="button quiet" onClick={onCheck}>
          {startWords.start.checkRelay}
        </button>
      )}
    </div>
  )
}
