/** Who is here, where the parts are, and how to leave. */
import { LogOut } from 'lucide-react'
import type { Me } from '../../radar/operatorProtocol.ts'
import { useDesk } from './context.ts'
import { FailureNote } from './FailureNote.tsx'
import { LinkLine } from './LinkLine.tsx'
import type { Freshness } from './store.ts'
import { useAction } from './useAction.ts'
import { useNow } from './useNow.ts'
import { words } from './words.ts'

const { top } = words
const FEW_CODES = 2
const WARN_MS = 60_000

export interface Section {
  readonly name: string
  readonly title: string
  readonly count: number
}

export interface TopBarProps {
  readonly me: Me
  readonly freshness: Freshness
  readonly isDryRun: boolean
  readonly sections: readonly Section[]
}

function IdleNotice() {
  const { operator } = useDesk()
  const left = operator.sessionEndsAt() - useNow()
  if (left <= 0 || left > WARN_MS) return null
  return (
    <div className="banner">
      <p>
        <span className="spoken" role="alert">
          {top.idle(60)}
        </span>
        <span className="figure" aria-hidden="true">
          {top.idle(Math.ceil(left / 1_000))}
        </span>
      </p>
      <button type="button" className="button small" onClick={operator.use}>
        {top.stay}
      </button>
    </div>
  )
}

export function TopBar({ me, freshness, isDryRun, sections }: TopBarProps) {
  const { operator } = useDesk()
  const action = useAction()
  return (
    <>
      <header className="top-bar">
        <h1 className="brand">
          <b className="wide-only">{words.product}</b> <span>{words.name}</span>
        </h1>
        <LinkLine freshness={freshness} />
        {isDryRun && (
          <a className="chip" href="#settings">
            {words.settings.dryRunBadge}
          </a>
        )}
        <nav aria-label={top.sections}>
          {sections.map(({ name, title, count }) => (
            <a key={name} href={`#${name}`}>
              {title}
              {count > 0 && <span className="count">{count}</span>}
            </a>
          ))}
        </nav>
        <p className="who">
          <span>{me.name}</span> <span className="hint">{words.roles[me.role]}</span>
        </p>
        <button
          type="button"
          className="button small sign-out"
          title={top.signOutHint}
          aria-busy={action.isPending}
          disabled={action.isPending}
          onClick={() => void action.run(operator.signOut)}
        >
          <LogOut size={16} aria-hidden="true" /> <span>{top.signOut}</span>
        </button>
      </header>
      <FailureNote failure={action.failure} />
      <IdleNotice />
      {me.recoveryCodesLeft <= FEW_CODES && (
        <p className="banner">{top.fewCodes(me.recoveryCodesLeft)}</p>
      )}
    </>
  )
}
