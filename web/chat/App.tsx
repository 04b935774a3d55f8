/** The page: the start screen, and everything after it. */
import { lazy, Suspense, useState, useSyncExternalStore } from 'react'
import { flushSync } from 'react-dom'
import { getSpoken, loadRest, subscribeSpoken } from './dictionary.ts'
import { insist } from './insist.ts'
import { browserLanguages } from './LanguageField.tsx'
import { lazily } from './lazily.tsx'
import type { Chat } from './visit.ts'
import { StartScreen } from './StartScreen.tsx'
import type { Wish } from './visit.ts'

const loadScreens = () => import('./VisitScreens.tsx')
const VisitScreens = lazy(async () => {
  const [chunk] = await Promise.all([loadScreens(), loadRest()])
  return { default: chunk.VisitScreens }
})

const CodeEntry = lazily(() => loadScreens().then((chunk) => chunk.CodeEntry))
const Status = lazily(() => import('./Status.tsx').then((chunk) => chunk.Status))

/** Who blocks even the question sees none. */
const AdSlot = lazily(() =>
  import('./AdSlot.tsx').then(
    (chunk) => chunk.AdSlot,
    () => () => null,
  ),
)
/** The visitor's browser asks all sites not to be tracked. */
const isPrivate = (): boolean =>
  (navigator as { globalPrivacyControl?: boolean }).globalPrivacyControl === true

/** The visitor's browser asks all sites for as little as will do. */
const savesData = (): boolean =>
  (navigator as { connection?: { saveData?: boolean } }).connection?.saveData === true

/**
 * Loads what a visit needs, while the visitor still reads; for who saves data, what a call takes
 * comes with Find.
 */
export function preload(chat: Chat): void {
  if (!savesData()) chat.preload()
  insist(
    () => Promise.all([loadScreens(), loadRest()]),
    ([{ watchPage }]) => watchPage(chat),
  )
}

export function App({ chat }: { chat: Chat }) {
  // Another language draws everything anew, and keeps what was typed.
  const { hasRest } = useSyncExternalStore(subscribeSpoken, getSpoken)
  const view = useSyncExternalStore(chat.subscribe, chat.getView)
  const [wish, setWish] = useState<Wish>(() => ({ ...view.wish, languages: browserLanguages() }))
  const [isAdult, setIsAdult] = useState(false)
  const { state } = view

  const [isFinding, setIsFinding] = useState(false)
  const find = () => {
    // An advertisement has gone before anything is asked (P7).
    flushSync(() => setIsFinding(true))
    chat.find(wish)
    setIsFinding(false)
  }
  const meetAgain = async (code: string) => {
    flushSync(() => setIsFinding(true))
    const isKnown = (await chat.again()?.enter(code, wish)) ?? false
    setIsFinding(false)
    return isKnown
  }
  const hasPlace =
    (state.phase === 'idle' || state.phase === 'ended') &&
    !isFinding &&
    hasRest &&
    !view.isTryingOut

  return (
    <>
      <p className="spoken" role="status">
        {hasRest && <Status view={view} />}
      </p>
      {state.phase === 'idle' ? (
        <StartScreen
          chat={chat}
          view={view}
          wish={wish}
          onWish={setWish}
          isAdult={isAdult}
          onAdult={setIsAdult}
          onFind={find}
        >
          {view.again.codes.length > 0 && (
            <CodeEntry codes={view.again.codes} isAdult={isAdult} onEnter={meetAgain} />
          )}
        </StartScreen>
      ) : (
        <Suspense fallback={<main className="rings" />}>
          <VisitScreens
            chat={chat}
            view={view}
            state={state}
            onFind={find}
            onChange={chat.cancel}
            onEnter={meetAgain}
          />
        </Suspense>
      )}
      {view.ads !== null && hasPlace && !isPrivate() && <AdSlot key={state.phase} ads={view.ads} />}
    </>
  )
}
