/** The languages of the page, and which one fits a browser. Pure. */

import { ENGLISH, LANGUAGES, type Language } from '../../../signaling/languages/languages.ts'

export {
  ENGLISH,
  LANGUAGES,
  type Language,
  type LanguageCode,
} from '../../../signaling/languages/languages.ts'

/** What Indonesian was called until 1989, and still is by some systems. */
const OLD_INDONESIAN = /^in\b/

/** The language of that code or tag, whatever its region and script: `pt-PT`, `zh-CN`, `zh-Hant`. */
export function languageOf(tag: string): Language | undefined {
  const code = tag.toLowerCase().replace(OLD_INDONESIAN, 'id').split('-', 1)[0]
  return LANGUAGES.find((language) => language.code === code)
}

/** The first language that the page speaks of those that are wished for; else English. */
export function bestLanguage(wished: readonly string[]): Language {
  for (const tag of wished) {
    const language = languageOf(tag)
    if (language !== undefined) return language
  }
  return ENGLISH
}

/**
 * By what figures, dates and lists are written: with the region that the browser names, as a day in
 * Austria is not one in Germany. Chinese says first that it is simplified.
 */
export function localeOf({ code, tag }: Language, browsers: readonly string[]): string {
  const regional = browsers.find((one) => /^[a-z]{2}-[A-Z]{2}$/.test(one) && one.startsWith(code))
  return code === 'zh' ? tag : (regional ?? tag)
}
