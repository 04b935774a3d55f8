/** How long a block lasts: a preset, or a number of hours. */
import { useId } from 'react'
import { Field } from './Field.tsx'
import { PRESET_NAMES, PRESETS, type Preset } from './blockForm.ts'
import { words } from './words.ts'

const { blockForm: text } = words
const HOUR_MS = 3_600_000

export interface Duration {
  readonly preset: Preset
  /** As typed; used with the preset `custom`. */
  readonly hours: string
}

export interface DurationFieldProps {
  readonly duration: Duration
  readonly longestMs: number
  readonly onChange: (duration: Duration) => void
}

export function DurationField({ duration, longestMs, onChange }: DurationFieldProps) {
  const id = useId()
  const isRange = longestMs < PRESETS.month
  return (
    <div className="field">
      <label htmlFor={id}>{text.ends}</label>
      <select
        id={id}
        className="line"
        value={duration.preset}
        aria-describedby={isRange ? `${id}-hint` : undefined}
        onChange={(event) => onChange({ ...duration, preset: event.target.value as Preset })}
      >
        {PRESET_NAMES.map((name) => (
          <option key={name} value={name} disabled={name !== 'custom' && PRESETS[name] > longestMs}>
            {text.presets[name]}
          </option>
        ))}
      </select>
      {isRange && (
        <p className="hint" id={`${id}-hint`}>
          {text.rangeHint}
        </p>
      )}
      {duration.preset === 'custom' && (
        <Field
          label={text.hours}
          hint={text.hoursHint(longestMs / HOUR_MS)}
          inputMode="numeric"
          required
          maxLength={4}
          value={duration.hours}
          onChange={(event) => onChange({ ...duration, hours: event.target.value })}
        />
      )}
    </div>
  )
}
