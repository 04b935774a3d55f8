/** Dictionaries as tests compare them: what each sentence says, with marks for what it is told. */

export const MARKS = ['‹A›', '‹B›', '‹C›', '‹D›']

/** Every sentence by its path; a function as what it says of marked arguments, each form by name. */
export function sentencesOf(value: unknown, path = ''): [string, string][] {
  if (typeof value === 'string') return [[path, value]]
  if (typeof value === 'function')
    return sentencesOf(Reflect.apply(value, null, MARKS.slice(0, value.length)), `${path}()`)
  return Object.entries(value as object).flatMap(([key, inner]) =>
    sentencesOf(inner, `${path}.${key}`),
  )
}
