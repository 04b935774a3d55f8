/** The settings in force, and the dry run, which an administrator may switch. */
import { useId } from 'react'
import type { SettingsInForce } from '../../radar/operatorProtocol.ts'
import { useDesk } from './context.ts'
import { FailureNote } from './FailureNote.tsx'
import { formatDuration } from './format.ts'
import { Empty, Panel } from './Panel.tsx'
import { TableBox } from './TableBox.tsx'
import { useAction } from './useAction.ts'
import { words } from './words.ts'

const { settings: text } = words

function DryRun({ settings, maySwitch }: { settings: SettingsInForce; maySwitch: boolean }) {
  const { operator, now, say } = useDesk()
  const id = useId()
  const action = useAction()
  const { dryRun: isOn, dryRunUntil } = settings

  async function toggle() {
    const isDone = await action.run(() => operator.act('POST /api/dryrun', { on: !isOn }))
    if (isDone) say({ text: isOn ? text.nowOff : text.nowOn, isFailure: false, undo: null })
  }

  return (
    <div className="dry-run">
      {maySwitch ? (
        <button
          type="button"
          role="switch"
          className="switch"
          aria-checked={isOn}
          aria-describedby={id}
          aria-busy={action.isPending}
          aria-disabled={action.isPending}
          onClick={() => void toggle()}
        >
          <span className="track" aria-hidden="true" /> {text.dryRun}
        </button>
      ) : (
        <p>
          <strong>{text.dryRun}</strong>
        </p>
      )}
      <p className="hint figure" id={id}>
        {isOn ? text.dryRunOn : text.dryRunOff}{' '}
        {isOn && dryRunUntil !== null && text.dryRunUntil(formatDuration(dryRunUntil - now))}
      </p>
      <FailureNote failure={action.failure} />
    </div>
  )
}

export interface SettingsProps {
  readonly settings: SettingsInForce | null
  readonly maySwitch: boolean
}

export function Settings({ settings, maySwitch }: SettingsProps) {
  const { columns } = text
  return (
    <Panel title={text.title} name="settings">
      {settings === null ? (
        <Empty text={text.loading} />
      ) : (
        <>
          <DryRun settings={settings} maySwitch={maySwitch} />
          <TableBox
            label={text.title}
            columns={[{ label: columns.name }, { label: columns.value }]}
          >
            {settings.rows.map(({ name, value, help }) => (
              <tr key={name}>
                <th scope="row">
                  <span className="mono">{name}</span>
                  {/* Written for the README, which marks up names. */}
                  <span className="under">{help.replaceAll('`', '')}</span>
                </th>
                <td className="mono">
                  {value === '' || value === text.unset ? (
                    <span className="hint">{text.unset}</span>
                  ) : (
                    value
                  )}
                </td>
              </tr>
            ))}
          </TableBox>
        </>
      )}
    </Panel>
  )
}
