/** The operators, for administrators: invited, disabled, reset, deleted. */
import { KeyRound, Trash2, UserCheck, UserX } from 'lucide-react'
import { useState } from 'react'
import type { Team as Members } from '../../radar/operatorProtocol.ts'
import { ActionButton } from './ActionButton.tsx'
import { useDesk } from './context.ts'
import { DeleteDialog } from './DeleteDialog.tsx'
import { formatAgo } from './format.ts'
import { LinkDialog } from './LinkDialog.tsx'
import { Empty, Panel } from './Panel.tsx'
import { TableBox } from './TableBox.tsx'
import { words } from './words.ts'

const { team: text } = words

type Asking =
  { readonly what: 'invite' } | { readonly what: 'reset' | 'delete'; readonly name: string }

interface RowProps {
  readonly member: Members[number]
  readonly isYou: boolean
  readonly onAsk: (asking: Asking) => void
}

function Row({ member, isYou, onAsk }: RowProps) {
  const { operator, now } = useDesk()
  const { name, role, disabled: isDisabled, lastSignInAt, recoveryCodesLeft, sessions } = member
  return (
    <tr>
      <th scope="row">
        {name}
        {isYou && <span className="chip">{text.you}</span>}
        {isDisabled && <span className="chip">{text.disabled}</span>}
        <span className="under narrow-only">{words.roles[role]}</span>
      </th>
      <td className="wide-only">{words.roles[role]}</td>
      <td className="figure wide-only">
        {lastSignInAt === null ? text.never : formatAgo(lastSignInAt, now)}
      </td>
      <td className="number wide-only">{recoveryCodesLeft}</td>
      <td className="number">{sessions}</td>
      <td className="buttons">
        <button
          type="button"
          className="icon-button"
          aria-label={text.reset(name)}
          title={text.reset(name)}
          onClick={() => onAsk({ what: 'reset', name })}
        >
          <KeyRound size={18} aria-hidden="true" />
        </button>
        {/* Nobody locks himself out by a slip. */}
        {!isYou && (
          <>
            <ActionButton
              name={isDisabled ? text.enable(name) : text.disable(name)}
              className="icon-button"
              work={() =>
                operator.act(isDisabled ? 'POST /api/team/enable' : 'POST /api/team/disable', {
                  name,
                })
              }
              said={isDisabled ? text.nowEnabled(name) : text.nowDisabled(name)}
            >
              {isDisabled ? (
                <UserCheck size={18} aria-hidden="true" />
              ) : (
                <UserX size={18} aria-hidden="true" />
              )}
            </ActionButton>
            <button
              type="button"
              className="icon-button"
              aria-label={text.delete(name)}
              title={text.delete(name)}
              onClick={() => onAsk({ what: 'delete', name })}
            >
              <Trash2 size={18} aria-hidden="true" />
            </button>
          </>
        )}
      </td>
    </tr>
  )
}

export function Team({ team, you }: { team: Members | null; you: string }) {
  const [asking, setAsking] = useState<Asking | null>(null)
  const { columns } = text
  const stop = () => setAsking(null)
  return (
    <Panel
      title={text.title}
      name="team"
      aside={
        <button
          type="button"
          className="button small"
          onClick={() => setAsking({ what: 'invite' })}
        >
          {text.invite}
        </button>
      }
    >
      {team === null ? (
        <Empty text={text.loading} />
      ) : (
        <TableBox
          label={text.title}
          columns={[
            { label: columns.name },
            { label: columns.role, className: 'wide-only' },
            { label: columns.signIn, className: 'wide-only' },
            { label: columns.codes, className: 'number wide-only' },
            { label: columns.sessions, className: 'number' },
            { label: columns.actions, className: 'buttons' },
          ]}
        >
          {team.map((member) => (
            <Row key={member.name} member={member} isYou={member.name === you} onAsk={setAsking} />
          ))}
        </TableBox>
      )}
      {asking?.what === 'invite' && <LinkDialog reset={null} onClose={stop} />}
      {asking?.what === 'reset' && <LinkDialog reset={asking.name} onClose={stop} />}
      {asking?.what === 'delete' && <DeleteDialog name={asking.name} onClose={stop} />}
    </Panel>
  )
}
