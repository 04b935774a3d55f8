/** Chooses one device of a kind. */
import { useId } from 'react'
import { Choice } from './Choice.tsx'
import { mediaWords } from './dictionary.ts'
import type { DeviceName } from './settings.ts'

interface Props {
  readonly label: string
  readonly devices: readonly DeviceName[]
  /** What the visitor has chosen; `null` for nothing. */
  readonly chosen: string | null
  /** What is in use, where the browser tells. */
  readonly actual: string | undefined
  readonly onChoose: (id: string | null) => void
}

const BY_BROWSER = ''

export function DevicePicker({ label, devices, chosen, actual, onChoose }: Props) {
  const id = useId()
  const isListed = (wanted: string | null | undefined): wanted is string =>
    devices.some((device) => device.id === wanted)
  const value = isListed(chosen) ? chosen : isListed(actual) ? actual : BY_BROWSER
  return (
    <div className="picker">
      <label className="field" htmlFor={id}>
        {label}
      </label>
      <Choice
        id={id}
        value={value}
        onChoose={(wanted) => {
          if (wanted === BY_BROWSER) onChoose(null)
          // The keys may have passed one that was unplugged before the list was left.
          else if (isListed(wanted)) onChoose(wanted)
        }}
      >
        {value === BY_BROWSER && (
          <option value={BY_BROWSER}>{mediaWords.settings.byBrowser}</option>
        )}
        {devices.map((device) => (
          <option key={device.id} value={device.id}>
            {device.label}
          </option>
        ))}
      </Choice>
    </div>
  )
}
