/** Something of one's own that is on or off. */

interface Props {
  readonly label: string
  readonly hint?: string
  readonly isOn: boolean
  readonly onSwitch: (on: boolean) => void
}

export function Switch({ label, hint, isOn, onSwitch }: Props) {
  return (
    <div className="switch">
      <label>
        <input
          type="checkbox"
          role="switch"
          checked={isOn}
          onChange={({ target }) => onSwitch(target.checked)}
        />
        <span>
          {label}
          {hint !== undefined && <small>{hint}</small>}
        </span>
      </label>
    </div>
  )
}
