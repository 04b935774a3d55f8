/** The questions for both, in the language of the page: loaded with the first of them. */
import { getSpoken } from './dictionary.ts'
import type { LanguageCode } from './languages/languages.ts'
import type { Questions } from './languages/shape.ts'

type Load = () => Promise<{ readonly icebreakers: Questions }>

/** One chunk each: who reads one language loads no other. */
const LISTS: Readonly<Record<LanguageCode, Load>> = {
  en: () => import('./languages/en/questions.ts'),
  es: () => import('./languages/es/questions.ts'),
  pt: () => import('./languages/pt/questions.ts'),
  fr: () => import('./languages/fr/questions.ts'),
  de: () => import('./languages/de/questions.ts'),
  ar: () => import('./languages/ar/questions.ts'),
  hi: () => import('./languages/hi/questions.ts'),
  id: () => import('./languages/id/questions.ts'),
  zh: () => import('./languages/zh/questions.ts'),
}

const lists = new Map<LanguageCode, readonly string[]>()

/** The list of the language that is spoken now; `null` while it is not there. */
export const questionsNow = (): readonly string[] | null =>
  lists.get(getSpoken().language.code) ?? null

/** Loads the list of the language that is spoken now. */
export async function loadQuestions(): Promise<readonly string[]> {
  const { code } = getSpoken().language
  const { icebreakers } = await LISTS[code]()
  lists.set(code, icebreakers)
  return icebreakers
}
