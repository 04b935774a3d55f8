/** The settings, loaded when they are opened for the first time. */
import { lazyDialog } from './lazyDialog.tsx'

export const LazySettings = lazyDialog(
  async () => (await import('./SettingsDialog.tsx')).SettingsDialog,
)
