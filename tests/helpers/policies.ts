/** What the policy pages say under some settings, in English, as tests read it. */
import type { Choices } from '../../radar/protocol.ts'
import type { Config } from '../../signaling/config.ts'
import { settingsInForce } from '../../signaling/inForce.ts'
import { WORDS } from '../../signaling/languages/table.ts'
import { policyPages } from '../../signaling/policies.ts'
import { DATA, entriesFor, OBSERVERS } from '../../signaling/serverView.ts'

/** Each thing about a visitor that there is, with what proves it. */
export const thingsUnder = (config: Config) =>
  entriesFor(DATA, config).map((name) => ({ ...WORDS.en.data[name], ...DATA[name] }))

/** Everybody who can do anything, or cannot. */
export const peopleUnder = (config: Config) =>
  entriesFor(OBSERVERS, config).map((name) => ({ ...WORDS.en.observers[name], ...OBSERVERS[name] }))

/** The operator's choices. */
export const choicesUnder = (config: Config, choices: Choices | null = null) =>
  settingsInForce(config, choices, WORDS.en, 'en-GB')

/** What a page says in a language, by its path. */
export function contentOf(config: Config, path: string): string {
  const page = policyPages(config, 'http://localhost', null).find((one) => one.path === path)
  return page?.places['content'] ?? ''
}
