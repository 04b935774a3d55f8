/** The languages that this site speaks: their codes, their own names, and their direction. */

export type LanguageCode = 'en' | 'es' | 'pt' | 'fr' | 'de' | 'ar' | 'hi' | 'id' | 'zh'

export interface Language {
  /** What its folder and its addresses are called. */
  readonly code: LanguageCode
  /** As documents declare it. */
  readonly tag: string
  /** Its own name for itself. */
  readonly name: string
  readonly direction: 'ltr' | 'rtl'
}

const ltr = (code: LanguageCode, name: string, tag: string = code): Language => ({
  code,
  tag,
  name,
  direction: 'ltr',
})

export const ENGLISH = ltr('en', 'English')

export const LANGUAGES: readonly Language[] = [
  ENGLISH,
  ltr('es', 'Español'),
  ltr('pt', 'Português', 'pt-BR'),
  ltr('fr', 'Français'),
  ltr('de', 'Deutsch'),
  { code: 'ar', tag: 'ar', name: 'العربية', direction: 'rtl' },
  ltr('hi', 'हिन्दी'),
  ltr('id', 'Bahasa Indonesia'),
  ltr('zh', '简体中文', 'zh-Hans'),
]
