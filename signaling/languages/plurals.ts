/** What a language says of counts. */

/** A sentence for each category of its plural rules: Arabic has six, Chinese one. */
export type Forms = Readonly<Partial<Record<Intl.LDMLPluralRule, string>> & { other: string }>

/** The sentence for a count, by the rules of a language. Pure. */
export const formOf = (count: number, forms: Forms, language: string): string =>
  forms[new Intl.PluralRules(language).select(count)] ?? forms.other
