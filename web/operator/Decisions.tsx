/** What waits for a moderator: reports about age, and appeals. */
import { useId } from 'react'
import type { Cases } from '../../radar/operatorProtocol.ts'
import { ActionButton } from './ActionButton.tsx'
import { PRESETS } from './blockForm.ts'
import { useDesk } from './context.ts'
import { formatAgo, formatDuration } from './format.ts'
import { Empty, Panel } from './Panel.tsx'
import { words } from './words.ts'

const { decisions: text } = words
/** Enough of a handle to tell cases apart; it stands for nothing outside of the radar. */
const SHORT = 6
/** Shown at once; the next ones follow as these are decided. */
const SHOWN = 50

function AgeCase({ one }: { one: Cases['age'][number] }) {
  const { operator, now } = useDesk()
  const id = useId()
  const { handle, at, times, until } = one
  const short = handle.slice(0, SHORT)
  return (
    <li>
      <div id={id}>
        <p>
          <strong>{text.age}</strong> <span className="mono hint">{short}</span>
        </p>
        <p className="hint figure">
          {text.ageText(times)}, {formatAgo(at, now)}. {text.caseLeft(formatDuration(until - now))}
        </p>
      </div>
      <p className="row">
        <ActionButton
          describedBy={id}
          work={() => operator.act('POST /api/cases/block', { handle, until: now + PRESETS.day })}
          said={text.blocked}
        >
          {text.block}
        </ActionButton>
        <ActionButton
          describedBy={id}
          className="button small quiet"
          work={() => operator.act('POST /api/cases/close', { handle })}
          said={text.closed}
        >
          {text.close}
        </ActionButton>
      </p>
    </li>
  )
}

function Appeal({ one }: { one: Cases['appeals'][number] }) {
  const { operator, now } = useDesk()
  const id = useId()
  const { prefix, code, at, level, reason, until } = one
  return (
    <li>
      <div id={id}>
        <p>
          <strong>{text.appeal}</strong> <span className="mono">{prefix}</span>{' '}
          <span className="mono hint">{code}</span>
        </p>
        <p className="hint figure">
          {text.appealText(words.reasons[reason], formatDuration(until - now))}{' '}
          {words.levels[level]}. {formatAgo(at, now)}.
        </p>
      </div>
      <p className="row">
        <ActionButton
          describedBy={id}
          work={() => operator.act('POST /api/blocks/lift', { prefix })}
          said={words.blocklist.lifted(prefix)}
        >
          {text.lift}
        </ActionButton>
        <ActionButton
          describedBy={id}
          className="button small quiet"
          work={() => operator.act('POST /api/cases/close', { code })}
          said={text.dismissed}
        >
          {text.dismiss}
        </ActionButton>
      </p>
    </li>
  )
}

export function Decisions({ cases }: { cases: Cases | null }) {
  const age = cases?.age ?? []
  const appeals = cases?.appeals ?? []
  const count = age.length + appeals.length
  return (
    <Panel
      title={text.title}
      name="decisions"
      aside={count > 0 && <span className="count">{count}</span>}
    >
      {count === 0 ? (
        <Empty text={text.empty} />
      ) : (
        <ul className="list cases scroll" tabIndex={0} aria-label={text.title}>
          {age.slice(0, SHOWN).map((one) => (
            <AgeCase key={one.handle} one={one} />
          ))}
          {appeals.slice(0, SHOWN).map((one) => (
            <Appeal key={one.code} one={one} />
          ))}
        </ul>
      )}
    </Panel>
  )
}
