/** From a link to an account: name, password, authenticator, one code to be sure (O3). */
import { useState, type FormEvent } from 'react'
import { PASSWORD_LENGTH_MAX, PASSWORD_LENGTH_MIN } from '../../radar/operatorProtocol.ts'
import type { Failure } from './api.ts'
import { CopyButton } from './CopyButton.tsx'
import { FailureNote } from './FailureNote.tsx'
import { Field, PasswordField } from './Field.tsx'
import { formatDuration, inGroups } from './format.ts'
import type { Operator } from './operator.ts'
import { QrCode } from './QrCode.tsx'
import type { Offer, Screen } from './store.ts'
import { useAction } from './useAction.ts'
import { useNow } from './useNow.ts'
import { words } from './words.ts'

const { enrol } = words

function textOf({ kind, role, name }: Offer): string {
  if (kind === 'first') return enrol.texts.first
  return kind === 'reset'
    ? enrol.texts.reset(name ?? '')
    : enrol.texts.invitation(words.roles[role])
}

/** A link that does not work: what to do instead. */
function Expired({ operator, failure }: { operator: Operator; failure: Failure }) {
  const isExpired = failure.problem === 'linkExpired' || failure.problem === 'badRequest'
  return (
    <main className="page">
      <div className="column">
        <header>
          <p className="brand">
            {words.product} <span>{words.name}</span>
          </p>
          <h1>{isExpired ? enrol.expired.title : words.away.title}</h1>
        </header>
        {isExpired ? (
          <>
            <p role="alert">{enrol.expired.text}</p>
            <ul className="commands">
              {enrol.expired.commands.map((command) => (
                <li key={command}>
                  <code>{command}</code>
                </li>
              ))}
            </ul>
          </>
        ) : (
          <FailureNote failure={failure} />
        )}
        <button type="button" className="button" onClick={operator.enter}>
          {enrol.expired.signIn}
        </button>
      </div>
    </main>
  )
}

function EnrolForm({
  operator,
  token,
  offer,
}: {
  operator: Operator
  token: string
  offer: Offer
}) {
  const isReset = offer.kind === 'reset'
  const [name, setName] = useState(offer.name ?? '')
  const [password, setPassword] = useState('')
  const [code, setCode] = useState('')
  const [tries, setTries] = useState(0)
  const action = useAction()
  const left = offer.until - useNow()

  async function submit(event: FormEvent) {
    event.preventDefault()
    const isDone = await action.run(() =>
      operator.enrol({ token, name: name.trim(), password, code: code.replace(/\s/g, '') }),
    )
    if (!isDone) setTries((count) => count + 1)
  }

  if (action.failure?.problem === 'linkExpired')
    return <Expired operator={operator} failure={action.failure} />
  return (
    <main className="page">
      <form className="column wide" onSubmit={(event) => void submit(event)}>
        <header>
          <p className="brand">
            {words.product} <span>{words.name}</span>
          </p>
          <h1>{enrol.titles[offer.kind]}</h1>
          <p>{textOf(offer)}</p>
          <p className="hint figure">{enrol.left(formatDuration(left))}</p>
        </header>
        <section className="step" aria-labelledby="step-who">
          <h2 id="step-who">{enrol.who}</h2>
          <Field
            label={words.signIn.operator}
            hint={enrol.nameHint}
            name="username"
            autoComplete="username"
            autoCapitalize="none"
            spellCheck={false}
            required
            maxLength={32}
            readOnly={isReset}
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
          <PasswordField
            label={words.signIn.password}
            hint={enrol.passwordHint}
            name="new-password"
            autoComplete="new-password"
            required
            minLength={PASSWORD_LENGTH_MIN}
            maxLength={PASSWORD_LENGTH_MAX}
            value={password}
            onChange={(event) => setPassword(event.target.value)}
          />
        </section>
        <section className="step" aria-labelledby="step-authenticator">
          <h2 id="step-authenticator">{enrol.authenticator}</h2>
          <div className="authenticator">
            <QrCode text={offer.uri} label={enrol.qr} />
            <div className="field">
              <p>{enrol.scan}</p>
              <p className="hint">{enrol.secret}</p>
              <p className="secret">{inGroups(offer.secret)}</p>
              <p className="row">
                <CopyButton label={enrol.copySecret} text={offer.secret} />
              </p>
            </div>
          </div>
        </section>
        <section className="step" aria-labelledby="step-code">
          <h2 id="step-code">{enrol.confirm}</h2>
          <Field
            label={words.signIn.code}
            hint={enrol.codeHint}
            name="code"
            autoComplete="one-time-code"
            inputMode="numeric"
            pattern="\s*\d{3}\s?\d{3}\s*"
            required
            maxLength={8}
            value={code}
            onChange={(event) => setCode(event.target.value)}
          />
        </section>
        <FailureNote key={tries} failure={action.failure} />
        <button
          type="submit"
          className="button main"
          disabled={action.isPending}
          aria-busy={action.isPending}
        >
          {action.isPending ? enrol.pending : isReset ? enrol.submitReset : enrol.submit}
        </button>
      </form>
    </main>
  )
}

export interface EnrolScreenProps {
  readonly operator: Operator
  readonly screen: Extract<Screen, { name: 'enrol' }>
}

export function EnrolScreen({ operator, screen }: EnrolScreenProps) {
  const { token, offer, failure } = screen
  if (failure !== null) return <Expired operator={operator} failure={failure} />
  if (offer !== null) return <EnrolForm operator={operator} token={token} offer={offer} />
  return (
    <main className="page">
      <p className="hint" role="status">
        {words.starting}
      </p>
    </main>
  )
}
