/** The first thing a visitor sees: what this is, whom to meet, one button. */
import { useRef, useState, type FormEvent, type ReactNode } from 'react'
import { MODES } from '../../signaling/protocol.ts'
import { ageText, countedText } from './counts.ts'
import { Footer } from './Footer.tsx'
import { hintOf, HideSwitch } from './HideSwitch.tsx'
import { InterestField } from './InterestField.tsx'
import { lazily } from './lazily.tsx'
import { LanguageField } from './LanguageField.tsx'
import { NICKNAME_LENGTH_MAX, visibleOnly } from './nickname.ts'
import { PolicyLink } from './PolicyLink.tsx'
import type { Chat, View, Wish } from './visit.ts'
import { startWords } from './dictionary.ts'

// Nobody needs them to meet someone.
const StartTools = lazily(
  () => import('./StartTools.tsx').then((chunk) => chunk.StartTools),
  <div className="start-tools" />,
)

interface Props {
  readonly chat: Chat
  readonly view: View
  readonly wish: Wish
  readonly onWish: (wish: Wish) => void
  /** Held in memory for this visit only, and never ticked for the visitor. */
  readonly isAdult: boolean
  readonly onAdult: (isAdult: boolean) => void
  readonly onFind: () => void
  /** What comes before any search. */
  readonly children?: ReactNode
}

export function StartScreen(props: Props) {
  const { chat, view, wish, onWish, isAdult, onAdult, onFind, children } = props
  const { start } = startWords
  const [isReminded, setIsReminded] = useState(false)
  const isMissing = isReminded && !isAdult
  const checkbox = useRef<HTMLInputElement>(null)

  function submit(event: FormEvent): void {
    event.preventDefault()
    if (isAdult) {
      onFind()
      return
    }
    setIsReminded(true)
    checkbox.current?.focus()
  }

  return (
    <main className="page">
      <div className="column">
        <header>
          <h1>{startWords.name}</h1>
          <p className="promise">{startWords.promise}</p>
        </header>
        {children}
        <form className="column" onSubmit={submit}>
          <fieldset className="modes">
            <legend className="spoken">{start.mode}</legend>
            {MODES.map((mode) => (
              <label key={mode}>
                <input
                  type="radio"
                  name="mode"
                  value={mode}
                  checked={wish.mode === mode}
                  onChange={() => onWish({ ...wish, mode })}
                />
                <span>{start[mode]}</span>
              </label>
            ))}
          </fieldset>

          <InterestField
            interests={wish.interests}
            onChange={(interests) => onWish({ ...wish, interests })}
          />
          <div className="halves">
            <LanguageField
              languages={wish.languages}
              onChange={(languages) => onWish({ ...wish, languages })}
            />
            <div className="field">
              <label htmlFor="nickname">{start.nickname}</label>
              <input
                id="nickname"
                className="line"
                value={wish.nickname}
                placeholder={start.optional}
                maxLength={NICKNAME_LENGTH_MAX}
                autoComplete="off"
                aria-describedby="nickname-hint"
                onChange={({ target }) => onWish({ ...wish, nickname: visibleOnly(target.value) })}
              />
              <p id="nickname-hint" className="hint">
                {start.nicknameHint}
              </p>
            </div>
          </div>

          <label className="consent">
            <input
              ref={checkbox}
              type="checkbox"
              checked={isAdult}
              aria-invalid={isMissing}
              aria-describedby={isMissing ? 'consent-reminder' : undefined}
              onChange={({ target }) => onAdult(target.checked)}
            />
            <span>
              {start.adultBefore(ageText())}
              <PolicyLink to="terms">{start.terms}</PolicyLink>
              {start.adultAfter}
            </span>
          </label>
          {isMissing && (
            <p id="consent-reminder" className="problem" role="alert">
              {start.adultNeeded(ageText())}
            </p>
          )}

          <div className="switches">
            {wish.mode === 'video' && (
              <div className="switch">
                <label>
                  <input
                    type="checkbox"
                    role="switch"
                    checked={wish.isBlurred}
                    aria-describedby="blur-hint"
                    onChange={({ target }) => onWish({ ...wish, isBlurred: target.checked })}
                  />
                  <span>{start.blur}</span>
                </label>
                <p id="blur-hint" className="hint">
                  {start.blurHint}
                </p>
              </div>
            )}
            <div className="switch">
              <label>
                <input
                  type="checkbox"
                  role="switch"
                  checked={wish.calm}
                  aria-describedby="calm-hint"
                  onChange={({ target }) => onWish({ ...wish, calm: target.checked })}
                />
                <span>{start.calm}</span>
              </label>
              <p id="calm-hint" className="hint">
                {start.calmHint}
              </p>
            </div>
            <HideSwitch
              view={view}
              isOn={wish.hidden}
              onSwitch={(hidden) => onWish({ ...wish, hidden })}
              onCheck={chat.checkRelay}
            />
          </div>

          <div className="find-bar" data-other={start.noRelay}>
            <p id="address-hint" className="hint" aria-live="polite">
              {hintOf(view, wish.hidden)}
            </p>
            <button type="submit" className="button main">
              {start.find}
            </button>
          </div>
          <p className="hint">
            {view.socket.status === 'open' &&
              view.online > 0 &&
              countedText(view.online, start.online)}
          </p>
          <StartTools chat={chat} view={view} wish={wish} />
          {view.socket.status === 'lost' && (
            <p className="notice">{view.socket.updating ? start.updating : start.offline}</p>
          )}
        </form>
      </div>
      <Footer canChoose />
    </main>
  )
}
