/** While the browser asks for the camera, or after it could not have it. */
import type { Chat, View } from './visit.ts'
import type { DeviceProblem } from './camera.ts'
import { Footer } from './Footer.tsx'
import { askingOf } from './Status.tsx'
import { useScreenFocus } from './useScreenFocus.ts'
import { visitWords, words } from './dictionary.ts'

interface Props {
  readonly chat: Chat
  readonly view: View
  readonly problem: DeviceProblem | null
  readonly onReportLast: (() => void) | null
}

export function CameraScreen({ chat, view, problem, onReportLast }: Props) {
  const title = useScreenFocus<HTMLHeadingElement>()
  const { camera } = words
  const said = askingOf(view, problem)
  const isDrawn = view.media.settings.picture === 'shape'
  const media = chat.media()
  return (
    <main className={problem === null ? 'page searching' : 'page'}>
      <div className={problem === null ? 'column centred' : 'column'}>
        {problem === null && <div className="rings" />}
        <h1 ref={title} tabIndex={-1}>
          {said.title}
        </h1>
        <p>{said.text}</p>
        <div className={problem === null ? 'actions late' : 'actions'}>
          {problem !== null && (
            <button type="button" className="button main" onClick={() => chat.openDevices('video')}>
              {camera.retry}
            </button>
          )}
          {problem !== null && !isDrawn && media !== null && (
            <button
              type="button"
              className="button"
              onClick={() => {
                media.choose({ picture: 'shape' })
                // It goes on without the voice, too, and says so.
                chat.openDevices('audio')
              }}
            >
              {camera.drawn}
            </button>
          )}
          {!isDrawn && (
            <button type="button" className="button" onClick={() => chat.openDevices('audio')}>
              {camera.audioOnly}
            </button>
          )}
          <button type="button" className="button" onClick={() => chat.openDevices('none')}>
            {isDrawn ? camera.drawnUnheard : camera.without}
          </button>
          <button type="button" className="button quiet" onClick={chat.cancel}>
            {camera.cancel}
          </button>
          {onReportLast !== null && (
            <button type="button" className="button quiet danger" onClick={onReportLast}>
              {visitWords.end.reportLast}
            </button>
          )}
        </div>
        {!isDrawn && <p className="hint">{camera.withoutHint}</p>}
      </div>
      <Footer />
    </main>
  )
}
