/** What a device lacks while one waits for a stranger, and ways to be seen or heard all the same. */
import type { DeviceProblem } from './camera.ts'
import { words } from './dictionary.ts'
import type { Chat, View } from './visit.ts'

interface Props {
  readonly chat: Chat
  readonly view: View
}

/** Where the microphone alone may be had. */
const OF_BOTH: ReadonlySet<DeviceProblem> = new Set(['denied', 'inUse', 'notFound', 'unknown'])

/** Asks again for what was asked for. */
export function RetryButton({ chat, view }: Props) {
  const retry = () => {
    const media = chat.media()
    if (media === null) chat.openDevices(view.choice ?? 'video')
    else media.retry()
  }
  return (
    <button type="button" className="button" onClick={retry}>
      {words.camera.retry}
    </button>
  )
}

export function DeviceNote({ chat, view }: Props) {
  const { deviceProblem } = view
  if (deviceProblem === null) return null
  const { title, text } = words.deviceProblem[deviceProblem]
  return (
    <div className="notice offering">
      <p>{words.together(title, text)}</p>
      <div className="actions row centred">
        <RetryButton chat={chat} view={view} />
        {OF_BOTH.has(deviceProblem) && (
          <button type="button" className="button" onClick={() => chat.openDevices('audio')}>
            {words.camera.audioOnly}
          </button>
        )}
      </div>
      {view.choice === 'none' && <p className="hint">{words.camera.withoutHint}</p>}
    </div>
  )
}
