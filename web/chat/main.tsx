/** Starts the visitor's page. */
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { SIGNAL_PATH } from '../../signaling/protocol.ts'
import { App, preload } from './App.tsx'
import { createChat } from './chat.ts'
import { getSpoken, speak, subscribeSpoken } from './dictionary.ts'
import { ErrorBoundary } from './ErrorBoundary.tsx'
import { insist } from './insist.ts'
import { bestLanguage, ENGLISH, localeOf } from './languages/languages.ts'
import './styles.ts'

const url = `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}${SIGNAL_PATH}`
const chat = createChat(url)

// Leaving the page ends the conversation; a page restored from the back/forward cache starts anew.
addEventListener('pagehide', () => chat.close())
addEventListener('pageshow', (event) => {
  if (event.persisted) location.reload()
})

/** After the page has settled, the visitor reads: time to load what the call needs. */
// Safari knows no idle moments, whatever the types say.
// oxlint-disable-next-line typescript/no-useless-default-assignment
const { requestIdleCallback: whenIdle = setTimeout } = globalThis
addEventListener('load', () => whenIdle(() => preload(chat)))

/** Tells the browser in which language the page is, and from which side it is read. */
function declareLanguage(): void {
  const { tag, direction } = getSpoken().language
  document.documentElement.lang = tag
  document.documentElement.dir = direction
}
subscribeSpoken(declareLanguage)

function show(): void {
  const root = document.getElementById('root')
  if (root !== null)
    createRoot(root).render(
      <StrictMode>
        <ErrorBoundary onBroken={chat.close}>
          <App chat={chat} />
        </ErrorBoundary>
      </StrictMode>,
    )
}

const chosen = new URLSearchParams(location.search).getAll('lang')
const language = bestLanguage([...chosen, ...navigator.languages])
// Without words there is no page; a server that is being replaced has them again soon.
insist(
  () =>
    speak(language, localeOf(language, navigator.languages)).catch(() =>
      speak(ENGLISH, ENGLISH.tag),
    ),
  show,
)
