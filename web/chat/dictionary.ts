/**
 * The sentences of the page, in the language that is spoken now. They are live bindings: take them
 * when something is shown, never before.
 */
import type { Rest, Start } from './languages/shape.ts'
import { ENGLISH, type Language, type LanguageCode } from './languages/languages.ts'

interface Chunks {
  readonly start: () => Promise<Start>
  readonly rest: () => Promise<Rest>
}

/** Two chunks each: who reads one language loads no other. */
const CHUNKS: Readonly<Record<LanguageCode, Chunks>> = {
  en: {
    start: () => import('./languages/en/start.ts'),
    rest: () => import('./languages/en/rest.ts'),
  },
  es: {
    start: () => import('./languages/es/start.ts'),
    rest: () => import('./languages/es/rest.ts'),
  },
  pt: {
    start: () => import('./languages/pt/start.ts'),
    rest: () => import('./languages/pt/rest.ts'),
  },
  fr: {
    start: () => import('./languages/fr/start.ts'),
    rest: () => import('./languages/fr/rest.ts'),
  },
  de: {
    start: () => import('./languages/de/start.ts'),
    rest: () => import('./languages/de/rest.ts'),
  },
  ar: {
    start: () => import('./languages/ar/start.ts'),
    rest: () => import('./languages/ar/rest.ts'),
  },
  hi: {
    start: () => import('./languages/hi/start.ts'),
    rest: () => import('./languages/hi/rest.ts'),
  },
  id: {
    start: () => import('./languages/id/start.ts'),
    rest: () => import('./languages/id/rest.ts'),
  },
  zh: {
    start: () => import('./languages/zh/start.ts'),
    rest: () => import('./languages/zh/rest.ts'),
  },
}

export let startWords: Start['startWords']
export let words: Rest['words']
export let visitWords: Rest['visitWords']
export let kindWords: Rest['kindWords']
export let mediaWords: Rest['mediaWords']
export let voiceWords: Rest['voiceWords']
export let transferWords: Rest['transferWords']
export let adWords: Rest['adWords']
export let appWords: Rest['appWords']
export let againWords: Rest['againWords']
export let symbolNames: Rest['symbolNames']
/** By what figures, dates and lists are written. */
export let locale = ENGLISH.tag

/** What is spoken, for who draws it anew when it changes; `hasRest` when every sentence is there. */
export interface Spoken {
  readonly language: Language
  readonly hasRest: boolean
}
let spoken: Spoken = { language: ENGLISH, hasRest: false }
const listeners = new Set<() => void>()
/** The latest wish: one that loads slowly does not undo it. */
let wished = { language: ENGLISH, locale }
let isRestWished = false

export const getSpoken = (): Spoken => spoken

export function subscribeSpoken(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

async function fulfil(wish: typeof wished): Promise<void> {
  const { language } = wish
  const { start, rest } = CHUNKS[language.code]
  const [first, more] = await Promise.all([start(), isRestWished ? rest() : null])
  const isThere = spoken.language === language && spoken.hasRest
  if (wish !== wished || isThere) return
  ;({ startWords } = first)
  if (more !== null)
    ({
      words,
      visitWords,
      kindWords,
      mediaWords,
      voiceWords,
      transferWords,
      adWords,
      appWords,
      againWords,
      symbolNames,
    } = more)
  ;({ locale } = wish)
  spoken = { language, hasRest: more !== null }
  for (const listener of listeners) listener()
}

/**
 * Loads a language and speaks it; fails when it cannot be loaded, and speaks as before. Whether it
 * could be loaded is nothing to who has wished for another meanwhile.
 */
export async function speak(language: Language, itsLocale: string): Promise<void> {
  const before = { language: spoken.language, locale }
  const wish = { language, locale: itsLocale }
  wished = wish
  try {
    await fulfil(wish)
  } catch (error) {
    if (wish !== wished) return
    wished = before
    throw error
  }
}

/** Loads the sentences of the screens after the first, of which none can be shown without. */
export async function loadRest(): Promise<void> {
  isRestWished = true
  // Another language may have been wished for meanwhile.
  while (!spoken.hasRest) await fulfil(wished)
}
