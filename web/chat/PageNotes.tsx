/** What there is to say about the page itself, between two searches: no network; a newer page. */
import { useEffect, useState, useSyncExternalStore } from 'react'
import { appWords, getSpoken, subscribeSpoken } from './dictionary.ts'
import type { Keeping } from './keeping.ts'
import type { Chat } from './visit.ts'

function listenOnline(listener: () => void): () => void {
  addEventListener('online', listener)
  addEventListener('offline', listener)
  return () => {
    removeEventListener('online', listener)
    removeEventListener('offline', listener)
  }
}

/** Neither searches nor talks: nothing is lost by a reload, and nothing covered by a note. */
const isResting = (chat: Chat): boolean => {
  const { phase } = chat.getView().state
  return phase === 'idle' || phase === 'ended'
}

interface NoteProps {
  readonly isOffline: boolean
  readonly isOutdated: boolean
  readonly onReload: () => void
  readonly onLater: () => void
}

/** What is said, and nothing of when. */
export function PageNote({ isOffline, isOutdated, onReload, onLater }: NoteProps) {
  const text = appWords.notes
  return (
    <div className="page-notes" role="status" aria-label={text.label}>
      {isOffline && <p className="note">{text.offline}</p>}
      {isOutdated && (
        <div className="note">
          <p>{text.outdated}</p>
          <button type="button" className="button" onClick={onReload}>
            {text.reload}
          </button>
          <button type="button" className="button" onClick={onLater}>
            {text.later}
          </button>
        </div>
      )}
    </div>
  )
}

export function PageNotes({ chat, keeping }: { chat: Chat; keeping: Keeping }) {
  const canSpeak = useSyncExternalStore(chat.subscribe, () => isResting(chat))
  const kept = useSyncExternalStore(keeping.subscribe, keeping.getState)
  const isOnline = useSyncExternalStore(listenOnline, () => navigator.onLine)
  useSyncExternalStore(subscribeSpoken, getSpoken)
  const [isLater, setIsLater] = useState(false)
  const isOffline = canSpeak && !isOnline
  const isOutdated = canSpeak && kept === 'outdated' && !isLater

  useEffect(() => {
    if (canSpeak && isOnline) void keeping.look()
  }, [canSpeak, isOnline, keeping])

  async function reload(): Promise<void> {
    await keeping.update().catch(() => undefined)
    // A search may have begun meanwhile.
    if (isResting(chat)) location.reload()
  }

  return (
    <PageNote
      isOffline={isOffline}
      isOutdated={isOutdated}
      onReload={() => void reload()}
      onLater={() => setIsLater(true)}
    />
  )
}
