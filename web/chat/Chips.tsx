/** A row of removable words. */
import { startWords } from './dictionary.ts'

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
        aria-label={startWords.start.remove(label)}
        title={startWords.start.remove(label)}
        onClick={() => onRemove(value)}
      >
        <span aria-hidden="true">×</span>
      </button>
    </span>
  ))
}
