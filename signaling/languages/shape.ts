/** What every language has to say on the policy pages: all that English says, with the same givens. */
import type * as english from './en/words.ts'

/** The same keys, with any sentences. */
type Same<T> = T extends string
  ? string
  : T extends (...given: infer Given) => infer Said
    ? (...given: Given) => Said
    : { readonly [Key in keyof T]: Same<T[Key]> }

export type Words = Same<typeof english>
