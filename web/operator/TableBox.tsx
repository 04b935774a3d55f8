/** A table that scrolls inside its box, its head always in sight, its rows walked by the arrows. */
import type { KeyboardEvent, ReactNode } from 'react'

const ROW_KEYS: Readonly<Record<string, (at: number, last: number) => number>> = {
  ArrowDown: (at, last) => Math.min(at + 1, last),
  ArrowUp: (at) => Math.max(at - 1, 0),
  Home: () => 0,
  End: (_at, last) => last,
}

/** Moves the focus to the same button of another row. */
function walk(event: KeyboardEvent<HTMLTableElement>): void {
  const next = ROW_KEYS[event.key]
  const button = event.target
  if (next === undefined || !(button instanceof HTMLButtonElement)) return
  const row = button.closest('tr')
  const rows = [...event.currentTarget.tBodies].flatMap((body) => [...body.rows])
  const at = row === null ? -1 : rows.indexOf(row)
  if (row === null || at === -1) return
  const place = [...row.querySelectorAll('button')].indexOf(button)
  const other = rows[next(at, rows.length - 1)]?.querySelectorAll('button')
  if (other === undefined || other.length === 0) return
  event.preventDefault()
  other[Math.min(place, other.length - 1)]?.focus()
}

export interface TableBoxProps {
  readonly label: string
  /** Names of the columns; a class beside a name says where it may be left out. */
  readonly columns: readonly { readonly label: string; readonly className?: string }[]
  readonly children: ReactNode
}

export function TableBox({ label, columns, children }: TableBoxProps) {
  return (
    // Focusable, because a box that scrolls must be scrollable by keyboard; the panel is the landmark.
    <div className="table-box" role="group" aria-label={label} tabIndex={0}>
      <table onKeyDown={walk}>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column.label} scope="col" className={column.className}>
                {column.label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </div>
  )
}
