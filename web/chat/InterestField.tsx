/** Interests as chips: typed with Enter, pasted with commas, removed by mouse or Backspace. */
import {
  useId,
  useState,
  type ClipboardEvent,
  type KeyboardEvent,
  type SyntheticEvent,
} from 'react'
import { INTEREST_LENGTH_MAX, INTERESTS_MAX } from '../../signaling/protocol.ts'
import { Chips } from './Chips.tsx'
import { isComposing } from './composing.ts'
import { addInterests, isComplete, SEPARATOR, type InterestProblem } from './interests.ts'
import { countText } from './counts.ts'
import { startWords } from './dictionary.ts'
import { useLeaving } from './useLeaving.ts'

interface Props {
  readonly interests: readonly string[]
  readonly onChange: (interests: readonly string[]) => void
}

export function InterestField({ interests, onChange }: Props) {
  const id = useId()
  const [draft, setDraft] = useState('')
  const [problem, setProblem] = useState<InterestProblem | null>(null)
  const { start } = startWords
  const messages = {
    full: start.interestsFull,
    tooLong: start.interestTooLong(countText(INTEREST_LENGTH_MAX)),
  }

  function add(text: string): void {
    const added = addInterests(interests, text)
    setProblem(added.problem)
    setDraft(added.rest)
    if (added.interests.length !== interests.length) onChange(added.interests)
  }

  function finish(): void {
    if (draft.trim() !== '') add(draft)
  }
  const leaving = useLeaving(finish)

  function onKeyDown(event: KeyboardEvent<HTMLInputElement>): void {
    if (isComposing(event.nativeEvent)) return
    if (event.key === 'Enter' && draft.trim() !== '') event.preventDefault()
    if (event.key === 'Enter') finish()
    // Held down, it has just emptied the line: what stands before that is not meant.
    if (event.key === 'Backspace' && !event.repeat && draft === '' && interests.length > 0) {
      onChange(interests.slice(0, -1))
      setProblem(null)
    }
  }

  function onInput({
    currentTarget: { value },
    nativeEvent,
  }: SyntheticEvent<HTMLInputElement>): void {
    if (isComplete(value, nativeEvent)) add(value)
    else setDraft(value)
  }

  function onPaste(event: ClipboardEvent<HTMLInputElement>): void {
    const text = event.clipboardData.getData('text')
    if (!SEPARATOR.test(text)) return
    event.preventDefault()
    add(draft + text)
  }

  return (
    <div className="field">
      <label htmlFor={id}>
        {start.interests} <span className="hint">{start.optional}</span>
      </label>
      <div className="chips">
        <Chips
          items={interests.map((value) => ({ value, label: value }))}
          onRemove={(value) => {
            onChange(interests.filter((one) => one !== value))
            setProblem(null)
          }}
        />
        <input
          id={id}
          value={draft}
          placeholder={interests.length < INTERESTS_MAX ? start.addInterest : ''}
          aria-describedby={`${id}-hint`}
          autoComplete="off"
          autoCapitalize="none"
          enterKeyHint="done"
          onChange={onInput}
          onCompositionEnd={onInput}
          onKeyDown={onKeyDown}
          onPaste={onPaste}
          {...leaving}
        />
      </div>
      <p id={`${id}-hint`} className={problem === null ? 'hint' : 'hint problem'} role="status">
        {problem === null ? start.interestsHint : messages[problem]}
      </p>
    </div>
  )
}
