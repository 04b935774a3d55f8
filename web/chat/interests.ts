/** Turns what people type or paste into interests that can match. Pure. */
import { INTEREST_LENGTH_MAX, INTERESTS_MAX } from '../../signaling/protocol.ts'

/** What stands between two, on the keyboards of Latin, Chinese and Arabic letters. */
export const SEPARATOR = /[,;\n，、；،؛]/

/**
 * Whether what was typed ends with one. Nothing is taken out of the middle of what is being composed:
 * the event of its end is looked at, too.
 */
export const isComplete = (text: string, event: Event): boolean =>
  !(event as InputEvent).isComposing && SEPARATOR.test(text.slice(-1))

export type InterestProblem = 'full' | 'tooLong'

export interface Added {
  readonly interests: readonly string[]
  readonly problem: InterestProblem | null
  /** What is too long, to be made shorter. */
  readonly rest: string
}

/** One spelling for the same thing: letters folded, lower case, single spaces, nothing invisible. */
export function normalizeInterest(text: string): string {
  return (
    text
      .normalize('NFKC')
      // They stand within a word, of Persian or Hindi, and not between two.
      .replace(/\p{Join_Control}/gu, '')
      .replace(/[\p{Cc}\p{Cf}\p{Co}\p{Cs}]/gu, ' ')
      .replace(/\s+/g, ' ')
      .trim()
      .toLowerCase()
  )
}

/** Adds everything between the commas and line breaks of `text`; says what did not fit. */
export function addInterests(interests: readonly string[], text: string): Added {
  const result = [...interests]
  let problem: InterestProblem | null = null
  const rest: string[] = []
  for (const part of text.split(SEPARATOR)) {
    const interest = normalizeInterest(part)
    if (interest === '' || result.includes(interest)) continue
    if (interest.length > INTEREST_LENGTH_MAX) {
      problem = 'tooLong'
      rest.push(part.trim())
    } else if (result.length >= INTERESTS_MAX) problem ??= 'full'
    else result.push(interest)
  }
  return { interests: result, problem, rest: rest.join(', ') }
}
