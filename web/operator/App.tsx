/** Picks the screen. */
import { lazy, Suspense, useSyncExternalStore } from 'react'
import { CodesScreen } from './CodesScreen.tsx'
import { FailureNote } from './FailureNote.tsx'
import type { Operator } from './operator.ts'
import { SignInScreen } from './SignInScreen.tsx'
import { words } from './words.ts'

const EnrolScreen = lazy(async () => ({
  default: (await import('./EnrolScreen.tsx')).EnrolScreen,
}))
const Dashboard = lazy(async () => ({ default: (await import('./Dashboard.tsx')).Dashboard }))

function Starting() {
  return (
    <main className="page">
      <div className="column centred">
        <p className="hint" role="status">
          {words.starting}
        </p>
      </div>
    </main>
  )
}

export function App({ operator }: { operator: Operator }) {
  const { screen, watch } = useSyncExternalStore(operator.subscribe, operator.getState)
  switch (screen.name) {
    case 'starting':
      return <Starting />
    case 'away':
      return (
        <main className="page">
          <div className="column centred">
            <h1>{words.away.title}</h1>
            <FailureNote failure={screen.failure} />
            <button type="button" className="button main" onClick={operator.enter}>
              {words.retry}
            </button>
          </div>
        </main>
      )
    case 'signIn':
      return <SignInScreen operator={operator} reason={screen.reason} />
    case 'enrol':
      return (
        <Suspense fallback={<Starting />}>
          <EnrolScreen key={screen.token} operator={operator} screen={screen} />
        </Suspense>
      )
    case 'codes':
      return <CodesScreen codes={screen.codes} onKept={operator.enter} />
    case 'dashboard':
      return (
        <Suspense fallback={<Starting />}>
          <Dashboard operator={operator} me={screen.me} watch={watch} />
        </Suspense>
      )
    default:
      return screen satisfies never
  }
}
