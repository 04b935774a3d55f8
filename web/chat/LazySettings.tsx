/** The settings, loaded when they are opened for the first time. */
import { lazy, Suspense } from 'react'
import type { Chat, View } from './visit.ts'

const SettingsDialog = lazy(async () => ({
  default: (await import('./SettingsDialog.tsx')).SettingsDialog,
}))

interface Props {
  readonly chat: Chat
  readonly view: View
  readonly onClose: () => void
}

export function LazySettings(props: Props) {
  return (
    <Suspense>
      <SettingsDialog {...props} />
    </Suspense>
  )
}
