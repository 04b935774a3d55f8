/** A titled part of the dashboard, and what it says while it has nothing to show. */
import { useId, type ReactNode } from 'react'

export interface PanelProps {
  readonly title: string
  readonly name: string
  /** Beside the title: a count, a switch, a button. */
  readonly aside?: ReactNode
  readonly children: ReactNode
}

export function Panel({ title, name, aside, children }: PanelProps) {
  const id = useId()
  return (
    <section className={`panel ${name}`} id={name} aria-labelledby={id}>
      <header className="panel-head">
        <h2 id={id}>{title}</h2>
        {aside}
      </header>
      {children}
    </section>
  )
}

export const Empty = ({ text }: { text: string }) => <p className="hint empty">{text}</p>
