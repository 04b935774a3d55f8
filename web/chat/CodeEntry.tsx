/** While words lead back: one button for each three, and on the start screen where others are entered. */
import { useId, useState, type FormEvent } from 'react'
import type { Coded } from './againView.ts'
import { clockTime } from './amounts.ts'
import { againWords } from './dictionary.ts'
import { useCountdown } from './useCountdown.ts'

export type Enter = (code: string) => Promise<boolean>

interface Props {
  readonly codes: readonly Coded[]
  /** What there is to say of the last ones, for who sees it: it has been read aloud before. */
  readonly said: string | null
  /** Nobody is met without that; the list stays, or what is below it would move. */
  readonly isAdult: boolean
  /** Looks for the stranger; `false` when this page has no such code. */
  readonly onEnter: Enter
}

function Words({ code, until, isLast, said, isAdult, onEnter }: Coded & Omit<Props, 'codes'>) {
  const hint = useId()
  const { last, earlier } = againWords.entry
  const left = useCountdown(until)
  return (
    <li>
      <button
        type="button"
        className="button"
        disabled={!isAdult}
        aria-describedby={hint}
        onClick={() => void onEnter(code)}
      >
        {isLast ? last : earlier}{' '}
        <bdi lang="en" dir="ltr">
          {code}
        </bdi>
      </button>
      <p id={hint} className="hint figures">
        {againWords.left(clockTime(left))}
      </p>
      {isLast && said !== null && (
        <p className="hint" aria-hidden="true">
          {said}
        </p>
      )}
    </li>
  )
}

function Field({ isAdult, onEnter }: Omit<Props, 'codes' | 'said'>) {
  const { entry } = againWords
  const [isOpen, setIsOpen] = useState(false)
  const [code, setCode] = useState('')
  const [isUnknown, setIsUnknown] = useState(false)

  function submit(event: FormEvent): void {
    event.preventDefault()
    void onEnter(code).then((isKnown) => setIsUnknown(!isKnown))
  }

  if (!isOpen)
    return (
      <button type="button" className="button quiet" onClick={() => setIsOpen(true)}>
        {entry.open}
      </button>
    )
  return (
    <form className="column code-entry" onSubmit={submit} noValidate>
      <label htmlFor="code">{entry.label}</label>
      <input
        id="code"
        className="line"
        value={code}
        maxLength={60}
        autoComplete="off"
        autoCapitalize="none"
        autoCorrect="off"
        spellCheck={false}
        // It was opened to be written into.
        autoFocus
        aria-invalid={isUnknown}
        aria-describedby="code-hint"
        onChange={({ target }) => {
          setIsUnknown(false)
          setCode(target.value)
        }}
      />
      <p id="code-hint" className={isUnknown ? 'problem' : 'hint'} role="status">
        {isUnknown ? entry.unknown : entry.hint}
      </p>
      <button type="submit" className="button" disabled={!isAdult}>
        {entry.button}
      </button>
    </form>
  )
}

export function CodeList({ codes, ...rest }: Props) {
  return (
    <ul className="codes" aria-label={againWords.entry.label}>
      {codes.map((one) => (
        <Words key={one.code} {...one} {...rest} />
      ))}
    </ul>
  )
}

export function CodeEntry(props: Omit<Props, 'said'>) {
  return (
    <>
      <CodeList {...props} said={null} />
      <Field {...props} />
    </>
  )
}
