/** Counts in the language of the page. */
import { locale } from './dictionary.ts'
import { formOf, type Forms } from '../../signaling/languages/plurals.ts'

/** "1,234". */
export const countText = (count: number): string => count.toLocaleString(locale)

/** The age that everybody here says to have reached. */
export const ageText = (): string => countText(18)

/** What is said of a count, with its figure in it. */
export const countedText = (count: number, say: (figure: string) => Forms): string =>
  formOf(count, say(countText(count)), locale)
