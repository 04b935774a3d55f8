/** What is chosen when there is something else to choose from. Pure. */
import type { DeviceList, MediaView } from './settings.ts'

/** A speaker that has gone is forgotten, and that is said. */
export function withList(
  { settings, list: before, replacement }: MediaView,
  list: DeviceList,
): Partial<MediaView> {
  const isIn = ({ speakers }: DeviceList) => speakers.some(({ id }) => id === settings.speaker)
  // A browser that names nothing just now says nothing of what has gone.
  // Names come with each permission: of sound, a camera's name says nothing.
  const isNamed = list.microphones.length + list.speakers.length > 0
  if (!isNamed || !isIn(before) || isIn(list)) return { list }
  return {
    list,
    settings: { ...settings, speaker: null },
    replacement: replacement ?? { kind: 'speaker' },
  }
}
