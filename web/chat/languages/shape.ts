/** What every language has to say: the keys of the English dictionary, and what its functions take. */

/** The same keys, with any sentences. */
type Same<T> = T extends string
  ? string
  : T extends (...given: infer Given) => infer Said
    ? (...given: Given) => Said
    : { readonly [Key in keyof T]: Same<T[Key]> }

export type Start = Same<typeof import('./en/start.ts')>
export type Rest = Same<typeof import('./en/rest.ts')>
/** As many questions as in English, each at its place. */
export type Questions = Same<(typeof import('./en/questions.ts'))['icebreakers']>
