/** Keeps the page on the device or removes it, and says what that means. */
import { useEffect, useId, useSyncExternalStore } from 'react'
import { appWords } from './dictionary.ts'
import { useInstall } from './installing.ts'
import { isKept, pageKeeping } from './keeping.ts'
import { useDialog } from './useDialog.ts'

export function KeepDialog({ onClose }: { onClose: () => void }) {
  const dialog = useDialog(onClose)
  const titleId = useId()
  const keeping = pageKeeping()
  const kept = useSyncExternalStore(keeping.subscribe, keeping.getState)
  const install = useInstall()
  const text = appWords.keep
  useEffect(() => void keeping.look(), [keeping])

  return (
    <dialog ref={dialog} className="dialog" aria-labelledby={titleId}>
      <div role="status">
        <h2 id={titleId} tabIndex={-1}>
          {isKept(kept) ? text.kept : text.title}
        </h2>
      </div>
      <p>{text.text}</p>
      <p className="hint">{text.trace}</p>
      {kept === 'broken' && (
        <p className="problem" role="alert">
          {text.broken}
        </p>
      )}
      {isKept(kept) ? (
        <button
          type="button"
          className="button"
          onClick={() => keeping.remove().catch(() => undefined)}
        >
          {text.remove}
        </button>
      ) : (
        <button
          type="button"
          className="button main"
          disabled={kept === 'keeping'}
          onClick={() => void keeping.keep()}
        >
          {kept === 'keeping' ? text.keeping : text.keep}
        </button>
      )}
      {install === null ? (
        <p className="hint">{text.installHint}</p>
      ) : (
        <button type="button" className="button" onClick={install}>
          {text.install}
        </button>
      )}
      <div className="way-out">
        <button type="button" className="button" onClick={onClose}>
          {text.close}
        </button>
      </div>
    </dialog>
  )
}
