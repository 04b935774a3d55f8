/** While the visitor waits for one he has met before. */
import { againWords, words } from './dictionary.ts'
import { Footer } from './Footer.tsx'
import { OwnPreview } from './OwnPreview.tsx'
import type { State } from './session.ts'
import { useCountdown } from './useCountdown.ts'
import { useScreenFocus } from './useScreenFocus.ts'
import type { Chat, View } from './visit.ts'

interface Props {
  readonly chat: Chat
  readonly view: View
  readonly state: Extract<State, { phase: 'returning' }>
}

/** Minutes and seconds, as a clock shows them. */
const clockOf = (seconds: number) =>
  `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`

export function ReturnScreen({ chat, view, state }: Props) {
  const title = useScreenFocus<HTMLHeadingElement>()
  const left = useCountdown(state.until)
  const { deviceProblem } = view
  return (
    <main className="page searching">
      <div className="column centred">
        <div className="rings" />
        <h1 ref={title} tabIndex={-1}>
          {words.returning[state.way]}
        </h1>
        <p className="hint">{againWords.waiting[state.way]}</p>
        {state.way === 'code' && (
          <p className="hint figures" role="timer">
            {againWords.left(clockOf(left))}
          </p>
        )}
        {deviceProblem !== null && (
          <p className="notice">{words.deviceProblem[deviceProblem].text}</p>
        )}
        <div className="actions row centred">
          <button type="button" className="button" onClick={chat.cancel}>
            {words.search.cancel}
          </button>
        </div>
        <OwnPreview view={view} />
      </div>
      <Footer />
    </main>
  )
}
