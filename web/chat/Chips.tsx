/** A row of removable words. */
import { words } from './words.ts'

interface Props {
  readonly items: readonly { readonly value: string; readonly label: string }[]
  readonly onRemove: (value: string) => void
}

export function Chips({ items, onRemove }: Props) {
  return items.map(({ value, label }) => (
    <span key={value} className="chip">
      {label}
      <button
        type="button"
        aria-label={words.start.remove(label)}
        title={words.start.remove(label)}
        onClick={() => onRemove(value)}
      >
        <span aria-hidden="true">×</span>
      </button>
    </span>
  ))
}
