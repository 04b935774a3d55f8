/** What the policy pages say, in each language. */
import * as ar from './ar/words.ts'
import * as de from './de/words.ts'
import * as en from './en/words.ts'
import * as es from './es/words.ts'
import * as fr from './fr/words.ts'
import * as hi from './hi/words.ts'
import * as id from './id/words.ts'
import type { LanguageCode } from './languages.ts'
import * as pt from './pt/words.ts'
import type { Words } from './shape.ts'
import * as zh from './zh/words.ts'

export const WORDS: Readonly<Record<LanguageCode, Words>> = { en, es, pt, fr, de, ar, hi, id, zh }
