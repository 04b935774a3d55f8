/**
 * What the start screen has besides its one button, loaded after it: trying out the devices, what the
 * server knows, keeping the page, reporting the last stranger, and what became of that.
 */
import { useCallback, useEffect, useState, useSyncExternalStore, type ReactNode } from 'react'
import { appWords, getSpoken, loadRest, startWords, visitWords, words } from './dictionary.ts'
import { awaitOffer, installIn } from './installing.ts'
import { isKept, pageKeeping } from './keeping.ts'
import { lazyDialog } from './lazyDialog.tsx'
import { TryOutDialog } from './LazySettings.tsx'
import { useCallKeys } from './useCallKeys.ts'
import type { Chat, View, Wish } from './visit.ts'

const ServerViewDialog = lazyDialog(async () => {
  const [chunk] = await Promise.all([import('./ServerViewDialog.tsx'), loadRest()])
  return chunk.ServerViewDialog
})
const KeepDialog = lazyDialog(async () => {
  const [chunk] = await Promise.all([import('./KeepDialog.tsx'), loadRest()])
  return chunk.KeepDialog
})
const ReportDialog = lazyDialog(async () => {
  const [chunk] = await Promise.all([import('./ReportDialog.tsx'), loadRest()])
  return chunk.ReportDialog
})
const HelpDialog = lazyDialog(async () => {
  const [chunk] = await Promise.all([import('./HelpDialog.tsx'), loadRest()])
  return chunk.HelpDialog
})

interface Props {
  readonly chat: Chat
  readonly view: View
  readonly wish: Wish
}

let isAwaiting = false

export function StartTools({ chat, view, wish }: Props): ReactNode {
  const [open, setOpen] = useState<'devices' | 'view' | 'keep' | 'report' | 'help' | null>(null)
  const close = useCallback(() => setOpen(null), [])
  const { lastSubject } = view

  useCallKeys((action) => {
    if (action !== 'help') return false
    setOpen('help')
    return true
  })
  useEffect(() => {
    if (!isAwaiting) awaitOffer()
    isAwaiting = true
  }, [])
  const { language, hasRest } = getSpoken()
  const keeping = pageKeeping()
  const kept = useSyncExternalStore(keeping.subscribe, keeping.getState)
  useEffect(() => installIn(language), [language])

  return (
    <>
      <div className="start-tools">
        {wish.mode === 'video' && (
          <button type="button" className="button quiet" onClick={() => setOpen('devices')}>
            {startWords.start.devices}
          </button>
        )}
        <button
          type="button"
          className="button quiet"
          onClick={() => {
            chat.askView()
            setOpen('view')
          }}
        >
          {startWords.start.askView}
        </button>
        <button type="button" className="button quiet" onClick={() => setOpen('keep')}>
          {/* Whoever keeps it finds here how to remove it. */}
          {hasRest && isKept(kept) ? appWords.keep.kept : startWords.start.keep}
        </button>
        {lastSubject !== null && (
          <button type="button" className="button quiet danger" onClick={() => setOpen('report')}>
            {visitWords.end.reportLast}
          </button>
        )}
        {open === 'devices' && <TryOutDialog chat={chat} view={view} wish={wish} onClose={close} />}
        {open === 'view' && <ServerViewDialog view={view} onClose={close} />}
        {open === 'keep' && <KeepDialog onClose={close} />}
        {open === 'report' && lastSubject !== null && (
          <ReportDialog
            isLast
            hasOther={false}
            onLast={null}
            onSend={(reason) => {
              close()
              chat.report(lastSubject, reason)
            }}
            onClose={close}
          />
        )}
        {open === 'help' && <HelpDialog isInCall={false} onClose={close} />}
      </div>
      {view.reportResult !== null && (
        <p className="notice">{words.reportResult[view.reportResult]}</p>
      )}
    </>
  )
}
