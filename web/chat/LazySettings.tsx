/** The settings, loaded when they are opened for the first time. */
import { loadRest } from './dictionary.ts'
import { lazyDialog } from './lazyDialog.tsx'

export const LazySettings = lazyDialog(
  async () => (await import('./SettingsDialog.tsx')).SettingsDialog,
)
/** They need sentences that come after the start screen’s. */
export const TryOutDialog = lazyDialog(async () => {
  const [chunk] = await Promise.all([import('./TryOutDialog.tsx'), loadRest()])
  return chunk.TryOutDialog
})
