/** The blocks in force: searched, added, lifted, extended. */
import { CalendarPlus, Unlock } from 'lucide-react'
import { useMemo, useState } from 'react'
import type { Blocks } from '../../radar/operatorProtocol.ts'
import { ActionButton } from './ActionButton.tsx'
import { search } from './blockForm.ts'
import { useDesk } from './context.ts'
import { ExtendDialog } from './ExtendDialog.tsx'
import { formatDuration } from './format.ts'
import { Empty, Panel } from './Panel.tsx'
import { TableBox } from './TableBox.tsx'
import { sentenceOf, words } from './words.ts'

const { blocklist: text } = words
/** The list may have 50,000 rows; a page shows so many at a time. */
const STEP = 100

interface RowProps {
  readonly block: Blocks[number]
  readonly mayAct: boolean
  readonly onExtend: (block: Blocks[number]) => void
}

function Row({ block, mayAct, onExtend }: RowProps) {
  const { operator, now, say } = useDesk()
  const { prefix, level, reason, source, until, appealed } = block
  const left = formatDuration(until - now)

  async function undo() {
    const failure = await operator.act('POST /api/blocks', { prefix, level, reason, until })
    say({
      text: failure === null ? text.undone(prefix) : sentenceOf(failure),
      isFailure: failure !== null,
      undo: null,
    })
  }

  return (
    <tr>
      <th scope="row">
        <span className="mono">{prefix}</span>
        {appealed && <span className="chip">{text.appealed}</span>}
        <span className="under narrow-only">
          {text.left(left)} · {words.levels[level]} · {words.reasons[reason]} · {source}
        </span>
      </th>
      <td className="wide-only">{words.levels[level]}</td>
      <td className="wide-only">{words.reasons[reason]}</td>
      <td className="wide-only">{source}</td>
      <td className="number wide-only">{left}</td>
      {mayAct && (
        <td className="buttons">
          <button
            type="button"
            className="icon-button"
            aria-label={text.extend(prefix)}
            title={text.extend(prefix)}
            onClick={() => onExtend(block)}
          >
            <CalendarPlus size={18} aria-hidden="true" />
          </button>
          <ActionButton
            name={text.lift(prefix)}
            className="icon-button"
            work={() => operator.act('POST /api/blocks/lift', { prefix })}
            said={text.lifted(prefix)}
            undo={() => void undo()}
          >
            <Unlock size={18} aria-hidden="true" />
          </ActionButton>
        </td>
      )}
    </tr>
  )
}

export interface BlocklistProps {
  readonly blocks: Blocks | null
  readonly mayAct: boolean
  readonly onAdd: () => void
}

export function Blocklist({ blocks, mayAct, onAdd }: BlocklistProps) {
  const [wanted, setWanted] = useState('')
  const [shown, setShown] = useState(STEP)
  const [extending, setExtending] = useState<Blocks[number] | null>(null)
  const found = useMemo(() => search(blocks ?? [], wanted), [blocks, wanted])
  const all = blocks?.length ?? 0
  const { columns } = text
  return (
    <Panel
      title={text.title}
      name="blocklist"
      aside={
        mayAct && (
          <button type="button" className="button small main" onClick={onAdd}>
            {text.add}
          </button>
        )
      }
    >
      <div className="search">
        <input
          type="search"
          className="line"
          aria-label={text.search}
          placeholder={text.placeholder}
          value={wanted}
          onChange={(event) => {
            setWanted(event.target.value)
            setShown(STEP)
          }}
        />
        <p className="hint figure" role="status">
          {blocks !== null && (wanted === '' ? text.count(all) : text.found(found.length, all))}
        </p>
      </div>
      {blocks === null && <Empty text={text.loading} />}
      {blocks !== null && found.length === 0 && (
        <Empty text={all === 0 ? text.empty : text.noneFound} />
      )}
      {found.length > 0 && (
        <TableBox
          label={text.title}
          columns={[
            { label: columns.prefix },
            { label: columns.level, className: 'wide-only' },
            { label: columns.reason, className: 'wide-only' },
            { label: columns.source, className: 'wide-only' },
            { label: columns.ends, className: 'number wide-only' },
            ...(mayAct ? [{ label: columns.actions, className: 'buttons' }] : []),
          ]}
        >
          {found.slice(0, shown).map((block) => (
            <Row key={block.prefix} block={block} mayAct={mayAct} onExtend={setExtending} />
          ))}
        </TableBox>
      )}
      {found.length > shown && (
        <button type="button" className="link" onClick={() => setShown(shown + STEP)}>
          {text.more(Math.min(STEP, found.length - shown))}
        </button>
      )}
      {extending !== null && <ExtendDialog block={extending} onClose={() => setExtending(null)} />}
    </Panel>
  )
}
