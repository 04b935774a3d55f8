/** The settings, loaded when they are opened for the first time. */
import { lazily } from './lazily.tsx'

export const LazySettings = lazily(
  async () => (await import('./SettingsDialog.tsx')).SettingsDialog,
)
