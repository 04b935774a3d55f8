/** On the start screen, while this page has a code: where its three words are entered. */
import { useState, type FormEvent } from 'react'
import { againWords } from './dictionary.ts'

/** @param onEnter looks for the stranger; `false` when this page has no such code */
export function CodeEntry({ onEnter }: { onEnter: (code: string) => Promise<boolean> }) {
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
        autoCapitalize="off"
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
      <button type="submit" className="button">
        {entry.button}
      </button>
    </form>
  )
}
