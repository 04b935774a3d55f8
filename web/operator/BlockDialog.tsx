/** Blocks an address or a prefix, and says beforehand whom that would hit (S11). */
import { useId, useState, type FormEvent } from 'react'
import { BLOCK_REASONS, LEVELS, type BlockReason, type Level } from '../../radar/protocol.ts'
import { durationOf, longestFor } from './blockForm.ts'
import { useDesk } from './context.ts'
import { DurationField, type Duration } from './DurationField.tsx'
import { SubmitRow } from './SubmitRow.tsx'
import { Field } from './Field.tsx'
import { formatDuration } from './format.ts'
import { useAction } from './useAction.ts'
import { useDialog } from './useDialog.ts'
import { useEstimate, type EstimateState } from './useEstimate.ts'
import { sentenceOf, words } from './words.ts'

const { blockForm: text } = words

/** What is known of the prefix so far, in one or two sentences. */
function sentenceFor(state: EstimateState, typed: string): string {
  switch (state.status) {
    case 'none':
      return text.prefixHint
    case 'asking':
      return text.estimating
    case 'failed':
      return sentenceOf(state.failure)
    case 'known': {
      const { hits, problem, prefix } = state.estimate
      if (problem !== null) return words.problems[problem]
      const said = hits === null ? text.noEstimate : text.hits(hits)
      return prefix === null || prefix === typed.trim() ? said : `${text.kept(prefix)} ${said}`
    }
    default:
      return state satisfies never
  }
}

export interface BlockDialogProps {
  /** Filled in beforehand. */
  readonly prefix: string
  readonly onClose: () => void
}

export function BlockDialog({ prefix: initial, onClose }: BlockDialogProps) {
  const { operator, now, say } = useDesk()
  const dialog = useDialog(onClose)
  const titleId = useId()
  const levelId = useId()
  const reasonId = useId()
  const estimateId = useId()
  const [prefix, setPrefix] = useState(initial)
  const [level, setLevel] = useState<Level>('app')
  const [reason, setReason] = useState<BlockReason>('manual')
  const [duration, setDuration] = useState<Duration>({ preset: 'day', hours: '' })
  const action = useAction()
  const estimate = useEstimate(operator, prefix)
  const isRefused = estimate.status === 'known' && estimate.estimate.problem !== null
  const longestMs = longestFor(prefix)
  const lengthMs = durationOf(duration.preset, duration.hours, longestMs)

  async function submit(event: FormEvent) {
    event.preventDefault()
    if (lengthMs === null) return
    const wanted = prefix.trim()
    const isDone = await action.run(() =>
      operator.act('POST /api/blocks', { prefix: wanted, level, reason, until: now + lengthMs }),
    )
    if (!isDone) return
    const kept = (estimate.status === 'known' && estimate.estimate.prefix) || wanted
    say({
      text: words.blocklist.added(kept, formatDuration(lengthMs)),
      isFailure: false,
      undo: null,
    })
    onClose()
  }

  return (
    <dialog ref={dialog} className="dialog" aria-labelledby={titleId}>
      <form className="column" onSubmit={(event) => void submit(event)}>
        <h2 id={titleId} tabIndex={-1}>
          {text.title}
        </h2>
        <div className="field">
          <Field
            label={text.prefix}
            data-first
            className="line mono"
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            required
            maxLength={43}
            aria-invalid={isRefused}
            value={prefix}
            onChange={(event) => setPrefix(event.target.value)}
          />
          <p id={estimateId} className={isRefused ? 'failure' : 'hint'} role="status">
            {sentenceFor(estimate, prefix)}
          </p>
        </div>
        <div className="field">
          <label htmlFor={reasonId}>{text.reason}</label>
          <select
            id={reasonId}
            className="line"
            value={reason}
            onChange={(event) => setReason(event.target.value as BlockReason)}
          >
            {BLOCK_REASONS.toReversed().map((one) => (
              <option key={one} value={one}>
                {words.reasons[one]}
              </option>
            ))}
          </select>
        </div>
        <div className="field">
          <label htmlFor={levelId}>{text.level}</label>
          <select
            id={levelId}
            className="line"
            value={level}
            aria-describedby={`${levelId}-hint`}
            onChange={(event) => setLevel(event.target.value as Level)}
          >
            {LEVELS.map((one) => (
              <option key={one} value={one}>
                {words.levels[one]}
              </option>
            ))}
          </select>
          <p className="hint" id={`${levelId}-hint`}>
            {words.levelHelp[level]}
          </p>
        </div>
        <DurationField duration={duration} longestMs={longestMs} onChange={setDuration} />
        <SubmitRow
          action={action}
          label={text.submit}
          pendingLabel={text.pending}
          isReady={lengthMs !== null}
          onClose={onClose}
        />
      </form>
    </dialog>
  )
}
