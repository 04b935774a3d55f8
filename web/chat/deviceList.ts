/** What is chosen when there is something else to choose from. Pure. */
import type { DeviceList, MediaView, Replacement } from './settings.ts'

type Replacements = readonly Replacement[]

export const without = (all: Replacements, kind: Replacement['kind']): Replacements =>
  all.filter((one) => one.kind !== kind)

/** Of two devices that go at once both are told of, and of one the latest. */
export const withReplacement = (all: Replacements, one: Replacement): Replacements => [
  ...without(all, one.kind),
  one,
]

/** A speaker that has gone is forgotten, and that is said. */
export function withList(
  { settings, list: before, replacements }: MediaView,
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
    replacements: withReplacement(replacements, { kind: 'speaker' }),
  }
}
