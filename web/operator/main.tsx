/** Starts the operators' page. */
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import * as z from 'zod/mini'
import { App } from './App.tsx'
import { ErrorBoundary } from './ErrorBoundary.tsx'
import { createOperator, tokenIn } from './operator.ts'
import './styles/main.css'

// The page's policy forbids what zod would try in order to be faster.
z.config({ jitless: true })

const operator = createOperator()

/** A link's token leaves the address bar, and with it the history, before anything is asked. */
function open(): void {
  const { hash } = location
  if (tokenIn(hash) !== null) history.replaceState(null, '', location.pathname)
  operator.start(hash)
}
open()
// A link that is opened where the page stands already changes the hash and loads nothing.
addEventListener('hashchange', () => {
  if (tokenIn(location.hash) !== null) open()
})

for (const sign of ['pointerdown', 'keydown', 'wheel', 'touchmove'] as const)
  addEventListener(sign, operator.use, { passive: true, capture: true })
// A page restored from the back/forward cache would show what nobody may be allowed to see any more.
addEventListener('pageshow', (event) => {
  if (event.persisted) location.reload()
})
addEventListener('pagehide', operator.close)

const root = document.getElementById('root')
if (root !== null)
  createRoot(root).render(
    <StrictMode>
      <ErrorBoundary>
        <App operator={operator} />
      </ErrorBoundary>
    </StrictMode>,
  )
