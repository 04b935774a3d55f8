/** Name, password, code: the way in (O1). */
import { useRef, useState, type FormEvent } from 'react'
import { FailureNote } from './FailureNote.tsx'
import { Field, PasswordField } from './Field.tsx'
import type { Operator } from './operator.ts'
import type { SignInReason } from './store.ts'
import { useAction } from './useAction.ts'
import { useNow } from './useNow.ts'
import { words } from './words.ts'

const { signIn } = words

export function SignInScreen({ operator, reason }: { operator: Operator; reason: SignInReason }) {
  const [name, setName] = useState('')
  const [password, setPassword] = useState('')
  const [code, setCode] = useState('')
  const [isRecovery, setRecovery] = useState(false)
  const [waitUntil, setWaitUntil] = useState(0)
  const [tries, setTries] = useState(0)
  const form = useRef<HTMLFormElement>(null)
  const action = useAction()
  const isWaiting = useNow() < waitUntil

  async function submit(event: FormEvent) {
    event.preventDefault()
    const isDone = await action.run(async () => {
      const failure = await operator.signIn({ name: name.trim(), password, code: code.trim() })
      const waitMs = failure?.retryAfterMs ?? 0
      setWaitUntil(waitMs === 0 ? 0 : Date.now() + waitMs)
      return failure
    })
    if (isDone) return
    setTries((count) => count + 1)
    // A code works once: the next try needs the next one.
    setCode('')
    form.current?.querySelector<HTMLInputElement>('[name=code]')?.focus()
  }

  return (
    <main className="page">
      <form className="column" ref={form} onSubmit={(event) => void submit(event)}>
        <header>
          <p className="brand">
            {words.product} <span>{words.name}</span>
          </p>
          <h1>{signIn.title}</h1>
          {signIn.reasons[reason] !== '' && (
            <p className="hint" role="status">
              {signIn.reasons[reason]}
            </p>
          )}
        </header>
        <Field
          label={signIn.operator}
          name="username"
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          required
          maxLength={64}
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
        <PasswordField
          label={signIn.password}
          name="password"
          autoComplete="current-password"
          required
          maxLength={256}
          value={password}
          onChange={(event) => setPassword(event.target.value)}
        />
        <div className="field">
          <Field
            key={String(isRecovery)}
            label={signIn.code}
            hint={isRecovery ? signIn.recoveryHint : signIn.codeHint}
            name="code"
            autoComplete={isRecovery ? 'off' : 'one-time-code'}
            inputMode={isRecovery ? 'text' : 'numeric'}
            autoCapitalize="none"
            spellCheck={false}
            required
            maxLength={32}
            value={code}
            onChange={(event) => setCode(event.target.value)}
          />
          <button type="button" className="link" onClick={() => setRecovery(!isRecovery)}>
            {isRecovery ? signIn.useCode : signIn.useRecovery}
          </button>
        </div>
        <FailureNote key={tries} failure={action.failure} />
        <button
          type="submit"
          className="button main"
          disabled={action.isPending || isWaiting}
          aria-busy={action.isPending}
        >
          {action.isPending ? signIn.pending : signIn.submit}
        </button>
        <p className="hint">
          {signIn.help} <code>{signIn.command}</code>
        </p>
      </form>
    </main>
  )
}
