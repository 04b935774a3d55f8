/** What two strangers have in common, in words. */
import type { Common } from '../../signaling/protocol.ts'
import { words } from './dictionary.ts'
import { listFormat, nameFormat } from './formats.ts'

/** As many common interests are named; a phone has no room for ten. */
const NAMED_MAX = 3

/** One sentence; nothing when there is nothing. */
export function commonSentence({ interests, languages }: Common): string | null {
  const list = listFormat({})
  if (interests.length > 0) return words.call.common(list.format(interests.slice(0, NAMED_MAX)))
  if (languages.length === 0) return null
  const names = nameFormat({ type: 'language' })
  return words.call.commonLanguage(list.format(languages.map((code) => names.of(code) ?? code)))
}
