/** While the browser asks for the camera, or after it could not have it. */
import type { Chat } from './visit.ts'
import type { DeviceProblem } from './camera.ts'
import { Footer } from './Footer.tsx'
import { useScreenFocus } from './useScreenFocus.ts'
import { words } from './dictionary.ts'

export function CameraScreen({ chat, problem }: { chat: Chat; problem: DeviceProblem | null }) {
  const title = useScreenFocus<HTMLHeadingElement>()
  const { camera } = words
  const said = problem === null ? camera : words.deviceProblem[problem]
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
          <button type="button" className="button" onClick={() => chat.openDevices('audio')}>
            {camera.audioOnly}
          </button>
          <button type="button" className="button" onClick={() => chat.openDevices('none')}>
            {camera.without}
          </button>
          <button type="button" className="button quiet" onClick={chat.cancel}>
            {camera.cancel}
          </button>
        </div>
        <p className="hint">{camera.withoutHint}</p>
      </div>
      <Footer />
    </main>
  )
}
