/** What the start screen offers besides its one button, loaded after it: what the server knows; keeping the page. */
import { lazy, Suspense, useCallback, useEffect, useState, type ReactNode } from 'react'
import { loadRest, startWords } from './dictionary.ts'
import { awaitOffer } from './installing.ts'
import { useCallKeys } from './useCallKeys.ts'
import type { View } from './visit.ts'

const ServerViewDialog = lazy(async () => {
  const [chunk] = await Promise.all([import('./ServerViewDialog.tsx'), loadRest()])
  return { default: chunk.ServerViewDialog }
})
const KeepDialog = lazy(async () => {
  const [chunk] = await Promise.all([import('./KeepDialog.tsx'), loadRest()])
  return { default: chunk.KeepDialog }
})

const HelpDialog = lazy(async () => {
  const [chunk] = await Promise.all([import('./HelpDialog.tsx'), loadRest()])
  return { default: chunk.HelpDialog }
})

interface Props {
  readonly view: View
  readonly onAskView: () => void
}

let isAwaiting = false

export function StartTools({ view, onAskView }: Props): ReactNode {
  const [open, setOpen] = useState<'view' | 'keep' | 'help' | null>(null)
  const close = useCallback(() => setOpen(null), [])

  useCallKeys((action) => {
    if (action === 'help') setOpen('help')
  })
  useEffect(() => {
    if (!isAwaiting) awaitOffer()
    isAwaiting = true
  }, [])

  return (
    <div className="start-tools">
      <button
        type="button"
        className="button quiet"
        onClick={() => {
          onAskView()
          setOpen('view')
        }}
      >
        {startWords.start.askView}
      </button>
      <button type="button" className="button quiet" onClick={() => setOpen('keep')}>
        {startWords.start.keep}
      </button>
      <Suspense>
        {open === 'view' && <ServerViewDialog view={view} onClose={close} />}
        {open === 'keep' && <KeepDialog onClose={close} />}
        {open === 'help' && <HelpDialog isInCall={false} onClose={close} />}
      </Suspense>
    </div>
  )
}
