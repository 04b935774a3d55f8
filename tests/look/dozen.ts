/** Which of all looks `npm test` takes; `npm run prove` takes the others, too. */
import type { ScreenName } from '../../web/look/screens.ts'
import type { Look } from '../browser/axe.ts'
import type { Size, Theme, Tongue } from './gallery.ts'

export type Sight = readonly [ScreenName, Tongue, Size, Theme]

/** Every size, theme and side at least three times; one side after the other, for a language is loaded. */
export const DOZEN: readonly Sight[] = [
  ['call', 'ar', '360x640', 'dark'],
  ['notices', 'ar', '360x640', 'dark'],
  ['settings', 'ar', '768x1024', 'light'],
  ['writing', 'ar', '1440x900', 'dark'],
  ['blocked', 'ar', '768x1024', 'dark'],
  ['start', 'en', '360x640', 'dark'],
  ['reminded', 'en', '768x1024', 'light'],
  ['search', 'en', '360x640', 'light'],
  ['call', 'en', '1440x900', 'dark'],
  ['more', 'en', '768x1024', 'dark'],
  ['sent', 'en', '1440x900', 'light'],
  ['end', 'en', '1440x900', 'light'],
]
/** Made of what others are made of. */
export const ALIKE: readonly ScreenName[] = [
  'appealed',
  'asking',
  'drawn',
  'figures',
  'folded',
  'foldedWaiting',
  'notifyRefused',
  'reportEither',
  'reportLast',
  'settings',
  'unseen',
  'verifyWritten',
]

/** Where a menu lies over what was looked at without it, and can be put away. */
export const NEW: Partial<Record<ScreenName, Look>> = { more: { within: '.more' } }
