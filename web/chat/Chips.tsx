/** A row of removable words. */
import { startWords } from './dictionary.ts'

interface Props {
  readonly items: readonly { readonly value: string; readonly label: string }[]
  readonly onRemove: (value: string) => void
}

export function Chips({ items, onRemove }: Props) {
  return items.map(({ value, label }) => {
    const name = startWords.start.remove(label)
    return (
      <span key={value} className="chip">
        {label}
        <button type="button" aria-label={name} title={name} onClick={() => onRemove(value)}>
          ×
        </button>
      </span>
    )
  })
}
